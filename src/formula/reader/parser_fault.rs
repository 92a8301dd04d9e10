//! What the parser says of a formula in, a fault in our words with its place out.

use std::ops::Range;

use super::Fault;
use crate::diag::isolate;

/// How the parser begins to tell of a command that it does not know.
const UNKNOWN: &str = "Undefined control sequence: ";

/// A fault of the parser. Its places inside macros count in their text: with `\newcommand{\a}{x \te} \a` the command
/// `\te` is told at byte 2. Where it does not stand at its place, it is the one that stands in the source once.
pub(super) fn of_parser(error: &ratex_parser::ParseError, source: &str) -> Fault {
    let place = error.loc.as_ref().map(|place| place.start..place.end);
    let place = place.filter(|place| source.get(place.clone()).is_some());
    let place = match error.message.strip_prefix(UNKNOWN) {
        None => place,
        Some(command) => place
            .filter(|place| &source[place.clone()] == command)
            .or_else(|| only_one(command, source)),
    };
    Fault {
        reason: in_plain_words(&error.message),
        place,
    }
}

/// The place of a command that stands in a formula once: `\te` is no part of `\text`.
fn only_one(command: &str, source: &str) -> Option<Range<usize>> {
    let ends = |at: &usize| {
        let behind = source[at + command.len()..].chars().next();
        !behind.is_some_and(|letter| letter.is_ascii_alphabetic())
    };
    let mut places = source.match_indices(command).map(|(at, _)| at).filter(ends);
    let at = places.next().filter(|_| places.next().is_none())?;
    Some(at..at + command.len())
}

/// A message of the parser as ours are: lower case, no full stop, the commands isolated.
fn in_plain_words(message: &str) -> String {
    if let Some(command) = message.strip_prefix(UNKNOWN) {
        return format!("the command {} is not known", isolate(command));
    }
    match message {
        "Recursion limit exceeded" => "it is nested too deep".to_owned(),
        message => {
            let mut letters = message.trim_end_matches('.').chars();
            let first = letters.next().map(|first| first.to_lowercase());
            first.into_iter().flatten().chain(letters).collect()
        }
    }
}
