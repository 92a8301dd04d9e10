//! Pictures as stores take them: the book's pictures in, files of the EPUB out.
//!
//! What fits passes as it is; what is larger than the stores' limits is scaled, what is in no core
//! format (EPUB 3.3, clause 3.2) is converted, drawings become curves.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader, RgbImage, RgbaImage,
};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::container::Resource;
use super::{Binding, EpubError};
use crate::lookup::Lookup;
use crate::model::{Block, BlockKind, InlineKind, visit_blocks, visit_inlines};
use crate::picture::{Picture, PictureFormat, Pictures, take_turn};
use crate::source::BookPath;

/// Apple Books refuses pictures of more pixels.
const MAX_PIXELS: u64 = 4_000_000;

/// Kobo refuses larger files.
const MAX_BYTES: usize = 5_000_000;

/// Above this JPEG grows without looking better on a reader.
const QUALITY: u8 = 88;

/// The pictures of the text.
pub(super) struct Media {
    /// Every picture, sorted by the author's path.
    pub(super) pictures: Vec<Resource>,
    names: Lookup<BookPath, usize>,
    /// Whether a picture may move, so that nobody can promise that it does not flash.
    pub(super) moves: bool,
}

impl Media {
    /// The file of a picture in the EPUB; `None` where it could not be read (reported already).
    pub(super) fn href(&self, path: &BookPath) -> Option<&str> {
        self.names
            .get(path)
            .map(|at| self.pictures[*at].file.as_str())
    }
}

/// Prepares every picture that the text names.
///
/// # Errors
/// A picture could not be encoded.
pub(super) fn gather(binding: Binding<'_>) -> Result<Media, EpubError> {
    let used = used(binding);
    let read = |path: &BookPath| {
        let picture = binding.pictures.get(path);
        picture.expect("`used` lists what was read")
    };
    let pictures: Vec<&Picture> = used.iter().map(read).collect();
    let moves = pictures
        .iter()
        .any(|picture| picture.format == PictureFormat::Gif);
    let prepare = |(at, picture): (usize, &Picture)| {
        let _turn = take_turn(picture.pixels());
        prepare(picture, &format!("images/image-{:02}", at + 1))
    };
    let numbered = pictures.into_par_iter().enumerate();
    let pictures: Result<Vec<Resource>, EpubError> = numbered.map(prepare).collect();
    let names = used.into_iter().zip(0..).collect();
    Ok(Media {
        pictures: pictures?,
        names,
        moves,
    })
}

/// The paths of the pictures that the text names and that could be read, sorted.
fn used(binding: Binding<'_>) -> Vec<BookPath> {
    let book = &binding.book.book;
    let chapters = book.chapters.iter().map(|chapter| &chapter.blocks);
    let marked = |id| binding.book.note_number(id).is_some();
    let notes = binding.book.notes();
    let notes = notes
        .filter(|(id, _)| marked(*id))
        .map(|(_, note)| &note.blocks);
    let mut used = Vec::new();
    chapters
        .chain(notes)
        .for_each(|blocks| name_pictures(blocks, binding.pictures, &mut used));
    used.sort();
    used.dedup();
    used
}

fn name_pictures(blocks: &[Block], pictures: &Pictures, used: &mut Vec<BookPath>) {
    let mut add = |path: &BookPath| used.extend(pictures.get(path).map(|_| path.clone()));
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Figure(figure) = &block.kind {
            add(&figure.image.path);
        }
    });
    visit_inlines(blocks, &mut |inline| {
        if let InlineKind::Image(image) = &inline.kind {
            add(&image.path);
        }
    });
}

/// Makes a file of a picture; `stem` is its name without an ending.
pub(super) fn prepare(picture: &Picture, stem: &str) -> Result<Resource, EpubError> {
    if let Some(drawing) = picture.clean_svg() {
        return Ok(Resource::new(
            format!("{stem}.svg"),
            "image/svg+xml",
            drawing.into_bytes(),
        ));
    }
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    let fits = pixels <= MAX_PIXELS && picture.bytes.len() <= MAX_BYTES;
    let passes = match picture.format {
        PictureFormat::Png => Some(("png", "image/png")),
        PictureFormat::Jpeg => Some(("jpg", "image/jpeg")),
        PictureFormat::Gif => Some(("gif", "image/gif")),
        // Apple Books alone shows WebP everywhere; Amazon and Kobo refuse books with it.
        PictureFormat::Webp | PictureFormat::Bmp | PictureFormat::Tiff | PictureFormat::Svg => None,
    };
    match passes {
        Some((ending, kind)) if fits => Ok(Resource::new(
            format!("{stem}.{ending}"),
            kind,
            picture.bytes.to_vec(),
        )),
        _ => encode(scale(decode(picture)?), kind_of(picture), stem),
    }
}

/// The format that pixels are written as: a WebP that was compressed as photographs are becomes one.
fn kind_of(picture: &Picture) -> PictureFormat {
    match picture.format {
        PictureFormat::Webp if is_photograph(&picture.bytes) => PictureFormat::Jpeg,
        format => format,
    }
}

/// Whether a WebP holds a lossy picture without transparency: a chunk `VP8 ` and none for the alpha channel
/// (RFC 9649, 2.5 to 2.7).
fn is_photograph(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((head, behind)) = rest.split_first_chunk::<8>() {
        match &head[..4] {
            b"VP8 " => return true,
            b"VP8L" | b"ALPH" | b"ANIM" => return false,
            _ => {}
        }
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        // Chunks are filled to an even length.
        let next = length.saturating_add(length % 2);
        rest = behind.get(next..).unwrap_or_default();
    }
    false
}

/// Makes the cover's file: PNG or JPEG, which every store takes.
pub(super) fn prepare_cover(picture: &Picture, stem: &str) -> Result<Resource, EpubError> {
    match picture.format {
        PictureFormat::Gif | PictureFormat::Webp => {
            encode(scale(decode(picture)?), kind_of(picture), stem)
        }
        _ => prepare(picture, stem),
    }
}

/// Decodes a picture and turns it the way its camera held it.
fn decode(picture: &Picture) -> Result<DynamicImage, EpubError> {
    let failed = |cause: image::ImageError| EpubError::of_part("a picture cannot be scaled", cause);
    let reader = ImageReader::new(Cursor::new(&*picture.bytes)).with_guessed_format();
    let reader = reader.map_err(EpubError::new)?;
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let orientation = decoder.orientation().map_err(failed)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(failed)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Scales a picture down until it has no more than [`MAX_PIXELS`].
fn scale(image: DynamicImage) -> DynamicImage {
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    #[expect(clippy::cast_precision_loss, reason = "four million is exact")]
    let factor = (MAX_PIXELS as f64 / (width * height)).sqrt();
    if factor >= 1.0 {
        return image;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "smaller than before"
    )]
    let side = |length: f64| (length * factor).floor().max(1.0) as u32;
    image.resize_exact(side(width), side(height), FilterType::CatmullRom)
}

fn unwritten(cause: image::ImageError) -> EpubError {
    EpubError::of_part("a picture cannot be written", cause)
}

/// Photographs stay JPEG; what was drawn in pixels stays PNG as long as it is small enough.
fn encode(image: DynamicImage, format: PictureFormat, stem: &str) -> Result<Resource, EpubError> {
    if format != PictureFormat::Jpeg {
        let mut bytes = Vec::new();
        // Not `write_to`: a format that is chosen at run time brings the encoders of all of them into the program.
        let written = image.write_with_encoder(PngEncoder::new(&mut bytes));
        written.map_err(unwritten)?;
        if bytes.len() <= MAX_BYTES {
            return Ok(Resource::new(format!("{stem}.png"), "image/png", bytes));
        }
    }
    jpeg(&flatten(&image.to_rgba8()), stem)
}

/// Writes a picture that was drawn: its even areas are smaller and sharper as PNG, and written ten
/// times faster; one with many shades becomes a JPEG.
pub(super) fn drawn(image: &RgbImage, stem: &str) -> Result<Resource, EpubError> {
    /// Above this a drawing is as good as a photograph.
    const MAX_DRAWN: usize = 1_500_000;
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Level(2), PngFilter::NoFilter);
    let (width, height) = image.dimensions();
    let written = encoder.write_image(image, width, height, ExtendedColorType::Rgb8);
    written.map_err(unwritten)?;
    if bytes.len() > MAX_DRAWN {
        return jpeg(image, stem);
    }
    Ok(Resource::new(format!("{stem}.png"), "image/png", bytes))
}

/// Writes a JPEG.
fn jpeg(image: &RgbImage, stem: &str) -> Result<Resource, EpubError> {
    let mut bytes = Vec::new();
    let written = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(image);
    written.map_err(unwritten)?;
    Ok(Resource::new(format!("{stem}.jpg"), "image/jpeg", bytes))
}

/// Lays a picture on white paper.
fn flatten(image: &RgbaImage) -> RgbImage {
    let (width, height) = image.dimensions();
    let over = |colour: u8, alpha: u8| {
        let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
        u8::try_from((mixed + 127) / 255).expect("a mean of two bytes is a byte")
    };
    let pixels = image.pixels().flat_map(|pixel| {
        let [red, green, blue, alpha] = pixel.0;
        [over(red, alpha), over(green, alpha), over(blue, alpha)]
    });
    RgbImage::from_raw(width, height, pixels.collect()).expect("three bytes for each pixel")
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::sync::Arc;

    use super::{is_photograph, prepare};
    use crate::epub::fixture;
    use crate::picture::{Picture, PictureFormat};

    fn picture(format: PictureFormat, bytes: Vec<u8>, side: u32) -> Picture {
        Picture {
            format,
            bytes: Arc::from(bytes),
            orientation: image::metadata::Orientation::NoTransforms,
            width: side,
            height: side,
            tree: None,
        }
    }

    #[test]
    fn a_picture_that_fits_passes_byte_for_byte() {
        let bytes = fixture::png(20, 20);
        let file = prepare(&picture(PictureFormat::Png, bytes.clone(), 20), "a").unwrap();
        assert_eq!((file.file.as_str(), file.bytes), ("a.png", bytes));
    }

    #[test]
    fn a_picture_that_cannot_be_scaled_keeps_its_cause() {
        let broken = picture(PictureFormat::Png, b"\x89PNG\r\n\x1a\n".to_vec(), 2100);
        let error = prepare(&broken, "a").err().unwrap();
        let cause = error.source().unwrap();
        assert!(cause.is::<image::ImageError>());
        assert_eq!(
            error.to_string(),
            format!("cannot write the EPUB: a picture cannot be scaled: {cause}")
        );
    }

    #[test]
    fn a_picture_above_four_million_pixels_is_scaled() {
        let bytes = fixture::png(2100, 2100);
        let file = prepare(&picture(PictureFormat::Png, bytes, 2100), "a").unwrap();
        let scaled = image::load_from_memory(&file.bytes).unwrap();
        assert!(
            scaled.width() == scaled.height() && scaled.width() == 2000,
            "{}",
            scaled.width()
        );
    }

    #[test]
    fn a_webp_becomes_what_every_shop_takes() {
        let image = image::load_from_memory(&fixture::png(20, 20)).unwrap();
        let mut bytes = std::io::Cursor::new(Vec::new());
        image
            .write_to(&mut bytes, image::ImageFormat::WebP)
            .unwrap();
        let file = prepare(&picture(PictureFormat::Webp, bytes.into_inner(), 20), "a").unwrap();
        assert_eq!(file.media_type, "image/png");
    }

    #[test]
    fn a_webp_is_a_photograph_by_its_chunks() {
        let chunk = |name: &[u8], length: u8| {
            let filled = usize::from(length + length % 2);
            [name, &[length, 0, 0, 0], &vec![0; filled]].concat()
        };
        let file = |chunks: &[Vec<u8>]| [b"RIFF\0\0\0\0WEBP".to_vec(), chunks.concat()].concat();
        let [more, profile] = [chunk(b"VP8X", 10), chunk(b"ICCP", 3)];
        let lossy = chunk(b"VP8 ", 4);
        assert!(is_photograph(&file(&[
            more.clone(),
            profile,
            lossy.clone()
        ])));
        assert!(!is_photograph(&file(&[more, chunk(b"ALPH", 1), lossy])));
        assert!(!is_photograph(&file(&[chunk(b"VP8L", 4)])));
        assert!(!is_photograph(b"RIFF"));
    }

    #[test]
    fn a_bitmap_becomes_a_core_media_type() {
        let image = image::load_from_memory(&fixture::png(20, 20)).unwrap();
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Bmp).unwrap();
        let file = prepare(&picture(PictureFormat::Bmp, bytes.into_inner(), 20), "a").unwrap();
        assert_eq!(file.media_type, "image/png");
    }
}
