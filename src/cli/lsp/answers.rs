//! Requests of the editor in, answers out.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::complete::complete;
use super::desk::{Desk, range_of};
use super::positions::{self, byte_at};
use super::{Answered, Refused};
use crate::pipeline::Named;
use crate::source::{BookPath, Span};

/// Answers a request about a document.
pub(super) fn answer(desk: &Desk, method: &str, asked: &Value) -> Answered {
    let uri = asked["textDocument"]["uri"].as_str().unwrap_or_default();
    let Some((path, text)) = desk
        .buffers
        .path(uri)
        .and_then(|path| Some((path.clone(), desk.buffers.text(&path)?)))
    else {
        return match method.starts_with("textDocument/") {
            true => Ok(Value::Null),
            false => Err(Refused::unknown(method)),
        };
    };
    let place = Asked {
        byte: byte_at(&text, &asked["position"]),
        path,
        text,
    };
    match method {
        "textDocument/completion" => {
            Ok(json!(complete(desk, &place.path, &place.text, place.byte)))
        }
        "textDocument/hover" => Ok(hover(desk, &place)),
        "textDocument/definition" => Ok(definition(desk, &place)),
        "textDocument/rename" => {
            rename(desk, &place, asked["newName"].as_str().unwrap_or_default())
        }
        "textDocument/codeAction" => Ok(actions(desk, &place, &asked["range"])),
        _ => Err(Refused::unknown(method)),
    }
}

/// A place in a document.
struct Asked {
    path: BookPath,
    text: String,
    byte: usize,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Work,
    Note,
    Anchor,
}

/// A name in a text.
struct Written<'t> {
    kind: Kind,
    name: &'t str,
}

/// Letters that names may have.
fn is_named(letter: char) -> bool {
    letter.is_alphanumeric() || "-_:.\u{200C}".contains(letter)
}

/// The name at a place: `@key`, `[^label]`, `#id`.
fn name_at(text: &str, byte: usize) -> Option<Written<'_>> {
    let byte = text.floor_char_boundary(byte);
    let before = text[..byte]
        .chars()
        .rev()
        .take_while(|letter| is_named(*letter));
    let start = byte - before.map(char::len_utf8).sum::<usize>();
    let after = text[byte..].chars().take_while(|letter| is_named(*letter));
    let end = byte + after.map(char::len_utf8).sum::<usize>();
    let name = text[start..end].trim_end_matches(['.', ':']);
    if name.is_empty() {
        return None;
    }
    let kind = match text[..start].chars().next_back()? {
        '@' => Kind::Work,
        '^' => Kind::Note,
        '#' => Kind::Anchor,
        _ => return None,
    };
    Some(Written { kind, name })
}

/// The thing that a name at a place means.
fn named<'d>(desk: &'d Desk, place: &Asked) -> Option<&'d Named> {
    let written = name_at(&place.text, place.byte)?;
    let names = desk.names()?;
    let all = match written.kind {
        Kind::Work => &names.works,
        Kind::Note => &names.notes,
        Kind::Anchor => &names.anchors,
    };
    let file = desk.found()?.texts().find(&place.path);
    let fits = |one: &&Named| {
        // A label is one of its chapter's.
        let own = written.kind != Kind::Note || Some(one.span.file) == file;
        one.name == written.name && own
    };
    all.iter().find(fits)
}

fn hover(desk: &Desk, place: &Asked) -> Value {
    let said = named(desk, place).filter(|one| !one.says.is_empty());
    said.map_or(
        Value::Null,
        |one| json!({ "contents": { "kind": "plaintext", "value": one.says } }),
    )
}

fn definition(desk: &Desk, place: &Asked) -> Value {
    let found = named(desk, place).zip(desk.found());
    found.map_or(Value::Null, |(one, found)| desk.location(one.span, found))
}

/// Gives the anchor at a place another name, and every link that leads there.
fn rename(desk: &Desk, place: &Asked, new: &str) -> Answered {
    let written = name_at(&place.text, place.byte);
    let Some(written) = written.filter(|one| one.kind == Kind::Anchor) else {
        return Err(Refused::invalid("only an anchor can be renamed: {#id}"));
    };
    if new.is_empty() || !new.chars().all(is_named) {
        return Err(Refused::invalid(
            "a name has letters, digits, hyphens and underscores, and no spaces",
        ));
    }
    let names = desk.names().map(|names| names.anchors.as_slice());
    if names.unwrap_or_default().iter().any(|one| one.name == new) {
        return Err(Refused::invalid("another place of the book has this name"));
    }
    let found = desk.found().map(|found| found.texts());
    let mut files: Vec<BookPath> = found
        .into_iter()
        .flat_map(|map| map.files())
        .map(|file| file.path().clone())
        .filter(|path| path.as_str().ends_with(".md") || path.as_str().ends_with(".markdown"))
        .collect();
    files.push(place.path.clone());
    files.sort();
    files.dedup();
    let mut changes = Map::new();
    for path in files {
        let Some(text) = desk.buffers.text(&path) else {
            continue;
        };
        let edits = uses(&text, written.name).into_iter();
        let edits: Vec<Value> = edits
            .map(|range| json!({ "range": positions::range(&text, range), "newText": new }))
            .collect();
        if !edits.is_empty() {
            changes.insert(desk.buffers.uri(&path), json!(edits));
        }
    }
    Ok(json!({ "changes": changes }))
}

/// Where a text names an anchor: `{#id}`, `](#id)`, `](02.md#id)`, `<a id="id">`.
fn uses(text: &str, id: &str) -> Vec<Range<usize>> {
    let ends = |at: usize| text[at..].chars().next().is_none_or(|next| !is_named(next));
    let mut found = Vec::new();
    for opening in ["#", "id=\"", "id='"] {
        let wanted = format!("{opening}{id}");
        let places = text.match_indices(&wanted);
        let places = places.map(|(at, _)| at + opening.len()..at + wanted.len());
        found.extend(places.filter(|range| ends(range.end)));
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The changes that mend what was found in a stretch of a document.
fn actions(desk: &Desk, place: &Asked, range: &Value) -> Value {
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
    use super::*;

    #[test]
    fn the_name_around_a_place_is_found() {
        let text = "[@ali1380، ص ۲] [^یک] [a](02.md#map). x";
        let at = |word: &str| {
            let written = name_at(text, text.find(word).unwrap() + 1)?;
            Some((written.kind, written.name))
        };
        assert_eq!(at("ali"), Some((Kind::Work, "ali1380")));
        assert_eq!(at("یک"), Some((Kind::Note, "یک")));
        assert_eq!(at("map"), Some((Kind::Anchor, "map")));
        assert_eq!(at("x"), None);
    }

    #[test]
    fn every_use_of_an_anchor_is_found_and_no_other_word() {
        let text = "# a {#map}\n[x](#map) [y](1.md#map) #maps <a id=\"map\"></a> map";
        let found = uses(text, "map");
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|range| &text[range.clone()] == "map"));
    }
}
