//! A text and a place in it in, what could stand there out.

mod settings;
mod words;

use serde_json::{Value, json};

use super::edited_book::EditedBook;
use super::named::Asked as Place;
use super::positions;
use crate::config;
use crate::pipeline::Named;

/// Kinds of completions (LSP 3.17, CompletionItemKind).
const FILE: u8 = 17;
const REFERENCE: u8 = 18;
const PROPERTY: u8 = 10;
const VALUE: u8 = 12;

/// What could be written at a place of a document.
pub(super) fn complete(desk: &EditedBook, place: &Place) -> Vec<Value> {
    let before = &place.text[..place.byte];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let names = desk.names().map(|known| known.names);
    let offers = match place.path.as_str() == config::FILE_NAME {
        true => settings::offers(before, names),
        false => words::offers(desk, place, line),
    };
    // Each offer says what it replaces: what an editor takes for a word ends at a hyphen, and a key of a work does not.
    let range = positions::range(&place.text, offers.begun..place.byte);
    let rows = offers.rows.iter().map(|offer| {
        json!({
            "label": offer.label,
            "kind": offer.kind,
            "detail": offer.detail,
            "filterText": offer.label,
            "textEdit": { "range": range, "newText": offer.written },
        })
    });
    rows.collect()
}

/// What could stand at a place.
#[derive(Default)]
struct Offers {
    /// The byte of the text at which it would begin.
    begun: usize,
    rows: Vec<Offer>,
}

/// One of what could stand at a place.
struct Offer {
    label: String,
    detail: String,
    /// What is written.
    written: String,
    kind: u8,
}

impl Offer {
    /// Something that is written as it is shown.
    fn new(label: &str, kind: u8) -> Self {
        Self {
            label: label.to_owned(),
            detail: String::new(),
            written: label.to_owned(),
            kind,
        }
    }

    fn of(named: &Named) -> Self {
        Self {
            detail: named.says.clone(),
            ..Self::new(&named.name, REFERENCE)
        }
    }
}
