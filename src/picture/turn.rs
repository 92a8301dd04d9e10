//! Turns at decoding pictures: pixels asked for in, leave to decode them out.
//!
//! Pictures are decoded side by side, so that the memory they take would grow with the cores of the machine.
//! Small ones do not wait for one another; of the largest only one is decoded at a time.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::limits;

/// Pixels that may still be decoded now.
static LEFT: Mutex<u64> = Mutex::new(limits::PICTURE_PIXELS);
/// Some were given back.
static GIVEN: Condvar = Condvar::new();

/// A turn; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn(u64);

/// Waits until so many pixels may be decoded.
///
/// Whoever has a turn decodes and asks for no other, so that nobody waits for ever.
pub(crate) fn take(pixels: u64) -> Turn {
    let pixels = pixels.min(limits::PICTURE_PIXELS);
    let left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    let left = GIVEN.wait_while(left, |left| *left < pixels);
    *left.unwrap_or_else(PoisonError::into_inner) -= pixels;
    Turn(pixels)
}

impl Drop for Turn {
    fn drop(&mut self) {
        *LEFT.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        GIVEN.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_pictures_are_decoded_one_after_the_other() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let inside = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let turn = take(u64::MAX);
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
    }
}
