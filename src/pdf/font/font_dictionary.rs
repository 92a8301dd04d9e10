//! Embedded font programs in, font dictionaries of the document out (ISO 32000-2, 9.7 and 9.8).

use std::fmt::Write;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::code_book::{CodeBook, Entry, FaceCodes, write_resource_name};
use super::font_metrics::{Outlines, whole};
use super::outline::Text;
use super::subset::{Embedded, embed};
use crate::font::{Face, FontSet};
use crate::pdf::PdfError;
use crate::pdf::object::deflate::deflated;
use crate::pdf::object::number::number;
use crate::pdf::object::objects::Objects;
use crate::pdf::text::code::Aside;

/// Adds the fonts that the pages show codes of; gives back the dictionary of their names.
///
/// # Errors
/// A font cannot be subset.
pub(in crate::pdf) fn add(
    objects: &mut Objects,
    fonts: &FontSet,
    codes: &CodeBook<'_>,
) -> Result<Dictionary, PdfError> {
    let faces: Vec<_> = codes.faces().collect();
    let programs: Vec<Result<Embedded, PdfError>> = faces
        .par_iter()
        .map(|(face, codes_of)| embed(fonts.face(*face), codes.metrics.get(*face), codes_of))
        .collect();
    let mut names = Dictionary::new();
    for ((face, codes_of), program) in faces.iter().zip(programs) {
        let font = add_font(objects, fonts.face(*face), codes_of, &program?);
        let mut name = Vec::new();
        write_resource_name(&mut name, *face);
        names.set(name, font);
    }
    Ok(names)
}

/// Adds a composite font that is shown with two-byte codes.
fn add_font(objects: &mut Objects, face: &Face, codes: &FaceCodes, font: &Embedded) -> ObjectId {
    let name = format!("{}+{}", font.tag(), post_script_name(face));
    let encoding = match font.outlines {
        Outlines::TrueType => Object::from("Identity-H"),
        Outlines::PostScript => objects.add(code_map(font)).into(),
    };
    let descendant = add_descendant(objects, face, font, &name);
    let to_unicode = objects.add(unicode_map(codes));
    objects.add(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => Object::Name(name.into_bytes()),
        "Encoding" => encoding,
        "DescendantFonts" => vec![descendant.into()],
        "ToUnicode" => to_unicode,
    })
}

/// The PostScript name, or one made of the family's, in letters that need no escape.
fn post_script_name(face: &Face) -> String {
    let tables = FontRef::new(face.data()).ok();
    let stated = tables.and_then(|font| {
        let string = font
            .localized_strings(StringId::POSTSCRIPT_NAME)
            .english_or_first()?;
        Some(string.chars().collect::<String>())
    });
    let plain = |name: &str| -> String {
        name.chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
            .collect()
    };
    let names = [stated.as_deref().map(plain), Some(plain(face.family()))];
    names
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "Font".to_owned())
}

fn add_descendant(objects: &mut Objects, face: &Face, font: &Embedded, name: &str) -> ObjectId {
    let descriptor = add_descriptor(objects, face, font, name);
    let mut dict = dictionary! {
        "Type" => "Font",
        "BaseFont" => Object::Name(name.as_bytes().to_vec()),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 0,
        "W" => widths(face, font),
    };
    match font.outlines {
        Outlines::TrueType => {
            let map = font
                .glyphs
                .iter()
                .flat_map(|glyph| glyph.to_be_bytes())
                .collect();
            let map = objects.add(deflated(Dictionary::new(), map));
            dict.set("Subtype", "CIDFontType2");
            dict.set("CIDToGIDMap", map);
        }
        Outlines::PostScript => dict.set("Subtype", "CIDFontType0"),
    }
    objects.add(dict)
}

/// The widths by CID in thousandths of an em: codes are CIDs in TrueType fonts, glyphs in others.
fn widths(face: &Face, font: &Embedded) -> Vec<Object> {
    let width = |advance: u16| -> Object {
        let mut text = Vec::new();
        number(&mut text, f32::from(advance) * 1000.0 / face.units_per_em());
        let text = String::from_utf8_lossy(&text);
        text.parse::<i64>().map_or_else(
            |_| Object::Real(text.parse().unwrap_or(0.0)),
            Object::Integer,
        )
    };
    let mut by_cid: Vec<u16> = Vec::new();
    match font.outlines {
        Outlines::TrueType => by_cid.clone_from(&font.advances),
        Outlines::PostScript => {
            for (glyph, advance) in font.glyphs.iter().zip(&font.advances) {
                let glyph = usize::from(*glyph);
                by_cid.resize(by_cid.len().max(glyph + 1), 0);
                by_cid[glyph] = *advance;
            }
        }
    }
    vec![
        0.into(),
        Object::Array(by_cid.into_iter().map(width).collect()),
    ]
}

/// The measures of a face in its descriptor, in thousandths of an em.
struct Measures {
    flags: i64,
    bounds: [i32; 4],
    italic_angle: i32,
    ascent: i32,
    descent: i32,
    cap_height: i32,
    stem: i32,
}

impl Measures {
    const FIXED_PITCH: i64 = 1;
    /// The codes are our own, of no standard encoding.
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;

    fn of(face: &Face) -> Self {
        let tables = FontRef::new(face.data()).ok();
        let head = tables.as_ref().and_then(|font| font.head().ok());
        let post = tables.as_ref().and_then(|font| font.post().ok());
        let os2 = tables.as_ref().and_then(|font| font.os2().ok());
        let scale = |units: i16| whole(f32::from(units) * 1000.0 / face.units_per_em());
        let bounds = head.map_or([0, -500, 1000, 1000], |head| {
            [head.x_min(), head.y_min(), head.x_max(), head.y_max()].map(scale)
        });
        let fixed = post.as_ref().is_some_and(|post| post.is_fixed_pitch() != 0);
        let italic_angle = post.map_or(0, |post| whole(post.italic_angle().to_f32()));
        let cap_height = os2.as_ref().and_then(|os2| os2.s_cap_height());
        let weight = os2.map_or(400, |os2| os2.us_weight_class());
        Self {
            flags: Self::SYMBOLIC
                | if fixed { Self::FIXED_PITCH } else { 0 }
                | if italic_angle == 0 { 0 } else { Self::ITALIC },
            bounds,
            italic_angle,
            ascent: whole(face.metrics().ascent * 1000.0),
            descent: whole(-face.metrics().descent * 1000.0),
            cap_height: cap_height.map_or(700, scale),
            stem: stem_of(weight),
        }
    }
}

/// The width of stems, from the weight: fonts do not state it.
fn stem_of(weight: u16) -> i32 {
    whole(10.0 + 0.244 * (f32::from(weight) - 50.0))
}

fn add_descriptor(objects: &mut Objects, face: &Face, font: &Embedded, name: &str) -> ObjectId {
    let measures = Measures::of(face);
    let bounds: Vec<Object> = measures
        .bounds
        .iter()
        .map(|bound| (*bound).into())
        .collect();
    let mut dict = dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => Object::Name(name.as_bytes().to_vec()),
        "Flags" => measures.flags,
        "FontBBox" => bounds,
        "ItalicAngle" => measures.italic_angle,
        "Ascent" => measures.ascent,
        "Descent" => measures.descent,
        "CapHeight" => measures.cap_height,
        "StemV" => measures.stem,
    };
    let length = i64::try_from(font.program.len()).unwrap_or(i64::MAX);
    let (key, about) = match font.outlines {
        Outlines::TrueType => ("FontFile2", dictionary! { "Length1" => length }),
        Outlines::PostScript => ("FontFile3", dictionary! { "Subtype" => "CIDFontType0C" }),
    };
    let program = objects.add(deflated(about, font.program.clone()));
    dict.set(key, program);
    objects.add(dict)
}

/// How many lines a section of a CMap may have (Adobe Technical Note 5014).
const SECTION: usize = 100;

/// A CMap of these sections.
fn cmap(name: &str, kind: u8, sections: &str) -> Vec<u8> {
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering ({name}) /Supplement 0 >> def\n\
         /CMapName /Adobe-{name}-UCS def\n/CMapType {kind} def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{sections}\
         endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    .into_bytes()
}

fn sections(lines: &[String], kind: &str) -> String {
    let section = |lines: &[String]| {
        format!(
            "{} begin{kind}\n{}\nend{kind}\n",
            lines.len(),
            lines.join("\n")
        )
    };
    lines.chunks(SECTION).map(section).collect()
}

/// The values that no code may stand for (ISO 14289-1, 7.21.7) become what they are meant as: U+FEFF
/// inside a text is a word joiner, the others are no characters.
fn readable(letter: char) -> char {
    const WORD_JOINER: char = '\u{2060}';
    match letter {
        '\u{FEFF}' => WORD_JOINER,
        '\0' | '\u{FFFE}' => char::REPLACEMENT_CHARACTER,
        letter => letter,
    }
}

/// The text of each code (ISO 32000-2, 9.10.3).
fn unicode_map(codes: &FaceCodes) -> Stream {
    let line = |(code, entry): (u16, &Entry)| text_of_code(code, &entry.text);
    let said = codes.entries().filter(|(_, entry)| !entry.text.is_empty());
    let lines: Vec<String> = said.map(line).collect();
    // What PDFBox alone reads comes first: the others let what follows take its place.
    let byte = |(code, entry): (u16, &Entry)| {
        let text = entry.pdfbox.as_ref()?;
        let code = u8::try_from(code).ok()?;
        Some(format!("<{code:02X}> <{}>", utf16(text)))
    };
    let bytes: Vec<String> = codes.entries().filter_map(byte).collect();
    let mut map = sections(&bytes, "bfchar") + &sections(&lines, "bfchar");
    for (code, entry) in codes.entries() {
        let nothing = Text::new();
        let text = match &entry.pypdf {
            Aside::Same => continue,
            Aside::Nothing => &nothing,
            Aside::Text(text) => text,
        };
        // A comment, but pypdf puts the entry on a line of its own before it looks for comments.
        let line = text_of_code(code, text);
        let _ = writeln!(map, "% beginbfchar {line} endbfchar");
    }
    deflated(Dictionary::new(), cmap("UCS", 2, &map))
}

/// A code and its text.
fn text_of_code(code: u16, text: &Text) -> String {
    format!("<{code:04X}> <{}>", utf16(text))
}

/// A text in hexadecimal UTF-16.
fn utf16(text: &Text) -> String {
    let mut units = String::new();
    for letter in text.iter().copied().map(readable) {
        for unit in letter.encode_utf16(&mut [0; 2]) {
            let _ = write!(units, "{unit:04X}");
        }
    }
    units
}

/// The glyph of each code, for fonts that have no map from CIDs to glyphs.
fn code_map(font: &Embedded) -> Stream {
    let line = |(code, glyph): (usize, &u16)| format!("<{code:04X}> {glyph}");
    let lines: Vec<String> = font.glyphs.iter().enumerate().map(line).collect();
    let about = dictionary! {
        "Type" => "CMap",
        "CMapName" => "Adobe-Identity-UCS",
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
    };
    deflated(about, cmap("Identity", 1, &sections(&lines, "cidchar")))
}
