//! Entries of indexes: marks in, entries with their places out, in the order of their alphabet.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::tables::ChapterTables;
use super::marks::Mark;
use super::{IndexEntry, IndexGroup, IndexMaker, IndexPlace, IndexReference};
use crate::diag::{Code, Sink, isolate};
use crate::locale::{Collation, Direction, Language, alphabet_of, known_as, sorted_by};
use crate::model::{AnchorId, IndexExtent};
use crate::source::Span;

/// An index before its entries are in order: by the letters of their words.
#[derive(Debug)]
pub(super) struct Raw {
    /// The first mark of it.
    pub(super) span: Span,
    pub(super) entries: BTreeMap<String, RawEntry>,
}

/// An entry before it is in order.
#[derive(Debug)]
pub(super) struct RawEntry {
    words: String,
    sort: Option<String>,
    span: Span,
    places: Vec<IndexPlace>,
    pub(super) see: Vec<RawReference>,
    pub(super) see_also: Vec<RawReference>,
    pub(super) below: BTreeMap<String, RawEntry>,
    /// Set where another entry leads to it.
    pub(super) anchor: Option<AnchorId>,
}

/// A reference to another entry, and the mark that makes it.
#[derive(Debug)]
pub(super) struct RawReference {
    pub(super) words: String,
    pub(super) span: Span,
    pub(super) anchor: Option<AnchorId>,
}

impl RawEntry {
    fn new(words: &str, span: Span) -> Self {
        Self {
            words: words.to_owned(),
            sort: None,
            span,
            places: Vec::new(),
            see: Vec::new(),
            see_also: Vec::new(),
            below: BTreeMap::new(),
            anchor: None,
        }
    }
}

/// Whose range is open: the index, the entry and the one below it.
type RangeKey = [String; 3];

/// A range that has begun.
struct OpenRange {
    /// Its place among those of its entry.
    place: usize,
    span: Span,
}

/// Gathers the entries of all indexes by their names; what is wrong with marks is reported.
pub(super) fn gather(
    marks: &[Mark<'_>],
    tables: &[ChapterTables],
    language: &Language,
    sink: &mut Sink,
) -> BTreeMap<String, Raw> {
    let mut gatherer = Gatherer {
        tables,
        language,
        gathered: BTreeMap::new(),
        open: BTreeMap::new(),
        sink,
    };
    marks.iter().for_each(|mark| gatherer.take(mark));
    let open = std::mem::take(&mut gatherer.open);
    for ([_, words, _], begun) in &open {
        report_open(words, begun.span, gatherer.sink);
    }
    gatherer.gathered
}

struct Gatherer<'a> {
    tables: &'a [ChapterTables],
    language: &'a Language,
    gathered: BTreeMap<String, Raw>,
    /// The ranges that have begun.
    open: BTreeMap<RangeKey, OpenRange>,
    sink: &'a mut Sink,
}

impl Gatherer<'_> {
    fn take(&mut self, mark: &Mark<'_>) {
        let said = mark.said;
        let Some(words) = said.key.as_deref().or(filled(&mark.words)) else {
            let message = "the mark names no entry of the index";
            self.sink
                .warn(Code::BadIndexMark, mark.span, message)
                .hint("write []{.index key=\"…\"}, or words into the brackets");
            return;
        };
        let key = [
            said.index.clone(),
            known_as(words, self.language),
            known_as(said.sub.as_deref().unwrap_or_default(), self.language),
        ];
        let entry = entry_of(&mut self.gathered, mark, words, &key);
        entry.sort = said.sort.clone().or(entry.sort.take());
        let reference = |words: &String| RawReference {
            words: words.clone(),
            span: mark.span,
            anchor: None,
        };
        entry.see.extend(said.see.iter().map(reference));
        entry.see_also.extend(said.see_also.iter().map(reference));
        let anchors = &self.tables[mark.node.chapter.index()].anchors;
        if let Some(anchor) = anchors.get(&mark.node).filter(|_| mark.is_place()) {
            self.place(mark, words, *anchor, key);
        }
    }

    fn place(&mut self, mark: &Mark<'_>, words: &str, anchor: AnchorId, key: RangeKey) {
        let places = &mut entry_of(&mut self.gathered, mark, words, &key).places;
        if mark.said.extent == IndexExtent::End {
            let begun = self.open.remove(&key);
            return match begun.and_then(|begun| places.get_mut(begun.place)) {
                Some(place) => place.end = Some(anchor),
                None => report_end(words, mark.span, self.sink),
            };
        }
        let place = places.len();
        places.push(IndexPlace {
            begin: anchor,
            end: None,
            standing: mark.standing,
            heading: mark.heading.to_string(),
        });
        if mark.said.extent == IndexExtent::Begin {
            let span = mark.span;
            if let Some(before) = self.open.insert(key, OpenRange { place, span }) {
                report_open(words, before.span, self.sink);
            }
        }
    }
}

fn filled(words: &str) -> Option<&str> {
    (!words.is_empty()).then_some(words)
}

/// The entry that a mark says something of.
fn entry_of<'g>(
    gathered: &'g mut BTreeMap<String, Raw>,
    mark: &Mark<'_>,
    words: &str,
    [index, key, below]: &RangeKey,
) -> &'g mut RawEntry {
    let span = mark.span;
    let entries = BTreeMap::new();
    let index = gathered
        .entry(index.clone())
        .or_insert(Raw { span, entries });
    let entry = index.entries.entry(key.clone());
    let entry = entry.or_insert_with(|| RawEntry::new(words, span));
    match &mark.said.sub {
        Some(sub) => {
            let entry = entry.below.entry(below.clone());
            entry.or_insert_with(|| RawEntry::new(sub, span))
        }
        None => entry,
    }
}

fn report_end(words: &str, span: Span, sink: &mut Sink) {
    let message = format!("no range of {} has begun before this end", isolate(words));
    sink.warn(Code::BadIndexMark, span, message)
        .hint("write range=begin with the same key where it begins");
}

fn report_open(words: &str, span: Span, sink: &mut Sink) {
    let message = format!("the range of {} never ends", isolate(words));
    sink.warn(Code::BadIndexMark, span, message).hint(
        "write range=end with the same key where it ends; now its first page alone is listed",
    );
}

/// The entries of an index by their first letters, each in the alphabet of its direction.
pub(super) fn groups(raw: Raw, maker: &mut IndexMaker<'_>) -> Vec<IndexGroup> {
    let book = &maker.config.book;
    let (language, direction) = (book.language, book.direction);
    let mut alphabets = [direction, opposite(direction)].map(|own| Alphabet {
        direction: own,
        collation: Collation::of(alphabet_of(own, &language)),
        entries: Vec::new(),
    });
    for entry in raw.entries.into_values() {
        let other = runs(&entry, direction) != direction;
        alphabets[usize::from(other)].entries.push(entry);
    }
    let mut groups: Vec<IndexGroup> = Vec::new();
    for alphabet in alphabets {
        let Alphabet {
            direction,
            collation,
            mut entries,
        } = alphabet;
        entries.sort_by(|a, b| order(a, b, &collation));
        for (at, entry) in entries.into_iter().enumerate() {
            let head = collation.head(sorting(&entry));
            let entry = finished(entry, &collation, direction, maker);
            match groups.last_mut() {
                Some(last) if at > 0 && last.head == head => last.entries.push(entry),
                _ => groups.push(IndexGroup {
                    head,
                    entries: vec![entry],
                }),
            }
        }
    }
    groups
}

/// The entries of one direction.
struct Alphabet {
    direction: Direction,
    collation: Collation,
    entries: Vec<RawEntry>,
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Rtl => Direction::Ltr,
        Direction::Ltr => Direction::Rtl,
    }
}

/// Which way an entry runs: as the words that it is sorted by do.
fn runs(entry: &RawEntry, around: Direction) -> Direction {
    Direction::dominant(sorting(entry), around).unwrap_or(around)
}

fn sorting(entry: &RawEntry) -> &str {
    sorted_by(entry.sort.as_deref().unwrap_or(&entry.words))
}

fn order(a: &RawEntry, b: &RawEntry, collation: &Collation) -> Ordering {
    let by_words = collation.compare(sorting(a), sorting(b));
    by_words.then_with(|| a.words.cmp(&b.words))
}

fn finished(
    entry: RawEntry,
    collation: &Collation,
    direction: Direction,
    maker: &mut IndexMaker<'_>,
) -> IndexEntry {
    let words = vec![maker.words(&entry.words, entry.span)];
    let mut below: Vec<RawEntry> = entry.below.into_values().collect();
    below.sort_by(|a, b| order(a, b, collation));
    let below = below.into_iter();
    let references = |all: Vec<RawReference>| {
        let mut found: Vec<IndexReference> = Vec::new();
        for RawReference { words, anchor, .. } in all {
            if found.iter().all(|known| known.words != words) {
                found.push(IndexReference { words, anchor });
            }
        }
        found
    };
    IndexEntry {
        anchor: entry.anchor,
        words,
        direction,
        places: entry.places,
        see: references(entry.see),
        see_also: references(entry.see_also),
        below: below
            .map(|entry| {
                let own = runs(&entry, direction);
                finished(entry, collation, own, maker)
            })
            .collect(),
    }
}
