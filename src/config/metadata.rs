//! `[book]`: what the book is called and who made it, as TOML in, as [`Metadata`] out.

use toml::de::{DeTable, DeValue};

use super::facts::{self, IsbnFault};
use super::keys;
use super::reader::{Reader, Section, Text, Value, listed};
use crate::diag::{Code, isolate, nearest};
use crate::import::{Contributor, Facts, Found, Origin, Part};
use crate::limits;
use crate::locale::{Direction, Language, SolarDate};
use crate::source::{BookPath, Span};

/// `[book]`: what the book is called, and all that libraries ask about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Metadata {
    /// `title`; what the folder shows where none is given.
    pub title: String,
    /// `subtitle`.
    pub subtitle: Option<String>,
    /// `language`, a BCP 47 tag; that of the text where none is named, Persian where it shows none.
    pub language: Language,
    /// `direction`; the language's own where none is named.
    pub direction: Direction,
    /// `authors`, `translators`, `editors`, `illustrators` in this order.
    pub people: Vec<Person>,
    /// `identifier` (a URN or a URL); else made of the title and language, so that it is stable.
    pub identifier: String,
    /// `isbn`, digits and hyphens.
    pub isbn: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `subjects`.
    pub subjects: Vec<String>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// `rights`.
    pub rights: Option<String>,
    /// `date` of publication, as ISO 8601 (`2026`, `2026-11`, `2026-11-22`).
    pub date: Option<String>,
    /// The same in the solar calendar, where the book is dated by it.
    pub solar_date: Option<SolarDate>,
    /// `modified`, the fixed time for `dcterms:modified`, as `CCYY-MM-DDThh:mm:ssZ`.
    pub modified: String,
    /// `series` that the book belongs to.
    pub series: Option<Series>,
    /// `cover`, an image in the book.
    pub cover: Option<BookPath>,
    /// `cover-alt`, what the cover shows.
    pub cover_alt: Option<String>,
}

impl Metadata {
    /// The date as readers have it: «۱ آذر ۱۴۰۵», else in the digits of the language.
    pub fn printed_date(&self) -> Option<String> {
        match self.solar_date {
            Some(solar) => Some(self.language.solar_date(solar)),
            None => {
                let date = self.date.as_ref()?;
                Some(self.language.digits().convert(date))
            }
        }
    }

    /// The year alone, as title pages have it, in the calendar and the digits of a language.
    pub(super) fn printed_year_in(&self, language: Language) -> Option<String> {
        let solar = self.solar_date.filter(|_| language.has_solar_dates());
        let year = match solar {
            Some(solar) => solar.year.to_string(),
            None => self.date.as_ref()?.split('-').next()?.to_owned(),
        };
        Some(language.digits().convert(&year))
    }
}

/// A series of books, and the place of this one in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The number of the book in it.
    pub number: Option<u32>,
}

impl Metadata {
    /// The metadata of a book of which only the title is given; the others are those that [`load`](super::load)
    /// takes for what `book.toml` leaves out.
    ///
    /// ```
    /// let book = sahhaf::config::Metadata::titled("سووشون");
    /// assert_eq!(book.language.as_str(), "fa");
    /// ```
    pub fn titled(title: &str) -> Self {
        let language = Language::persian();
        Self {
            title: title.to_owned(),
            subtitle: None,
            direction: language.direction(),
            people: Vec::new(),
            identifier: facts::stable_identifier(title, &language),
            isbn: None,
            description: None,
            subjects: Vec::new(),
            publisher: None,
            rights: None,
            date: None,
            solar_date: None,
            modified: facts::modified_by_default(None),
            series: None,
            cover: None,
            cover_alt: None,
            language,
        }
    }
}

/// Somebody who had a part in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The name as sorted («گلشیری، هوشنگ»); none where the author gave none.
    pub file_as: Option<String>,
    /// The part.
    pub role: Role,
}

impl From<&Contributor> for Person {
    fn from(found: &Contributor) -> Self {
        let role = match found.part {
            Part::Author => Role::Author,
            Part::Translator => Role::Translator,
            Part::Editor => Role::Editor,
            Part::Illustrator => Role::Illustrator,
        };
        Self {
            name: found.name.clone(),
            file_as: None,
            role,
        }
    }
}

/// A part in a book (MARC relators).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `aut`
    Author,
    /// `trl`
    Translator,
    /// `edt`
    Editor,
    /// `ill`
    Illustrator,
}

impl Role {
    /// The key of `[book]` that lists them.
    pub fn key(self) -> &'static str {
        match self {
            Self::Author => "authors",
            Self::Translator => "translators",
            Self::Editor => "editors",
            Self::Illustrator => "illustrators",
        }
    }

    /// The code of the part among the MARC relators.
    pub fn relator(self) -> &'static str {
        match self {
            Self::Author => "aut",
            Self::Translator => "trl",
            Self::Editor => "edt",
            Self::Illustrator => "ill",
        }
    }
}

/// The lists of people, in the order they are printed in.
const PEOPLE: [Role; 4] = [
    Role::Author,
    Role::Translator,
    Role::Editor,
    Role::Illustrator,
];

/// Reads `[book]`; what is missing there is taken from what the folder shows, else gets its default.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    shown: Option<&Facts>,
) -> Metadata {
    let none = Facts::default();
    let shown = shown.unwrap_or(&none);
    for key in keys::names(keys::BOOK) {
        if let Some(value) = section.get(key) {
            let span = reader.span(value.span());
            reader.places.add_value(key, span);
        }
    }
    let title = title(reader, section, shown);
    let language = language(reader, section, shown);
    let identifier = identifier(reader, section).or_else(|| {
        let found = text_of(shown.identifier.as_ref())?;
        facts::is_uri(&found).then_some(found)
    });
    let found = date(reader, section, &language);
    let Dated { date, solar } = found
        .or_else(|| Dated::read(&text_of(shown.date.as_ref())?, &language))
        .unwrap_or_default();
    let modified = modified(reader, section);
    let direction = direction(reader, section)
        .or(shown.direction.as_ref().map(|found| found.value))
        .unwrap_or_else(|| language.direction());
    Metadata {
        subtitle: string(reader, section, "subtitle", shown.subtitle.as_ref()),
        direction,
        people: people(reader, section, shown),
        identifier: identifier.unwrap_or_else(|| facts::stable_identifier(&title, &language)),
        isbn: isbn(reader, section, "isbn").or_else(|| {
            let found = text_of(shown.isbn.as_ref())?;
            facts::check_isbn(&found).is_ok().then_some(found)
        }),
        description: string(reader, section, "description", shown.description.as_ref()),
        subjects: reader.strings(section, "subjects"),
        publisher: string(reader, section, "publisher", shown.publisher.as_ref()),
        rights: string(reader, section, "rights", shown.rights.as_ref()),
        modified: modified.unwrap_or_else(|| facts::modified_by_default(date.as_deref())),
        date,
        solar_date: solar,
        series: series(reader, section),
        cover: cover(reader, section, shown),
        cover_alt: reader.string(section, "cover-alt"),
        title,
        language,
    }
}

/// The text of a fact that the folder shows.
fn text_of(found: Option<&Found<String>>) -> Option<String> {
    found.map(|found| found.value.clone())
}

/// The text of a key, else what the folder shows.
fn string(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    key: &str,
    shown: Option<&Found<String>>,
) -> Option<String> {
    match section.get(key) {
        Some(_) => reader.string(section, key),
        // A folder of another tool may call a megabyte its title.
        None => text_of(shown).filter(|text| text.len() <= limits::SETTING_TEXT_BYTES),
    }
}

fn title(reader: &mut Reader<'_>, section: &Section<'_>, shown: &Facts) -> String {
    let title = string(reader, section, "title", shown.title.as_ref());
    if title.is_none() && section.get("title").is_none() {
        reader
            .sink
            .error(Code::BadValue, section.span, "the book has no title")
            .hint("write `title = \"…\"` under [book]");
    }
    title.unwrap_or_default()
}

fn language(reader: &mut Reader<'_>, section: &Section<'_>, shown: &Facts) -> Language {
    let found = shown.language.as_ref();
    if let Some(asked) = found.filter(|found| found.origin == Origin::Request) {
        return asked.value;
    }
    match section.get("language") {
        Some(_) => written_language(reader, section).unwrap_or_else(Language::persian),
        None => found.map_or_else(Language::persian, |found| found.value),
    }
}

/// The language that a table names; `None` where it names none, or what is no tag of a language, which is told.
pub(super) fn written_language(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<Language> {
    let Text { text, span } = reader.text(section, "language")?;
    let found = Language::new(text);
    if found.is_none() {
        reader
            .bad_value(span, format!("{} is no language tag", isolate(text)))
            .hint("write a BCP 47 tag: fa, fa-AF, ar, ur, ps, ckb, he, en …");
    }
    found
}

fn direction(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<Direction> {
    let Text { text, span } = reader.text(section, "direction")?;
    match text {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => {
            reader
                .bad_value(span, format!("{} is no direction", isolate(text)))
                .hint("write \"rtl\" or \"ltr\", or leave it to the language");
            None
        }
    }
}

fn identifier(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<String> {
    let Text { text, span } = reader.text(section, "identifier")?;
    if facts::is_uri(text) {
        return Some(text.to_owned());
    }
    reader
        .bad_value(span, format!("{} is no identifier", isolate(text)))
        .hint("write a URN or a URL (urn:isbn:…, urn:uuid:…, https://…), or leave it out");
    None
}

/// The ISBN of a key.
pub(super) fn isbn(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<String> {
    let Text { text, span } = reader.text(section, key)?;
    let hint = "compare it with the number that the ISBN agency gave";
    match facts::check_isbn(text) {
        Ok(()) => Some(text.to_owned()),
        Err(IsbnFault::CheckDigit) => {
            let message = format!("the check digit of ISBN {} does not fit", isolate(text));
            reader.sink.warn(Code::BadValue, span, message).hint(hint);
            Some(text.to_owned())
        }
        Err(IsbnFault::Length) => {
            let message = format!(
                "{} is no ISBN: it has neither 10 nor 13 digits",
                isolate(text)
            );
            reader.bad_value(span, message).hint(hint);
            None
        }
    }
}

fn cover(reader: &mut Reader<'_>, section: &Section<'_>, shown: &Facts) -> Option<BookPath> {
    let cover = match section.get("cover") {
        Some(_) => reader.file(section, "cover")?,
        None => shown.cover.as_ref()?.value.clone(),
    };
    if section.get("cover-alt").is_none() {
        let span = reader.places.of(&cover);
        reader
            .sink
            .warn(Code::MissingAlt, span, "nothing says what the cover shows")
            .hint("write `cover-alt = \"…\"` for readers who cannot see it");
    }
    Some(cover)
}

/// The value of a key that may be written as a text, a TOML date or a year.
fn dated(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<(String, Span)> {
    let value = section.get(key)?;
    let span = reader.span(value.span());
    match value.get_ref() {
        DeValue::Datetime(date) => Some((date.to_string(), span)),
        DeValue::Integer(year) => Some((year.to_string(), span)),
        _ => reader
            .as_text(value, key)
            .map(|found| (found.text.to_owned(), found.span)),
    }
}

/// A date in both calendars.
#[derive(Default)]
struct Dated {
    /// The Gregorian one, as ISO 8601.
    date: Option<String>,
    solar: Option<SolarDate>,
}

impl Dated {
    /// Reads a date. Years such as 1405 are solar in the languages that count so; nothing was printed then.
    fn read(written: &str, language: &Language) -> Option<Self> {
        let counts = language.has_solar_dates();
        if let Some(solar) = SolarDate::parse(written).filter(|_| counts) {
            return Some(Self {
                date: solar.to_gregorian(),
                solar: Some(solar),
            });
        }
        let date = facts::date(written)?;
        Some(Self {
            solar: counts.then(|| SolarDate::of_gregorian(&date)).flatten(),
            date: Some(date),
        })
    }
}

fn date(reader: &mut Reader<'_>, section: &Section<'_>, language: &Language) -> Option<Dated> {
    let (written, span) = dated(reader, section, "date")?;
    let date = Dated::read(&written, language);
    if date.is_none() {
        reader
            .bad_value(span, format!("{} is no date", isolate(&written)))
            .hint("write a year, month or day: 2026, 2026-11, 2026-11-22, or a solar one: 1405, 1405-09-01");
    }
    date
}

fn modified(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<String> {
    let (written, span) = dated(reader, section, "modified")?;
    let moment = facts::moment(&written);
    if moment.is_none() {
        reader
            .bad_value(span, format!("{} is no moment", isolate(&written)))
            .hint("write day and time in UTC, such as 2026-11-22T00:00:00Z");
    }
    moment
}

fn series(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<Series> {
    let value = section.get("series")?;
    if let DeValue::String(_) = value.get_ref() {
        return reader.as_text(value, "series").map(|name| Series {
            name: name.text.to_owned(),
            number: None,
        });
    }
    let series = reader.table(value, "series", keys::SERIES);
    let number = place_in_series(reader, &series);
    if series.get("name").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(series.span, "the series has no name".to_owned())
            .hint("write series = { name = \"…\", number = 1 }");
    }
    let name = reader.string(&series, "name")?;
    Some(Series { name, number })
}

fn place_in_series(reader: &mut Reader<'_>, series: &Section<'_>) -> Option<u32> {
    /// No series is longer.
    const LAST: u32 = 100_000;
    let (number, span) = reader.number(series, "number")?;
    let place = (0..=LAST).find(|place| f64::from(*place) >= number);
    let place = place.filter(|place| f64::from(*place).total_cmp(&number).is_eq());
    if place.is_none() {
        reader
            .bad_value(span, format!("{number} is no place in a series"))
            .hint("write a whole number from 0");
    }
    place
}

/// Reads the lists of people; without any, those that the folder shows.
pub(super) fn people(reader: &mut Reader<'_>, section: &Section<'_>, shown: &Facts) -> Vec<Person> {
    if PEOPLE.iter().all(|role| section.get(role.key()).is_none()) {
        return shown
            .people
            .iter()
            .map(|found| Person::from(&found.value))
            .collect();
    }
    let mut people = Vec::new();
    for role in PEOPLE {
        let values = reader.list(section, role.key());
        people.extend(
            values
                .into_iter()
                .filter_map(|value| person(reader, value, role)),
        );
    }
    people
}

/// A name, or a table of a name and its sorted form.
fn person(reader: &mut Reader<'_>, value: &Value<'_>, role: Role) -> Option<Person> {
    let key = role.key();
    let DeValue::Table(_) = value.get_ref() else {
        let name = reader.as_text(value, key)?.text.to_owned();
        return Some(Person {
            name,
            file_as: None,
            role,
        });
    };
    let table = reader.table(value, key, keys::PERSON);
    let file_as = reader.string(&table, "file-as");
    if table.get("name").is_none() {
        reader
            .bad_value(table.span, format!("somebody in `{key}` has no name"))
            .hint("write { name = \"…\", file-as = \"…\" }");
    }
    Some(Person {
        name: reader.string(&table, "name")?,
        file_as,
        role,
    })
}

/// Reports tables that the file should not have; a key of `[book]` at the top gets its own hint.
pub(super) fn report_unknown_tables(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    known: &[&'static str],
) {
    for key in root
        .keys()
        .filter(|key| !known.contains(&key.get_ref().as_ref()))
    {
        let name = key.get_ref();
        let hint = match nearest(name, known.iter().copied()) {
            _ if keys::names(keys::BOOK).contains(&name.as_ref()) => {
                format!("`{name}` belongs under [book]")
            }
            Some(near) => format!("did you mean [{near}]?"),
            None => format!("book.toml knows the tables {}", listed(known)),
        };
        let span = reader.span(key.span());
        let message = format!("unknown table or key {}", isolate(name));
        reader
            .sink
            .error(Code::UnknownKey, span, message)
            .hint(hint);
    }
}
