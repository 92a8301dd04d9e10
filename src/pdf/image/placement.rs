//! The pictures that stand on the pages in, objects with names out: one for each file, however
//! often it is used.

use std::collections::BTreeMap;

use image::metadata::Orientation;
use lopdf::Dictionary;
use rayon::prelude::*;

use super::drawing;
use super::image_object::{self, Profiles};
use super::raster::{self, Encoded, RasterTarget};
use crate::frame::{PageItem, Pages, PlacedPicture, Rect};
use crate::pdf::object::objects::Objects;
use crate::pdf::{PdfError, Printing};
use crate::picture::{Picture, PictureFormat, take_turn};
use crate::source::BookPath;

/// Points of an inch.
pub(in crate::pdf) const INCH: f32 = 72.0;

/// How a stored picture is turned to be seen upright (EXIF 2.3, 4.6.4: Orientation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Turn(Orientation);

impl Turn {
    /// The matrix that shows the unit square of the stored picture in an area of the page, whose lower
    /// edge is `y` above that of the page.
    pub(in crate::pdf) fn matrix(self, area: Rect, y: f32) -> [f32; 6] {
        let (x, w, h) = (area.x.0, area.width.0, area.height.0);
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

/// How a picture is shown.
pub(in crate::pdf) struct PictureUse {
    /// Its name in the resources.
    pub(in crate::pdf) name: String,
    /// How it is turned.
    pub(in crate::pdf) turn: Turn,
}

/// Under which names pictures are shown, and how they are turned.
pub(in crate::pdf) struct Placement {
    shown: BTreeMap<BookPath, PictureUse>,
}

impl Placement {
    /// Names the pictures of the pages in the order of their paths.
    pub(in crate::pdf) fn new(printing: &Printing<'_>) -> Self {
        let pictures = printing.pictures;
        let mut shown = BTreeMap::new();
        for path in largest(printing.pages).into_keys() {
            if let Some(picture) = pictures.get(path) {
                let name = format!("P{}", shown.len());
                let turn = Turn(picture.orientation);
                shown.insert(path.clone(), PictureUse { name, turn });
            }
        }
        Self { shown }
    }

    /// How a picture is shown; `None` where it could not be read.
    pub(in crate::pdf) fn get(&self, path: &BookPath) -> Option<&PictureUse> {
        self.shown.get(path)
    }
}

/// Width and height on the page, in points.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    width: f32,
    height: f32,
}

/// The pictures of the pages, each with the largest size that it is shown in.
fn largest(pages: &Pages) -> BTreeMap<&BookPath, Size> {
    let mut sizes: BTreeMap<&BookPath, Size> = BTreeMap::new();
    for picture in placed(pages) {
        let size = sizes.entry(&picture.path).or_default();
        size.width = size.width.max(picture.rect.width.0);
        size.height = size.height.max(picture.rect.height.0);
    }
    sizes
}

/// Every picture on the pages, in order.
pub(in crate::pdf) fn placed(pages: &Pages) -> impl Iterator<Item = &PlacedPicture> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| match item {
        PageItem::Picture(picture) => Some(picture),
        PageItem::Line(_) | PageItem::Rule(_) | PageItem::Link(_) => None,
    })
}

/// Pictures for each thread that are encoded together: enough that no thread waits for the largest.
const EACH_THREAD: usize = 8;

/// Adds the pictures of the pages; gives back the dictionary of their names.
///
/// # Errors
/// A picture cannot be decoded or converted.
pub(in crate::pdf) fn add(
    objects: &mut Objects,
    printing: &Printing<'_>,
    placement: &Placement,
) -> Result<Dictionary, PdfError> {
    let sizes = largest(printing.pages);
    let known: Vec<(&BookPath, &Picture)> = placement
        .shown
        .keys()
        .filter_map(|path| Some((path, printing.pictures.get(path)?)))
        .collect();
    let encode = |(path, picture): &(&BookPath, &Picture)| {
        if picture.format == PictureFormat::Svg {
            return Ok(None);
        }
        let wanted = wanted(printing, sizes.get(path).copied().unwrap_or_default());
        let _turn = take_turn(picture.pixels());
        raster::encode(path, picture, &wanted).map(Some)
    };
    let mut profiles = Profiles::default();
    let mut names = Dictionary::new();
    // A few kilobytes of a file can hold a profile of megabytes: what was read of a few pictures is compressed before the
    // next are read.
    for some in known.chunks(EACH_THREAD * rayon::current_num_threads()) {
        let encoded: Vec<Result<Option<Encoded>, PdfError>> = some.par_iter().map(encode).collect();
        for ((path, picture), encoded) in some.iter().zip(encoded) {
            let object = match encoded? {
                Some(encoded) => image_object::add(objects, encoded, &mut profiles),
                None => {
                    drawing::import(path, picture, &wanted(printing, Size::default()), objects)?
                }
            };
            if let Some(shown) = placement.get(path) {
                names.set(shown.name.as_str(), object);
            }
        }
    }
    Ok(names)
}

/// What a picture of this largest size on paper is to become.
fn wanted<'a>(printing: &Printing<'a>, size: Size) -> RasterTarget<'a> {
    let settings = &printing.config.pdf;
    let most = settings.image_resolution.map(|limit| raster::Most {
        width: size.width / INCH * limit,
        height: size.height / INCH * limit,
    });
    RasterTarget {
        press: printing.inks(),
        archive: settings.standard.archive().is_some(),
        most,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Pt;

    /// Where a point of the stored picture comes to lie, in an area of 20 by 10.
    fn shown(orientation: Orientation, [u, v]: [f32; 2]) -> (f32, f32) {
        let area = Rect {
            width: Pt(20.0),
            height: Pt(10.0),
            ..Rect::default()
        };
        let [a, b, c, d, e, f] = Turn(orientation).matrix(area, 0.0);
        (a * u + c * v + e, b * u + d * v + f)
    }

    #[test]
    fn a_picture_is_turned_as_its_camera_says() {
        // The upper left corner of the stored picture is (0, 1) of the unit square.
        let upper_left = [0.0, 1.0];
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
        assert_eq!(shown(Orientation::Rotate90, [1.0, 1.0]), (20.0, 0.0));
        assert_eq!(shown(Orientation::Rotate270, [1.0, 1.0]), (0.0, 10.0));
    }
}
