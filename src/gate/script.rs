//! Letters counted by their script, and the script that a language is written in (BCP 47, ISO 15924).

use std::collections::BTreeMap;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use crate::locale::{Direction, Language};

/// Scripts that run from right to left.
const RTL: [Script; 6] = [
    Script::Arabic,
    Script::Hebrew,
    Script::Syriac,
    Script::Thaana,
    Script::Nko,
    Script::Adlam,
];

/// Languages written in Latin letters, by primary subtag.
const LATIN: &[&str] = &[
    "af", "ca", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr",
    "hu", "id", "is", "it", "la", "lt", "lv", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro",
    "sk", "sl", "so", "sq", "sv", "sw", "tr", "vi",
];

/// Languages written in Cyrillic letters.
const CYRILLIC: &[&str] = &["be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk"];

/// Scripts with names that people know.
const NAMES: &[(Script, &str, &str)] = &[
    (Script::Arabic, "Arab", "Arabic"),
    (Script::Hebrew, "Hebr", "Hebrew"),
    (Script::Latin, "Latn", "Latin"),
    (Script::Cyrillic, "Cyrl", "Cyrillic"),
    (Script::Greek, "Grek", "Greek"),
    (Script::Syriac, "Syrc", "Syriac"),
    (Script::Thaana, "Thaa", "Thaana"),
    (Script::Nko, "Nkoo", "N’Ko"),
    (Script::Adlam, "Adlm", "Adlam"),
    (Script::Devanagari, "Deva", "Devanagari"),
    (Script::Han, "Hani", "Chinese"),
    (Script::Hangul, "Hang", "Korean"),
];

/// The script of a letter; `None` for digits, signs and marks that many scripts share.
pub(super) fn script_of(letter: char) -> Option<Script> {
    if letter.is_ascii() {
        return letter.is_ascii_alphabetic().then_some(Script::Latin);
    }
    let script = CodePointMapData::<Script>::new().get(letter);
    let shared = [Script::Common, Script::Inherited, Script::Unknown].contains(&script);
    (!shared && letter.is_alphabetic()).then_some(script)
}

/// Whether a letter joins others of the Arabic script.
pub(super) fn is_arabic(letter: char) -> bool {
    script_of(letter) == Some(Script::Arabic)
}

/// The script that a language is written in; `None` where it has several or we do not know it.
pub(super) fn script_of_language(tag: &str) -> Option<Script> {
    let language = Language::new(tag)?;
    let named = language
        .as_str()
        .split('-')
        .skip(1)
        .find_map(|part| NAMES.iter().find(|(_, code, _)| *code == part));
    if let Some((script, ..)) = named {
        return Some(*script);
    }
    let primary = language.primary();
    match primary {
        _ if language.has_hebrew_letters() => Some(Script::Hebrew),
        "dv" => Some(Script::Thaana),
        "syr" | "arc" => Some(Script::Syriac),
        "el" => Some(Script::Greek),
        _ if CYRILLIC.contains(&primary) => Some(Script::Cyrillic),
        _ if LATIN.contains(&primary) => Some(Script::Latin),
        _ if language.direction() == Direction::Rtl => Some(Script::Arabic),
        _ => None,
    }
}

/// The name of a script in a message.
pub(super) fn name(script: Script) -> &'static str {
    let known = NAMES.iter().find(|(one, ..)| *one == script);
    known.map_or("another", |(.., name)| name)
}

/// How many letters of each script a text has.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    counts: BTreeMap<Script, usize>,
}

impl Letters {
    /// Counts a text.
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        letters.add(text);
        letters
    }

    /// Counts a text, too.
    pub(super) fn add(&mut self, text: &str) {
        for script in text.chars().filter_map(script_of) {
            *self.counts.entry(script).or_default() += 1;
        }
    }

    /// Counts those letters of a text, too, that run from right to left: code has Latin letters in any book.
    pub(super) fn add_rtl(&mut self, text: &str) {
        let scripts = text.chars().filter_map(script_of);
        for script in scripts.filter(|script| RTL.contains(script)) {
            *self.counts.entry(script).or_default() += 1;
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn merge(&mut self, other: &Self) {
        for (script, count) in &other.counts {
            *self.counts.entry(*script).or_default() += count;
        }
    }

    /// All letters.
    pub(super) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Letters of one script.
    pub(super) fn count(&self, script: Script) -> usize {
        self.counts.get(&script).copied().unwrap_or_default()
    }

    /// Letters of scripts that run from right to left.
    pub(super) fn rtl(&self) -> usize {
        RTL.iter().map(|script| self.count(*script)).sum()
    }

    /// Letters of scripts that run from left to right.
    pub(super) fn ltr(&self) -> usize {
        self.total() - self.rtl()
    }

    /// The script with most letters.
    pub(super) fn main(&self) -> Option<Script> {
        let most = self.counts.iter().max_by_key(|(_, count)| **count);
        most.map(|(script, _)| *script)
    }

    /// The part of one script, 0 to 100.
    pub(super) fn percent(&self, script: Script) -> usize {
        self.count(script) * 100 / self.total().max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_names_its_script() {
        assert_eq!(script_of_language("fa-AF"), Some(Script::Arabic));
        assert_eq!(script_of_language("az-Arab"), Some(Script::Arabic));
        assert_eq!(script_of_language("fa-Latn"), Some(Script::Latin));
        assert_eq!(script_of_language("he"), Some(Script::Hebrew));
        assert_eq!(script_of_language("sr"), None);
        assert_eq!(script_of_language("persian book"), None);
    }

    #[test]
    fn digits_and_signs_belong_to_no_script() {
        let letters = Letters::of("۱۲۳ 45 «کتاب» Rust — ِ");
        assert_eq!((letters.rtl(), letters.ltr()), (4, 4));
        assert_eq!(letters.percent(Script::Arabic), 50);
    }
}
