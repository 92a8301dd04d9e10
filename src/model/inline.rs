//! Inlines: what stands within a line.

use super::node::count;
use super::{Attributes, ChapterId, CitationId, Image, NodeId, NoteId, SourceNode};
use crate::source::Span;

/// A piece of running text with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Which node of the book it is.
    pub id: NodeId,
    /// What it is.
    pub kind: InlineKind,
    /// Where it was written.
    pub span: Span,
}

impl Inline {
    /// Which node it is, and where it was written.
    pub fn source(&self) -> SourceNode {
        let (id, span) = (self.id, self.span);
        SourceNode { id, span }
    }
}

/// The kinds of inlines.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words.
    Text(String),
    /// A line end in the source: a space in the book.
    SoftBreak,
    /// A line break that the author asked for.
    LineBreak,
    /// Stress, set as the script does (Persian faces have no italics).
    Emphasis(Vec<Inline>),
    /// Strong stress: bold.
    Strong(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Underlined.
    Underline(Vec<Inline>),
    /// Raised and small.
    Superscript(Vec<Inline>),
    /// Lowered and small.
    Subscript(Vec<Inline>),
    /// Marked as with a pen.
    Mark(Vec<Inline>),
    /// Smaller than the text around it.
    Small(Vec<Inline>),
    /// A key to press.
    Keyboard(Vec<Inline>),
    /// Code: left to right, in the code face, kept as typed.
    Code(String),
    /// A formula, as TeX source.
    Math(String),
    /// A link.
    Link {
        /// Where it leads.
        target: Target,
        /// The words.
        content: Vec<Inline>,
    },
    /// A picture within the line.
    Image(Image),
    /// The mark of a note.
    NoteRef(NoteId),
    /// A citation; its text is made by `cite`.
    Citation(CitationId),
    /// Words with attributes of their own: a language, a direction, classes, an id.
    Span {
        /// What was said about them.
        attributes: Attributes,
        /// The words.
        content: Vec<Inline>,
    },
}

/// What an inline holds: kinds that differ in looks alone are one.
#[derive(Clone, Copy, Debug)]
pub enum InlineContent<'a> {
    /// Words.
    Words(&'a str),
    /// What is typed and no prose: code, the source of a formula.
    Typed(&'a str),
    /// The end of a line, asked for or not.
    Break,
    /// A picture.
    Picture(&'a Image),
    /// The mark of a note.
    Note(NoteId),
    /// A citation.
    Citation,
    /// Other inlines.
    Inlines(&'a [Inline]),
}

impl InlineKind {
    /// What it holds. Who reads words asks this: a new kind has to be decided here, and not at every reader.
    pub fn holds(&self) -> InlineContent<'_> {
        match self {
            Self::Text(words) => InlineContent::Words(words),
            Self::Code(typed) | Self::Math(typed) => InlineContent::Typed(typed),
            Self::SoftBreak | Self::LineBreak => InlineContent::Break,
            Self::Image(image) => InlineContent::Picture(image),
            Self::NoteRef(note) => InlineContent::Note(*note),
            Self::Citation(_) => InlineContent::Citation,
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strike(content)
            | Self::Underline(content)
            | Self::Superscript(content)
            | Self::Subscript(content)
            | Self::Mark(content)
            | Self::Small(content)
            | Self::Keyboard(content)
            | Self::Link { content, .. }
            | Self::Span { content, .. } => InlineContent::Inlines(content),
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Out of the book: a URL with its scheme.
    External(String),
    /// A place in the book as the author wrote it (`03.md#part`, `#part`); `resolve` replaces it.
    Local(String),
    /// A work that is cited, by its key: its entry in the list of the chapter, else in the appendix. No name that an
    /// author gives to a place is ever that of a work.
    Work(String),
    /// A place in the book.
    Anchor(AnchorId),
    /// A place that is not there; reported, and set as plain words.
    Broken,
}

/// A place that links lead to; `ResolvedBook::anchors` knows its id.
///
/// Anchors are counted within their chapter, so that a heading that is added to one chapter leaves those of all
/// others as they were.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), derive(PartialEq, Eq, Hash, PartialOrd, Ord))]
pub struct AnchorId {
    /// The chapter it lies in; `None` in the bibliography appendix.
    pub chapter: Option<ChapterId>,
    /// Which of its chapter's anchors it is, from 0.
    pub index: u32,
}

impl AnchorId {
    /// An anchor of a chapter, or of the appendix.
    pub fn new(chapter: Option<ChapterId>, index: usize) -> Self {
        Self {
            chapter,
            index: count(index),
        }
    }
}

/// One citation of one or more works, as the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The inline that stands for it in the text.
    pub node: NodeId,
    /// How it stands in the sentence.
    pub mode: CitationMode,
    /// The works.
    pub items: Vec<CitationItem>,
    /// The whole citation.
    pub span: Span,
}

/// How a citation stands in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationMode {
    /// In brackets: «(فریزر، ۱۳۹۴: ۵)», from `[@fraser1394, ص ۵]`.
    Parenthetical,
    /// With the name in the sentence: «فریزر (۱۳۹۴: ۵)», from `@fraser1394 [ص ۵]`.
    Narrative,
}

/// One work of a citation.
#[derive(Clone, Debug, PartialEq)]
pub struct CitationItem {
    /// The key of the entry.
    pub key: String,
    /// The key's place.
    pub span: Span,
    /// What stands before («نک.»); empty where nothing does.
    pub prefix: String,
    /// How the prefix stands to the work.
    pub joint: Joint,
    /// What stands after («و جاهای دیگر»); empty where nothing does.
    pub suffix: String,
    /// The place in the work.
    pub locator: Option<Locator>,
    /// Whether the name is left out (`-@key`).
    pub suppress_author: bool,
}

/// How a prefix stands to the work after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    /// With a space between them.
    #[default]
    Spaced,
    /// As one word: «و» in Arabic and Hebrew.
    Joined,
}

/// A place in a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// What is counted.
    pub label: LocatorLabel,
    /// The number or numbers as written; digits of any script.
    pub value: String,
}

/// What a locator counts (CSL 1.0.2, "Locators").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LocatorLabel {
    /// ص، صص، صفحه، p., pp.
    Page,
    /// ج، جلد، vol.
    Volume,
    /// فصل، ch.
    Chapter,
    /// بخش، sec.
    Section,
    /// بند، para.
    Paragraph,
    /// بیت، v.
    Verse,
    /// سطر، l.
    Line,
    /// ش، شماره، no.
    Issue,
    /// برگ، fol.
    Folio,
    /// کتاب، bk.
    Book,
    /// شکل، fig.
    Figure,
    /// پانوشت، n.
    Note,
    /// ستون، col.
    Column,
    /// پرده، act.
    Act,
    /// پیوست، app.
    Appendix,
    /// ماده، art.
    Article,
    /// قسمت، pt.
    Part,
    /// صحنه، sc.
    Scene,
    /// ذیل، s.v.: the word that an entry stands under.
    Entry,
    /// جدول، table.
    Table,
    /// دقیقه، timestamp.
    Timestamp,
    /// معادله، eq.
    Equation,
    /// قاعده، rule.
    Rule,
    /// اثر، op.
    Opus,
    /// ضمیمه، suppl.
    Supplement,
}

#[cfg(test)]
crate::comparisons::counted!(AnchorId { chapter, index });
