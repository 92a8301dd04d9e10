//! An EPUB in, its files by their names out, the documents in the order in which they are read, and where pages begin in
//! them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::lookup::Lookup;

/// The files of an EPUB.
pub(super) struct Unpacked {
    files: BTreeMap<String, Vec<u8>>,
    /// The documents, in the order of the spine.
    pub(super) spine: Vec<String>,
    /// Where the pages begin, in their order; empty where the EPUB does not tell of them.
    pages: Vec<PageStart>,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageStart {
    /// Its number as printed.
    folio: String,
    /// The document.
    pub(super) file: String,
    /// The place in it.
    pub(super) id: String,
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
        let inside = |name: String| format!("{folder}{name}");
        let package = Package::read(package);
        let navigation = package.navigation.map(inside);
        let list = navigation.and_then(|name| std::str::from_utf8(files.get(&name)?).ok());
        let pages = list.map_or_else(Vec::new, |list| page_starts(list, folder));
        let spine = package.spine.into_iter().map(inside).collect();
        Some(Self {
            files,
            spine,
            pages,
        })
    }

    /// Where the page with this number begins; `None` where the EPUB does not tell.
    pub(super) fn page(&self, folio: &str) -> Option<&PageStart> {
        self.pages.iter().find(|page| page.folio == folio)
    }

    /// A file by its name.
    pub(super) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }
}

/// What a package says of its documents.
#[derive(Default)]
struct Package {
    /// In the order of the spine.
    spine: Vec<String>,
    /// The one that holds the contents and the pages.
    navigation: Option<String>,
}

impl Package {
    fn read(package: &str) -> Self {
        let mut reader = Reader::from_str(package);
        let mut items = Lookup::new();
        let mut order = Vec::new();
        let mut navigation = None;
        while let Ok(event) = reader.read_event() {
            let element = match &event {
                Event::Eof => break,
                Event::Start(element) | Event::Empty(element) => element,
                _ => continue,
            };
            match element.local_name().as_ref() {
                "item" => {
                    if value(element, "properties").is_some_and(|found| found == "nav") {
                        navigation = value(element, "href");
                    }
                    items.extend(value(element, "id").zip(value(element, "href")));
                }
                "itemref" => order.extend(value(element, "idref")),
                _ => {}
            }
        }
        let spine = order.iter().filter_map(|id| items.get(id).cloned());
        Self {
            spine: spine.collect(),
            navigation,
        }
    }
}

/// The pages of a list of pages: `<nav epub:type="page-list"> … <a href="3.xhtml#page-12">۱۲</a>`. `folder` is that of the
/// document.
fn page_starts(list: &str, folder: &str) -> Vec<PageStart> {
    let mut reader = Reader::from_str(list);
    let mut starts: Vec<PageStart> = Vec::new();
    let mut is_list = false;
    let mut is_number = false;
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Eof => break,
            Event::Start(element) if element.local_name().as_ref() == "nav" => {
                is_list = value(element, "epub:type").is_some_and(|kind| kind == "page-list");
            }
            Event::Start(element) if is_list && element.local_name().as_ref() == "a" => {
                let place = value(element, "href");
                let place = place.as_deref().and_then(|place| place.split_once('#'));
                starts.extend(place.map(|(file, id)| PageStart {
                    folio: String::new(),
                    file: format!("{folder}{file}"),
                    id: id.to_owned(),
                }));
                is_number = place.is_some();
            }
            Event::Text(words) if is_number => {
                if let Some(last) = starts.last_mut() {
                    last.folio.push_str(words);
                }
            }
            Event::End(element) if element.local_name().as_ref() == "a" => is_number = false,
            _ => {}
        }
    }
    starts
}

fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_pages_says_where_each_of_them_begins() {
        let list = r##"<nav epub:type="toc"><a href="1.xhtml#one">یک</a></nav>
            <nav epub:type="page-list"><ol><li><a href="1.xhtml#page-1">۱</a></li><li><a href="2.xhtml">۲</a></li>
            <li><a href="2.xhtml#page-b">ب</a></li></ol></nav>"##;
        let start = |folio: &str, file: &str, id: &str| PageStart {
            folio: folio.to_owned(),
            file: file.to_owned(),
            id: id.to_owned(),
        };
        let wanted = [
            start("۱", "OEBPS/1.xhtml", "page-1"),
            start("ب", "OEBPS/2.xhtml", "page-b"),
        ];
        assert_eq!(page_starts(list, "OEBPS/"), wanted);
    }
}
