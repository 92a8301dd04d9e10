//! Drawings: the bytes of an SVG in; a tree, its clean SVG or its pixels out.
//!
//! usvg reads the file with our own faces only, and what it keeps is shapes: scripts, handlers and
//! references out of the file do not survive it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use image::metadata::Orientation;
use image::{RgbImage, RgbaImage};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use usvg::fontdb::{Database, Source};
use usvg::{ImageHrefResolver, ImageKind, Indent, Options, Tree, WriteOptions};

use super::decoded::{Picture, PictureFormat, PixelSize};
use super::own_ids::with_own_ids;
use super::reading::{Dropped, Fault, Reading};
use super::survey::survey;
use super::{budget, raster};
use crate::config::{Config, FontChoice};
use crate::diag::catch_panic;
use crate::font::{FontSet, embedded_faces, is_sound};
use crate::limits;
use crate::source::Files;

/// Beyond these bytes no `<svg` is looked for: comments and a DOCTYPE may stand before it.
const HEAD: usize = 4096;

/// Decimal places of coordinates in clean SVG: a hundredth of a pixel is below what eyes see.
const COORDINATE_PLACES: u8 = 2;

/// Decimal places of transforms; they multiply coordinates, so they keep more.
const TRANSFORM_PLACES: u8 = 6;

/// The faces that text in drawings is set in; read when the first drawing asks.
pub(super) struct Faces<'a> {
    /// What `systemLanguage` in a drawing is compared with.
    language: String,
    gather: Box<dyn Fn() -> Database + Send + Sync + 'a>,
    database: OnceLock<Arc<Database>>,
}

impl<'a> Faces<'a> {
    /// Our faces, those that the caller gives and those that the author names; never the machine's.
    pub(super) fn new(config: &'a Config, files: &'a dyn Files) -> Self {
        let gather = move || {
            let mut database = database();
            for (_, data) in embedded_faces() {
                database.load_font_source(Source::Binary(Arc::new(data)));
            }
            for data in given_fonts(config) {
                database.load_font_source(Source::Binary(Arc::new(data)));
            }
            for data in own_fonts(config, files) {
                database.load_font_source(Source::Binary(Arc::new(data)));
            }
            database
        };
        let language = config.book.language.primary().to_owned();
        Self {
            language,
            gather: Box::new(gather),
            database: OnceLock::new(),
        }
    }

    /// The faces of a set that is loaded already.
    fn of(fonts: &'a FontSet) -> Self {
        let gather = move || {
            let mut database = database();
            for (_, face) in fonts.faces() {
                database.load_font_source(Source::Binary(Arc::new(face.data().to_vec())));
            }
            database
        };
        Self {
            language: String::new(),
            gather: Box::new(gather),
            database: OnceLock::new(),
        }
    }

    fn database(&self) -> Arc<Database> {
        Arc::clone(self.database.get_or_init(|| Arc::new((self.gather)())))
    }
}

/// A database without faces that knows what the generic families mean.
fn database() -> Database {
    let mut database = Database::new();
    database.set_serif_family("Sahhaf Naskh");
    database.set_sans_serif_family("Vazirmatn");
    database.set_cursive_family("Sahhaf Naskh");
    database.set_fantasy_family("Vazirmatn");
    database.set_monospace_family("Vazir Code Hack");
    database
}

/// The fonts that the caller gives.
fn given_fonts(config: &Config) -> Vec<Arc<[u8]>> {
    let given = &config.fonts.given;
    let fonts = given.body.iter().chain(&given.heading).chain(&given.code);
    let weights = fonts.flat_map(|font| std::iter::once(&font.regular).chain(font.bold.as_ref()));
    weights.cloned().collect()
}

/// The author's fonts as far as they can be read; `font` reports those that cannot.
fn own_fonts(config: &Config, files: &dyn Files) -> Vec<Vec<u8>> {
    let named = [
        &config.fonts.body,
        &config.fonts.heading,
        &config.fonts.code,
        &config.fonts.latin,
    ];
    let named = named.into_iter().flatten();
    let paths = named.flat_map(FontChoice::paths);
    let read = |path| files.read(path).ok().filter(|data| is_sound(data));
    paths.filter_map(read).collect()
}

/// Reads a drawing that the tool made itself, with the faces of the book.
///
/// `None` when it is no SVG.
pub fn draw(svg: &str, fonts: &FontSet) -> Option<Picture> {
    read(Arc::from(svg.as_bytes()), &Faces::of(fonts))
        .picture
        .ok()
}

/// Whether the bytes begin like an SVG. Compressed SVG is refused: its size is not known before.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    head.trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with('<')
        && head.contains("<svg")
}

/// Reads a drawing.
pub(super) fn read(bytes: Arc<[u8]>, faces: &Faces<'_>) -> Reading {
    let outside = Mutex::new(Vec::new());
    let mut dropped = Vec::new();
    let picture = survey(&bytes, &mut dropped)
        .and_then(|()| parse(&bytes, faces, &outside))
        .and_then(|tree| budget::check(&tree).map(|()| tree))
        .and_then(|tree| tried(&tree).map(|()| tree))
        .map(|tree| as_picture(bytes, tree));
    let outside = outside.into_inner().unwrap_or_else(PoisonError::into_inner);
    dropped.extend(outside.into_iter().map(Dropped::Outside));
    Reading { picture, dropped }
}

fn as_picture(bytes: Arc<[u8]>, tree: Tree) -> Picture {
    let size = tree.size().to_int_size();
    let (width, height) = (size.width(), size.height());
    Picture {
        format: PictureFormat::Svg,
        bytes,
        orientation: Orientation::NoTransforms,
        width,
        height,
        tree: Some(Arc::new(tree)),
    }
}

fn parse(bytes: &[u8], faces: &Faces<'_>, outside: &Mutex<Vec<String>>) -> Result<Tree, Fault> {
    let options = Options {
        font_family: "Vazirmatn".to_owned(),
        languages: vec![faces.language.clone()],
        image_href_resolver: resolver(outside),
        fontdb: faces.database(),
        ..Options::default()
    };
    // The door for strangers' drawings: what the survey lets through may still surprise the library.
    match catch_panic(|| Tree::from_data(bytes, &options)) {
        Ok(read) => read.map_err(|error| Fault::Broken(error.to_string())),
        Err(panicked) => Err(Fault::Broken(panicked.words)),
    }
}

/// Pictures inside a drawing: those it carries are checked like any other, the rest is left out.
fn resolver(outside: &Mutex<Vec<String>>) -> ImageHrefResolver<'_> {
    let carried = ImageHrefResolver::default_data_resolver();
    // All pictures that one drawing carries are bounded together: one can be named a thousand times.
    let left = AtomicU64::new(limits::PICTURE_PIXELS);
    let note = move |target: &str| {
        let mut found = outside.lock().unwrap_or_else(PoisonError::into_inner);
        found.push(target.to_owned());
    };
    ImageHrefResolver {
        resolve_data: Box::new(move |mime, data, options| {
            let whole = if is_svg(&data) {
                survey(&data, &mut Vec::new()).is_ok()
            } else {
                raster::size(&data).is_ok_and(|size| pay(&left, size))
                    && raster::check(&data).is_ok()
            };
            let kept = whole.then(|| carried(mime, data, options)).flatten();
            let kept = kept.and_then(|kind| with_clean_ids(kind, options));
            if kept.is_none() {
                note(mime);
            }
            kept
        }),
        resolve_string: Box::new(move |target, _| {
            note(target);
            None
        }),
    }
}

/// A drawing inside a drawing with ids of its own, too: usvg writes it as a file in an attribute.
fn with_clean_ids(kind: ImageKind, options: &Options<'_>) -> Option<ImageKind> {
    match kind {
        ImageKind::SVG(tree) => {
            let clean = Tree::from_str(&write(&tree), options).ok()?;
            Some(ImageKind::SVG(clean))
        }
        pixels => Some(pixels),
    }
}

impl Picture {
    /// The SVG as curves: no text, script, handler or outside reference is left in it.
    ///
    /// `None` for every other format.
    pub fn clean_svg(&self) -> Option<String> {
        self.tree.as_ref().map(|tree| write(tree))
    }
}

/// Takes the pixels of a picture from those that are left; nothing where they are too few.
fn pay(left: &AtomicU64, size: PixelSize) -> bool {
    let pixels = size.pixels();
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
        left.checked_sub(pixels)
    })
    .is_ok()
}

/// Writes a drawing as shapes alone, with the viewBox that lets every reading system scale it.
fn write(tree: &Tree) -> String {
    let options = WriteOptions {
        preserve_text: false,
        coordinates_precision: COORDINATE_PLACES,
        transforms_precision: TRANSFORM_PLACES,
        indent: Indent::None,
        ..WriteOptions::default()
    };
    let size = tree.size();
    let view = format!("<svg viewBox=\"0 0 {} {}\" ", size.width(), size.height());
    with_own_ids(&tree.to_string(&options)).replacen("<svg ", &view, 1)
}

/// Draws an SVG at a width in pixels, on nothing; the height follows.
///
/// `None` for every other format, and for a size that no memory holds.
pub fn rasterise(picture: &Picture, width: u32) -> Option<RgbaImage> {
    let pixels = render(picture, width, Color::TRANSPARENT)?;
    let mut straight = Vec::with_capacity(pixels.pixels().len());
    for pixel in pixels.pixels() {
        let colour = pixel.demultiply();
        straight.push([colour.red(), colour.green(), colour.blue(), colour.alpha()]);
    }
    RgbaImage::from_raw(pixels.width(), pixels.height(), straight.into_flattened())
}

/// Draws an SVG at a width in pixels, on white paper; the height follows.
///
/// `None` for every other format, and for a size that no memory holds.
pub fn rasterise_on_paper(picture: &Picture, width: u32) -> Option<RgbImage> {
    let pixels = render(picture, width, Color::WHITE)?;
    // On paper nothing shines through, so no colour has to be divided by its alpha.
    let (shown, _) = pixels.data().as_chunks::<4>();
    let mut opaque = Vec::with_capacity(shown.len());
    for [red, green, blue, _] in shown {
        opaque.push([*red, *green, *blue]);
    }
    RgbImage::from_raw(pixels.width(), pixels.height(), opaque.into_flattened())
}

fn render(picture: &Picture, width: u32, ground: Color) -> Option<Pixmap> {
    /// Above this a drawing is so tall and thin that it is no picture.
    const MAX_HEIGHT: f32 = 20_000.0;
    let tree = picture.tree.as_ref()?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "widths of pictures are far below 2^24"
    )]
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale)
        .round()
        .clamp(1.0, MAX_HEIGHT);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped above"
    )]
    let mut pixels = Pixmap::new(width, height as u32)?;
    pixels.fill(ground);
    let scale = Transform::from_scale(scale, scale);
    // The door for drawings of strangers, as for `parse`.
    catch_panic(|| resvg::render(tree, scale, &mut pixels.as_mut())).ok()?;
    Some(pixels)
}

/// Draws what has filters once, small: a filter that the library cannot follow is told before the book is set.
fn tried(tree: &Tree) -> Result<(), Fault> {
    /// Pixels of the longer side.
    const SMALL: f32 = 64.0;
    if tree.filters().is_empty() {
        return Ok(());
    }
    let longer = tree.size().width().max(tree.size().height());
    let scale = SMALL / longer;
    let drawn = catch_panic(|| {
        let mut pixels = Pixmap::new(64, 64)?;
        let scale = Transform::from_scale(scale, scale);
        resvg::render(tree, scale, &mut pixels.as_mut());
        Some(())
    });
    drawn.map(drop).map_err(|panicked| {
        let words = format!("a filter of it cannot be drawn ({})", panicked.words);
        Fault::Broken(words)
    })
}
