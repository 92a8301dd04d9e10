//! A CSL style in, the same style for works of another language out.
//!
//! A style is written for one script. For works in Arabic script its commas and semicolons are turned
//! round, given names stay whole (no Persian list shortens them), "&" becomes a word, and year suffixes are
//! marked so that they can be exchanged; for works in other scripts Persian commas become Latin ones. A
//! foreign style speaks no English about works that run from the right: its English words are exchanged,
//! its own terms and dates left out, days stand before their months.

use citationberg::{IndependentStyle, Style};
use serde_json::{Map, Value};

use super::phrases::Phrases;
use super::placeholder::{SUFFIX_END, SUFFIX_START};
use super::style::Origin;
use super::style_pruning::{self, Holdings};
use super::style_repairs;
use super::voice::{Script, Voice, Words};
use crate::locale::{Direction, Language};

/// What a style writes between and around things, as the parsed style names it.
const AFFIXES: &[&str] = &[
    "@prefix",
    "@suffix",
    "@delimiter",
    "@sort-separator",
    "@value",
    "@name-delimiter",
    "@names-delimiter",
    "@cite-group-delimiter",
    "@after-collapse-delimiter",
    "@year-suffix-delimiter",
];

/// What a style is adapted to.
#[derive(Debug)]
pub(super) struct Adaptation<'a> {
    script: Script,
    words: Words,
    origin: Origin,
    phrases: Phrases,
    holdings: &'a Holdings,
}

impl<'a> Adaptation<'a> {
    /// Of a style to the works of a voice, in a book that has those works.
    pub(super) fn new(voice: &Voice, origin: Origin, holdings: &'a Holdings) -> Self {
        Self {
            script: voice.script(),
            words: voice.words(),
            origin,
            phrases: Phrases::of(voice.words()),
            holdings,
        }
    }

    /// The style for those works; sorting is left to the room.
    pub(super) fn adapt(&self, style: &IndependentStyle) -> IndependentStyle {
        // A parsed style is a deep tree of typed nodes, and a comma may stand in any of them. As JSON it is one
        // tree of maps, in which affixes are found by their names: `", "` after a name becomes `"، "`.
        let adapted = turned(style, |value| {
            // What no work comes to need not be adapted.
            style_pruning::prune(value, self.holdings);
            style_repairs::mend(value);
            if self.speaks_otherwise() {
                without_foreign_locales(value);
            }
            self.walk(value);
            if let (Script::Arabic, Value::Object(style)) = (self.script, value) {
                add_default_commas(style);
            }
        });
        let mut adapted = adapted.unwrap_or_else(|| style.clone());
        if let Some(list) = &mut adapted.bibliography {
            // The room sorts by language block and collation, which CSL cannot.
            list.sort = None;
        }
        adapted
    }

    /// Whether a style that was written for English speaks of works of a language from the right.
    fn speaks_otherwise(&self) -> bool {
        self.origin == Origin::Foreign && self.words != Words::English
    }

    fn walk(&self, value: &mut Value) {
        match value {
            Value::Object(map) => self.object(map),
            Value::Array(items) => {
                if self.speaks_otherwise() {
                    items.retain(|item| !is_word_of_edition(item));
                }
                items.iter_mut().for_each(|item| self.walk(item));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn object(&self, map: &mut Map<String, Value>) {
        for (key, value) in map.iter_mut() {
            match value {
                Value::String(text) if AFFIXES.contains(&key.as_str()) => self.affix(text),
                Value::Object(date) if key == "date" && self.speaks_otherwise() => day_first(date),
                _ => {}
            }
            self.walk(value);
        }
        // «ب. فرانکلین» for «بنجامین فرانکلین» is no Persian name: an initial stands for no letter that a reader
        // could complete.
        if self.script == Script::Arabic {
            map.remove("@initialize-with");
            if map.get("@and").is_some_and(|and| and == "symbol") {
                map.insert("@and".to_owned(), Value::from("text"));
            }
            // «پارسا و همکاران» is no Latin phrase that a style could slope.
            if let Some(Value::Object(et_al)) = map.get_mut("et-al") {
                et_al.remove("@font-style");
            }
        }
        if map
            .get("@variable")
            .is_some_and(|name| name == "year-suffix")
        {
            mark(map);
        }
    }

    fn affix(&self, text: &mut String) {
        if self.speaks_otherwise()
            && let Some(said) = self.phrases.in_text(text)
        {
            *text = said;
        }
        *text = punctuation(text, self.script);
    }
}

/// The style after a change of its data; `None` where what is left is no style.
pub(super) fn turned(
    style: &IndependentStyle,
    change: impl FnOnce(&mut Value),
) -> Option<IndependentStyle> {
    let mut value = serde_json::to_value(Style::Independent(style.clone())).ok()?;
    change(&mut value);
    match serde_json::from_value(value).ok()? {
        Style::Independent(style) => Some(style),
        Style::Dependent(_) => None,
    }
}

/// CSL puts Latin commas between and into names where a style says nothing (CSL 1.0.2, "Name").
fn add_default_commas(style: &mut Map<String, Value>) {
    for key in ["@sort-separator", "@name-delimiter"] {
        style
            .entry(key.to_owned())
            .or_insert_with(|| Value::from("، "));
    }
}

/// Whether an element only says "edition": the text of an edition says so itself («ویرایش ۳»).
fn is_word_of_edition(element: &Value) -> bool {
    const WORDS: [&str; 3] = ["ed", "edn", "edition"];
    let text = &element["text"];
    let said = text["@value"].as_str().unwrap_or_default();
    let said = said.trim().trim_end_matches('.');
    element["label"]["@variable"] == "edition"
        || text["@term"] == "edition"
        || WORDS.contains(&said)
}

/// Takes out the terms and dates that a style puts in the place of its locale's, unless they are for a
/// language from the right: "et al." of a style in English is no word for a Persian work.
fn without_foreign_locales(style: &mut Value) {
    let from_the_right = |lang: &Value| {
        let language = lang.as_str().and_then(Language::new);
        language.is_some_and(|language| language.direction() == Direction::Rtl)
    };
    let of_style = from_the_right(&style["@default-locale"]);
    let Some(Value::Array(locales)) = style.get_mut("locale") else {
        return;
    };
    for locale in locales {
        let stays = match locale.get("@xml:lang") {
            Some(lang) => from_the_right(lang),
            None => of_style,
        };
        if let (false, Value::Object(locale)) = (stays, locale) {
            locale.remove("terms");
            locale.remove("date");
        }
    }
}

/// Puts the day of a date before its month: «۱۲ مرداد», not «مرداد ۱۲».
///
/// A whole date that does not begin with the year is written as the language writes it: of «۱.۱۵.۱۴۰۱»
/// nobody could tell the month.
fn day_first(date: &mut Map<String, Value>) {
    if date.get("@form").is_some_and(|form| !form.is_null()) {
        return;
    }
    let Some(Value::Array(parts)) = date.get_mut("date-part") else {
        return;
    };
    let names: Vec<_> = parts.iter().map(|part| part["@name"].clone()).collect();
    let month = names.iter().position(|name| name == "month");
    if names.len() == 3 && names[0] != "year" {
        // `Accessed ` may be said before the month and `)` behind the year.
        let around = [parts[0].get("@prefix"), parts[2].get("@suffix")].map(|affix| affix.cloned());
        date.insert("date-part".to_owned(), Value::Array(Vec::new()));
        date.insert("@form".to_owned(), Value::from("text"));
        for (key, affix) in ["@prefix", "@suffix"].into_iter().zip(around) {
            if let (None, Some(affix)) = (date.get(key), affix) {
                date.insert(key.to_owned(), affix);
            }
        }
    } else if let Some(month) = month
        && names.get(month + 1).is_some_and(|next| next == "day")
        && parts[month]["@form"] != "numeric-leading-zeros"
    {
        exchange(parts, month);
    }
}

/// Exchanges two neighbouring parts of a date; what the style puts around each place stays there.
fn exchange(parts: &mut [Value], at: usize) {
    parts.swap(at, at + 1);
    for affix in ["@prefix", "@suffix"] {
        let [first, second] = [at, at + 1].map(|at| parts[at].get(affix).cloned());
        for (at, affix_of) in [(at, second), (at + 1, first)] {
            let Value::Object(part) = &mut parts[at] else {
                continue;
            };
            match affix_of {
                Some(text) => part.insert(affix.to_owned(), text),
                None => part.remove(affix),
            };
        }
    }
}

/// Puts marks around a year suffix, inside what the style puts around it.
fn mark(map: &mut Map<String, Value>) {
    let affix = |map: &Map<String, Value>, key: &str| {
        let text = map.get(key).and_then(Value::as_str);
        text.unwrap_or_default()
            .replace([SUFFIX_START, SUFFIX_END], "")
    };
    // The marks go inside what the style puts around a suffix: ` (b)` keeps its space and brackets.
    let before = format!("{}{SUFFIX_START}", affix(map, "@prefix"));
    let after = format!("{SUFFIX_END}{}", affix(map, "@suffix"));
    map.insert("@prefix".to_owned(), Value::from(before));
    map.insert("@suffix".to_owned(), Value::from(after));
}

/// Commas and semicolons of a script; addresses stay.
pub(super) fn punctuation(text: &str, script: Script) -> String {
    if text.contains("://") {
        return text.to_owned();
    }
    match script {
        Script::Arabic => text.replace(',', "،").replace(';', "؛"),
        Script::Other => text.replace('،', ",").replace('؛', ";"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::archive;

    #[test]
    fn every_style_of_the_archive_survives_the_way_there_and_back() {
        for name in archive::names() {
            let Some(style) = archive::style(name) else {
                continue;
            };
            let back = turned(&style, |_| {});
            assert!(back.as_ref() == Some(&style), "{name}");
        }
    }

    #[test]
    fn commas_turn_round_and_addresses_stay() {
        assert_eq!(punctuation(", ", Script::Arabic), "، ");
        assert_eq!(punctuation("؛ ", Script::Other), "; ");
        assert_eq!(
            punctuation("https://a.b/,", Script::Arabic),
            "https://a.b/,"
        );
    }
}
