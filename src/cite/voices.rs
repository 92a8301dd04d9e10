//! Styles and locales by voice: the chosen style in, a style for each script and a locale for each voice out.
//!
//! CSL knows one table of months and one set of commas for a whole run; a Persian list has works of
//! three calendars and two scripts. So each voice gets a style and a locale of its own.

use std::collections::BTreeMap;

use citationberg::{Citation, IndependentStyle, Locale};
use serde_json::{Value, json};

use super::adapt::Adaptation;
use super::phrases::Phrases;
use super::runs::Points;
use super::style::{Chosen, Origin};
use super::style_pruning::Holdings;
use super::voice::{Voice, Words};
use super::{archive, months, style_repairs};
use crate::lookup::Lookup;

/// Styles and locales, each made once and only if a work needs it.
#[derive(Debug)]
pub(super) struct Voices {
    styles: Lookup<Words, Adapted>,
    locales: Lookup<Voice, Vec<Locale>>,
    silent: IndependentStyle,
    origin: Origin,
}

/// A style of notes that says nothing but which work is meant.
const SILENT: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>silent</title><id>silent</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="citation-key"/></layout></citation>
</style>"#;

/// A style for the works of languages with one table of words.
#[derive(Debug)]
struct Adapted {
    whole: IndependentStyle,
    /// The same without its list, for runs that only need citations.
    unlisted: IndependentStyle,
    /// The same without the order of works in one citation, for the hidden one that names them all.
    unsorted: IndependentStyle,
}

/// A style for works that a run must know of, and takes nothing of.
pub(super) fn silent() -> IndependentStyle {
    IndependentStyle::from_xml(SILENT).expect("the silent style is valid CSL")
}

impl Voices {
    /// Adapts a style to the voices that a book needs, for the works that it has.
    pub(super) fn new(
        chosen: &Chosen,
        holdings: &Holdings,
        needed: impl IntoIterator<Item = Voice>,
    ) -> Self {
        let mut voices = Self {
            styles: Lookup::new(),
            locales: Lookup::new(),
            silent: silent(),
            origin: chosen.origin,
        };
        for voice in needed {
            voices.add(chosen, holdings, voice);
        }
        voices
    }

    fn add(&mut self, chosen: &Chosen, holdings: &Holdings, voice: Voice) {
        // Styles differ by words alone; a locale has the months of one calendar, too.
        self.styles.entry(voice.words()).or_insert_with(|| {
            let whole = Adaptation::new(&voice, chosen.origin, holdings).adapt(&chosen.csl);
            let unlisted = IndependentStyle {
                bibliography: None,
                ..whole.clone()
            };
            let citation = Citation {
                sort: None,
                ..whole.citation.clone()
            };
            let unsorted = IndependentStyle {
                citation,
                ..whole.clone()
            };
            Adapted {
                whole,
                unlisted,
                unsorted,
            }
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

    /// The same without the order of works in one citation.
    pub(super) fn unsorted(&self, voice: &Voice) -> &IndependentStyle {
        &self.adapted(voice).unsorted
    }

    /// A style for notes that a run must know of, and takes nothing of.
    pub(super) fn silent(&self) -> &IndependentStyle {
        &self.silent
    }

    /// Where points stand at quotation marks in the works of a voice.
    pub(super) fn points(&self, voice: &Voice) -> Points {
        // What the style says goes before what the language does.
        let own = self.adapted(voice).whole.locale.iter();
        let options = own.chain(self.locales(voice));
        let mut said =
            options.filter_map(|locale| locale.style_options.as_ref()?.punctuation_in_quote);
        match (self.origin, said.next()) {
            (Origin::Foreign, Some(true)) => Points::InQuotes,
            _ => Points::AsWritten,
        }
    }

    fn adapted(&self, voice: &Voice) -> &Adapted {
        let found = self.styles.get(&voice.words());
        found.expect("every voice of a listed work was asked for")
    }

    /// The locale of a voice that was asked for at the beginning.
    pub(super) fn locales(&self, voice: &Voice) -> &[Locale] {
        self.locales.get(voice).map_or(&[], Vec::as_slice)
    }
}

/// The locale of a voice for a style that is not ours and may ask for any word: what we lack is the archive's.
pub(super) fn full_locale(voice: &Voice) -> Locale {
    let own = locale(voice);
    let archived = match voice.words() {
        Words::Persian | Words::Urdu => archive::locale("fa-IR"),
        Words::Arabic => archive::locale("ar"),
        Words::Hebrew => archive::locale("he-IL"),
        Words::English if voice.language.primary() == "en" => archive::locale("en-US"),
        Words::English => {
            archive::locale_of(voice.language.primary()).or_else(|| archive::locale("en-US"))
        }
    };
    let Some(archived) = archived else {
        return own;
    };
    let whole = match voice.words() {
        Words::English => with_mended_dates(&archived),
        Words::Persian | Words::Arabic | Words::Urdu | Words::Hebrew => {
            translated(voice, &archived, &own)
        }
    };
    let lang = Some(voice.code());
    Locale {
        lang,
        ..whole.unwrap_or(own)
    }
}

fn with_mended_dates(locale: &Locale) -> Option<Locale> {
    let mut locale = serde_json::to_value(locale).ok()?;
    style_repairs::mend(&mut locale);
    serde_json::from_value(locale).ok()
}

/// A locale of the archive in which our words come first, then those of our table of phrases, then its own; terms
/// that it lacks are the English ones, translated as far as the table goes.
fn translated(voice: &Voice, archived: &Locale, own: &Locale) -> Option<Locale> {
    let phrases = Phrases::of(voice.words());
    let english = archive::locale("en-US").map_or_else(BTreeMap::new, |locale| terms(&locale));
    let mut said = terms(archived);
    for (key, term) in &english {
        // Ordinals and months are no words that could be translated alone.
        if key.starts_with("ordinal") || key.starts_with("long-ordinal") || is_calendar(key) {
            continue;
        }
        let found = said.entry(key.clone()).or_insert_with(|| term.clone());
        if let Some(translated) = translated_term(term, &phrases) {
            *found = translated;
        }
    }
    // The archive's Persian locale has Gregorian months, which a Solar date must not get.
    said.retain(|key, _| !is_calendar(key));
    // Our note style says «پیشین» by this term; others mean the day on which a page was seen.
    let ours = terms(own).into_iter();
    said.extend(ours.filter(|(key, _)| !key.starts_with("cited/")));
    let written = |form| own.date.iter().any(|date| date.form == form);
    let further = archived.date.iter().filter(|date| !written(date.form));
    let mut whole = serde_json::to_value(own).ok()?;
    whole["date"] =
        serde_json::to_value(own.date.iter().chain(further).collect::<Vec<_>>()).ok()?;
    whole["terms"] = json!({ "term": said.into_values().collect::<Vec<_>>() });
    style_repairs::mend(&mut whole);
    serde_json::from_value(whole).ok()
}

/// The terms of a locale as data, by `name/form`; of months and others with a gender, each.
fn terms(locale: &Locale) -> BTreeMap<String, Value> {
    let value = serde_json::to_value(&locale.terms).unwrap_or_default();
    let Some(Value::Array(terms)) = value.get("term").cloned() else {
        return BTreeMap::new();
    };
    let part = |term: &Value, key: &str| term[key].as_str().unwrap_or_default().to_owned();
    let keyed = terms.into_iter().map(|term| {
        let [name, form, gender] = ["@name", "@form", "@gender-form"].map(|key| part(&term, key));
        let form = if form.is_empty() { "long" } else { &form };
        (format!("{name}/{form}/{gender}"), term)
    });
    keyed.collect()
}

/// An English term in the words of the table; `None` where it has none for it.
fn translated_term(term: &Value, phrases: &Phrases) -> Option<Value> {
    let mut term = term.clone();
    let mut known = false;
    for key in ["$text", "single", "multiple"] {
        if let Some(Value::String(text)) = term.get_mut(key)
            && let Some(said) = phrases.term(text)
        {
            said.clone_into(text);
            known = true;
        }
    }
    known.then_some(term)
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
fn is_calendar(key: &str) -> bool {
    key.starts_with("month-") || key.starts_with("season-")
}
