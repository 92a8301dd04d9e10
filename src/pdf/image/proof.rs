//! Pictures on the pages in, warnings for the press out: too few pixels, too much ink.

use std::collections::{BTreeMap, BTreeSet};

use image::imageops::FilterType;
use rayon::prelude::*;

use super::placement::{INCH, placed};
use super::raster::{decode, press_samples};
use crate::diag::{Code, Sink, isolate};
use crate::frame::PlacedPicture;
use crate::pdf::Printing;
use crate::picture::{Picture, PictureFormat, is_turned};
use crate::source::{BookPath, Span};

/// Ink is measured on a picture of this many pixels a side: what dries on paper is an area, no dot.
const SAMPLE: u32 = 512;
/// The share of a picture that has to be over the limit before it is reported.
const LARGE: f32 = 0.001;

/// Warns of pictures that will not print well, each at the place that names it.
pub fn proof(printing: &Printing<'_>, sink: &mut Sink) {
    let mut uses: BTreeMap<&BookPath, BTreeSet<Span>> = BTreeMap::new();
    for picture in placed(printing.pages) {
        let spans = uses.entry(&picture.path).or_default();
        spans.extend(picture.span);
        if let Some(found) = printing.pictures.get(&picture.path) {
            resolution(printing, found, picture, sink);
        }
    }
    inks(printing, &uses, sink);
}

/// Warns where a picture has too few pixels for its size.
#[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
fn resolution(printing: &Printing<'_>, picture: &Picture, placed: &PlacedPicture, sink: &mut Sink) {
    let least = printing.config.print.least_resolution;
    if picture.format == PictureFormat::Svg || placed.rect.width.0 <= 0.0 {
        return;
    }
    let found = picture.width as f32 / (placed.rect.width.0 / INCH);
    if found.round() >= least {
        return;
    }
    let needed = (placed.rect.width.0 / INCH * least).ceil();
    let name = isolate(placed.path.as_str());
    let message = format!("the picture {name} is printed with {found:.0} pixels an inch");
    sink.warn(Code::LowResolution, placed.span, message)
        .hint(format!(
            "use one that is {needed:.0} pixels wide, or show it smaller"
        ));
}

/// Warns where a picture has more ink than paper takes.
fn inks(printing: &Printing<'_>, uses: &BTreeMap<&BookPath, BTreeSet<Span>>, sink: &mut Sink) {
    let limit = printing.config.print.ink_limit;
    let known: Vec<(&BookPath, &Picture)> = uses
        .keys()
        .filter_map(|path| Some((*path, printing.pictures.get(path)?)))
        .collect();
    let measure = |(path, picture): &(&BookPath, &Picture)| coverage(path, picture, printing);
    let measured: Vec<Option<f32>> = known.par_iter().map(measure).collect();
    for ((path, _), most) in known.into_iter().zip(measured) {
        let Some(most) = most.filter(|most| *most > limit) else {
            continue;
        };
        let mut places = uses.get(path).into_iter().flatten();
        let name = isolate(path.as_str());
        let message = format!("the picture {name} has {most:.0}% of ink, more than {limit}%");
        let told = sink.warn(Code::HeavyInk, places.next().copied(), message);
        told.hint("lighten its darkest parts, or ask the printer for a profile with less ink");
        places.for_each(|place| {
            told.also(*place);
        });
    }
}

/// The sum of inks, in percent, that the share [`LARGE`] of the picture reaches.
fn coverage(path: &BookPath, picture: &Picture, printing: &Printing<'_>) -> Option<f32> {
    let (image, profile) = match picture.format {
        PictureFormat::Svg => {
            let drawn = crate::picture::rasterise_on_paper(picture, SAMPLE)?;
            (drawn.into(), None)
        }
        _ => decode(path, picture).ok()?,
    };
    let (width, height) = if is_turned(picture.orientation) {
        (picture.height, picture.width)
    } else {
        (picture.width, picture.height)
    };
    let image = if width > SAMPLE || height > SAMPLE {
        image.resize(SAMPLE, SAMPLE, FilterType::Triangle)
    } else {
        image
    };
    let (channels, samples) = press_samples(&image, profile.as_deref(), printing.press);
    if channels == 1 {
        // Black alone is never more than one ink.
        return Some(100.0);
    }
    let pixels = samples.chunks_exact(usize::from(channels));
    let mut sums: Vec<u16> = pixels
        .map(|pixel| pixel.iter().copied().map(u16::from).sum())
        .collect();
    sums.sort_unstable_by(|one, other| other.cmp(one));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of some hundred thousand pixels"
    )]
    let at = (sums.len() as f32 * LARGE) as usize;
    sums.get(at).map(|sum| f32::from(*sum) / 255.0 * 100.0)
}
