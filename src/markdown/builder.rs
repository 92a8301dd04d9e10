//! The stack of open containers: openings, words and closings in, blocks and inlines out.
//!
//! Markdown events and HTML tags both open and close frames here. A Markdown frame is closed by its
//! own end event alone, and closes whatever HTML was left open inside it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::caption;
use super::frame::{Content, Frame, Kind, Origin, Prose, Wrap, trim};
use super::keys::Keys;
use super::missing;
use super::page_breaks;
use super::paragraph_braces;
use super::run::Run;
use super::typography::Quotes;
use super::written::Substitution;
use crate::diag::{Code, Sink};
use crate::locale::{Direction, Language};
use crate::lookup::Lookup;
use crate::model::{
    Attributes, Block, BlockKind, ChapterId, Citation, Figure, Inline, InlineContent, InlineKind,
    NodeCounter, NodeId, Note, plain_text,
};
use crate::source::{BookPath, FileId, Span};

/// How many containers may stand inside each other; what is deeper is set at this level.
pub(super) const MAX_DEPTH: usize = 64;

/// How many frames may be open for a tag or a fence to open another: a chapter of nothing but tags
/// must not take quadratic time. Markdown's own frames are few, since their marks nest on one line.
const MAX_OPEN: usize = 512;

/// What stands for a piece that is no text when quotation marks are set.
const OBJECT: char = '\u{FFFC}';

/// What the words in the brackets of a picture are that stands alone in its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureWords {
    /// What is said to those who do not see it (CommonMark 6.4); its title is the caption.
    #[default]
    Alternative,
    /// The caption, as pandoc has it.
    Caption,
}

/// What is known of a chapter before it is read.
#[derive(Clone, Copy)]
pub(super) struct ChapterSource<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    pub(super) path: &'a BookPath,
    /// Its place among the chapters.
    pub(super) id: ChapterId,
    pub(super) language: &'a Language,
    pub(super) direction: Direction,
    /// Whether bare `@key` is a citation: the book has a bibliography.
    pub(super) keys: Keys,
    /// What the words in the brackets of a picture are.
    pub(super) figures: FigureWords,
}

/// The mark of a note in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteMark {
    /// The note, as an index into the notes of the chapter.
    pub(super) note: usize,
    /// Where the mark stands.
    pub(super) span: Span,
}

/// Builds the tree of one chapter.
pub(super) struct Builder<'a> {
    pub(super) source: ChapterSource<'a>,
    pub(super) stack: Vec<Frame>,
    pub(super) run: Run,
    pub(super) quotes: Quotes,
    /// The language of the open block's letters.
    pub(super) prose: Prose,
    /// Words before this byte of the source were read as attributes already.
    pub(super) skip_until: usize,
    pub(super) notes: Vec<Note>,
    /// Where each note is defined; `None` for one that only marks name.
    pub(super) definitions: Vec<Option<Span>>,
    /// Notes by their label in lower case.
    pub(super) labels: BTreeMap<String, usize>,
    /// The marks, in the order of the text.
    pub(super) marks: Vec<NoteMark>,
    pub(super) citations: Vec<Citation>,
    /// The titles of pictures that may stand beside others, by where the pictures begin.
    pub(super) titles: Lookup<usize, Vec<Inline>>,
    pub(super) sink: Sink,
    /// Signs that read otherwise than they were written, in the order of reading.
    pub(super) substitutions: Vec<Substitution>,
    /// Nodes that were made so far; the finished tree is counted anew, in its order.
    nodes: NodeCounter,
    /// Frames open whose content goes nowhere.
    pub(super) dropping: usize,
    /// Divisions of colons that were closed with their container: their closing lines are spent.
    pub(super) spent_fences: usize,
    depth: usize,
    too_deep: bool,
}

/// A container about to be opened.
pub(super) struct Opening {
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) attributes: Attributes,
    /// First byte in the chapter's text.
    pub(super) start: usize,
}

impl Opening {
    /// A container without attributes that Markdown opens.
    pub(super) fn markdown(kind: Kind, start: usize) -> Self {
        Self {
            kind,
            origin: Origin::Markdown,
            attributes: Attributes::default(),
            start,
        }
    }

    /// The frame, nothing read in it yet.
    pub(super) fn into_frame(self) -> Frame {
        Frame {
            kind: self.kind,
            origin: self.origin,
            language: self.attributes.language,
            attributes: self.attributes,
            start: self.start,
            inlines: Vec::new(),
            blocks: Vec::new(),
            caption: None,
            verbatim: false,
            counted: false,
        }
    }
}

impl<'a> Builder<'a> {
    /// Begins a chapter.
    pub(super) fn new(source: ChapterSource<'a>) -> Self {
        Self {
            source,
            stack: vec![Opening::markdown(Kind::Root, 0).into_frame()],
            run: Run::default(),
            quotes: Quotes::default(),
            prose: Prose::Read(None),
            titles: Lookup::new(),
            skip_until: 0,
            notes: Vec::new(),
            definitions: Vec::new(),
            labels: BTreeMap::new(),
            marks: Vec::new(),
            citations: Vec::new(),
            sink: Sink::default(),
            substitutions: Vec::new(),
            nodes: NodeCounter::new(source.id, 0),
            dropping: 0,
            spent_fences: 0,
            depth: 0,
            too_deep: false,
        }
    }

    /// The span of a byte range of the chapter, without the space at its end.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let words = self
            .source
            .text
            .get(range.clone())
            .map_or(0, |text| text.trim_end().len());
        Span::new(self.source.file, range.start..range.start + words)
    }

    /// The identity of a node that is being made.
    pub(super) fn node(&mut self) -> NodeId {
        self.nodes.give()
    }

    /// The innermost frame.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.stack
            .last_mut()
            .expect("the chapter's own frame is never closed")
    }

    /// What the innermost frame may hold.
    pub(super) fn content(&self) -> Content {
        self.stack
            .last()
            .map_or(Content::Mixed, |frame| frame.kind.content())
    }

    /// The language that the author names for what is open.
    pub(super) fn named_language(&self) -> Option<&Language> {
        self.stack.last().and_then(|frame| frame.language.as_ref())
    }

    /// The language of the words read now.
    pub(super) fn language(&self) -> &Language {
        self.named_language().unwrap_or(self.source.language)
    }

    /// Opens a container.
    pub(super) fn open(&mut self, opening: Opening) {
        self.flush_run();
        let mut frame = opening.into_frame();
        if !frame.kind.is_inline() {
            self.make_room_for_block();
            self.fit(&mut frame);
            if !frame.kind.is_inline() {
                self.quotes.reset();
                self.flush_words();
            }
        }
        self.limit_depth(&mut frame);
        frame.language = frame.attributes.language.or(self.top().language);
        self.dropping += usize::from(matches!(frame.kind, Kind::Dropped));
        if matches!(frame.kind, Kind::Paragraph) && frame.origin == Origin::Markdown {
            self.loosen();
        }
        self.stack.push(frame);
    }

    /// A container deeper than the limit leaves no trace but a warning.
    fn limit_depth(&mut self, frame: &mut Frame) {
        if !frame.kind.nests() {
            return;
        }
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            frame.counted = true;
            return;
        }
        let content = if frame.kind.is_inline() {
            // It goes on with the words of the frame around it, which takes all of them back. Else those of ten thousand
            // frames, each within the one before it, would move ten thousand times.
            frame.inlines = std::mem::take(&mut self.top().inlines);
            Content::Phrasing
        } else {
            Content::Mixed
        };
        frame.kind = Kind::Transparent(content);
        self.report_too_deep(frame.start);
    }

    /// A block that begins where only words can stand leaves its words alone there.
    fn fit(&mut self, frame: &mut Frame) {
        if self.content() != Content::Phrasing || matches!(frame.kind, Kind::Dropped) {
            return;
        }
        let attributed = frame.attributes != Attributes::default();
        let plain = matches!(frame.kind, Kind::Division | Kind::Paragraph);
        if let (false, Origin::Html(name)) = (plain, &frame.origin) {
            let name = name.clone();
            self.report_dropped(
                &name,
                frame.start,
                "cannot stand within a line; its words are kept",
            );
        }
        frame.kind = if plain && attributed {
            Kind::Span
        } else if matches!(frame.kind, Kind::Preformatted) {
            // `| <pre>x</pre> |`: a cell holds words, and these are code.
            Kind::Wrap(Wrap::Code)
        } else {
            Kind::Transparent(Content::Phrasing)
        };
        let top = self.top();
        if !top.inlines.is_empty() && top.origin != Origin::Markdown {
            let span = Span::new(self.source.file, frame.start..frame.start);
            self.push_inline(InlineKind::LineBreak, span);
        }
    }

    /// Whether so much is open that tags and fences are passed over; reported once.
    pub(super) fn is_crowded(&mut self, start: usize) -> bool {
        let crowded = self.stack.len() >= MAX_OPEN;
        if crowded {
            self.report_too_deep(start);
        }
        crowded
    }

    fn report_too_deep(&mut self, start: usize) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let span = Span::new(self.source.file, start..start);
            let message = format!("nested deeper than {MAX_DEPTH} levels");
            let found = self.sink.warn(Code::TooDeep, span, message);
            found.hint("what is deeper is set at this level; divide the text");
        }
    }

    /// Whether something was nested too deep, so that end tags without a start are no mistake.
    pub(super) fn has_been_too_deep(&self) -> bool {
        self.too_deep
    }

    /// Closes the HTML that cannot hold a block: open paragraphs and words.
    fn make_room_for_block(&mut self) {
        let base = self
            .stack
            .iter()
            .rposition(|frame| !frame.kind.is_inline())
            .unwrap_or(0);
        let above = &self.stack[base + 1..];
        if above
            .iter()
            .any(|frame| !matches!(frame.origin, Origin::Html(_)))
        {
            return;
        }
        let frame = &self.stack[base];
        let from_html = matches!(frame.origin, Origin::Html(_));
        let ends = match frame.kind {
            Kind::Paragraph => true,
            // `<h2>عنوان` without an end would take all that follows in, and the contents would list it.
            Kind::Heading(_) => self.stack[base..].iter().any(has_words),
            _ => false,
        };
        if from_html && ends {
            self.close_to(base);
        } else if frame.kind.content() == Content::Mixed && !above.is_empty() {
            let spans = above
                .iter()
                .all(|frame| matches!(frame.kind, Kind::Span | Kind::Transparent(_)));
            if spans && above.iter().all(|frame| frame.inlines.is_empty()) {
                self.make_divisions(base + 1);
            } else {
                self.close_to(base + 1);
            }
        }
    }

    /// Spans that turn out to hold blocks become divisions.
    fn make_divisions(&mut self, from: usize) {
        for frame in &mut self.stack[from..] {
            frame.kind = match frame.kind {
                Kind::Span => Kind::Division,
                _ => Kind::Transparent(Content::Mixed),
            };
        }
    }

    /// Paragraphs in an item make its list loose.
    fn loosen(&mut self) {
        let [.., list, item] = self.stack.as_mut_slice() else {
            return;
        };
        if let (Kind::List { loose, .. }, Kind::Item(_)) = (&mut list.kind, &item.kind) {
            *loose = true;
        }
    }

    /// Closes the innermost Markdown frame and all HTML left open in it.
    pub(super) fn close_markdown(&mut self, end: usize) {
        let at = self
            .stack
            .iter()
            .rposition(|frame| frame.origin == Origin::Markdown);
        let at = at.unwrap_or(0).max(1);
        self.close_to(at + 1);
        self.close_top(end);
    }

    /// Closes every frame from an index on; they were left open.
    pub(super) fn close_to(&mut self, index: usize) {
        while self.stack.len() > index.max(1) {
            self.flush_run();
            let end = self.end_of_content();
            let frame = self.top();
            let (origin, start) = (frame.origin.clone(), frame.start);
            match &origin {
                Origin::Html(name) if !closes_itself(name) => {
                    let span = Span::new(self.source.file, start..start + name.len() + 1);
                    let message = format!("{} is never closed", origin.name());
                    let found = self.sink.warn(Code::DroppedHtml, span, message);
                    found.hint(format!("write </{name}> where it ends"));
                }
                Origin::Fence => self.spent_fences += 1,
                Origin::Html(_) | Origin::Markdown => {}
            }
            self.close_top(end);
        }
    }

    /// The last byte of what the innermost frame holds.
    fn end_of_content(&mut self) -> usize {
        let top = self.top();
        let inline = top.inlines.last().map(|inline| inline.span.end as usize);
        let block = top.blocks.last().map(|block| block.span.end as usize);
        inline.max(block).unwrap_or(0).max(top.start)
    }

    /// Closes the innermost frame.
    pub(super) fn close_top(&mut self, end: usize) {
        if self.stack.len() < 2 {
            return;
        }
        if !matches!(self.top().kind, Kind::Code(_)) {
            self.flush_run();
        }
        if self.content() == Content::Mixed {
            self.flush_words();
        }
        let frame = self.stack.pop().expect("more than one frame is open");
        self.depth -= usize::from(frame.counted);
        self.finish(frame, end);
    }

    /// Adds an inline to the innermost frame.
    pub(super) fn push_inline(&mut self, kind: InlineKind, span: Span) {
        self.flush_run();
        // A mark in the place of what was written: «☑» for `<input type=checkbox checked>`.
        if let InlineKind::Text(words) = &kind
            && !span.range().is_empty()
        {
            let mark = Substitution::new(span.range(), words.len());
            self.substitutions.push(mark);
        }
        match kind.holds() {
            InlineContent::Break => self.quotes.pass(' '),
            InlineContent::Typed(_) | InlineContent::Picture(_) => self.quotes.pass(OBJECT),
            // What holds words passed with them; marks of notes and citations do not count.
            InlineContent::Words(_)
            | InlineContent::Inlines(_)
            | InlineContent::Note(_)
            | InlineContent::Citation => {}
        }
        let id = self.node();
        self.top().inlines.push(Inline { id, kind, span });
    }

    /// Adds a block to the innermost frame.
    pub(super) fn push_block(&mut self, block: Block) {
        self.flush_run();
        match self.content() {
            Content::Mixed => {
                self.flush_words();
                self.top().blocks.push(block);
            }
            Content::Structure => self.top().blocks.push(block),
            Content::Phrasing => {
                let words = super::frame::words_of(block);
                let top = self.top();
                let before = std::mem::take(&mut top.inlines);
                top.inlines = super::frame::join([before, words]);
            }
        }
    }

    /// Makes a paragraph of the words that stand loose in the innermost frame.
    pub(super) fn flush_words(&mut self) {
        self.flush_run();
        let inlines = std::mem::take(&mut self.top().inlines);
        let (Some(first), Some(last)) = (inlines.first(), inlines.last()) else {
            return;
        };
        let span = Span {
            file: first.span.file,
            start: first.span.start,
            end: last.span.end,
        };
        let paragraph = Block {
            id: self.node(),
            kind: BlockKind::Paragraph(inlines),
            attributes: Attributes::default(),
            span,
        };
        self.place_paragraph(paragraph);
    }

    /// Adds a paragraph, or what it turns out to be: a figure, a formula, a caption.
    pub(super) fn place_paragraph(&mut self, mut paragraph: Block) {
        let BlockKind::Paragraph(content) = &mut paragraph.kind else {
            return self.push_block(paragraph);
        };
        let mut inlines = std::mem::take(content);
        trim(&mut inlines);
        missing::leave_out(&mut inlines);
        if inlines.is_empty() {
            // `<p style="page-break-after: always">&nbsp;</p>` is a mark without words.
            if page_breaks::is_mark(&paragraph.attributes) {
                paragraph.kind = BlockKind::Division(Vec::new());
                self.place_block(paragraph);
            }
            return;
        }
        let inlines = match self.cut_at_formula(inlines) {
            Ok(cut) => return self.place_cut(paragraph, cut),
            Err(whole) => whole,
        };
        let Some(mut inlines) = caption::attach(self.top().blocks.last_mut(), inlines) else {
            return;
        };
        if let Some(written) = paragraph_braces::take(&mut inlines) {
            self.report_faults(&written.faults, paragraph.span);
            caption::add(&mut paragraph.attributes, written.attributes);
        }
        let caption = self.top().caption.take();
        paragraph.kind = match super::frame::lone_image(&inlines) {
            Some((image, attributes)) => {
                caption::add(&mut paragraph.attributes, attributes);
                BlockKind::Figure(Figure { image, caption })
            }
            None => self.formula_or_words(inlines),
        };
        self.place_block(paragraph);
    }

    /// Adds what a paragraph has become.
    pub(super) fn place_block(&mut self, block: Block) {
        match self.content() {
            Content::Phrasing => self.push_block(block),
            Content::Mixed | Content::Structure => self.top().blocks.push(block),
        }
    }

    fn formula_or_words(&self, inlines: Vec<Inline>) -> BlockKind {
        match inlines.as_slice() {
            [only] => self.displayed(only).map(str::to_owned),
            _ => None,
        }
        .map_or(BlockKind::Paragraph(inlines), BlockKind::Math)
    }

    /// Reports a tag that cannot be read as meaning.
    pub(super) fn report_dropped(&mut self, name: &str, start: usize, why: &str) {
        let rest = &self.source.text[start.min(self.source.text.len())..];
        let end = rest.find('>').map_or(0, |end| end + 1);
        let span = Span::new(self.source.file, start..start + end);
        let name = crate::diag::isolate(&format!("<{name}>"));
        self.sink
            .warn(Code::DroppedHtml, span, format!("{name} {why}"))
            .hint("say it in Markdown, or in the HTML that the README lists");
    }

    /// Reports attribute values that could not be read.
    pub(super) fn report_faults(&mut self, faults: &[String], span: Span) {
        for fault in faults {
            let message = format!("{} cannot be read", crate::diag::isolate(fault));
            self.sink.warn(Code::BadValue, span, message);
        }
    }
}

/// Whether words were read in a frame.
fn has_words(frame: &Frame) -> bool {
    let words = plain_text(&frame.inlines);
    words.contains(char::is_alphanumeric)
}

/// Whether HTML lets authors leave the end tag out (HTML 13.1.2.4).
fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption"
    )
}
