//! Examples that are counted through a chapter: `(@good) نمونه` in, the number of an item out; `(@good)` elsewhere is
//! the same number.

use std::borrow::Cow;

use super::super::edit::Edit;
use super::super::lines::{indent_of, prose_lines};
use crate::locale::Digits;
use crate::lookup::Lookup;

/// The brackets of an example, and its name.
struct Mark<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    begins_item: bool,
}

/// Counts the examples of a text; words that refer to them get digits of the chapter.
pub(in crate::markdown::dialect) fn examples(text: &str, digits: Digits) -> Vec<Edit> {
    let marks = marks(text);
    let mut numbers: Lookup<&str, usize> = Lookup::new();
    let mut count = 0;
    let mut edits = Vec::new();
    for mark in marks.iter().filter(|mark| mark.begins_item) {
        // An example that is named again is the same one (pandoc, "Numbered example lists").
        let known = numbers.get(mark.name).copied();
        let number = known.filter(|_| !mark.name.is_empty()).unwrap_or_else(|| {
            count += 1;
            count
        });
        numbers.insert(mark.name, number);
        edits.push(Edit {
            range: mark.start..mark.end,
            words: Cow::Owned(format!("{number})")),
        });
    }
    let called = marks
        .iter()
        .filter(|mark| !mark.begins_item && !mark.name.is_empty());
    for mark in called {
        if let Some(number) = numbers.get(mark.name) {
            let number = digits.convert(&number.to_string());
            edits.push(Edit {
                range: mark.start..mark.end,
                words: Cow::Owned(format!("({number})")),
            });
        }
    }
    edits
}

/// The marks of a text outside of code.
fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    if !text.contains("(@") {
        return found;
    }
    for line in prose_lines(text) {
        let words = &text[line.range.clone()];
        let indent = words.len() - words.trim_start_matches([' ', '\t', '>']).len();
        for (at, _) in words.match_indices("(@") {
            let inside = &words[at + 2..];
            let plain = |sign: char| sign.is_alphanumeric() || "-_".contains(sign);
            let length = inside.find(|sign| !plain(sign)).unwrap_or(inside.len());
            if !inside[length..].starts_with(')') {
                continue;
            }
            let behind = &inside[length + 1..];
            let begins_item =
                at == indent && indent_of(words) < 4 && behind.starts_with([' ', '\t']);
            let start = line.range.start + at;
            found.push(Mark {
                start,
                end: start + 2 + length + 1,
                name: &inside[..length],
                begins_item,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::examples;
    use crate::locale::Digits;

    #[test]
    fn examples_are_counted_through_the_chapter_and_named_again() {
        let text = "(@) یکم\n(@good) دوم\n\nچنان‌که (@good) و (@none).\n\n(@) سوم\n";
        let mut read = text.to_owned();
        let mut edits = examples(text, Digits::Persian);
        edits.sort_by_key(|edit| edit.range.start);
        for edit in edits.into_iter().rev() {
            read.replace_range(edit.range, &edit.words);
        }
        assert_eq!(read, "1) یکم\n2) دوم\n\nچنان‌که (۲) و (@none).\n\n3) سوم\n");
    }
}
