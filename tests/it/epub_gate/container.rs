//! The packing: what is first, what is encrypted, what names are lawful, what is no EPUB at all.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::io::{Cursor, Write};

use sahhaf::gate::{self, GateError};
use sahhaf::source::SourceMap;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::epub::{Epub, examined};

fn codes(bytes: &[u8]) -> BTreeSet<&'static str> {
    let findings = examined(bytes);
    findings.iter().map(|one| one.code.name()).collect()
}

#[test]
fn the_type_comes_first_stored_and_plain() {
    let mut book = Epub::model();
    book.files.swap(0, 1);
    assert_eq!(book.codes(), BTreeSet::from(["mimetype"]));
    let mut book = Epub::model();
    book.files[0].1 = b"application/epub+zip\n".to_vec();
    assert_eq!(book.codes(), BTreeSet::from(["mimetype"]));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &Epub::model().files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    let packed = archive.finish().unwrap().into_inner();
    assert_eq!(codes(&packed), BTreeSet::from(["mimetype"]));
}

#[test]
fn a_file_that_promises_gigabytes_is_not_unpacked() {
    let zeros = vec![0; (64 << 20) + 1];
    let book = Epub::model().with("OEBPS/bomb.txt", zeros);
    assert_eq!(book.codes(), BTreeSet::from(["too-large", "unlisted-file"]));
}

#[test]
fn a_broken_entry_is_named_and_the_rest_is_read() {
    let mut bytes = Epub::model().pack();
    let name = b"OEBPS/map.png";
    let at = bytes
        .windows(name.len())
        .position(|one| one == name)
        .unwrap();
    for byte in &mut bytes[at + name.len() + 4..at + name.len() + 40] {
        *byte ^= 0xFF;
    }
    assert_eq!(codes(&bytes), BTreeSet::from(["broken-file"]));
}

#[test]
fn names_stay_inside_the_container_and_are_plain() {
    let book = Epub::model().with("../secret", "x");
    assert_eq!(book.codes(), BTreeSet::from(["unsafe-name"]));
    let book = Epub::model()
        .replaced(".opf", "href=\"two.xhtml\"", "href=\"two%20.xhtml\"")
        .replaced("one.xhtml", "two.xhtml", "two%20.xhtml")
        .replaced("nav.xhtml", "two.xhtml", "two%20.xhtml")
        .replaced("toc.ncx", "two.xhtml", "two%20.xhtml");
    let two = book
        .files
        .iter()
        .find(|(name, _)| name == "OEBPS/two.xhtml");
    let two = two.unwrap().1.clone();
    let book = book
        .without("OEBPS/two.xhtml")
        .with("OEBPS/two .xhtml", two);
    assert_eq!(book.codes(), BTreeSet::from(["file-name"]));
}

fn encryption(algorithm: &str, file: &str) -> String {
    format!(
        "<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
         <EncryptedData xmlns=\"http://www.w3.org/2001/04/xmlenc#\">\
         <EncryptionMethod Algorithm=\"{algorithm}\"/><CipherData><CipherReference URI=\"{file}\"/>\
         </CipherData></EncryptedData></encryption>"
    )
}

#[test]
fn obfuscated_fonts_and_protected_texts_are_told_apart() {
    let fonts = encryption("http://www.idpf.org/2008/embedding", "OEBPS/font.ttf");
    let book = Epub::model().with("META-INF/encryption.xml", fonts);
    assert_eq!(book.codes(), BTreeSet::from(["obfuscated-font"]));
    let text = encryption(
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
        "OEBPS/map.png",
    );
    let book = Epub::model().with("META-INF/encryption.xml", text);
    assert_eq!(book.codes(), BTreeSet::from(["drm"]));
}

#[test]
fn documents_that_cannot_be_read_are_named() {
    let book = Epub::model().replaced("two.xhtml", "</h1>", "");
    assert_eq!(book.codes(), BTreeSet::from(["broken-xml"]));
    let book = Epub::model().with("OEBPS/two.xhtml", b"<p>\xFF</p>");
    assert_eq!(book.codes(), BTreeSet::from(["bad-encoding"]));
}

#[test]
fn an_utf_16_document_is_read() {
    let book = Epub::model();
    let (_, text) = book
        .files
        .iter()
        .find(|(name, _)| name.ends_with("two.xhtml"))
        .unwrap();
    let text = str::from_utf8(text).unwrap().replace("UTF-8", "UTF-16");
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    assert!(book.with("OEBPS/two.xhtml", bytes).codes().is_empty());
}

#[test]
fn a_book_without_its_way_in_is_named() {
    for file in ["META-INF/container.xml", "OEBPS/package.opf"] {
        let book = Epub::model().without(file);
        assert_eq!(book.codes(), BTreeSet::from(["missing-file"]), "{file}");
    }
}

#[test]
fn what_is_no_archive_is_no_epub() {
    for bytes in [&b""[..], b"PK", b"%PDF-1.7", &[0; 1000]] {
        let refused = gate::examine(bytes, &mut SourceMap::default());
        assert!(matches!(refused, Err(GateError::NoArchive(_))));
    }
}

#[test]
fn a_refused_file_keeps_what_the_reader_of_archives_said() {
    let refused = gate::examine(b"PK", &mut SourceMap::default()).unwrap_err();
    let cause = refused.source().unwrap();
    assert!(cause.is::<ZipError>());
    assert!(refused.to_string().ends_with(&format!(": {cause}")));
}
