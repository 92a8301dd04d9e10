//! Inlines in, a styled paragraph out: what emphasis, notes, citations and links look like on paper.

mod image;

use std::ops::Range;

use super::formula::FormulaInLine;
use super::object::ObjectInLine;
use super::origins::Positions;
use super::tags::{Tag, Tagged};
use crate::config::Emphasis;
use crate::font::{Family, FontSet, Weight};
use crate::formula::{FormulaReader, Standing};
use crate::frame::{LinkTarget, Role};
use crate::locale::{Direction, Language};
use crate::model::{
    AnchorId, Attributes, Inline, InlineKind, NodeId, NoteId, Target, TextPosition, is_address,
};
use crate::page::Sources;
use crate::page::flow::Goal;
use crate::picture::Pictures;
use crate::resolve::{NoteMark, ResolvedBook};
use crate::source::{Origin, Span, Title, WrittenText};
use crate::text::{Breaking, ObjectSize, StyledText, TextStyle, ZeroWidthKind};
use crate::theme::InlineTheme;
use crate::units::{Em, Pt};

/// Builds the text of one paragraph out of inlines and words.
pub(super) struct InlineComposer<'a> {
    book: &'a ResolvedBook,
    pictures: &'a Pictures,
    theme: &'a InlineTheme,
    /// How emphasised words differ.
    emphasis: Emphasis,
    /// Width of the column, for pictures in the line.
    measure: Pt,
    /// The language whose comma parts note calls: the book's, also beside foreign words.
    counters: Language,
    /// Whether the words are those of a heading over again, so that no link leads to them.
    is_copy: bool,
    text: StyledText,
    fonts: &'a FontSet,
    formulas: &'a FormulaReader,
    /// Where the label of a statement ends, which says nothing about its direction.
    label_end: Option<usize>,
    /// Where the words of the tool behind a note begin, which say nothing about it either.
    label_behind: Option<usize>,
    goals: Vec<Goal>,
    notes: Vec<NoteId>,
    anchors: Vec<AnchorId>,
    objects: Vec<ObjectInLine>,
    tagged: Tagged,
    positions: Positions,
}

/// A paragraph that is not shaped yet.
pub(super) struct Composed {
    pub(super) text: StyledText,
    pub(super) counted: InlineTables,
}

/// What the numbers of a paragraph's links, notes and objects count into.
pub(super) struct InlineTables {
    pub(super) goals: Vec<Goal>,
    pub(super) notes: Vec<NoteId>,
    pub(super) anchors: Vec<AnchorId>,
    pub(super) objects: Vec<ObjectInLine>,
    pub(super) tagged: Tagged,
    pub(super) positions: Positions,
}

impl<'a> InlineComposer<'a> {
    pub(super) fn new(sources: Sources<'a>, theme: &'a InlineTheme, measure: Pt) -> Self {
        Self {
            book: sources.book,
            pictures: sources.pictures,
            fonts: sources.fonts,
            formulas: sources.formulas,
            theme,
            emphasis: sources.config.fonts.emphasis,
            measure,
            counters: sources.config.book.language,
            is_copy: false,
            text: StyledText::new(Direction::Rtl),
            label_end: None,
            label_behind: None,
            goals: Vec::new(),
            notes: Vec::new(),
            anchors: Vec::new(),
            objects: Vec::new(),
            tagged: Tagged::default(),
            positions: Positions::default(),
        }
    }

    /// What is added by `add` is an element of its own.
    fn tag(&mut self, tag: Tag, add: impl FnOnce(&mut Self)) {
        self.tagged.open(tag, self.text.text.len());
        add(self);
        self.tagged.close(self.text.text.len());
    }

    /// The finished paragraph; `asked` is a direction from the markup, else the text's own counts
    /// among what runs `around` it.
    pub(super) fn finish(mut self, asked: Option<Direction>, around: Direction) -> Composed {
        // «Unicode چیست؟» begins with a Latin letter and is a Persian question: the direction that most
        // words have counts, not that of the first strong letter (UAX #9 P2), as HL1 allows.
        let own = || Direction::dominant(&self.prose(), around);
        self.text.direction = asked.or_else(own).unwrap_or(around);
        let counted = InlineTables {
            goals: self.goals,
            notes: self.notes,
            anchors: self.anchors,
            objects: self.objects,
            tagged: self.tagged,
            positions: self.positions,
        };
        Composed {
            text: self.text,
            counted,
        }
    }

    /// The words that say which way the text runs: not code and addresses.
    fn prose(&self) -> String {
        let first = self.label_end.unwrap_or(0);
        let last = self.label_behind.unwrap_or(self.text.text.len());
        let spans = self.text.spans.iter().filter(|span| {
            let style = &self.text.styles[span.style];
            style.family != Family::Code && style.breaking != Breaking::Separators
        });
        spans
            .map(|span| {
                let end = span.range.end.min(last);
                let start = span.range.start.max(first).min(end);
                &self.text.text[start..end]
            })
            .collect()
    }

    /// Adds words behind a label, as one thing in a line that runs as the text around it.
    pub(super) fn in_own_direction(
        &mut self,
        content: &[Inline],
        style: &TextStyle,
        around: Direction,
    ) {
        let start = self.text.text.len();
        self.inlines(content, style);
        self.isolate_title(start, around);
    }

    /// Adds the label of a statement, the tool's own words.
    pub(super) fn label(&mut self, words: &str, style: &TextStyle, origin: impl Into<Origin>) {
        self.words(words, style, origin);
        self.label_end = Some(self.text.text.len());
    }

    /// Adds who speaks in a note behind its words: « – م.»
    pub(super) fn label_behind(&mut self, label: &Title, style: &TextStyle, around: Direction) {
        self.label_behind = Some(self.text.text.len());
        // The dash never begins a line, and the label never stands alone on one.
        let kept = TextStyle {
            breaking: Breaking::Never,
            ..style.clone()
        };
        self.words("\u{A0}–\u{A0}", &kept, Origin::Tool);
        self.title_words(label, label.origin, &kept, around);
    }

    /// Adds words that the tool sets by itself.
    pub(super) fn words(&mut self, words: &str, style: &TextStyle, origin: impl Into<Origin>) {
        self.text.push(words, style, origin);
    }

    /// Adds words as one neutral thing in the line (a number before a title).
    pub(super) fn isolated(&mut self, words: &str, style: &TextStyle, origin: impl Into<Origin>) {
        let start = self.text.text.len();
        self.text.push(words, style, origin);
        self.text.isolate_from(start, Some(Direction::Rtl));
    }

    /// Adds a title in its own direction, as one thing in the line: «1. Deep Learning» begins with its number at the
    /// left in a Persian list of contents as it does above its chapter.
    pub(super) fn title(&mut self, content: &[Inline], style: &TextStyle, around: Direction) {
        let start = self.text.text.len();
        self.is_copy = true;
        self.inlines(content, style);
        self.is_copy = false;
        self.isolate_title(start, around);
    }

    /// The same of words that stand in no chapter.
    pub(super) fn title_words(
        &mut self,
        words: &str,
        origin: Origin,
        style: &TextStyle,
        around: Direction,
    ) {
        let start = self.text.text.len();
        self.words(words, style, origin);
        self.isolate_title(start, around);
    }

    /// Isolates what was added from a byte on, where it runs against the text around it.
    fn isolate_title(&mut self, start: usize, around: Direction) {
        let own = Direction::dominant(&self.text.text[start..], around);
        if let Some(own) = own.filter(|own| *own != around) {
            self.text.isolate_from(start, Some(own));
        }
    }

    /// Isolates what was added from a byte on.
    pub(super) fn isolate_from(&mut self, start: usize, direction: Direction) {
        self.text.isolate_from(start, Some(direction));
    }

    /// Adds words of the tool that lead to a place.
    pub(super) fn link_words(&mut self, words: &str, anchor: AnchorId, style: &TextStyle) {
        let (linked, link) = self.linked(style, Goal::Target(LinkTarget::Anchor(anchor)));
        self.tag(link, |composer| {
            composer.words(words, &linked, Origin::Tool)
        });
    }

    /// Adds the mark of a note at its foot with what parts it from its words, leading back to its call.
    pub(super) fn note_number(
        &mut self,
        note: NoteId,
        mark: &NoteMark,
        style: &TextStyle,
        origin: Span,
    ) {
        let end = self.book.end_note(note);
        let goal = end.map_or(Goal::NoteCall(note), |end| {
            Goal::Target(LinkTarget::Anchor(end.call))
        });
        let (linked, link) = self.linked(style, goal);
        let number = &mark.printed;
        self.tag(Tag::new(Role::Label), |composer| {
            composer.tag(link, |composer| composer.isolated(number, &linked, origin));
            composer.words(mark.behind, style, origin);
        });
    }

    fn linked(&mut self, style: &TextStyle, goal: Goal) -> (TextStyle, Tag) {
        self.goals.push(goal);
        let link = u32::try_from(self.goals.len() - 1).ok();
        let style = TextStyle {
            link,
            ..style.clone()
        };
        let mut tag = Tag::new(Role::Link);
        tag.link = link;
        (style, tag)
    }

    /// Adds inlines.
    pub(super) fn inlines(&mut self, inlines: &[Inline], style: &TextStyle) {
        let book = self.book;
        let mut before = None;
        for inline in book.shown(inlines).iter() {
            let note = called_note(inline);
            if before.is_some() && note.is_some() {
                self.between_calls(style, inline.span);
            }
            self.inline(inline, style);
            before = note;
        }
    }

    fn inline(&mut self, inline: &Inline, style: &TextStyle) {
        let span = inline.span;
        let with = |change: &dyn Fn(&mut TextStyle)| changed(style, change);
        match &inline.kind {
            InlineKind::Text(words) => {
                self.words_of(inline, words, |composer, written| {
                    composer.text.push_written(words, style, written);
                });
            }
            InlineKind::SoftBreak => self.text.push(" ", style, span),
            InlineKind::LineBreak => self.text.push_break(style, span),
            InlineKind::Emphasis(content) => {
                let emphasis = Some(self.emphasis);
                self.inlines(content, &with(&|style| style.emphasis = emphasis));
            }
            InlineKind::Strong(content) => {
                self.inlines(content, &with(&|style| style.weight = Weight::Bold));
            }
            InlineKind::Strike(content) => {
                self.inlines(content, &with(&|style| style.decoration.strike = true));
            }
            InlineKind::Underline(content) => {
                self.inlines(content, &with(&|style| style.decoration.underline = true));
            }
            InlineKind::Mark(content) => {
                self.inlines(content, &with(&|style| style.decoration.mark = true));
            }
            InlineKind::Superscript(content) => {
                self.inlines(content, &self.raised(style, self.theme.raised_by));
            }
            InlineKind::Subscript(content) => {
                self.inlines(content, &self.raised(style, Em(-self.theme.lowered_by.0)));
            }
            InlineKind::Small(content) => {
                let small = self.theme.small;
                self.inlines(content, &with(&|style| style.size = small.of(style.size)));
            }
            InlineKind::Keyboard(content) => {
                let style = with(&|style| style.family = Family::Code);
                self.tag(Tag::new(Role::Code), |composer| {
                    composer.isolate(content, &style, None);
                });
            }
            InlineKind::Code(code) => self.inline_code(inline, code, style),
            InlineKind::Math(source) => {
                let mut tag = Tag::new(Role::Formula);
                tag.alt = Some(source.trim().to_owned());
                self.tag(tag, |composer| {
                    composer.written(inline.id, |composer| {
                        composer.formula(source, style, span);
                    });
                });
            }
            InlineKind::Link { target, content } => {
                let book = self.book;
                self.link(book.target(inline.id, target), content, style);
            }
            InlineKind::Image(image) => {
                self.written(inline.id, |composer| composer.image(image, style, span));
            }
            InlineKind::NoteRef(note) => self.note_call(*note, style, span),
            InlineKind::Citation(_) => {
                let book = self.book;
                self.inlines(book.citation(inline.id), style);
            }
            InlineKind::Span {
                attributes,
                content,
            } => {
                if let Some(anchor) = self.book.anchor(inline.id).filter(|_| !self.is_copy) {
                    self.anchor(anchor);
                }
                self.span(attributes, content, style);
            }
        }
    }

    /// An anchor lies here.
    fn anchor(&mut self, anchor: AnchorId) {
        if let Ok(index) = u32::try_from(self.anchors.len()) {
            self.anchors.push(anchor);
            self.text.push_zero_width(ZeroWidthKind::Anchor(index));
        }
    }

    /// Small words above the line; below it where `by` is negative.
    fn raised(&self, style: &TextStyle, by: Em) -> TextStyle {
        TextStyle {
            size: self.theme.raised.of(style.size),
            rise: style.rise + by.of(style.size),
            ..style.clone()
        }
    }

    /// What is added by `add` is the text of a node.
    fn written(&mut self, node: NodeId, add: impl FnOnce(&mut Self)) {
        let start = self.text.text.len();
        add(self);
        self.positions.add(start..self.text.text.len(), node, 0);
    }

    /// What is added by `add` are the words of an inline; it is told where each of them was written.
    fn words_of(
        &mut self,
        inline: &Inline,
        words: &str,
        add: impl FnOnce(&mut Self, &WrittenText),
    ) {
        let written = self.book.written(inline.source(), words.len());
        self.written(inline.id, |composer| add(composer, &written));
    }

    /// Adds words of a block of code as they are shown; `start` is their place in the block.
    pub(super) fn code_words(
        &mut self,
        shown: &str,
        style: &TextStyle,
        written: &WrittenText,
        start: TextPosition,
    ) {
        let first = self.text.text.len();
        self.text.push_written(shown, style, written);
        let words = first..self.text.text.len();
        self.positions.add(words, start.node, start.offset);
    }

    /// How many bytes were added so far.
    pub(super) fn length(&self) -> usize {
        self.text.text.len()
    }

    /// Isolates what was added between two bytes.
    pub(super) fn turn(&mut self, range: Range<usize>, direction: Direction) {
        self.text.isolate(range, direction);
    }

    pub(super) fn isolate(
        &mut self,
        content: &[Inline],
        style: &TextStyle,
        direction: Option<Direction>,
    ) {
        let start = self.text.text.len();
        self.inlines(content, style);
        self.text.isolate_from(start, direction);
    }

    /// Adds a formula between words: as a box, or as its source where it cannot be set.
    fn formula(&mut self, source: &str, style: &TextStyle, origin: impl Into<Origin>) {
        let read = self.formulas.read(source, Standing::Inline, self.fonts);
        match FormulaInLine::new(read, source, style) {
            Some(formula) => self.formula_box(formula, style, origin),
            None => {
                let words = source.trim();
                let written = WrittenText::of(words.len(), origin.into());
                self.code(words, style, &written);
            }
        }
    }

    /// Adds a formula that can be set.
    pub(super) fn formula_box(
        &mut self,
        formula: FormulaInLine,
        style: &TextStyle,
        origin: impl Into<Origin>,
    ) {
        self.objects.push(ObjectInLine::Formula(Box::new(formula)));
        // Its size is known when its paragraph is shaped.
        let unknown = ObjectSize {
            width: Pt::ZERO,
            height: Pt::ZERO,
            depth: Pt::ZERO,
        };
        self.text.push_object(unknown, style, origin);
    }

    fn inline_code(&mut self, inline: &Inline, code: &str, style: &TextStyle) {
        self.tag(Tag::new(Role::Code), |composer| {
            composer.words_of(inline, code, |composer, written| {
                composer.code(code, style, written);
            });
        });
    }

    fn code(&mut self, code: &str, style: &TextStyle, written: &WrittenText) {
        let start = self.text.text.len();
        let style = TextStyle {
            family: Family::Code,
            breaking: Breaking::Separators,
            ..style.clone()
        };
        self.text.push_written(code, &style, written);
        self.text.isolate_from(start, Some(Direction::Ltr));
    }

    fn link(&mut self, target: &Target, content: &[Inline], style: &TextStyle) {
        if !self.pictures.show(content) {
            return self.inlines(content, style);
        }
        let goal = match target {
            Target::External(url) => LinkTarget::External(url.as_str().into()),
            Target::Anchor(anchor) => LinkTarget::Anchor(*anchor),
            Target::Local(_) | Target::Work(_) | Target::Broken => {
                return self.inlines(content, style);
            }
        };
        let (mut linked, link) = self.linked(style, Goal::Target(goal));
        self.tag(link, |composer| {
            // «https://example.org/a/b» reads from left to right, breaks after its slashes, and is one thing in
            // the line around it.
            if is_address(content) {
                linked.breaking = Breaking::Separators;
                return composer.isolate(content, &linked, Some(Direction::Ltr));
            }
            composer.inlines(content, &linked);
        });
    }

    /// The call of a note: a raised number that stays with its word. It is isolated, since after a
    /// number it would else read as its last digit (UAX #9 W2).
    fn note_call(&mut self, note: NoteId, style: &TextStyle, span: Span) {
        let book = self.book;
        let Some(mark) = book.note_mark(note) else {
            return;
        };
        // No line may begin with a call, so that nothing breaks before it.
        let call = TextStyle {
            breaking: Breaking::Never,
            ..self.raised(style, self.theme.raised_by)
        };
        let end = book.end_note(note);
        let goal = end.map_or(Goal::Note(note), |end| {
            Goal::Target(LinkTarget::Anchor(end.note))
        });
        let (call, link) = self.linked(&call, goal);
        if let Some(end) = end.filter(|_| !self.is_copy) {
            self.anchor(end.call);
        }
        self.notes.push(note);
        if let Ok(index) = u32::try_from(self.notes.len() - 1) {
            self.text.push_zero_width(ZeroWidthKind::Note(index));
        }
        let number = &mark.printed;
        let mut reference = Tag::new(Role::Reference);
        reference.note = Some(note);
        self.tag(reference, |composer| {
            composer.tag(link, |composer| composer.isolated(number, &call, span));
        });
    }

    /// What parts two calls side by side: without it those of the first and second note would be twenty-one.
    fn between_calls(&mut self, style: &TextStyle, span: Span) {
        let raised = TextStyle {
            breaking: Breaking::Never,
            ..self.raised(style, self.theme.raised_by)
        };
        self.text.push(self.counters.comma(), &raised, span);
    }

    fn span(&mut self, attributes: &Attributes, content: &[Inline], style: &TextStyle) {
        let mut changed = style.clone();
        if let Some(language) = &attributes.language {
            changed.language = *language;
        }
        if attributes.has_class("smallcaps") || attributes.has_class("small") {
            changed.size = self.theme.small.of(changed.size);
        }
        let foreign = attributes.language.as_ref().map(Language::direction);
        let add = |composer: &mut Self| match attributes.direction.or(foreign) {
            Some(direction) => composer.isolate(content, &changed, Some(direction)),
            None => composer.inlines(content, &changed),
        };
        if attributes.language.is_none() {
            return add(self);
        }
        let mut tag = Tag::new(Role::Span);
        tag.language = attributes.language;
        self.tag(tag, add);
    }
}

/// The note that an inline calls for.
fn called_note(inline: &Inline) -> Option<NoteId> {
    match inline.kind {
        InlineKind::NoteRef(note) => Some(note),
        _ => None,
    }
}

/// A style with a change.
fn changed(style: &TextStyle, change: &dyn Fn(&mut TextStyle)) -> TextStyle {
    let mut changed = style.clone();
    change(&mut changed);
    changed
}
