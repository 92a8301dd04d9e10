//! The variables of the text: `[variables]` in, names with their words out.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use crate::diag::isolate;

/// The table that holds them.
pub(super) const TABLE: &str = "variables";

/// Reads the variables; a number stands as it is typed.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let Some(value) = root.get(TABLE) else {
        return found;
    };
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(value, TABLE, "a table of names and texts");
        return found;
    };
    for (name, value) in table {
        let written = name.get_ref();
        if !is_name(written) {
            let span = reader.span(name.span());
            reader
                .bad_value(span, format!("{} cannot name a variable", isolate(written)))
                .hint("a name has letters, digits, `-`, `_` and `.`, and no spaces");
            continue;
        }
        let words = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(digits) => digits.as_str().to_owned(),
            DeValue::Float(digits) => digits.as_str().to_owned(),
            _ => {
                reader.wrong_type(value, written, "a text in quotes");
                continue;
            }
        };
        found.insert(written.to_string(), words);
    }
    found
}

fn is_name(name: &str) -> bool {
    const ZWNJ: char = '\u{200C}';
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ZWNJ);
    !name.is_empty() && name.chars().all(plain)
}
