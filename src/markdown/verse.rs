//! Code blocks, and those that hold verse: lines in, stanzas of bayts out.
//!
//! A block is verse when its info string says so, by a form or in general (`form`). Each line is a
//! bayt; its hemistichs are separated by ` / `, ` | `, `***`, a tab or three spaces, or stand on two lines
//! where the form is named and no line is separated. An empty line begins a new stanza. `# ` begins the
//! title, `> ` a refrain, a dash at the last line the name of the poet. Free verse keeps its lines and
//! their indents.

use std::ops::Range;

use super::attributes;
use super::builder::{Builder, Opening};
use super::caption;
use super::code_info::LineNumbers;
use super::form::{self, Asked};
use super::frame::{Frame, Kind, trim};
use super::run::Run;
use super::written::Substitution;
use crate::model::{
    Attributes, Block, BlockKind, Code, Inline, Verse, VerseForm, VerseLine, VerseRole,
};
use crate::source::Span;

/// What parts two hemistichs.
const PARTS: &[&str] = &[" / ", " | ", "***", "\t", "   "];
/// What a line that names the poet begins with.
const DASHES: &[char] = &['—', '–', '―'];
/// Columns of an indent that a tab stands for, as in Markdown.
const TAB: usize = 4;

impl Builder<'_> {
    /// Makes code or verse of a block whose lines stand in the run.
    pub(super) fn finish_code(&mut self, info: &str, mut frame: Frame, span: Span) {
        let run = std::mem::take(&mut self.run);
        let brace = info.find('{').unwrap_or(info.len());
        let words = &info[..brace];
        let mut syntax = words
            .split([' ', '\t', ','])
            .next()
            .unwrap_or("")
            .to_owned();
        let mut asked = form::read(words);
        let mut numbers = LineNumbers::default();
        numbers.read_words(&words[syntax.len()..]);
        if let Some(mut written) = attributes::parse(&info[brace..]) {
            let values = written.lines_of_code.iter();
            values.for_each(|(key, value)| numbers.take(key, value));
            numbers.read_classes(&mut written.attributes.classes);
            self.report_faults(&written.faults, span);
            caption::add(&mut frame.attributes, written.attributes);
            if syntax.is_empty() && !frame.attributes.classes.is_empty() {
                syntax = frame.attributes.classes.remove(0);
                asked = form::read(&syntax);
            }
        }
        let kind = match asked {
            Some(asked) => {
                let form = named_form(asked, &frame.attributes);
                BlockKind::Verse(self.verse(run.lines(), form))
            }
            None => {
                self.note_substitutions(&run, span);
                BlockKind::Code(Code {
                    syntax,
                    text: run.text().to_owned(),
                    numbers: numbers.first(),
                })
            }
        };
        let id = self.node();
        self.push_block(Block {
            id,
            kind,
            attributes: frame.attributes,
            span,
        });
    }

    /// Remembers what of a block of code is not read: the lines of its fences, and the indent of each of its own.
    fn note_substitutions(&mut self, run: &Run, span: Span) {
        let text = 0..run.text().len();
        if text.is_empty() {
            return;
        }
        let (block, words) = (span.range(), run.source(text.clone()));
        let end = words.end.min(block.end);
        // The end of the last line is read of indented code, too, though its block ends before it.
        let unseen = words.end - end;
        self.substitutions
            .push(Substitution::new(block.start..words.start, 0));
        self.substitutions.extend(run.substitutions(&text));
        self.substitutions
            .push(Substitution::new(end..block.end, unseen));
    }

    fn verse(&mut self, lines: Vec<Range<usize>>, named: Option<VerseForm>) -> Verse {
        let form = named.unwrap_or_default();
        let stanzas = written(self.source.text, lines, form);
        let separated = stanzas.iter().flatten().any(|line| line.parts.len() > 1);
        let stanzas = match named {
            Some(VerseForm::Bayts | VerseForm::Stanzas) if !separated => pair(stanzas, form),
            _ => stanzas,
        };
        let mut stanzas: Vec<Vec<VerseLine>> = stanzas
            .into_iter()
            .map(|stanza| {
                stanza
                    .into_iter()
                    .map(|line| self.verse_line(line))
                    .collect()
            })
            .collect();
        if form == VerseForm::Stanzas {
            stanzas.iter_mut().for_each(|stanza| close(stanza));
        }
        Verse { form, stanzas }
    }

    fn verse_line(&mut self, line: Written) -> VerseLine {
        let start = line.parts.first().map_or(0, |part| part.start);
        let end = line.parts.last().map_or(start, |part| part.end);
        VerseLine {
            id: self.node(),
            role: line.role,
            indent: line.indent,
            span: Span::new(self.source.file, start..end),
            hemistichs: line
                .parts
                .into_iter()
                .map(|part| self.hemistich(part))
                .collect(),
        }
    }

    fn hemistich(&mut self, range: Range<usize>) -> Vec<Inline> {
        self.open(Opening::markdown(Kind::Caption, range.start));
        self.fragment(range);
        let mut inlines = self
            .stack
            .pop()
            .map(|frame| frame.inlines)
            .unwrap_or_default();
        trim(&mut inlines);
        inlines
    }
}

/// The form of a block of verse; `None` where neither words nor classes name one.
fn named_form(asked: Asked, attributes: &Attributes) -> Option<VerseForm> {
    match asked {
        Asked::Form(form) => Some(form),
        Asked::Verse => attributes
            .classes
            .iter()
            .find_map(|class| form::of_class(class)),
    }
}

/// A line as it was written: byte ranges of the chapter's text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Written {
    role: VerseRole,
    indent: u16,
    parts: Vec<Range<usize>>,
}

/// The lines by stanzas; none is empty.
fn written(text: &str, lines: Vec<Range<usize>>, form: VerseForm) -> Vec<Vec<Written>> {
    let mut stanzas: Vec<Vec<Written>> = vec![Vec::new()];
    let last = lines.iter().rposition(|line| !is_blank(text, line));
    let margin = lines.iter().filter(|line| !is_blank(text, line));
    let margin = margin.map(|line| indent(text, line)).min().unwrap_or(0);
    for (at, line) in lines.into_iter().enumerate() {
        if is_blank(text, &line) {
            stanzas.push(Vec::new());
            continue;
        }
        let indent = indent(text, &line) - margin;
        let first = stanzas.iter().all(Vec::is_empty);
        let place = match (first, Some(at) == last) {
            (true, _) => LinePlace::First,
            (false, true) => LinePlace::Last,
            (false, false) => LinePlace::Between,
        };
        let (role, line) = role(text, trimmed(text, line), place);
        let free = form == VerseForm::Free || matches!(role, VerseRole::Title | VerseRole::Poet);
        let written = Written {
            role,
            indent: if form == VerseForm::Free { indent } else { 0 },
            parts: if free {
                vec![line]
            } else {
                hemistichs(text, line)
            },
        };
        if let Some(stanza) = stanzas.last_mut() {
            stanza.push(written);
        }
    }
    stanzas.retain(|stanza| !stanza.is_empty());
    stanzas
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone())
        .is_none_or(|line| line.trim().is_empty())
}

/// Columns before the first word.
fn indent(text: &str, line: &Range<usize>) -> u16 {
    let blank = text[line.clone()]
        .chars()
        .take_while(|letter| letter.is_whitespace());
    let columns = blank
        .map(|letter| if letter == '\t' { TAB } else { 1 })
        .sum::<usize>();
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// Where a line stands in its poem.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinePlace {
    /// Also where it is the only one.
    First,
    Between,
    Last,
}

/// What a line is by its first sign, and its words after that.
fn role(text: &str, line: Range<usize>, place: LinePlace) -> (VerseRole, Range<usize>) {
    let words = &text[line.clone()];
    let (role, length) = if place == LinePlace::First && words.starts_with("# ") {
        (VerseRole::Title, 2)
    } else if words.starts_with("> ") {
        (VerseRole::Refrain, 2)
    } else if place == LinePlace::Last && words.starts_with(DASHES) {
        (VerseRole::Poet, 0)
    } else {
        (VerseRole::Line, 0)
    };
    (role, trimmed(text, line.start + length..line.end))
}

/// Joins lines that hold one hemistich each into bayts. In stanzas the line left over closes them; a
/// poem of bayts where one is left over stays as it was written.
fn pair(stanzas: Vec<Vec<Written>>, form: VerseForm) -> Vec<Vec<Written>> {
    let plain = |line: &Written| line.role == VerseRole::Line;
    let odd = |stanza: &Vec<Written>| stanza.iter().filter(|line| plain(line)).count() % 2 == 1;
    if form == VerseForm::Bayts && stanzas.iter().any(odd) {
        return stanzas;
    }
    let pair_stanza = |stanza: Vec<Written>| {
        let mut paired: Vec<Written> = Vec::with_capacity(stanza.len());
        for mut line in stanza {
            match paired.last_mut() {
                Some(last) if plain(&line) && plain(last) && last.parts.len() == 1 => {
                    last.parts.append(&mut line.parts);
                }
                _ => paired.push(line),
            }
        }
        paired
    };
    stanzas.into_iter().map(pair_stanza).collect()
}

/// Marks the line that closes a stanza: one hemistich after bayts, or a bayt that stands alone.
fn close(stanza: &mut [VerseLine]) {
    let lines = stanza
        .iter()
        .filter(|line| line.role == VerseRole::Line)
        .count();
    let last = stanza.iter_mut().rfind(|line| line.role == VerseRole::Line);
    if let Some(last) = last
        && (lines == 1 || last.hemistichs.len() == 1)
    {
        last.role = VerseRole::Refrain;
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + line.len() - line.trim_start().len();
    start..start + line.trim().len()
}

/// The one or two parts of a line.
fn hemistichs(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[line.clone()];
    let parts = PARTS
        .iter()
        .filter_map(|part| words.find(part).map(|at| (at, part.len())));
    let Some((at, length)) = parts.min() else {
        return vec![line];
    };
    let first = trimmed(text, line.start..line.start + at);
    let second = trimmed(text, line.start + at + length..line.end);
    [first, second]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, form: VerseForm) -> Vec<Vec<Written>> {
        let mut at = 0;
        let lines = text.split('\n').map(|line| {
            let range = at..at + line.len();
            at = range.end + 1;
            range
        });
        written(text, lines.collect(), form)
    }

    #[test]
    fn a_bayt_is_parted_by_a_stroke_a_bar_stars_a_tab_or_wide_space() {
        for line in ["الف / ب", "الف | ب", "الف *** ب", "الف\tب", "الف    ب"] {
            let parts: Vec<_> = hemistichs(line, 0..line.len())
                .into_iter()
                .map(|part| &line[part])
                .collect();
            assert_eq!(parts, ["الف", "ب"], "{line:?}");
        }
        assert_eq!(hemistichs("یک مصراع", 0..15).len(), 1);
    }

    #[test]
    fn free_lines_keep_their_indents_against_the_leftmost_one() {
        let text = "  خانه\n      دوست\n\n  \tکجاست / این";
        let read = read(text, VerseForm::Free);
        let indents: Vec<u16> = read.iter().flatten().map(|line| line.indent).collect();
        assert_eq!(indents, [0, 4, 4]);
        assert!(read.iter().flatten().all(|line| line.parts.len() == 1));
    }

    #[test]
    fn a_title_stands_first_and_the_poet_last() {
        let text = "# نام\nالف / ب\n— شاعر";
        let roles: Vec<_> = read(text, VerseForm::Bayts)
            .concat()
            .iter()
            .map(|line| line.role)
            .collect();
        assert_eq!(roles, [VerseRole::Title, VerseRole::Line, VerseRole::Poet]);
        let inside = read("الف / ب\n— گفت / شنید\nج / د", VerseForm::Bayts).concat();
        assert!(inside.iter().all(|line| line.role == VerseRole::Line));
    }

    #[test]
    fn hemistichs_on_lines_of_their_own_make_bayts_where_none_is_left_over() {
        let even = pair(read("الف\nب\nج\nد", VerseForm::Bayts), VerseForm::Bayts);
        assert_eq!(even.concat().len(), 2);
        let odd = pair(read("الف\nب\nج", VerseForm::Bayts), VerseForm::Bayts);
        assert_eq!(odd.concat().len(), 3);
        let stanza = pair(read("الف\nب\nج", VerseForm::Stanzas), VerseForm::Stanzas);
        let parts: Vec<usize> = stanza
            .concat()
            .iter()
            .map(|line| line.parts.len())
            .collect();
        assert_eq!(parts, [2, 1]);
    }
}
