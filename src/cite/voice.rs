//! A voice: in which language, calendar, digits and commas a work speaks. Voice in, CSL style and locale out.
//!
//! CSL knows one table of months and one set of commas for a whole run; a Persian list has works of
//! three calendars and two scripts. So each voice gets a style and a locale of its own.

use std::collections::BTreeMap;

use citationberg::{IndependentStyle, Locale, LocaleCode};

use super::months;
use super::work::{Calendar, Work};
use crate::locale::{Direction, Language};

/// How citations and the list look. One so far; each further style is a variant here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// «(نویسنده، سال: صفحه)» and a list by author and year.
    #[default]
    PersianAuthorDate,
}

impl Style {
    /// The text of the CSL file.
    fn csl(self) -> &'static str {
        match self {
            Self::PersianAuthorDate => include_str!("styles/fa-author-date.csl"),
        }
    }
}

/// The language and the calendar of a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Voice {
    /// The language of the work.
    pub(super) language: Language,
    /// The calendar of its dates.
    pub(super) calendar: Calendar,
}

impl Voice {
    /// The voice of a work: what was named for it, else what its letters and its year tell.
    pub(super) fn of(work: &Work, book: &Language) -> Self {
        let language = work
            .language
            .clone()
            .unwrap_or_else(|| language_of_letters(work, book));
        let year = work.issued.as_ref().map(|date| date.start.year);
        let calendar = work
            .calendar
            .unwrap_or_else(|| Calendar::guess(&language, year));
        Self { language, calendar }
    }

    /// Which way it is written.
    pub(super) fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// The comma of its script, without a space.
    pub(super) fn comma(&self) -> &'static str {
        match (self.direction(), self.language.primary()) {
            (Direction::Ltr, _) | (_, "he" | "iw" | "yi") => ",",
            (Direction::Rtl, _) => "،",
        }
    }

    /// The words for "and" and "et al." of its locale.
    pub(super) fn and_others(&self) -> (&'static str, &'static str) {
        match self.words() {
            Words::Persian => ("و", "و همکاران"),
            Words::Arabic => ("و", "وآخرون"),
            Words::Urdu => ("اور", "وغیرہ"),
            Words::Hebrew => ("ו", "ואחרים"),
            Words::English => ("and", "et al."),
        }
    }

    /// The table of words that it takes.
    pub(super) fn words(&self) -> Words {
        match self.language.primary() {
            "ar" => Words::Arabic,
            "ur" => Words::Urdu,
            "he" | "iw" | "yi" => Words::Hebrew,
            _ if self.direction() == Direction::Rtl => Words::Persian,
            _ => Words::English,
        }
    }

    /// The code under which its locale goes.
    pub(super) fn code(&self) -> LocaleCode {
        LocaleCode(self.language.as_str().to_owned())
    }

    /// Its locale: the words of its language, the months of its calendar.
    fn locale(&self) -> Locale {
        let text = match self.words() {
            Words::Persian => include_str!("styles/locales/fa.xml"),
            Words::Arabic => include_str!("styles/locales/ar.xml"),
            Words::Urdu => include_str!("styles/locales/ur.xml"),
            Words::Hebrew => include_str!("styles/locales/he.xml"),
            Words::English => include_str!("styles/locales/en.xml"),
        };
        let text = text.replace("<!--months-->", &months::terms(self));
        let file =
            citationberg::LocaleFile::from_xml(&text).expect("the embedded locales are valid CSL");
        Locale {
            lang: Some(self.code()),
            ..Locale::from(file)
        }
    }
}

/// The tables of words that we have; tables of their words are in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Persian, Dari and what has no table of its own.
    Persian,
    /// Arabic.
    Arabic,
    /// Urdu.
    Urdu,
    /// Hebrew.
    Hebrew,
    /// English, and what is written in Latin letters.
    English,
}

/// The language that the letters of a work show.
fn language_of_letters(work: &Work, book: &Language) -> Language {
    let mut text = work
        .text("title")
        .or_else(|| work.text("container-title"))
        .unwrap_or_default()
        .to_owned();
    for name in work.heads() {
        match name {
            super::work::Name::Literal(name) => text.push_str(name),
            super::work::Name::Parts(parts) => text.push_str(&parts.family),
            super::work::Name::Others => {}
        }
    }
    if Direction::dominant(&text, Direction::Ltr) == Some(Direction::Ltr) {
        return Language::english();
    }
    let hebrew = text
        .chars()
        .any(|letter| ('\u{05D0}'..='\u{05EA}').contains(&letter));
    match (hebrew, book.direction()) {
        (true, _) => Language::new("he").unwrap_or_else(Language::persian),
        (false, Direction::Rtl) if !matches!(book.primary(), "he" | "iw" | "yi") => book.clone(),
        (false, _) => Language::persian(),
    }
}

/// Styles and locales, each parsed once and only if a work needs it.
#[derive(Debug)]
pub(super) struct Voices {
    /// By the comma of their script.
    styles: BTreeMap<&'static str, IndependentStyle>,
    locales: BTreeMap<Voice, Vec<Locale>>,
}

impl Voices {
    /// Parses a style and the locales of the voices that a book needs.
    pub(super) fn new(style: Style, needed: impl IntoIterator<Item = Voice>) -> Self {
        let mut voices = Self {
            styles: BTreeMap::new(),
            locales: BTreeMap::new(),
        };
        for voice in needed {
            voices.add(style, voice);
        }
        voices
    }

    fn add(&mut self, style: Style, voice: Voice) {
        let comma = voice.comma();
        self.styles.entry(comma).or_insert_with(|| {
            let text = style.csl();
            let text = match comma {
                "،" => text.to_owned(),
                _ => text.replace('،', ",").replace('؛', ";"),
            };
            IndependentStyle::from_xml(&text).expect("the embedded styles are valid CSL")
        });
        let locale = |voice: &Voice| vec![voice.locale()];
        self.locales.entry(voice).or_insert_with_key(locale);
    }

    /// The style with the commas of a voice that was asked for at the beginning.
    pub(super) fn style(&self, voice: &Voice) -> &IndependentStyle {
        let found = self.styles.get(voice.comma());
        found.expect("every voice of a listed work was asked for")
    }

    /// The locale of a voice that was asked for at the beginning.
    pub(super) fn locales(&self, voice: &Voice) -> &[Locale] {
        self.locales.get(voice).map_or(&[], Vec::as_slice)
    }
}
