//! `[fonts]`: TOML in, files and features of the author's fonts out; fonts that a caller gives in memory.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::features::{self, FontFeature};
use super::keys;
use super::reader::{Reader, Section, Text};
use crate::diag::isolate;
use crate::source::{BookPath, Span};

/// `[fonts]`: the author's own font files; tried before those given in memory and the embedded faces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontSettings {
    /// `body`: the face of the text, `{ regular, bold, italic, bold-italic }` or a family of the program.
    pub body: Option<FontChoice>,
    /// `heading`: the face of headings; that of the text where none is named.
    pub heading: Option<FontChoice>,
    /// `code`: the face of code.
    pub code: Option<FontChoice>,
    /// `latin`: the face of Latin words in text and headings, asked before that of the text.
    pub latin: Option<FontChoice>,
    /// `emphasis = "bold" | "slanted"`: how emphasised words of Persian differ.
    pub emphasis: Emphasis,
    /// `features`: OpenType features of all faces, in the order written.
    pub features: Vec<FontFeature>,
    /// Fonts in memory, which no key of `book.toml` names: those of the caller.
    pub given: GivenFonts,
}

/// How emphasised words of Persian differ from those around them; Latin is italic either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// `"bold"`: in bold, as Persian print does.
    #[default]
    Bold,
    /// `"slanted"`: in a hand that leans to the left (ایرانیک).
    Slanted,
}

/// What the author set a text in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontChoice {
    /// A family of the program by its name: `Vazirmatn`, `noto-nastaliq-urdu`.
    Family {
        /// The name as it is written.
        name: String,
        /// Where.
        span: Span,
    },
    /// Files of the book.
    Files(FontFiles),
}

/// A family in its cuts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFiles {
    /// The regular weight.
    pub regular: BookPath,
    /// The bold weight, where there is one.
    pub bold: Option<BookPath>,
    /// The italic, or the slanted hand of Persian; the bold stands in for it.
    pub italic: Option<BookPath>,
    /// The same in bold.
    pub bold_italic: Option<BookPath>,
}

impl FontChoice {
    /// The files of the book that it names.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &BookPath> {
        let paths = match self {
            Self::Family { .. } => [None; 4],
            Self::Files(files) => [
                Some(&files.regular),
                files.bold.as_ref(),
                files.italic.as_ref(),
                files.bold_italic.as_ref(),
            ],
        };
        paths.into_iter().flatten()
    }
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
    /// The name that messages call it by, as a file name («Amiri-Regular.ttf»).
    pub name: String,
    /// The bytes of the regular weight.
    pub regular: Arc<[u8]>,
    /// The bytes of the bold weight, where there is one.
    pub bold: Option<Arc<[u8]>>,
}

/// Reads `[fonts]`.
pub(super) fn read(reader: &mut Reader<'_>, root: &DeTable<'_>) -> FontSettings {
    let section = reader.section(root, "fonts", keys::FONTS);
    FontSettings {
        body: font_choice(reader, &section, "body"),
        heading: font_choice(reader, &section, "heading"),
        code: font_choice(reader, &section, "code"),
        latin: font_choice(reader, &section, "latin"),
        emphasis: emphasis(reader, &section),
        features: features::read(reader, &section),
        given: GivenFonts::default(),
    }
}

/// A family of the program, one file, or a table of files.
fn font_choice(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<FontChoice> {
    let value = section.get(key)?;
    if let DeValue::String(name) = value.get_ref() {
        // A name without an ending is no file.
        if !name.contains('.') {
            let Text { text, span } = reader.as_text(value, key)?;
            return Some(FontChoice::Family {
                name: text.to_owned(),
                span,
            });
        }
        let only = |regular| FontFiles {
            regular,
            bold: None,
            italic: None,
            bold_italic: None,
        };
        return reader.as_file(value, key).map(only).map(FontChoice::Files);
    }
    let table = reader.table(value, key, keys::CUTS);
    if table.get("regular").is_none() && value.get_ref().is_table() {
        reader
            .bad_value(table.span, format!("`{key}` names no regular face"))
            .hint("write { regular = \"….ttf\", bold = \"….ttf\" }");
    }
    let mut file = |key| reader.file(&table, key);
    let [bold, italic, bold_italic] = ["bold", "italic", "bold-italic"].map(&mut file);
    Some(FontChoice::Files(FontFiles {
        regular: file("regular")?,
        bold,
        italic,
        bold_italic,
    }))
}

fn emphasis(reader: &mut Reader<'_>, section: &Section<'_>) -> Emphasis {
    let Some(Text { text, span }) = reader.text(section, "emphasis") else {
        return Emphasis::Bold;
    };
    match text {
        "bold" => Emphasis::Bold,
        "slanted" => Emphasis::Slanted,
        _ => {
            reader
                .bad_value(
                    span,
                    format!("no words are emphasised by {}", isolate(text)),
                )
                .hint("write \"bold\" or \"slanted\" (ایرانیک)");
            Emphasis::Bold
        }
    }
}
