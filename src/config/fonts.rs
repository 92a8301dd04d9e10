//! `[fonts]`: TOML in, files and features of the author's fonts out; fonts that a caller gives in memory.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::features::{self, FontFeature};
use super::reader::{Reader, Section};
use crate::source::BookPath;

const KEYS: &[&str] = &["body", "heading", "code", "features"];
const WEIGHT_KEYS: &[&str] = &["regular", "bold"];

/// `[fonts]`: the author's own font files; tried before those given in memory and the embedded faces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontSettings {
    /// `body`: files for the text, `{ regular, bold }`.
    pub body: Option<FontFiles>,
    /// `heading`: files for headings; the body face where none is named.
    pub heading: Option<FontFiles>,
    /// `code`: files for code.
    pub code: Option<FontFiles>,
    /// `features`: OpenType features of all faces, in the order written.
    pub features: Vec<FontFeature>,
    /// Fonts in memory, which no key of `book.toml` names: those of the caller.
    pub given: GivenFonts,
}

/// A face in its weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFiles {
    /// The regular weight.
    pub regular: BookPath,
    /// The bold weight, where there is one.
    pub bold: Option<BookPath>,
}

/// Fonts in memory, in the order in which they are tried: after those that the author names, before the
/// embedded faces. Without the feature `embedded-fonts` there are no others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenFonts {
    /// For running text.
    pub body: Vec<GivenFont>,
    /// For headings.
    pub heading: Vec<GivenFont>,
    /// For code.
    pub code: Vec<GivenFont>,
}

/// A TrueType or OpenType font in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFont {
    /// The name that messages call it by, as a file name («Parastoo-Regular.ttf»).
    pub name: String,
    /// The bytes of the regular weight.
    pub regular: Arc<[u8]>,
    /// The bytes of the bold weight, where there is one.
    pub bold: Option<Arc<[u8]>>,
}

/// Reads `[fonts]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> FontSettings {
    let section = reader.section(root, "fonts", KEYS);
    FontSettings {
        body: font_files(reader, &section, "body"),
        heading: font_files(reader, &section, "heading"),
        code: font_files(reader, &section, "code"),
        features: features::read(reader, &section),
        given: GivenFonts::default(),
    }
}

/// One file, or a table of a regular and a bold one.
fn font_files(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<FontFiles> {
    let value = section.get(key)?;
    if let DeValue::String(_) = value.get_ref() {
        return reader.as_file(value, key).map(|regular| FontFiles {
            regular,
            bold: None,
        });
    }
    let table = reader.table(value, key, WEIGHT_KEYS);
    if table.get("regular").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(table.span, format!("`{key}` names no regular face"))
            .hint("write { regular = \"….ttf\", bold = \"….ttf\" }");
    }
    let bold = reader.file(&table, "bold");
    Some(FontFiles {
        regular: reader.file(&table, "regular")?,
        bold,
    })
}
