//! What stands before the text: the cover's document and the title page.

use super::content::{Tally, write_words};
use super::document::{Document, Head, document};
use super::file_names::{COVER, TITLE_PAGE};
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::config::Role;
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

/// The title page: title, subtitle, names, publisher.
pub(super) fn title_page(plan: &Plan<'_>, tally: &mut Tally) -> Document {
    let book = &plan.binding.config.book;
    let mut page = Page {
        out: Markup::default(),
        base: plan.direction(),
    };
    let section = Tag::new("section").with("epub:type", "titlepage");
    page.out
        .open(&section.with("aria-label", plan.language().term(Term::TitlePage)));
    page.out.line();
    let mut mark = |out: &mut Markup, begins| {
        let pages = plan.pages.beginning(begins);
        plan.pages.mark(pages, TITLE_PAGE, out, &mut tally.placed);
    };
    mark(&mut page.out, Begins::TitlePage);
    page.row("h1", "title", &book.title);
    page.row_of("p", "subtitle", book.subtitle.as_deref());
    for role in [
        Role::Author,
        Role::Translator,
        Role::Editor,
        Role::Illustrator,
    ] {
        for person in book.people.iter().filter(|person| person.role == role) {
            page.person(role, plan.language().credit(role.relator()), &person.name);
        }
    }
    page.row_of("p", "publisher", book.publisher.as_deref());
    page.row_of("p", "date", book.printed_year().as_deref());
    mark(&mut page.out, Begins::Colophon);
    page.colophon(plan);
    page.out.close("section");
    page.out.line();
    let (language, direction) = (plan.language(), plan.direction());
    let head = Head {
        file: TITLE_PAGE,
        title: &book.title,
        language,
        direction,
        class: "title-page",
    };
    document(&head, &page.out)
}

/// The title page in the making.
struct Page {
    out: Markup,
    base: Direction,
}

impl Page {
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
