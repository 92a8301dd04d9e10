//! Which characters the book sets in which style: the binding in, sets of characters out.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use skrifa::raw::collections::IntSet;

use super::Binding;
use super::lists_of_works::lists;
use crate::code::has_grammar;
use crate::config::TitleWords;
use crate::font::{self, FaceStyle, Family, Weight};
use crate::locale::Term;
use crate::model::{
    Block, BlockKind, Code, DefinitionItem, Inline, InlineKind, ListItem, Table, Verse, VerseRole,
    children,
};

const BODY: FaceStyle = in_face(Family::Body, Weight::Regular);
const BODY_BOLD: FaceStyle = in_face(Family::Body, Weight::Bold);
const HEADING: FaceStyle = in_face(Family::Heading, Weight::Regular);
const HEADING_BOLD: FaceStyle = in_face(Family::Heading, Weight::Bold);
const CODE: FaceStyle = in_face(Family::Code, Weight::Regular);
const CODE_BOLD: FaceStyle = in_face(Family::Code, Weight::Bold);

const fn in_face(family: Family, weight: Weight) -> FaceStyle {
    FaceStyle::upright(family, weight)
}

/// The characters of one style.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    /// Characters that stand alone.
    pub(super) letters: IntSet<u32>,
    /// Letters with the marks on them, emoji of several characters: one face has to have them all.
    pub(super) clusters: BTreeSet<String>,
}

/// The characters of every style.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    styles: BTreeMap<FaceStyle, Used>,
}

impl Usage {
    /// Every style that sets something, in order.
    pub(super) fn styles(&self) -> impl Iterator<Item = (FaceStyle, &Used)> {
        self.styles.iter().map(|(style, used)| (*style, used))
    }

    /// The characters of both.
    fn with(mut self, other: Self) -> Self {
        for (style, used) in other.styles {
            let own = self.styles.entry(style).or_default();
            own.letters.union(&used.letters);
            own.clusters.extend(used.clusters);
        }
        self
    }

    /// Takes the characters of a text.
    pub(super) fn add(&mut self, style: FaceStyle, text: &str) {
        if text.is_empty() {
            return;
        }
        let used = self.styles.entry(style).or_default();
        for range in font::clusters(text) {
            let cluster = &text[range];
            let mut letters = cluster.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => used.letters.extend([u32::from(letter)]),
                _ if used.clusters.contains(cluster) => {}
                _ => {
                    used.clusters.insert(cluster.to_owned());
                }
            }
        }
    }
}

/// Gathers the characters of the whole book, with those that the tool adds itself.
pub(super) fn collect(binding: Binding<'_>) -> Usage {
    let book = &binding.book.book;
    let chapters = book.chapters.par_iter().map(|chapter| &chapter.blocks);
    let notes: Vec<_> = binding.book.notes().map(|(_, note)| &note.blocks).collect();
    let used = chapters.chain(notes).fold(Usage::default, |usage, blocks| {
        let mut gather = Gather { binding, usage };
        gather.blocks(blocks);
        gather.usage
    });
    let usage = used.reduce(Usage::default, Usage::with);
    let mut gather = Gather { binding, usage };
    gather.appendix();
    gather.front();
    gather.own_words();
    gather.usage
}

/// The script of the first letter in inlines, an OpenType tag.
pub(super) fn first_script(inlines: &[Inline]) -> Option<[u8; 4]> {
    inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Text(words) => font::script(words),
        _ => first_script(children(inline)),
    })
}

struct Gather<'a> {
    binding: Binding<'a>,
    usage: Usage,
}

impl Gather<'_> {
    fn appendix(&mut self) {
        for works in lists(self.binding) {
            self.usage.add(HEADING_BOLD, &works.title);
            for entry in &works.entries {
                self.inlines(BODY, &entry.content);
                let heading = entry.heading.as_ref();
                self.usage
                    .add(HEADING_BOLD, heading.map_or("", |section| &section.title));
            }
        }
        self.usage.add(BODY, "[]");
        self.indexes();
    }

    /// The entries of indexes with the words between them.
    fn indexes(&mut self) {
        let indexes = &self.binding.book.indexes;
        let Some(_) = indexes.first() else {
            return;
        };
        let language = self.binding.config.book.language;
        for own in [Term::See, Term::SeeAlso, Term::OfNote] {
            self.usage.add(BODY, language.term(own));
        }
        self.usage.add(BODY, "–؛،;,.");
        for index in indexes {
            self.inlines(HEADING_BOLD, &index.title);
            for group in &index.groups {
                self.usage.add(HEADING_BOLD, group.head.unwrap_or_default());
            }
            for entry in index.entries() {
                self.inlines(BODY, &entry.words);
                for place in &entry.places {
                    self.usage.add(BODY, &place.heading);
                }
                for reference in entry.see.iter().chain(&entry.see_also) {
                    self.usage.add(BODY, &reference.words);
                }
            }
        }
    }

    /// A title page.
    fn titles(&mut self, words: &TitleWords<'_>) {
        self.usage.add(HEADING_BOLD, words.title);
        let year = words.year();
        let rows = [words.subtitle, words.publisher, year.as_deref()];
        for row in rows.into_iter().flatten() {
            let row = words.language.digits().convert(row);
            self.usage.add(HEADING, &row);
        }
        for person in words.people {
            let credit = words.language.credit(person.role.relator());
            self.usage.add(HEADING, credit);
            self.usage.add(HEADING, &person.name);
        }
    }

    /// The pages of the title and the contents.
    fn front(&mut self) {
        let config = &self.binding.config.book;
        self.titles(&TitleWords::of(config));
        if let Some(foreign) = &self.binding.config.title_pages.foreign {
            self.titles(&TitleWords::foreign(foreign, config));
        }
        let colophon = &self.binding.config.colophon;
        for line in colophon.catalogue.iter().chain(&colophon.lines) {
            self.usage.add(HEADING, line);
        }
        self.usage
            .add(HEADING, &config.language.digits().convert("0123456789"));
        for heading in &self.binding.book.headings {
            self.inlines(HEADING, &heading.title);
            let number = heading.number.as_deref().unwrap_or_default();
            self.usage.add(HEADING, number);
            self.usage.add(HEADING_BOLD, number);
        }
        for chapter in &self.binding.book.book.chapters {
            self.inlines(HEADING, &chapter.title);
        }
    }

    /// Numbers, labels and counters, which stand in no text of the author's.
    fn own_words(&mut self) {
        let language = &self.binding.config.book.language;
        let digits = language.digits().convert("0123456789");
        self.usage.add(BODY, &digits);
        self.usage.add(BODY, ".،()-");
        self.usage.add(HEADING_BOLD, language.term(Term::Contents));
        let tables = self.binding.book.tables.iter();
        for label in tables.flat_map(|tables| tables.labels.values()) {
            self.usage.add(HEADING_BOLD, &label.to_string());
            self.usage.add(HEADING_BOLD, ":");
        }
        let series = self.binding.config.notes.all();
        for label in series.filter_map(|series| series.label.as_deref()) {
            self.usage.add(BODY, label);
            self.usage.add(BODY, "\u{A0}–");
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } => self.inlines(HEADING_BOLD, content),
            BlockKind::Paragraph(content) => self.inlines(BODY, content),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item)),
            BlockKind::Definitions(items) => items.iter().for_each(|item| self.definition(item)),
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) => self.blocks(blocks),
            BlockKind::Verse(verse) => self.verse(verse),
            BlockKind::Code(code) => self.code(code),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => {
                self.usage.add(BODY, &figure.image.alt);
                self.inlines(HEADING, figure.caption.as_deref().unwrap_or_default());
            }
            BlockKind::Aside { title, blocks } | BlockKind::Statement { title, blocks, .. } => {
                self.inlines(BODY_BOLD, title);
                self.blocks(blocks);
            }
            BlockKind::Panels(panels) => {
                self.blocks(&panels.figures);
                let language = &self.binding.config.book.language;
                for at in 0..panels.figures.len() {
                    self.usage.add(HEADING_BOLD, &language.panel(at));
                }
                self.inlines(HEADING, panels.caption.as_deref().unwrap_or_default());
            }
            BlockKind::Math(source) => self.usage.add(CODE, source),
            BlockKind::Break => {}
        }
    }

    fn code(&mut self, code: &Code) {
        self.usage.add(CODE, &code.text);
        // Keywords are bold, and ASCII in every language.
        if has_grammar(&code.syntax) {
            let ascii: String = code.text.chars().filter(char::is_ascii_graphic).collect();
            self.usage.add(CODE_BOLD, &ascii);
        }
        if code.numbers.is_some() {
            let digits = self.binding.config.book.language.digits();
            self.usage.add(CODE, &digits.convert("0123456789"));
        }
    }

    fn item(&mut self, item: &ListItem) {
        if item.done.is_some() {
            self.usage.add(BODY, "\u{2610}\u{2611}");
        }
        self.blocks(&item.blocks);
    }

    fn definition(&mut self, item: &DefinitionItem) {
        item.terms
            .iter()
            .for_each(|term| self.inlines(BODY_BOLD, term));
        item.definitions
            .iter()
            .for_each(|blocks| self.blocks(blocks));
    }

    fn verse(&mut self, verse: &Verse) {
        for line in verse.stanzas.iter().flatten() {
            let style = match line.role {
                VerseRole::Title => BODY_BOLD,
                VerseRole::Line | VerseRole::Refrain | VerseRole::Poet => BODY,
            };
            line.hemistichs
                .iter()
                .for_each(|part| self.inlines(style, part));
        }
    }

    fn table(&mut self, table: &Table) {
        self.inlines(HEADING, table.caption.as_deref().unwrap_or_default());
        for (rows, style) in [(&table.head, BODY_BOLD), (&table.body, BODY)] {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| self.inlines(style, &cell.content));
        }
    }

    fn inlines(&mut self, style: FaceStyle, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(style, inline));
    }

    fn inline(&mut self, style: FaceStyle, inline: &Inline) {
        let FaceStyle {
            family,
            weight,
            slant,
        } = style;
        match &inline.kind {
            InlineKind::Text(words) => self.usage.add(style, words),
            InlineKind::SoftBreak | InlineKind::LineBreak => self.usage.add(style, " "),
            InlineKind::Emphasis(content) => {
                let script = first_script(content);
                let emphasis = self.binding.config.fonts.emphasis;
                self.inlines(style.emphasised(emphasis, script), content);
            }
            InlineKind::Strong(content) => {
                let bold = FaceStyle {
                    family,
                    weight: Weight::Bold,
                    slant,
                };
                self.inlines(bold, content);
            }
            InlineKind::Keyboard(content) => self.inlines(in_face(Family::Code, weight), content),
            InlineKind::Code(text) | InlineKind::Math(text) => {
                self.usage.add(in_face(Family::Code, weight), text);
            }
            InlineKind::Image(image) => self.usage.add(style, &image.alt),
            InlineKind::NoteRef(note) => {
                let language = &self.binding.config.book.language;
                self.usage
                    .add(style, &language.digits().convert("0123456789"));
                if let Some(mark) = self.binding.book.note_mark(*note) {
                    self.usage.add(style, &mark.printed);
                    self.usage.add(BODY, &mark.printed);
                }
            }
            InlineKind::Citation(_) => {
                let book = self.binding.book;
                self.inlines(style, book.citation(inline.id));
            }
            InlineKind::Strike(content)
            | InlineKind::Underline(content)
            | InlineKind::Superscript(content)
            | InlineKind::Subscript(content)
            | InlineKind::Mark(content)
            | InlineKind::Small(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Span { content, .. } => self.inlines(style, content),
        }
    }
}
