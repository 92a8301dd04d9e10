//! One mistake with its places, and the list that stages put them into.

use std::ops::Range;

use super::code::Code;
use super::words::Comparisons;
use crate::lookup::Lookup;
use crate::source::{FileId, SourceMap, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; often right as it is.
    Hint,
    /// A reader may stumble; a book can be bound all the same.
    Warning,
    /// The book cannot be bound; an EPUB is wrong for every reader of its language.
    Error,
}

impl Severity {
    /// The word that messages begin with.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where a mistake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no file: it concerns the whole (a missing `book.toml`, an EPUB without a language).
    Whole,
    /// In a file without lines: a picture, a font, a name in a container.
    File(String),
    /// At a byte range of a text.
    At(Span),
}

impl Place {
    /// A byte range of a file's text.
    pub fn at(file: FileId, range: Range<usize>) -> Self {
        Self::At(Span::new(file, range))
    }
}

impl From<Option<Span>> for Place {
    fn from(span: Option<Span>) -> Self {
        span.map_or(Self::Whole, Self::At)
    }
}

/// A change of a text that mends a mistake and surely nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// One thing that the author of a book, or the maker of an EPUB, should know.
///
/// `K` is the list that its code is of: [`Code`] for books, `gate::Code` for EPUBs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic<K = Code> {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake.
    pub code: K,
    /// Where.
    pub place: Place,
    /// The same mistake at further places, in the order of the book.
    pub also: Vec<Span>,
    /// How many more of its kind stand on its line and are left out.
    pub more: usize,
    /// The letter that the places are about, where they may hold more than its word.
    pub letter: Option<char>,
    /// What is wrong: lower case, no full stop, complete without the hint.
    pub message: String,
    /// What to do now.
    pub hint: Option<String>,
    /// Changes that are sure; none where the author has to decide.
    pub mends: Vec<Mend>,
}

impl<K> Diagnostic<K> {
    /// A mistake without a hint.
    pub fn new(severity: Severity, code: K, place: impl Into<Place>, message: String) -> Self {
        Self {
            severity,
            code,
            place: place.into(),
            also: Vec::new(),
            more: 0,
            letter: None,
            message,
            hint: None,
            mends: Vec::new(),
        }
    }

    /// The byte range of its first place; `None` where that is no text.
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::At(span) => Some(span),
            Place::Whole | Place::File(_) => None,
        }
    }

    /// Adds a further place of the same mistake.
    pub fn also(&mut self, span: Span) -> &mut Self {
        self.also.push(span);
        self
    }

    /// Says that the mistake is this letter: a place that holds more is narrowed to the letter's word.
    pub fn about(&mut self, letter: char) -> &mut Self {
        self.letter = Some(letter);
        self
    }

    /// Adds what to do now.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    /// What stands below a mistake whose like on the same line are left out.
    pub fn left_out(&self) -> Option<String> {
        match self.more {
            0 => None,
            more => Some(format!("{more} more of this kind stand on its line")),
        }
    }

    /// All places in texts, in the order of the book, each as narrow as the texts allow.
    pub fn places(&self, map: &SourceMap) -> Vec<Span> {
        let first = self.span();
        let all = first.iter().chain(&self.also);
        all.map(|span| {
            self.letter
                .map_or(*span, |letter| narrow(*span, letter, map))
        })
        .collect()
    }
}

/// The word of a span in which a letter stands first; the whole span where it is not written as such.
///
/// A face may lack 漢, and the run that was set with it is `گفت: "漢字" و`: the place is then `漢字`. Written
/// as `&#x6F22;`, the letter does not stand in the source, and the place stays whole.
fn narrow(span: Span, letter: char, map: &SourceMap) -> Span {
    let text = map.slice(span);
    let Some(at) = text.find(letter) else {
        return span;
    };
    let edge = |letter: char| {
        letter.is_whitespace() || letter.is_ascii_punctuation() || "«»،؛؟".contains(letter)
    };
    let first = text[..at]
        .char_indices()
        .rev()
        .find(|(_, letter)| edge(*letter));
    let first = first.map_or(0, |(at, letter)| at + letter.len_utf8());
    let last = text[at..]
        .char_indices()
        .skip(1)
        .find(|(_, letter)| edge(*letter));
    let last = last.map_or(text.len(), |(end, _)| at + end);
    let start = span.range().start;
    Span::new(span.file, start + first..start + last)
}

/// The mistakes of one kind on a line.
#[derive(Clone, Copy, Default)]
struct LineCount {
    /// How many are kept.
    kept: usize,
    /// The last of them, by its place among all that are kept.
    last: usize,
}

/// Collects the diagnostics of a build, so that one run reports all mistakes.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    comparisons: Comparisons,
}

impl Sink {
    /// Reports a mistake that prevents the book.
    pub fn error(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(Severity::Error, code, span.into(), message.into())
    }

    /// Reports a mistake that still allows a book.
    pub fn warn(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(Severity::Warning, code, span.into(), message.into())
    }

    /// The nearest of the known names, as [`nearest`](super::nearest) finds it; `None` once so many names were
    /// compared that no author reads on.
    pub fn nearest<'a>(
        &mut self,
        wrong: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.comparisons.nearest(wrong, known)
    }

    /// Reports what is worth a look.
    pub fn note(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(Severity::Hint, code, span.into(), message.into())
    }

    fn report(
        &mut self,
        severity: Severity,
        code: Code,
        span: Option<Span>,
        message: String,
    ) -> &mut Diagnostic {
        let found = Diagnostic::new(severity, code, span, message);
        self.found.push_mut(found)
    }

    /// Changes the places of what was found: those of a text that was made from others become places
    /// in these.
    pub fn map_spans(&mut self, see: &mut impl FnMut(&mut Span)) {
        for found in &mut self.found {
            if let Place::At(span) = &mut found.place {
                see(span);
            }
            found.also.iter_mut().for_each(&mut *see);
            found.mends.iter_mut().for_each(|mend| see(&mut mend.span));
        }
    }

    /// Keeps the first mistakes of each kind on a line; the last of them counts the others.
    ///
    /// A chapter may be one line of ten megabytes in which every third word is wrong: whoever mends it needs
    /// no ten thousand messages, each with its piece of the line.
    pub fn cap_lines(&mut self, map: &SourceMap) {
        const ON_A_LINE: usize = 20;
        if self.found.len() <= ON_A_LINE {
            return;
        }
        let mut lines: Lookup<(Severity, Code, FileId, usize), LineCount> = Lookup::new();
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.found.len());
        for found in std::mem::take(&mut self.found) {
            let Some(span) = found.span() else {
                kept.push(found);
                continue;
            };
            let line = map.file(span.file).line_around(span.range().start).start;
            let line = lines.entry((found.severity, found.code, span.file, line));
            let line = line.or_default();
            if line.kept < ON_A_LINE {
                line.kept += 1;
                line.last = kept.len();
                kept.push(found);
            } else {
                kept[line.last].more += 1 + found.more;
            }
        }
        self.found = kept;
    }

    /// Takes over what another sink has found (a stage that ran on another thread).
    pub fn append(&mut self, other: Sink) {
        self.found.extend(other.found);
    }

    /// Takes over what another sink has found and this one has not: the same text was looked at twice.
    pub fn append_new(&mut self, other: Self) {
        for found in other.found {
            if !self.found.contains(&found) {
                self.found.push(found);
            }
        }
    }

    /// Makes one of the mistakes of a kind that say the same, at the first of their places.
    pub fn join(&mut self, code: Code) {
        let mut first: Lookup<String, usize> = Lookup::new();
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.found.len());
        for found in std::mem::take(&mut self.found) {
            let same = first.get(&found.message).filter(|_| found.code == code);
            if let Some(at) = same {
                let places = found.span().into_iter().chain(found.also);
                kept[*at].also.extend(places);
                continue;
            }
            if found.code == code {
                first.insert(found.message.clone(), kept.len());
            }
            kept.push(found);
        }
        self.found = kept;
    }

    /// Makes warnings of the errors of some kinds, where a book is bound all the same.
    pub fn forgive(&mut self, codes: &[Code]) {
        for found in &mut self.found {
            if found.severity == Severity::Error && codes.contains(&found.code) {
                found.severity = Severity::Warning;
            }
        }
    }

    /// Whether anything prevents the book.
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What was found, in the order of finding.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Sink};
    use crate::source::{BookPath, SourceMap, Span};

    fn shown(text: &str, letter: char) -> Vec<String> {
        let mut map = SourceMap::default();
        let file = map.add(BookPath::new("1.md").expect("it is a path"), text);
        let mut sink = Sink::default();
        let whole = Span::new(file, 0..text.len());
        sink.warn(Code::MissingGlyph, whole, "…").about(letter);
        let places = sink.found()[0].places(&map);
        places
            .iter()
            .map(|place| map.slice(*place).to_owned())
            .collect()
    }

    #[test]
    fn a_place_is_narrowed_to_the_word_of_its_letter() {
        assert_eq!(shown("گفت: \"واژهٔ *漢字*\" و", '字'), ["漢字"]);
        assert_eq!(shown("漢", '漢'), ["漢"]);
    }

    #[test]
    fn mistakes_of_one_kind_on_a_line_are_capped_and_counted() {
        let mut map = SourceMap::default();
        let text = format!("{}\nb", "a ".repeat(100));
        let file = map.add(BookPath::new("1.md").expect("it is a path"), &text);
        let mut sink = Sink::default();
        let mut warn = |at: usize, code| {
            sink.warn(code, Span::new(file, at..at + 1), "…");
        };
        (0..100).for_each(|at| warn(2 * at, Code::BrokenLink));
        warn(0, Code::UnknownNote);
        warn(201, Code::BrokenLink);
        sink.cap_lines(&map);
        sink.warn(Code::BrokenLink, Span::new(file, 9..10), "…");
        sink.cap_lines(&map);
        let more: Vec<usize> = sink.found().iter().map(|found| found.more).collect();
        assert_eq!(more.len(), 22);
        assert_eq!(more.iter().sum::<usize>(), 81);
        assert_eq!(more[19], 81);
        let said = sink.found()[19].left_out();
        assert_eq!(
            said.as_deref(),
            Some("81 more of this kind stand on its line")
        );
    }

    #[test]
    fn a_letter_that_is_written_otherwise_leaves_the_place_whole() {
        assert_eq!(shown("واژهٔ &#x6F22;", '漢'), ["واژهٔ &#x6F22;"]);
    }
}
