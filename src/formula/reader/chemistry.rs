//! Chemistry (`\ce`, `\pu`): a source in, why it is not read out.
//!
//! Its reader tries some hundred patterns at each place, so that what people write is read and what doubles itself is not.

use super::Fault;
use crate::limits;

/// Commands that define macros, and that which makes a command of letters.
const DEFINITIONS: [&str; 7] = [
    "\\def", "\\gdef", "\\edef", "\\xdef", "\\let", "command", "\\csname",
];

/// Whether a formula has chemistry.
fn has_chemistry(source: &str) -> bool {
    ["\\ce", "\\pu"].iter().any(|command| {
        let mut rest = source.match_indices(command);
        rest.any(|(at, _)| {
            let after = source[at + command.len()..].chars().next();
            after.is_none_or(|after| !after.is_ascii_alphabetic())
        })
    })
}

/// Checks a source before it is read.
///
/// # Errors
/// It has chemistry that is longer than any reaction, or that macros may double.
pub(super) fn check(source: &str) -> Result<(), Fault> {
    if !has_chemistry(source) {
        return Ok(());
    }
    let fault = |reason: &str| Fault {
        reason: reason.to_owned(),
        place: None,
    };
    if source.len() > limits::CHEMISTRY_BYTES {
        return Err(fault("it is longer than any reaction; divide it"));
    }
    // `\def\b#1{\a{#1#1}}` and its like make a long one of a short one.
    if DEFINITIONS.iter().any(|command| source.contains(command)) {
        return Err(fault("chemistry stands in a formula that defines macros"));
    }
    Ok(())
}
