//! A name of the book in, every place that writes it out: for references and for renaming.
//!
//! Places are found in the words of the files, as they are now: a link that leads nowhere yet is renamed with the
//! others.

use std::ops::Range;

use serde_json::{Map, Value, json};

use super::edited_book::{BookNames, EditedBook};
use super::named::{Asked, Kind, is_named, name_at, named};
use super::{Answered, Refused, positions};
use crate::pipeline::Named;
use crate::source::BookPath;

/// Where the name at a place is written; the place that defines it only where the editor wants it.
pub(super) fn references(desk: &EditedBook, place: &Asked, wanted: &Value) -> Value {
    let (Some(written), Some((one, known))) =
        (name_at(&place.text, place.byte), named(desk, place))
    else {
        return Value::Null;
    };
    let home = home(one, known);
    let with_definition = wanted["includeDeclaration"] != false;
    let mut rows = Vec::new();
    for path in chapters(desk, known, place) {
        if written.kind == Kind::Note && path != place.path {
            continue;
        }
        let Some(text) = desk.buffers.text(&path) else {
            continue;
        };
        let uses = match written.kind {
            Kind::Anchor => anchors(&text, &path, &home, written.name),
            Kind::Note => marked(&text, "[^", written.name, "]"),
            Kind::Work => marked(&text, "@", written.name, ""),
        };
        let uses = uses
            .into_iter()
            .filter(|range| with_definition || !defines(&text, range));
        let uri = desk.buffers.uri(&path);
        rows.extend(
            uses.map(|range| json!({ "uri": uri, "range": positions::range(&text, range) })),
        );
    }
    // The entry of a bibliography file.
    if written.kind == Kind::Work && with_definition {
        rows.push(desk.location(one.span, known.found));
    }
    json!(rows)
}

/// Whether the name at a place can be another one, and where it stands.
pub(super) fn renamable(desk: &EditedBook, place: &Asked) -> Answered {
    let written = name_at(&place.text, place.byte).filter(|one| one.kind == Kind::Anchor);
    let (Some(written), Some(_)) = (written, named(desk, place)) else {
        return Err(Refused::invalid("only an anchor can be renamed: {#id}"));
    };
    let range = positions::range(&place.text, written.range.clone());
    Ok(json!({ "range": range, "placeholder": written.name }))
}

/// Gives the anchor at a place another name, and every link that leads there.
pub(super) fn rename(desk: &EditedBook, place: &Asked, new: &str) -> Answered {
    renamable(desk, place)?;
    if new.is_empty() || !new.chars().all(is_named) {
        return Err(Refused::invalid(
            "a name has letters, digits, hyphens and underscores, and no spaces",
        ));
    }
    let (Some(written), Some((one, known))) =
        (name_at(&place.text, place.byte), named(desk, place))
    else {
        return Ok(Value::Null);
    };
    if known.names.anchors.iter().any(|other| other.name == new) {
        return Err(Refused::invalid("another place of the book has this name"));
    }
    let home = home(one, known);
    let mut changes = Map::new();
    for path in chapters(desk, known, place) {
        let Some(text) = desk.buffers.text(&path) else {
            continue;
        };
        let uses = anchors(&text, &path, &home, written.name).into_iter();
        let edits: Vec<Value> = uses
            .map(|range| json!({ "range": positions::range(&text, range), "newText": new }))
            .collect();
        if !edits.is_empty() {
            changes.insert(desk.buffers.uri(&path), json!(edits));
        }
    }
    // A heading without `{#id}` is named after its words.
    let is_written = |path: &BookPath| {
        let edits = changes.get(&desk.buffers.uri(path));
        let text = desk.buffers.text(path).unwrap_or_default();
        let own = anchors(&text, path, &home, written.name);
        edits.is_some() && own.iter().any(|range| defines(&text, range))
    };
    if !is_written(&home) {
        return Err(Refused::invalid(
            "this place is named after its words: give it a name of its own, {#id}",
        ));
    }
    Ok(json!({ "changes": changes }))
}

/// The file that defines a name.
fn home(one: &Named, known: BookNames<'_>) -> BookPath {
    known.found.texts().file(one.span.file).path().clone()
}

/// The texts of the book that may write a name.
fn chapters(desk: &EditedBook, known: BookNames<'_>, place: &Asked) -> Vec<BookPath> {
    let read = known.found.texts().files().map(|file| file.path());
    let all = read.chain(desk.buffers.opened()).chain([&place.path]);
    let all = all.filter(|path| ["md", "markdown"].contains(&path.extension().as_str()));
    let mut all: Vec<BookPath> = all.cloned().collect();
    all.sort();
    all.dedup();
    all
}

/// Where a text writes a name between two marks: `[^یک]`, `@adib`.
fn marked(text: &str, opening: &str, name: &str, closing: &str) -> Vec<Range<usize>> {
    let wanted = format!("{opening}{name}{closing}");
    let places = text.match_indices(&wanted);
    let names = places.map(|(at, _)| at + opening.len()..at + opening.len() + name.len());
    let ends = |range: &Range<usize>| {
        let rest = text[range.end..].trim_start_matches(['.', ':']);
        !closing.is_empty() || !rest.starts_with(is_named)
    };
    // `a@b` is an address.
    let begins = |range: &Range<usize>| {
        let before = text[..range.start - opening.len()].chars().next_back();
        !closing.is_empty() || !before.is_some_and(char::is_alphanumeric)
    };
    names.filter(|range| ends(range) && begins(range)).collect()
}

/// Where a text names an anchor of the file `home`: `{#id}`, `](#id)`, `](02.md#id)`, `<a id="id">`.
fn anchors(text: &str, path: &BookPath, home: &BookPath, id: &str) -> Vec<Range<usize>> {
    let ends = |at: usize| !text[at..].starts_with(is_named);
    let mut found = Vec::new();
    for opening in ["#", "id=\"", "id='"] {
        let wanted = format!("{opening}{id}");
        let places = text.match_indices(&wanted);
        let places = places.map(|(at, _)| at + opening.len()..at + wanted.len());
        found.extend(places.filter(|range| ends(range.end)));
    }
    found.sort_by_key(|range| range.start);
    // Two chapters may use one name: a link without a file leads into its own chapter.
    let has_own = path != home && found.iter().any(|range| defines(text, range));
    found.retain(|range| match led_to(text, range.start) {
        Some("") => path == home || !has_own,
        Some(file) => path.beside(file).is_ok_and(|file| file == *home),
        None => path == home && defines(text, range),
    });
    found
}

/// The file that a link names before the `#` of an anchor, empty where it names none; `None` for what is no link.
fn led_to(text: &str, id: usize) -> Option<&str> {
    let before = text[..id].strip_suffix('#')?;
    let start = before.rfind(['(', '<', '"', '\'', ' ', '\n', '{', '}', '[', ']']);
    let start = start.map_or(0, |at| at + 1);
    let link = &before[..start];
    // `](`, `](<`, `]: ` of a definition, `href="`.
    let ends = ["](", "](<", "]: ", "]:", "href=\"", "href='"];
    ends.iter()
        .any(|end| link.ends_with(end))
        .then(|| &before[start..])
}

/// Whether a name at a place is the one that defines what it names: `{#id}`, `id="id"`, `[^label]:`.
fn defines(text: &str, range: &Range<usize>) -> bool {
    let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..range.start];
    if let Some(before) = before.strip_suffix("[^") {
        return before.trim().is_empty() && text[range.end..].starts_with("]:");
    }
    let Some(before) = before.strip_suffix('#') else {
        return before.ends_with("id=\"") || before.ends_with("id='");
    };
    // The braces are open: `{.figure #id`.
    let opened = before
        .rfind('{')
        .is_some_and(|at| !before[at..].contains('}'));
    opened && before.ends_with(['{', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> BookPath {
        BookPath::new(name).unwrap()
    }

    #[test]
    fn every_use_of_an_anchor_is_found_and_no_other_word() {
        let text = "# a {#map}\n[x](#map) [y](1.md#map) #maps <a id=\"map\"></a> map #map\n\n[r]: 1.md#map\n";
        let home = path("1.md");
        let found = anchors(text, &home, &home, "map");
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found.iter().all(|range| &text[range.clone()] == "map"));
    }

    #[test]
    fn a_link_leads_into_its_own_chapter_where_that_has_the_name_too() {
        let (home, other) = (path("1.md"), path("b/2.md"));
        let count = |text: &str| anchors(text, &other, &home, "map").len();
        assert_eq!(count("[x](#map) [y](../1.md#map) [z](2.md#map)"), 2);
        assert_eq!(count("# a {#map}\n[x](#map) [y](../1.md#map)"), 1);
    }

    #[test]
    fn notes_and_works_are_found_between_their_marks() {
        let text = "a[^یک] [^یکم] [@adib، ص ۲؛ @adib2] x@adib @adib.\n\n[^یک]: b\n";
        let notes = marked(text, "[^", "یک", "]");
        assert_eq!(notes.len(), 2);
        assert!(!defines(text, &notes[0]) && defines(text, &notes[1]));
        assert_eq!(marked(text, "@", "adib", "").len(), 2);
    }
}
