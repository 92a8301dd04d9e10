//! Whole files, printed from small pages.

mod setting;

use crate::config::{
    BibliographySettings, ChapterOpening, Config, EpubSettings, FontSettings, Margins, Metadata,
    PdfSettings,
};
use crate::font::FontSet;
use crate::locale::{Direction, Language};
use crate::model::Book;
use crate::page::Pages;
use crate::picture::Pictures;
use crate::resolve::ResolvedBook;
use crate::units::Pt;

use super::{Printing, print};
use setting::Setting;

fn config() -> Config {
    let book = Metadata {
        title: "کتاب «نمونه»".to_owned(),
        subtitle: None,
        language: Language::persian(),
        direction: Direction::Rtl,
        people: Vec::new(),
        identifier: "urn:example:book".to_owned(),
        isbn: None,
        description: None,
        subjects: Vec::new(),
        publisher: None,
        rights: None,
        date: None,
        modified: "2026-11-22T10:20:30Z".to_owned(),
        series: None,
        cover: None,
        cover_alt: None,
    };
    let margins = Margins {
        inner: Pt(50.0),
        outer: Pt(50.0),
        top: Pt(50.0),
        bottom: Pt(50.0),
    };
    let pdf = PdfSettings {
        trim: (Pt(411.0), Pt(595.25)),
        margins,
        font_size: Pt(11.0),
        line_height: 1.75,
        contents_depth: 2,
        chapter_opening: ChapterOpening::Next,
        number_headings: false,
    };
    Config {
        book,
        chapters: Vec::new(),
        bibliography: BibliographySettings::default(),
        pdf,
        epub: EpubSettings {
            css: None,
            embed_fonts: true,
        },
        fonts: FontSettings::default(),
        places: crate::config::Places::default(),
    }
}

fn book() -> ResolvedBook {
    ResolvedBook {
        book: Book::default(),
        anchors: Vec::new(),
        headings: Vec::new(),
        citations: Vec::new(),
        bibliography: None,
        labels: std::collections::BTreeMap::new(),
    }
}

fn print_pages(pages: &Pages, fonts: &FontSet) -> Vec<u8> {
    let (book, config, pictures) = (book(), config(), Pictures::default());
    print(&Printing {
        pages,
        book: &book,
        config: &config,
        pictures: &pictures,
        fonts,
    })
    .unwrap()
}

/// `SAHHAF_TEXT=in.txt SAHHAF_PDF=out.pdf cargo test --lib measure -- --ignored`
#[test]
#[ignore = "writes a file to be measured with extractors"]
#[expect(
    clippy::disallowed_methods,
    reason = "a measuring tool outside the program"
)]
fn measure() {
    let fonts = FontSet::embedded();
    let text = std::fs::read_to_string(std::env::var("SAHHAF_TEXT").unwrap()).unwrap();
    let mut setting = Setting::new(&fonts);
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok())
    };
    setting.stroke = number("SAHHAF_STROKE").unwrap_or(0.0);
    setting.size = number("SAHHAF_SIZE").unwrap_or(11.0);
    let copies = number("SAHHAF_COPIES").unwrap_or(1.0);
    let mut pages = setting.pages(&text);
    let once = pages.pages.clone();
    let mut count = 1.0;
    while count < copies {
        pages.pages.extend(once.iter().cloned());
        count += 1.0;
    }
    let start = std::time::Instant::now();
    let pdf = print_pages(&pages, &fonts);
    let time = start.elapsed();
    std::fs::write(std::env::var("SAHHAF_PDF").unwrap(), &pdf).unwrap();
    let time = format!("{} pages, {} bytes, {time:?}", pages.pages.len(), pdf.len());
    std::fs::write(std::env::var("SAHHAF_PDF").unwrap() + ".time", time).unwrap();
}
