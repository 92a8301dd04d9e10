//! A whole EPUB, read once: its container in, everything that the checks look at out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::container::{Container, XmlFile};
use super::css::Sheet;
use super::document::{Document, Role};
use super::finding::{Code, Findings};
use super::package::{Package, Version};
use super::script::Letters;
use super::text::decode;
use super::xml::Tree;
use crate::diag::{Place, isolate};
use crate::limits;
use crate::locale::{Direction, Language};
use crate::lookup::{Lookup, Seen};
use crate::markup::Vocabulary;
use crate::source::{FileId, SourceMap};

/// An EPUB.
#[derive(Debug)]
pub(super) struct Book {
    /// Its files.
    pub(super) container: Container,
    /// Its package document.
    pub(super) package: Package,
    /// Its content documents: the spine in its order, then the others.
    pub(super) documents: Vec<Document>,
    /// Its style sheets: files, `<style>` elements and `style` attributes.
    pub(super) styles: Vec<Style>,
    /// The contents of EPUB 2, if there are any.
    pub(super) ncx: Option<(String, Tree)>,
    /// The letters of the documents in the spine.
    pub(super) letters: Letters,
    /// Places in `documents` by path.
    paths: Lookup<String, usize>,
}

/// A style sheet and where it stands.
#[derive(Debug)]
pub(super) struct Style {
    /// The file that it stands in, by its name in the container.
    pub(super) path: String,
    /// What it says.
    pub(super) sheet: Sheet,
    file: FileId,
    /// Byte range of its text in the file.
    span: Range<usize>,
    kind: Written,
}

/// Whether places in a style sheet are places in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    AsItIs,
    WithReferences,
}

impl Style {
    /// The place of a byte range of the style sheet.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        let at = |byte: usize| (self.span.start + byte).min(self.span.end);
        match self.kind {
            Written::AsItIs => Place::at(self.file, at(range.start)..at(range.end)),
            Written::WithReferences => Place::at(self.file, self.span.clone()),
        }
    }
}

impl Book {
    /// Reads what a container holds; `None` where no package document can be read.
    pub(super) fn read(
        mut container: Container,
        map: &mut SourceMap,
        findings: &mut Findings,
    ) -> Option<Self> {
        container.close_encrypted(map, findings);
        let path = container.package(map, findings)?;
        let package = XmlFile {
            name: &path,
            vocabulary: Vocabulary::Package,
        };
        let tree = container.tree(&package, map, findings)?;
        let mut book = Self {
            container,
            package: Package::new(&path, tree),
            documents: Vec::new(),
            styles: Vec::new(),
            ncx: None,
            letters: Letters::default(),
            paths: Lookup::new(),
        };
        book.read_documents(map, findings);
        book.read_ncx(map, findings);
        book.read_styles(map, findings);
        Some(book)
    }

    fn read_documents(&mut self, map: &mut SourceMap, findings: &mut Findings) {
        let package = &self.package;
        let mut items: Vec<usize> = package.spine.clone();
        let in_spine: Seen<usize> = items.iter().copied().collect();
        items.extend((0..package.items.len()).filter(|item| !in_spine.contains(item)));
        // A manifest may name one file a thousand times, and its nodes are counted for the whole book.
        let (mut read, mut nodes) = (Seen::new(), 0);
        for item in items.into_iter().map(|at| &package.items[at]) {
            let Some(path) = &item.path else { continue };
            if item.media_type != "application/xhtml+xml" || !read.insert(path) {
                continue;
            }
            if nodes > limits::EPUB_NODES {
                let most = limits::EPUB_NODES;
                let message = format!("the documents before it have more than {most} nodes");
                findings.add(Code::TooLarge, Place::File(path.clone()), message);
                continue;
            }
            let role = if package.tree.lists(item.node, "properties", "nav") {
                Role::Navigation
            } else {
                Role::Text
            };
            let vocabulary = match (role, package.version) {
                (Role::Navigation, Version::Three) => Vocabulary::Navigation,
                (Role::Navigation | Role::Text, _) => Vocabulary::Xhtml,
            };
            let file = XmlFile {
                name: path,
                vocabulary,
            };
            let Some(tree) = self.container.tree(&file, map, findings) else {
                continue;
            };
            nodes += tree.len();
            let document = Document::new(path, tree, role, package.order(path));
            if document.order.is_some() && role == Role::Text {
                self.letters.merge(&document.letters);
            }
            self.paths.insert(path.clone(), self.documents.len());
            self.documents.push(document);
        }
    }

    fn read_ncx(&mut self, map: &mut SourceMap, findings: &mut Findings) {
        let is_ncx = |media_type: &str| media_type == "application/x-dtbncx+xml";
        let items = &self.package.items;
        let item = items.iter().find(|item| is_ncx(&item.media_type));
        let Some(path) = item.and_then(|item| item.path.clone()) else {
            return;
        };
        let file = XmlFile {
            name: &path,
            vocabulary: Vocabulary::Ncx,
        };
        let tree = self.container.tree(&file, map, findings);
        self.ncx = tree.map(|tree| (path, tree));
    }

    fn read_styles(&mut self, map: &mut SourceMap, findings: &mut Findings) {
        let css = self.package.items.iter();
        let css = css.filter(|item| item.media_type == "text/css");
        let paths: BTreeSet<&str> = css.filter_map(|item| item.path.as_deref()).collect();
        let mut left = limits::EPUB_SHEET_BYTES;
        for path in paths {
            let Some(bytes) = self.container.bytes(path) else {
                continue;
            };
            let Some(rest) = left.checked_sub(bytes.len()) else {
                let most = limits::EPUB_SHEET_BYTES >> 20;
                let message = format!("the style sheets have more than {most} MiB");
                findings.add(Code::TooLarge, Place::File(path.to_owned()), message);
                continue;
            };
            left = rest;
            let Some(file) = decode(path, bytes, map, findings) else {
                continue;
            };
            let text = map.file(file).text();
            self.styles.push(Style {
                path: path.to_owned(),
                sheet: Sheet::read(text),
                file,
                span: 0..text.len(),
                kind: Written::AsItIs,
            });
        }
        for document in &self.documents {
            self.styles.extend(styles_inside(document, map));
        }
    }

    /// The document of a name in the container.
    pub(super) fn document(&self, path: &str) -> Option<&Document> {
        self.paths.get(path).map(|at| &self.documents[*at])
    }

    /// The navigation document.
    pub(super) fn navigation(&self) -> Option<&Document> {
        let mut documents = self.documents.iter();
        documents.find(|one| one.role == Role::Navigation)
    }

    /// Which way the book runs: as most of its letters, else as its language.
    pub(super) fn direction(&self) -> Direction {
        if self.letters.total() > 0 {
            return if self.letters.rtl() > self.letters.ltr() {
                Direction::Rtl
            } else {
                Direction::Ltr
            };
        }
        let language = self.package.language();
        let language = language.and_then(|(_, tag)| Language::new(&tag));
        language.map_or(Direction::Ltr, |language| language.direction())
    }

    /// Says what the manifest names and the container lacks, and the other way round.
    pub(super) fn check_files(&self, findings: &mut Findings) {
        let package = &self.package;
        for item in &package.items {
            let missing = |path: &&String| !self.container.has(path);
            if let Some(path) = item.path.as_ref().filter(missing) {
                let message = format!("there is no file {}", isolate(path));
                let place = package.tree.place_of(item.node, "href");
                findings.add(Code::MissingFile, place, message);
            }
        }
        let listed = |name: &str| {
            name == "mimetype"
                || name.starts_with("META-INF/")
                || name == package.path
                || package.item_of(name).is_some()
        };
        for name in self.container.names().filter(|name| !listed(name)) {
            let message = "no entry of the manifest names this file";
            findings.add(Code::UnlistedFile, Place::File(name.to_owned()), message);
        }
    }
}

/// The `<style>` elements and `style` attributes of a document.
fn styles_inside(document: &Document, map: &SourceMap) -> Vec<Style> {
    let tree = &document.tree;
    let Some(file) = tree.file() else {
        return Vec::new();
    };
    let text = map.file(file).text();
    let style = |sheet: Sheet, span: Range<usize>, css: &str| Style {
        path: document.path.clone(),
        sheet,
        file,
        kind: if text.get(span.clone()) == Some(css) {
            Written::AsItIs
        } else {
            Written::WithReferences
        },
        span,
    };
    let mut styles = Vec::new();
    for element in tree.named("style") {
        let css = tree.whole_text(element);
        let words = tree.inside(element).next();
        let span = tree.span(words.unwrap_or(element));
        styles.push(style(Sheet::read(&css), span, &css));
    }
    for node in tree.nodes() {
        if let Some(attribute) = tree.attribute(node, "style") {
            let sheet = Sheet::of_attribute(&attribute.value);
            styles.push(style(sheet, attribute.span.clone(), &attribute.value));
        }
    }
    styles
}
