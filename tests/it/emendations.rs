//! The sample book is the article: source + emendations + normalisation = the text of the chapters,
//! word for word, in order. The algorithm stands at the top of `book/emendations.toml`.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use sahhaf::diag::Sink;
use sahhaf::frame::PageItem;
use sahhaf::pipeline;
use sahhaf::resolve::ResolvedBook;
use sahhaf::resolve::text::{Appendix, Floats, ItemNumbers, NotePlace, TextOptions, text_with};
use sahhaf::source::{DiskFiles, SourceMap};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Emendations {
    emendation: Vec<Change>,
    reference: Vec<Change>,
    note: Vec<Named>,
    addition: Vec<Named>,
}

#[derive(Deserialize)]
struct Change {
    key: Option<String>,
    source: String,
    book: String,
    reason: String,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    reason: String,
}

#[test]
fn source_and_emendations_give_the_text_of_the_book_word_for_word() {
    let source = read("source.txt");
    let (body, _) = split(&source);
    let emended = apply(&norm(body), &emendations().emendation);
    let printed = norm(&chapters(ItemNumbers::Written));
    assert!(
        printed.chars().count() > 10_000,
        "the article is longer than that"
    );
    assert_eq!(first_difference(&emended, &printed), None);
}

#[test]
fn every_repair_gives_its_reason_and_every_declared_note_and_addition_is_in_the_book() {
    let declared = emendations();
    let changes = declared
        .emendation
        .iter()
        .chain(&declared.reference)
        .map(|change| &change.reason);
    let named = declared
        .note
        .iter()
        .chain(&declared.addition)
        .map(|named| &named.reason);
    assert!(changes.chain(named).all(|reason| !reason.trim().is_empty()));
    let book = manuscript().0.book;
    let labels: Vec<&str> = book.notes().map(|(_, note)| note.label.as_str()).collect();
    let notes: Vec<&str> = declared.note.iter().map(|note| note.id.as_str()).collect();
    assert_eq!(labels, notes);
    let mut floats = Vec::new();
    for chapter in &book.chapters {
        sahhaf::model::visit_blocks(&chapter.blocks, &mut |block| {
            use sahhaf::model::BlockKind::{Figure, Table};
            if matches!(block.kind, Figure(_) | Table(_)) {
                floats.push(block.attributes.id.clone().unwrap());
            }
        });
    }
    let additions: Vec<&str> = declared
        .addition
        .iter()
        .map(|addition| addition.id.as_str())
        .collect();
    assert_eq!(
        [floats.as_slice(), &["cover".to_owned()]].concat(),
        additions
    );
}

#[test]
fn the_sample_book_reads_without_a_diagnostic() {
    let (_, sink) = manuscript();
    assert!(sink.found().is_empty(), "{:?}", sink.found());
}

#[test]
fn every_word_of_the_article_stands_in_the_epub_and_on_the_pages() {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let files = DiskFiles::new(folder());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let wanted = counted(&chapters(ItemNumbers::Omitted));
    let epub = epub_text(&manuscript.epub(&[], &mut sink).unwrap());
    let pages = manuscript.pages(&mut sink);
    let lines = pages.pages.iter().flat_map(|page| &page.items);
    let lines = lines.filter_map(|item| match item {
        PageItem::Line(line) => Some(line.text.as_str()),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    });
    let pages = lines.collect::<Vec<_>>().join(" ");
    for (name, found) in [("EPUB", counted(&epub)), ("PDF", counted(&pages))] {
        for (word, count) in &wanted {
            let there = found.get(word).copied().unwrap_or(0);
            assert!(there >= *count, "{word}: {there} of {count} in the {name}");
        }
    }
}

/// How often each word occurs; a word ends where its letters do, and where digits begin (a note mark
/// follows its word without a space).
fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let letters: Vec<char> = text.chars().collect();
    let kind = |letter: &char| match letter {
        letter if letter.is_numeric() => 1,
        letter if counts_as_letter(*letter) => 2,
        _ => 0,
    };
    for word in letters.chunk_by(|one, next| kind(one) == kind(next)) {
        if kind(&word[0]) > 0 {
            let word: String = word.iter().collect();
            *counts.entry(norm(&word)).or_default() += 1;
        }
    }
    counts
}

fn counts_as_letter(letter: char) -> bool {
    const ZWNJ: char = '\u{200C}';
    letter == ZWNJ || counts(letter)
}

/// The text of an EPUB's chapters, without tags.
fn epub_text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut text = String::new();
    for name in names.iter().filter(|name| name.contains("chapter-")) {
        let mut markup = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut markup)
            .unwrap();
        for piece in markup.split('<') {
            let words = piece.split_once('>').map_or(piece, |(_, words)| words);
            text.push_str(words);
            text.push(' ');
        }
    }
    text
}

#[test]
fn every_reference_of_the_article_is_an_entry_with_the_same_words() {
    let source = read("source.txt");
    let (_, references) = split(&source);
    let lines: Vec<&str> = references
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let entries = entries();
    assert_eq!(lines.len(), entries.len());
    let changes = emendations().reference;
    for (line, entry) in lines.into_iter().zip(&entries) {
        let mut line = line.to_owned();
        for change in changes
            .iter()
            .filter(|change| change.key.as_ref() == Some(&entry.key))
        {
            assert!(
                line.contains(&change.source),
                "{} holds {:?}",
                entry.key,
                change.source
            );
            line = line.replace(&change.source, &change.book);
        }
        entry.compare(&line);
    }
}

/// Whether a character counts in the proof: letters, numbers and marks.
fn counts(letter: char) -> bool {
    use icu_properties::CodePointMapData;
    use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
    let category = CodePointMapData::<GeneralCategory>::new().get(letter);
    let kept = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Number);
    kept.union(GeneralCategoryGroup::Mark).contains(category)
}

fn norm(text: &str) -> String {
    let map = |letter: char| match letter {
        '۰'..='۹' => char::from_digit(letter as u32 - '۰' as u32, 10),
        '٠'..='٩' => char::from_digit(letter as u32 - '٠' as u32, 10),
        '\u{64A}' | '\u{649}' => Some('\u{6CC}'),
        '\u{643}' => Some('\u{6A9}'),
        '\u{640}' => None,
        other => Some(other),
    };
    text.nfc()
        .filter_map(map)
        .filter(|letter| counts(*letter))
        .collect()
}

/// The body, and the references after the last line that is the heading of the bibliography.
fn split(source: &str) -> (&str, &str) {
    let mut at = 0;
    let mut found = None;
    for line in source.split_inclusive('\n') {
        if line.trim() == "منابع" {
            found = Some((at, at + line.len()));
        }
        at += line.len();
    }
    let (start, end) = found.unwrap();
    (&source[..start], &source[end..])
}

fn apply(source: &str, changes: &[Change]) -> String {
    let mut emended = String::new();
    let mut at = 0;
    for change in changes {
        let (from, to) = (norm(&change.source), norm(&change.book));
        assert_ne!(from, to, "an emendation that changes nothing");
        let rest = &source[at..];
        let found = rest
            .find(&from)
            .unwrap_or_else(|| panic!("not found: {}", change.source));
        let next = found + rest[found..].chars().next().unwrap().len_utf8();
        assert!(
            !rest[next..].contains(&from),
            "found twice: {}",
            change.source
        );
        emended.push_str(&rest[..found]);
        emended.push_str(&to);
        at += found + from.len();
    }
    emended.push_str(&source[at..]);
    emended
}

/// Where two texts part, with some words of each.
fn first_difference(one: &str, other: &str) -> Option<(String, String)> {
    if one == other {
        return None;
    }
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let show = |text: &str| {
        text.chars()
            .skip(same.saturating_sub(20))
            .take(60)
            .collect()
    };
    Some((show(one), show(other)))
}

fn emendations() -> Emendations {
    toml::from_str(&read("emendations.toml")).unwrap()
}

/// The sample book, read and resolved as every build does it.
fn manuscript() -> (ResolvedBook, Sink) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let files = DiskFiles::new(folder());
    let manuscript = pipeline::read(&files, &mut map, &mut sink).unwrap();
    (manuscript.unwrap().book, sink)
}

/// The text of the chapters as printed, with notes at their marks, without what the editor added.
fn chapters(item_numbers: ItemNumbers) -> String {
    let options = TextOptions {
        title: None,
        notes: NotePlace::AtMark,
        floats: Floats::Skipped,
        item_numbers,
        appendix: Appendix::Skipped,
    };
    text_with(&manuscript().0, options)
}

/// An entry of `references.bib`, read as plainly as it is written: `name = {value},` a line.
struct Reference {
    key: String,
    fields: BTreeMap<String, String>,
}

fn entries() -> Vec<Reference> {
    let mut entries: Vec<Reference> = Vec::new();
    for line in read("references.bib").lines() {
        if let Some(head) = line.strip_prefix('@') {
            let key = head
                .split_once('{')
                .unwrap()
                .1
                .trim_end_matches(',')
                .to_owned();
            entries.push(Reference {
                key,
                fields: BTreeMap::new(),
            });
        } else if let Some((name, value)) = line.split_once('=')
            && !line.starts_with('%')
        {
            let value = value.trim().trim_end_matches(',');
            let value = value.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
            entries
                .last_mut()
                .unwrap()
                .fields
                .insert(name.trim().to_owned(), value.to_owned());
        }
    }
    entries
}

const FIELDS: &[&str] = &[
    "author",
    "title",
    "journaltitle",
    "translator",
    "location",
    "publisher",
];
const DARI: &[&str] = &[
    "حمل",
    "ثور",
    "جوزا",
    "سرطان",
    "اسد",
    "سنبله",
    "میزان",
    "عقرب",
    "قوس",
    "جدی",
    "دلو",
    "حوت",
];
const IRANIAN: &[&str] = &[
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];
const SEASONS: &[&[&str]] = &[&["بهار"], &["تابستان"], &["پاییز", "خزان"], &["زمستان"]];

fn words(text: &str) -> Vec<String> {
    let parts =
        text.split(|sign: char| sign.is_whitespace() || "\u{200C}-–—.,:()،؛{}«»".contains(sign));
    parts.map(norm).filter(|word| !word.is_empty()).collect()
}

impl Reference {
    /// The words that are printed for the date, one list of choices each.
    fn date_words(&self) -> Vec<Vec<String>> {
        let Some(date) = self.fields.get("date") else {
            return Vec::new();
        };
        let mut parts = date.split('-');
        let mut found = vec![vec![parts.next().unwrap().to_owned()]];
        let months = if self.fields["keywords"].contains("fa-AF") {
            DARI
        } else {
            IRANIAN
        };
        if let Some(month) = parts.next().map(|month| month.parse::<usize>().unwrap()) {
            let season = month.checked_sub(21).and_then(|season| SEASONS.get(season));
            let named = season.map_or(vec![norm(months[(month - 1).min(11)])], |names| {
                names.iter().map(|name| norm(name)).collect()
            });
            found.push(named);
        }
        found.extend(parts.map(|day| vec![day.trim_start_matches('0').to_owned()]));
        found
    }

    /// Volume and number, as digits or as an ordinal.
    fn count_words(&self) -> Vec<Vec<String>> {
        let ordinal = |number: &str| match number {
            "1" => "اول",
            "5" => "پنجم",
            "7" => "هفتم",
            "18" => "هجدهم",
            "24" => "بیست و چهارم",
            _ => "",
        };
        let counts = ["volume", "number"]
            .iter()
            .filter_map(|name| self.fields.get(*name));
        counts
            .map(|number| vec![number.clone(), norm(ordinal(number))])
            .collect()
    }

    fn compare(&self, line: &str) {
        let printed: String = norm(line);
        let fields: Vec<String> = FIELDS
            .iter()
            .filter_map(|name| self.fields.get(*name))
            .map(|field| norm(field))
            .collect();
        let dates: Vec<Vec<String>> = self
            .date_words()
            .into_iter()
            .chain(self.count_words())
            .collect();
        let labels: Vec<String> = [
            "سال",
            "دوره",
            "جلد",
            "شماره",
            "ترجمه",
            "مترجم",
            "ش",
            "ج",
            "برگردان",
        ]
        .iter()
        .map(|word| norm(word))
        .collect();
        let line =
            line.trim_start_matches(|sign: char| sign.is_numeric() || " .-–)(".contains(sign));
        for word in words(line) {
            let in_field = fields.iter().any(|field| field.contains(&word));
            let in_date = dates
                .iter()
                .flatten()
                .any(|choice| !choice.is_empty() && choice.contains(&word));
            assert!(
                in_field || in_date || labels.contains(&word),
                "{}: {word} is in no field",
                self.key
            );
        }
        for word in FIELDS
            .iter()
            .filter_map(|name| self.fields.get(*name))
            .flat_map(|field| words(field))
        {
            assert!(
                printed.contains(&word),
                "{}: {word} is not in the source",
                self.key
            );
        }
        for choices in dates {
            let found = choices
                .iter()
                .any(|choice| !choice.is_empty() && printed.contains(choice));
            assert!(found, "{}: none of {choices:?} is in the source", self.key);
        }
    }
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("book")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}
