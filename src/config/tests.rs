//! Rules of `book.toml`, shown by small books.

use super::*;
use crate::diag::{Code, Severity};
use crate::locale::Direction;
use crate::source::MemoryFiles;
use crate::units::Pt;

/// A book of one chapter with these settings: what was read, and `line:column code` of each mistake.
fn read(toml: &str) -> (Option<Config>, Vec<String>) {
    let files = MemoryFiles::default()
        .with("book.toml", toml)
        .with("1.md", "# یک")
        .with("cover.svg", "<svg/>")
        .with("f.ttf", "font")
        .with("glossary.csv", "کتاب,book");
    read_files(&files)
}

fn read_files(files: &MemoryFiles) -> (Option<Config>, Vec<String>) {
    read_files_with(&Overrides::default(), files)
}

fn read_files_with(overrides: &Overrides, files: &MemoryFiles) -> (Option<Config>, Vec<String>) {
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let config = load_with(overrides, files, &mut map, &mut sink).unwrap();
    let place = |span| {
        let (_, at) = map.locate(span);
        format!("{}:{} ", at.line, at.column)
    };
    let found = sink.found().iter().map(|found| {
        assert!(found.hint.is_some(), "{}", found.message);
        let mark = if found.severity == Severity::Warning {
            "~"
        } else {
            ""
        };
        format!(
            "{}{mark}{}",
            found.span().map_or(String::new(), place),
            found.code.name()
        )
    });
    (config, found.collect())
}

fn settings(toml: &str) -> Config {
    let (config, found) = read(toml);
    assert!(found.is_empty(), "{found:?}");
    config.unwrap()
}

#[test]
fn a_title_is_enough_for_a_persian_book() {
    let config = settings("[book]\ntitle = \"کتاب\"\n");
    assert_eq!(config.book.language.as_str(), "fa");
    assert_eq!(config.book.direction, Direction::Rtl);
    assert_eq!(config.chapters.len(), 1);
    assert_eq!(config.page.contents_depth, 2);
    assert_eq!(config.page.chapter_opening, ChapterOpening::Odd);
    assert!(config.epub.embed_fonts);
    assert!((config.page.trim.width.0 - Pt::from_mm(145.0).0).abs() < 0.01);
}

#[test]
fn every_documented_key_is_known() {
    let config = settings(include_str!("full.toml"));
    assert_eq!(config.book.people.len(), 5);
    assert_eq!(
        config.book.people[1].file_as.as_deref(),
        Some("دانشور، سیمین")
    );
    assert_eq!(config.book.people[2].role, Role::Translator);
    let series = config.book.series.unwrap();
    assert_eq!((series.name.as_str(), series.number), ("داستان", Some(3)));
    assert_eq!(config.book.modified, "2026-11-22T10:00:00Z");
    assert_eq!(config.page.font_size, Pt(11.5));
    assert!(config.title_pages.half_title);
    let foreign = config.title_pages.foreign.unwrap();
    assert_eq!(
        (foreign.title.as_str(), foreign.people.len()),
        ("Savushun", 4)
    );
    let bibliography = &config.bibliography;
    assert_eq!(bibliography.nocite, ["*"]);
    assert!(matches!(&bibliography.style, StyleName::Known(name, _) if name == "fa-note"));
    assert_eq!(bibliography.place, ListPlace::Chapters);
    assert_eq!(bibliography.order, Some(ListOrder::One));
    assert!(matches!(&bibliography.sections, Sections::Named(named) if named.len() == 2));
    assert_eq!(bibliography.backlinks, Backlinks::Pages);
    let features: Vec<String> = config.fonts.features.iter().map(FontFeature::css).collect();
    assert_eq!(features, ["\"ss01\" 1", "\"liga\" 0", "\"cv05\" 2"]);
    let Some(FontChoice::Files(body)) = config.fonts.body else {
        panic!("it names files");
    };
    assert_eq!(body.bold, Some(body.regular.clone()));
    assert!(config.places.of(&body.regular).is_some());
}

#[test]
fn all_mistakes_are_told_at_once_and_at_their_places() {
    let toml = "[book]\ntitel = \"x\"\nlanguage = \"persian book\"\nisbn = \"978-964-448-127-8\"\n\
        date = \"1405/9/1\"\ncover = \"/etc/c.png\"\n[pdf]\ntrim = \"vazirii\"\nfont-size = 99\n\
        [pfd]\n";
    let (config, found) = read(toml);
    assert!(config.is_some());
    let expected = [
        "10:2 unknown-key",
        "2:1 unknown-key",
        "3:12 bad-value",
        "5:8 bad-value",
        "4:8 ~bad-value",
        "6:9 bad-path",
        "8:8 bad-value",
        "9:13 bad-value",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_fault_of_the_syntax_is_told() {
    let (config, found) = read("[book]\ntitle = \"کتاب\nx = \n");
    assert!(config.is_none());
    assert!(found.len() >= 2, "{found:?}");
    assert!(
        found.iter().all(|one| one.ends_with("bad-config")),
        "{found:?}"
    );
}

#[test]
fn columns_count_letters_not_bytes() {
    let (_, found) =
        read("[book]\ntitle = \"کتاب\" # نام\nseries = { name = \"سه\", numbr = 1 }\n");
    assert_eq!(found, ["3:25 unknown-key"]);
}

#[test]
fn a_value_of_the_wrong_type_is_told() {
    let toml = "[book]\ntitle = 5\nauthors = [1]\nseries = 3\n[pdf]\nnumber-headings = \"no\"\n\
        margins = 3\ncontents = 1.5\n[fonts]\nbody = true\n";
    let (_, found) = read(toml);
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(
        found.iter().all(|one| one.ends_with("bad-value")),
        "{found:?}"
    );
}

#[test]
fn margins_must_leave_room_for_the_text() {
    let (_, found) = read("[book]\ntitle = \"a\"\n[pdf]\nmargins = { inner = 60, outer = 60 }\n");
    assert_eq!(found, ["4:11 bad-value"]);
    let (_, found) = read("[book]\ntitle = \"a\"\n[pdf]\nmargins = { top = -1 }\n");
    assert_eq!(found, ["4:19 bad-value"]);
}

#[test]
fn a_file_must_lie_inside_the_book_and_be_there() {
    let toml = "[book]\ntitle = \"a\"\nchapters = [\"1.md\", \"../2.md\", \"3.md\", \
        \"https://example.org/4.md\", \"1.md\", \"f.ttf\"]\n[epub]\ncss = \"no.css\"\n";
    let (config, found) = read(toml);
    assert_eq!(config.unwrap().chapters.len(), 1);
    let codes: Vec<&str> = found
        .iter()
        .map(|one| one.split(' ').next_back().unwrap())
        .collect();
    let expected = [
        "bad-path",
        "missing-file",
        "bad-path",
        "bad-value",
        "bad-value",
        "missing-file",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn a_book_without_chapters_is_empty() {
    let alone = MemoryFiles::default().with("book.toml", "[book]\ntitle = \"a\"");
    assert_eq!(read_files(&alone).1, ["1:1 empty-book"]);
    assert_eq!(
        read("[book]\ntitle = \"a\"\nchapters = []").1,
        ["3:12 empty-book"]
    );
}

#[test]
fn a_cover_needs_words() {
    let (_, found) = read("[book]\ntitle = \"a\"\ncover = \"cover.svg\"\n");
    assert_eq!(found, ["3:9 ~missing-alt"]);
}

#[test]
fn a_folder_without_settings_and_chapters_is_told_without_a_place() {
    let (config, found) = read_files(&MemoryFiles::default());
    assert!(config.is_none());
    assert_eq!(found, [Code::EmptyBook.name()]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let config = settings("\u{FEFF}[book]\r\ntitle = \"کتاب\"\r\n");
    assert_eq!(config.book.title, "کتاب");
}

#[test]
fn a_byte_that_is_no_utf8_is_told_at_its_place() {
    let mut bytes = "\u{FEFF}[book]\r\ntitle = \"کت".as_bytes().to_vec();
    bytes.extend([0xFF, b'"', b'\n']);
    let files = MemoryFiles::default().with("book.toml", bytes);
    assert_eq!(read_files(&files).1, ["2:12 bad-utf8"]);
}

#[test]
fn a_key_of_the_book_at_the_top_is_sent_to_its_table() {
    let files = MemoryFiles::default()
        .with("book.toml", "title = \"a\"\n")
        .with("1.md", "a");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    load(&files, &mut map, &mut sink).unwrap();
    assert_eq!(
        sink.found()[0].hint.as_deref(),
        Some("`title` belongs under [book]")
    );
}

/// Loads any text as settings; every diagnostic must lie inside it and carry a hint.
fn survives(toml: &str) {
    let files = MemoryFiles::default()
        .with("book.toml", toml)
        .with("1.md", "# یک");
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    load(&files, &mut map, &mut sink).unwrap();
    for found in sink.found() {
        assert!(found.hint.is_some(), "{}", found.message);
        if let Some(span) = found.span() {
            let text = map.file(span.file).text();
            assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(toml in "\\PC*") {
        survives(&toml);
    }

    #[test]
    fn no_value_breaks_the_reader(at in 0_usize..140, value in "\\PC{0,12}") {
        let lines = include_str!("full.toml").lines().enumerate();
        let replaced = lines.map(|(number, line)| match line.split_once(" = ") {
            Some((key, _)) if number == at => format!("{key} = {value}\n"),
            _ => format!("{line}\n"),
        });
        survives(&replaced.collect::<String>());
    }

    #[test]
    fn no_quoted_text_breaks_the_reader(at in 0_usize..140, value in "[0-9٠-٩۰-۹xX×:/.TZ a-zمتن-]{0,20}") {
        let lines = include_str!("full.toml").lines().enumerate();
        let replaced = lines.map(|(number, line)| match line.split_once(" = ") {
            Some((key, _)) if number == at => format!("{key} = \"{value}\"\n"),
            _ => format!("{line}\n"),
        });
        survives(&replaced.collect::<String>());
    }
}

/// The settings of an edition of a book of two chapters, or of the book itself.
fn edition(toml: &str, name: Option<&str>) -> (Option<Config>, Vec<String>) {
    let overrides = Overrides {
        edition: name.map(str::to_owned),
        ..Overrides::default()
    };
    let files = MemoryFiles::default()
        .with("book.toml", toml)
        .with("1.md", "# یک")
        .with("2.md", "# دو");
    read_files_with(&overrides, &files)
}

const EDITIONS: &str = "[book]\ntitle = \"کتاب\"\nsubtitle = \"چاپ کامل\"\nchapters = [\"1.md\", \"2.md\"]\n\
    [pdf]\ntrim = \"roqei\"\ncontents = 1\n[variables]\nname = \"الف\"\n\
    [editions.student]\nbook.subtitle = \"ویراست دانشجویی\"\npdf.trim = \"vaziri\"\n\
    variables.name = \"ب\"\nformats = [\"pdf\"]\nwithout = [\"2.md\"]\n";

#[test]
fn an_edition_is_laid_over_the_book_value_by_value() {
    let whole = edition(EDITIONS, None).0.unwrap();
    let (student, found) = edition(EDITIONS, Some("student"));
    assert_eq!(found, [""; 0]);
    let student = student.unwrap();
    assert_eq!(student.book.title, whole.book.title);
    assert_eq!(student.book.subtitle.as_deref(), Some("ویراست دانشجویی"));
    assert!(student.page.trim.width.0 > whole.page.trim.width.0);
    assert_eq!(student.page.contents_depth, 1);
    assert_eq!((whole.chapters.len(), student.chapters.len()), (2, 1));
    assert_eq!(student.variables["name"], "ب");
    assert_eq!(student.editions.chosen().unwrap().formats, [Format::Pdf]);
    assert_ne!(student.book.identifier, whole.book.identifier);
}

#[test]
fn an_edition_that_is_none_and_values_that_cannot_be_are_told() {
    assert_eq!(edition(EDITIONS, Some("studnet")).1, ["unknown-edition"]);
    let toml = "[book]\ntitle = \"x\"\n[editions.student]\nformats = [\"odt\"]\npdf.trimm = \"a4\"\n\
                [editions.\"دانشجو\"]\n[variables]\n\"a b\" = \"x\"\nc = true\n";
    let mut found = read(toml).1;
    found.sort();
    let wanted = [
        "4:12 bad-value",
        "5:5 unknown-key",
        "6:1 bad-value",
        "8:1 bad-value",
        "9:5 bad-value",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_preset_lies_below_what_the_author_says() {
    for preset in PRESETS {
        for name in preset.names {
            settings(&format!(
                "[book]\ntitle = \"x\"\n[design]\npreset = \"{name}\"\n"
            ));
        }
    }
    let config =
        settings("[book]\ntitle = \"x\"\n[pdf]\ncontents = 2\n[design]\npreset = \"دانشگاهی\"\n");
    assert!((config.page.trim.width.0 - Pt::from_mm(165.0).0).abs() < 0.01);
    assert!(config.page.number_headings);
    assert_eq!(config.page.contents_depth, 2);
    assert_eq!(config.design.running_head, RunningHead::Chapter);
}

#[test]
fn sizes_may_be_shares_of_the_text_and_so_grow_with_the_trim() {
    let preset = |trim: &str| {
        settings(&format!(
            "[book]\ntitle = \"x\"\n[pdf]\ntrim = \"{trim}\"\n[design]\npreset = \"poetry\"\n"
        ))
    };
    let (jibi, vaziri) = (preset("jibi"), preset("vaziri"));
    for config in [&jibi, &vaziri] {
        assert_eq!(config.design.sizes.verse, Some(config.page.font_size));
    }
    assert!(jibi.design.opening < vaziri.design.opening);
    let config = settings(
        "[book]\ntitle = \"x\"\n[pdf]\nfont-size = \"۱۲۰٪\"\n[design]\nsizes = { title = \"50%\" }\n",
    );
    assert_eq!(
        (config.page.font_size, config.design.sizes.title),
        (Pt(15.0), Some(Pt(7.5)))
    );
    let (_, found) = read("[book]\ntitle = \"x\"\n[design]\nsizes = { title = \"900%\" }\n");
    assert_eq!(found, ["4:19 bad-value"]);
}

#[test]
fn a_preset_that_is_none_is_told_at_its_place() {
    let (config, found) = read("[book]\ntitle = \"x\"\n[design]\npreset = \"novle\"\n");
    assert_eq!(found, ["4:10 bad-value"]);
    assert_eq!(config.unwrap().design, DesignOptions::default());
}

#[test]
fn what_a_design_cannot_be_is_told_at_its_place() {
    let (_, found) = read(
        "[book]\ntitle = \"x\"\n[design]\nrunning-head = \"chaptre\"\nsizes = { title = 900, \
         body = 3 }\nopening = -1\n",
    );
    let expected = [
        "4:16 bad-value",
        "6:11 bad-value",
        "5:24 unknown-key",
        "5:19 bad-value",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_chapter_says_what_it_is_beside_its_file() {
    let config =
        settings("[book]\ntitle = \"x\"\nchapters = [{ file = \"1.md\", matter = \"preface\" }]\n");
    let matters: Vec<_> = config.matters.values().copied().collect();
    assert_eq!(matters, [crate::locale::Matter::Preface]);
    let (_, found) = read(
        "[book]\ntitle = \"x\"\nchapters = [{ file = \"1.md\", matter = \"prefice\" }, { matter = \
         \"preface\" }]\n",
    );
    assert_eq!(found, ["3:39 bad-value", "3:52 bad-value"]);
}

#[test]
fn a_feature_that_no_font_has_is_told_at_its_place() {
    let (config, found) =
        read("[book]\ntitle = \"x\"\n[fonts]\nfeatures = [\"ss01\", \"liag\",\n  \"-init\", 3]\n");
    assert_eq!(found, ["4:21 bad-value", "5:3 bad-value", "5:12 bad-value"]);
    assert_eq!(config.unwrap().fonts.features.len(), 1);
}

/// A value of a shape that is read without a mistake.
fn right(shape: &Shape) -> String {
    match shape {
        Shape::Text => "\"متن\"".to_owned(),
        Shape::Open(words) | Shape::Word(words) => format!("\"{}\"", words[0]),
        Shape::File => "\"f.ttf\"".to_owned(),
        Shape::Date => "2026-11-22".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Number(range) | Shape::Measure(range) | Shape::Whole(range) => {
            range.start().to_string()
        }
        Shape::Table(keys, required) => {
            let needed = keys.iter().filter(|key| required.contains(&key.name));
            let pairs: Vec<String> = needed
                .map(|key| format!("{} = {}", key.name, right(&key.shape)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Shape::Named(one) => format!("{{ a = {} }}", right(one)),
        Shape::List(one) => format!("[{}]", right(one)),
        Shape::Any(shapes) => right(&shapes[0]),
    }
}

/// Values that are not of a shape.
fn wrong(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Text | Shape::Open(_) => vec!["true".to_owned(), "\"\"".to_owned()],
        Shape::Word(_) => vec!["\"no-such-word\"".to_owned(), "7".to_owned()],
        Shape::File => vec!["\"nowhere.x\"".to_owned(), "7".to_owned()],
        Shape::Date => vec!["true".to_owned()],
        Shape::Flag => vec!["1".to_owned()],
        Shape::Number(range) => {
            let (least, most) = (range.start() - 0.01, range.end() + 0.01);
            vec![least.to_string(), most.to_string(), "true".to_owned()]
        }
        Shape::Measure(range) => {
            let (least, most) = (range.start() - 0.01, range.end() + 0.01);
            let words = ["\"large\"", "\"%\"", "\"1e2%\"", "true"];
            let numbers = [least.to_string(), most.to_string()];
            numbers
                .into_iter()
                .chain(words.map(str::to_owned))
                .collect()
        }
        Shape::Whole(range) => {
            let (least, most) = (range.start() - 1.0, range.end() + 1.0);
            vec![least.to_string(), most.to_string(), "1.5".to_owned()]
        }
        Shape::Table(..) => vec!["{ no-such-key = 1 }".to_owned(), "7".to_owned()],
        Shape::Named(_) => vec!["7".to_owned()],
        Shape::List(one) => wrong(one),
        Shape::Any(_) => vec!["true".to_owned()],
    }
}

/// What is said of a key beside a title that is right.
fn said_of(table: &str, key: &str, value: &str) -> Vec<String> {
    let title = match (table, key) {
        ("book", "title") => "",
        _ => "title = \"کتاب\"\n",
    };
    let rest = match table {
        "book" => String::new(),
        other => format!("[{other}]\n"),
    };
    read(&format!("[book]\n{title}{rest}{key} = {value}\n")).1
}

#[test]
fn every_key_takes_what_its_shape_says_and_nothing_else() {
    // An ISBN, a language and an address are more than texts; a chapter is a file of text.
    const MORE: [&str; 6] = [
        "isbn",
        "print-isbn",
        "identifier",
        "modified",
        "chapters",
        "features",
    ];
    let mut odd = Vec::new();
    for table in TABLES {
        for key in table.keys {
            let (name, shape) = (key.name, &key.shape);
            let good = Some(right(shape)).filter(|_| !MORE.contains(&name));
            if let Some(value) = good {
                let found = said_of(table.name, name, &value);
                let errors = found.iter().filter(|one| !one.contains('~'));
                if errors.count() > 0 {
                    odd.push(format!("[{}] {name} = {value}: {found:?}", table.name));
                }
            }
            for value in wrong(shape) {
                if said_of(table.name, name, &value).is_empty() {
                    odd.push(format!("[{}] {name} = {value} is taken", table.name));
                }
            }
        }
    }
    assert!(odd.is_empty(), "{odd:#?}");
}

#[test]
fn every_key_is_documented_where_all_of_them_are_listed() {
    let full = include_str!("full.toml");
    for table in TABLES {
        if table.others.is_some() {
            assert!(full.contains(&format!("\n[{}", table.name)));
            continue;
        }
        let (_, rest) = full.split_once(&format!("[{}]\n", table.name)).unwrap();
        let own = rest.split("\n[").next().unwrap();
        for line in own.lines().filter_map(|line| line.split_once(" = ")) {
            let known = table.keys.iter().any(|key| key.name == line.0);
            assert!(known, "[{}] {}", table.name, line.0);
        }
    }
    let schema = schema();
    let trim = &schema["properties"]["pdf"]["properties"]["trim"];
    assert!(trim["description"].as_str().unwrap().contains("145x210mm"));
}
