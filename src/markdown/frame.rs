//! What is open while a chapter is read: one frame for each container, from the chapter inwards.

use std::ops::Range;

use crate::diag::isolate;
use crate::locale::{Language, StatementKind};
use crate::model::{
    Alignment, Attributes, Block, BlockKind, DefinitionItem, Image, Inline, InlineKind, Length,
    ListItem, ListKind, NoteId, Table, TableCell, TableRow, Target,
};

/// Who opened a frame, and so who may close it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A start event of Markdown; its end event will come.
    Markdown,
    /// A tag of this name; its end tag may come.
    Html(String),
    /// A `:::` line.
    Fence,
}

impl Origin {
    /// The frame as an author knows it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Markdown => "markup".to_owned(),
            Self::Html(name) => isolate(&format!("<{name}>")),
            Self::Fence => isolate(":::"),
        }
    }
}

/// What a frame may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Blocks; loose words between them become paragraphs.
    Mixed,
    /// Parts of its own: items, rows, cells.
    Structure,
    /// Words.
    Phrasing,
}

/// Where the rows of a table belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowPlace {
    /// The head, repeated on each page.
    Head,
    /// The body.
    Body,
}

/// What stands before the text of a theorem or its like.
#[derive(Debug)]
pub(super) struct StatementHeading {
    pub(super) kind: StatementKind,
    pub(super) title: Vec<Inline>,
}

/// A cell that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenCell {
    /// Whether it heads others.
    pub(super) place: RowPlace,
    /// How its lines stand, where it says so itself.
    pub(super) alignment: Option<Alignment>,
    /// Columns that it takes.
    pub(super) columns: usize,
    /// Rows that it takes; none at all means all that follow.
    pub(super) rows: usize,
}

impl OpenCell {
    /// A cell of one row and column.
    pub(super) fn of(place: RowPlace) -> Self {
        Self {
            place,
            alignment: None,
            columns: 1,
            rows: 1,
        }
    }
}

/// A change of the letters that has no attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    Emphasis,
    Strong,
    Strike,
    Underline,
    Superscript,
    Subscript,
    Mark,
    Small,
    Keyboard,
    Code,
}

impl Wrap {
    /// The inline around some content.
    pub(super) fn around(self, content: Vec<Inline>) -> InlineKind {
        match self {
            Self::Emphasis => InlineKind::Emphasis(content),
            Self::Strong => InlineKind::Strong(content),
            Self::Strike => InlineKind::Strike(content),
            Self::Underline => InlineKind::Underline(content),
            Self::Superscript => InlineKind::Superscript(content),
            Self::Subscript => InlineKind::Subscript(content),
            Self::Mark => InlineKind::Mark(content),
            Self::Small => InlineKind::Small(content),
            Self::Keyboard => InlineKind::Keyboard(content),
            Self::Code => InlineKind::Code(crate::model::plain_text(&content)),
        }
    }
}

/// The kinds of frames.
#[derive(Debug)]
pub(super) enum Kind {
    /// The chapter.
    Root,
    Quote,
    Division,
    /// With the title that `<summary>` or an alert gave.
    Aside(Vec<Inline>),
    /// A theorem or its like, with its title.
    Statement(StatementHeading),
    Note(NoteId),
    /// With its task mark.
    Item(Option<bool>),
    Definition,
    /// With the caption that `<figcaption>` gave.
    Figure(Option<Vec<Inline>>),
    List {
        kind: ListKind,
        loose: bool,
        items: Vec<ListItem>,
    },
    Definitions(Vec<DefinitionItem>),
    Table(Table),
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    Rows(RowPlace, Vec<TableRow>),
    Row(RowPlace, Vec<TableCell>),
    Cell(OpenCell),
    Paragraph,
    Heading(u8),
    Term,
    Caption,
    Summary,
    /// Fenced or indented code with its info string; its text gathers in the run.
    Code(String),
    /// `<pre>`.
    Preformatted,
    Wrap(Wrap),
    Link(Target),
    /// A Markdown image whose alternative text is being read.
    Image {
        destination: String,
        title: String,
    },
    Span,
    /// Leaves no trace; its content goes to the frame around it.
    Transparent(Content),
    /// Its content goes nowhere.
    Dropped,
}

impl Kind {
    /// What the frame may hold.
    pub(super) fn content(&self) -> Content {
        match self {
            Self::Root
            | Self::Quote
            | Self::Division
            | Self::Aside(_)
            | Self::Statement(_)
            | Self::Note(_)
            | Self::Item(_)
            | Self::Definition
            | Self::Figure(_) => Content::Mixed,
            Self::List { .. }
            | Self::Definitions(_)
            | Self::Table(_)
            | Self::Rows(..)
            | Self::Row(..) => Content::Structure,
            Self::Cell(..)
            | Self::Paragraph
            | Self::Heading(_)
            | Self::Term
            | Self::Caption
            | Self::Summary
            | Self::Code(_)
            | Self::Preformatted
            | Self::Wrap(_)
            | Self::Link(_)
            | Self::Image { .. }
            | Self::Span
            | Self::Dropped => Content::Phrasing,
            Self::Transparent(content) => *content,
        }
    }

    /// Whether it stands within a line.
    pub(super) fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Wrap(_)
                | Self::Link(_)
                | Self::Image { .. }
                | Self::Span
                | Self::Dropped
                | Self::Transparent(Content::Phrasing)
        )
    }

    /// Whether it makes the tree deeper by a level that an author would count.
    pub(super) fn nests(&self) -> bool {
        let container = matches!(
            self,
            Self::Quote
                | Self::Division
                | Self::Aside(_)
                | Self::Statement(_)
                | Self::Definitions(_)
                | Self::List { .. }
                | Self::Figure(_)
        );
        container || matches!(self, Self::Wrap(_) | Self::Link(_) | Self::Span)
    }
}

/// The language of a block's letters, where it is not the chapter's.
///
/// It is looked for when the first words of the block come: «- - - a» begins three items, each of which is the rest of the
/// line, and only the last has words.
#[derive(Clone)]
pub(super) enum Prose {
    /// A block that has no words yet.
    Block(Range<usize>),
    /// The first line of such a block.
    Line(Range<usize>),
    /// What was found.
    Read(Option<Language>),
}

/// An open container.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) attributes: Attributes,
    /// The language that its author names for it, or for what it stands in.
    pub(super) language: Option<Language>,
    /// First byte in the chapter's text.
    pub(super) start: usize,
    /// Words that were read in it and belong to no block yet.
    pub(super) inlines: Vec<Inline>,
    /// Blocks that were read in it.
    pub(super) blocks: Vec<Block>,
    /// The caption of the last picture that was read in it.
    pub(super) caption: Option<Vec<Inline>>,
    /// Whether its words stand as typed (an address).
    pub(super) verbatim: bool,
    /// Whether it counts as a level of depth.
    pub(super) counted: bool,
}

/// A picture as written, before it is known whether it stands alone.
#[derive(Debug, Default)]
pub(super) struct PictureSource {
    pub(super) destination: String,
    pub(super) alt: String,
    pub(super) width: Option<Length>,
    pub(super) attributes: Attributes,
    /// Whether an empty alternative text was given on purpose.
    pub(super) decorative: bool,
}

/// Takes inlines that hold one picture and nothing else.
pub(super) fn lone_image(inlines: &[Inline]) -> Option<(Image, Attributes)> {
    let [only] = inlines else { return None };
    match &only.kind {
        InlineKind::Image(image) => Some((image.clone(), Attributes::default())),
        InlineKind::Span {
            attributes,
            content,
        } => match content.as_slice() {
            [
                Inline {
                    kind: InlineKind::Image(image),
                    ..
                },
            ] => Some((image.clone(), attributes.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// Removes breaks and spaces at both ends.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    while inlines
        .last_mut()
        .is_some_and(|inline| is_space(inline, End::Back))
    {
        inlines.pop();
    }
    let words = inlines
        .iter_mut()
        .position(|inline| !is_space(inline, End::Front));
    inlines.drain(..words.unwrap_or(inlines.len()));
}

#[derive(Clone, Copy)]
enum End {
    Front,
    Back,
}

/// Trims a text at one end; whether nothing but space is left.
fn is_space(inline: &mut Inline, end: End) -> bool {
    match &mut inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text(text) => {
            // Only spaces: a half-space or a mark at the edge is the author's.
            match end {
                End::Back => text.truncate(text.trim_end_matches([' ', '\t', '\n']).len()),
                End::Front => {
                    let space = text.len() - text.trim_start_matches([' ', '\t', '\n']).len();
                    text.drain(..space);
                }
            }
            text.is_empty()
        }
        _ => false,
    }
}

/// The words of a block, for places that hold words alone.
pub(super) fn words_of(block: Block) -> Vec<Inline> {
    let (id, span) = (block.id, block.span);
    match block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => content,
        BlockKind::Code(code) => vec![Inline {
            id,
            kind: InlineKind::Code(code.text),
            span,
        }],
        BlockKind::Math(text) => vec![Inline {
            id,
            kind: InlineKind::Math(text),
            span,
        }],
        BlockKind::Figure(figure) => {
            let image = Inline {
                id,
                kind: InlineKind::Image(figure.image),
                span,
            };
            std::iter::once(image)
                .chain(figure.caption.into_iter().flatten())
                .collect()
        }
        BlockKind::Quote(blocks) | BlockKind::Division(blocks) => lines_of(blocks),
        BlockKind::Panels(panels) => {
            let caption = panels.caption.unwrap_or_default();
            join([lines_of(panels.figures), caption])
        }
        BlockKind::Aside { title, blocks } | BlockKind::Statement { title, blocks, .. } => {
            title.into_iter().chain(lines_of(blocks)).collect()
        }
        BlockKind::List { items, .. } => lines_of(items.into_iter().flat_map(|item| item.blocks)),
        BlockKind::Definitions(items) => items
            .into_iter()
            .flat_map(|item| {
                let terms = item.terms.into_iter().flatten();
                terms
                    .chain(lines_of(item.definitions.into_iter().flatten()))
                    .collect::<Vec<_>>()
            })
            .collect(),
        BlockKind::Verse(verse) => {
            let lines = verse
                .stanzas
                .into_iter()
                .flatten()
                .flat_map(|line| line.hemistichs);
            join(lines)
        }
        BlockKind::Table(table) => {
            let rows = table.head.into_iter().chain(table.body);
            join(rows.flat_map(|row| row.cells).map(|cell| cell.content))
        }
        BlockKind::Break => Vec::new(),
    }
}

fn lines_of(blocks: impl IntoIterator<Item = Block>) -> Vec<Inline> {
    join(blocks.into_iter().map(words_of))
}

/// Joins lines by line breaks.
pub(super) fn join(lines: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for line in lines {
        if let (Some(last), false) = (joined.last(), line.is_empty()) {
            let (id, span) = (last.id, last.span);
            joined.push(Inline {
                id,
                kind: InlineKind::LineBreak,
                span,
            });
        }
        joined.extend(line);
    }
    joined
}
