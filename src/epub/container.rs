//! The seam to the container: documents and resources in, the bytes of an EPUB out.
//!
//! epub-builder assembles the container. What its templates lack (package language and direction,
//! manifest properties, our metadata, labelled navigation) is written by `package` and `nav`, and one
//! pass puts it in place: `mimetype` first and stored, every entry with the same time, the order
//! fixed (OCF 3.3, clause 4.3). Replacing the crate means replacing this file.

use std::io::{Cursor, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::EpubError;
use super::document::Document;

/// Where epub-builder puts the package document, the navigation and the NCX.
const PACKAGE: &str = "OEBPS/content.opf";
const NAVIGATION: &str = "OEBPS/nav.xhtml";
const NCX: &str = "OEBPS/toc.ncx";

/// A file that is no content document.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    /// The file's name below the package document, ASCII.
    pub(super) file: String,
    /// What it is.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl Resource {
    /// A file with its bytes.
    pub(super) fn new(file: String, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            file,
            media_type,
            bytes,
        }
    }
}

/// Everything that goes into the container.
pub(super) struct Contents<'a> {
    /// The package document.
    pub(super) package: String,
    /// The navigation document.
    pub(super) navigation: String,
    /// The NCX.
    pub(super) ncx: String,
    /// The style sheet.
    pub(super) style: String,
    /// The content documents, in reading order.
    pub(super) documents: &'a [Document],
    /// Pictures and fonts.
    pub(super) resources: Vec<&'a Resource>,
}

/// Packs the container.
///
/// # Errors
/// An entry could not be written.
pub(super) fn pack(contents: &Contents<'_>) -> Result<Vec<u8>, EpubError> {
    let assembled = assemble(contents).map_err(EpubError::new)?;
    settle(assembled, contents).map_err(EpubError::new)
}

fn assemble(contents: &Contents<'_>) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.stylesheet(contents.style.as_bytes())?;
    for document in contents.documents {
        builder.add_content(EpubContent::new(&document.file, document.text.as_bytes()))?;
    }
    for resource in &contents.resources {
        builder.add_resource(
            &resource.file,
            resource.bytes.as_slice(),
            resource.media_type,
        )?;
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes)?;
    Ok(bytes)
}

/// Puts our package document, navigation and NCX in place of the builder's, and fixes order and time.
fn settle(assembled: Vec<u8>, contents: &Contents<'_>) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    writer.start_file(
        "mimetype",
        options.compression_method(CompressionMethod::Stored),
    )?;
    writer.write_all(b"application/epub+zip")?;
    let own = [
        (PACKAGE, &contents.package),
        (NAVIGATION, &contents.navigation),
        (NCX, &contents.ncx),
    ];
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at)?;
        let replaced =
            entry.name() == "mimetype" || own.iter().any(|(name, _)| *name == entry.name());
        if !replaced {
            writer.raw_copy_file_touch(entry, DateTime::default(), None)?;
        }
    }
    for (name, text) in own {
        writer.start_file(
            name,
            options.compression_method(CompressionMethod::Deflated),
        )?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}
