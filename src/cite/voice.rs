//! A voice: in which language, calendar, digits and commas a work speaks. Voice in, CSL style and locale out.
//!
//! CSL knows one table of months and one set of commas for a whole run; a Persian list has works of
//! three calendars and two scripts. So each voice gets a style and a locale of its own.

use std::collections::BTreeMap;

use citationberg::taxonomy::Term;
use citationberg::{IndependentStyle, Locale, LocaleCode, Terms};

use super::adapt::{self, Script};
use super::archive;
use super::months;
use super::style::{Chosen, Origin};
use super::work::{Calendar, Work};
use crate::locale::{Direction, Language};

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

    /// The voice of the text around citations.
    pub(super) fn of_book(book: &Language) -> Self {
        Self {
            language: book.clone(),
            calendar: Calendar::guess(book, None),
        }
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

    /// The script that a style is adapted to.
    pub(super) fn script(&self) -> Script {
        Script::of_comma(self.comma())
    }

    /// Its locale for a style that is not ours and may ask for any word: what we lack is the archive's.
    pub(super) fn full_locale(&self) -> Locale {
        let tag = match self.words() {
            Words::Persian | Words::Urdu => "fa-IR",
            Words::Arabic => "ar",
            Words::Hebrew => "he-IL",
            Words::English => "en-US",
        };
        let own = self.locale();
        let Some(archived) = archive::locale(tag) else {
            return own;
        };
        if self.words() == Words::English {
            let lang = Some(self.code());
            return Locale { lang, ..archived };
        }
        let lacking = |term: &citationberg::LocalizedTerm| {
            !is_calendar(term.name) && own.term(term.name, term.form).is_none()
        };
        let mut terms = own.terms.clone().map_or_else(Vec::new, |terms| terms.terms);
        let archived_terms = archived.terms.map_or_else(Vec::new, |terms| terms.terms);
        terms.extend(archived_terms.into_iter().filter(lacking));
        let mut date = own.date.clone();
        let written = |form| own.date.iter().any(|date| date.form == form);
        date.extend(archived.date.into_iter().filter(|date| !written(date.form)));
        Locale {
            terms: Some(Terms { terms }),
            date,
            ..own
        }
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

/// Whether a term is the name of a month or of a season, which only the calendar of a work decides.
fn is_calendar(term: Term) -> bool {
    use citationberg::taxonomy::OtherTerm as Other;
    let Term::Other(term) = term else {
        return false;
    };
    matches!(
        term,
        Other::Month01
            | Other::Month02
            | Other::Month03
            | Other::Month04
            | Other::Month05
            | Other::Month06
            | Other::Month07
            | Other::Month08
            | Other::Month09
            | Other::Month10
            | Other::Month11
            | Other::Month12
            | Other::Season01
            | Other::Season02
            | Other::Season03
            | Other::Season04
    )
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
    match Direction::dominant(&text, book.direction()) {
        Some(Direction::Ltr) => return Language::english(),
        Some(Direction::Rtl) => {}
        // Numbers and signs say nothing.
        None => return book.clone(),
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

/// Styles and locales, each made once and only if a work needs it.
#[derive(Debug)]
pub(super) struct Voices {
    styles: BTreeMap<Script, Adapted>,
    locales: BTreeMap<Voice, Vec<Locale>>,
}

/// A style for the works of a script.
#[derive(Debug)]
struct Adapted {
    whole: IndependentStyle,
    /// The same without its list, for runs that only need citations.
    unlisted: IndependentStyle,
}

impl Voices {
    /// Adapts a style to the voices that a book needs.
    pub(super) fn new(chosen: &Chosen, needed: impl IntoIterator<Item = Voice>) -> Self {
        let mut voices = Self {
            styles: BTreeMap::new(),
            locales: BTreeMap::new(),
        };
        for voice in needed {
            voices.add(chosen, voice);
        }
        voices
    }

    fn add(&mut self, chosen: &Chosen, voice: Voice) {
        let script = voice.script();
        self.styles.entry(script).or_insert_with(|| {
            let whole = adapt::adapt(&chosen.csl, script);
            let unlisted = IndependentStyle {
                bibliography: None,
                ..whole.clone()
            };
            Adapted { whole, unlisted }
        });
        let locale = |voice: &Voice| match chosen.origin {
            Origin::Own => vec![voice.locale()],
            Origin::Foreign => vec![voice.full_locale()],
        };
        self.locales.entry(voice).or_insert_with_key(locale);
    }

    /// The style with the commas of a voice that was asked for at the beginning.
    pub(super) fn style(&self, voice: &Voice) -> &IndependentStyle {
        &self.adapted(voice).whole
    }

    /// The same without its list.
    pub(super) fn unlisted(&self, voice: &Voice) -> &IndependentStyle {
        &self.adapted(voice).unlisted
    }

    fn adapted(&self, voice: &Voice) -> &Adapted {
        let found = self.styles.get(&voice.script());
        found.expect("every voice of a listed work was asked for")
    }

    /// The locale of a voice that was asked for at the beginning.
    pub(super) fn locales(&self, voice: &Voice) -> &[Locale] {
        self.locales.get(voice).map_or(&[], Vec::as_slice)
    }
}
