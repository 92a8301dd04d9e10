//! What must be true of links without words: they say what they lead to.

use sahhaf::diag::Sink;
use sahhaf::pipeline::{self, Dump};
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
