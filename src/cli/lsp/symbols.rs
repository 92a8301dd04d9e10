//! The headings of a chapter in, the outline that an editor shows out.

use serde_json::{Value, json};

use super::edited_book::EditedBook;
use super::named::Asked;
use super::positions;
use crate::pipeline::Section;

/// A kind of symbol (LSP 3.17, SymbolKind): what editors show a heading as.
const STRING: u8 = 15;

/// The headings of a document, each with those below it.
pub(super) fn symbols(desk: &EditedBook, place: &Asked) -> Value {
    let Some(known) = desk.names() else {
        return Value::Null;
    };
    let map = known.found.texts();
    let file = map.find(&place.path);
    let sections = known.names.sections.iter();
    let sections: Vec<&Section> = sections
        .filter(|section| Some(section.span.file) == file)
        .collect();
    let text = file.map_or("", |file| &**map.file(file).text());
    json!(nested(&sections, text))
}

/// A heading reaches up to the next one that is not below it.
fn nested(mut sections: &[&Section], text: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    while let Some((first, rest)) = sections.split_first() {
        let below = rest.iter().take_while(|one| one.level > first.level);
        let (below, behind) = rest.split_at(below.count());
        let start = first.span.range().start;
        let end = behind
            .first()
            .map_or(text.len(), |next| next.span.range().start);
        // An editor takes a heading without words for a mistake of ours.
        let name = match first.title.trim() {
            "" => "#",
            title => title,
        };
        rows.push(json!({
            "name": name,
            "kind": STRING,
            "range": positions::range(text, start..end),
            "selectionRange": positions::range(text, first.span.range()),
            "children": nested(below, text),
        }));
        sections = behind;
    }
    rows
}
