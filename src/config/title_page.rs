//! `[title-page]`: the pages that say the book's title beside the title page itself, as TOML in, as [`TitlePages`] out.

use toml::de::DeTable;

use super::keys;
use super::metadata::{Metadata, Person, people, written_language};
use super::places::Places;
use super::reader::{Reader, Section};
use crate::import::Facts;
use crate::locale::{Direction, Language};
use crate::source::Origin;

/// The pages of the title beside the title page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitlePages {
    /// `half-title`: a page with the title alone stands before the title page.
    pub half_title: bool,
    /// `foreign`: the title page in another language, the last page of the book: who opens it from the other side
    /// meets it first.
    pub foreign: Option<ForeignTitle>,
}

/// `[title-page.foreign]`: what the title page in another language says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignTitle {
    /// `language`; English where none is named.
    pub language: Language,
    /// `title`.
    pub title: String,
    /// `subtitle`.
    pub subtitle: Option<String>,
    /// `authors`, `translators`, `editors`, `illustrators` in this order.
    pub people: Vec<Person>,
    /// `publisher`.
    pub publisher: Option<String>,
}

/// What a title page says, in the language that it is in.
#[derive(Clone, Copy, Debug)]
pub struct TitleWords<'a> {
    /// The language of the page.
    pub language: Language,
    /// The direction that the page reads in.
    pub direction: Direction,
    /// The title.
    pub title: &'a str,
    /// The subtitle.
    pub subtitle: Option<&'a str>,
    /// Who had a part in the book.
    pub people: &'a [Person],
    /// The publisher.
    pub publisher: Option<&'a str>,
    /// Whether it is the page of [`ForeignTitle`].
    is_foreign: bool,
    book: &'a Metadata,
}

impl<'a> TitleWords<'a> {
    /// What the title page of a book says.
    pub fn of(book: &'a Metadata) -> Self {
        Self {
            language: book.language,
            direction: book.direction,
            title: &book.title,
            subtitle: book.subtitle.as_deref(),
            people: &book.people,
            publisher: book.publisher.as_deref(),
            is_foreign: false,
            book,
        }
    }

    /// What the title page of a book in another language says.
    pub fn foreign(foreign: &'a ForeignTitle, book: &'a Metadata) -> Self {
        Self {
            language: foreign.language,
            direction: foreign.language.direction(),
            title: &foreign.title,
            subtitle: foreign.subtitle.as_deref(),
            people: &foreign.people,
            publisher: foreign.publisher.as_deref(),
            is_foreign: true,
            book,
        }
    }

    /// The year of the book in the calendar and the digits of the page: «۱۴۰۵» on the Persian one is «2026» on the
    /// English one.
    pub fn year(&self) -> Option<String> {
        self.book.printed_year_in(self.language)
    }

    /// Who wrote the value of a key.
    pub fn origin(&self, places: &Places, key: &str) -> Origin {
        match self.is_foreign {
            true => places.foreign_origin(key),
            false => places.origin(key),
        }
    }
}

/// Reads `[title-page]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> TitlePages {
    let section = reader.section(root, "title-page", keys::TITLE_PAGE);
    TitlePages {
        half_title: reader.flag(&section, "half-title").unwrap_or_default(),
        foreign: foreign(reader, &section),
    }
}

fn foreign(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<ForeignTitle> {
    let value = section.get("foreign")?;
    let table = reader.table(value, "title-page.foreign", keys::FOREIGN_TITLE);
    for key in keys::names(keys::FOREIGN_TITLE) {
        if let Some(value) = table.get(key) {
            let span = reader.span(value.span());
            reader.places.add_foreign(key, span);
        }
    }
    if table.get("title").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(table.span, "the foreign title page has no title".to_owned())
            .hint("write `title = \"…\"` under [title-page.foreign]");
    }
    Some(ForeignTitle {
        language: written_language(reader, &table).unwrap_or_else(Language::english),
        subtitle: reader.string(&table, "subtitle"),
        people: people(reader, &table, &Facts::default()),
        publisher: reader.string(&table, "publisher"),
        title: reader.string(&table, "title")?,
    })
}
