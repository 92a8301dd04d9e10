//! The labels that stand above the titles of chapters («فصل یکم»): chapters are counted, prefaces and appendices
//! are not.

use super::tables::ChapterTables;
use crate::config::{ChapterNumber, Config};
use crate::diag::{Code, Sink};
use crate::locale::{Language, Matter, Term};
use crate::lookup::Lookup;
use crate::model::{
    Block, BlockKind, Book, Chapter, ChapterKind, NodeId, plain_text, without_notes,
};

/// A class that keeps a heading out of the count.
const UNNUMBERED: &str = "unnumbered";

/// Labels the chapters of a book; one that stands alone is no first chapter.
pub(super) fn label(book: &Book, tables: &mut [ChapterTables], config: &Config) {
    let language = &config.book.language;
    let label = |number| match config.design.chapter_number {
        ChapterNumber::Words => Some(language.chapter_in_words(number)),
        ChapterNumber::Digits => Some(language.chapter_in_digits(number)),
        ChapterNumber::None => None,
    };
    label_each(&openings(book), tables, language, label);
    let label = |number| match config.design.chapter_number {
        ChapterNumber::Words => Some(language.part_in_words(number)),
        ChapterNumber::Digits => Some(language.part_in_digits(number)),
        ChapterNumber::None => None,
    };
    label_each(&parts(book), tables, language, label);
}

/// Labels chapters, or parts, by their numbers; one alone has none.
fn label_each(
    openings: &[Opening],
    tables: &mut [ChapterTables],
    language: &Language,
    label: impl Fn(usize) -> Option<String>,
) {
    if openings.len() < 2 {
        return;
    }
    for (index, opening) in openings.iter().enumerate() {
        // «فصل اول: سفر» says it itself, and is counted.
        if says_its_number(&opening.title, language) {
            continue;
        }
        let tables = tables.get_mut(opening.heading.chapter.index());
        if let (Some(tables), Some(label)) = (tables, label(index + 1)) {
            tables.chapter_labels.insert(opening.heading, label);
        }
    }
}

/// The headings of the parts of the book; those of parts in parts are not counted.
fn parts(book: &Book) -> Vec<Opening> {
    let parts = book.chapters.iter().filter(|chapter| {
        let standing = chapter.standing;
        standing.kind == ChapterKind::Part && standing.below == 0
    });
    let headings = parts.filter_map(|part| part.blocks.iter().find_map(title_of));
    headings.collect()
}

/// The numbers of the chapters that are counted, by the headings that open them; none of one that stands alone.
pub(super) fn numbers(book: &Book) -> Lookup<NodeId, usize> {
    let openings = openings(book);
    let numbered = openings.iter().zip(1..);
    let numbers = numbered.map(|(opening, number)| (opening.heading, number));
    match openings.len() {
        0 | 1 => Lookup::new(),
        _ => numbers.collect(),
    }
}

/// Reports front matter that stands behind the text.
pub(super) fn report_misplaced(book: &Book, sink: &mut Sink) {
    for chapter in book.chapters.iter().skip(book.front_chapters()) {
        let matter = chapter.standing.matter.filter(|matter| matter.is_front());
        let (Some(matter), Some(first)) = (matter, chapter.blocks.first()) else {
            continue;
        };
        let message = format!("the {} stands behind a chapter of the text", matter.name());
        sink.warn(Code::MisplacedMatter, first.span, message)
            .hint("list it before the first chapter; its pages are counted with the text");
    }
}

/// A heading that opens a chapter which is counted.
struct Opening {
    heading: NodeId,
    title: String,
}

/// The headings that open chapters of the text, in reading order.
fn openings(book: &Book) -> Vec<Opening> {
    let mut found = Vec::new();
    let mut part = None;
    for chapter in &book.chapters {
        let standing = chapter.standing;
        match standing.kind {
            ChapterKind::Part => part = Some(standing.below),
            ChapterKind::Continuation => {}
            // What stands below another chapter is a section of it.
            ChapterKind::Text => {
                let top = part.map_or(0, |part| part.saturating_add(1));
                if standing.below <= top {
                    found.extend(openings_of(chapter));
                }
            }
        }
    }
    found
}

/// A file may hold several chapters: each `# ` heading opens one.
fn openings_of(chapter: &Chapter) -> impl Iterator<Item = Opening> {
    let headings = chapter.blocks.iter().filter_map(opening);
    headings.enumerate().filter_map(|(index, opening)| {
        let matter = match index {
            0 => chapter.matter(),
            _ => {
                let named = chapter.language.matter_of(&opening.title);
                named.unwrap_or_default()
            }
        };
        (matter == Matter::Chapter).then_some(opening)
    })
}

fn opening(block: &Block) -> Option<Opening> {
    title_of(block).filter(|_| !block.attributes.has_class(UNNUMBERED))
}

/// A heading of level 1 that says something.
fn title_of(block: &Block) -> Option<Opening> {
    match &block.kind {
        BlockKind::Heading { level: 1, content } => {
            let title = plain_text(&without_notes(content));
            let title = title.trim().to_owned();
            (!title.is_empty()).then_some(Opening {
                heading: block.id,
                title,
            })
        }
        _ => None,
    }
}

/// Whether a title begins with a number or with the word for a chapter: «۱. سفر», «فصل اول», «درس سوم».
fn says_its_number(title: &str, language: &Language) -> bool {
    /// Other words that chapters are counted by, in the languages of the Arabic script, Hebrew and English.
    const WORDS: [&str; 20] = [
        "فصل",
        "باب",
        "بخش",
        "درس",
        "گفتار",
        "جلسه",
        "مقاله",
        "دفتر",
        "کتاب",
        "الفصل",
        "الباب",
        "الدرس",
        "الجزء",
        "پاٹھ",
        "سبق",
        "פרק",
        "שיעור",
        "Chapter",
        "Lesson",
        "Part",
    ];
    let first = title.split_whitespace().next().unwrap_or_default();
    let first = first.trim_matches(|sign: char| !sign.is_alphanumeric());
    let counted = first.chars().next().is_some_and(char::is_numeric);
    let alone = first == title;
    counted || (!alone && (first == language.term(Term::Chapter) || WORDS.contains(&first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_says_its_number_needs_no_label() {
        let persian = Language::persian();
        for title in ["فصل اول: سفر", "۱. سفر", "درس سوم", "(2) سفر", "Chapter 3"]
        {
            assert!(says_its_number(title, &persian), "{title}");
        }
        for title in ["سفر", "کتاب", "باب‌ها و درها", "نخستین سفر"] {
            assert!(!says_its_number(title, &persian), "{title}");
        }
    }
}
