//! Faults of the program itself: a panic that no room has caught in, a failure with its place out.

use std::panic;
use std::sync::{Mutex, PoisonError};

use super::outcome::Failure;
use crate::diag::Panicked;

/// Where the last panic was.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Keeps panics from the terminal: a room that catches one tells of it in its own words, and what nobody
/// catches is told by [`of`].
pub(super) fn quieten() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string);
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

/// A panic as the failure that it is.
pub(super) fn of(panicked: Panicked) -> Failure {
    let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
    let place = place.unwrap_or_else(|| "an unknown place".to_owned());
    Failure::Own(format!("{} ({place})", panicked.words))
}
