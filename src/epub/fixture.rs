//! A small book for tests, built by hand: every kind of block and inline, and all that a binding needs.

use std::io::Cursor;
use std::num::NonZeroUsize;
use std::sync::Arc;

use image::{ImageFormat, Rgb, RgbImage};

use super::{Binding, StyleSheet};
use crate::config::{Config, Margins, Metadata, PageOptions, Person, Role, Series, TrimSize};
use crate::diag::Sink;
use crate::font::FontSet;
use crate::locale::{Direction, Language};
use crate::model::{
    Alignment, Anchor, AnchorId, Attributes, Block, BlockKind, Book, Chapter, ChapterId, Citation,
    CitationId, CitationMode, DefinitionItem, Figure, Image, Inline, InlineKind, Length, ListItem,
    ListKind, NodeCounter, NodeId, Note, NoteId, Table, TableCell, TableRow, Target, Verse,
    VerseForm, VerseLine, VerseRole, number_nodes, visit_blocks,
};
use crate::picture::{self, Pictures};
use crate::resolve::{Bibliography, BibliographyEntry, ChapterTables, HeadingEntry, ResolvedBook};
use crate::source::{BookPath, FileId, MemoryFiles, SourceMap, Span};
use crate::units::Pt;

/// A drawing with Persian text.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">
<line x1="10" y1="60" x2="290" y2="60" stroke="#333" stroke-width="3"/>
<text x="150" y="40" text-anchor="middle" font-size="24">سه مرحلهٔ قیام</text></svg>"##;

/// Everything that a [`Binding`] borrows.
pub(crate) struct Shelf {
    pub(crate) book: ResolvedBook,
    pub(crate) config: Config,
    pub(crate) pictures: Pictures,
    pub(crate) fonts: FontSet,
    pub(crate) css: StyleSheet,
}

impl Shelf {
    pub(crate) fn binding(&self) -> Binding<'_> {
        let Self {
            book,
            config,
            pictures,
            fonts,
            css,
        } = self;
        Binding {
            book,
            config,
            pictures,
            fonts,
            css: Some(css),
            printed: &[],
        }
    }
}

/// The whole small book.
pub(crate) fn shelf() -> Shelf {
    let config = config();
    let book = book();
    let files = MemoryFiles::default()
        .with("map.png", png(64, 32))
        .with("sign.png", png(16, 16))
        .with("line.svg", DRAWING);
    let mut sink = Sink::default();
    let pictures = picture::load(&book.book, &config, &files, &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.found());
    Shelf {
        book,
        config,
        pictures,
        fonts: FontSet::embedded(),
        css: StyleSheet {
            file: FileId::default(),
            text: ".own { font-weight: 700; }".to_owned(),
        },
    }
}

/// A book whose one chapter is the given blocks, with the same anchors and notes.
pub(crate) fn shelf_of(blocks: Vec<Block>) -> Shelf {
    let mut shelf = shelf();
    let book = Arc::make_mut(&mut shelf.book.book);
    book.chapters.truncate(1);
    let chapter = &mut book.chapters[0];
    chapter.blocks = blocks;
    number_nodes(chapter, ChapterId::new(0));
    shelf.book.tables = vec![tables(chapter, &shelf.book.anchors)];
    shelf.book.headings.clear();
    shelf
}

pub(crate) fn config() -> Config {
    let margins = Margins {
        inner: Pt(60.0),
        outer: Pt(50.0),
        top: Pt(60.0),
        bottom: Pt(60.0),
    };
    Config {
        book: metadata(),
        chapters: vec![path("one.md"), path("two.md")],
        page: PageOptions {
            trim: TrimSize {
                width: Pt(400.0),
                height: Pt(600.0),
            },
            margins,
            font_size: Pt(11.0),
            line_height: Some(1.6),
            ..PageOptions::default()
        },
        ..Config::titled("کتاب")
    }
}

fn metadata() -> Metadata {
    let person = |name: &str, role| Person {
        name: name.to_owned(),
        file_as: None,
        role,
    };
    let sorted = Some("گلشیری، هوشنگ".to_owned());
    Metadata {
        title: "آزمون <همه چیز> و Rust 1.95 در یک کتاب".to_owned(),
        subtitle: Some("با یادداشت، جدول و شعر".to_owned()),
        language: Language::persian(),
        direction: Direction::Rtl,
        people: vec![
            Person {
                file_as: sorted,
                ..person("هوشنگ گلشیری", Role::Author)
            },
            person("Jane Doe", Role::Translator),
        ],
        identifier: "urn:uuid:f455ba8d-3830-4d68-b48e-2c8b4e30a6a7".to_owned(),
        isbn: Some("978-600-119-123-4".to_owned()),
        description: Some("کتابی برای آزمون & سنجش".to_owned()),
        subjects: vec!["آزمون".to_owned(), "typography".to_owned()],
        publisher: Some("نشر صحاف".to_owned()),
        rights: Some("همهٔ حقوق محفوظ است".to_owned()),
        date: Some("2026-11".to_owned()),
        modified: "2026-11-22T00:00:00Z".to_owned(),
        series: Some(Series {
            name: "آزمون‌ها".to_owned(),
            number: Some(2),
        }),
        cover: None,
        cover_alt: None,
    }
}

fn path(name: &str) -> BookPath {
    BookPath::new(name).unwrap()
}

fn file() -> FileId {
    SourceMap::default().add(path("one.md"), "")
}

fn span() -> Span {
    Span::new(file(), 0..1)
}

/// A book with one empty chapter.
pub(crate) fn empty_book() -> Book {
    Book {
        chapters: vec![chapter("فصل", Vec::new())],
    }
}

fn chapter(title: &str, blocks: Vec<Block>) -> Chapter {
    Chapter {
        path: path("one.md"),
        file: file(),
        title: vec![text(title)],
        language: Language::persian(),
        direction: Direction::Rtl,
        blocks,
        notes: Vec::new(),
        citations: Vec::new(),
        nodes: 0,
    }
}

/// A PNG of one colour with a pixel of another, so that it does not compress to nothing.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let shade = |x: u32, y: u32| u8::try_from((x * 7 + y * 13) % 251).unwrap();
    let image = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, y), 90, 160]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Nothing here is told from anything else by its identity.
pub(crate) fn node() -> NodeId {
    NodeCounter::new(ChapterId::new(0), 0).give()
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block {
        id: node(),
        kind,
        attributes: Attributes::default(),
        span: span(),
    }
}

fn named(id: &str, kind: BlockKind) -> Block {
    let attributes = Attributes {
        id: Some(id.to_owned()),
        ..Attributes::default()
    };
    Block {
        id: node(),
        kind,
        attributes,
        span: span(),
    }
}

pub(crate) fn inline(kind: InlineKind) -> Inline {
    Inline {
        id: node(),
        kind,
        span: span(),
    }
}

pub(crate) fn text(words: &str) -> Inline {
    inline(InlineKind::Text(words.to_owned()))
}

pub(crate) fn emphasis(content: Vec<Inline>) -> Inline {
    inline(InlineKind::Emphasis(content))
}

pub(crate) fn link(target: Target, words: &str) -> Inline {
    inline(InlineKind::Link {
        target,
        content: vec![text(words)],
    })
}

fn note_mark(chapter: usize, note: usize) -> Inline {
    let id = NoteId::new(ChapterId::new(chapter), note);
    inline(InlineKind::NoteRef(id))
}

pub(crate) fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(vec![text(words)]))
}

pub(crate) fn heading(id: &str, level: u8, words: &str) -> Block {
    named(
        id,
        BlockKind::Heading {
            level,
            content: vec![text(words)],
        },
    )
}

pub(crate) fn image(name: &str, alt: &str) -> Image {
    Image {
        path: path(name),
        alt: alt.to_owned(),
        width: Some(Length::Share(0.5)),
    }
}

pub(crate) fn table(head: &[&str], rows: &[&[&str]]) -> Table {
    let row = |cells: &[&str]| TableRow {
        cells: cells
            .iter()
            .map(|words| TableCell {
                id: node(),
                content: content(words),
                span: span(),
            })
            .collect(),
    };
    Table {
        columns: vec![None, Some(Alignment::Center), Some(Alignment::End)],
        head: vec![row(head)],
        body: rows.iter().map(|cells| row(cells)).collect(),
        caption: Some(vec![text("مراحل قیام")]),
    }
}

fn content(words: &str) -> Vec<Inline> {
    if words.is_empty() {
        Vec::new()
    } else {
        vec![text(words)]
    }
}

pub(crate) fn numbered(items: &[&str]) -> Block {
    let item = |words: &&str| ListItem {
        id: node(),
        done: None,
        blocks: vec![paragraph(words)],
        span: span(),
    };
    let items = items.iter().map(item).collect();
    block(BlockKind::List {
        kind: ListKind::Numbered(3),
        tight: true,
        items,
    })
}

fn tasks() -> Block {
    let item = |(done, words)| ListItem {
        id: node(),
        done: Some(done),
        blocks: vec![paragraph(words)],
        span: span(),
    };
    let items = [(true, "نوشته شد"), (false, "چاپ نشد")].map(item).to_vec();
    block(BlockKind::List {
        kind: ListKind::Bulleted,
        tight: true,
        items,
    })
}

fn verse() -> Block {
    let line = |first: &str, second: &str| VerseLine {
        id: node(),
        role: VerseRole::Line,
        indent: 0,
        hemistichs: vec![vec![text(first)], vec![text(second)]],
        span: span(),
    };
    let stanza = vec![
        line("بشنو این نی چون شکایت می‌کند", "از جدایی‌ها حکایت می‌کند"),
        line("کز نیستان تا مرا ببریده‌اند", "در نفیرم مرد و زن نالیده‌اند"),
    ];
    block(BlockKind::Verse(Verse {
        form: VerseForm::Bayts,
        stanzas: vec![stanza],
    }))
}

fn definitions() -> Block {
    let item = DefinitionItem {
        terms: vec![vec![text("باسماچی")]],
        definitions: vec![vec![paragraph("نامی که روس‌ها دادند")]],
    };
    block(BlockKind::Definitions(vec![item]))
}

/// A paragraph with every kind of inline.
fn mixed() -> Block {
    let words = |words: &str| vec![text(words)];
    let spoken = Attributes {
        language: Language::new("ar"),
        ..Attributes::default()
    };
    let classed = Attributes {
        classes: vec!["own".to_owned()],
        ..Attributes::default()
    };
    block(BlockKind::Paragraph(vec![
        text("متن فارسی با Golden "),
        emphasis(words("Bough")),
        text(" و "),
        inline(InlineKind::Strong(words("پررنگ"))),
        note_mark(0, 0),
        inline(InlineKind::SoftBreak),
        inline(InlineKind::Code("let x = 1 < 2;".to_owned())),
        inline(InlineKind::LineBreak),
        inline(InlineKind::Strike(words("خط‌خورده"))),
        inline(InlineKind::Underline(words("زیرخط"))),
        inline(InlineKind::Superscript(words("۲"))),
        inline(InlineKind::Subscript(words("۳"))),
        inline(InlineKind::Mark(words("نشان"))),
        inline(InlineKind::Small(words("ریز"))),
        inline(InlineKind::Keyboard(words("Ctrl"))),
        inline(InlineKind::Math("E = mc^2".to_owned())),
        inline(InlineKind::Image(image("sign.png", "نشانه"))),
        inline(InlineKind::Citation(CitationId::new(ChapterId::new(0), 0))),
        inline(InlineKind::Span {
            attributes: spoken,
            content: words("بسم الله"),
        }),
        inline(InlineKind::Span {
            attributes: classed,
            content: words("خودی"),
        }),
        link(
            Target::External("https://example.org/الف?q=a b".to_owned()),
            "پیوند",
        ),
        link(Target::Anchor(AnchorId(1)), "بخش دوم"),
        link(Target::Anchor(AnchorId(4)), "فصل دو"),
        note_mark(0, 1),
        text("."),
    ]))
}

fn first_chapter() -> Vec<Block> {
    let aside = BlockKind::Aside {
        title: vec![text("نکته")],
        blocks: vec![paragraph("هشدار")],
    };
    let caption = Some(vec![text("خط زمان")]);
    let figure = Figure {
        image: image("line.svg", "خط زمان سه مرحله"),
        caption,
    };
    let cells: [&[&str]; 2] = [&["۱", "آغاز", "۱۹۱۶"], &["۲", "Fergana", "1920"]];
    vec![
        heading("one", 1, "فصل یک: Rust چیست؟"),
        mixed(),
        heading("part", 2, "بخش دوم"),
        paragraph("This whole paragraph is English, with one کلمه in it."),
        paragraph("Rust زبانی برای برنامه‌نویسی است؛ نشانی https://example.org/a/ را ببینید."),
        block(BlockKind::Quote(vec![paragraph("نقل قول")])),
        numbered(&["سوم", "چهارم"]),
        numbered(&["An English list", "with two items"]),
        tasks(),
        definitions(),
        verse(),
        block(BlockKind::Code {
            syntax: "rust".to_owned(),
            text: "fn main() {\n}\n".to_owned(),
        }),
        named(
            "steps",
            BlockKind::Table(table(&["", "مرحله", "سال"], &cells)),
        ),
        named("line", BlockKind::Figure(figure)),
        block(BlockKind::Division(vec![paragraph("بخشی جدا")])),
        block(aside),
        block(BlockKind::Math("\\frac{a}{b}".to_owned())),
        block(BlockKind::Break),
    ]
}

fn book() -> ResolvedBook {
    let figure = Figure {
        image: image("map.png", "نقشهٔ ترکستان"),
        caption: None,
    };
    let second = vec![
        heading("two", 1, "فصل دو"),
        paragraph("متن فصل دوم"),
        block(BlockKind::Figure(figure)),
        heading("middle", 2, "بخش میانی"),
        heading("deep", 3, "بخش ریز"),
        block(BlockKind::Paragraph(vec![
            text("یادداشت"),
            note_mark(1, 0),
            text(" و دوباره"),
            note_mark(1, 0),
        ])),
    ];
    let anchors = [
        ("one", Some(0)),
        ("part", Some(0)),
        ("steps", Some(0)),
        ("line", Some(0)),
    ];
    let more = [
        ("two", Some(1)),
        ("deep", Some(1)),
        ("bibliography", None),
        ("ref-frazer", None),
        ("middle", Some(1)),
    ];
    let anchor = |(id, chapter): (&str, Option<usize>)| Anchor {
        id: id.to_owned(),
        chapter,
    };
    let anchors: Vec<Anchor> = anchors.into_iter().chain(more).map(anchor).collect();
    let mut first = chapter("فصل یک", first_chapter());
    first.citations = vec![citation()];
    first.notes = first_notes();
    number_nodes(&mut first, ChapterId::new(0));
    let mut second = chapter("فصل دو", second);
    second.notes = second_notes();
    number_nodes(&mut second, ChapterId::new(1));
    let mut second_tables = tables(&second, &anchors);
    second_tables.before.notes = first.notes.len();
    ResolvedBook {
        tables: vec![tables(&first, &anchors), second_tables],
        book: Arc::new(Book {
            chapters: vec![first, second],
        }),
        anchors,
        headings: headings(),
        bibliography: Some(bibliography()),
        chapter_lists: Vec::new(),
    }
}

/// What is known of a chapter: names that are anchors, two labels, numbers of the notes that were not
/// left without a mark, and the words of its citation.
fn tables(chapter: &Chapter, anchors: &[Anchor]) -> ChapterTables {
    let mut tables = ChapterTables::default();
    visit_blocks(&chapter.blocks, &mut |block| {
        let Some(id) = &block.attributes.id else {
            return;
        };
        let at = anchors.iter().position(|anchor| anchor.id == *id);
        tables
            .anchors
            .extend(at.map(|at| (block.id, AnchorId::new(at))));
        let label = match id.as_str() {
            "steps" => "جدول ۱",
            "line" => "شکل ۱",
            _ => return,
        };
        tables.labels.insert(block.id, label.to_owned());
    });
    let marked = chapter.notes.iter().filter(|note| note.label != UNMARKED);
    let numbers = (1..).map_while(NonZeroUsize::new).take(marked.count());
    tables.note_numbers = numbers.map(Some).collect();
    for citation in &chapter.citations {
        let words = vec![
            text("("),
            link(Target::Anchor(AnchorId(7)), "Frazer، ۱۳۹۴: ۵"),
            text(")"),
        ];
        tables.citations.insert(citation.node, words);
    }
    tables
}

fn headings() -> Vec<HeadingEntry> {
    let entries = [
        (1, 0, "فصل یک: Rust چیست؟"),
        (2, 1, "بخش دوم"),
        (1, 4, "فصل دو"),
        (2, 8, "بخش میانی"),
        (3, 5, "بخش ریز"),
    ];
    let entries = entries.into_iter().chain([(1, 6, "منابع")]);
    let entry = |(level, anchor, words)| HeadingEntry {
        level,
        number: None,
        title: vec![text(words)],
        anchor: AnchorId(anchor),
    };
    entries.map(entry).collect()
}

fn citation() -> Citation {
    let (mode, items) = (CitationMode::Parenthetical, Vec::new());
    Citation {
        node: node(),
        mode,
        items,
        span: span(),
    }
}

/// The label of a note that no mark names.
const UNMARKED: &str = "unmarked";

fn note(label: &str, blocks: Vec<Block>) -> Note {
    Note {
        label: label.to_owned(),
        blocks,
        span: span(),
    }
}

fn first_notes() -> Vec<Note> {
    let first = vec![
        paragraph("یادداشت نخست با Latin در آن."),
        paragraph("بند دوم"),
    ];
    let second = vec![numbered(&["یادداشتی که با فهرست آغاز می‌شود"])];
    vec![note("a", first), note("b", second)]
}

fn second_notes() -> Vec<Note> {
    let lost = vec![heading("lost", 2, "بی‌نشان")];
    vec![
        note("a", vec![paragraph("یادداشت فصل دوم")]),
        note(UNMARKED, lost),
    ]
}

fn bibliography() -> Bibliography {
    let entry = BibliographyEntry {
        anchor: AnchorId(7),
        heading: None,
        cited: Vec::new(),
        content: vec![
            text("Frazer, James. "),
            emphasis(vec![text("The Golden Bough")]),
            text("."),
        ],
        language: Language::english(),
        direction: Direction::Ltr,
    };
    Bibliography {
        chapter: None,
        title: "منابع".to_owned(),
        anchor: AnchorId(6),
        entries: vec![entry],
    }
}
