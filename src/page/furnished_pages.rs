//! Pages that were furnished, for the next time the book is set: a sheet and its place in, its page out.
//!
//! A sheet that is the same as the last time, in the same place, has the same running head, folio and links. Sheets
//! are known by where they lie in memory: while a page is kept, so is its sheet, and no other can lie there.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::compose::Sheet;
use crate::frame::Page;
use crate::lookup::Lookup;

/// Where a sheet stands in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SheetPlace {
    /// Index of the first page of its section in the book.
    pub(super) first_page: usize,
    /// Its number in the section, from 1.
    pub(super) number: usize,
}

/// Furnished sheets by their addresses.
type SheetsByAddress = Lookup<usize, KnownSheet>;

/// The pages of the last time, and those of this time.
#[derive(Default)]
pub(super) struct FurnishedPages {
    last_time: SheetsByAddress,
    /// `None` where the book is set once and nothing is kept.
    this_time: Option<SheetsByAddress>,
}

struct KnownSheet {
    sheet: Arc<Sheet>,
    place: SheetPlace,
    page: Arc<Page>,
}

/// The pages of a book between two times that it is set.
#[derive(Default)]
pub(super) struct FurnishedBefore(Mutex<SheetsByAddress>);

impl FurnishedBefore {
    fn lock(&self) -> MutexGuard<'_, SheetsByAddress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pages of the last time; none are left behind.
    pub(super) fn take(&self) -> FurnishedPages {
        FurnishedPages {
            last_time: std::mem::take(&mut *self.lock()),
            this_time: Some(SheetsByAddress::new()),
        }
    }

    /// How many sheets are kept.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.lock().len()
    }

    /// Keeps the pages of this time.
    pub(super) fn keep(&self, furnished: FurnishedPages) {
        *self.lock() = furnished.this_time.unwrap_or_default();
    }
}

impl FurnishedPages {
    /// The page of a sheet: that of the last time, or one that is furnished now.
    pub(super) fn page(
        &mut self,
        sheet: Arc<Sheet>,
        place: SheetPlace,
        furnish: impl FnOnce(Sheet) -> Page,
    ) -> Arc<Page> {
        let Some(this_time) = &mut self.this_time else {
            // What stands on sheets is moved and not copied where nobody else has it: glyphs of a long book are
            // most of its memory.
            return Arc::new(furnish(Arc::unwrap_or_clone(sheet)));
        };
        let address = Arc::as_ptr(&sheet) as usize;
        let known = self.last_time.remove(&address);
        let same = known.filter(|known| Arc::ptr_eq(&known.sheet, &sheet) && known.place == place);
        let page = match same {
            Some(known) => known.page,
            None => Arc::new(furnish(Sheet::clone(&sheet))),
        };
        let kept = KnownSheet {
            sheet,
            place,
            page: Arc::clone(&page),
        };
        this_time.insert(address, kept);
        page
    }
}
