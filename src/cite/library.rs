//! All works of a book: bibliography files in, works by key out, each with its voice and CSL item.

use std::collections::BTreeMap;

use citationberg::json::{Item, Value};

use super::item::{self, YearText};
use super::shares::WORKS_OF_A_RUN;
use super::voice::Voice;
use super::work::{Name, Work};
use super::{bib, csl_json, hayagriva_yaml};
use crate::config::Config;
use crate::diag::{Code, FileOfBook, Sink, isolate};
use crate::limits;
use crate::locale::Language;
use crate::source::{BookPath, FileId, Files, ReadError, SourceMap};

/// A field with more bytes than this counts as long.
const LONG_FIELD: usize = 1024;

/// A field of an item that stands before all others.
const FIRST_FIELD: &str = "!";
/// Items of a long list have so many different numbers of fields.
const SIZES: usize = 16;

/// The works of a book, in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Library {
    works: Vec<LibraryWork>,
    by_key: BTreeMap<String, usize>,
}

/// A work with what rendering needs of it.
#[derive(Debug)]
struct LibraryWork {
    work: Work,
    voice: Voice,
    item: Item,
    year: Option<YearText>,
}

impl Library {
    /// Reads every bibliography file that the settings name.
    ///
    /// # Errors
    /// A file is there and cannot be read.
    pub(super) fn read(
        config: &Config,
        files: &dyn Files,
        map: &mut SourceMap,
        sink: &mut Sink,
    ) -> Result<Self, ReadError> {
        let mut library = Self::default();
        // A key is one name in the whole book, whichever file holds its work: the first file wins.
        for path in &config.bibliography.files {
            let Some(text) = text(path, config, files, sink)? else {
                continue;
            };
            let file = map.add(path.clone(), &text);
            let text = map.file(file).text().clone();
            for work in works(path, file, &text, sink) {
                library.add(work, &config.book.language, map, sink);
            }
        }
        library.spread();
        Ok(library)
    }

    fn add(&mut self, work: Work, book: &Language, map: &SourceMap, sink: &mut Sink) {
        if let Some(first) = self.find(&work.key) {
            let (path, place) = map.locate(self.works[first].work.span);
            let message = format!("two entries have the key {}", isolate(&work.key));
            let hint = format!(
                "the first stands at {path}:{}:{}; rename one of them",
                place.line, place.column
            );
            sink.error(Code::DuplicateKey, work.span, message)
                .hint(hint);
            return;
        }
        let voice = Voice::of(&work, book);
        let mut item = item::item(&work, &voice);
        // hayagriva compares whole items to find one among all; this tells them apart at the first field.
        let number = i64::try_from(self.works.len()).unwrap_or(i64::MAX);
        let number = Value::Number(number);
        item.0.insert(FIRST_FIELD.to_owned(), number);
        let year = item::year_text(&work, &voice);
        self.by_key.insert(work.key.clone(), self.works.len());
        self.works.push(LibraryWork {
            work,
            voice,
            item,
            year,
        });
    }

    /// Gives the items of a long list different sizes: hayagriva compares each with each, and maps of different sizes
    /// differ at a glance. No style asks for fields of such names.
    fn spread(&mut self) {
        if self.works.len() <= WORKS_OF_A_RUN {
            return;
        }
        for (at, work) in self.works.iter_mut().enumerate() {
            let names = (0..at % SIZES).map(|number| format!("{FIRST_FIELD}{number}"));
            let fields = names.map(|name| (name, Value::Number(0)));
            work.item.0.extend(fields);
        }
    }

    /// Leaves in the items of all works what CSL knows, for a style that was not written for ours.
    pub(super) fn speak_csl(&mut self) {
        for LibraryWork {
            work, voice, item, ..
        } in &mut self.works
        {
            item::speak_csl(item, work, voice);
        }
    }

    /// The index of a work by its key.
    pub(super) fn find(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The keys, sorted.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// How many works there are.
    pub(super) fn len(&self) -> usize {
        self.works.len()
    }

    /// Bytes of the longest field of each work together, as far as they are long.
    pub(super) fn long_bytes(&self) -> u64 {
        let longest = |work: &LibraryWork| {
            let fields = work.item.0.values();
            fields.map(field_bytes).max().unwrap_or_default()
        };
        let longest = self.works.iter().map(longest);
        longest
            .map(|bytes| bytes.saturating_sub(LONG_FIELD) as u64)
            .sum()
    }

    /// A work.
    pub(super) fn work(&self, at: usize) -> &Work {
        &self.works[at].work
    }

    /// Its voice.
    pub(super) fn voice(&self, at: usize) -> &Voice {
        &self.works[at].voice
    }

    /// The CSL items of all works.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.works.iter().map(|work| &work.item)
    }

    /// Its CSL item.
    pub(super) fn item(&self, at: usize) -> &Item {
        &self.works[at].item
    }

    /// What is printed for its year where CSL's own year would not do.
    pub(super) fn year(&self, at: usize) -> Option<&YearText> {
        self.works[at].year.as_ref()
    }

    /// Marks the listed works whose author has written several of them, or that have none: a short note
    /// gives their titles.
    pub(super) fn tell_apart(&mut self, listed: &[usize]) {
        let mut by_author: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in listed {
            by_author.entry(self.author(*at)).or_default().push(*at);
        }
        // A work without an author is called by its title in any case.
        let nameless = |work: &usize| self.works[*work].work.heads().is_empty();
        let several = by_author
            .into_values()
            .filter(|works| works.len() > 1 || works.iter().all(nameless));
        let several: Vec<Vec<usize>> = several.collect();
        for at in several.into_iter().flatten() {
            let mark = Value::String("1".to_owned());
            self.works[at].item.0.insert("annote".to_owned(), mark);
        }
    }

    /// Author, year and title with nothing but letters and digits; `None` for works without a title.
    pub(super) fn identity(&self, at: usize) -> Option<String> {
        let work = &self.works[at].work;
        let title = work.text("title")?;
        // «تاریخ بخارا.» and «تاریخِ بخارا» are one title: points and vowel signs do not count.
        let letters = |text: &str| -> String {
            let letters = text.chars().filter(|letter| letter.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let year = work.issued.as_ref().map(|date| date.start.year);
        let volume = work.text("volume").unwrap_or_default();
        let names = (letters(&self.author(at)), letters(title));
        Some(format!(
            "{}/{year:?}/{}/{}",
            names.0,
            names.1,
            letters(volume)
        ))
    }

    /// The name that a short citation shows.
    fn author(&self, at: usize) -> String {
        let work = &self.works[at].work;
        let first = work.heads().first().map(|name| match name {
            Name::Literal(name) => name.as_str(),
            Name::Parts(parts) => parts.family.as_str(),
            Name::Others => "",
        });
        let first = work.short_author.as_deref().or(first);
        first.or(work.text("title")).unwrap_or_default().to_owned()
    }

    /// What a short citation shows of it: works with one face need year suffixes.
    pub(super) fn face(&self, at: usize) -> String {
        let issued = self.works[at].work.issued.as_ref();
        let year = issued.map(|date| date.start.year);
        format!("{}/{year:?}", self.author(at))
    }

    /// Whether its date of issue is known.
    pub(super) fn has_date(&self, at: usize) -> bool {
        self.works[at].work.issued.is_some()
    }
}

/// The text of a file; what prevents reading it is reported.
fn text(
    path: &BookPath,
    config: &Config,
    files: &dyn Files,
    sink: &mut Sink,
) -> Result<Option<String>, ReadError> {
    let place = config.places.of(path);
    let wanted = FileOfBook {
        path,
        what: "the bibliography file",
        limit: limits::BIBLIOGRAPHY_BYTES,
        place,
        hint: "keep the works that the book cites, in a file of their own",
    };
    let bytes = match wanted.read(files, sink) {
        Err(error) if error.is_missing() => {
            let message = format!("there is no bibliography file {}", isolate(path.as_str()));
            let hint =
                "check files under [bibliography] in book.toml; paths start at the book's folder";
            sink.error(Code::MissingFile, place, message).hint(hint);
            return Ok(None);
        }
        read => read?,
    };
    match bytes.map(String::from_utf8).transpose() {
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes()[..at]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            let message = format!("{} is not UTF-8 (line {line})", isolate(path.as_str()));
            sink.error(Code::BadUtf8, place, message)
                .hint("save the file as UTF-8");
            Ok(None)
        }
    }
}

/// Bytes of the texts of a field, about.
fn field_bytes(value: &Value) -> usize {
    const BYTES_OF_A_NAME: usize = 32;
    match value {
        Value::String(text) => text.len(),
        Value::Names(names) => names.len() * BYTES_OF_A_NAME,
        Value::Number(_) | Value::Date(_) => 0,
    }
}

/// Reads a file by what its name ends with; without a name that we know, as BibLaTeX.
fn works(path: &BookPath, file: FileId, text: &str, sink: &mut Sink) -> Vec<Work> {
    match path.extension().as_str() {
        "json" => csl_json::read(file, text, sink),
        "yml" | "yaml" => hayagriva_yaml::read(file, text, sink),
        _ => bib::read(file, text, sink),
    }
}
