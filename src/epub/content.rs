//! Writes the tree as XHTML: blocks and inlines in, markup out. This file holds the writer itself
//! and what blocks and inlines share; `block`, `table` and `inline` write the nodes.

use super::document::Head;
use super::isolate;
use super::pages::Placed;
use super::plan::Plan;
use super::ranks::Ranks;
use super::xml::{Markup, Tag};
use crate::diag::Sink;
use crate::locale::{Direction, Language};
use crate::lookup::Lookup;
use crate::model::{Alignment, Attributes, Block, Image, Inline, Length, NodeId, NoteId, prose};

/// Writes one document.
pub(super) struct Writer<'a, 'b> {
    /// The names of everything.
    pub(super) plan: &'a Plan<'a>,
    /// What is written so far.
    pub(super) out: Markup,
    /// The file that is written.
    pub(super) file: String,
    /// The language of the document, for numbers and labels.
    pub(super) language: &'a Language,
    /// The direction of what surrounds the next node.
    pub(super) base: Direction,
    /// Whether the author said the direction of what surrounds the next node: then no text turns it.
    pub(super) stated: bool,
    /// What stands in the book so far.
    pub(super) tally: &'b mut Tally,
    /// The headings so far.
    pub(super) ranks: Ranks,
    /// Pages whose marks stand before the next words.
    pub(super) due: Vec<usize>,
    /// Bytes that were written of the texts in which pages begin: isolation and grammars cut them up.
    pub(super) passed: Lookup<NodeId, Passed>,
    /// Takes what the author should know.
    pub(super) sink: &'b mut Sink,
}

/// How far a text has come in which pages begin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passed {
    /// Bytes that were written.
    pub(super) bytes: usize,
    /// The byte from which on the next page begins.
    pub(super) offset: usize,
}

/// What the documents of the book have in common while they are written.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// How many marks of each note stand in the book so far.
    pub(super) marks: Lookup<NoteId, usize>,
    /// Where the marks of pages stand.
    pub(super) placed: Placed,
}

/// What a text says about itself: its side and its language.
pub(super) struct Voice {
    /// The way it runs.
    pub(super) direction: Direction,
    /// Its language, where it is known to be another than the surrounding one.
    pub(super) language: Option<Language>,
}

impl<'a, 'b> Writer<'a, 'b> {
    /// A writer of a document that is empty so far.
    pub(super) fn new(
        plan: &'a Plan<'a>,
        head: &Head<'a>,
        tally: &'b mut Tally,
        sink: &'b mut Sink,
    ) -> Self {
        Self {
            plan,
            out: Markup::default(),
            file: head.file.to_owned(),
            language: head.language,
            base: head.direction,
            stated: false,
            tally,
            ranks: Ranks::default(),
            due: Vec::new(),
            passed: Lookup::new(),
            sink,
        }
    }
}

impl Writer<'_, '_> {
    /// The side and language of a text: what the author says, else what its words say.
    pub(super) fn voice(&self, attributes: &Attributes, text: &str) -> Voice {
        let said = attributes.language.as_ref().map(Language::direction);
        let stated = attributes.direction.or(said);
        let direction = stated
            .or_else(|| Direction::dominant(text, self.base).filter(|_| !self.stated))
            .unwrap_or(self.base);
        let foreign = direction == Direction::Ltr && self.base == Direction::Rtl;
        let guessed = foreign.then(|| isolate::latin_language(text)).flatten();
        let language = attributes.language.or(guessed);
        Voice {
            direction,
            language,
        }
    }

    /// What the author said about a node, with the id that it has in the book.
    pub(super) fn named(&self, node: NodeId, attributes: &Attributes) -> Attributes {
        // An index leads to the place of its mark.
        let is_named = attributes.id.is_some() || attributes.index.is_some();
        let id = self.plan.binding.book.id(node).filter(|_| is_named);
        Attributes {
            id: id.map(str::to_owned),
            ..attributes.clone()
        }
    }

    /// A tag with what the author said about a block, and with `dir` and `lang` where they change.
    pub(super) fn tag(&self, name: &'static str, attributes: &Attributes, voice: &Voice) -> Tag {
        self.classed(name, attributes, voice, "")
    }

    /// The same with a class of our own before the author's.
    pub(super) fn classed(
        &self,
        name: &'static str,
        attributes: &Attributes,
        voice: &Voice,
        class: &str,
    ) -> Tag {
        let alignment = attributes.alignment.map_or("", alignment_class);
        let classes = attributes
            .classes
            .iter()
            .map(String::as_str)
            .filter(|name| is_class(name));
        let tag = Tag::new(name).maybe("id", attributes.id.as_deref());
        self.turned(
            tag.classes([class, alignment].into_iter().chain(classes)),
            voice,
        )
    }

    /// Adds `dir` and `lang` where they differ from what surrounds the element.
    pub(super) fn turned(&self, tag: Tag, voice: &Voice) -> Tag {
        let turns = voice.direction != self.base;
        let side = turns.then(|| voice.direction.as_html());
        tag.language(voice.language.as_ref().map(Language::as_str))
            .maybe("dir", side)
    }

    /// Runs `write` inside an element, whose direction then surrounds what is written.
    pub(super) fn inside(&mut self, direction: Direction, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.base, direction);
        write(self);
        self.base = outer;
    }

    /// The same for what stands inside a block of the author's attributes.
    pub(super) fn inside_block(
        &mut self,
        attributes: &Attributes,
        direction: Direction,
        write: impl FnOnce(&mut Self),
    ) {
        let says = attributes.direction.is_some() || attributes.language.is_some();
        let outer = self.stated;
        self.stated |= says;
        self.inside(direction, write);
        self.stated = outer;
    }

    /// The words that say which way a text runs.
    pub(super) fn prose(&self, content: &[Inline]) -> String {
        prose(&self.plan.binding.book.shown(content))
    }

    /// An element with running text: the side is found, foreign runs are isolated.
    pub(super) fn paragraph(
        &mut self,
        name: &'static str,
        attributes: &Attributes,
        content: &[Inline],
    ) {
        let voice = self.voice(attributes, &self.prose(content));
        let tag = self.tag(name, attributes, &voice);
        self.out.open(&tag);
        self.inside(voice.direction, |writer| writer.text_run(content));
        self.out.close(name);
    }

    /// Running text with its foreign runs isolated.
    pub(super) fn text_run(&mut self, content: &[Inline]) {
        self.settle_pages();
        let book = self.plan.binding.book;
        let isolated = isolate::isolate(book.shown(content), self.base);
        self.inlines(&isolated);
    }

    /// Words of the tool or of metadata, with their foreign runs isolated.
    pub(super) fn words(&mut self, words: &str) {
        write_words(&mut self.out, words, self.base);
    }

    /// A picture; its words where it could not be read.
    pub(super) fn image(&mut self, image: &Image, class: &str) {
        match self.plan.assets.media.href(&image.path) {
            Some(href) => {
                let width = image.width.map(width_class).unwrap_or_default();
                let tag = Tag::new("img").with("src", href).with("alt", &image.alt);
                self.out.empty(&tag.classes([class, width.as_str()]));
            }
            None => self.words(&image.alt),
        }
    }

    /// Blocks, each on its own lines.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.out.line();
        }
    }
}

/// Writes words with their foreign runs isolated.
pub(super) fn write_words(out: &mut Markup, words: &str, base: Direction) {
    let mut written = 0;
    for run in crate::locale::isolated_runs(words, base) {
        out.text(&words[written..run.start]);
        let (side, language) = match base {
            Direction::Rtl => ("ltr", isolate::latin_language(&words[run.clone()])),
            Direction::Ltr => ("rtl", None),
        };
        let language = language.as_ref().map(Language::as_str);
        out.element(
            &Tag::new("bdi").language(language).with("dir", side),
            &words[run.clone()],
        );
        written = run.end;
    }
    out.text(&words[written..]);
}

/// The class that sets lines to a side.
pub(super) fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "align-start",
        Alignment::Center => "align-center",
        Alignment::End => "align-end",
        Alignment::Justify => "align-justify",
    }
}

/// The class of a width that an author asked for; `style` writes its rule.
pub(super) fn width_class(width: Length) -> String {
    let (number, unit) = width_rule(width);
    format!("width-{number}{}", if unit == "%" { "pc" } else { unit })
}

/// A width as CSS: a whole number and its unit.
pub(super) fn width_rule(width: Length) -> (u32, &'static str) {
    /// Above this no picture is wider: it would be cut at the measure anyway.
    const WIDEST: f32 = 2000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    let whole = |number: f32| number.round().clamp(1.0, WIDEST) as u32;
    match width {
        Length::Share(share) => (whole(share * 100.0).min(100), "%"),
        Length::Points(points) => (whole(points), "pt"),
    }
}

/// Whether a class name can stand in the markup as one word.
fn is_class(name: &str) -> bool {
    !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}
