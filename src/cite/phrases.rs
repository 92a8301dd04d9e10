//! English words of styles and locales in, the words of a right-to-left language out.
//!
//! A style says "Original work published as" or "No. " in so many words, and half of the archive's locales for
//! right-to-left languages are still English. A Persian entry must not speak English, so that both are looked up in
//! `styles/phrases.txt`.

use super::voice::Words;
use crate::lookup::Lookup;

/// English phrases, a line each, with what the four languages say.
const TABLE: &str = include_str!("styles/phrases.txt");

/// Stands in the table for a word that a language leaves out.
const LEFT_OUT: &str = "~";

/// Up to so many letters before a full stop are an abbreviation ("vol.", "chap."); after more, it ends a sentence.
const ABBREVIATION: usize = 5;

/// The phrases of one language.
#[derive(Debug)]
pub(super) struct Phrases {
    known: Lookup<&'static str, &'static str>,
}

impl Phrases {
    /// The phrases of a language; none of English.
    pub(super) fn of(words: Words) -> Self {
        let column = match words {
            Words::Persian => 1,
            Words::Arabic => 2,
            Words::Urdu => 3,
            Words::Hebrew => 4,
            Words::English => {
                return Self {
                    known: Lookup::new(),
                };
            }
        };
        let row = |line: &'static str| {
            let mut cells = line.split('|').map(str::trim);
            let english = cells.next()?;
            let phrase = cells.nth(column - 1)?;
            Some((english, phrase))
        };
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        Self {
            known: lines.filter_map(row).collect(),
        }
    }

    /// What stands for a whole term of an English locale ("ed. by", "volumes"); empty where the language
    /// leaves it out.
    pub(super) fn term(&self, english: &str) -> Option<&'static str> {
        let phrase = self.find(english.trim().trim_end_matches('.'))?;
        Some(if phrase == LEFT_OUT { "" } else { phrase })
    }

    /// A text of a style with its English words exchanged: `, no. ` becomes `, ش. `, `In: ` becomes `در: `. Addresses,
    /// codes (`[J/OL]`, `DOI`) and unknown words stay.
    pub(super) fn in_text(&self, text: &str) -> Option<String> {
        let is_letter = |letter: char| letter.is_ascii_alphabetic();
        let start = text.find(is_letter)?;
        let end = text.rfind(is_letter)? + 1;
        let core = &text[start..end];
        let is_code = !core.contains(|letter: char| letter.is_ascii_lowercase());
        let abbreviated = text[end..].starts_with('.') && core.len() <= ABBREVIATION;
        if is_code && !abbreviated {
            return None;
        }
        let phrase = self.find(core)?;
        let before = &text[..start];
        let after = &text[end + usize::from(abbreviated)..];
        if phrase == LEFT_OUT {
            return Some(format!("{}{}", before.trim_end(), after.trim_start()));
        }
        Some(format!("{before}{phrase}{after}"))
    }

    fn find(&self, english: &str) -> Option<&'static str> {
        self.known
            .get(english.to_ascii_lowercase().as_str())
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_of_a_style_become_persian_and_codes_and_addresses_stay() {
        let phrases = Phrases::of(Words::Persian);
        let said = |text| phrases.in_text(text);
        assert_eq!(said(", no. ").as_deref(), Some(", ش. "));
        assert_eq!(said("In: ").as_deref(), Some("در: "));
        assert_eq!(said(" (blog)").as_deref(), Some(" (وبلاگ)"));
        assert_eq!(said("unpublished ").as_deref(), Some(""));
        for kept in ["https://doi.org/", "DOI:", "J", "R", ", ", "Tradução: "] {
            assert_eq!(said(kept), None, "{kept}");
        }
    }

    #[test]
    fn every_phrase_has_four_languages_and_stands_once() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let mut seen = std::collections::BTreeSet::new();
        for line in lines {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 5, "{line}");
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
            assert_eq!(cells[0], cells[0].to_lowercase(), "{line}");
            assert!(seen.insert(cells[0]), "{line}");
        }
    }
}
