//! Items that letters and Roman numbers count, as pandoc has them: a chapter in, edits out.
//!
//! ```text
//! a) یکم          i.  یکم
//! b) دوم
//!                     بندی که به آن تعلق دارد
//! ```
//!
//! Items without blocks below them stand as they are written, each on its line. One that has blocks becomes an item of
//! a numbered list, with those behind it: else what is indented below it would be code.

use std::borrow::Cow;

use super::super::edit::Edit;
use super::super::lines::{CodeOrProse, Line, code_and_prose, indent_of, lines_of};

/// Lines below an item that are looked at for a block of its own.
const NEAR: usize = 40;

/// The mark of an item.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    /// Bytes of the mark, its signs included.
    length: usize,
    number: usize,
    sign: char,
}

/// The edits of a chapter, in the order of the text.
pub(in crate::markdown::dialect) fn fancy_items(text: &str) -> Vec<Edit> {
    let lines = lines_of(text);
    let words = |line: &Line| &text[line.range.clone()];
    let mut found = Vec::new();
    // Whether the items that are read are those of a numbered list.
    let mut in_list = false;
    // The number of the last item.
    let mut before = 0;
    // Where a line of prose ends that stands right above.
    let mut above: Option<usize> = None;
    for (at, CodeOrProse { line, is_code }) in code_and_prose(text).enumerate() {
        let shown = words(&line);
        if is_code {
            above = None;
            continue;
        }
        let is_blank = shown.trim().is_empty();
        let Some(mark) = mark(shown).filter(|_| indent_of(shown) < 4) else {
            in_list &= is_blank || indent_of(shown) > 0;
            let is_prose = !is_blank && !shown.starts_with(['#', '|', ':', '`', '<']);
            let is_broken = shown.ends_with(['\\', ' ']);
            above = (is_prose && !is_broken).then_some(line.range.end);
            continue;
        };
        // «v.» behind «iv.» is five, and no letter.
        let number = match shown.trim_start().as_bytes() {
            [b'v' | b'V', b'.' | b')', ..] if before == 4 => 5,
            [b'x' | b'X', b'.' | b')', ..] if before == 9 => 10,
            _ => mark.number,
        };
        before = number;
        in_list |= has_block(&lines[at + 1..], &words);
        let start = line.range.start + shown.len() - shown.trim_start().len();
        if in_list {
            found.push(Edit {
                range: start..start + mark.length,
                words: Cow::Owned(format!("{number}{}", mark.sign)),
            });
            above = None;
        } else {
            found.extend(above.map(|end| Edit {
                range: end..end,
                words: Cow::Borrowed("\\"),
            }));
            above = (!shown.ends_with(['\\', ' '])).then_some(line.range.end);
        }
    }
    found
}

/// Whether an indented block stands behind an empty line below an item.
fn has_block<'t>(below: &[Line], words: &impl Fn(&Line) -> &'t str) -> bool {
    let mut after_blank = false;
    for line in below.iter().take(NEAR) {
        let shown = words(line);
        if shown.trim().is_empty() {
            after_blank = true;
        } else if indent_of(shown) < 3 {
            return false;
        } else if after_blank {
            return true;
        }
    }
    false
}

/// The mark that a line begins with: «a)», «(ii)», «iv.», «A.» with two spaces behind it.
fn mark(words: &str) -> Option<Mark> {
    let inner = words.trim_start();
    let bare = inner.strip_prefix('(').unwrap_or(inner);
    let is_bracketed = bare.len() < inner.len();
    let length = bare
        .find(|sign: char| !sign.is_ascii_alphabetic())
        .unwrap_or(bare.len());
    let (name, rest) = bare.split_at(length);
    let sign = rest.chars().next()?;
    if sign != ')' && (sign != '.' || is_bracketed) {
        return None;
    }
    let behind = &rest[1..];
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    // «B. Russell» is a name: a capital letter with a full stop has two spaces behind it (pandoc).
    let is_capital = sign == '.' && name.chars().all(|letter| letter.is_ascii_uppercase());
    let least = if is_capital { 2 } else { 1 };
    if spaces < least || behind.trim().is_empty() {
        return None;
    }
    Some(Mark {
        length: usize::from(is_bracketed) + length + 1,
        number: number(name)?,
        sign,
    })
}

/// The number of a Roman number or a letter.
fn number(name: &str) -> Option<usize> {
    /// Longer ones are words.
    const LONGEST: usize = 6;
    let lower = name.to_ascii_lowercase();
    let value = |letter: u8| match letter {
        b'i' => Some(1_usize),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let values: Option<Vec<usize>> = lower.bytes().map(value).collect();
    let is_roman = lower.len() > 1 || lower == "i";
    if let Some(values) = values.filter(|values| is_roman && values.len() <= LONGEST) {
        // «iv» is four: a smaller number before a larger one is taken from it.
        let signed = values.iter().enumerate().map(|(at, value)| {
            let next = values.get(at + 1).copied().unwrap_or(0);
            (*value, *value < next)
        });
        let (mut sum, mut less) = (0, 0);
        for (value, is_less) in signed {
            if is_less {
                less += value;
            } else {
                sum += value;
            }
        }
        return sum.checked_sub(less).filter(|number| *number > 0);
    }
    let letter = lower.bytes().next().filter(|_| lower.len() == 1)?;
    Some(usize::from(letter - b'a') + 1)
}

#[cfg(test)]
mod tests {
    use super::{fancy_items, number};

    fn read(text: &str) -> String {
        let mut read = text.to_owned();
        for edit in fancy_items(text).into_iter().rev() {
            read.replace_range(edit.range, &edit.words);
        }
        read
    }

    #[test]
    fn items_without_blocks_stand_on_lines_of_their_own() {
        assert_eq!(read("متن\na) یکم\nb) دوم\n"), "متن\\\na) یکم\\\nb) دوم\n");
        for same in [
            "B. Russell\nC. Wright\n",
            "متن\n\na) یکم\n",
            "ab) x\n(a متن\n",
            "```\na) x\nb) y\n```\n",
        ] {
            assert_eq!(read(same), same);
        }
    }

    #[test]
    fn items_with_blocks_are_a_numbered_list() {
        assert_eq!(
            read("i.  یکم\n\n    بند\n\nii. دوم\n\nمتن\n\na) x\n"),
            "1.  یکم\n\n    بند\n\n2. دوم\n\nمتن\n\na) x\n"
        );
        let five = "iv. الف\n\n    بند\n\nv. ب\n";
        assert_eq!(read(five), "4. الف\n\n    بند\n\n5. ب\n");
        assert_eq!(read("(c) یکم\n\n    بند\n"), "3) یکم\n\n    بند\n");
    }

    #[test]
    fn roman_numbers_and_letters_count() {
        let numbers = ["i", "ii", "iv", "ix", "xiv", "a", "c", "v", "Z"].map(number);
        assert_eq!(numbers, [1, 2, 4, 9, 14, 1, 3, 22, 26].map(Some));
        assert_eq!(["ab", "word", ""].map(number), [None; 3]);
    }
}
