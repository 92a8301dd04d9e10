//! Whole files, printed from small pages.

mod arranged;
mod rule_pages;
mod setting;
mod visible;

use std::sync::Arc;

use lopdf::{Dictionary, Document};

use crate::config::{ChapterOpening, Config, Margins, Metadata, PageOptions, TrimSize};
use crate::font::FontSet;
use crate::frame::{
    Destination, LinkTarget, OutlineEntry, Page, PageItem, Pages, PlacedLink, Rect,
};
use crate::model::AnchorId;
use crate::picture::Pictures;
use crate::press::Press;
use crate::units::Pt;

use super::Printing;
use super::document::print_by;
use super::text::rule_set::RuleSet;
use setting::Setting;

fn config() -> Config {
    let book = Metadata {
        identifier: "urn:example:book".to_owned(),
        modified: "2026-11-22T10:20:30Z".to_owned(),
        ..Metadata::titled("کتاب «نمونه»")
    };
    let margins = Margins {
        inner: Pt(50.0),
        outer: Pt(50.0),
        top: Pt(50.0),
        bottom: Pt(50.0),
    };
    let page = PageOptions {
        trim: TrimSize {
            width: Pt(411.0),
            height: Pt(595.25),
        },
        margins,
        font_size: Pt(11.0),
        line_height: Some(1.75),
        chapter_opening: ChapterOpening::Next,
        ..PageOptions::default()
    };
    Config {
        book,
        page,
        ..Config::titled("")
    }
}

/// Two short lines at known places, and all that a reader can click on.
fn small_book() -> Pages {
    let fonts = FontSet::embedded();
    let mut pages = Setting::new(&fonts).pages("فلا سلام\nRust 1.95 خوب است.");
    let mut second = Page::clone(&pages.pages[0]);
    second.folio = "۲".to_owned();
    pages.pages.push(Arc::new(second));
    for (id, page) in [("فصل-یک", 0), ("part", 1)] {
        let anchor = AnchorId::new(None, pages.names.len());
        pages.names.insert(id.to_owned(), anchor);
        pages.destinations.insert(
            anchor,
            Destination {
                page,
                y: Pt(95.25),
                element: None,
            },
        );
        let level = if page == 0 { 1 } else { 2 };
        pages.outline.push(OutlineEntry {
            level,
            title: id.to_owned(),
            anchor,
        });
    }
    let rect = Rect {
        x: Pt(10.0),
        y: Pt(20.0),
        width: Pt(30.0),
        height: Pt(5.25),
    };
    for target in [
        LinkTarget::External("https://example.org/کتاب".into()),
        LinkTarget::Anchor(AnchorId::new(None, 1)),
    ] {
        Arc::make_mut(&mut pages.pages[0])
            .items
            .push(PageItem::Link(PlacedLink {
                rect,
                target,
                element: None,
                words: String::new(),
                span: None,
            }));
    }
    pages
}

fn print_small() -> Vec<u8> {
    print_pages(&small_book(), RuleSet::PORTABLE)
}

fn print_pages(pages: &Pages, rules: RuleSet) -> Vec<u8> {
    let (fonts, config, pictures) = (FontSet::embedded(), config(), Pictures::default());
    let press = Press::black(&config.print);
    let printing = Printing {
        pages,
        config: &config,
        profile: config.pdf.profile,
        pictures: &pictures,
        fonts: &fonts,
        press: &press,
        folds: &[],
    };
    print_by(pages.clone(), &printing, rules).unwrap()
}

fn catalog(doc: &Document) -> &Dictionary {
    doc.catalog().unwrap()
}

fn follow<'a>(doc: &'a Document, dict: &'a Dictionary, key: &str) -> &'a Dictionary {
    doc.dereference(dict.get(key.as_bytes()).unwrap())
        .unwrap()
        .1
        .as_dict()
        .unwrap()
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert!(print_small() == print_small());
}

#[test]
fn the_document_says_its_language_and_that_it_is_read_from_right_to_left() {
    let doc = Document::load_mem(&print_small()).unwrap();
    let catalog = catalog(&doc);
    assert_eq!(doc.version, "1.7");
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"fa");
    let preferences = follow(&doc, catalog, "ViewerPreferences");
    assert_eq!(
        preferences.get(b"Direction").unwrap().as_name().unwrap(),
        b"R2L"
    );
    assert_eq!(
        catalog.get(b"PageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
    assert_eq!(
        catalog.get(b"PageLayout").unwrap().as_name().unwrap(),
        b"TwoPageRight"
    );
}

#[test]
fn headings_nest_in_the_outline_and_lower_ones_are_closed() {
    let doc = Document::load_mem(&print_small()).unwrap();
    let outline = follow(&doc, catalog(&doc), "Outlines");
    let chapter = follow(&doc, outline, "First");
    let section = follow(&doc, chapter, "First");
    assert_eq!(outline.get(b"Count").unwrap().as_i64().unwrap(), 1);
    assert_eq!(chapter.get(b"Count").unwrap().as_i64().unwrap(), -1);
    assert_eq!(section.get(b"Title").unwrap().as_str().unwrap(), b"part");
    let place = section.get(b"Dest").unwrap().as_array().unwrap();
    assert_eq!(place[0].as_reference().unwrap(), doc.get_pages()[&2]);
    assert_eq!(place[3].as_float().unwrap(), 500.0);
}

#[test]
fn every_page_is_labelled_with_its_printed_folio() {
    let doc = Document::load_mem(&print_small()).unwrap();
    let numbers = follow(&doc, catalog(&doc), "PageLabels")
        .get(b"Nums")
        .unwrap();
    let second = numbers.as_array().unwrap()[3].as_dict().unwrap();
    assert_eq!(
        second.get(b"P").unwrap().as_str().unwrap(),
        [0xFE, 0xFF, 0x06, 0xF2]
    );
}

#[test]
fn links_lead_out_as_ascii_and_into_the_book_by_place() {
    let doc = Document::load_mem(&print_small()).unwrap();
    let page = doc.get_dictionary(doc.get_pages()[&1]).unwrap();
    let links = page.get(b"Annots").unwrap().as_array().unwrap();
    let link = |at: usize| {
        doc.get_dictionary(links[at].as_reference().unwrap())
            .unwrap()
    };
    let action = link(0).get(b"A").unwrap().as_dict().unwrap();
    let address = action.get(b"URI").unwrap().as_str().unwrap();
    assert_eq!(address, b"https://example.org/%DA%A9%D8%AA%D8%A7%D8%A8");
    let place = link(1).get(b"Dest").unwrap().as_array().unwrap();
    assert_eq!(place[0].as_reference().unwrap(), doc.get_pages()[&2]);
    let area = link(0).get(b"Rect").unwrap().as_array().unwrap();
    let area: Vec<f32> = area.iter().map(|side| side.as_float().unwrap()).collect();
    assert_eq!(area, [10.0, 570.0, 40.0, 575.25]);
}

#[test]
fn names_of_anchors_are_sorted_for_search() {
    let doc = Document::load_mem(&print_small()).unwrap();
    let names = follow(&doc, follow(&doc, catalog(&doc), "Names"), "Dests");
    let names = names.get(b"Names").unwrap().as_array().unwrap();
    assert_eq!(names[0].as_str().unwrap(), b"part");
    assert_eq!(names[2].as_str().unwrap(), "فصل-یک".as_bytes());
}
