//! Requests of the editor in, answers out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::complete::complete;
use super::edited_book::{EditedBook, range_of};
use super::named::{Asked, named};
use super::positions::{self, byte_at};
use super::symbols::symbols;
use super::uses::{references, renamable, rename};
use super::{Answered, Refused};
use crate::source::Span;

/// Whether an answer names places of the text, which must be those of the text as it is now.
pub(super) fn counts_places(method: &str) -> bool {
    !["textDocument/completion", "textDocument/hover"].contains(&method)
}

/// Answers a request about what belongs to no book.
pub(super) fn of_no_book(method: &str) -> Answered {
    match method {
        // An editor shows a refusal to rename, and passes over nothing at all.
        "textDocument/rename" | "textDocument/prepareRename" => {
            Err(Refused::invalid("this text belongs to no book"))
        }
        _ if method.starts_with("textDocument/") => Ok(Value::Null),
        _ => Err(Refused::unknown(method)),
    }
}

/// Answers a request about a document.
pub(super) fn answer(desk: &EditedBook, method: &str, asked: &Value) -> Answered {
    let uri = asked["textDocument"]["uri"].as_str().unwrap_or_default();
    let path = desk.buffers.path(uri);
    let Some((path, text)) = path.and_then(|path| Some((path.clone(), desk.buffers.text(&path)?)))
    else {
        return of_no_book(method);
    };
    let place = Asked {
        byte: byte_at(&text, &asked["position"]),
        path,
        text,
    };
    match method {
        "textDocument/completion" => Ok(json!(complete(desk, &place))),
        "textDocument/hover" => Ok(hover(desk, &place)),
        "textDocument/definition" => Ok(definition(desk, &place)),
        "textDocument/references" => Ok(references(desk, &place, &asked["context"])),
        "textDocument/documentSymbol" => Ok(symbols(desk, &place)),
        "textDocument/prepareRename" => renamable(desk, &place),
        "textDocument/rename" => {
            rename(desk, &place, asked["newName"].as_str().unwrap_or_default())
        }
        "textDocument/codeAction" => Ok(actions(desk, &place, &asked["range"])),
        _ => Err(Refused::unknown(method)),
    }
}

fn hover(desk: &EditedBook, place: &Asked) -> Value {
    let said = named(desk, place).map(|(one, _)| &one.says);
    let said = said.filter(|says| !says.is_empty());
    said.map_or(
        Value::Null,
        |says| json!({ "contents": { "kind": "plaintext", "value": says } }),
    )
}

/// Where the name at a place is defined; a link to a file leads to its first line.
fn definition(desk: &EditedBook, place: &Asked) -> Value {
    if let Some((one, known)) = named(desk, place) {
        return desk.location(one.span, known.found);
    }
    let file = linked(&place.text, place.byte);
    let file = file.and_then(|file| place.path.beside(file).ok());
    let file = file.filter(|file| desk.buffers.text(file).is_some());
    file.map_or(Value::Null, |file| {
        let start = positions::range("", 0..0);
        json!({ "uri": desk.buffers.uri(&file), "range": start })
    })
}

/// The file of the link around a place: `](02.md#map)`.
fn linked(text: &str, byte: usize) -> Option<&str> {
    let start = text[..byte].rfind("](")? + 2;
    let end = start + text[start..].find([')', ' ', '\n'])?;
    let target = text[start..end].split('#').next()?;
    (start <= byte && byte <= end && !target.is_empty()).then_some(target)
}

/// The changes that mend what was found in a stretch of a document.
fn actions(desk: &EditedBook, place: &Asked, range: &Value) -> Value {
    let Some(found) = desk.found() else {
        return Value::Null;
    };
    let map = found.texts();
    let wanted = byte_at(&place.text, &range["start"])..=byte_at(&place.text, &range["end"]);
    let here = |span: &Span| {
        *map.file(span.file).path() == place.path
            && span.range().start <= *wanted.end()
            && *wanted.start() <= span.range().end
    };
    let mendable = found
        .iter()
        .filter(|one| !one.mends.is_empty() && one.span().as_ref().is_some_and(here));
    let rows = mendable.map(|one| {
        let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for mend in &one.mends {
            let uri = desk.buffers.uri(map.file(mend.span.file).path());
            let edit = json!({ "range": range_of(mend.span, found), "newText": mend.text });
            changes.entry(uri).or_default().push(edit);
        }
        json!({
            "title": one.hint.as_ref().unwrap_or(&one.message),
            "kind": "quickfix",
            "edit": { "changes": changes },
        })
    });
    json!(rows.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn a_link_names_a_file_all_over_its_target() {
        let text = "[a](02.md#map) b ![c](d.png \"e\")";
        let at = |words: &str| linked(text, text.find(words).unwrap());
        assert_eq!(at("02.md"), Some("02.md"));
        assert_eq!(at("map"), Some("02.md"));
        assert_eq!(at("d.png"), Some("d.png"));
        assert_eq!(at(" b "), None);
    }
}
