//! The package document: metadata, manifest and spine (EPUB 3.3, clause 5).

use super::access::{self, Access};
use super::container::Resource;
use super::document::Document;
use super::file_names::{NAVIGATION, STYLE_SHEET};
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::config::{Person, Role};
use crate::locale::{Direction, Language};

/// The id of the unique identifier.
const IDENTIFIER: &str = "book-id";
/// The id of the cover's picture, which both markers of a cover name.
const COVER_IMAGE: &str = "cover-image";
/// The NCX's file; the container has its name from epub-builder.
const NCX: &str = "toc.ncx";

/// Writes the package document.
pub(super) fn render(plan: &Plan<'_>, documents: &[Document], resources: &[&Resource]) -> String {
    let mut package = Package {
        plan,
        out: Markup::default(),
    };
    let root = Tag::new("package")
        .with("xmlns", "http://www.idpf.org/2007/opf")
        .with("version", "3.0")
        .with("unique-identifier", IDENTIFIER)
        .with("xml:lang", plan.language().as_str())
        .with("dir", plan.direction().as_html());
    package.out.open(&root);
    package.out.line();
    package.metadata();
    package.manifest(documents, resources);
    package.spine(documents);
    package.out.close("package");
    package.out.line();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}",
        package.out.into_string()
    )
}

struct Package<'a> {
    plan: &'a Plan<'a>,
    out: Markup,
}

impl Package<'_> {
    fn line(&mut self, tag: &Tag, text: &str) {
        self.out.element(tag, text);
        self.out.line();
    }

    /// A `meta` that says something of the book.
    fn fact(&mut self, property: &str, value: &str) {
        self.line(&Tag::new("meta").with("property", property), value);
    }

    /// A `meta` that says something of another element.
    fn detail(&mut self, of: &str, property: &str, value: &str) {
        let tag = Tag::new("meta")
            .with("refines", &format!("#{of}"))
            .with("property", property);
        self.line(&tag, value);
    }

    fn metadata(&mut self) {
        let tag = Tag::new("metadata").with("xmlns:dc", "http://purl.org/dc/elements/1.1/");
        self.out.open(&tag);
        self.out.line();
        self.identifiers();
        self.titles();
        self.languages();
        let plan = self.plan;
        let book = &plan.binding.config.book;
        for (at, person) in book.people.iter().enumerate() {
            self.person(at + 1, person);
        }
        self.optional("dc:publisher", book.publisher.as_deref());
        self.optional("dc:description", book.description.as_deref());
        book.subjects
            .iter()
            .for_each(|subject| self.optional("dc:subject", Some(subject)));
        self.optional("dc:rights", book.rights.as_deref());
        self.optional("dc:date", book.date.as_deref());
        self.page_source();
        self.fact("dcterms:modified", &book.modified);
        self.series();
        self.access(&access::derive(plan));
        self.out.empty(
            &Tag::new("meta")
                .with("name", "cover")
                .with("content", COVER_IMAGE),
        );
        self.out.line();
        self.out.close("metadata");
        self.out.line();
    }

    fn optional(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.line(&self.turned(Tag::new(name), value), value);
        }
    }

    /// Adds `dir` to an element whose text runs against the package.
    fn turned(&self, tag: Tag, text: &str) -> Tag {
        let around = self.plan.direction();
        let side = Direction::dominant(text, around).filter(|side| *side != around);
        tag.maybe("dir", side.map(Direction::as_html))
    }

    /// What the page breaks were taken from (EPUB Accessibility 1.1, clause 3.4.3): the printed book by
    /// its ISBN, else the PDF by its title.
    fn page_source(&mut self) {
        if !self.plan.pages.any() {
            return;
        }
        let config = self.plan.binding.config;
        let isbn = config.epub.print_isbn.as_deref().map(isbn_urn);
        let source = isbn.unwrap_or_else(|| format!("{} (PDF)", config.book.title));
        self.line(&Tag::new("dc:source").with("id", "page-source"), &source);
        self.detail("page-source", "source-of", "pagination");
        self.fact("pageBreakSource", &source);
    }

    fn identifiers(&mut self) {
        let book = &self.plan.binding.config.book;
        self.line(
            &Tag::new("dc:identifier").with("id", IDENTIFIER),
            &book.identifier,
        );
        if let Some(isbn) = &book.isbn {
            let urn = isbn_urn(isbn);
            if urn != book.identifier {
                self.line(&Tag::new("dc:identifier"), &urn);
            }
        }
    }

    fn titles(&mut self) {
        let book = &self.plan.binding.config.book;
        let titles = [
            ("title", "main", Some(&book.title)),
            ("subtitle", "subtitle", book.subtitle.as_ref()),
        ];
        for (place, (id, kind, title)) in (1..).zip(titles) {
            if let Some(title) = title {
                self.line(
                    &self.turned(Tag::new("dc:title").with("id", id), title),
                    title,
                );
                self.detail(id, "title-type", kind);
                self.detail(id, "display-seq", &format!("{place}"));
            }
        }
    }

    /// The book's language first, then those of chapters that differ.
    fn languages(&mut self) {
        let mut languages: Vec<&Language> = vec![self.plan.language()];
        for chapter in &self.plan.binding.book.book.chapters {
            if !languages.contains(&&chapter.language) {
                languages.push(&chapter.language);
            }
        }
        for language in languages {
            self.line(&Tag::new("dc:language"), language.as_str());
        }
    }

    fn person(&mut self, number: usize, person: &Person) {
        let name = if person.role == Role::Author {
            "dc:creator"
        } else {
            "dc:contributor"
        };
        let id = format!("person-{number}");
        self.line(
            &self.turned(Tag::new(name).with("id", &id), &person.name),
            &person.name,
        );
        let role = Tag::new("meta")
            .with("refines", &format!("#{id}"))
            .with("property", "role");
        self.line(&role.with("scheme", "marc:relators"), person.role.relator());
        if let Some(sorted) = &person.file_as {
            self.detail(&id, "file-as", sorted);
        }
    }

    fn series(&mut self) {
        let Some(series) = &self.plan.binding.config.book.series else {
            return;
        };
        let tag = Tag::new("meta")
            .with("property", "belongs-to-collection")
            .with("id", "series");
        self.line(&tag, &series.name);
        self.detail("series", "collection-type", "series");
        if let Some(number) = series.number {
            self.detail("series", "group-position", &number.to_string());
        }
    }

    fn access(&mut self, access: &Access) {
        let lists = [
            ("schema:accessMode", &access.modes),
            ("schema:accessModeSufficient", &access.sufficient),
            ("schema:accessibilityFeature", &access.features),
            ("schema:accessibilityHazard", &access.hazards),
        ];
        for (property, values) in lists {
            values.iter().for_each(|value| self.fact(property, value));
        }
        self.fact("schema:accessibilitySummary", &access.summary);
        self.claims();
    }

    /// What the author claims about accessibility; nobody else can.
    fn claims(&mut self) {
        let claims = &self.plan.binding.config.epub.claims;
        let facts = [
            ("dcterms:conformsTo", &claims.conforms_to),
            ("a11y:certifiedBy", &claims.certified_by),
            ("a11y:certifierCredential", &claims.credential),
            ("a11y:certifierReport", &claims.report),
        ];
        for (property, value) in facts {
            if let Some(value) = value {
                self.fact(property, value);
            }
        }
    }

    fn manifest(&mut self, documents: &[Document], resources: &[&Resource]) {
        self.out.open(&Tag::new("manifest"));
        self.out.line();
        self.item("nav", NAVIGATION, "application/xhtml+xml", Some("nav"));
        self.item("ncx", NCX, "application/x-dtbncx+xml", None);
        self.item("style", STYLE_SHEET, "text/css", None);
        for document in documents {
            self.item(
                &id_of(&document.file),
                &document.file,
                "application/xhtml+xml",
                document.properties(),
            );
        }
        let cover = &self.plan.assets.cover;
        for resource in resources {
            if resource.file == cover.file {
                self.item(
                    COVER_IMAGE,
                    &resource.file,
                    resource.media_type,
                    Some(COVER_IMAGE),
                );
            } else {
                self.item(
                    &id_of(&resource.file),
                    &resource.file,
                    resource.media_type,
                    None,
                );
            }
        }
        self.out.close("manifest");
        self.out.line();
    }

    fn item(&mut self, id: &str, href: &str, kind: &str, properties: Option<&str>) {
        let tag = Tag::new("item")
            .with("id", id)
            .with("href", href)
            .with("media-type", kind);
        self.out.empty(&tag.maybe("properties", properties));
        self.out.line();
    }

    /// The reading order: cover, title page, dedication and the like, contents, then the text.
    fn spine(&mut self, documents: &[Document]) {
        let tag = Tag::new("spine").with("toc", "ncx");
        let tag = tag.with(
            "page-progression-direction",
            self.plan.direction().as_html(),
        );
        self.out.open(&tag);
        self.out.line();
        let ids = documents.iter().map(|document| id_of(&document.file));
        let before = self.plan.documents_before_contents();
        let (front, text): (Vec<_>, Vec<_>) = ids.enumerate().partition(|(at, _)| *at < before);
        let order = front
            .into_iter()
            .chain([(before, "nav".to_owned())])
            .chain(text);
        for (_, id) in order {
            self.out.empty(&Tag::new("itemref").with("idref", &id));
            self.out.line();
        }
        self.out.close("spine");
        self.out.line();
    }
}

/// An ISBN as a URN (RFC 3187).
fn isbn_urn(isbn: &str) -> String {
    let number: String = isbn.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("urn:isbn:{number}")
}

/// An id made of a file's name, which is ASCII already.
fn id_of(file: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let name: String = file.chars().map(plain).collect();
    format!("item-{name}")
}
