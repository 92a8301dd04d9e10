//! The title page, and its back with what the book says of itself.

use super::collector::Collector;
use super::setting::{Leaf, Setting};
use crate::config::{Person, Role as PersonRole};
use crate::frame::{Role, TextRole};
use crate::model::{Alignment, Begins};
use crate::page::compose::{PageKind, Sheet};
use crate::page::flow::{Flow, FlowBox};
use crate::source::Origin;
use crate::text::TextStyle;
use crate::units::{Em, Pt};

/// The title page.
pub(in crate::page) fn title_page(collector: &mut Collector<'_>) -> Sheet {
    let places = &collector.sources.config.places;
    let book = &collector.sources.config.book;
    let design = collector.design;
    let theme = design.theme.title_page;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.alignment = Alignment::Center;
    setting.role = TextRole::Heading(1);
    setting.inside = collector.tree.root();
    setting.leaf = Leaf::New(Role::Heading(1));
    let sized = |size: Em| TextStyle {
        size: size.of(design.size),
        ..design.body(&book.language)
    };
    let title = TextStyle {
        size: theme.title.of(design.size),
        ..design.heading(1, &book.language)
    };
    let top = theme.top.of(design.page.1) - design.margins.top;
    let mut flow = Flow::of([FlowBox::blank(top.max(Pt::ZERO))]);
    flow.append(collector.words(&book.title, places.origin("title"), &title, &setting));
    setting.role = TextRole::Body;
    setting.leaf = Leaf::New(Role::Paragraph);
    if let Some(subtitle) = &book.subtitle {
        flow.push(FlowBox::blank(theme.above_subtitle.of(design.leading)));
        let origin = places.origin("subtitle");
        flow.append(collector.words(subtitle, origin, &sized(theme.subtitle), &setting));
    }
    flow.push(FlowBox::blank(theme.above_names.of(design.leading)));
    for person in authors_first(&book.people) {
        let credit = book.language.credit(person.role.relator());
        let origin = places.origin(person.role.key());
        let size = match person.role {
            PersonRole::Author => theme.author,
            _ => {
                flow.push(FlowBox::blank(theme.above_contributor.of(design.leading)));
                let credit = collector.words(credit, Origin::Tool, &sized(theme.credit), &setting);
                flow.append(credit);
                theme.contributor
            }
        };
        flow.append(collector.words(&person.name, origin, &sized(size), &setting));
    }
    // The page is one box: nothing on it may go over to the next page, and the publisher's name stands at
    // its foot whatever stands above.
    let mut whole = flow.stacked();
    let mut foot = Flow::default();
    let date = book.date.as_ref();
    let date = date.map(|date| book.language.digits().convert(date));
    for (words, key, size) in [
        (book.publisher.as_deref(), "publisher", theme.publisher),
        (date.as_deref(), "date", theme.date),
    ] {
        if let Some(words) = words.filter(|_| book.publisher.is_some()) {
            foot.append(collector.words(words, places.origin(key), &sized(size), &setting));
        }
    }
    whole.absorb(at_foot(foot.stacked(), design.height));
    sheet_of(whole, Begins::TitlePage)
}

/// The back of the title page: what the book says of itself; empty where it says nothing.
pub(in crate::page) fn colophon(collector: &mut Collector<'_>) -> Sheet {
    let places = &collector.sources.config.places;
    let book = &collector.sources.config.book;
    let design = collector.design;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.alignment = Alignment::Start;
    setting.inside = collector.tree.root();
    setting.style = design.note(&book.language);
    setting.leading = design.small_leading();
    let style = setting.style.clone();
    let series = book.series.as_ref().map(|series| match series.number {
        Some(number) => {
            let number = book.language.number(number as usize);
            format!("{}، {number}", series.name)
        }
        None => series.name.clone(),
    });
    let date = book.date.as_ref();
    let facts = [
        series,
        book.publisher.clone(),
        date.map(|date| book.language.digits().convert(date)),
        book.isbn.as_ref().map(|isbn| format!("ISBN {isbn}")),
        book.rights.clone(),
    ];
    let mut flow = Flow::default();
    let keys = ["series", "publisher", "date", "isbn", "rights"];
    for (fact, key) in facts.iter().zip(keys) {
        if let Some(fact) = fact {
            flow.append(collector.words(fact, places.origin(key), &style, &setting));
        }
    }
    sheet_of(at_foot(flow.stacked(), design.height), Begins::Colophon)
}

/// A box moved down so that it ends where the text block does.
fn at_foot(mut whole: FlowBox, height: Pt) -> FlowBox {
    whole.shift(Pt::ZERO, height - whole.height);
    whole
}

/// A sheet of its own; an empty one begins with nothing.
fn sheet_of(whole: FlowBox, begins: Begins) -> Sheet {
    Sheet {
        begins: (!whole.items.is_empty()).then_some(begins),
        items: whole.items,
        links: whole.links,
        title: "".into(),
        kind: PageKind::Blank,
    }
}

/// Authors first, then the others.
fn authors_first(people: &[Person]) -> impl Iterator<Item = &Person> {
    let is_author = |person: &&Person| person.role == PersonRole::Author;
    let authors = people.iter().filter(is_author);
    authors.chain(people.iter().filter(move |person| !is_author(person)))
}
