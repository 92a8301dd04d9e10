//! The pages of the printed book, by what they begin with, and their marks (DPUB-ARIA 1.1,
//! `doc-pagebreak`).

use std::collections::BTreeMap;

use super::xml::{Markup, Tag};
use crate::locale::Digits;
use crate::lookup::Lookup;
use crate::model::{AnchorId, Begins, PrintedPage, TextPosition};

/// The printed pages by what they begin with.
#[derive(Debug, Default)]
pub(super) struct Pages<'a> {
    printed: &'a [PrintedPage],
    /// Pages, by their index, that begin at a place. A page that begins with nothing new begins
    /// where the next one does; those at the end have [`Begins::Nothing`].
    at: BTreeMap<Begins, Vec<usize>>,
    /// The page that each place stands on, by its index.
    places: Lookup<AnchorId, usize>,
    /// What the ids of the marks begin with; no id of the author's begins so.
    prefix: String,
}

/// Where the marks came to stand: the file and id of each page that has one, by its index.
pub(super) type Placed = BTreeMap<usize, String>;

impl<'a> Pages<'a> {
    /// Sorts the pages by their places.
    pub(super) fn new(printed: &'a [PrintedPage], prefix: String) -> Self {
        // From the last page back: page 4, an empty one, begins with nothing, so its mark stands where page 5
        // begins, before the mark of 5. Every page of paper is in the list then.
        let mut at: BTreeMap<Begins, Vec<usize>> = BTreeMap::new();
        let mut next = Begins::Nothing;
        for (index, page) in printed.iter().enumerate().rev() {
            if page.begins != Begins::Nothing {
                next = page.begins;
            }
            at.entry(next).or_default().push(index);
        }
        at.values_mut().for_each(|pages| pages.reverse());
        let pages = printed.iter().enumerate();
        let places = pages.flat_map(|(at, page)| page.places.iter().map(move |place| (*place, at)));
        Self {
            printed,
            at,
            places: places.collect(),
            prefix,
        }
    }

    /// Whether the book was printed.
    pub(super) fn any(&self) -> bool {
        !self.printed.is_empty()
    }

    /// The number of the page that a place stands on, where it is known.
    pub(super) fn page_of(&self, place: AnchorId) -> Option<&'a str> {
        let page = self.printed.get(*self.places.get(&place)?)?;
        Some(&page.folio)
    }

    /// The pages that begin at a place.
    pub(super) fn beginning(&self, place: Begins) -> &[usize] {
        self.at.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The pages that begin in a node from a byte of its text on, with the bytes before them.
    pub(super) fn within(&self, from: TextPosition) -> impl Iterator<Item = (usize, &[usize])> {
        let node = from.node;
        let found = self.at.range(Begins::Words(from)..);
        found.map_while(move |(begins, pages)| match begins {
            Begins::Words(at) if at.node == node => Some((at.offset, pages.as_slice())),
            _ => None,
        })
    }

    /// The lines of the contents that pages begin with.
    pub(super) fn contents(&self) -> impl Iterator<Item = (AnchorId, &[usize])> {
        self.at.iter().filter_map(|(begins, pages)| match begins {
            Begins::Contents(Some(anchor)) => Some((*anchor, pages.as_slice())),
            _ => None,
        })
    }

    /// The id of a page's mark: it says the number, so that places stay as long as the pages do.
    fn id(&self, page: usize) -> String {
        let number = Digits::Latin.convert(&self.printed[page].folio);
        let prefix = &self.prefix;
        if !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()) {
            format!("{prefix}-{number}")
        } else {
            format!("{prefix}-front-{}", page + 1)
        }
    }

    /// Writes the marks of pages that have none yet.
    pub(super) fn mark(&self, pages: &[usize], file: &str, out: &mut Markup, placed: &mut Placed) {
        for page in pages {
            let id = self.id(*page);
            if placed.contains_key(page) {
                continue;
            }
            let tag = Tag::new("span")
                .with("id", &id)
                .with("epub:type", "pagebreak")
                .with("role", "doc-pagebreak")
                .with("aria-label", &self.printed[*page].folio);
            out.element(&tag, "");
            placed.insert(*page, format!("{file}#{id}"));
        }
    }

    /// Every page that has a place, with its address, in the order of the pages.
    pub(super) fn list<'b>(
        &'b self,
        placed: &'b Placed,
    ) -> impl Iterator<Item = (&'b PrintedPage, &'b str)> {
        let found = |(page, href): (&usize, &'b String)| {
            self.printed.get(*page).map(|page| (page, href.as_str()))
        };
        placed.iter().filter_map(found)
    }

    /// The pages that have no place, by their folios.
    pub(super) fn lost(&self, placed: &Placed) -> Vec<&'a str> {
        let all = self.printed.iter().enumerate();
        let lost = all.filter(|(page, _)| !placed.contains_key(page));
        lost.map(|(_, page)| page.folio.as_str()).collect()
    }
}
