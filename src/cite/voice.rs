//! A voice: the language and the calendar that a work is printed in, and the comma and the words that follow
//! from them.

use citationberg::LocaleCode;

use super::calendar::Calendar;
use super::work::Work;
use crate::locale::{Direction, Language, Tongue};

/// The language and the calendar of a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
            .unwrap_or_else(|| language_of_letters(work, book));
        // Without a date there is nothing to print in a calendar.
        let year = work.issued.as_ref().map(|date| date.start.year);
        let calendar = work
            .calendar
            .unwrap_or_else(|| Calendar::guess(&language, year));
        Self { language, calendar }
    }

    /// The voice of the text around citations.
    pub(super) fn of_book(book: &Language) -> Self {
        Self {
            language: *book,
            calendar: Calendar::guess(book, None),
        }
    }

    /// Which way it is written.
    pub(super) fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// The comma of its script, without a space.
    pub(super) fn comma(&self) -> &'static str {
        self.language.comma()
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
        match self.language.tongue() {
            Some(Tongue::Arabic) => Words::Arabic,
            Some(Tongue::Urdu) => Words::Urdu,
            Some(Tongue::Hebrew | Tongue::Yiddish) => Words::Hebrew,
            // A language without a table has that of its direction: Kurdish may be written either way.
            Some(
                Tongue::Persian
                | Tongue::Dari
                | Tongue::Pashto
                | Tongue::Sorani
                | Tongue::Uyghur
                | Tongue::Sindhi
                | Tongue::SouthAzerbaijani
                | Tongue::English,
            )
            | None => match self.direction() {
                Direction::Rtl => Words::Persian,
                Direction::Ltr => Words::English,
            },
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
}

/// The tables of words that we have; tables of their words are in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        None => return *book,
    }
    let hebrew = text
        .chars()
        .any(|letter| ('\u{05D0}'..='\u{05EA}').contains(&letter));
    match (hebrew, book.direction()) {
        (true, _) => Language::new("he").unwrap_or_else(Language::persian),
        (false, Direction::Rtl) if !book.has_hebrew_letters() => *book,
        (false, _) => Language::persian(),
    }
}

/// The script of the works that a style is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    /// Commas as «،».
    Arabic,
    /// Commas as ",".
    Other,
}

impl Script {
    /// The script that a comma belongs to.
    pub(super) fn of_comma(comma: &str) -> Self {
        if comma == "،" {
            Self::Arabic
        } else {
            Self::Other
        }
    }
}
