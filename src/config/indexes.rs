//! `[indexes]`: TOML in, the indexes of the book and how they look out.

use toml::de::{DeTable, DeValue};

use super::keys;
use super::reader::{Reader, Value};
use crate::source::{Origin, Title};

/// `[indexes]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexSettings {
    /// `title` of the index without a name; the language's own word where none is given.
    pub title: Option<Title>,
    /// `named`: the others, in the order in which they stand.
    pub named: Vec<NamedIndex>,
}

/// An index that marks name: `[مولوی]{index=اشخاص}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIndex {
    /// What marks call it.
    pub name: String,
    /// Its heading.
    pub title: Title,
}

/// Reads `[indexes]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> IndexSettings {
    let section = reader.section(root, "indexes", keys::INDEXES);
    let title = reader.title(&section, "title");
    let values = reader.list(&section, "named");
    let named = values.into_iter().filter_map(|value| named(reader, value));
    IndexSettings {
        title,
        named: named.collect(),
    }
}

/// A name, or a table with a name and a title.
fn named(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<NamedIndex> {
    if let DeValue::String(name) = value.get_ref() {
        let title = Title {
            words: name.to_string(),
            origin: Origin::Setting(reader.span(value.span())),
        };
        let name = name.to_string();
        return Some(NamedIndex { name, title });
    }
    let table = reader.table(value, "named", keys::INDEX);
    if table.get("name").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(table.span, "an index has no name".to_owned())
            .hint("write { name = \"اشخاص\", title = \"نمایهٔ اشخاص\" }");
    }
    let named = reader.title(&table, "name")?;
    let name = named.words.clone();
    let title = reader.title(&table, "title").unwrap_or(named);
    Some(NamedIndex { name, title })
}
