//! A CSL style in, the same style for works of another script out.
//!
//! A style is written for one script. For works in Arabic script its commas and semicolons are turned
//! round, given names stay whole (no Persian list shortens them), "&" becomes a word, and year suffixes are
//! marked so that they can be exchanged; for works in other scripts Persian commas become Latin ones.

use citationberg::{IndependentStyle, Style};
use serde_json::{Map, Value};

use super::placeholder::{SUFFIX_END, SUFFIX_START};
use super::voice::Script;

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

/// The style for works of a script; sorting is left to the room.
pub(super) fn adapt(style: &IndependentStyle, script: Script) -> IndependentStyle {
    // A parsed style is a deep tree of typed nodes, and a comma may stand in any of them. As JSON it is one
    // tree of maps, in which affixes are found by their names: `", "` after a name becomes `"، "`.
    let adapted = turned(style, |value| {
        walk(value, script);
        if let (Script::Arabic, Value::Object(style)) = (script, value) {
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

/// The style after a change of its data; `None` where what is left is no style.
fn turned(style: &IndependentStyle, change: impl FnOnce(&mut Value)) -> Option<IndependentStyle> {
    let mut value = serde_json::to_value(Style::Independent(style.clone())).ok()?;
    change(&mut value);
    match serde_json::from_value(value).ok()? {
        Style::Independent(style) => Some(style),
        Style::Dependent(_) => None,
    }
}

fn walk(value: &mut Value, script: Script) {
    match value {
        Value::Object(map) => object(map, script),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, script)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
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

fn object(map: &mut Map<String, Value>, script: Script) {
    for (key, value) in map.iter_mut() {
        match value {
            Value::String(text) if AFFIXES.contains(&key.as_str()) => {
                *text = punctuation(text, script);
            }
            _ => walk(value, script),
        }
    }
    // «ب. فرانکلین» for «بنجامین فرانکلین» is no Persian name: an initial stands for no letter that a reader
    // could complete.
    if script == Script::Arabic {
        map.remove("@initialize-with");
        if map.get("@and").is_some_and(|and| and == "symbol") {
            map.insert("@and".to_owned(), Value::from("text"));
        }
    }
    if map
        .get("@variable")
        .is_some_and(|name| name == "year-suffix")
    {
        mark(map);
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
