//! What must be true of indexes: they name the pages that their places stand on.

use std::sync::Arc;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::frame::{LinkTarget, PageItem, Pages};
use sahhaf::pipeline::{self, Manuscript, NoObserver, Output};
use sahhaf::source::{MemoryFiles, SourceMap};

const SETTINGS: &str = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\n\
    chapters = [{ file = \"0.md\", matter = \"preface\" }, \"1.md\", \"2.md\"]\n\
    [indexes]\nnamed = [{ name = \"اشخاص\", title = \"نمایهٔ اشخاص\" }, \"جاها\"]\n";

const WORDS: &str =
    "در آن سال‌ها که راه‌ها هنوز خاکی بود و کاروان‌ها شبانه می‌رفتند، هر منزل قصه‌ای داشت. ";

/// A paragraph of some lines with a mark in it.
fn paragraph(mark: &str) -> String {
    format!("{}{mark} {}\n\n", WORDS.repeat(4), WORDS.repeat(3))
}

/// A book with three indexes: 40 paragraphs over many pages, a preface, notes, a range, entries below others.
fn book() -> MemoryFiles {
    let people = ["مولوی", "شمس", "آذر", "احمد", "ژاله", "Herodotus"];
    let mut first = String::from("# سفر به [کرمان]{index=جاها}\n\n");
    for at in 0..40 {
        let person = people[at / 2 % people.len()];
        let mark = match at {
            5 => "[]{.index key=قنات range=begin}".to_owned(),
            20 => "[]{.index key=قنات range=end} و باز[^n]".to_owned(),
            _ if at % 2 == 0 => format!("[{person}]{{index=اشخاص}}"),
            _ => "[]{.index key=\"راه‌ها\" sub=\"راه کویر\"}".to_owned(),
        };
        first += &paragraph(&mark);
    }
    first += "[^n]: دربارهٔ [شاه عباس]{index=اشخاص}.\n";
    let second = format!(
        "# بازگشت {{.index}}\n\n{}{}",
        paragraph("[]{index=اشخاص key=\"جلال‌الدین\" see=\"مولوی\"}"),
        paragraph("[]{index=اشخاص key=\"شمس\" see-also=\"مولوی\"}")
    );
    MemoryFiles::default()
        .with("book.toml", SETTINGS)
        .with("0.md", "# پیش‌گفتار\n\nاز [بازار]{.index} آغاز شد.\n")
        .with("1.md", first)
        .with("2.md", second)
}

fn read(files: &MemoryFiles) -> (Manuscript, Sink) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(files, &mut map, &mut sink).unwrap();
    let manuscript = manuscript.unwrap_or_else(|| panic!("{:?}", sink.found()));
    (manuscript, sink)
}

fn codes(sink: &Sink) -> Vec<&'static str> {
    let found = sink.found().iter();
    found.map(|found| found.code.name()).collect()
}

/// The lines of every page.
fn lines(pages: &Pages) -> Vec<Vec<String>> {
    let line = |item: &PageItem| match item {
        PageItem::Line(line) => Some(line.text.trim().to_owned()),
        PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
    };
    let page = |page: &Arc<sahhaf::frame::Page>| page.items.iter().filter_map(line).collect();
    pages.pages.iter().map(page).collect()
}

fn set(files: &MemoryFiles) -> Pages {
    let (manuscript, mut sink) = read(files);
    let pages = manuscript.pages(&mut sink);
    assert_eq!(codes(&sink), [""; 0], "{:?}", sink.found());
    pages
}

/// The folios of the pages on which words stand, those of the indexes left out.
fn folios(pages: &Pages, words: &str) -> Vec<String> {
    let all = lines(pages);
    let is_index = |lines: &Vec<String>| lines.iter().any(|line| line == "نمایه");
    let end = all.iter().rposition(is_index).unwrap();
    let text = pages.pages.iter().zip(all).take(end);
    let found = text.filter(|(page, lines)| {
        let whole = lines.join(" ");
        !page.folio.is_empty() && whole.contains(words)
    });
    found.map(|(page, _)| page.folio.clone()).collect()
}

#[test]
fn an_entry_names_every_page_that_its_words_are_marked_on() {
    let pages = set(&book());
    let all: Vec<String> = lines(&pages).into_iter().flatten().collect();
    for person in ["مولوی", "آذر", "ژاله"] {
        let line = all
            .iter()
            .find(|line| line.starts_with(&format!("{person}،")));
        let line = line.unwrap_or_else(|| panic!("{person} in {all:#?}"));
        let named: Vec<&str> = line.split('،').skip(1).map(str::trim).collect();
        assert_eq!(named, folios(&pages, person), "{line}");
    }
    let preface = folios(&pages, "بازار");
    assert!(
        all.contains(&format!("بازار، {}", preface[0])),
        "{preface:?} {all:#?}"
    );
}

#[test]
fn three_indexes_stand_at_the_end_in_the_order_of_the_settings() {
    let pages = set(&book());
    let all = lines(&pages);
    let heads = ["نمایه", "نمایهٔ اشخاص", "جاها"];
    let page_of = |head: &str| {
        all.iter()
            .rposition(|lines| lines.iter().any(|line| line == head))
    };
    let found: Vec<_> = heads.iter().map(|head| page_of(head).unwrap()).collect();
    assert!(found.is_sorted(), "{found:?}");
    let contents = all
        .iter()
        .flatten()
        .filter(|line| heads.contains(&line.as_str()));
    assert_eq!(contents.count(), 6, "each is named in the contents as well");
    let people = all[found[1]].join(" ");
    let order = [
        "آذر",
        "احمد",
        "جلال‌الدین، نگاه کنید به مولوی",
        "ژاله",
        "شاه عباس، ",
        "شمس",
        "م مولوی",
        "Herodotus",
    ];
    let places: Vec<_> = order.iter().map(|word| people.find(word)).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?} {people}"
    );
    assert!(people.contains("نیز نگاه کنید به مولوی"), "{people}");
}

#[test]
fn notes_ranges_and_entries_below_others_are_named_as_they_are() {
    let pages = set(&book());
    let all: Vec<String> = lines(&pages).into_iter().flatten().collect();
    let note = folios(&pages, "شاه عباس");
    assert!(all.contains(&format!("شاه عباس، {}پ", note[0])), "{all:#?}");
    let range = all.iter().find(|line| line.starts_with("قنات، ")).unwrap();
    let ends: Vec<&str> = range["قنات، ".len()..].split('–').collect();
    assert_eq!(
        ends[1], note[0],
        "the range ends where the note is called: {range}"
    );
    let at = all.iter().position(|line| line == "راه‌ها").unwrap();
    assert!(all[at + 1].starts_with("راه کویر، "), "{}", all[at + 1]);
}

#[test]
fn every_number_of_an_index_leads_to_the_page_that_it_names() {
    let pages = set(&book());
    let mut checked = 0;
    for page in pages.pages.iter().rev().take(8) {
        for item in &page.items {
            let PageItem::Link(link) = item else { continue };
            let LinkTarget::Anchor(anchor) = link.target else {
                continue;
            };
            let number = link.words.trim().trim_end_matches('پ');
            let target = &pages.destinations[&anchor];
            if number.chars().all(char::is_numeric) {
                assert_eq!(number, pages.pages[target.page].folio, "{}", link.words);
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

/// A book of one chapter with an index of its marks.
fn of_marks(marks: &str) -> MemoryFiles {
    let settings =
        "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n[pdf]\ncontents = 0\n";
    MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", format!("# سفر\n\nمتن {marks}.\n"))
}

/// Marks of places of Kerman, with so many entries below it.
fn places_of_kerman(count: usize) -> String {
    let mark = |at: usize| format!("[]{{.index key=کرمان sub=\"ده {at:03}\"}}");
    (0..count).map(mark).collect()
}

#[test]
fn no_column_begins_with_an_entry_below_another_unless_that_is_said_again() {
    let pages = set(&of_marks(&places_of_kerman(150)));
    let all = lines(&pages);
    let columns = |lines: &Vec<String>| {
        let again = lines.iter().filter(|line| *line == "کرمان (ادامه)");
        again.count()
    };
    let again: Vec<usize> = all.iter().map(columns).collect();
    // Four pages of two columns: each column but the first begins below the entry.
    assert!(again.ends_with(&[1, 2, 2, 2]), "{again:?}");
    let short = set(&of_marks(&places_of_kerman(3)));
    let whole = lines(&short).concat().concat();
    assert!(
        whole.contains("کرمانده") && !whole.contains("ادامه"),
        "{whole}"
    );
}

#[test]
fn who_is_sent_to_another_entry_comes_to_its_line() {
    let marks = places_of_kerman(4) + "[]{.index key=یزد} []{.index key=بم see=\"کرمان؛ یزد\"}";
    let pages = set(&of_marks(&marks));
    let page = pages.pages.last().unwrap();
    let line_of = |words: &str| {
        let found = page.items.iter().find_map(|item| match item {
            PageItem::Line(line) if line.text.starts_with(words) => Some(line),
            _ => None,
        });
        found.unwrap()
    };
    let links = page.items.iter().filter_map(|item| match item {
        PageItem::Link(link) => Some(link),
        _ => None,
    });
    let mut checked = 0;
    for link in links {
        let LinkTarget::Anchor(anchor) = link.target else {
            continue;
        };
        if !["کرمان", "یزد"].contains(&link.words.as_str()) {
            continue;
        }
        let (goal, line) = (&pages.destinations[&anchor], line_of(&link.words));
        let below = line.baseline - goal.y;
        assert!(below.0 > 0.0 && below.0 < 20.0, "{} {below:?}", link.words);
        assert_eq!(goal.element, line.element, "{}", link.words);
        checked += 1;
    }
    assert_eq!(checked, 2);
}

#[test]
fn a_mark_changes_nothing_of_the_lines_around_it() {
    let marked = "# سفر به [کرمان]{.index}\n\nدر [بازار]{.index}ها []{.index key=x} و «[کتاب]{.index}» و می‌[رود]{.index}. \
        []{.index key=y}\n[]{.index key=z} باز *[کج]{.index}*.\n\n> [بیت]{.index} یک = بیت []{.index key=v} دو\n\n\
        | [الف]{.index} | ب |\n|---|---|\n| ۱ []{.index key=w} | ۲ |\n\n[]{.index key=a range=begin}\n\nمتن.\n\n\
        []{.index key=a range=end}\n\nپایان[^n].\n\n[^n]: نک. [منبع]{.index}.\n";
    let mut plain = String::new();
    let mut rest = marked;
    while let Some(at) = rest.find("{.index") {
        let before = &rest[..at];
        let open = before.rfind('[').unwrap();
        plain += &before[..open];
        plain += &before[open + 1..before.len() - 1];
        rest = &rest[at + rest[at..].find('}').unwrap() + 1..];
    }
    plain += rest;
    let plain = plain
        .replace("  ", " ")
        .replace(" \n", "\n")
        .replace("\n باز", "\nباز");
    let shown = |text: &str| {
        let files = MemoryFiles::default()
            .with("book.toml", "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [\"1.md\"]\n[pdf]\ncontents = 0\n")
            .with("1.md", text);
        let (manuscript, mut sink) = read(&files);
        let pages = manuscript.pages(&mut sink);
        let body = pages.pages.iter().take_while(|page| {
            !page
                .items
                .iter()
                .any(|item| matches!(item, PageItem::Line(line) if line.text == "نمایه"))
        });
        let glyphs = |page: &Arc<sahhaf::frame::Page>| {
            let lines = page.items.iter().filter_map(|item| match item {
                PageItem::Line(line) => Some(line),
                PageItem::Rule(_) | PageItem::Picture(_) | PageItem::Link(_) => None,
            });
            let shown = lines.map(|line| {
                let runs = line.runs.iter();
                let glyphs = runs.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.id));
                let (text, fit) = (&line.text, line.fit);
                format!("{text} {fit:?} {:?}", glyphs.collect::<Vec<_>>())
            });
            shown.collect::<Vec<_>>()
        };
        body.flat_map(glyphs).collect::<Vec<_>>()
    };
    assert_eq!(shown(marked), shown(&plain));
}

#[test]
fn what_is_wrong_with_marks_is_told_at_their_place() {
    let files = MemoryFiles::default()
        .with("book.toml", SETTINGS.replace("{ file = \"0.md\", matter = \"preface\" }, ", "").replace(", \"2.md\"", ""))
        .with(
            "1.md",
            "# سفر\n\nمتن []{.index} و []{.index key=a range=begin} و []{.index key=b range=end} و \
             []{index=اشخاس key=مولوی} و []{index=جاها key=بلخ see=بلح} و []{index=جاها key=بلخاب}.\n",
        );
    let (_, sink) = read(&files);
    let mut found = codes(&sink);
    found.sort_unstable();
    let expected = [
        "bad-index-mark",
        "bad-index-mark",
        "bad-index-mark",
        "unknown-index",
        "unknown-index-entry",
    ];
    assert_eq!(found, expected, "{:?}", sink.found());
    let hints: Vec<&str> = sink
        .found()
        .iter()
        .filter_map(|found| found.hint.as_deref())
        .collect();
    assert!(hints.iter().any(|hint| hint.contains("اشخاص")), "{hints:?}");
}

#[test]
fn a_chapter_that_is_an_index_takes_them_all_below_what_its_author_says() {
    let settings = SETTINGS.replace(
        "\"2.md\"]",
        "{ file = \"3.md\", matter = \"index\" }, \"2.md\"]",
    );
    let files = book()
        .with("book.toml", settings)
        .with("3.md", "# نمایه\n\nشماره‌ها به صفحه‌ها برمی‌گردند.\n");
    let pages = set(&files);
    let all = lines(&pages);
    let at = all
        .iter()
        .position(|lines| lines.iter().any(|line| line.starts_with("شماره‌ها")))
        .unwrap();
    let whole: String = all[at..].concat().join(" ");
    assert!(
        whole.contains("نمایهٔ اشخاص") && whole.contains("قنات، "),
        "{whole}"
    );
    // The chapter behind it is counted on from it, and named where it stands.
    let folio = folios_of(&pages, "بازگشت");
    let line = all
        .iter()
        .flatten()
        .find(|line| line.starts_with("بازگشت، "))
        .unwrap();
    assert_eq!(line, &format!("بازگشت، {}", folio.last().unwrap()));
}

/// The folios of all pages that begin a chapter of a name.
fn folios_of(pages: &Pages, title: &str) -> Vec<String> {
    let all = pages.pages.iter().zip(lines(pages));
    let found = all.filter(|(_, lines)| lines.iter().any(|line| line == title));
    found.map(|(page, _)| page.folio.clone()).collect()
}

/// The documents of the EPUB.
fn documents(files: &MemoryFiles) -> BTreeMap<String, String> {
    let (manuscript, mut sink) = read(files);
    let made = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    assert_eq!(codes(&sink), [""; 0], "{:?}", sink.found());
    let mut archive = zip::ZipArchive::new(Cursor::new(&made[0].bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let texts = names
        .into_iter()
        .filter(|name| name.ends_with("html") || name.ends_with("opf"));
    let mut found = BTreeMap::new();
    for name in texts {
        let mut text = String::new();
        archive
            .by_name(&name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        found.insert(name.trim_start_matches("OEBPS/").to_owned(), text);
    }
    found
}

#[test]
fn the_epub_has_its_indexes_by_its_own_roles_with_links_that_say_where_they_lead() {
    let found = documents(&book());
    let people = &found["index-2.xhtml"];
    assert!(people.contains("<section epub:type=\"index\" role=\"doc-index\""));
    let number = people.split("مولوی</span>، ").nth(1).unwrap();
    assert!(
        number.starts_with("<a href=\"chapter-02.xhtml#index-place"),
        "{number}"
    );
    assert!(
        number.contains("aria-label=\"سفر به کرمان، صفحهٔ ۱\""),
        "{number}"
    );
    assert!(people.contains("<span epub:type=\"index-xref-preferred\">نگاه کنید به <a href=\"#"));
    assert!(
        found["nav.xhtml"].contains("<a epub:type=\"index\" href=\"index.xhtml#index\">نمایه</a>")
    );
    // Every link of an index leads to a place that is there.
    for (name, text) in found.iter().filter(|(name, _)| name.starts_with("index")) {
        for link in text
            .split(" href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            let Some((file, id)) = link.split_once('#') else {
                continue;
            };
            let file = if file.is_empty() { name } else { file };
            assert!(
                found[file].contains(&format!("id=\"{id}\"")),
                "{name}: {link}"
            );
        }
    }
}

#[test]
fn without_a_list_of_pages_the_epub_names_places_by_their_headings() {
    let settings = format!("{SETTINGS}[epub]\npage-list = false\n");
    let found = documents(&book().with("book.toml", settings));
    let entry = found["index-2.xhtml"]
        .split("مولوی</span>، ")
        .nth(1)
        .unwrap()
        .to_owned();
    assert!(entry.contains(">سفر به کرمان</a>، <a "), "{entry}");
    assert!(entry.contains("aria-label=\"سفر به کرمان، ۲\""), "{entry}");
}
