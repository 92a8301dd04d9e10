//! What came of reading a picture: the picture, or the fault that its author is told of.

use super::decoded::{Picture, PixelSize};
use crate::diag::{Code, Sink, isolate};
use crate::limits;
use crate::source::{BookPath, ReadError, Span};

/// What came of reading a file.
pub(super) struct Reading {
    /// The picture, or why there is none.
    pub(super) picture: Result<Picture, Fault>,
    /// What was left out of a drawing.
    pub(super) dropped: Vec<Dropped>,
}

/// Why a picture cannot be set.
pub(super) enum Fault {
    /// The file could not be read.
    Unread(ReadError),
    /// The file has more than [`limits::PICTURE_BYTES`].
    TooManyBytes(u64),
    /// The header promises more pixels than are decoded.
    TooManyPixels(PixelSize),
    /// A drawing asks for more than a limit allows; says of what.
    TooMuch(String),
    /// The bytes are of no format that we read.
    UnknownFormat,
    /// The bytes are damaged; with the decoder's words.
    Broken(String),
}

/// What a book cannot hold of a drawing.
pub(super) enum Dropped {
    /// An element such as `script` or `foreignObject`.
    Element(String),
    /// A picture inside the drawing that lies outside of it.
    Outside(String),
}

impl Reading {
    /// A picture of which nothing was left out, or none.
    pub(super) fn plain(picture: Result<Picture, Fault>) -> Self {
        Self {
            picture,
            dropped: Vec::new(),
        }
    }

    /// Tells the author, at one place that names the picture.
    pub(super) fn report(&self, path: &BookPath, span: Option<Span>, sink: &mut Sink) {
        if let Err(fault) = &self.picture {
            fault.report(path, span, sink);
        }
        for dropped in &self.dropped {
            dropped.report(path, span, sink);
        }
    }
}

impl Fault {
    fn report(&self, path: &BookPath, span: Option<Span>, sink: &mut Sink) {
        let name = isolate(path.as_str());
        let (code, message, hint) = match self {
            Self::Unread(error) if error.is_missing() => (
                Code::MissingFile,
                format!("there is no picture {name}"),
                "paths are relative to the file that names them; upper and lower case differ",
            ),
            Self::Unread(error) => (
                Code::BadPath,
                format!("the picture {name} cannot be read: {}", error.kind),
                "check the file's permissions, and that no link leads out of the book's folder",
            ),
            Self::TooManyBytes(size) => (
                Code::TooLarge,
                format!(
                    "the picture {name} has {} MiB, more than {}",
                    size >> 20,
                    limits::PICTURE_BYTES >> 20
                ),
                "scale it down or store it as JPEG",
            ),
            Self::TooManyPixels(PixelSize { width, height }) => (
                Code::TooLarge,
                format!("the picture {name} has {width} × {height} pixels"),
                "scale it down: 50 million pixels are the limit, 4 million are enough for a page",
            ),
            Self::TooMuch(reason) => (
                Code::TooLarge,
                format!("the drawing {name} asks for too much: {reason}"),
                "simplify it, or export it as PNG",
            ),
            Self::UnknownFormat => (
                Code::BadImage,
                format!("{name} is not a picture that we can read"),
                "use PNG, JPEG, GIF, WebP, BMP, TIFF or SVG",
            ),
            Self::Broken(reason) => (
                Code::BadImage,
                format!("the picture {name} is broken: {reason}"),
                "open it in a picture editor and save it anew",
            ),
        };
        // One picture does not cost a book: both back ends set its alternative text.
        sink.warn(code, span, message).hint(hint);
    }
}

impl Dropped {
    fn report(&self, path: &BookPath, span: Option<Span>, sink: &mut Sink) {
        let name = isolate(path.as_str());
        match self {
            Self::Element(element) => {
                let message = format!("{} of the drawing {name} was left out", isolate(element));
                let hint = "draw text as <text>; scripts and HTML do not work in a book";
                sink.warn(Code::DroppedHtml, span, message).hint(hint);
            }
            Self::Outside(target) => {
                let message = format!(
                    "the drawing {name} names {}, outside of itself",
                    isolate(target)
                );
                let hint = "embed the picture in the drawing; the place stays empty until then";
                sink.warn(Code::RemoteImage, span, message).hint(hint);
            }
        }
    }
}
