//! Diagnostics as data: what the author should know, with the place in the file, and nothing about how it is shown.
//!
//! Stages put [`Diagnostic`]s into a [`Sink`] and go on, so that one run tells all mistakes.
//! Rendering (terminal, JSON) lives in `cli`.

use crate::source::Span;

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
    /// An image lies on the network; its alternative text stands in its place.
    RemoteImage,
    /// An image has no alternative text.
    MissingAlt,
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
    /// A font file cannot be read, or forbids embedding.
    BadFont,
    /// No face has a letter.
    MissingGlyph,
    /// A heading is empty or skips a level.
    BadHeading,
    /// A line is wider than its measure.
    OverfullLine,
    /// A line whose spaces are wider than they should be.
    LooseLine,
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
            Self::RemoteImage => "remote-image",
            Self::MissingAlt => "missing-alt",
            Self::DroppedHtml => "dropped-html",
            Self::UnknownCitation => "unknown-citation",
            Self::UnknownNote => "unknown-note",
            Self::UnusedNote => "unused-note",
            Self::BrokenLink => "broken-link",
            Self::DuplicateId => "duplicate-id",
            Self::DuplicateKey => "duplicate-key",
            Self::BadBibliography => "bad-bibliography",
            Self::BadFont => "bad-font",
            Self::MissingGlyph => "missing-glyph",
            Self::BadHeading => "bad-heading",
            Self::OverfullLine => "overfull-line",
            Self::LooseLine => "loose-line",
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
    /// Adds what to do now.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }
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
