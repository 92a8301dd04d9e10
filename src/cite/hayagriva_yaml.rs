//! Hayagriva YAML files in, works out.
//!
//! hayagriva reads the file; where one entry is broken, the others are read one by one.

use std::ops::Range;

use hayagriva::types::{
    Date as YamlDate, EntryType, FormatString, Person, PersonRole, PersonsWithRoles,
};
use hayagriva::{Entry, Library};

use super::date::{Certainty, Date, Day};
use super::work::{Name, Parts, Work};
use crate::diag::{Code, Sink, isolate};
use crate::locale::{Digits, Language};
use crate::source::{FileId, Span};

/// Brackets nested deeper than this are refused: the YAML reader takes time by the square of the depth.
const DEEPEST_BRACKETS: usize = 64;

/// Reads a file of entries by key.
pub(super) fn read(file: FileId, text: &str, sink: &mut Sink) -> Vec<Work> {
    if let Some(at) = too_deep(text) {
        let span = Span::new(file, at..at + 1);
        let message = "brackets are nested too deep";
        let hint = "the file is not read; no entry needs so many brackets";
        sink.error(Code::BadBibliography, span, message).hint(hint);
        return Vec::new();
    }
    // hayagriva reads years, volumes and pages in Latin digits alone.
    let latin = latin_numbers(text);
    match hayagriva::io::from_yaml_str(&latin) {
        Ok(library) => YamlFile { file, text }.works(&library, sink),
        Err(_) => one_by_one(file, text, sink),
    }
}

/// Where brackets are nested deeper than the limit.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST_BRACKETS
    })
}

/// The whole file, in which the keys have their places.
struct YamlFile<'a> {
    file: FileId,
    text: &'a str,
}

impl YamlFile<'_> {
    fn works(&self, library: &Library, sink: &mut Sink) -> Vec<Work> {
        let mut works = Vec::with_capacity(library.len());
        for entry in library.iter() {
            let work = work(entry, span_of(self.file, self.text, entry.key()));
            if work.text("title").is_none() && entry.title().is_none() {
                let message = format!("the entry {} has no title", isolate(&work.key));
                let hint =
                    "add the title, or write title: \"\" where the work is known to have none";
                sink.warn(Code::BadBibliography, work.span, message)
                    .hint(hint);
            }
            works.push(work);
        }
        works
    }
}

/// Reads each entry alone, and reports those that fail.
fn one_by_one(file: FileId, text: &str, sink: &mut Sink) -> Vec<Work> {
    let mut found = Vec::new();
    // hayagriva reads a file as a whole or not at all. An entry begins at a line without indent, so each is
    // tried alone, and the ones that can be read are used.
    for part in entry_ranges(text) {
        let own = &text[part.clone()];
        match hayagriva::io::from_yaml_str(&latin_numbers(own)) {
            Ok(library) => found.extend(YamlFile { file, text }.works(&library, sink)),
            Err(error) => {
                let head = own.lines().next().unwrap_or_default();
                let line = error.location().map_or(1, |location| location.line());
                let before: usize = own
                    .split_inclusive('\n')
                    .take(line.saturating_sub(1))
                    .map(str::len)
                    .sum();
                let at = part.start + before.min(own.len());
                let whole = error.to_string();
                let what = whole.split(" at line ").next().unwrap_or_default();
                let key = head.trim_end().trim_end_matches(':');
                let message = format!("the entry {} cannot be read: {what}", isolate(key));
                let line_length = text[at..].lines().next().map_or(0, str::len);
                let span = Span::new(file, at..at + line_length);
                let hint = "correct it after the Hayagriva format; the other entries are used";
                sink.warn(Code::BadBibliography, span, message).hint(hint);
            }
        }
    }
    found
}

/// The parts of a file that begin with a key at the beginning of a line.
fn entry_ranges(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(|letter: char| {
            !letter.is_whitespace() && !matches!(letter, '#' | '-' | '}' | ']')
        });
        if begins && line.contains(':') {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

/// The text with Latin digits after the keys whose values are counted.
fn latin_numbers(text: &str) -> String {
    // hayagriva reads `date: ۱۳۹۷` as words. Titles keep their digits: «جلد ۲» in one is no number.
    const COUNTED: [&str; 10] = [
        "date:",
        "volume:",
        "issue:",
        "page-range:",
        "edition:",
        "chapter:",
        "page-total:",
        "volume-total:",
        "year:",
        "value:",
    ];
    let line = |line: &str| match COUNTED.iter().any(|key| line.contains(key))
        && !line.contains("title:")
    {
        true => Digits::Latin.convert(line),
        false => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn span_of(file: FileId, text: &str, key: &str) -> Span {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(['"', '\'']);
        let quote = line.len() - bare.len();
        let rest = bare
            .strip_prefix(key)
            .map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            return Span::new(file, at + quote..at + quote + key.len());
        }
        at += line.len();
    }
    Span::new(file, 0..0)
}

fn work(entry: &Entry, span: Span) -> Work {
    let parent = entry.parents().first();
    let mut work = Work::new(entry.key(), kind(entry, parent), span);
    texts(entry, &mut work);
    containers(entry, parent, &mut work);
    people(entry, &mut work);
    work.language = entry
        .language()
        .or_else(|| parent?.language())
        .and_then(|tag| Language::new(&tag.to_string()));
    work.issued = entry.date_any().map(date);
    if let Some(url) = entry.url_any() {
        work.set("URL", url.value.as_str());
        work.accessed = url.visit_date.as_ref().map(date);
    }
    work
}

fn kind(entry: &Entry, parent: Option<&Entry>) -> &'static str {
    let inside = parent.map(Entry::entry_type);
    match (entry.entry_type(), inside) {
        (EntryType::Article, Some(EntryType::Newspaper)) => "article-newspaper",
        (EntryType::Article, Some(EntryType::Proceedings | EntryType::Conference)) => {
            "paper-conference"
        }
        (EntryType::Article, Some(EntryType::Blog)) => "post-weblog",
        (EntryType::Article, Some(EntryType::Web)) | (EntryType::Web | EntryType::Thread, _) => {
            "webpage"
        }
        (EntryType::Blog | EntryType::Post, _) => "post-weblog",
        (EntryType::Article, _) => "article-journal",
        (EntryType::Chapter | EntryType::Anthos, _) => "chapter",
        (EntryType::Entry, _) => "entry-encyclopedia",
        (EntryType::Thesis, _) => "thesis",
        (EntryType::Report, _) => "report",
        (EntryType::Manuscript, _) => "manuscript",
        (EntryType::Periodical | EntryType::Newspaper, _) => "periodical",
        (
            EntryType::Book | EntryType::Anthology | EntryType::Proceedings | EntryType::Reference,
            _,
        ) => "book",
        (EntryType::Video, _) => "motion_picture",
        (EntryType::Audio, _) => "song",
        (EntryType::Artwork, _) => "graphic",
        (EntryType::Repository, _) => "software",
        (EntryType::Legislation, _) => "legislation",
        (EntryType::Case, _) => "legal_case",
        (EntryType::Patent, _) => "patent",
        (EntryType::Misc, _) if entry.url_any().is_some() => "webpage",
        _ => "document",
    }
}

fn texts(entry: &Entry, work: &mut Work) {
    let publisher = entry.map(|entry| entry.publisher());
    let numbers = [
        (
            "volume",
            entry.map(|entry| entry.volume()).map(ToString::to_string),
        ),
        (
            "issue",
            entry.map(|entry| entry.issue()).map(ToString::to_string),
        ),
        (
            "edition",
            entry.map(|entry| entry.edition()).map(ToString::to_string),
        ),
        ("page", entry.page_range().map(ToString::to_string)),
        (
            "number-of-pages",
            entry.page_total().map(ToString::to_string),
        ),
        (
            "number-of-volumes",
            entry.volume_total().map(ToString::to_string),
        ),
    ];
    let strings: [(&str, Option<&FormatString>); 7] = [
        ("title", entry.title()),
        (
            "publisher",
            publisher
                .and_then(|publisher| publisher.name())
                .or_else(|| entry.organization()),
        ),
        (
            "publisher-place",
            publisher
                .and_then(|publisher| publisher.location())
                .or_else(|| entry.location()),
        ),
        ("genre", entry.genre()),
        ("note", entry.note()),
        ("archive", entry.archive()),
        ("archive_location", entry.archive_location()),
    ];
    for (variable, text) in strings {
        if let Some(text) = text {
            work.set(variable, &text.to_string());
        }
    }
    for (variable, number) in numbers {
        if let Some(number) = number {
            work.set(variable, &number);
        }
    }
    for (variable, id) in [
        ("DOI", entry.doi()),
        ("ISBN", entry.isbn()),
        ("ISSN", entry.issn()),
    ] {
        if let Some(id) = id {
            work.set(variable, id);
        }
    }
    if let Some(short) = entry.title().and_then(|title| title.short.as_ref()) {
        work.set("title-short", &short.to_string());
    }
}

/// What an entry stands in: a periodical, a book, and the series of either.
fn containers(entry: &Entry, parent: Option<&Entry>, work: &mut Work) {
    let Some(parent) = parent else { return };
    let Some(title) = parent.title() else { return };
    if work.kind == "book" {
        work.set("collection-title", &title.to_string());
        return;
    }
    work.set("container-title", &title.to_string());
    let series = parent.parents().first().and_then(Entry::title);
    if let Some(series) = series {
        work.set("collection-title", &series.to_string());
    }
    if let (None, Some(editors)) = (entry.editors(), parent.editors()) {
        work.people
            .insert("editor", editors.iter().map(name).collect());
    }
}

fn people(entry: &Entry, work: &mut Work) {
    for (role, people) in [("author", entry.authors()), ("editor", entry.editors())] {
        let names: Vec<Name> = people.unwrap_or_default().iter().map(name).collect();
        if !names.is_empty() {
            work.people.insert(role, names);
        }
    }
    for PersonsWithRoles { names, role } in entry.affiliated().unwrap_or_default() {
        let role = match role {
            PersonRole::Translator => "translator",
            PersonRole::Compiler => "compiler",
            PersonRole::Director => "director",
            PersonRole::Illustrator => "illustrator",
            _ => continue,
        };
        work.people
            .entry(role)
            .or_default()
            .extend(names.iter().map(name));
    }
}

fn name(person: &Person) -> Name {
    match &person.given_name {
        None if person.prefix.is_none() => Name::Literal(person.name.clone()),
        given => Name::Parts(Parts {
            family: person.name.clone(),
            given: given.clone(),
            particle: person.prefix.clone(),
            suffix: person.suffix.clone(),
        }),
    }
}

fn date(read: &YamlDate) -> Date {
    let from_one = |number: u8| number.saturating_add(1);
    let day = Day {
        year: i16::try_from(read.year).unwrap_or(i16::MAX),
        month: read
            .month
            .map(from_one)
            .filter(|month| (1..=12).contains(month)),
        day: read.day.map(from_one),
        season: read.season.map(|season| season.to_csl_number()),
    };
    let certainty = if read.approximate {
        Certainty::About
    } else {
        Certainty::Sure
    };
    Date {
        certainty,
        ..Date::on(day)
    }
}
