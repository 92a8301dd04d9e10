//! The cover: the author's picture, or one made of the title, in; a raster picture for stores out.

use super::container::Resource;
use super::xml::escape;
use super::{Binding, EpubError, media};
use crate::config::Role;
use crate::font::{FaceStyle, Family, FontSet, Weight};
use crate::locale::Direction;
use crate::picture::{Picture, PictureFormat, draw, rasterise_on_paper};

/// Name of the cover's file, without its ending.
const STEM: &str = "images/cover";

/// Width in pixels: with 3:4 it gives 1.9 million pixels, sharp on every reader and within limits.
const WIDTH: u32 = 1200;
/// Height in pixels.
const HEIGHT: u32 = 1600;

/// The words keep this distance from the edges, in pixels.
const EDGE: f32 = 150.0;

/// The cover as a raster picture.
///
/// # Errors
/// The picture could not be encoded.
pub(super) fn raster(binding: Binding<'_>) -> Result<Resource, EpubError> {
    let own = binding
        .config
        .book
        .cover
        .as_ref()
        .and_then(|path| binding.pictures.get(path));
    match own {
        Some(picture) if picture.format == PictureFormat::Svg => photograph(picture),
        Some(picture) => media::prepare_cover(picture, STEM),
        None => {
            let drawn = draw(&typographic(binding), binding.fonts);
            photograph(&drawn.ok_or_else(|| EpubError::new("the cover cannot be drawn"))?)
        }
    }
}

/// Draws an SVG cover; a tall one is made narrower, so that no cover exceeds the stores' limits.
fn photograph(picture: &Picture) -> Result<Resource, EpubError> {
    let (width, height) = (
        u64::from(picture.width.max(1)),
        u64::from(picture.height.max(1)),
    );
    let fitting = u64::from(HEIGHT) * width / height;
    let fitting = u32::try_from(fitting).unwrap_or(WIDTH).clamp(1, WIDTH);
    let pixels = rasterise_on_paper(picture, fitting);
    let pixels = pixels.ok_or_else(|| EpubError::new("the cover cannot be drawn"))?;
    media::drawn(&pixels, STEM)
}

/// A line of the typographic cover.
struct Line<'a> {
    words: &'a str,
    size: f32,
    weight: Weight,
}

/// A quiet cover for a book that has none: title, subtitle and names within a frame.
fn typographic(binding: Binding<'_>) -> String {
    let book = &binding.config.book;
    let title = Line {
        words: &book.title,
        size: title_size(&book.title),
        weight: Weight::Bold,
    };
    let subtitle = book.subtitle.as_deref().unwrap_or_default();
    let subtitle = Line {
        words: subtitle,
        size: 56.0,
        weight: Weight::Regular,
    };
    let authors = book
        .people
        .iter()
        .filter(|person| person.role == Role::Author);
    let names: Vec<&str> = authors.map(|person| person.name.as_str()).collect();
    let mut text = String::new();
    let foot = set(&mut text, &title, 560.0, binding);
    set(&mut text, &subtitle, foot + 60.0, binding);
    let mut foot = 1330.0;
    for name in names {
        let line = Line {
            words: name,
            size: 54.0,
            weight: Weight::Regular,
        };
        foot = set(&mut text, &line, foot, binding);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#f6f1e7\"/>\
         <g fill=\"none\" stroke=\"#7c2d26\"><rect x=\"60\" y=\"60\" width=\"1080\" height=\"1480\" \
         stroke-width=\"6\"/><rect x=\"78\" y=\"78\" width=\"1044\" height=\"1444\" \
         stroke-width=\"2\"/></g><g fill=\"#2a2522\" text-anchor=\"middle\">{text}</g></svg>"
    )
}

/// Long titles are set smaller.
fn title_size(title: &str) -> f32 {
    match title.chars().count() {
        0..=24 => 128.0,
        25..=60 => 104.0,
        61..=120 => 80.0,
        _ => 60.0,
    }
}

/// Sets words in lines below one another; returns where the next line would stand.
fn set(text: &mut String, line: &Line<'_>, top: f32, binding: Binding<'_>) -> f32 {
    /// Leading of the cover's lines; Naskh needs room above and below.
    const LEADING: f32 = 1.6;
    let family = binding
        .fonts
        .face(
            binding
                .fonts
                .primary(FaceStyle::upright(Family::Heading, line.weight)),
        )
        .family();
    let weight = if line.weight == Weight::Bold {
        700
    } else {
        400
    };
    let (size, mut foot) = (line.size, top);
    #[expect(clippy::cast_precision_loss, reason = "a page's height is exact")]
    let foot_of_page = HEIGHT as f32;
    for words in break_lines(line, binding.fonts) {
        // Nobody sees what stands below the cover, and a drawing may have only so many words.
        if foot > foot_of_page {
            break;
        }
        let turned = turn(&words, binding.config.book.direction);
        text.push_str(&format!(
            "<text x=\"600\" y=\"{foot}\" font-family=\"{}\" font-weight=\"{weight}\" \
             font-size=\"{size}\">{}</text>",
            escape(family),
            escape(&turned)
        ));
        foot += size * LEADING;
    }
    foot
}

/// Isolates a line in the book's direction: usvg sets every text from the left.
fn turn(words: &str, direction: Direction) -> String {
    const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
    const POP_ISOLATE: char = '\u{2069}';
    match Direction::dominant(words, direction).unwrap_or(direction) {
        Direction::Rtl => format!("{RIGHT_TO_LEFT_ISOLATE}{words}{POP_ISOLATE}"),
        Direction::Ltr => words.to_owned(),
    }
}

/// Breaks words into lines that fit between the edges.
fn break_lines(line: &Line<'_>, fonts: &FontSet) -> Vec<String> {
    #[expect(clippy::cast_precision_loss, reason = "a page's width is exact")]
    let measure = WIDTH as f32 - 2.0 * EDGE;
    let mut lines: Vec<String> = Vec::new();
    for word in line.words.split_whitespace() {
        match lines.last_mut() {
            Some(last) if width(&format!("{last} {word}"), line, fonts) <= measure => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The width of words from their letters alone: joined letters are narrower, so the words fit.
fn width(words: &str, line: &Line<'_>, fonts: &FontSet) -> f32 {
    let advance = |letter: char| {
        let face =
            fonts.face(fonts.find(FaceStyle::upright(Family::Heading, line.weight), letter)?);
        Some(face.advance(face.glyph(letter)?))
    };
    words.chars().filter_map(advance).sum::<f32>() * line.size
}
