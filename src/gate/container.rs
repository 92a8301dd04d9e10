//! The ZIP around a book (EPUB 3.3, 4): bytes in, its files and what is wrong with the packing out.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::address::Address;
use super::finding::{Code, Findings};
use super::text::decode;
use super::xml::{Home, Tree};
use crate::diag::{Place, isolate};
use crate::limits;
use crate::lookup::Lookup;
use crate::markup::{Breach, Vocabulary, faults};
use crate::source::{BookPath, SourceMap};

/// How the first entry of an archive begins, byte 30: name, no extra field, content (EPUB 3.3, 4.3.3).
const MIMETYPE: &[u8] = b"mimetypeapplication/epub+zip";

/// The algorithms that hide fonts and nothing else.
const OBFUSCATIONS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// The file cannot be read as an EPUB at all.
#[derive(Debug)]
pub enum GateError {
    /// It is no ZIP archive, or its directory is broken.
    NoArchive(Box<dyn Error + Send + Sync>),
    /// It has more files than any book.
    TooManyFiles(usize),
}

impl fmt::Display for GateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoArchive(why) => write!(out, "it is no ZIP archive, so no EPUB: {why}"),
            Self::TooManyFiles(files) => write!(out, "it holds {files} files, more than any book"),
        }
    }
}

impl Error for GateError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoArchive(why) => Some(&**why),
            Self::TooManyFiles(_) => None,
        }
    }
}

/// The files of a book, unpacked.
#[derive(Debug, Default)]
pub(super) struct Container {
    files: BTreeMap<String, Content>,
}

/// What there is of a file.
#[derive(Debug)]
enum Content {
    /// Its bytes, and how many there are: of pictures and sounds only the first are kept.
    Bytes {
        /// What is kept.
        bytes: Vec<u8>,
        /// How many bytes the file has.
        size: u64,
    },
    /// It is there and cannot be looked at: too large, broken, encrypted.
    Closed,
}

impl Container {
    /// Unpacks an archive.
    ///
    /// # Errors
    /// The bytes are no archive.
    pub(super) fn open(bytes: &[u8], findings: &mut Findings) -> Result<Self, GateError> {
        let broken = |error: ZipError| GateError::NoArchive(error.into());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > limits::EPUB_FILES {
            return Err(GateError::TooManyFiles(archive.len()));
        }
        check_mimetype(bytes, findings);
        let mut container = Self::default();
        let mut left = Left {
            unpacked: limits::EPUB_UNPACKED_BYTES,
            kept: limits::EPUB_KEPT_BYTES,
        };
        for at in 0..archive.len() {
            container.unpack(&mut archive, at, &mut left, findings);
        }
        container.check_names(findings);
        Ok(container)
    }

    fn unpack(
        &mut self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        at: usize,
        left: &mut Left,
        findings: &mut Findings,
    ) {
        let name = archive.name_for_index(at).unwrap_or_default().to_owned();
        if name.ends_with('/') {
            return;
        }
        if !is_safe(&name) {
            let message = format!("{} leads out of the container", isolate(&name));
            findings.add(Code::UnsafeName, Place::File(name), message);
            return;
        }
        let content = match unpacked(archive, at, &name, left) {
            Ok(content) => content,
            Err(unread) => {
                let (code, message) = unread.into_finding();
                findings.add(code, Place::File(name.clone()), message);
                Content::Closed
            }
        };
        self.files.insert(name, content);
    }

    fn check_names(&self, findings: &mut Findings) {
        let mut seen: Lookup<String, &str> = Lookup::new();
        for name in self.names() {
            let odd = |letter: char| !letter.is_ascii_alphanumeric() && !"/-_.".contains(letter);
            let place = || Place::File(name.to_owned());
            if let Some(letter) = name.chars().find(|letter| odd(*letter)) {
                let letter = isolate(&letter.to_string());
                let message =
                    format!("the name has {letter}, which not every reading system finds");
                findings.add(Code::FileName, place(), message);
            }
            if let Some(other) = seen.insert(name.to_lowercase(), name) {
                let other = isolate(other);
                let message = format!("the name differs from {other} only in capital letters");
                findings.add(Code::FileName, place(), message);
            }
        }
    }

    /// The names of all files, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether a file is there, be it readable or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The bytes of a file; `None` where it is not there or closed.
    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        match self.files.get(name) {
            Some(Content::Bytes { bytes, .. }) => Some(bytes),
            Some(Content::Closed) | None => None,
        }
    }

    /// How many bytes a file has; `None` where it is not there or closed.
    pub(super) fn size(&self, name: &str) -> Option<u64> {
        match self.files.get(name) {
            Some(Content::Bytes { size, .. }) => Some(*size),
            Some(Content::Closed) | None => None,
        }
    }

    /// Reads `META-INF/encryption.xml`: what is encrypted is closed from now on.
    pub(super) fn close_encrypted(&mut self, map: &mut SourceMap, findings: &mut Findings) {
        const FILE: &str = "META-INF/encryption.xml";
        let Some(tree) = self.tree(&other(FILE), map, findings) else {
            return;
        };
        for data in tree.named("EncryptedData") {
            let algorithm = tree.named_inside(data, "EncryptionMethod").next();
            let algorithm = algorithm.and_then(|one| tree.value(one, "Algorithm"));
            let algorithm = algorithm.unwrap_or_default();
            let references = tree.named_inside(data, "CipherReference");
            for address in references.filter_map(|one| tree.value(one, "URI")) {
                let Address::Inside { path, .. } = Address::read(address, "") else {
                    continue;
                };
                let name = isolate(&path);
                if OBFUSCATIONS.contains(&algorithm) {
                    let message = format!("the font {name} is obfuscated");
                    findings.add(Code::ObfuscatedFont, tree.place(data), message);
                } else {
                    let message = format!("{name} is encrypted by {}", isolate(algorithm));
                    findings.add(Code::Drm, tree.place(data), message);
                }
                if self.has(&path) {
                    self.files.insert(path, Content::Closed);
                }
            }
        }
    }

    /// The path of the package document (EPUB 3.3, 4.2.6.3.1).
    pub(super) fn package(&self, map: &mut SourceMap, findings: &mut Findings) -> Option<String> {
        const FILE: &str = "META-INF/container.xml";
        if !self.has(FILE) {
            let message = "there is no META-INF/container.xml, so no way to the book";
            findings.add(Code::MissingFile, Place::Whole, message);
        }
        let tree = self.tree(&other(FILE), map, findings)?;
        let root = tree.named("rootfile").next();
        let path = root.and_then(|root| tree.value(root, "full-path"));
        let Some((root, path)) = root.zip(path) else {
            let message = "no rootfile names the package document";
            findings.add(Code::MissingFile, tree.place_at(0..0), message);
            return None;
        };
        match Address::read(path, "") {
            Address::Inside { path, .. } if self.has(&path) => Some(path),
            _ => {
                let message = format!("there is no package document {}", isolate(path));
                let place = tree.place_of(root, "full-path");
                findings.add(Code::MissingFile, place, message);
                None
            }
        }
    }

    /// Reads a file of the book as XML; `None` where it cannot be read or is not well-formed.
    pub(super) fn tree(
        &self,
        wanted: &XmlFile<'_>,
        map: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<Tree> {
        let XmlFile { name, vocabulary } = *wanted;
        let file = decode(name, self.bytes(name)?, map, findings)?;
        let text = map.file(file).text();
        let mut tree = Tree::read(Home::Text(file), text);
        let broken = match tree.fault.take() {
            Some(fault) => Some((fault.at, fault.message)),
            None => {
                // Our own reader knows limits of depth and the places of values; the other one, which the
                // rules of markup are asked of, knows every rule of XML.
                tree.breaches = faults(text, vocabulary);
                let first = tree.breaches.first();
                let broken = first.filter(|first| first.breach == Breach::IllFormed);
                broken.map(|fault| (fault.at.start, fault.message.clone()))
            }
        };
        let Some((at, why)) = broken else {
            return Some(tree);
        };
        let message = format!("not well-formed: {why}");
        findings.add(Code::BrokenXml, Place::at(file, at..at), message);
        None
    }
}

/// A document of the container, and what it is written in.
#[derive(Clone, Copy, Debug)]
pub(super) struct XmlFile<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Whose rules it is held against.
    pub(super) vocabulary: Vocabulary,
}

/// A file of which nothing but XML is asked.
fn other(name: &str) -> XmlFile<'_> {
    XmlFile {
        name,
        vocabulary: Vocabulary::Other,
    }
}

/// Why a file was not unpacked.
enum Unread {
    Encrypted,
    TooLarge(u64),
    Broken(String),
}

impl Unread {
    fn into_finding(self) -> (Code, String) {
        match self {
            Self::Encrypted => (Code::Drm, "the file is encrypted".to_owned()),
            Self::TooLarge(limit) => {
                let message = format!("the file has more than {} MiB", limit >> 20);
                (Code::TooLarge, message)
            }
            Self::Broken(why) => (Code::BrokenFile, format!("cannot be unpacked: {why}")),
        }
    }
}

/// Bytes that may still be unpacked, and those that may still be kept of them.
struct Left {
    unpacked: u64,
    kept: u64,
}

/// Files of which the beginning is enough: pictures say their size there, and nothing hears a song.
fn says_all_at_its_beginning(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let media = [
        "jpg", "jpeg", "png", "gif", "webp", "mp3", "m4a", "mp4", "ogg", "opus", "webm",
    ];
    media.iter().any(|one| ending.eq_ignore_ascii_case(one))
}

/// An entry, whatever size its header promises.
fn unpacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    name: &str,
    left: &mut Left,
) -> Result<Content, Unread> {
    let entry = archive.by_index(at).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unread::Encrypted,
        error => Unread::Broken(error.to_string()),
    })?;
    let broken = |error: std::io::Error| Unread::Broken(error.to_string());
    let limit = limits::EPUB_FILE_BYTES.min(left.unpacked);
    let keep = match says_all_at_its_beginning(name) {
        true => limits::EPUB_HEAD_BYTES.min(left.kept),
        false => limit.min(left.kept),
    };
    let mut entry = entry.take(limit + 1);
    let mut bytes = Vec::new();
    entry
        .by_ref()
        .take(keep)
        .read_to_end(&mut bytes)
        .map_err(broken)?;
    bytes.shrink_to_fit();
    // The rest is unpacked and forgotten: a broken file is broken to its end.
    let rest = std::io::copy(&mut entry, &mut std::io::sink()).map_err(broken)?;
    let size = bytes.len() as u64 + rest;
    left.unpacked -= size.min(left.unpacked);
    left.kept -= bytes.len() as u64;
    if size > limit || rest > 0 && !says_all_at_its_beginning(name) {
        left.kept += bytes.len() as u64;
        return Err(Unread::TooLarge(limit.min(keep)));
    }
    Ok(Content::Bytes { bytes, size })
}

fn is_safe(name: &str) -> bool {
    let parts = name.split('/');
    BookPath::new(name).is_ok_and(|path| path.as_str() == name)
        && !name.contains('\\')
        && parts.into_iter().all(|part| part != "..")
}

fn check_mimetype(bytes: &[u8], findings: &mut Findings) {
    let stored = bytes.get(8..10) == Some(&[0, 0]);
    let first = bytes.get(30..30 + MIMETYPE.len()) == Some(MIMETYPE);
    let ends = bytes.get(18..22) == Some(&20_u32.to_le_bytes());
    let message = match (bytes.get(30..38) == Some(b"mimetype"), stored) {
        (false, _) => "the first file of the archive is not `mimetype`",
        (true, false) => "`mimetype` is compressed",
        (true, true) if !first => "`mimetype` has an extra field, or is not `application/epub+zip`",
        (true, true) if !ends => "`mimetype` holds more than `application/epub+zip`",
        (true, true) => return,
    };
    findings.add(Code::Mimetype, Place::File("mimetype".to_owned()), message);
}
