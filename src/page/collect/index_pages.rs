//! The pages of an entry of an index: places with their folios in, numbers and ranges of numbers out.

use crate::locale::{Language, Term};
use crate::model::AnchorId;
use crate::page::folios::{Folio, Folios};
use crate::resolve::{IndexPlace, PlaceStanding};

/// A page, or pages that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Locator {
    pub(super) begin: PageNumber,
    /// The last of several pages.
    pub(super) end: Option<PageNumber>,
}

/// A page with a place on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageNumber {
    pub(super) folio: Folio,
    pub(super) standing: PlaceStanding,
    /// The first place on the page.
    pub(super) anchor: AnchorId,
}

impl PageNumber {
    /// «۱۲», and «۱۲پ» for a note.
    pub(super) fn printed(self, language: &Language) -> String {
        let number = self.folio.printed(language);
        match self.standing {
            PlaceStanding::Text => number,
            PlaceStanding::Note => number + language.term(Term::OfNote),
        }
    }
}

/// Pages one behind the other from which on they are a range: «۱۲، ۱۳» stay two, «۱۲–۱۴» are one.
const FEWEST: usize = 3;

/// Pages of places, each once and in order: «۱۲–۱۵، ۲۰پ».
pub(super) fn locators(places: &[IndexPlace], folios: &Folios) -> Vec<Locator> {
    let mut found: Vec<Stretch> = places
        .iter()
        .filter_map(|place| Stretch::of(place, folios))
        .collect();
    found.sort_by_key(|stretch| {
        (
            stretch.begin.folio,
            stretch.begin.standing,
            stretch.end.folio,
        )
    });
    let mut merged: Vec<Stretch> = Vec::with_capacity(found.len());
    for stretch in found {
        match merged.last_mut() {
            Some(last) if last.meets(&stretch) => last.take(&stretch),
            _ => merged.push(stretch),
        }
    }
    merged.iter().flat_map(Stretch::locators).collect()
}

/// Pages that follow each other.
#[derive(Clone, Debug)]
struct Stretch {
    begin: PageNumber,
    end: PageNumber,
    /// The pages that places stand on by themselves.
    pages: Vec<PageNumber>,
    /// Whether an author says that all between the first and the last page belongs to it.
    is_range: bool,
}

impl Stretch {
    fn of(place: &IndexPlace, folios: &Folios) -> Option<Self> {
        let page = |anchor: AnchorId| {
            let folio = *folios.get(&anchor)?;
            let standing = place.standing;
            Some(PageNumber {
                folio,
                standing,
                anchor,
            })
        };
        let begin = page(place.begin)?;
        let end = place.end.and_then(page);
        let end = end.filter(|end| end.folio > begin.folio);
        Some(Self {
            begin,
            end: end.unwrap_or(begin),
            pages: vec![begin],
            is_range: end.is_some(),
        })
    }

    /// Whether another stretch goes on from this one, or lies within it. Notes stand for themselves.
    fn meets(&self, next: &Self) -> bool {
        let same = self.begin.standing == next.begin.standing;
        let goes_on = match (self.end.folio, next.begin.folio) {
            (Folio::Front(end), Folio::Front(begin)) | (Folio::Text(end), Folio::Text(begin)) => {
                let most = match self.begin.standing {
                    PlaceStanding::Text => end + 1,
                    PlaceStanding::Note => end,
                };
                begin <= most
            }
            _ => next.begin.folio <= self.end.folio,
        };
        same && goes_on
    }

    fn take(&mut self, next: &Self) {
        if next.end.folio > self.end.folio {
            self.end = next.end;
        }
        self.is_range |= next.is_range;
        let known = self.pages.last().map(|page| page.folio);
        if known != Some(next.begin.folio) {
            self.pages.push(next.begin);
        }
    }

    fn locators(&self) -> Vec<Locator> {
        if self.is_range || self.pages.len() >= FEWEST {
            let end = (self.end.folio > self.begin.folio).then_some(self.end);
            return vec![Locator {
                begin: self.begin,
                end,
            }];
        }
        let alone = |page: &PageNumber| Locator {
            begin: *page,
            end: None,
        };
        self.pages.iter().map(alone).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::locators;
    use crate::locale::Language;
    use crate::model::AnchorId;
    use crate::page::folios::{Folio, Folios};
    use crate::resolve::{IndexPlace, PlaceStanding};

    /// Places as they are printed: `(begin, end, standing)` by folios, each with an anchor of its own.
    fn printed(places: &[(Folio, Option<Folio>, PlaceStanding)]) -> String {
        let mut folios = Folios::new();
        let mut anchor = |folio: Folio| {
            let anchor = AnchorId::new(None, folios.len());
            folios.insert(anchor, folio);
            anchor
        };
        let places: Vec<IndexPlace> = places
            .iter()
            .map(|(begin, end, standing)| IndexPlace {
                begin: anchor(*begin),
                end: end.map(&mut anchor),
                standing: *standing,
                heading: String::new(),
            })
            .collect();
        let language = Language::persian();
        let shown = locators(&places, &folios).into_iter().map(|found| {
            let end = found.end.map(|end| format!("–{}", end.printed(&language)));
            format!(
                "{}{}",
                found.begin.printed(&language),
                end.unwrap_or_default()
            )
        });
        shown.collect::<Vec<_>>().join("، ")
    }

    fn pages(pages: &[usize]) -> Vec<(Folio, Option<Folio>, PlaceStanding)> {
        let page = |page: &usize| (Folio::Text(*page), None, PlaceStanding::Text);
        pages.iter().map(page).collect()
    }

    #[test]
    fn a_page_is_named_once_and_three_in_a_row_are_a_range() {
        assert_eq!(printed(&pages(&[12, 12, 20])), "۱۲، ۲۰");
        assert_eq!(printed(&pages(&[12, 13])), "۱۲، ۱۳");
        assert_eq!(printed(&pages(&[15, 12, 13, 14, 14, 20])), "۱۲–۱۵، ۲۰");
    }

    #[test]
    fn a_range_takes_what_lies_in_it_and_what_goes_on_from_it() {
        let range = |begin, end| {
            (
                Folio::Text(begin),
                Some(Folio::Text(end)),
                PlaceStanding::Text,
            )
        };
        let mut places = vec![range(12, 15)];
        places.extend(pages(&[13, 16, 18]));
        assert_eq!(printed(&places), "۱۲–۱۶، ۱۸");
        assert_eq!(
            printed(&[range(7, 7)]),
            "۷",
            "a range on one page is that page"
        );
        assert_eq!(
            printed(&[range(3, 5), range(4, 9), range(20, 21)]),
            "۳–۹، ۲۰–۲۱"
        );
    }

    #[test]
    fn notes_stand_for_themselves() {
        let note = |page| (Folio::Text(page), None, PlaceStanding::Note);
        let mut places = vec![note(13), note(14), note(15), note(13)];
        places.extend(pages(&[12, 13]));
        assert_eq!(printed(&places), "۱۲، ۱۳، ۱۳پ، ۱۴پ، ۱۵پ");
    }

    #[test]
    fn pages_before_the_text_come_first_in_letters() {
        let front = |page| (Folio::Front(page), None, PlaceStanding::Text);
        let mut places = pages(&[1, 2]);
        places.extend([front(4), front(5), front(6)]);
        assert_eq!(printed(&places), "د–و، ۱، ۲");
    }
}
