//! The resolved book in, the bytes of an EPUB 3.3 out.
//!
//! `plan` names every part, `chapter` and `front` write the documents, `assets` prepares what they
//! show, `package` and `nav` describe the whole, and `container` packs it.

mod access;
mod assets;
mod author_css;
mod block;
mod chapter;
mod code;
mod container;
mod content;
mod cover;
mod display_formula;
mod document;
mod end_notes;
mod error;
mod file_names;
#[cfg(test)]
pub(crate) mod fixture;
mod fonts;
mod front;
mod front_lists;
mod hidden_list;
mod index;
mod inline;
mod isolate;
mod lists_of_works;
mod math;
mod media;
mod nav;
mod nav_label;
mod package;
mod page_break_markers;
mod page_list;
mod pages;
mod panels;
mod parts;
mod plan;
mod ranks;
mod soundness;
mod statement;
mod style;
mod table;
mod url;
mod usage;
mod xml;

pub use assets::EpubAssets;
pub use author_css::StyleSheet;
pub use error::EpubError;

use crate::code::CodeReader;
use crate::config::Config;
use crate::diag::{Code, Sink, isolate};
use crate::font::FontSet;
use crate::formula::FormulaReader;
use crate::model::PrintedPage;
use crate::picture::Pictures;
use crate::resolve::ResolvedBook;
use container::Contents;
use content::Tally;
use document::Document;
use pages::Placed;
use plan::Plan;

/// What the EPUB is made of: as `page::Sources`, the resolved book with its settings, pictures and faces and with those
/// that read code and formulas, and besides what an EPUB alone needs. `page::Sources` says why they are two types.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    /// The text.
    pub book: &'a ResolvedBook,
    /// The settings.
    pub config: &'a Config,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// The faces.
    pub fonts: &'a FontSet,
    /// The author's own style sheet, already read.
    pub css: Option<&'a StyleSheet>,
    /// What reads code.
    pub codes: &'a CodeReader,
    /// What reads formulas.
    pub formulas: &'a FormulaReader,
    /// The pages of the printed book; empty where they are not told of.
    pub printed: &'a [PrintedPage],
}

/// Binds the book as an EPUB, with the pictures and faces prepared for it.
///
/// The same binding gives the same bytes.
///
/// # Errors
/// The container could not be written in memory.
pub fn bind(
    binding: &Binding<'_>,
    assets: &EpubAssets,
    sink: &mut Sink,
) -> Result<Vec<u8>, EpubError> {
    let plan = Plan::new(*binding, assets);
    let mut tally = Tally::default();
    let documents = documents(&plan, &mut tally, sink);
    let entries = nav::contents(&plan);
    let placed = &mut tally.placed;
    let navigation = nav::navigation(&plan, &entries, placed).text;
    report_lost(&plan, placed, sink);
    let resources: Vec<_> = assets.resources().collect();
    let contents = Contents {
        package: package::render(&plan, &documents, &resources),
        navigation,
        ncx: nav::ncx(&plan, &entries, placed),
        style: style::sheet(&plan, sink),
        documents: &documents,
        resources,
    };
    soundness::report(&contents, sink);
    container::pack(&contents)
}

/// Says which pages of the PDF the page list leaves out.
fn report_lost(plan: &Plan<'_>, placed: &Placed, sink: &mut Sink) {
    let lost = plan.pages.lost(placed);
    if let Some(first) = lost.first() {
        let message = format!(
            "{} pages of the PDF, page {} first, begin at no place of the EPUB",
            lost.len(),
            isolate(first)
        );
        sink.warn(Code::LostPage, None, message)
            .hint("the page list leaves them out; `page-list = false` leaves out all");
    }
}

/// Every content document but the navigation, in reading order.
fn documents(plan: &Plan<'_>, tally: &mut Tally, sink: &mut Sink) -> Vec<Document> {
    let mut documents = vec![front::cover(plan)];
    documents.extend(front::half_title(plan, tally));
    documents.push(front::title_page(plan, tally));
    documents.extend(chapter::chapters(plan, tally, sink));
    let notes = plan.binding.book.part_of_notes();
    documents.extend(notes.map(|notes| end_notes::document(plan, notes, tally, sink)));
    let works = plan.binding.book.bibliography.as_ref();
    documents.extend(works.map(|works| chapter::bibliography(plan, works, tally, sink)));
    documents.extend(index::documents(plan, tally, sink));
    documents.extend(front::foreign_title_page(plan, tally));
    documents
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::{Cursor, Read};
    use std::sync::Arc;

    use zip::{CompressionMethod, DateTime, ZipArchive};

    use super::fixture::{self, Shelf};
    use super::{EpubAssets, bind, fixture::shelf_of};
    use crate::diag::{Code, Sink};
    use crate::locale::{Direction, Language};
    use crate::model::{BlockKind, DefinitionItem, InlineKind, Target};

    fn bound(shelf: &Shelf) -> (Vec<u8>, Sink) {
        let mut sink = Sink::default();
        let binding = shelf.binding();
        let bytes = bind(&binding, &EpubAssets::prepare(&binding).unwrap(), &mut sink).unwrap();
        (bytes, sink)
    }

    fn open(bytes: &[u8]) -> BTreeMap<String, String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
        let mut read = |name: String| {
            let mut bytes = Vec::new();
            archive
                .by_name(&name)
                .unwrap()
                .read_to_end(&mut bytes)
                .unwrap();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        };
        names.into_iter().map(&mut read).collect()
    }

    /// The files of the EPUB by their names.
    fn files(shelf: &Shelf) -> BTreeMap<String, String> {
        open(&bound(shelf).0)
    }

    /// The first chapter of a book with these blocks, bound in a right-to-left book.
    fn chapter(blocks: Vec<crate::model::Block>) -> String {
        files(&shelf_of(blocks))
            .remove("OEBPS/chapter-01.xhtml")
            .unwrap()
    }

    #[test]
    fn the_rules_of_the_author_come_after_ours() {
        let sheet = &files(&fixture::shelf())["OEBPS/stylesheet.css"];
        assert!(sheet.ends_with(".own { font-weight: 700; }"), "{sheet}");
    }

    #[test]
    fn the_same_book_gives_the_same_bytes() {
        let shelf = fixture::shelf();
        assert!(bound(&shelf).0 == bound(&shelf).0);
    }

    #[test]
    fn the_container_begins_with_its_type_and_knows_no_clock() {
        let bytes = bound(&fixture::shelf()).0;
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(
            archive.by_index(0).unwrap().compression(),
            CompressionMethod::Stored
        );
        for at in 0..archive.len() {
            let entry = archive.by_index(at).unwrap();
            assert_eq!(
                entry.last_modified(),
                Some(DateTime::default()),
                "{}",
                entry.name()
            );
            assert!(entry.name().is_ascii());
        }
    }

    #[test]
    fn every_document_is_well_formed_and_says_its_language_and_side() {
        let files = files(&fixture::shelf());
        let markup = files.iter().filter(|(name, _)| {
            [".xhtml", ".opf", ".ncx", ".svg"]
                .iter()
                .any(|ending| name.ends_with(ending))
        });
        for (name, text) in markup {
            let mut reader = quick_xml::Reader::from_str(text);
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
            if name.ends_with(".xhtml") {
                for element in ["<html xmlns", "<body"] {
                    let tag = text
                        .split(element)
                        .nth(1)
                        .unwrap()
                        .split('>')
                        .next()
                        .unwrap();
                    assert!(
                        tag.contains("lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\""),
                        "{name}: {tag}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_package_turns_its_pages_from_the_right() {
        let package = files(&fixture::shelf())
            .remove("OEBPS/content.opf")
            .unwrap();
        for expected in [
            "xml:lang=\"fa\" dir=\"rtl\"",
            "page-progression-direction=\"rtl\"",
            "<dc:language>fa</dc:language>",
            "properties=\"cover-image\"",
            "<meta name=\"cover\" content=\"cover-image\"/>",
            "<dc:title id=\"title\">آزمون &lt;همه چیز&gt; و Rust 1.95 در یک کتاب</dc:title>",
            "property=\"file-as\">گلشیری، هوشنگ</meta>",
            "<dc:identifier>urn:isbn:9786001191234</dc:identifier>",
            "property=\"group-position\">2</meta>",
            "<meta property=\"dcterms:modified\">2026-11-22T00:00:00Z</meta>",
            "<meta property=\"schema:accessMode\">visual</meta>",
            "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>",
            "<meta property=\"schema:accessibilityHazard\">none</meta>",
        ] {
            assert!(package.contains(expected), "{expected} in\n{package}");
        }
    }

    #[test]
    fn a_book_without_pictures_promises_none() {
        let shelf = shelf_of(vec![fixture::paragraph("متن")]);
        let package = files(&shelf).remove("OEBPS/content.opf").unwrap();
        assert!(!package.contains("visual") && !package.contains("alternativeText"));
    }

    #[test]
    fn a_long_chapter_is_parted_before_headings_and_its_links_and_notes_find_their_file() {
        let mut shelf = fixture::shelf();
        let whole = files(&shelf);
        shelf.config.epub.split_above = 0;
        let parted = files(&shelf);
        let chapters = |files: &BTreeMap<String, String>| {
            let names = files.keys().filter(|name| name.contains("chapter-"));
            names.cloned().collect::<Vec<_>>()
        };
        assert!(chapters(&parted).len() > chapters(&whole).len() + 2);
        assert!(parted.contains_key("OEBPS/chapter-01-2.xhtml"));
        let ids = |files: &BTreeMap<String, String>| -> std::collections::BTreeSet<String> {
            let text: String = chapters(files)
                .iter()
                .map(|name| files[name].as_str())
                .collect();
            let found = text.split(" id=\"").skip(1);
            found
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect()
        };
        assert_eq!(
            ids(&parted),
            ids(&whole),
            "ids stay whatever file they lie in"
        );
        for (name, text) in parted.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
            let links = text.split("href=\"").skip(1);
            for link in links.map(|rest| rest.split('"').next().unwrap()) {
                let Some((file, id)) = link.split_once('#') else {
                    continue;
                };
                if link.contains("://") {
                    continue;
                }
                let file = if file.is_empty() {
                    name.clone()
                } else {
                    format!("OEBPS/{file}")
                };
                let found = parted[&file].contains(&format!("id=\"{id}\""));
                assert!(found, "{name} links to {link}");
            }
        }
    }

    #[test]
    fn a_block_takes_a_side_only_where_it_differs() {
        let markup = chapter(vec![
            fixture::paragraph("Rust زبانی برای برنامه‌نویسی است"),
            fixture::paragraph("All of this is English"),
            fixture::numbered(&["An item", "another"]),
        ]);
        assert!(
            markup.contains("<p><bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Rust</bdi> زبانی")
        );
        assert!(
            markup
                .contains("<p lang=\"en\" xml:lang=\"en\" dir=\"ltr\">All of this is English</p>")
        );
        assert!(
            markup.contains("<ol start=\"3\">"),
            "markers keep to the side of the book: {markup}"
        );
        let item = "<li><bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">An item</bdi></li>";
        assert!(markup.contains(item), "{markup}");
    }

    #[test]
    fn a_table_runs_as_its_head_does() {
        let rows: [&[&str]; 1] = [&["Fergana Valley", "Khorezm", "Bukhara"]];
        let table = fixture::table(&["جا", "", "نام"], &rows);
        let markup = chapter(vec![fixture::block(BlockKind::Table(table))]);
        assert!(markup.contains("<table>"), "{markup}");
        assert!(markup.contains("<th scope=\"col\">جا</th><td class=\"align-center\"></td>"));
        assert!(markup.contains("<td lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Fergana Valley</td>"));
    }

    #[test]
    fn notes_pop_up_and_lead_back_in_the_digits_of_the_book() {
        let markup = files(&fixture::shelf())
            .remove("OEBPS/chapter-02.xhtml")
            .unwrap();
        let mark = "<a id=\"note-mark-3\" href=\"#note-3\" epub:type=\"noteref\" role=\"doc-noteref\">۱</a>";
        assert!(markup.contains(mark), "{markup}");
        assert!(markup.contains("<a id=\"note-mark-3-2\" href=\"#note-3\""));
        assert!(
            markup.contains("<aside id=\"note-3\" epub:type=\"footnote\" role=\"doc-footnote\"")
        );
        let back = "<a href=\"#note-mark-3\" epub:type=\"backlink\" role=\"doc-backlink\" \
                    aria-label=\"پانوشت ۱: بازگشت به متن\">۱</a>";
        assert!(markup.contains(back), "{markup}");
        assert!(
            !markup.contains("بی‌نشان"),
            "a note that no mark names was set"
        );
    }

    #[test]
    fn citations_lead_to_their_work_in_the_bibliography() {
        let files = files(&fixture::shelf());
        let link = "<a href=\"bibliography.xhtml#ref-frazer\" epub:type=\"biblioref\" \
                    role=\"doc-biblioref\"><bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Frazer</bdi>";
        assert!(files["OEBPS/chapter-01.xhtml"].contains(link));
        let work = "<li id=\"ref-frazer\" lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Frazer, James. <em class=\"italic\">";
        assert!(files["OEBPS/bibliography.xhtml"].contains(work));
    }

    #[test]
    fn contents_list_the_headings_to_the_third_level() {
        let files = files(&fixture::shelf());
        let nav = &files["OEBPS/nav.xhtml"];
        assert!(nav.contains("<a href=\"chapter-01.xhtml#part\">بخش دوم</a>"));
        assert!(nav.contains("<a href=\"bibliography.xhtml#bibliography\">منابع</a>"));
        assert!(nav.contains("epub:type=\"bodymatter\" href=\"chapter-01.xhtml\">آغاز متن</a>"));
        assert!(files["OEBPS/toc.ncx"].contains("content=\"urn:uuid:f455ba8d"));
    }

    #[test]
    fn a_link_to_a_place_that_is_not_set_is_reported_and_set_as_words() {
        let mut shelf = shelf_of(vec![fixture::block(BlockKind::Paragraph(vec![
            fixture::link(Target::Anchor(fixture::of_second(1)), "گم"),
            fixture::link(Target::External("javascript:alert(1)".to_owned()), "بد"),
        ]))]);
        shelf.config.book.people.clear();
        let (bytes, sink) = bound(&shelf);
        let codes: Vec<Code> = sink.found().iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::BrokenLink, Code::BrokenLink]);
        assert!(open(&bytes)["OEBPS/chapter-01.xhtml"].contains("<p>گمبد</p>"));
    }

    #[test]
    fn a_link_ends_before_a_link_inside_it_and_begins_again_behind_it() {
        let to = |address: &str| Target::External(format!("https://{address}"));
        let inner = fixture::inline(InlineKind::Emphasis(vec![fixture::link(to("b"), "دو")]));
        let content = vec![fixture::text("یک "), inner, fixture::text(" سه")];
        let target = to("a");
        let outer = fixture::inline(InlineKind::Link { target, content });
        let markup = chapter(vec![fixture::block(BlockKind::Paragraph(vec![outer]))]);
        let expected = "<p><a href=\"https://a\">یک </a><em><a href=\"https://b\">دو</a></em>\
                        <a href=\"https://a\"> سه</a></p>";
        assert!(markup.contains(expected), "{markup}");
    }

    #[test]
    fn a_term_without_a_definition_has_an_empty_one() {
        let item = |terms, definitions| DefinitionItem { terms, definitions };
        let items = vec![
            item(vec![vec![fixture::text("واژه")]], Vec::new()),
            item(Vec::new(), vec![vec![fixture::paragraph("معنا")]]),
        ];
        let markup = chapter(vec![fixture::block(BlockKind::Definitions(items))]);
        let flat = markup.replace('\n', "");
        assert!(
            flat.contains("<dl><dt>واژه</dt><dd></dd><dt></dt><dd>"),
            "{flat}"
        );
    }

    #[test]
    fn a_picture_that_could_not_be_read_leaves_its_words() {
        let image = fixture::inline(InlineKind::Image(fixture::image("lost.png", "نقشه")));
        let markup = chapter(vec![fixture::block(BlockKind::Paragraph(vec![image]))]);
        assert!(markup.contains("<p>نقشه</p>"));
    }

    #[test]
    fn an_english_book_opens_from_the_left() {
        let mut shelf = shelf_of(vec![fixture::paragraph("Words and یک کلمه inside.")]);
        shelf.config.book.language = Language::english();
        shelf.config.book.direction = Direction::Ltr;
        let book = Arc::make_mut(&mut shelf.book.book);
        let chapter = Arc::make_mut(&mut book.chapters[0]);
        chapter.language = Language::english();
        chapter.direction = Direction::Ltr;
        let files = files(&shelf);
        assert!(files["OEBPS/content.opf"].contains("page-progression-direction=\"ltr\""));
        let words = "<p>Words and <bdi dir=\"rtl\">یک کلمه</bdi> inside.</p>";
        assert!(files["OEBPS/chapter-01.xhtml"].contains(words));
        assert!(files["OEBPS/stylesheet.css"].contains("ol { list-style-type: decimal; }"));
    }

    #[test]
    fn faces_stay_out_of_a_book_that_wants_none() {
        let mut shelf = fixture::shelf();
        shelf.config.epub.embed_fonts = false;
        let files = files(&shelf);
        assert!(!files.keys().any(|name| name.contains("fonts/")));
        assert!(!files["OEBPS/stylesheet.css"].contains("@font-face"));
    }

    #[test]
    fn blocks_nested_to_the_limit_do_not_exhaust_the_stack() {
        let mut inner = fixture::paragraph("ژرف");
        for _ in 0..600 {
            inner = fixture::block(BlockKind::Quote(vec![inner]));
        }
        assert!(chapter(vec![inner]).contains("<p>ژرف</p>"));
    }
}
