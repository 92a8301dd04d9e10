//! The pictures that stand on the pages in, objects with names out: one for each file, however
//! often it is used.

use std::collections::BTreeMap;

use image::metadata::Orientation;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use rayon::prelude::*;

use super::raster::{self, Encoded, Wanted};
use super::vector;
use super::{PdfError, Printing};
use crate::config::Profile;
use crate::frame::{Ink, PageItem, Pages, PlacedPicture};
use crate::picture::{Picture, PictureFormat};
use crate::source::BookPath;

/// Points of an inch.
pub(super) const INCH: f32 = 72.0;

/// How a stored picture is turned to be seen upright (EXIF 2.3, 4.6.4: Orientation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn(Orientation);

impl Turn {
    /// The matrix that shows the unit square of the stored picture in an area: its lower left corner
    /// and its size.
    pub(super) fn matrix(self, (x, y): (f32, f32), (width, height): (f32, f32)) -> [f32; 6] {
        let (w, h) = (width, height);
        match self.0 {
            Orientation::NoTransforms => [w, 0.0, 0.0, h, x, y],
            Orientation::FlipHorizontal => [-w, 0.0, 0.0, h, x + w, y],
            Orientation::Rotate180 => [-w, 0.0, 0.0, -h, x + w, y + h],
            Orientation::FlipVertical => [w, 0.0, 0.0, -h, x, y + h],
            Orientation::Rotate90 => [0.0, -h, w, 0.0, x, y + h],
            Orientation::Rotate270 => [0.0, h, -w, 0.0, x + w, y],
            Orientation::Rotate90FlipH => [0.0, -h, -w, 0.0, x + w, y + h],
            Orientation::Rotate270FlipH => [0.0, h, w, 0.0, x, y],
        }
    }
}

/// Under which names pictures are shown, and how they are turned.
pub(super) struct Placing<'a> {
    names: BTreeMap<&'a BookPath, (String, Turn)>,
}

impl<'a> Placing<'a> {
    /// Names the pictures of the pages in the order of their paths.
    pub(super) fn new(printing: &Printing<'a>) -> Self {
        let pictures = printing.pictures;
        let mut names = BTreeMap::new();
        for path in largest(printing.pages).into_keys() {
            if let Some(picture) = pictures.get(path) {
                let name = format!("P{}", names.len());
                names.insert(path, (name, Turn(picture.orientation)));
            }
        }
        Self { names }
    }

    /// The name and the turn of a picture; `None` where it could not be read.
    pub(super) fn get(&self, path: &BookPath) -> Option<(&str, Turn)> {
        self.names
            .get(path)
            .map(|(name, turn)| (name.as_str(), *turn))
    }
}

/// The pictures of the pages, each with the largest size that it is shown in.
pub(super) fn largest(pages: &Pages) -> BTreeMap<&BookPath, (f32, f32)> {
    let mut sizes = BTreeMap::new();
    for picture in placed(pages) {
        let size: &mut (f32, f32) = sizes.entry(&picture.path).or_default();
        size.0 = size.0.max(picture.rect.width.0);
        size.1 = size.1.max(picture.rect.height.0);
    }
    sizes
}

/// Every picture on the pages, in order.
pub(super) fn placed(pages: &Pages) -> impl Iterator<Item = &PlacedPicture> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| match item {
        PageItem::Picture(picture) => Some(picture),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Link(_) => None,
    })
}

/// A colour of the pages as it is written: a press prints text and rules with black ink alone.
pub(super) fn ink(ink: Ink, profile: Profile) -> Ink {
    match (profile, ink) {
        (Profile::Screen, ink) | (Profile::Print, ink @ Ink::Gray(_)) => ink,
        // What eyes make of red, green and blue (ITU-R BT.709, 3.2).
        (Profile::Print, Ink::Rgb([red, green, blue])) => {
            Ink::Gray(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        }
    }
}

/// Adds the pictures of the pages; gives back the dictionary of their names.
///
/// # Errors
/// A picture cannot be decoded or converted.
pub(super) fn add(
    doc: &mut Document,
    printing: &Printing<'_>,
    placing: &Placing<'_>,
) -> Result<Dictionary, PdfError> {
    let sizes = largest(printing.pages);
    let known: Vec<(&BookPath, &Picture)> = placing
        .names
        .keys()
        .filter_map(|path| Some((*path, printing.pictures.get(path)?)))
        .collect();
    let encode = |(path, picture): &(&BookPath, &Picture)| {
        if picture.format == PictureFormat::Svg {
            return Ok(None);
        }
        let wanted = wanted(printing, sizes.get(path).copied().unwrap_or_default());
        raster::encode(path, picture, &wanted).map(Some)
    };
    let encoded: Vec<Result<Option<Encoded>, PdfError>> = known.par_iter().map(encode).collect();
    let mut profiles = Profiles::default();
    let mut names = Dictionary::new();
    for ((path, picture), encoded) in known.into_iter().zip(encoded) {
        let object = match encoded? {
            Some(encoded) => add_raster(doc, encoded, &mut profiles),
            None => vector::import(path, picture, printing, doc)?,
        };
        if let Some((name, _)) = placing.get(path) {
            names.set(name, object);
        }
    }
    Ok(names)
}

/// What a picture of this largest size on paper is to become.
fn wanted<'a>(printing: &Printing<'a>, size: (f32, f32)) -> Wanted<'a> {
    let config = printing.config;
    let pixels = |points: f32| {
        config
            .pdf
            .image_resolution
            .map(|limit| points / INCH * limit)
    };
    Wanted {
        press: vector::press(printing),
        archive: config.pdf.standard.archive().is_some(),
        most: pixels(size.0).zip(pixels(size.1)),
    }
}

/// Colour profiles that pictures bring; each becomes one object.
type Profiles = BTreeMap<Vec<u8>, ObjectId>;

fn add_raster(doc: &mut Document, encoded: Encoded, profiles: &mut Profiles) -> ObjectId {
    let Encoded {
        mut stream,
        mask,
        profile,
    } = encoded;
    if let Some(mask) = mask {
        let mask = doc.add_object(mask);
        stream.dict.set("SMask", mask);
    }
    if let Some(profile) = profile {
        let channels = i64::from(profile.channels);
        let id = *profiles.entry(profile.bytes).or_insert_with_key(|bytes| {
            let dict = dictionary! { "N" => channels };
            doc.add_object(super::deflate::deflated(dict, bytes.clone()))
        });
        let based: Object = vec!["ICCBased".into(), id.into()].into();
        let space = match stream.dict.remove(b"ColorSpace") {
            // Of a palette, only the base has a profile.
            Some(Object::Array(mut palette)) if palette.len() == 4 => {
                palette[1] = based;
                palette.into()
            }
            _ => based,
        };
        stream.dict.set("ColorSpace", space);
    }
    doc.add_object(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a point of the stored picture comes to lie, in an area of 20 by 10.
    fn shown(orientation: Orientation, (u, v): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d, e, f] = Turn(orientation).matrix((0.0, 0.0), (20.0, 10.0));
        (a * u + c * v + e, b * u + d * v + f)
    }

    #[test]
    fn a_picture_is_turned_as_its_camera_says() {
        // The upper left corner of the stored picture is (0, 1) of the unit square.
        let upper_left = (0.0, 1.0);
        for (orientation, corner) in [
            (Orientation::NoTransforms, (0.0, 10.0)),
            (Orientation::FlipHorizontal, (20.0, 10.0)),
            (Orientation::Rotate180, (20.0, 0.0)),
            (Orientation::FlipVertical, (0.0, 0.0)),
            (Orientation::Rotate90, (20.0, 10.0)),
            (Orientation::Rotate270, (0.0, 0.0)),
        ] {
            assert_eq!(shown(orientation, upper_left), corner, "{orientation:?}");
        }
        // Turned by a quarter, the upper edge of the stored picture becomes the right one.
        assert_eq!(shown(Orientation::Rotate90, (1.0, 1.0)), (20.0, 0.0));
        assert_eq!(shown(Orientation::Rotate270, (1.0, 1.0)), (0.0, 10.0));
    }
}
