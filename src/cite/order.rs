//! The order of the list: works in, their places out.
//!
//! Works in the book's own language come first, then Persian, Arabic, other works in Arabic script, works
//! in Latin letters, and the rest; each block by its own collation (UTS #10), then year, then title. Or all
//! works of the book's direction are one block, in the collation of the book.

use std::cmp::Ordering;

use super::calendar::Calendar;
use super::voice::{Voice, Words};
use super::work::{Name, Work};
use crate::config::ListOrder;
use crate::locale::{Collation, Direction, Language, sorted_by};

/// A block of the list, in the order of the blocks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    /// Works in the book's own language.
    Own,
    /// فارسی
    Persian,
    /// العربية
    Arabic,
    /// Another language that runs from the right.
    RightToLeft(String),
    /// Latin and Cyrillic letters.
    LeftToRight,
}

/// What a work is sorted by.
struct Key {
    block: Block,
    names: Vec<String>,
    /// Roughly the Gregorian year, so that three calendars stand in one row.
    year: Option<i32>,
    month: u8,
    title: String,
}

/// A work and the words that it is told in.
#[derive(Clone, Copy)]
pub(super) struct VoicedWork<'a> {
    /// The work.
    pub(super) work: &'a Work,
    /// The words of its language.
    pub(super) voice: &'a Voice,
}

/// Sorts works; gives their indices by block, in the order of the list.
pub(super) fn sort(works: &[VoicedWork<'_>], book: &Language, order: ListOrder) -> Vec<Vec<usize>> {
    let keys: Vec<Key> = works
        .iter()
        .map(|VoicedWork { work, voice }| Key {
            block: match order {
                ListOrder::Scripts | ListOrder::Cited => block(voice, book),
                ListOrder::One => one_block(voice, book),
            },
            ..key(work, voice, book)
        })
        .collect();
    // No collation orders two scripts so that readers of both find their works: each block has its own.
    let mut blocks: Vec<&Block> = keys.iter().map(|key| &key.block).collect();
    blocks.sort();
    blocks.dedup();
    let mut sorted = Vec::with_capacity(blocks.len());
    for block in blocks {
        let collation = collation(block, book);
        let mut members: Vec<usize> = (0..keys.len())
            .filter(|at| keys[*at].block == *block)
            .collect();
        members.sort_by(|a, b| compare(&keys[*a], &keys[*b], &collation));
        sorted.push(members);
    }
    sorted
}

fn key(work: &Work, voice: &Voice, book: &Language) -> Key {
    let date = work.issued.as_ref().filter(|date| date.literal.is_none());
    let title = work
        .text("title")
        .or_else(|| work.text("container-title"))
        .unwrap_or_default();
    let mut names: Vec<String> = work
        .heads()
        .iter()
        .flat_map(name)
        .map(|name| sorted_by(&name).to_owned())
        .collect();
    // A work without an author is sorted by its title among the names.
    if names.is_empty() {
        names.push(sorted_by(title).to_owned());
    }
    Key {
        block: block(voice, book),
        names,
        year: date.map(|date| gregorian_year(date.start.year, voice.calendar)),
        month: date.map_or(0, |date| {
            date.start
                .month
                .or(date.start.season.map(|season| season * 3))
                .unwrap_or(0)
        }),
        title: sorted_by(title).to_owned(),
    }
}

/// One list for all scripts of the book's direction; no alphabet orders those of both.
fn one_block(voice: &Voice, book: &Language) -> Block {
    match (voice.direction(), book.direction()) {
        (own, around) if own == around => Block::Own,
        (Direction::Ltr, _) => Block::LeftToRight,
        (Direction::Rtl, _) => Block::RightToLeft("fa".to_owned()),
    }
}

fn block(voice: &Voice, book: &Language) -> Block {
    let primary = voice.language.primary();
    if voice.direction() == Direction::Ltr {
        return if book.direction() == Direction::Ltr {
            Block::Own
        } else {
            Block::LeftToRight
        };
    }
    if primary == book.primary() {
        return Block::Own;
    }
    match (voice.words(), primary) {
        // Persian and Dari books list each other's works as their own.
        (_, "fa" | "prs" | "pes") if matches!(book.primary(), "fa" | "prs" | "pes") => Block::Own,
        (_, "fa" | "prs" | "pes") => Block::Persian,
        (Words::Arabic, _) => Block::Arabic,
        _ => Block::RightToLeft(primary.to_owned()),
    }
}

fn name(name: &Name) -> Vec<String> {
    match name {
        Name::Literal(literal) => vec![literal.clone()],
        Name::Parts(parts) => {
            let family = parts
                .particle
                .iter()
                .chain([&parts.family])
                .cloned()
                .collect::<Vec<_>>()
                .join(" ");
            vec![family, parts.given.clone().unwrap_or_default()]
        }
        Name::Others => Vec::new(),
    }
}

fn compare(a: &Key, b: &Key, collation: &Collation) -> Ordering {
    let names = a
        .names
        .iter()
        .zip(&b.names)
        .map(|(a, b)| collation.compare(a, b));
    names
        .fold(Ordering::Equal, Ordering::then)
        .then(a.names.len().cmp(&b.names.len()))
        // The works of an author without a date stand behind those that have one.
        .then(a.year.is_none().cmp(&b.year.is_none()))
        .then((a.year, a.month).cmp(&(b.year, b.month)))
        .then_with(|| collation.compare(&a.title, &b.title))
}

/// The Gregorian year in which most of a year of a calendar lies.
fn gregorian_year(year: i16, calendar: Calendar) -> i32 {
    let year = i32::from(year);
    match calendar {
        Calendar::Gregorian => year,
        Calendar::SolarHijri => year + 621,
        // A lunar year has 354 days: 33 of them are 32 Solar ones.
        Calendar::LunarHijri => year * 97 / 100 + 622,
    }
}

/// The collation of a block: its own language's.
fn collation(block: &Block, book: &Language) -> Collation {
    Collation::of(match block {
        Block::Own => book.primary(),
        Block::Persian => "fa",
        Block::Arabic => "ar",
        Block::RightToLeft(language) => language,
        Block::LeftToRight => "en",
    })
}
