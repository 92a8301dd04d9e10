//! An EPUB in, its files by their names out, and the documents in the order in which they are read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// The files of an EPUB.
pub(super) struct Unpacked {
    files: BTreeMap<String, Vec<u8>>,
    /// The documents, in the order of the spine.
    pub(super) spine: Vec<String>,
}

impl Unpacked {
    /// Unpacks an EPUB that this program has bound; `None` where it cannot be read.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).ok()?;
            let mut content = Vec::new();
            file.read_to_end(&mut content).ok()?;
            files.insert(file.name().to_owned(), content);
        }
        let (path, package) = files.iter().find(|(name, _)| name.ends_with(".opf"))?;
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        let package = std::str::from_utf8(package).ok()?;
        let spine = spine(package).into_iter();
        let spine = spine.map(|name| format!("{folder}{name}")).collect();
        Some(Self { files, spine })
    }

    /// A file by its name.
    pub(super) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }
}

/// The documents of a package, in the order of its spine.
fn spine(package: &str) -> Vec<String> {
    let mut reader = Reader::from_str(package);
    let mut items = BTreeMap::new();
    let mut order = Vec::new();
    while let Ok(event) = reader.read_event() {
        let element = match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => element,
            _ => continue,
        };
        match element.local_name().as_ref() {
            "item" => {
                items.extend(value(element, "id").zip(value(element, "href")));
            }
            "itemref" => order.extend(value(element, "idref")),
            _ => {}
        }
    }
    let names = order.iter().filter_map(|id| items.get(id).cloned());
    names.collect()
}

fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.value.into_owned())
}
