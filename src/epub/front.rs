//! The cover's document and the pages of the title: half title, title page, title page in another language.

use super::content::{Tally, write_words};
use super::document::{Document, Head, document};
use super::file_names::{COVER, FOREIGN_TITLE, HALF_TITLE, TITLE_PAGE};
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::config::{Role, TitleWords};
use crate::locale::{Direction, Term};
use crate::model::Begins;

/// The cover, alone in its document.
pub(super) fn cover(plan: &Plan<'_>) -> Document {
    let book = &plan.binding.config.book;
    let name = plan.language().term(Term::Cover);
    let alt = match &book.cover_alt {
        Some(alt) => alt.clone(),
        None => format!("{name}: {}", book.title),
    };
    let mut out = Markup::default();
    out.open(
        &Tag::new("section")
            .with("epub:type", "cover")
            .with("aria-label", name),
    );
    let image = Tag::new("img")
        .with("src", &plan.assets.cover.file)
        .with("alt", &alt);
    out.empty(&image.with("role", "doc-cover"));
    out.close("section");
    out.line();
    let (language, direction) = (plan.language(), plan.direction());
    document(
        &Head {
            file: COVER,
            title: name,
            language,
            direction,
            class: "cover",
        },
        &out,
    )
}

/// The title alone, before the title page, where the book has such a page. It is no heading, since the title page is.
pub(super) fn half_title(plan: &Plan<'_>, tally: &mut Tally) -> Option<Document> {
    let config = plan.binding.config;
    if !config.title_pages.half_title {
        return None;
    }
    let mut page = Page::open("halftitlepage", plan.direction(), &config.book.title);
    page.mark(plan, Begins::HalfTitle, HALF_TITLE, tally);
    page.row("p", "half-title", &config.book.title);
    Some(page.close(HALF_TITLE, &TitleWords::of(&config.book)))
}

/// The title page, and what the author wants on its back.
pub(super) fn title_page(plan: &Plan<'_>, tally: &mut Tally) -> Document {
    let words = TitleWords::of(&plan.binding.config.book);
    let name = plan.language().term(Term::TitlePage);
    let mut page = Page::open("titlepage", words.direction, name);
    page.mark(plan, Begins::TitlePage, TITLE_PAGE, tally);
    page.titles(&words);
    page.mark(plan, Begins::Colophon, TITLE_PAGE, tally);
    page.colophon(plan);
    page.close(TITLE_PAGE, &words)
}

/// The title page in another language, where the book has one.
pub(super) fn foreign_title_page(plan: &Plan<'_>, tally: &mut Tally) -> Option<Document> {
    let config = plan.binding.config;
    let foreign = config.title_pages.foreign.as_ref()?;
    let words = TitleWords::foreign(foreign, &config.book);
    let name = words.language.term(Term::TitlePage);
    let mut page = Page::open("titlepage", words.direction, name);
    page.mark(plan, Begins::ForeignTitle, FOREIGN_TITLE, tally);
    page.titles(&words);
    Some(page.close(FOREIGN_TITLE, &words))
}

/// A page of the title in the making.
struct Page {
    out: Markup,
    base: Direction,
}

impl Page {
    /// A page of a kind (EPUB Structural Semantics Vocabulary), with a name for who hears it.
    fn open(kind: &'static str, base: Direction, name: &str) -> Self {
        let mut out = Markup::default();
        let section = Tag::new("section").with("epub:type", kind);
        out.open(&section.with("aria-label", name));
        out.line();
        Self { out, base }
    }

    /// The document that the page is.
    fn close(mut self, file: &str, words: &TitleWords<'_>) -> Document {
        self.out.close("section");
        self.out.line();
        let head = Head {
            file,
            title: words.title,
            language: &words.language,
            direction: words.direction,
            class: "title-page",
        };
        document(&head, &self.out)
    }

    /// The page of the printed book that begins here.
    fn mark(&mut self, plan: &Plan<'_>, begins: Begins, file: &str, tally: &mut Tally) {
        let pages = plan.pages.beginning(begins);
        plan.pages
            .mark(pages, file, &mut self.out, &mut tally.placed);
    }

    /// Title, subtitle, names, publisher, year.
    fn titles(&mut self, words: &TitleWords<'_>) {
        self.row("h1", "title", words.title);
        self.row_of("p", "subtitle", words.subtitle);
        for role in [
            Role::Author,
            Role::Translator,
            Role::Editor,
            Role::Illustrator,
        ] {
            for person in words.people.iter().filter(|person| person.role == role) {
                self.person(role, words.language.credit(role.relator()), &person.name);
            }
        }
        self.row_of("p", "publisher", words.publisher);
        self.row_of("p", "date", words.year().as_deref());
    }

    /// The lines that the author wants on the back of the title page.
    fn colophon(&mut self, plan: &Plan<'_>) {
        let lines = plan.colophon_lines();
        if lines.is_empty() {
            return;
        }
        self.out.open(&Tag::new("div").with("class", "colophon"));
        self.out.line();
        for line in lines {
            self.row("p", "colophon-line", &line);
        }
        self.out.close("div");
        self.out.line();
    }

    fn row_of(&mut self, name: &'static str, class: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.row(name, class, words);
        }
    }

    /// A name after the words that say its part; those give the side.
    fn person(&mut self, role: Role, credit: &str, name: &str) {
        if credit.is_empty() {
            return self.row("p", role_class(role), name);
        }
        self.out
            .open(&Tag::new("p").with("class", role_class(role)));
        write_words(&mut self.out, &format!("{credit} {name}"), self.base);
        self.out.close("p");
        self.out.line();
    }

    fn row(&mut self, name: &'static str, class: &str, words: &str) {
        let side = Direction::dominant(words, self.base).unwrap_or(self.base);
        let turned = (side != self.base).then(|| side.as_html());
        self.out
            .open(&Tag::new(name).with("class", class).maybe("dir", turned));
        write_words(&mut self.out, words, side);
        self.out.close(name);
        self.out.line();
    }
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Author => "author",
        Role::Translator => "translator",
        Role::Editor => "editor",
        Role::Illustrator => "illustrator",
    }
}
