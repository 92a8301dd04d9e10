//! One setting, the language, decides all: direction, digits and every word that the tool sets.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use sahhaf::diag::Sink;
use sahhaf::locale::{Direction, Language, Term, Tongue};
use sahhaf::pipeline::{self, NoObserver, Output};
use sahhaf::source::{MemoryFiles, SourceMap};

/// A book in a language, with something that each term labels.
struct Sample {
    language: &'static str,
    direction: Direction,
    /// What its counters look like in the style sheet.
    counter: &'static str,
    /// The first folio of the text and the first before it.
    folios: [&'static str; 2],
    title: &'static str,
    words: &'static str,
}

const SAMPLES: [Sample; 9] = [
    Sample {
        language: "fa",
        direction: Direction::Rtl,
        counter: "persian",
        folios: ["۱", "ا"],
        title: "کتاب",
        words: "متن کتاب با Rust 1.95 است",
    },
    Sample {
        language: "fa-AF",
        direction: Direction::Rtl,
        counter: "persian",
        folios: ["۱", "ا"],
        title: "کتاب",
        words: "متن کتاب با Rust 1.95 است",
    },
    Sample {
        language: "ps",
        direction: Direction::Rtl,
        counter: "persian",
        folios: ["۱", "ا"],
        title: "کتاب",
        words: "د کتاب متن د Rust 1.95 سره دی",
    },
    Sample {
        language: "ar",
        direction: Direction::Rtl,
        counter: "arabic-indic",
        folios: ["١", "ا"],
        title: "كتاب",
        words: "هذا نص الكتاب مع Rust 1.95 وفيه شرح",
    },
    Sample {
        language: "ur",
        direction: Direction::Rtl,
        counter: "persian",
        folios: ["۱", "ا"],
        title: "کتاب",
        words: "یہ کتاب کا متن Rust 1.95 کے ساتھ ہے",
    },
    Sample {
        language: "he",
        direction: Direction::Rtl,
        counter: "decimal",
        folios: ["1", "א"],
        title: "ספר",
        words: "זה הטקסט של הספר עם Rust 1.95 כאן",
    },
    Sample {
        language: "ckb",
        direction: Direction::Rtl,
        counter: "arabic-indic",
        folios: ["١", "ا"],
        title: "کتێب",
        words: "ئەمە دەقی کتێبە لەگەڵ Rust 1.95 دا",
    },
    Sample {
        language: "ug",
        direction: Direction::Rtl,
        counter: "decimal",
        folios: ["1", "ا"],
        title: "كىتاب",
        words: "بۇ كىتابنىڭ تېكىستى Rust 1.95 بىلەن",
    },
    Sample {
        language: "en",
        direction: Direction::Ltr,
        counter: "decimal",
        folios: ["1", "i"],
        title: "A book",
        words: "This is the text with کتاب in it",
    },
];

fn bound(sample: &Sample) -> BTreeMap<String, String> {
    let Sample {
        language,
        title,
        words,
        ..
    } = sample;
    let settings = format!(
        "[book]\ntitle = \"{title}\"\nlanguage = \"{language}\"\nchapters = [\"1.md\"]\n\
         [bibliography]\nfiles = [\"r.bib\"]\n"
    );
    let chapter = format!(
        "# {title}\n\n{words}[^1] [@k].\n\n[^1]: {words}\n\n1. {words}\n\n\
         | {title} |\n|---|\n| {words} |\n\n: {words} {{#t}}\n\n$$x^2$$\n"
    );
    let files = MemoryFiles::default()
        .with("book.toml", settings)
        .with(
            "r.bib",
            "@book{k, author={Frazer, James}, title={Bough}, year={1890}}",
        )
        .with("1.md", chapter);
    let (mut map, mut sink) = (SourceMap::default(), Sink::default());
    let manuscript = pipeline::read(&files, &mut map, &mut sink)
        .unwrap()
        .unwrap_or_else(|| panic!("{:?}", sink.found()));
    let books = manuscript
        .render(&[Output::Epub], &NoObserver, &mut sink)
        .unwrap();
    assert!(sink.found().is_empty(), "{language}: {:?}", sink.found());
    let mut archive = zip::ZipArchive::new(Cursor::new(&books[0].bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let text = |name: String| {
        let mut bytes = Vec::new();
        let mut entry = archive.by_name(&name).unwrap();
        entry.read_to_end(&mut bytes).unwrap();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    names.into_iter().map(text).collect()
}

/// The attributes that say language and direction.
fn voice(sample: &Sample) -> String {
    let (language, side) = (sample.language, sample.direction.as_html());
    format!("lang=\"{language}\" xml:lang=\"{language}\" dir=\"{side}\"")
}

#[test]
fn every_language_that_has_words_has_a_book_here() {
    for tongue in Tongue::ALL {
        // These have a part of the words yet.
        if let Tongue::Yiddish | Tongue::Sindhi | Tongue::SouthAzerbaijani = tongue {
            continue;
        }
        let tag = tongue.tag();
        assert!(SAMPLES.iter().any(|sample| sample.language == tag), "{tag}");
    }
}

#[test]
fn every_part_says_the_language_and_turns_the_way_it_is_read() {
    for sample in &SAMPLES {
        let files = bound(sample);
        let (language, side) = (sample.language, sample.direction.as_html());
        let package = &files["OEBPS/content.opf"];
        for expected in [
            format!("xml:lang=\"{language}\" dir=\"{side}\">"),
            format!("page-progression-direction=\"{side}\""),
            format!("<dc:language>{language}</dc:language>"),
        ] {
            assert!(package.contains(&expected), "{expected} in {package}");
        }
        let ncx = format!("xml:lang=\"{language}\" dir=\"{side}\">");
        assert!(files["OEBPS/toc.ncx"].contains(&ncx), "{language}");
        let documents = files.iter().filter(|(name, _)| name.ends_with(".xhtml"));
        for (name, text) in documents {
            assert_eq!(text.matches(&voice(sample)).count(), 2, "{language} {name}");
        }
        let isolated = match sample.direction {
            Direction::Rtl => "<bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Rust 1.95</bdi>",
            Direction::Ltr => "<bdi dir=\"rtl\">کتاب</bdi>",
        };
        assert!(
            files["OEBPS/chapter-01.xhtml"].contains(isolated),
            "{language}"
        );
    }
}

#[test]
fn every_label_is_a_word_of_the_language() {
    for sample in &SAMPLES {
        let files = bound(sample);
        let language = Language::new(sample.language).unwrap();
        let (nav, text) = (&files["OEBPS/nav.xhtml"], &files["OEBPS/chapter-01.xhtml"]);
        let term = |term| language.term(term);
        for (file, expected) in [
            (
                nav,
                format!("<h1 id=\"contents-title\">{}</h1>", term(Term::Contents)),
            ),
            (nav, format!("aria-label=\"{}\"", term(Term::Landmarks))),
            (nav, format!("aria-label=\"{}\"", term(Term::PageList))),
            (nav, format!(">{}</a>", term(Term::Cover))),
            (nav, format!(">{}</a>", term(Term::TitlePage))),
            (nav, format!(">{}</a>", term(Term::StartOfText))),
            (nav, format!(">{}</a>", term(Term::Bibliography))),
            (text, format!("aria-label=\"{} ", term(Term::Note))),
            (text, format!(": {}\">", term(Term::BackToText))),
            (text, format!(">{} ", term(Term::Table))),
        ] {
            assert!(
                file.contains(&expected),
                "{language}: no {expected} in {file}"
            );
        }
        let package = &files["OEBPS/content.opf"];
        for sentence in [
            Term::AccessStructure,
            Term::AccessPages,
            Term::AccessFormulas,
        ] {
            assert!(package.contains(term(sentence)), "{language}");
        }
        assert!(!package.contains(term(Term::AccessPictures)), "it has none");
    }
}

#[test]
fn folios_and_lists_count_as_the_language_does() {
    for sample in &SAMPLES {
        let files = bound(sample);
        let rule = format!("\nol {{ list-style-type: {}; }}", sample.counter);
        assert!(
            files["OEBPS/stylesheet.css"].contains(&rule),
            "{}",
            sample.language
        );
        for folio in sample.folios {
            let row = format!("\">{folio}</a></li>");
            assert!(
                files["OEBPS/nav.xhtml"].contains(&row),
                "{} {folio}",
                sample.language
            );
        }
    }
}

#[test]
fn no_table_of_words_has_a_gap_or_leans_on_another_language() {
    const TERMS: [Term; 18] = [
        Term::Contents,
        Term::Bibliography,
        Term::Figure,
        Term::Table,
        Term::Cover,
        Term::TitlePage,
        Term::Note,
        Term::Notes,
        Term::BackToText,
        Term::StartOfText,
        Term::PageList,
        Term::Landmarks,
        Term::Chapter,
        Term::AccessStructure,
        Term::AccessPictures,
        Term::AccessMutePictures,
        Term::AccessPages,
        Term::AccessFormulas,
    ];
    for sample in &SAMPLES {
        let language = Language::new(sample.language).unwrap();
        let words = TERMS.map(|term| language.term(term));
        let different: BTreeSet<&str> = words.into_iter().collect();
        assert_eq!(different.len(), TERMS.len(), "{language}");
        for word in words {
            let own = Direction::dominant(word, sample.direction) == Some(sample.direction);
            assert!(own, "{language}: {word}");
        }
    }
}
