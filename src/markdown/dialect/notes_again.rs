//! Notes whose names are used again: a text in, names that differ out.
//!
//! A file that was put together of several has a `[^1]: …` below each of its parts. CommonMark's kin keeps the first
//! one and shows it at every mark; here a mark means the definition that follows it next.
//!
//! ```text
//! متن[^1]          [^1]: یادداشت بخش نخست
//! متن[^1]          [^1]: یادداشت بخش دوم        becomes [^1-2] at both places
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::edit::Edit;
use super::lines::prose_lines;
use crate::lookup::Seen;

/// The marks and definitions of one name, by the place of the name.
#[derive(Default)]
struct Uses {
    marks: Vec<Range<usize>>,
    definitions: Vec<Range<usize>>,
}

/// New names for the second definition of a name and the marks that mean it, and so on, in the order of the text;
/// nothing for a name of which a definition would have no mark.
pub(super) fn renamed(text: &str) -> Vec<Edit> {
    if !text.contains("[^") {
        return Vec::new();
    }
    let uses = uses(text);
    let again = uses.iter().filter(|(_, uses)| uses.definitions.len() > 1);
    let mut edits: Vec<Edit> = again
        .filter_map(|(name, uses)| renames(name, uses))
        .flatten()
        .collect();
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

fn renames(name: &str, uses: &Uses) -> Option<Vec<Edit>> {
    let last = uses.definitions.len() - 1;
    let meant = |mark: &Range<usize>| {
        let next = uses.definitions.partition_point(|at| at.start < mark.start);
        next.min(last)
    };
    let marked: Seen<usize> = uses.marks.iter().map(meant).collect();
    if marked.len() <= last {
        return None;
    }
    let definitions = uses.definitions.iter().enumerate();
    let marks = uses.marks.iter().map(|mark| (meant(mark), mark));
    let again = definitions.chain(marks).filter(|(at, _)| *at > 0);
    let edit = |(at, range): (usize, &Range<usize>)| Edit {
        range: range.clone(),
        words: Cow::Owned(format!("{name}-{}", at + 1)),
    };
    Some(again.map(edit).collect())
}

/// The uses of every name outside of code.
fn uses(text: &str) -> BTreeMap<&str, Uses> {
    let mut found: BTreeMap<&str, Uses> = BTreeMap::new();
    for line in prose_lines(text) {
        let words = &text[line.range.clone()];
        let mut rest = 0;
        let mut in_code = false;
        while let Some(open) = words[rest..].find("[^").map(|at| rest + at + 2) {
            in_code ^= words[rest..open].matches('`').count() % 2 == 1;
            rest = open;
            // Of `[^[^[^…` no name goes on to the end of the line.
            let end = words[open..].find([']', '[', ' ']).map(|at| open + at);
            let Some(close) = end.filter(|end| words[*end..].starts_with(']')) else {
                continue;
            };
            let name = &words[open..close];
            if in_code || name.is_empty() {
                continue;
            }
            in_code ^= name.matches('`').count() % 2 == 1;
            rest = close;
            let defines =
                words[..open - 2].trim().is_empty() && words[close + 1..].starts_with(':');
            let uses = found.entry(name).or_default();
            let place = line.range.start + open..line.range.start + close;
            if defines {
                uses.definitions.push(place);
            } else {
                uses.marks.push(place);
            }
        }
    }
    found
}
