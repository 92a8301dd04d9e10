//! Diagnostics as data: what the author should know, with the place in the file, and nothing about how it is shown.
//!
//! Stages put [`Diagnostic`]s into a [`Sink`] and go on, so that one run tells all mistakes.
//! Rendering (terminal, JSON) lives in `cli`.

use crate::source::{SourceMap, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The book can be bound, but a reader may stumble.
    Warning,
    /// The book cannot be bound.
    Error,
}

/// What kind of mistake it is. The name is stable: scripts may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// book.toml is missing or cannot be read as TOML.
    BadConfig,
    /// book.toml has a key or value that we do not know.
    UnknownKey,
    /// A value of book.toml is out of its range.
    BadValue,
    /// A file that the book names is not there.
    MissingFile,
    /// A path is absolute, remote or leaves the book's folder.
    BadPath,
    /// A text is not UTF-8.
    BadUtf8,
    /// A file is larger than its limit.
    TooLarge,
    /// The book has no text.
    EmptyBook,
    /// Blocks are nested deeper than the limit; deeper ones are flattened.
    TooDeep,
    /// A chapter's front matter cannot be read.
    BadFrontMatter,
    /// An image cannot be decoded.
    BadImage,
    /// A colour profile cannot rule a press.
    BadColorProfile,
    /// An image has too few pixels for its size on paper.
    LowResolution,
    /// An image has more ink than the paper takes.
    HeavyInk,
    /// The spine of the cover is too thin for its words.
    ThinSpine,
    /// An image lies on the network; its alternative text stands in its place.
    RemoteImage,
    /// An image has no alternative text.
    MissingAlt,
    /// A letter of private use, which says nothing to a reader.
    PrivateLetter,
    /// HTML that we do not know or do not allow was dropped.
    DroppedHtml,
    /// A citation names no entry.
    UnknownCitation,
    /// A note mark names no note.
    UnknownNote,
    /// A note that no mark names.
    UnusedNote,
    /// A link leads nowhere in the book.
    BrokenLink,
    /// Two things have one id.
    DuplicateId,
    /// Two entries or notes have one key.
    DuplicateKey,
    /// A bibliography file or entry cannot be read, or a field of it is doubtful.
    BadBibliography,
    /// A citation style cannot be had.
    BadStyle,
    /// Two entries seem to be one work.
    DuplicateWork,
    /// An entry that nothing cites.
    UnusedWork,
    /// A font file cannot be read, or forbids embedding.
    BadFont,
    /// No face has a letter.
    MissingGlyph,
    /// A heading is empty or skips a level.
    BadHeading,
    /// A formula cannot be read.
    BadMath,
    /// A line is wider than its measure.
    OverfullLine,
    /// A line whose spaces are wider than they should be.
    LooseLine,
    /// A page of the PDF begins at no place of the EPUB.
    LostPage,
    /// Something does not fit on a page.
    OverfullPage,
}

impl Code {
    /// The stable name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::BadConfig => "bad-config",
            Self::UnknownKey => "unknown-key",
            Self::BadValue => "bad-value",
            Self::MissingFile => "missing-file",
            Self::BadPath => "bad-path",
            Self::BadUtf8 => "bad-utf8",
            Self::TooLarge => "too-large",
            Self::EmptyBook => "empty-book",
            Self::TooDeep => "too-deep",
            Self::BadFrontMatter => "bad-front-matter",
            Self::BadImage => "bad-image",
            Self::BadColorProfile => "bad-color-profile",
            Self::LowResolution => "low-resolution",
            Self::HeavyInk => "heavy-ink",
            Self::ThinSpine => "thin-spine",
            Self::RemoteImage => "remote-image",
            Self::MissingAlt => "missing-alt",
            Self::PrivateLetter => "private-letter",
            Self::DroppedHtml => "dropped-html",
            Self::UnknownCitation => "unknown-citation",
            Self::UnknownNote => "unknown-note",
            Self::UnusedNote => "unused-note",
            Self::BrokenLink => "broken-link",
            Self::DuplicateId => "duplicate-id",
            Self::DuplicateKey => "duplicate-key",
            Self::BadBibliography => "bad-bibliography",
            Self::BadStyle => "bad-style",
            Self::DuplicateWork => "duplicate-work",
            Self::UnusedWork => "unused-work",
            Self::BadFont => "bad-font",
            Self::MissingGlyph => "missing-glyph",
            Self::BadHeading => "bad-heading",
            Self::BadMath => "bad-math",
            Self::OverfullLine => "overfull-line",
            Self::LooseLine => "loose-line",
            Self::LostPage => "lost-page",
            Self::OverfullPage => "overfull-page",
        }
    }
}

/// One thing the author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake.
    pub code: Code,
    /// Where; `None` when it concerns no text (a missing book.toml).
    pub span: Option<Span>,
    /// The same mistake at further places, in the order of the book.
    pub also: Vec<Span>,
    /// The letter that the places are about, where they may hold more than its word.
    pub letter: Option<char>,
    /// What is wrong: lower case, no full stop, complete without the hint.
    pub message: String,
    /// What to do now.
    pub hint: Option<String>,
}

/// Collects the diagnostics of a build.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Reports a mistake that prevents the book.
    pub fn error(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Error, code, span.into(), message.into())
    }

    /// Reports a mistake that still allows a book.
    pub fn warn(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Warning, code, span.into(), message.into())
    }

    fn push(
        &mut self,
        severity: Severity,
        code: Code,
        span: Option<Span>,
        message: String,
    ) -> &mut Diagnostic {
        self.found.push(Diagnostic {
            severity,
            code,
            span,
            also: Vec::new(),
            letter: None,
            message,
            hint: None,
        });
        self.found.last_mut().expect("one was just pushed")
    }

    /// Takes over what another sink has found (a stage that ran on another thread).
    pub fn append(&mut self, other: Sink) {
        self.found.extend(other.found);
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

impl Diagnostic {
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

    /// All places in the order of the book, each as narrow as the texts allow.
    pub fn places(&self, map: &SourceMap) -> Vec<Span> {
        let all = self.span.iter().chain(&self.also);
        all.map(|span| {
            self.letter
                .map_or(*span, |letter| narrow(*span, letter, map))
        })
        .collect()
    }

    /// Adds what to do now.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The word of a span in which a letter stands first; the whole span where it is not written as such.
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

/// Quotes text inside a message, isolated (U+2068 … U+2069) so that no terminal turns the message round.
pub fn isolate(text: &str) -> String {
    const FIRST_STRONG_ISOLATE: char = '\u{2068}';
    const POP_ISOLATE: char = '\u{2069}';
    format!("«{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}»")
}

/// The nearest of the known names, for "did you mean" hints; `None` when nothing is near.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Jaro–Winkler likeness below which two names have nothing to do with each other.
    const NEAR: f64 = 0.78;
    let likeness = |name: &str| strsim::jaro_winkler(wrong, name);
    let scored = known.into_iter().map(|name| (likeness(name), name));
    scored
        .filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
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
    fn a_letter_that_is_written_otherwise_leaves_the_place_whole() {
        assert_eq!(shown("واژهٔ &#x6F22;", '漢'), ["واژهٔ &#x6F22;"]);
    }
}
