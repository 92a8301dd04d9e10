//! What an address must hold to be answered: other users and pages of other sites cannot guess it.

use std::io;

/// Sixteen bytes from the system, in hexadecimal digits.
pub(super) fn new() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
