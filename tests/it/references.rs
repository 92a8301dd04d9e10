//! What must be true of links without words: they say what they lead to.

use crate::on_disk::{LittleBook, refuses};
use sahhaf::diag::Sink;
use sahhaf::pipeline::{self, Dump, NoObserver, Output};
use sahhaf::resolve::text;
use sahhaf::source::{MemoryFiles, SourceMap};

const FIRST: &str = "# سفر {#safar}\n\n\
    بنگرید به [](#bazaar)، [](#tab-x)، [](2.md#bazgasht) و [@fig:map; نیز @tbl:y].\n\n\
    ## بازار {#bazaar}\n\n\
    | الف | ب |\n|---|---|\n| ۱ | ۲ |\n\nجدول: نمونه {#tab-x}\n\n\
    | الف | ب |\n|---|---|\n| ۱ | ۲ |\n\nجدول: دیگر {#tbl:y}\n\n\
    ![نقشه](map.svg \"نقشهٔ راه\"){#fig:map}\n";

struct Read {
    text: String,
    codes: Vec<&'static str>,
}

fn read(first: &str, pdf: &str) -> Read {
    let settings =
        format!("[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\", \"2.md\"]\n[pdf]\n{pdf}\n");
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("1.md", first)
        .with("2.md", "# بازگشت {#bazgasht}\n\nمتن.\n")
        .with("map.svg", picture);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let codes = sink.found().iter().map(|found| found.code.name());
    Read {
        text: text(&manuscript.book),
        codes: codes.collect(),
    }
}

#[test]
fn a_link_without_words_says_the_label_the_number_or_the_title_of_its_place() {
    let found = read(FIRST, "");
    assert_eq!(found.codes, [""; 0]);
    let line = "بنگرید به «بازار»، جدول ۱، فصل دوم و شکل ۱، نیز جدول ۲.";
    assert!(found.text.contains(line), "{}", found.text);
    let found = read(FIRST, "number-headings = true");
    assert!(
        found.text.contains("بنگرید به بخش ۱-۱، جدول ۱، بخش ۲"),
        "{}",
        found.text
    );
}

#[test]
fn several_places_of_one_kind_share_its_word_and_numbers_that_follow_are_a_range() {
    let figure = |id: &str| format!("![نقشه](map.svg \"شرح {id}\"){{#fig:{id}}}\n\n");
    let figures: String = ["a", "b", "c", "d", "e"].map(figure).concat();
    let table = "| الف | ب |\n|---|---|\n| ۱ | ۲ |\n\nجدول: نمونه {#tbl:t}\n\n";
    let first = format!(
        "# سفر\n\nیک [@fig:a; @fig:b; @fig:c; @fig:e] دو [](#fig:a,#fig:c) سه [@fig:d; @tbl:t] \
         چهار [-@fig:d] پنج [](#fig:b){{.title}} شش [](#fig:b){{.number}}.\n\n{figures}{table}"
    );
    let found = read(&first, "");
    assert_eq!(found.codes, [""; 0]);
    let line = "یک شکل‌های ۱ تا ۳ و ۵ دو شکل‌های ۱ و ۳ سه شکل ۴ و جدول ۱ چهار ۴ پنج «شرح b» شش ۲.";
    assert!(found.text.contains(line), "{}", found.text);
}

#[test]
fn a_place_that_is_not_there_is_an_error_that_names_the_nearest() {
    let first = "# سفر {#safar}\n\nیک [](#sefar) و [@fig:map] و [واژه](#nowhere).\n";
    let mut found = read(first, "").codes;
    found.sort_unstable();
    assert_eq!(
        found,
        ["broken-link", "unknown-reference", "unknown-reference"]
    );
    let book = LittleBook::of_chapter(first);
    let told = refuses(&book, "unknown-reference", "1.md:3:4");
    assert!(told.hint.contains("safar"), "{}", told.hint);
}

#[test]
fn notes_items_of_lists_and_poems_can_be_referred_to() {
    let first = "# سفر\n\nپیش[^a] و پس[^b]. نک. [](#^b) و [](#second) و [](#poem).\n\n\
        1. یکم\n2. دوم {#second}\n\n```غزل {#poem}\n# بوی جوی مولیان\nالف / ب\n```\n\n\
        [^a]: یک\n\n[^b]: دو\n";
    let found = read(first, "");
    assert_eq!(found.codes, [""; 0]);
    let line = "نک. پانوشت ۲ و مورد ۲ و «بوی جوی مولیان».";
    assert!(found.text.contains(line), "{}", found.text);
}

#[test]
fn figures_may_be_counted_in_each_chapter() {
    let figure = "![نقشه](map.svg \"شرح\")";
    let settings = "[book]\ntitle = \"کتاب\"\nchapters = [\"0.md\", \"1.md\", \"2.md\"]\n\
                    [design]\ncaption-numbers = \"chapter\"\n";
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with("0.md", format!("# پیشگفتار\n\n{figure}\n"))
        .with("1.md", format!("# یک\n\n{figure}\n"))
        .with(
            "2.md",
            format!("# دو\n\n{figure}\n\n{figure}{{#last}}\n\nنک. [](#last).\n"),
        )
        .with("map.svg", picture);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let labels = manuscript
        .book
        .tables
        .iter()
        .flat_map(|tables| tables.labels.values());
    let labels: Vec<String> = labels.map(ToString::to_string).collect();
    assert_eq!(labels, ["شکل ۱", "شکل ۱-۱", "شکل ۲-۱", "شکل ۲-۲"]);
    assert!(text(&manuscript.book).contains("نک. شکل ۲-۲."));
}

#[test]
fn a_reference_by_page_names_the_page_that_its_place_came_to_stand_on() {
    let long = "متنی که صفحه‌ها را پر می‌کند تا جای دیگری برسد. ".repeat(200);
    let first = format!(
        "# سفر\n\nنک. [](#far){{.page}} و [](#far,#farther){{.page}}.\n\n{long}\n\n\
         ## دور {{#far}}\n\n{long}\n\n## دورتر {{#farther}}\n\n{long}\n"
    );
    let files = MemoryFiles::default()
        .with(
            "book.toml",
            "[book]\ntitle = \"کتاب\"\nchapters = [\"1.md\"]\n",
        )
        .with("1.md", first);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let pages = manuscript.pages(&mut sink);
    let folio = |name: &str| {
        let place = &pages.destinations[&pages.names[name]];
        pages.pages[place.page].folio.clone()
    };
    let (far, farther) = (folio("far"), folio("farther"));
    assert_ne!(far, farther);
    let words = format!("نک. صفحهٔ {far} و صفحه‌های {far} و {farther}.");
    let lines = manuscript.dump(Dump::Lines, &map, &mut sink);
    assert!(
        lines.contains(&words),
        "{words}\n{}",
        &lines[..2_000.min(lines.len())]
    );
    let outputs = [Output::Epub, Output::Pdf];
    let made = manuscript.render(&outputs, &NoObserver, &mut sink).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&made[0].bytes)).unwrap();
    let mut chapter = String::new();
    let mut file = archive.by_name("OEBPS/chapter-01.xhtml").unwrap();
    std::io::Read::read_to_string(&mut file, &mut chapter).unwrap();
    assert!(chapter.contains(&format!("صفحهٔ {far}</a>")), "{chapter}");
    // An EPUB that knows no pages names the title.
    let alone = manuscript.epub(&[], &mut sink).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&alone)).unwrap();
    let mut chapter = String::new();
    let mut file = archive.by_name("OEBPS/chapter-01.xhtml").unwrap();
    std::io::Read::read_to_string(&mut file, &mut chapter).unwrap();
    assert!(chapter.contains("«دور»</a>"), "{chapter}");
    assert!(sink.found().is_empty(), "{:?}", sink.found());
}

#[test]
fn a_link_without_words_to_a_place_without_a_name_is_told() {
    let found = read("# سفر\n\n[](#place)\n\n::: {#place}\nمتن\n:::\n", "");
    assert_eq!(found.codes, ["nameless-reference"], "{}", found.text);
}

#[test]
fn the_sign_of_a_site_beside_a_heading_gets_no_words() {
    let found = read("# سفر [](#safar) {#safar}\n\nمتن\n", "");
    assert!(found.text.starts_with("سفر\n"), "{}", found.text);
}

#[test]
fn a_note_within_the_line_is_a_note_of_its_chapter() {
    let first = "# سفر\n\nمتن^[پانوشت با *تأکید* و ^[یکی در آن].] و باز^[دوم\nکه دراز است]، `a^[b]`.\n\n\
                 > نقل^[سوم].\n\nو[^a].\n\n[^a]: چهارم\n";
    let found = read(first, "");
    assert_eq!(found.codes, [""; 0]);
    let lines: Vec<&str> = found.text.lines().collect();
    let expected = [
        "سفر",
        "متن و باز، a^[b].",
        "پانوشت با تأکید و .",
        "یکی در آن",
        "دوم که دراز است",
        "نقل.",
        "سوم",
        "و.",
        "چهارم",
    ];
    assert_eq!(lines[..9], expected);
}

#[test]
fn a_call_in_the_words_of_a_link_stands_behind_it() {
    let first = "# سفر\n\nیک [پیوند[^a]](https://example.org).\n\n[^a]: پانوشت\n";
    let found = read(first, "");
    assert_eq!(found.codes, [""; 0]);
    assert!(
        found.text.starts_with("سفر\nیک پیوند.\nپانوشت\n"),
        "{}",
        found.text
    );
}

#[test]
fn a_latin_title_runs_its_own_way_in_contents_and_running_heads() {
    let text = format!(
        "# 1. Deep Learning\n\n{}\n",
        "متن بلندی که به صفحهٔ سوم می‌رسد. ".repeat(300)
    );
    let files = MemoryFiles::default()
        .with("book.toml", "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\n")
        .with("1.md", text);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap();
    let words = manuscript.dump(Dump::Words, &map, &mut sink);
    let rows = words.lines();
    let rows = rows.map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
    // The left edges of «1.» and «Deep», by what the line is.
    let starts = rows
        .filter(|row| row["text"] == "1. Deep Learning")
        .map(|row| {
            let edge = |word: usize| row["words"][word][2].as_f64().unwrap();
            (row["role"].to_string(), edge(0) < edge(1))
        });
    let starts: Vec<(String, bool)> = starts.collect();
    for role in ["Contents", "Running", "Heading(1)"] {
        let of_role = |found: &&(String, bool)| found.0 == format!("{role:?}");
        let found: Vec<_> = starts.iter().filter(of_role).collect();
        assert!(
            !found.is_empty() && found.iter().all(|found| found.1),
            "{role}: {starts:?}"
        );
    }
}
