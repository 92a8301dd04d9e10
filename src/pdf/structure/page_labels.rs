//! The printed page numbers in, the tree of page labels out (ISO 32000-2, 12.4.2).
//!
//! A PDF counts in Latin and Roman numbers alone, so a Persian folio is a label of its own; only
//! where Latin digits count upwards do pages share one.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::frame::Pages;
use crate::pdf::object::objects::Objects;
use crate::pdf::object::values::{integer, text_string};

/// How the pages from some page on are labelled.
#[derive(Debug, PartialEq, Eq)]
enum Label<'a> {
    /// With these very characters, on one page or, where there are none, on several.
    Text(&'a str),
    /// Counting upwards from this number.
    From(u32),
}

/// Adds the labels.
pub(in crate::pdf) fn add(objects: &mut Objects, pages: &Pages) -> ObjectId {
    let folios = pages.pages.iter().map(|page| page.folio.as_str());
    let entries = ranges(folios).into_iter().flat_map(|(page, label)| {
        [
            Object::Integer(integer(page)),
            Object::Dictionary(entry(&label)),
        ]
    });
    objects.add(dictionary! { "Nums" => entries.collect::<Vec<_>>() })
}

fn entry(label: &Label<'_>) -> Dictionary {
    match label {
        Label::Text(text) => dictionary! { "P" => text_string(text) },
        Label::From(number) => dictionary! { "S" => "D", "St" => i64::from(*number) },
    }
}

/// The labels, each with the first page that it is for.
fn ranges<'a>(folios: impl Iterator<Item = &'a str>) -> Vec<(usize, Label<'a>)> {
    let mut ranges: Vec<(usize, Label<'a>)> = Vec::new();
    for (page, folio) in folios.enumerate() {
        let label = match latin_number(folio) {
            Some(number) => Label::From(number),
            None => Label::Text(folio),
        };
        let goes_on = ranges
            .last()
            .is_some_and(|(first, last)| match (last, &label) {
                (Label::From(start), Label::From(number)) => u32::try_from(page - first)
                    .is_ok_and(|after| start.checked_add(after) == Some(*number)),
                (Label::Text(""), Label::Text("")) => true,
                (Label::Text(_) | Label::From(_), _) => false,
            });
        if !goes_on {
            ranges.push((page, label));
        }
    }
    ranges
}

/// The number of a folio in Latin digits without leading zeros.
fn latin_number(folio: &str) -> Option<u32> {
    let number = folio.parse::<u32>().ok()?;
    (number > 0 && number.to_string() == folio).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_folios_are_written_out_and_latin_ones_counted() {
        let labels = ranges(["", "", "۳", "4", "5", "7", "ب"].into_iter());
        let expected = [
            (0, Label::Text("")),
            (2, Label::Text("۳")),
            (3, Label::From(4)),
            (5, Label::From(7)),
            (6, Label::Text("ب")),
        ];
        assert_eq!(labels, expected);
    }
}
