//! The tree as text, for `--emit model` and for golden tests: one line a node, indented by depth.
//!
//! `kind attributes line:column "text"`; marks of notes and citations count into those that follow
//! their chapter.

use std::fmt::Write;

use super::{
    Alignment, AnchorId, Attributes, Block, BlockKind, Book, Citation, CitationMode, Code, Image,
    IndexExtent, IndexMark, Inline, InlineKind, Length, ListKind, PageBreak, TableCell, TableRow,
    Target, VerseForm, VerseLine, VerseRole,
};
use crate::source::{SourceMap, Span};

/// A cell with how many columns and rows it takes, and what it heads.
fn cell_name(cell: &TableCell) -> String {
    let mut name = "cell".to_owned();
    if cell.is_spanning() {
        let _ = write!(name, " {}x{}", cell.columns, cell.rows);
    }
    if let Some(alignment) = cell.alignment {
        let _ = write!(name, " {}", self::alignment(alignment));
    }
    name
}

/// Writes a book as an indented tree; places are lines and columns of the chapter's file.
pub fn dump(book: &Book, map: &SourceMap) -> String {
    let mut writer = Writer {
        out: String::new(),
        depth: 0,
        map,
    };
    for chapter in &book.chapters {
        let title = super::plain_text(&chapter.title);
        let direction = chapter.direction.as_html();
        let head = format!(
            "chapter {} {} {direction} {title:?}",
            chapter.path, chapter.language
        );
        writer.node(&head, None);
        writer.inside(|writer| writer.blocks(&chapter.blocks));
        for (at, note) in chapter.notes.iter().enumerate() {
            writer.node(&format!("note {at} [^{}]", note.label), Some(note.span));
            writer.inside(|writer| writer.blocks(&note.blocks));
        }
        for (at, citation) in chapter.citations.iter().enumerate() {
            writer.citation(at, citation);
        }
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    depth: usize,
    map: &'a SourceMap,
}

impl Writer<'_> {
    fn node(&mut self, text: &str, span: Option<Span>) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.out.push_str(text);
        if let Some(span) = span {
            let (_, place) = self.map.locate(span);
            let _ = write!(self.out, " {}:{}", place.line, place.column);
        }
        self.out.push('\n');
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let name = block_name(&block.kind);
        self.node(
            &format!("{name}{}", attributes(&block.attributes)),
            Some(block.span),
        );
        self.inside(|writer| writer.block_content(&block.kind));
    }

    fn block_content(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.inlines(content)
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    let done = item
                        .done
                        .map_or("", |done| if done { " done" } else { " open" });
                    let mark = item.mark.as_ref().map(|mark| format!(" marked {mark}"));
                    let mark = mark.unwrap_or_default();
                    self.node(&format!("item{done}{mark}"), Some(item.span));
                    self.inside(|writer| writer.blocks(&item.blocks));
                }
            }
            BlockKind::Definitions(items) => {
                for item in items {
                    item.terms.iter().for_each(|term| self.part("term", term));
                    for definition in &item.definitions {
                        self.node("definition", None);
                        self.inside(|writer| writer.blocks(definition));
                    }
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) => self.blocks(blocks),
            BlockKind::Aside { title, blocks } | BlockKind::Statement { title, blocks, .. } => {
                self.part("title", title);
                self.blocks(blocks);
            }
            BlockKind::Verse(verse) => {
                for stanza in &verse.stanzas {
                    self.node("stanza", None);
                    self.inside(|writer| {
                        for line in stanza {
                            writer.node(&verse_line(line), Some(line.span));
                            let parts = &line.hemistichs;
                            writer.inside(|writer| {
                                parts.iter().for_each(|part| writer.part("hemistich", part))
                            });
                        }
                    });
                }
            }
            BlockKind::Table(table) => {
                self.rows("head", &table.head);
                self.rows("row", &table.body);
                table
                    .caption
                    .iter()
                    .for_each(|caption| self.part("caption", caption));
            }
            BlockKind::Figure(figure) => {
                self.node(&image(&figure.image), None);
                figure
                    .caption
                    .iter()
                    .for_each(|caption| self.part("caption", caption));
            }
            BlockKind::Panels(panels) => {
                self.blocks(&panels.figures);
                let caption = panels.caption.iter();
                caption.for_each(|caption| self.part("caption", caption));
            }
            BlockKind::Code(Code { text, .. }) | BlockKind::Math(text) => {
                self.node(&format!("{text:?}"), None)
            }
            BlockKind::Break => {}
        }
    }

    fn rows(&mut self, name: &str, rows: &[TableRow]) {
        for row in rows {
            self.node(name, None);
            self.inside(|writer| {
                for cell in &row.cells {
                    writer.node(&cell_name(cell), Some(cell.span));
                    writer.inside(|writer| writer.inlines(&cell.content));
                }
            });
        }
    }

    fn part(&mut self, name: &str, content: &[Inline]) {
        if !content.is_empty() {
            self.node(name, None);
            self.inside(|writer| writer.inlines(content));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let (name, content) = inline_name(&inline.kind);
            self.node(&name, Some(inline.span));
            self.inside(|writer| writer.inlines(content));
        }
    }

    fn citation(&mut self, id: usize, citation: &Citation) {
        let mode = match citation.mode {
            CitationMode::Parenthetical => "parenthetical",
            CitationMode::Narrative => "narrative",
        };
        self.node(&format!("citation {id} {mode}"), Some(citation.span));
        self.inside(|writer| {
            for item in &citation.items {
                let mut line = format!("@{}", item.key);
                let parts = [("prefix", &item.prefix), ("suffix", &item.suffix)];
                for (name, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
                    let _ = write!(line, " {name}={text:?}");
                }
                if let Some(locator) = &item.locator {
                    let _ = write!(line, " {:?}={:?}", locator.label, locator.value);
                }
                if item.suppress_author {
                    line.push_str(" nameless");
                }
                writer.node(&line, Some(item.span));
            }
        });
    }
}

fn block_name(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Heading { level, .. } => format!("heading {level}"),
        BlockKind::Paragraph(_) => "paragraph".to_owned(),
        BlockKind::List { kind, tight, .. } => {
            let kind = match kind {
                ListKind::Bulleted => "bulleted".to_owned(),
                ListKind::Numbered(first) => format!("numbered from {first}"),
            };
            format!("list {kind}, {}", if *tight { "tight" } else { "loose" })
        }
        BlockKind::Definitions(_) => "definitions".to_owned(),
        BlockKind::Quote(_) => "quote".to_owned(),
        BlockKind::Verse(verse) => match verse.form {
            VerseForm::Bayts => "verse".to_owned(),
            VerseForm::Stanzas => "verse in stanzas".to_owned(),
            VerseForm::Free => "verse, free".to_owned(),
        },
        BlockKind::Code(code) => {
            let mut line = "code".to_owned();
            if !code.syntax.is_empty() {
                line.push(' ');
                line.push_str(&code.syntax);
            }
            if let Some(first) = code.numbers {
                line.push_str(&format!(" numbered from {first}"));
            }
            line
        }
        BlockKind::Table(table) => {
            let columns = table
                .columns
                .iter()
                .map(|column| column.map_or("natural", alignment));
            format!("table {}", columns.collect::<Vec<_>>().join("|"))
        }
        BlockKind::Figure(_) => "figure".to_owned(),
        BlockKind::Panels(panels) => format!("panels in {}", panels.columns()),
        BlockKind::Division(_) => "division".to_owned(),
        BlockKind::Aside { .. } => "aside".to_owned(),
        BlockKind::Statement { kind, .. } => kind.name().to_owned(),
        BlockKind::Math(_) => "math".to_owned(),
        BlockKind::Break => "break".to_owned(),
    }
}

fn inline_name(kind: &InlineKind) -> (String, &[Inline]) {
    let named = |name: &str| name.to_owned();
    match kind {
        InlineKind::Text(text) => (format!("text {text:?}"), &[]),
        InlineKind::SoftBreak => (named("soft-break"), &[]),
        InlineKind::LineBreak => (named("line-break"), &[]),
        InlineKind::Emphasis(content) => (named("emphasis"), content),
        InlineKind::Strong(content) => (named("strong"), content),
        InlineKind::Strike(content) => (named("strike"), content),
        InlineKind::Underline(content) => (named("underline"), content),
        InlineKind::Superscript(content) => (named("superscript"), content),
        InlineKind::Subscript(content) => (named("subscript"), content),
        InlineKind::Mark(content) => (named("mark"), content),
        InlineKind::Small(content) => (named("small"), content),
        InlineKind::Keyboard(content) => (named("keyboard"), content),
        InlineKind::Code(text) => (format!("code {text:?}"), &[]),
        InlineKind::Math(text) => (format!("math {text:?}"), &[]),
        InlineKind::Link { target, content } => (link(target), content),
        InlineKind::Image(picture) => (image(picture), &[]),
        InlineKind::NoteRef(id) => (format!("note-mark {}", id.index), &[]),
        InlineKind::Citation(id) => (format!("citation {}", id.index), &[]),
        InlineKind::Span {
            attributes: given,
            content,
        } => (format!("span{}", attributes(given)), content),
    }
}

fn link(target: &Target) -> String {
    match target {
        Target::External(url) => format!("link {url}"),
        Target::Local(place) => format!("link to {place:?}"),
        Target::Work(key) => format!("link to the work {key:?}"),
        Target::Anchor(AnchorId { chapter, index }) => match chapter {
            Some(chapter) => format!("link to anchor {index} of chapter {}", chapter.index() + 1),
            None => format!("link to anchor {index} of the appendix"),
        },
        Target::Broken => "broken link".to_owned(),
    }
}

fn image(image: &Image) -> String {
    let width = match image.width {
        Some(Length::Share(share)) => format!(" width={:.0}%", share * 100.0),
        Some(Length::Points(points)) => format!(" width={points:.2}pt"),
        None => String::new(),
    };
    format!("image {} {:?}{width}", image.path, image.alt)
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "start",
        Alignment::Center => "center",
        Alignment::End => "end",
        Alignment::Justify => "justify",
    }
}

/// Attributes as an author would write them, with a space before each.
fn attributes(given: &Attributes) -> String {
    let mut text = String::new();
    if let Some(id) = &given.id {
        let _ = write!(text, " #{id}");
    }
    for class in &given.classes {
        let _ = write!(text, " .{class}");
    }
    if let Some(language) = &given.language {
        let _ = write!(text, " lang={language}");
    }
    if let Some(direction) = given.direction {
        let _ = write!(text, " dir={}", direction.as_html());
    }
    if let Some(side) = given.alignment {
        let _ = write!(text, " align={}", alignment(side));
    }
    match given.page_break {
        Some(PageBreak::Before) => text += " break=before",
        Some(PageBreak::Avoid) => text += " break=avoid",
        None => {}
    }
    if given.keep {
        text += " keep";
    }
    if given.lines != 0 {
        let _ = write!(text, " lines={:+}", given.lines);
    }
    if let Some(mark) = &given.index {
        text += &index_mark(mark);
    }
    text
}

/// A mark of the index as an author would write it.
fn index_mark(mark: &IndexMark) -> String {
    let mut text = match mark.index.as_str() {
        "" => " .index".to_owned(),
        name => format!(" index={name:?}"),
    };
    let words = [("key", &mark.key), ("sub", &mark.sub), ("sort", &mark.sort)];
    for (name, words) in words {
        if let Some(words) = words {
            let _ = write!(text, " {name}={words:?}");
        }
    }
    for (name, entries) in [("see", &mark.see), ("see-also", &mark.see_also)] {
        for entry in entries {
            let _ = write!(text, " {name}={entry:?}");
        }
    }
    match mark.extent {
        IndexExtent::Place => {}
        IndexExtent::Begin => text += " range=begin",
        IndexExtent::End => text += " range=end",
    }
    text
}

/// A line of verse in a word or two.
fn verse_line(line: &VerseLine) -> String {
    let role = match line.role {
        VerseRole::Line => "line",
        VerseRole::Refrain => "refrain",
        VerseRole::Title => "title",
        VerseRole::Poet => "poet",
    };
    match line.indent {
        0 => role.to_owned(),
        columns => format!("{role} indented {columns}"),
    }
}
