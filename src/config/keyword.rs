//! A key whose value is one of a few words: TOML in, what the word means out.

use super::reader::{Reader, Section, Text};
use crate::diag::{isolate, nearest};

/// A key whose value is one of a few words, and what these mean.
pub(super) struct KeywordKey<T: 'static> {
    /// The key.
    pub(super) key: &'static str,
    /// The words.
    pub(super) words: &'static [(&'static str, T)],
}

/// The meaning of a word; another word is reported with the nearest.
pub(super) fn keyword<T: Copy>(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    keywords: &KeywordKey<T>,
) -> Option<T> {
    let KeywordKey { key, words } = keywords;
    let Text { text, span } = reader.text(section, key)?;
    let found = words.iter().find(|(word, _)| *word == text);
    if found.is_none() {
        let words = words.iter().map(|(word, _)| *word);
        let hint = match nearest(text, words.clone()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write \"{}\"", words.collect::<Vec<_>>().join("\" or \"")),
        };
        let message = format!("`{key}` cannot be {}", isolate(text));
        reader.bad_value(span, message).hint(hint);
    }
    found.map(|(_, meaning)| *meaning)
}
