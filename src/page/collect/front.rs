//! The pages of the title: half title, title page with what the book says of itself on its back, and the title page in
//! another language.

use super::collector::Collector;
use super::setting::{KeptSide, Leaf, Setting};
use crate::config::{Colophon, Metadata, Person, Role as PersonRole, TitleWords};
use crate::frame::{Role, TextRole};
use crate::model::{Alignment, Begins};
use crate::page::compose::{PageKind, Sheet};
use crate::page::design::Design;
use crate::page::flow::{Flow, FlowBox};
use crate::source::Origin;
use crate::text::TextStyle;
use crate::units::{Em, Pt};

/// The half title: the title alone, before all others. It is no heading, since the title page is.
pub(in crate::page) fn half_title(collector: &mut Collector<'_>) -> Sheet {
    let config = collector.sources.config;
    let design = collector.design;
    let mut setting = title_setting(collector, &TitleWords::of(&config.book));
    setting.role = TextRole::Body;
    setting.leaf = Leaf::New(Role::Paragraph);
    let style = TextStyle {
        size: design.theme.title_page.half_title.of(design.size),
        ..design.heading(1, &config.book.language)
    };
    let origin = config.places.origin("title");
    let mut flow = Flow::of([from_trim(design)]);
    flow.append(collector.words(&config.book.title, origin, &style, &setting));
    sheet_of(flow.stacked(), Begins::HalfTitle)
}

/// The title page.
pub(in crate::page) fn title_page(collector: &mut Collector<'_>) -> Sheet {
    let words = TitleWords::of(&collector.sources.config.book);
    titles(collector, &words, Begins::TitlePage)
}

/// The title page in another language, where the book has one.
pub(in crate::page) fn foreign_title_page(collector: &mut Collector<'_>) -> Option<Sheet> {
    let config = collector.sources.config;
    let foreign = config.title_pages.foreign.as_ref()?;
    let words = TitleWords::foreign(foreign, &config.book);
    Some(titles(collector, &words, Begins::ForeignTitle))
}

/// Where the title of a page begins.
fn from_trim(design: &Design) -> FlowBox {
    let top = design.theme.title_page.top.of(design.page.1) - design.margins.top;
    FlowBox::blank(top.max(Pt::ZERO))
}

/// How a title is set.
fn title_setting(collector: &Collector<'_>, words: &TitleWords<'_>) -> Setting {
    let mut setting = Setting::body(collector.design, &words.language, words.direction);
    setting.alignment = Alignment::Center;
    setting.role = TextRole::Heading(1);
    setting.inside = collector.tree.root();
    setting.leaf = Leaf::New(Role::Heading(1));
    setting
}

/// A title page in the language of its words.
fn titles(collector: &mut Collector<'_>, words: &TitleWords<'_>, begins: Begins) -> Sheet {
    let places = &collector.sources.config.places;
    let design = collector.design;
    let theme = design.theme.title_page;
    let mut setting = title_setting(collector, words);
    let sized = |size: Em| TextStyle {
        size: size.of(design.size),
        ..design.body(&words.language)
    };
    let title = TextStyle {
        size: theme.title.of(design.size),
        ..design.heading(1, &words.language)
    };
    let mut flow = Flow::of([from_trim(design)]);
    let origin = words.origin(places, "title");
    flow.append(collector.words(words.title, origin, &title, &setting));
    setting.role = TextRole::Body;
    setting.leaf = Leaf::New(Role::Paragraph);
    if let Some(subtitle) = words.subtitle {
        flow.push(FlowBox::blank(theme.above_subtitle.of(design.leading)));
        let origin = words.origin(places, "subtitle");
        flow.append(collector.words(subtitle, origin, &sized(theme.subtitle), &setting));
    }
    flow.push(FlowBox::blank(theme.above_names.of(design.leading)));
    for person in authors_first(words.people) {
        let credit = words.language.credit(person.role.relator());
        let origin = words.origin(places, person.role.key());
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
    let year = words.year();
    for (said, key, size) in [
        (words.publisher, "publisher", theme.publisher),
        (year.as_deref(), "date", theme.date),
    ] {
        if let Some(said) = said.filter(|_| words.publisher.is_some()) {
            let origin = words.origin(places, key);
            foot.append(collector.words(said, origin, &sized(size), &setting));
        }
    }
    whole.absorb(at_foot(foot.stacked(), design.height));
    sheet_of(whole, begins)
}

/// The back of the title page: what the book says of itself; empty where it says nothing. `last` is the number of
/// the last page.
pub(in crate::page) fn colophon(collector: &mut Collector<'_>, last: usize) -> Sheet {
    let config = collector.sources.config;
    let (places, book) = (&config.places, &config.book);
    let design = collector.design;
    let mut setting = Setting::body(design, &book.language, book.direction);
    setting.alignment = Alignment::Start;
    setting.inside = collector.tree.root();
    setting.style = design.note(&book.language);
    setting.leading = design.small_leading();
    // «ISBN 978…» stands below the other lines, not at the other side of the page.
    setting.side = KeptSide::Around;
    let style = setting.style.clone();
    let last = book.language.number(last);
    let catalogue = Colophon::filled(&config.colophon.catalogue, Some(&last));
    let lines = Colophon::filled(&config.colophon.lines, Some(&last));
    let mut flow = catalogue_entry(collector, &catalogue, &setting);
    if !catalogue.is_empty() {
        flow.push(FlowBox::blank(design.leading));
    }
    for line in lines {
        flow.append(collector.words(&line, places.origin("lines"), &style, &setting));
    }
    for Fact { words, key } in facts(book) {
        flow.append(collector.words(&words, places.origin(key), &style, &setting));
    }
    sheet_of(at_foot(flow.stacked(), design.height), Begins::Colophon)
}

/// What the metadata say on the back of the title page, and the key that says it.
struct Fact {
    words: String,
    key: &'static str,
}

fn facts(book: &Metadata) -> impl Iterator<Item = Fact> {
    let series = book.series.as_ref().map(|series| match series.number {
        Some(number) => {
            let number = book.language.number(number as usize);
            format!("{}، {number}", series.name)
        }
        None => series.name.clone(),
    });
    let facts = [
        (series, "series"),
        (book.publisher.clone(), "publisher"),
        (book.printed_date(), "date"),
        (
            book.isbn.as_ref().map(|isbn| format!("ISBN {isbn}")),
            "isbn",
        ),
        (book.rights.clone(), "rights"),
    ];
    let said = facts.into_iter();
    said.filter_map(|(words, key)| Some(Fact { words: words?, key }))
}

/// The entry of a national library's catalogue: what goes on in a second line moves in, so that each line is found
/// by its first word.
fn catalogue_entry(collector: &mut Collector<'_>, lines: &[String], setting: &Setting) -> Flow {
    let design = collector.design;
    let origin = collector.sources.config.places.origin("catalogue");
    let hanging = Setting {
        hanging: design.indent(),
        ..setting.clone()
    };
    let mut flow = Flow::default();
    for line in lines {
        flow.append(collector.words(line, origin, &setting.style, &hanging));
    }
    flow
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
        kind: PageKind::Blank,
        ..Sheet::default()
    }
}

/// Authors first, then the others.
fn authors_first(people: &[Person]) -> impl Iterator<Item = &Person> {
    let is_author = |person: &&Person| person.role == PersonRole::Author;
    let authors = people.iter().filter(is_author);
    authors.chain(people.iter().filter(move |person| !is_author(person)))
}
