//! `[design]`: what the pages of a house look like, as TOML in, as [`DesignOptions`] out.
//!
//! What is said here holds for both books as far as each can: an EPUB has no running heads, and its sizes are
//! shares of the size that the reader chooses.

use toml::de::DeTable;

use super::keys;
use super::page::PageOptions;
use super::reader::{Reader, Section, Text};
use crate::diag::{isolate, nearest};
use crate::locale::FrontList;
use crate::units::{Em, Pt};

/// What pages look like beside their measures; what is `None` is as the theme has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignOptions {
    /// `chapter-number`: how a chapter is numbered above its title.
    pub chapter_number: ChapterNumber,
    /// `caption-numbers`: through what figures and tables are counted.
    pub caption_numbers: CaptionNumbers,
    /// `section-break`: what parts two sections without a heading.
    pub section_break: SectionBreak,
    /// `running-head`: what stands above the text.
    pub running_head: RunningHead,
    /// `folio`: where the number of the page stands.
    pub folio: FolioPlace,
    /// `opening`: how far below the trim the heading of a chapter stands; in millimetres in settings.
    pub opening: Option<Pt>,
    /// `paragraph-indent`.
    pub paragraph_indent: Option<Em>,
    /// `bayt-numbers`: every how many bayts of a poem one is numbered.
    pub bayt_numbers: Option<usize>,
    /// `answers`: where the answers to exercises stand.
    pub answers: AnswersPlace,
    /// `lists`: what is listed behind the contents.
    pub lists: Vec<FrontList>,
    /// `sizes`.
    pub sizes: Sizes,
}

/// Sizes of letters by role.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sizes {
    /// The title of a chapter.
    pub title: Option<Pt>,
    /// The title of a part.
    pub part: Option<Pt>,
    /// Its number above the title.
    pub chapter_number: Option<Pt>,
    /// Headings of level 2.
    pub heading_2: Option<Pt>,
    /// Headings of level 3 and below.
    pub heading_3: Option<Pt>,
    /// Quotations.
    pub quote: Option<Pt>,
    /// Verse, where its hemistichs have room beside each other.
    pub verse: Option<Pt>,
    /// Notes.
    pub note: Option<Pt>,
    /// Captions and cells of tables.
    pub caption: Option<Pt>,
    /// Running heads with their folios.
    pub running_head: Option<Pt>,
}

/// A value that has a name in `book.toml`: a keyword, as CSS calls it.
trait Keyword: Copy + 'static {
    /// The names, with what they choose.
    const NAMES: &'static [(&'static str, Self)];
    /// What is chosen, as the end of «there is no …».
    const WHAT: &'static str;
}

/// How a chapter is numbered above its title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChapterNumber {
    /// «فصل یکم»
    Words,
    /// «فصل ۱»
    Digits,
    /// Not at all.
    #[default]
    None,
}

impl Keyword for ChapterNumber {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("words", Self::Words),
        ("digits", Self::Digits),
        ("none", Self::None),
    ];
    const WHAT: &'static str = "number of a chapter in";
}

/// Through what figures and tables are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionNumbers {
    /// The book: «شکل ۷».
    #[default]
    Book,
    /// Each chapter: «شکل ۲-۱».
    Chapter,
}

impl Keyword for CaptionNumbers {
    const NAMES: &'static [(&'static str, Self)] =
        &[("book", Self::Book), ("chapter", Self::Chapter)];
    const WHAT: &'static str = "way to count captions called";
}

/// What parts two sections without a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectionBreak {
    /// Three stars.
    #[default]
    Stars,
    /// Three dots.
    Dots,
    /// A short rule.
    Rule,
    /// A blank line.
    Blank,
}

impl Keyword for SectionBreak {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("stars", Self::Stars),
        ("dots", Self::Dots),
        ("rule", Self::Rule),
        ("blank", Self::Blank),
    ];
    const WHAT: &'static str = "section break called";
}

impl SectionBreak {
    /// The signs that are set; empty for a rule and a blank line.
    pub fn signs(self) -> &'static str {
        match self {
            Self::Stars => "*\u{2002}*\u{2002}*",
            Self::Dots => "•\u{2002}•\u{2002}•",
            Self::Rule | Self::Blank => "",
        }
    }
}

/// What stands above the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunningHead {
    /// The book's title on even pages, the chapter's on odd ones.
    #[default]
    BookAndChapter,
    /// The title of the part on even pages, the chapter's on odd ones; the book's where there is no part.
    PartAndChapter,
    /// The chapter's title on all.
    Chapter,
    /// The book's title on all.
    Book,
    /// The first author's name on even pages, the book's title on odd ones.
    AuthorAndBook,
    /// No title.
    None,
}

impl Keyword for RunningHead {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("book-chapter", Self::BookAndChapter),
        ("part-chapter", Self::PartAndChapter),
        ("chapter", Self::Chapter),
        ("book", Self::Book),
        ("author-book", Self::AuthorAndBook),
        ("none", Self::None),
    ];
    const WHAT: &'static str = "running head of";
}

/// Where the number of a page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FolioPlace {
    /// At the fore-edge of the running head; alone below the text where a chapter opens.
    #[default]
    Head,
    /// In the middle below the text.
    Foot,
}

impl Keyword for FolioPlace {
    const NAMES: &'static [(&'static str, Self)] = &[("head", Self::Head), ("foot", Self::Foot)];
    const WHAT: &'static str = "place of folios called";
}

/// Reads `[design]`; chapters are numbered as `usual` says where nothing is said of it.
pub(super) fn read(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    page: &PageOptions,
    usual: ChapterNumber,
) -> DesignOptions {
    let section = reader.section(root, "design", keys::DESIGN);
    DesignOptions {
        chapter_number: keyword(reader, &section, "chapter-number").unwrap_or(usual),
        caption_numbers: keyword(reader, &section, "caption-numbers").unwrap_or_default(),
        section_break: keyword(reader, &section, "section-break").unwrap_or_default(),
        running_head: keyword(reader, &section, "running-head").unwrap_or_default(),
        folio: keyword(reader, &section, "folio").unwrap_or_default(),
        opening: reader
            .measure(
                &section,
                "opening",
                keys::OPENINGS,
                page.trim.height.in_mm(),
            )
            .map(Pt::from_mm),
        paragraph_indent: reader
            .within(&section, "paragraph-indent", keys::INDENTS)
            .map(Em),
        bayt_numbers: bayt_numbers(reader, &section),
        answers: keyword(reader, &section, "answers").unwrap_or_default(),
        lists: lists(reader, &section),
        sizes: sizes(reader, &section, page.font_size),
    }
}

/// Where the answers to exercises stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswersPlace {
    /// Where they are written.
    #[default]
    Here,
    /// At the end of their chapter.
    Chapter,
    /// At the end of the book.
    Book,
}

impl Keyword for AnswersPlace {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("here", Self::Here),
        ("chapter", Self::Chapter),
        ("book", Self::Book),
    ];
    const WHAT: &'static str = "place of answers called";
}

impl Keyword for FrontList {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("figures", Self::Figures),
        ("tables", Self::Tables),
        ("poems", Self::Poems),
        ("formulas", Self::Formulas),
        ("credits", Self::Credits),
    ];
    const WHAT: &'static str = "list of";
}

/// The lists behind the contents, each once.
fn lists(reader: &mut Reader<'_>, section: &Section<'_>) -> Vec<FrontList> {
    let mut lists = Vec::new();
    for value in reader.list(section, "lists") {
        let Some(name) = reader.as_text(value, "lists") else {
            continue;
        };
        lists.extend(chosen::<FrontList>(reader, &name).filter(|list| !lists.contains(list)));
    }
    lists
}

fn bayt_numbers(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<usize> {
    let (number, span) = reader.number(section, "bayt-numbers")?;
    let (least, most) = (*keys::BAYTS.start(), *keys::BAYTS.end());
    let each = (1..=100_u8).find(|each| f64::from(*each).total_cmp(&number).is_eq());
    if each.is_none() {
        reader
            .bad_value(span, format!("`bayt-numbers` is {number}"))
            .hint(format!("write a whole number from {least} to {most}"));
    }
    each.map(usize::from)
}

fn sizes(reader: &mut Reader<'_>, section: &Section<'_>, text: Pt) -> Sizes {
    let Some(value) = section.get("sizes") else {
        return Sizes::default();
    };
    let table = reader.table(value, "sizes", keys::SIZES_BY_ROLE);
    let mut size = |key| reader.measure(&table, key, keys::SIZES, text.0).map(Pt);
    Sizes {
        title: size("title"),
        part: size("part"),
        chapter_number: size("chapter-number"),
        heading_2: size("heading-2"),
        heading_3: size("heading-3"),
        quote: size("quote"),
        verse: size("verse"),
        note: size("note"),
        caption: size("caption"),
        running_head: size("running-head"),
    }
}

/// The value that a key names; a name that is none is reported.
fn keyword<T: Keyword>(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<T> {
    let text = reader.text(section, key)?;
    chosen(reader, &text)
}

/// What a name chooses; one that is none is reported.
fn chosen<T: Keyword>(reader: &mut Reader<'_>, written: &Text<'_>) -> Option<T> {
    let Text { text, span } = *written;
    let known = T::NAMES.iter();
    if let Some((_, chosen)) = known.clone().find(|(name, _)| *name == text) {
        return Some(*chosen);
    }
    let names: Vec<&str> = known.map(|(name, _)| *name).collect();
    let hint = match nearest(text, names.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("write one of {}", names.join(", ")),
    };
    let what = T::WHAT;
    reader
        .bad_value(span, format!("there is no {what} {}", isolate(text)))
        .hint(hint);
    None
}
