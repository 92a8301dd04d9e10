//! No time zone is known: no book depends on where it is bound.

use std::fmt;

/// Says that no zone is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetTimezoneError;

impl fmt::Display for GetTimezoneError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("no time zone is known")
    }
}

impl std::error::Error for GetTimezoneError {}

/// The name of the machine's time zone.
///
/// # Errors
///
/// Always: none is known.
pub fn get_timezone() -> Result<String, GetTimezoneError> {
    Err(GetTimezoneError)
}
