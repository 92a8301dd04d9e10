//! What a file may add to itself: parts and bytes asked for, refused where they are too many.

/// What every part costs beside its bytes: it takes memory even where it is empty.
const BYTES_OF_A_PART: usize = 32;

/// The budget has not enough left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhausted;

/// Bytes that may still be added.
#[derive(Clone, Debug)]
pub(super) struct Budget(usize);

impl Budget {
    /// A budget of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self(bytes)
    }

    /// Takes a part of so many bytes.
    ///
    /// # Errors
    /// There is not enough left; nothing is taken.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Exhausted> {
        let cost = bytes.saturating_add(BYTES_OF_A_PART);
        self.0 = self.0.checked_sub(cost).ok_or(Exhausted)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_parts_are_not_free() {
        let mut budget = Budget::new(BYTES_OF_A_PART * 3);
        assert_eq!([0; 3].map(|part| budget.take(part)), [Ok(()); 3]);
        assert_eq!(budget.take(0), Err(Exhausted));
        assert_eq!(Budget::new(99).take(usize::MAX), Err(Exhausted));
    }
}
