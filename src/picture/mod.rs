//! The book's pictures, read and checked once for both back ends: paths in, sizes and bytes out.
//!
//! Limits on bytes and pixels are enforced before anything is decoded. Raster pictures are decoded
//! once, so that a broken one is found before either back end meets it; SVG is read by usvg with our
//! own faces, so that it looks the same on every machine.

mod budget;
mod circles;
mod decoded;
mod locate;
mod own_ids;
mod raster;
mod read;
mod reading;
mod references;
mod survey;
mod turn;
mod vector;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

pub use decoded::{Picture, PictureFormat};
pub use raster::is_turned;
pub(crate) use turn::take as take_turn;
pub use vector::{draw, rasterise, rasterise_on_paper};

use crate::config::Config;
use crate::diag::Sink;
use crate::model::{
    Block, BlockKind, Book, Inline, InlineKind, content, visit_blocks, visit_inlines,
};
use crate::source::{BookPath, Files, Span};
use reading::Reading;

/// Every picture of the book that could be read, by its path.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    by_path: BTreeMap<BookPath, Picture>,
}

impl Pictures {
    /// The picture of a path; `None` when it could not be read (reported already).
    pub fn get(&self, path: &BookPath) -> Option<&Picture> {
        self.by_path.get(path)
    }

    /// Whether a reader sees anything of a run: a word, or a picture that is there.
    ///
    /// `[ ](https://…)` and a link around a badge that the book does not have show nothing.
    pub fn show(&self, run: &[Inline]) -> bool {
        run.iter().any(|inline| match &inline.kind {
            InlineKind::Text(words) => !words.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::LineBreak => false,
            InlineKind::Image(image) => {
                !image.alt.trim().is_empty() || self.get(&image.path).is_some()
            }
            _ => content(inline).is_none_or(|inside| self.show(inside)),
        })
    }

    /// All pictures, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&BookPath, &Picture)> {
        self.by_path.iter()
    }
}

/// Reads the cover and every picture that the tree names.
///
/// A picture that is missing, broken or over a limit is a warning at the place that names it; both back
/// ends set its alternative text. A picture that is not where its path says is looked for as sites do.
pub fn load(book: &Book, config: &Config, files: &dyn Files, sink: &mut Sink) -> Pictures {
    let uses = uses(book, config);
    let readings = read_all(&uses, config, files);
    let mut readings = readings;
    if let Some(reading) = cover(config).and_then(|path| readings.get_mut(path)) {
        check_cover(reading);
    }
    for Use { path, span } in &uses {
        readings[path].report(path, *span, sink);
    }
    let read = readings.into_iter();
    let by_path = read
        .filter_map(|(path, reading)| Some((path, reading.picture.ok()?)))
        .collect();
    Pictures { by_path }
}

fn cover(config: &Config) -> Option<&BookPath> {
    config.book.cover.as_ref()
}

/// A cover is made pixels: a drawing that cannot be is none.
fn check_cover(reading: &mut Reading) {
    let tree = reading
        .picture
        .as_ref()
        .ok()
        .and_then(|one| one.tree.clone());
    if let Some(Err(fault)) = tree.map(|tree| budget::check_pixels(&tree)) {
        reading.picture = Err(fault);
    }
}

/// A place that names a picture.
struct Use {
    path: BookPath,
    span: Option<Span>,
}

/// Every place that names a picture, the cover first.
fn uses(book: &Book, config: &Config) -> Vec<Use> {
    let mut uses: Vec<Use> = config
        .book
        .cover
        .iter()
        .map(|path| Use {
            path: path.clone(),
            span: config.places.of(path),
        })
        .collect();
    uses.extend(config.cover.mark.iter().map(|path| Use {
        path: path.clone(),
        span: config.places.of(path),
    }));
    book.chapters
        .iter()
        .for_each(|chapter| name_pictures(&chapter.blocks, &mut uses));
    book.notes()
        .for_each(|(_, note)| name_pictures(&note.blocks, &mut uses));
    uses
}

fn name_pictures(blocks: &[Block], uses: &mut Vec<Use>) {
    visit_blocks(blocks, &mut |block| {
        if let BlockKind::Figure(figure) = &block.kind {
            uses.push(Use {
                path: figure.image.path.clone(),
                span: Some(block.span),
            });
        }
    });
    visit_inlines(blocks, &mut |inline| {
        if let InlineKind::Image(image) = &inline.kind {
            uses.push(Use {
                path: image.path.clone(),
                span: Some(inline.span),
            });
        }
    });
}

/// Reads each file once, whatever number of places names it.
fn read_all(uses: &[Use], config: &Config, files: &dyn Files) -> BTreeMap<BookPath, Reading> {
    let faces = vector::Faces::new(config, files);
    let mut paths: Vec<&BookPath> = uses.iter().map(|one| &one.path).collect();
    paths.sort();
    paths.dedup();
    let locator = locate::Locator::new(files);
    let read = |path: &BookPath| {
        let file = locator.find(path);
        let file = file.as_ref().unwrap_or(path);
        (path.clone(), read::read(file, files, &faces))
    };
    paths
        .into_par_iter()
        .map(read)
        .collect::<Vec<_>>()
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Picture, PictureFormat, Pictures, load, rasterise};
    use crate::diag::{Code, Sink};
    use crate::epub::fixture;
    use crate::model::{Block, BlockKind, Chapter, Figure, Image};
    use crate::source::{BookPath, MemoryFiles};

    fn loaded(files: &[(&str, Vec<u8>)]) -> (Pictures, Sink) {
        let mut book = fixture::empty_book();
        let names = files.iter().map(|(name, _)| *name).chain(["missing.png"]);
        let blocks: Vec<Block> = names.map(figure).collect();
        book.chapters[0] = std::sync::Arc::new(Chapter {
            blocks,
            ..Chapter::clone(&book.chapters[0])
        });
        let stored = files
            .iter()
            .fold(MemoryFiles::default(), |stored, (name, bytes)| {
                stored.with(name, bytes.clone())
            });
        let mut sink = Sink::default();
        let pictures = load(&book, &fixture::config(), &stored, &mut sink);
        (pictures, sink)
    }

    fn figure(name: &str) -> Block {
        let image = Image {
            path: BookPath::new(name).unwrap(),
            alt: "نقشه".to_owned(),
            width: None,
        };
        fixture::block(BlockKind::Figure(Figure {
            image,
            caption: None,
        }))
    }

    fn only(name: &str, bytes: &[u8]) -> (Option<Picture>, Vec<Code>) {
        let (pictures, sink) = loaded(&[(name, bytes.to_vec())]);
        let codes = sink.found().iter().map(|found| found.code);
        let codes = codes.filter(|code| *code != Code::MissingFile).collect();
        (pictures.get(&BookPath::new(name).unwrap()).cloned(), codes)
    }

    #[test]
    fn the_format_is_read_from_the_bytes_not_from_the_name() {
        let (picture, codes) = only("map.jpg", &fixture::png(8, 4));
        let picture = picture.unwrap();
        assert_eq!(
            (picture.format, picture.width, picture.height),
            (PictureFormat::Png, 8, 4)
        );
        assert!(codes.is_empty());
    }

    #[test]
    fn a_missing_picture_is_reported_where_it_is_named() {
        let (_, sink) = loaded(&[]);
        assert_eq!(sink.found()[0].code, Code::MissingFile);
        assert!(sink.found()[0].span().is_some());
    }

    #[test]
    fn a_picture_cut_short_is_found_before_it_is_printed() {
        let mut bytes = fixture::png(64, 64);
        bytes.truncate(bytes.len() / 2);
        assert_eq!(only("cut.png", &bytes).1, [Code::BadImage]);
        assert_eq!(only("not.png", b"this is a letter").1, [Code::BadImage]);
    }

    #[test]
    fn a_picture_bomb_is_refused_from_its_header() {
        let mut bytes = fixture::png(8, 8);
        bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        assert_eq!(only("bomb.png", &bytes).1, [Code::TooLarge]);
    }

    /// PNG's checksum (PNG 3rd edition, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        let step = |sum: u32| {
            if sum & 1 == 1 {
                0xEDB8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        };
        let add = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
        !bytes.iter().fold(u32::MAX, add)
    }

    #[test]
    fn a_drawing_keeps_no_script_and_reaches_nothing_outside() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="a()">
            <script>alert(1)</script><image href="https://example.org/a.png" width="9" height="9"/>
            <image href="/etc/hostname" width="9" height="9"/>
            <foreignObject width="9" height="9"><p>متن</p></foreignObject>
            <text x="20" y="15" font-size="10" text-anchor="middle">سلام</text></svg>"##;
        let (picture, codes) = only("a.svg", svg.as_bytes());
        let picture = picture.unwrap();
        assert_eq!((picture.width, picture.height), (40, 20));
        let clean = picture.clean_svg().unwrap();
        for word in [
            "script",
            "onload",
            "example.org",
            "hostname",
            "foreignObject",
            "<text",
        ] {
            assert!(!clean.contains(word), "{word} in {clean}");
        }
        assert!(clean.contains("viewBox=\"0 0 40 20\"") && clean.contains("<path"));
        assert!(codes.contains(&Code::RemoteImage) && codes.contains(&Code::DroppedHtml));
        let pixels = rasterise(&picture, 80).unwrap();
        assert_eq!(pixels.dimensions(), (80, 40));
        assert!(
            pixels.pixels().any(|pixel| pixel[3] > 200),
            "no letter was drawn"
        );
    }

    #[test]
    fn a_drawing_nested_without_end_is_refused() {
        let deep = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'>{}",
            "<g>".repeat(100_000)
        );
        assert_eq!(only("deep.svg", deep.as_bytes()).1, [Code::TooLarge]);
    }
}
