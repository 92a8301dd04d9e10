//! Lists whose marks CommonMark does not know: a chapter in, edits that make numbered lists of them out.
//!
//! ```text
//! الف) نخست        a) first        ۱- یکم        (ii) second
//! ب) دوم           b) second       ۲- دوم
//! ```
//!
//! An item becomes `1) [الف)]{.list-mark} نخست`, and whoever reads the list finds the mark there as its author wrote it.
//! «ب. مینایی» at the head of a line may be a name: only what begins with the first mark of a row, and has the second behind
//! it, is a list.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::Edit;
use super::lines::{CodeOrProse, Line, code_and_prose, indent_of};
use super::list_marks::item;
use crate::locale::digit_value;
use crate::model::LIST_MARK;

/// Rows of letters that count: alphabets, abjad, Roman numerals. Letters that differ in their sign of hamza, or in the dots below
/// ya, are one.
const ROWS: [&str; 9] = [
    "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
    "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ک ل م ن ه و ی",
    "ا ب ج د ه و ز ح ط ی ک ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ",
    "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ہ ی",
    "ا ب پ ت ټ ث ج ځ چ څ ح خ د ډ ذ ر ړ ز ژ ږ س ش ښ ص ض ط ظ ع غ ف ق ک ګ ل م ن ڼ و ه ی",
    "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx",
];

/// The most digits of a mark: a longer number is a year.
const MOST_DIGITS: usize = 3;

/// A list that was found.
pub(super) struct MarkedList {
    /// The lines of its items, in order: where each begins.
    pub(super) lines: Vec<usize>,
    /// What is written instead of its marks.
    pub(super) edits: Vec<Edit>,
    /// From the line above its first item to the end of the line of its last.
    pub(super) extent: Range<usize>,
    /// The sign behind the numbers of CommonMark.
    sign: char,
}

/// The lists of a chapter, in the order of the text; what stands before `body` is no text.
pub(super) fn find(text: &str, body: usize) -> Vec<MarkedList> {
    let mut search = Search {
        text,
        around: Vec::new(),
        open: None,
        before: Before::Blank,
        found: Vec::new(),
    };
    for CodeOrProse { line, is_code } in code_and_prose(text) {
        if line.range.start >= body {
            search.line(&line, is_code);
        }
    }
    search.close();
    search.found
}

/// The signs around a letter: «الف)», «الف.», «(الف)», «الف-».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Bracketed,
    Before(char),
}

/// A mark that a line begins with.
#[derive(Clone, Debug)]
struct Mark {
    range: Range<usize>,
    /// The letter or the number, as rows have it.
    name: String,
    form: Form,
    indent: usize,
}

/// What stands above a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Blank,
    Words,
    /// HTML or a table, as far as the next empty line: nothing in it is a list.
    Other,
}

/// Items that may become a list.
struct Open {
    items: Vec<Mark>,
    lines: Vec<Line>,
    /// Whether an empty line stands behind the last item.
    parted: bool,
}

/// A line that is looked at.
struct Met<'a> {
    words: &'a str,
    indent: usize,
    above: Before,
    /// Whether it is neither code nor HTML nor of a table.
    is_prose: bool,
}

struct Search<'a> {
    text: &'a str,
    /// Where the words begin of the items that the line stands in, outer ones first.
    around: Vec<usize>,
    open: Option<Open>,
    before: Before,
    found: Vec<MarkedList>,
}

impl Search<'_> {
    fn line(&mut self, line: &Line, is_code: bool) {
        let words = &self.text[line.range.clone()];
        let above = self.before;
        if words.trim().is_empty() {
            self.before = Before::Blank;
            self.open.iter_mut().for_each(|open| open.parted = true);
            return;
        }
        let begins_other = words.trim_start().starts_with(['<', '|']);
        self.before = match above {
            Before::Other => Before::Other,
            Before::Blank | Before::Words if begins_other => Before::Other,
            Before::Blank | Before::Words => Before::Words,
        };
        let is_prose = !is_code && self.before == Before::Words;
        let met = Met {
            words,
            indent: indent_of(words),
            above,
            is_prose,
        };
        match mark(words, line.range.start).filter(|_| is_prose) {
            Some(mark) if self.goes_on(&mark) => self.add(mark, line),
            Some(mark) if is_first(&mark) && self.may_begin(&met) => {
                self.close();
                self.add(mark, line);
            }
            _ => self.other(&met),
        }
    }

    /// Whether a mark is the next of the open list.
    fn goes_on(&self, mark: &Mark) -> bool {
        let Some(open) = &self.open else { return false };
        let first = &open.items[0];
        let alike = first.form == mark.form && first.indent == mark.indent;
        // A list of numbers may be as long as a book: its other items are not looked at again.
        alike
            && match first.name.as_str() {
                "1" => mark.name == (open.items.len() + 1).to_string(),
                _ => is_row(open.items.iter().chain([mark])),
            }
    }

    /// Whether a list may begin with a line: not inside the words of an item, and not as code.
    fn may_begin(&self, met: &Met<'_>) -> bool {
        let outer = self.around.iter().filter(|start| **start <= met.indent);
        let deepest = outer.max().copied().unwrap_or(0);
        // «۱. متن» and right below it, at the margin, «الف) …»: these are its words, and a list would end it.
        let is_left = self.around.first().is_some_and(|first| *first > met.indent);
        met.indent - deepest < 4 && !(is_left && met.above == Before::Words)
    }

    fn add(&mut self, mark: Mark, line: &Line) {
        let open = self.open.get_or_insert_with(|| Open {
            items: Vec::new(),
            lines: Vec::new(),
            parted: false,
        });
        open.items.push(mark);
        open.lines.push(line.clone());
        open.parted = false;
    }

    /// A line that begins no item of such a list.
    fn other(&mut self, met: &Met<'_>) {
        let words = met.words.trim_start();
        let begins_block = words.starts_with(['#', '>', ':', '`', '~', '<', '|']);
        let is_item = item(met.words).is_some();
        let is_own = self.open.as_ref().is_some_and(|open| {
            let lazy = !open.parted && met.is_prose && !begins_block && !is_item;
            met.indent > open.items[0].indent || lazy
        });
        if !is_own {
            self.close();
        }
        if is_item {
            self.around.retain(|start| *start <= met.indent);
            let mark = words.split([' ', '\t']).next().unwrap_or_default();
            self.around.push(met.indent + mark.chars().count() + 1);
        } else if met.indent == 0 && (met.above == Before::Blank || begins_block) {
            self.around.clear();
        }
    }

    /// The sign behind the numbers of a list that begins at a byte: another one than that of the list right above, since
    /// CommonMark parts lists by their signs (5.3).
    fn sign(&self, start: usize) -> char {
        let above = self.found.last().filter(|list| {
            let between = self.text.get(list.extent.end..start);
            between.is_some_and(|words| words.trim().is_empty())
        });
        match above {
            Some(list) if list.sign == ')' => '.',
            _ => ')',
        }
    }

    /// Ends the open list, and keeps it if it is one.
    fn close(&mut self) {
        /// Fewer items are a line that begins with a letter.
        const FEWEST: usize = 2;
        let Some(open) = self.open.take() else { return };
        let (Some(first), Some(last)) = (open.lines.first(), open.lines.last()) else {
            return;
        };
        if open.items.len() < FEWEST {
            return;
        }
        let sign = self.sign(first.range.start);
        let edits = (1..).zip(&open.items).map(|(number, mark): (usize, _)| {
            let typed = &self.text[mark.range.clone()];
            Edit {
                range: mark.range.clone(),
                words: Cow::Owned(format!("{number}{sign} [{typed}]{{.{LIST_MARK}}}")),
            }
        });
        self.found.push(MarkedList {
            lines: open.lines.iter().map(|line| line.range.start).collect(),
            edits: edits.collect(),
            extent: first.range.start.saturating_sub(1)..last.range.end,
            sign,
        });
    }
}

/// Whether letters count from the first of a row on.
fn is_row<'m>(marks: impl Iterator<Item = &'m Mark> + Clone) -> bool {
    ROWS.iter().any(|row| {
        let mut letters = row.split(' ');
        marks
            .clone()
            .all(|mark| letters.next() == Some(&*mark.name))
    })
}

fn is_first(mark: &Mark) -> bool {
    mark.name == "1" || is_row(std::iter::once(mark))
}

/// The mark that a line begins with, which stands at `start` in the text.
fn mark(words: &str, start: usize) -> Option<Mark> {
    let inner = words.trim_start_matches([' ', '\t']);
    let bare = inner.strip_prefix('(').unwrap_or(inner);
    let bracketed = bare.len() < inner.len();
    let end = bare
        .find(|letter: char| (!letter.is_alphanumeric() || letter == TATWEEL) && letter != ZWJ)?;
    let (name, rest) = bare.split_at(end);
    let sign = rest.chars().next()?;
    let behind = &rest[sign.len_utf8()..];
    let is_number = name.chars().all(|letter| digit_value(letter).is_some());
    let form = match sign {
        ')' if bracketed => Form::Bracketed,
        _ if bracketed => return None,
        '-' | '–' | TATWEEL => Form::Before('-'),
        // CommonMark knows «1)» and «1.» itself.
        ')' | '.' if !is_number => Form::Before(sign),
        _ => return None,
    };
    if !behind.starts_with([' ', '\t']) || behind.trim().is_empty() {
        return None;
    }
    let name = match is_number {
        true => number(name)?,
        false => letter(name, form)?,
    };
    let first = start + words.len() - inner.len();
    let length = inner.len() - behind.len();
    Some(Mark {
        range: first..first + length,
        name,
        form,
        indent: indent_of(words),
    })
}

/// Serves as a dash: «۱ـ».
const TATWEEL: char = 'ـ';

/// Joins the heh of an abbreviation: «ه‍)».
const ZWJ: char = '\u{200D}';

/// A number in the digits of the program.
fn number(name: &str) -> Option<String> {
    let digits = name.chars().filter_map(digit_value);
    let digits = digits.filter_map(|value| char::from_digit(value, 10));
    let digits: String = digits.collect();
    (digits.len() <= MOST_DIGITS && !digits.is_empty()).then_some(digits)
}

/// A letter as the rows have it; `None` for a word.
fn letter(name: &str, form: Form) -> Option<String> {
    // «A. Smith» is a name, and «a - b» a term.
    let latin = name.chars().all(|letter| letter.is_ascii_alphabetic());
    let capital = name.chars().any(|letter| letter.is_ascii_uppercase());
    if capital && form == Form::Before('.') || latin && form == Form::Before('-') {
        return None;
    }
    let plain = name.trim_end_matches(ZWJ);
    let plain = match plain {
        "الف" | "أ" | "آ" | "إ" => "ا",
        "ي" => "ی",
        "ك" => "ک",
        "ة" => "ه",
        other => other,
    };
    let is_mark = ROWS
        .iter()
        .any(|row| row.split(' ').any(|letter| letter == plain));
    is_mark.then(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::find;

    fn read(text: &str) -> String {
        let mut read = text.to_owned();
        let edits = find(text, 0).into_iter().flat_map(|list| list.edits);
        for edit in edits.collect::<Vec<_>>().into_iter().rev() {
            read.replace_range(edit.range, &edit.words);
        }
        read.replace("{.list-mark}", "")
    }

    #[test]
    fn two_marks_of_a_row_make_a_list() {
        for (written, expected) in [
            ("الف) نخست\nب) دوم\n", "1) [الف)] نخست\n2) [ب)] دوم\n"),
            (
                "أ. أولا\n\nب. ثانيا\n\nج. ثالثا\n",
                "1) [أ.] أولا\n\n2) [ب.] ثانيا\n\n3) [ج.] ثالثا\n",
            ),
            ("متن:\na) یکم\nb) دوم\n", "متن:\n1) [a)] یکم\n2) [b)] دوم\n"),
            ("(i) یکم\n(ii) دوم\n", "1) [(i)] یکم\n2) [(ii)] دوم\n"),
            (
                "الف) نخست\nب) دوم\n\n۱- یک\n۲- دو\n",
                "1) [الف)] نخست\n2) [ب)] دوم\n\n1. [۱-] یک\n2. [۲-] دو\n",
            ),
            ("۱- یکم\nهمان\n۲ـ دوم\n", "1) [۱-] یکم\nهمان\n2) [۲ـ] دوم\n"),
            ("א) ראשון\nב) שני\n", "1) [א)] ראשון\n2) [ב)] שני\n"),
            (
                "- متن\n  الف) نخست\n  ب) دوم\n",
                "- متن\n  1) [الف)] نخست\n  2) [ب)] دوم\n",
            ),
            (
                "الف) نخست\n\n   بند\n\nب) دوم\n",
                "1) [الف)] نخست\n\n   بند\n\n2) [ب)] دوم\n",
            ),
        ] {
            assert_eq!(read(written), expected, "{written}");
        }
    }

    #[test]
    fn a_list_may_use_all_letters_of_an_alphabet_and_no_more() {
        for row in super::ROWS {
            let marked = |end: &str| -> String {
                let letters = row.split(' ').chain([end]);
                letters.map(|letter| format!("{letter}) متن\n")).collect()
            };
            let read = read(&marked("zz"));
            let count = row.split(' ').count();
            assert!(read.contains(&format!("\n{count}) [")), "{read}");
            assert!(read.ends_with("\nzz) متن\n"), "{read}");
        }
    }

    #[test]
    fn what_is_not_surely_a_list_stays_as_it_is() {
        for same in [
            "الف) تنها\n",
            "ب) دوم\nج) سوم\n",
            "الف) نخست\n\nبندی میان آن‌ها\n\nب) دوم\n",
            "الف) نخست\nب. دوم\n",
            "A. Smith\nB. Jones\n",
            "a - یک\nb - دو\n",
            "```\na) x\nb) y\n```\n",
            "    a) x\n    b) y\n",
            "<div>\nالف) نخست\nب) دوم\n</div>\n",
            "۱. متن\nالف) زیر آن\nب) زیر آن\n۲. متن\n",
            "۱۳۵۷- سال\n۱۳۵۸- سال دیگر\n",
            "1. یکم\n2. دوم\n",
            "الف) \nب) \n",
        ] {
            assert_eq!(read(same), same);
        }
        assert!(find("---\na) x\nb) y\n---\n", 16).is_empty());
    }
}
