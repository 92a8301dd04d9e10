//! Which pages become pictures, and how fine: a choice of the caller, not of the book.

use std::ops::RangeInclusive;

/// Which pages are drawn, and at how many pixels to the inch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePictures {
    /// Pages by their places in the file, from 1; nothing stands for all of them.
    pub pages: Vec<RangeInclusive<usize>>,
    /// Pixels to the inch.
    pub dpi: u16,
}

impl Default for PagePictures {
    fn default() -> Self {
        Self {
            pages: Vec::new(),
            dpi: 150,
        }
    }
}

impl PagePictures {
    /// The pages of a book of so many that are drawn, from 1, in order.
    ///
    /// # Errors
    /// A range begins behind the last page: its first page comes back.
    pub fn of(&self, count: usize) -> Result<Vec<usize>, usize> {
        if let Some(beyond) = self.pages.iter().find(|range| *range.start() > count) {
            return Err(*beyond.start());
        }
        let takes = |page: &usize| self.pages.iter().any(|range| range.contains(page));
        let all = 1..=count;
        Ok(all
            .filter(|page| self.pages.is_empty() || takes(page))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::PagePictures;

    #[test]
    fn a_range_ends_with_the_book_and_begins_in_it() {
        let of = |pages: &[std::ops::RangeInclusive<usize>]| {
            let pages = pages.to_vec();
            PagePictures {
                pages,
                ..PagePictures::default()
            }
            .of(4)
        };
        assert_eq!(of(&[]), Ok(vec![1, 2, 3, 4]));
        assert_eq!(of(&[3..=9, 1..=1]), Ok(vec![1, 3, 4]));
        assert_eq!(of(&[1..=1, 5..=6]), Err(5));
    }
}
