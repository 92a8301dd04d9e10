//! Styles and locales by voice: the chosen style in, a style for each script and a locale for each voice out.
//!
//! CSL knows one table of months and one set of commas for a whole run; a Persian list has works of
//! three calendars and two scripts. So each voice gets a style and a locale of its own.

use std::collections::BTreeMap;

use citationberg::taxonomy::Term;
use citationberg::{IndependentStyle, Locale, Terms};

use super::style::{Chosen, Origin};
use super::voice::{Script, Voice, Words};
use super::{adapt, archive, months};

/// Styles and locales, each made once and only if a work needs it.
#[derive(Debug)]
pub(super) struct Voices {
    styles: BTreeMap<Script, Adapted>,
    locales: BTreeMap<Voice, Vec<Locale>>,
    silent: IndependentStyle,
}

/// A style of notes that says nothing but which work is meant.
const SILENT: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>silent</title><id>silent</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="citation-key"/></layout></citation>
</style>"#;

/// A style for the works of a script.
#[derive(Debug)]
struct Adapted {
    whole: IndependentStyle,
    /// The same without its list, for runs that only need citations.
    unlisted: IndependentStyle,
}

/// A style for works that a run must know of, and takes nothing of.
pub(super) fn silent() -> IndependentStyle {
    IndependentStyle::from_xml(SILENT).expect("the silent style is valid CSL")
}

impl Voices {
    /// Adapts a style to the voices that a book needs.
    pub(super) fn new(chosen: &Chosen, needed: impl IntoIterator<Item = Voice>) -> Self {
        let mut voices = Self {
            styles: BTreeMap::new(),
            locales: BTreeMap::new(),
            silent: silent(),
        };
        for voice in needed {
            voices.add(chosen, voice);
        }
        voices
    }

    fn add(&mut self, chosen: &Chosen, voice: Voice) {
        let script = voice.script();
        // Styles differ by script alone; a locale has the months of one calendar, too.
        self.styles.entry(script).or_insert_with(|| {
            let whole = adapt::adapt(&chosen.csl, script);
            let unlisted = IndependentStyle {
                bibliography: None,
                ..whole.clone()
            };
            Adapted { whole, unlisted }
        });
        let made = |voice: &Voice| match chosen.origin {
            Origin::Own => vec![locale(voice)],
            Origin::Foreign => vec![full_locale(voice)],
        };
        self.locales.entry(voice).or_insert_with_key(made);
    }

    /// The style with the commas of a voice that was asked for at the beginning.
    pub(super) fn style(&self, voice: &Voice) -> &IndependentStyle {
        &self.adapted(voice).whole
    }

    /// The same without its list.
    pub(super) fn unlisted(&self, voice: &Voice) -> &IndependentStyle {
        &self.adapted(voice).unlisted
    }

    /// A style for notes that a run must know of, and takes nothing of.
    pub(super) fn silent(&self) -> &IndependentStyle {
        &self.silent
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

/// The locale of a voice for a style that is not ours and may ask for any word: what we lack is the archive's.
pub(super) fn full_locale(voice: &Voice) -> Locale {
    let tag = match voice.words() {
        Words::Persian | Words::Urdu => "fa-IR",
        Words::Arabic => "ar",
        Words::Hebrew => "he-IL",
        Words::English => "en-US",
    };
    let own = locale(voice);
    let Some(archived) = archive::locale(tag) else {
        return own;
    };
    if voice.words() == Words::English {
        let lang = Some(voice.code());
        return Locale { lang, ..archived };
    }
    // Our words come first. The archive's Persian locale has Gregorian months, which a Solar date must not get.
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
fn locale(voice: &Voice) -> Locale {
    let text = match voice.words() {
        Words::Persian => include_str!("styles/locales/fa.xml"),
        Words::Arabic => include_str!("styles/locales/ar.xml"),
        Words::Urdu => include_str!("styles/locales/ur.xml"),
        Words::Hebrew => include_str!("styles/locales/he.xml"),
        Words::English => include_str!("styles/locales/en.xml"),
    };
    let text = text.replace("<!--months-->", &months::terms(voice));
    let file =
        citationberg::LocaleFile::from_xml(&text).expect("the embedded locales are valid CSL");
    Locale {
        lang: Some(voice.code()),
        ..Locale::from(file)
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
