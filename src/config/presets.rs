//! Presets: the settings of a kind of book, laid below those of the author.
//!
//! `[design] preset = "novel"` in, the tables of `book.toml` with what the preset says where the author says nothing
//! out. A preset is a `book.toml` itself, so that whoever reads one knows what it does and can go on from there.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::reader::{Reader, Text, Value};
use crate::diag::{isolate, nearest};

/// The key of `[design]` that names a preset.
pub(super) const KEY: &str = "preset";

/// A kind of book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The names that it is known by: in Latin letters, in Persian.
    pub names: [&'static str; 2],
    /// Its settings, a text of TOML.
    pub toml: &'static str,
}

/// All presets.
pub const PRESETS: [Preset; 5] = [
    Preset {
        names: ["novel", "رمان"],
        toml: include_str!("presets/novel.toml"),
    },
    Preset {
        names: ["poetry", "شعر"],
        toml: include_str!("presets/poetry.toml"),
    },
    Preset {
        names: ["academic", "دانشگاهی"],
        toml: include_str!("presets/academic.toml"),
    },
    Preset {
        names: ["children", "کودک"],
        toml: include_str!("presets/children.toml"),
    },
    Preset {
        names: ["booklet", "جزوه"],
        toml: include_str!("presets/booklet.toml"),
    },
];

impl Preset {
    /// The preset of a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut known = PRESETS.into_iter();
        known.find(|preset| preset.names.contains(&name))
    }
}

/// Lays the preset that the author names below the settings.
///
/// Every value of it stands where the author has written `preset`: whatever is found wrong with it is shown there.
pub(super) fn lay_below(root: &mut DeTable<'_>, reader: &mut Reader<'_>) {
    let Some(named) = root
        .get("design")
        .and_then(|design| design.get_ref().as_table())
        .and_then(|design| design.get(KEY))
    else {
        return;
    };
    let place = named.span();
    let Some(preset) = chosen(reader, named) else {
        return;
    };
    let (below, _) = DeTable::parse_recoverable(preset.toml);
    for (name, section) in below.into_inner() {
        let DeValue::Table(values) = section.into_inner() else {
            continue;
        };
        let empty = || Spanned::new(place.clone(), DeValue::Table(DeTable::new()));
        let name = Spanned::new(place.clone(), name.into_inner());
        let own = root.entry(name).or_insert_with(empty);
        let DeValue::Table(own) = own.get_mut() else {
            continue;
        };
        for (key, value) in values {
            let key = Spanned::new(place.clone(), key.into_inner());
            own.entry(key).or_insert_with(|| moved(value, &place));
        }
    }
}

fn chosen(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Preset> {
    let Text { text, span } = reader.as_text(value, KEY)?;
    let preset = Preset::named(text);
    if preset.is_none() {
        let names = PRESETS.iter().flat_map(|preset| preset.names);
        let hint = match nearest(text, names.clone()) {
            Some(near) => format!("did you mean {}?", isolate(near)),
            None => format!("write one of {}", names.collect::<Vec<_>>().join(", ")),
        };
        reader
            .bad_value(span, format!("there is no preset {}", isolate(text)))
            .hint(hint);
    }
    preset
}

/// A value with all that is in it at another place.
fn moved<'t>(value: Value<'t>, place: &Range<usize>) -> Value<'t> {
    let inner = match value.into_inner() {
        DeValue::Array(items) => {
            let mut array = DeArray::new();
            for item in items {
                array.push(moved(item, place));
            }
            DeValue::Array(array)
        }
        DeValue::Table(table) => {
            let entries = table.into_iter().map(|(key, value)| {
                let key = Spanned::new(place.clone(), key.into_inner());
                (key, moved(value, place))
            });
            DeValue::Table(entries.collect())
        }
        plain => plain,
    };
    Spanned::new(place.clone(), inner)
}
