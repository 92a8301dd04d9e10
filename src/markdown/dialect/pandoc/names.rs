//! Names and words within a line: references of bookdown, names of parts, words for one output alone. A line in, edits
//! out.

use std::borrow::Cow;

use super::super::edit::Edit;
use super::raw::Raw;
use crate::lookup::Lookup;

/// The edits of a line.
pub(in crate::markdown::dialect) fn edits(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    found.extend(part(words));
    found.extend(counted_item(words));
    if words.contains("\\@ref(") {
        references(words, &mut found);
    }
    if words.contains("\\index{") {
        index_marks(words, &mut found);
    }
    if words.contains("`{=") {
        raw_words(words, &mut found);
    }
    found.extend(caption_id(words));
    found
}

/// `# (PART) پایه {-}` and `# (APPENDIX) پیوست {-}` of bookdown name parts of the book.
fn part(words: &str) -> Option<Edit> {
    let rest = words.strip_prefix("# (")?;
    let marks = ["PART\\*) ", "PART) ", "APPENDIX) "];
    let mark = marks.iter().find(|mark| rest.starts_with(**mark))?;
    Some(Edit::drop(2..3 + mark.len()))
}

/// Whether a program in a line would have written some of its words: `` `r nrow(x)` ``, `` `{python} x` ``.
pub(in crate::markdown::dialect) fn has_program(words: &str) -> bool {
    ["`r ", "`{r} ", "`{python} ", "`{julia} "]
        .iter()
        .any(|mark| words.contains(mark))
}

/// `#. یکم`: an item whose number is that of its place.
fn counted_item(words: &str) -> Option<Edit> {
    let inner = words.trim_start_matches([' ', '\t']);
    let start = words.len() - inner.len();
    let is_item = inner.starts_with("#. ") && inner.len() > 3;
    is_item.then(|| Edit {
        range: start..start + 1,
        words: Cow::Borrowed("1"),
    })
}

/// `\@ref(fig:map)` is the number of a figure, `\@ref(intro)` that of a section.
fn references(words: &str, found: &mut Vec<Edit>) {
    const CALL: &str = "\\@ref(";
    let (mut counted, mut ticks) = (0, 0);
    for (at, _) in words.match_indices(CALL) {
        ticks += words[counted..at].matches('`').count();
        counted = at;
        let inside = &words[at + CALL.len()..];
        let plain = |sign: char| sign.is_alphanumeric() || "-_:.".contains(sign);
        let end = inside.find(|sign| !plain(sign)).unwrap_or(inside.len());
        let name = &inside[..end];
        if name.is_empty() || !inside[end..].starts_with(')') || ticks % 2 == 1 {
            continue;
        }
        found.push(Edit {
            range: at..at + CALL.len() + end + 1,
            words: Cow::Owned(format!("[](#{name}){{.number}}")),
        });
    }
}

/// `\index{شهر!تهران}` of TeX is a mark of the index.
fn index_marks(words: &str, found: &mut Vec<Edit>) {
    /// Bytes that an entry may have.
    const LONGEST: usize = 200;
    const CALL: &str = "\\index{";
    let (mut counted, mut ticks) = (0, 0);
    for (at, _) in words.match_indices(CALL) {
        ticks += words[counted..at].matches('`').count();
        counted = at;
        let inside = &words[at + CALL.len()..];
        let mut near = inside.bytes().take(LONGEST);
        let end = near.position(|sign| matches!(sign, b'}' | b'{' | b'"' | b'`'));
        let Some(end) = end.filter(|end| inside[*end..].starts_with('}') && ticks % 2 == 0) else {
            continue;
        };
        // `word@shown` sorts what is shown under another word (makeindex).
        let entry = inside[..end].split('|').next().unwrap_or_default();
        let (entry, below) = entry.split_once('!').unwrap_or((entry, ""));
        let shown = |words: &str| words.rsplit('@').next().unwrap_or(words).trim().to_owned();
        let (entry, below) = (shown(entry), shown(below));
        let sub = match below.is_empty() {
            true => String::new(),
            false => format!(" sub=\"{below}\""),
        };
        if !entry.is_empty() {
            found.push(Edit {
                range: at..at + CALL.len() + end + 1,
                words: Cow::Owned(format!("[]{{.index key=\"{entry}\"{sub}}}")),
            });
        }
    }
}

/// Bytes that the name of a format may have.
const LONGEST_FORMAT: usize = 40;

/// `` `<b>x</b>`{=html} `` is HTML, `` `\LaTeX`{=latex} `` nothing here.
fn raw_words(words: &str, found: &mut Vec<Edit>) {
    for (at, _) in words.match_indices("`{=") {
        let mut format = words[at + 3..].bytes().take(LONGEST_FORMAT);
        let Some(end) = format.position(|sign| sign == b'}') else {
            continue;
        };
        let end = at + 3 + end + 1;
        let Some(raw) = Raw::of(&words[at + 1..end]) else {
            continue;
        };
        let Some(start) = words[..at].rfind('`') else {
            continue;
        };
        match raw {
            Raw::Html | Raw::Markdown => {
                found.push(Edit::drop(start..start + 1));
                found.push(Edit::drop(at..end));
            }
            Raw::Other => found.push(Edit::drop(start..end)),
        }
    }
}

/// `Table: (\#tab:one) سن`: the id of a table stands before its caption in bookdown, behind it here.
fn caption_id(words: &str) -> Option<Edit> {
    let start = words.find("(\\#")?;
    let before = words[..start].trim();
    if !before.ends_with(':') {
        return None;
    }
    let inside = &words[start + 3..];
    let end = inside.find(')')?;
    let name = &inside[..end];
    let rest = inside[end + 1..].trim();
    let plain = |sign: char| sign.is_alphanumeric() || "-_:.".contains(sign);
    (!name.is_empty() && name.chars().all(plain)).then(|| Edit {
        range: start..words.len(),
        words: Cow::Owned(format!("{rest} {{#{name}}}")),
    })
}

/// The texts of bookdown that stand elsewhere, by the words that call them: `(ref:map) نقشهٔ ایران`.
pub(in crate::markdown::dialect) fn shown_in_place(text: &str) -> Lookup<String, String> {
    let mut found = Lookup::new();
    if text.contains("(ref:") {
        for line in text.lines() {
            if let Some(mark) = ref_mark(line) {
                found.insert(line[..mark].to_owned(), line[mark..].trim().to_owned());
            }
        }
    }
    found
}

/// Whether a line only defines a text that stands elsewhere, or is a mark that leaves a space.
pub(in crate::markdown::dialect) fn is_left_out(words: &str) -> bool {
    ref_mark(words).is_some() || words.trim() == "\\"
}

/// The bytes of the mark that a line begins with which defines a text.
fn ref_mark(line: &str) -> Option<usize> {
    let rest = line.strip_prefix("(ref:")?;
    let end = rest.find(')')?;
    let plain = |sign: char| sign.is_alphanumeric() || "-_:".contains(sign);
    let is_name = end > 0 && rest[..end].chars().all(plain);
    let mark = "(ref:".len() + end + 1;
    (is_name && line[mark..].starts_with(' ') && !line[mark..].trim().is_empty()).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::{edits, shown_in_place};

    fn read(words: &str) -> String {
        let mut text = words.to_owned();
        let mut edits = edits(words);
        edits.sort_by_key(|edit| edit.range.start);
        for edit in edits.into_iter().rev() {
            text.replace_range(edit.range, &edit.words);
        }
        text
    }

    #[test]
    fn names_of_bookdown_are_read() {
        for (typed, shown) in [
            ("# (PART) پایه {-}", "# پایه {-}"),
            ("# (PART\\*) پایه {-}", "# پایه {-}"),
            ("#. یکم", "1. یکم"),
            ("شکل \\@ref(fig:map) را", "شکل [](#fig:map){.number} را"),
            (
                "شهر\\index{شهر!تهران}",
                "شهر[]{.index key=\"شهر\" sub=\"تهران\"}",
            ),
            ("`\\index{a}` \\index{", "`\\index{a}` \\index{"),
            ("`\\@ref(a)`", "`\\@ref(a)`"),
            ("Table: (\\#tab:one) سن", "Table: سن {#tab:one}"),
            ("الف `<b>ب</b>`{=html} ج", "الف <b>ب</b> ج"),
            ("الف `\\LaTeX`{=latex} ج", "الف  ج"),
        ] {
            assert_eq!(read(typed), shown);
        }
    }

    #[test]
    fn texts_that_stand_elsewhere_have_names() {
        let texts = shown_in_place("(ref:map) نقشهٔ *ایران*\n\nمتن (ref:x) ب\n");
        assert_eq!(texts.len(), 1);
        assert_eq!(texts["(ref:map)"], "نقشهٔ *ایران*");
    }
}
