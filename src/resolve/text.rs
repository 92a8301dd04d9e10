//! The words of the book in reading order: the measure for PDFs and EPUBs, and `--emit text`.
//!
//! A line is a paragraph, an item's paragraph, a cell, a line of verse or of code. Citations stand as
//! they are printed; a note's text follows the block that holds its mark. What the back ends add for
//! the eye (marks, list numbers, «فصل یکم», folios) and alternative texts are left out.

use super::{Bibliography, ResolvedBook};
use crate::locale::Language;
use crate::lookup::Seen;
use crate::model::{Block, BlockKind, Inline, InlineContent, ListItem, ListKind, NoteId, TableRow};

/// Where the text of notes stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotePlace {
    /// After the block that holds the first mark.
    #[default]
    AfterBlock,
    /// Where the first mark stands.
    AtMark,
    /// After everything else.
    Last,
}

/// Whether tables and figures are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Floats {
    /// Captions with their labels, and the cells.
    #[default]
    Written,
    /// Nothing of them.
    Skipped,
}

/// Whether the items of numbered lists begin with their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemNumbers {
    /// They do not.
    #[default]
    Omitted,
    /// They do, in the digits of the chapter's language.
    Written,
}

/// Whether lists of works are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Appendix {
    /// Their titles and their entries.
    #[default]
    Written,
    /// Nothing of them.
    Skipped,
}

/// What the text shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextOptions<'a> {
    /// The title of the book, written first.
    pub title: Option<&'a str>,
    /// Where notes stand.
    pub notes: NotePlace,
    /// Whether tables and figures are there.
    pub floats: Floats,
    /// Whether numbered items begin with their numbers.
    pub item_numbers: ItemNumbers,
    /// Whether the bibliography is there.
    pub appendix: Appendix,
}

/// The words of a book in reading order, a paragraph a line.
pub fn text(book: &ResolvedBook) -> String {
    text_with(book, TextOptions::default())
}

/// The words of a book in reading order, as asked for.
pub fn text_with(book: &ResolvedBook, options: TextOptions<'_>) -> String {
    let (mut lines, notes) = written(book, options);
    lines.extend(notes);
    lines
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect()
}

/// The paragraphs of a book without its notes, and those of its notes.
pub fn text_and_notes(book: &ResolvedBook) -> (Vec<String>, Vec<String>) {
    let options = TextOptions {
        notes: NotePlace::Last,
        ..TextOptions::default()
    };
    written(book, options)
}

/// The lines of a book, and those of the notes that stand last.
fn written(book: &ResolvedBook, options: TextOptions<'_>) -> (Vec<String>, Vec<String>) {
    let mut writer = Writer {
        book,
        options,
        language: Language::persian(),
        lines: Vec::new(),
        marked: Vec::new(),
        written: Seen::new(),
    };
    if let Some(title) = options.title {
        writer.line(title);
    }
    for (id, chapter) in book.book.chapters() {
        writer.language = chapter.language;
        writer.blocks(&chapter.blocks);
        let lists = book.chapter_lists.iter();
        lists
            .filter(|list| list.chapter == Some(id))
            .for_each(|list| writer.works(list));
    }
    if let Some(appendix) = &book.bibliography {
        writer.works(appendix);
    }
    let lines = std::mem::take(&mut writer.lines);
    while !writer.marked.is_empty() {
        writer.write_marked();
    }
    (lines, writer.lines)
}

struct Writer<'a> {
    book: &'a ResolvedBook,
    options: TextOptions<'a>,
    language: Language,
    lines: Vec<String>,
    /// Notes whose marks were met and whose text is due.
    marked: Vec<NoteId>,
    /// Which notes were written or are due.
    written: Seen<NoteId>,
}

impl<'a> Writer<'a> {
    fn works(&mut self, list: &'a Bibliography) {
        if self.options.appendix == Appendix::Skipped {
            return;
        }
        self.line(&list.title);
        for entry in &list.entries {
            if let Some(heading) = &entry.heading {
                self.line(&heading.title);
            }
            self.paragraph("", &entry.content);
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
            self.due_notes();
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                let number = self.label(block, " ");
                self.paragraph(&number, content);
            }
            BlockKind::Paragraph(content) => self.paragraph("", content),
            BlockKind::List { kind, items, .. } => self.list(*kind, items),
            BlockKind::Definitions(items) => {
                for item in items {
                    item.terms.iter().for_each(|term| self.paragraph("", term));
                    item.definitions
                        .iter()
                        .for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) => self.blocks(blocks),
            BlockKind::Aside { title, blocks } | BlockKind::Statement { title, blocks, .. } => {
                self.paragraph("", title);
                self.due_notes();
                self.blocks(blocks);
            }
            BlockKind::Verse(verse) => {
                for line in verse.stanzas.iter().flatten() {
                    let parts: Vec<String> = line
                        .hemistichs
                        .iter()
                        .map(|part| self.words(part))
                        .collect();
                    self.line(&parts.join(" "));
                }
            }
            BlockKind::Code(code) => code.text.lines().for_each(|line| self.line(line)),
            BlockKind::Math(text) => self.line(text),
            BlockKind::Table(_) | BlockKind::Figure(_) | BlockKind::Panels(_)
                if self.options.floats == Floats::Skipped => {}
            BlockKind::Table(table) => {
                self.caption(block, table.caption.as_deref());
                self.rows(table.head.iter().chain(&table.body));
            }
            BlockKind::Figure(figure) => self.caption(block, figure.caption.as_deref()),
            BlockKind::Panels(panels) => {
                self.blocks(&panels.figures);
                self.caption(block, panels.caption.as_deref());
            }
            BlockKind::Break => {}
        }
    }

    /// The number of a heading or the label of a caption, and what separates it from the words.
    fn label(&self, block: &Block, separator: &str) -> String {
        let number = self.book.heading_number(block.id).map(str::to_owned);
        let label = number.or_else(|| self.book.label(block.id).map(ToString::to_string));
        label.map_or(String::new(), |label| format!("{label}{separator}"))
    }

    fn caption(&mut self, block: &'a Block, caption: Option<&'a [Inline]>) {
        if let Some(caption) = caption {
            let label = self.label(block, ": ");
            self.paragraph(&label, caption);
        }
    }

    fn list(&mut self, kind: ListKind, items: &'a [ListItem]) {
        for (index, item) in items.iter().enumerate() {
            let from = self.lines.len();
            self.blocks(&item.blocks);
            let ListKind::Numbered(first) = kind else {
                continue;
            };
            if self.options.item_numbers == ItemNumbers::Written {
                let number = usize::try_from(first).unwrap_or(1).saturating_add(index);
                let number = match &item.mark {
                    Some(mark) => format!("{mark} "),
                    None => format!("{}. ", self.language.number(number)),
                };
                match self.lines.get_mut(from) {
                    Some(line) => line.insert_str(0, &number),
                    None => self.line(&number),
                }
            }
        }
    }

    fn rows(&mut self, rows: impl Iterator<Item = &'a TableRow>) {
        for cell in rows.flat_map(|row| &row.cells) {
            self.paragraph("", &cell.content);
        }
    }

    fn paragraph(&mut self, before: &str, content: &'a [Inline]) {
        let words = self.words(content);
        self.line(&format!("{before}{words}"));
    }

    fn line(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.lines.push(words.to_owned());
        }
    }

    /// Writes the notes that are due here.
    fn due_notes(&mut self) {
        match self.options.notes {
            NotePlace::AfterBlock | NotePlace::AtMark => self.write_marked(),
            NotePlace::Last => {}
        }
    }

    /// Writes the notes whose marks were met; their own marks make more of them due.
    fn write_marked(&mut self) {
        let book = self.book;
        for id in std::mem::take(&mut self.marked) {
            if let Some(note) = book.note(id) {
                self.blocks(&note.blocks);
            }
        }
    }

    fn words(&mut self, inlines: &'a [Inline]) -> String {
        let mut words = String::new();
        let book = self.book;
        self.append(&book.shown(inlines), &mut words);
        words
    }

    fn append(&mut self, inlines: &[Inline], words: &mut String) {
        let book = self.book;
        for inline in inlines {
            match inline.kind.holds() {
                InlineContent::Words(text) | InlineContent::Typed(text) => words.push_str(text),
                InlineContent::Break => words.push(' '),
                InlineContent::Picture(_) => {}
                InlineContent::Note(id) => self.mark(id, words),
                InlineContent::Citation => self.append(book.citation(inline.id), words),
                InlineContent::Inlines(content) => self.append(content, words),
            }
        }
    }

    /// The first mark of a note brings its text.
    fn mark(&mut self, id: NoteId, words: &mut String) {
        let book = self.book;
        let Some(note) = book.note(id).filter(|_| self.written.insert(id)) else {
            return;
        };
        match self.options.notes {
            NotePlace::AfterBlock | NotePlace::Last => self.marked.push(id),
            NotePlace::AtMark => {
                let before = std::mem::take(&mut self.lines);
                self.blocks(&note.blocks);
                let lines = std::mem::replace(&mut self.lines, before);
                words.push(' ');
                words.push_str(&lines.join(" "));
            }
        }
    }
}
