//! The library as its users meet it: open, resolve, render; what is wrong; choices of the caller; a small stack.

use std::error::Error as _;
use std::fmt::Write as _;
use std::sync::Mutex;

use sahhaf::{
    Artifact, Book, BuildContext, Code, Error, GivenFont, GivenFonts, MemoryFiles, Output,
    Overrides, PagePictures, Profile, Severity, Stage, StageObserver, Standard,
};

/// What a thread has that nobody gave more: Rust's default.
const SMALL_STACK: usize = 2 << 20;

fn book_of(chapter: &str) -> MemoryFiles {
    MemoryFiles::default()
        .with("book.toml", "[book]\ntitle = \"کتاب\"\n")
        .with("1.md", chapter)
}

fn sound() -> MemoryFiles {
    book_of("# فصل\n\nمتن کتاب.\n")
}

fn rendered(files: &MemoryFiles, overrides: Overrides) -> Artifact {
    let context = BuildContext {
        overrides,
        ..BuildContext::new(files)
    };
    let mut book = Book::open_in(context).unwrap().resolve().unwrap();
    book.render(Output::Pdf).unwrap()
}

/// Whether a PDF has a font of this family.
fn is_set_in(pdf: &Artifact, family: &str) -> bool {
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let names = document.objects.values().filter_map(|object| {
        let name = object.as_dict().ok()?.get(b"FontName").ok()?;
        Some(String::from_utf8_lossy(name.as_name().ok()?).into_owned())
    });
    names.into_iter().any(|name| name.contains(family))
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

#[test]
fn one_output_is_the_same_whether_asked_for_alone_or_with_others() {
    let files = sound();
    let mut book = Book::open(&files).unwrap().resolve().unwrap();
    let all = book
        .render_all(&[Output::Cover, Output::Pdf, Output::Epub])
        .unwrap();
    let kinds: Vec<Output> = all.iter().map(|one| one.output).collect();
    assert_eq!(kinds, [Output::Epub, Output::Pdf, Output::Cover]);
    for one in all {
        let alone = book.render(one.output).unwrap();
        assert!(alone.bytes == one.bytes, "{:?}", one.output);
    }
}

#[test]
fn every_output_that_is_asked_for_is_made() {
    let files = sound();
    let mut book = Book::open(&files).unwrap().resolve().unwrap();
    for output in Output::ALL {
        let made = book.render_all(&[output]).unwrap();
        assert!(!made.is_empty() && made.iter().all(|one| one.output == output));
    }
}

#[test]
fn all_mistakes_of_a_book_come_back_at_once() {
    let files = book_of("# فصل\n\n[@a]\n\n[@b]\n")
        .with(
            "book.toml",
            "[book]\ntitle = \"کتاب\"\n[bibliography]\nfiles = [\"r.bib\"]\n",
        )
        .with("r.bib", "");
    let error = Book::open(&files).and_then(Book::resolve).err().unwrap();
    let found: Vec<_> = error.diagnostics().iter().collect();
    assert!(found.iter().all(|one| one.code == Code::UnknownCitation));
    assert_eq!(error.to_string(), "the book has 2 errors");
    assert!(error.outside_failure().is_none());
    let lines = error.diagnostics().lines();
    assert!(
        lines.starts_with("1.md:3:3: error[unknown-citation]"),
        "{lines}"
    );
    assert_eq!(error.diagnostics().json().lines().count(), 2);
}

#[test]
fn warnings_stay_with_a_book_that_can_be_rendered() {
    let files = book_of("# فصل\n\n<blink>متن</blink>\n");
    let book = Book::open(&files).unwrap().resolve().unwrap();
    let severities = book.diagnostics().iter().map(|one| one.severity);
    assert_eq!(severities.collect::<Vec<_>>(), [Severity::Warning]);
}

/// Files of which one is there and cannot be read.
struct Broken(MemoryFiles);

impl sahhaf::Files for Broken {
    fn read(&self, path: &sahhaf::BookPath) -> Result<Vec<u8>, sahhaf::ReadError> {
        match path.as_str() {
            "1.md" => Err(sahhaf::ReadError {
                path: "1.md".to_owned(),
                kind: std::io::Error::other("a bad sector"),
            }),
            _ => self.0.read(path),
        }
    }

    fn size(&self, path: &sahhaf::BookPath) -> Result<u64, sahhaf::ReadError> {
        self.0.size(path)
    }

    fn list(&self) -> Result<Vec<sahhaf::BookPath>, sahhaf::ReadError> {
        self.0.list()
    }

    fn root(&self) -> String {
        self.0.root()
    }
}

#[test]
fn a_failure_of_the_disk_keeps_its_cause() {
    let files = Broken(sound());
    let error: Error = Book::open(&files).err().unwrap();
    assert_eq!(error.to_string(), "cannot read 1.md: a bad sector");
    assert_eq!(error.source().unwrap().to_string(), "a bad sector");
    assert!(error.outside_failure().is_some());
}

#[test]
fn choices_of_the_caller_go_before_the_settings() {
    let files = sound().with(
        "book.toml",
        "[book]\ntitle = \"کتاب\"\n[pdf]\nstandard = \"a2a\"\nprofile = \"screen\"\n",
    );
    let plain = rendered(&files, Overrides::default());
    assert!(holds(&plain.bytes, "pdfaid:part") && !holds(&plain.bytes, "pdfuaid:part"));
    let overrides = Overrides {
        standard: Some(Standard::Ua1),
        ..Overrides::default()
    };
    let chosen = rendered(&files, overrides);
    assert!(!holds(&chosen.bytes, "pdfaid:part") && holds(&chosen.bytes, "pdfuaid:part"));
    let overrides = Overrides {
        profile: Some(Profile::Print),
        ..Overrides::default()
    };
    assert!(holds(&rendered(&files, overrides).bytes, "GTS_PDFX"));
}

#[test]
fn fonts_in_memory_go_before_the_embedded_ones() {
    let overrides = |name: &str, bytes: &[u8]| Overrides {
        fonts: GivenFonts {
            body: vec![GivenFont {
                name: name.to_owned(),
                regular: bytes.into(),
                bold: None,
            }],
            ..GivenFonts::default()
        },
        ..Overrides::default()
    };
    let bytes = include_bytes!("../../fonts/Vazirmatn-Regular.ttf");
    let files = sound();
    let given = rendered(&files, overrides("Vazirmatn-Regular.ttf", bytes));
    assert!(is_set_in(&given, "Vazirmatn"));
    assert!(!is_set_in(
        &rendered(&files, Overrides::default()),
        "Vazirmatn"
    ));
    let context = BuildContext {
        overrides: overrides("broken.ttf", b"no font"),
        ..BuildContext::new(&files)
    };
    let error = Book::open_in(context)
        .and_then(Book::resolve)
        .err()
        .unwrap();
    let lines = error.diagnostics().lines();
    assert!(
        lines.contains("error[bad-font]") && lines.contains("broken.ttf"),
        "{lines}"
    );
}

/// Writes down which stages began.
#[derive(Default)]
struct Begun(Mutex<Vec<Stage>>);

impl StageObserver for Begun {
    fn begin(&self, stage: Stage) {
        self.0.lock().unwrap().push(stage);
    }

    fn end(&self, _stage: Stage) {}
}

#[test]
fn an_observer_hears_of_every_stage_that_runs() {
    let (files, begun) = (sound(), Begun::default());
    let context = BuildContext {
        observer: &begun,
        ..BuildContext::new(&files)
    };
    let mut book = Book::open_in(context).unwrap().resolve().unwrap();
    book.render_all(&[Output::Epub, Output::Pdf, Output::Cover, Output::Png])
        .unwrap();
    let mut heard = begun.0.lock().unwrap().clone();
    heard.sort();
    assert_eq!(heard, Stage::ALL);
}

/// A chapter that nests everything that nests, each far deeper than the limit.
fn deep() -> String {
    let mut chapter = String::from("# فصل\n\n");
    for depth in 0..300 {
        let _ = writeln!(chapter, "{}- مورد", "  ".repeat(depth));
    }
    let _ = writeln!(chapter, "\n{} نقل\n", ">".repeat(300));
    let _ = writeln!(chapter, "{}متن{}\n", "**_".repeat(300), "_**".repeat(300));
    let _ = writeln!(chapter, "{}متن{}\n", "[".repeat(300), "](#a)".repeat(300));
    let _ = writeln!(
        chapter,
        "{}متن{}\n",
        "<div>".repeat(300),
        "</div>".repeat(300)
    );
    let _ = writeln!(
        chapter,
        "{}متن{}\n",
        "<span>".repeat(300),
        "</span>".repeat(300)
    );
    let _ = writeln!(chapter, "{}متن\n", "<blockquote><ul><li>".repeat(100));
    let _ = writeln!(chapter, "{}\nمتن\n", "::: note\n".repeat(100));
    let _ = writeln!(chapter, "${}x{}$\n", "{".repeat(300), "}".repeat(300));
    let _ = writeln!(chapter, "![نقشه](deep.svg)\n");
    chapter
}

fn drawing(depth: usize) -> String {
    let (open, close) = ("<g>".repeat(depth), "</g>".repeat(depth));
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{open}<path d='M0 0H9V9Z'/>{close}</svg>"
    )
}

/// Renders the deep chapter with a drawing, all on threads of the smallest usual stack.
fn render_deep(drawing: String, outputs: &'static [Output]) {
    let work = move || {
        let pool = rayon::ThreadPoolBuilder::new().stack_size(SMALL_STACK);
        pool.build().unwrap().install(|| {
            let files = book_of(&deep()).with("deep.svg", drawing);
            let mut book = Book::open(&files).and_then(Book::resolve).unwrap();
            let mut found = book.diagnostics().iter();
            assert!(found.any(|one| one.code == Code::TooDeep));
            drop(found);
            assert_eq!(book.render_all(outputs).unwrap().len(), outputs.len());
        });
    };
    let thread = std::thread::Builder::new().stack_size(SMALL_STACK);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn nested_input_is_bound_on_a_small_stack() {
    render_deep(drawing(20), &[Output::Epub, Output::Pdf]);
}

#[test]
fn a_deeply_nested_drawing_is_bound_on_a_small_stack() {
    render_deep(drawing(190), &[Output::Epub]);
}

#[test]
fn pages_are_drawn_that_are_asked_for_and_a_page_that_is_not_there_is_told() {
    let files = sound();
    let drawn = |pages: &[std::ops::RangeInclusive<usize>]| {
        let pictures = PagePictures {
            pages: pages.to_vec(),
            dpi: 36,
        };
        let context = BuildContext {
            overrides: Overrides {
                pictures,
                ..Overrides::default()
            },
            ..BuildContext::new(&files)
        };
        let mut book = Book::open_in(context).unwrap().resolve().unwrap();
        book.render_all(&[Output::Png])
    };
    let two = drawn(&[1..=2]).unwrap();
    let shown: Vec<_> = two.iter().map(|one| (one.output, one.page)).collect();
    assert_eq!(shown, [(Output::Png, Some(1)), (Output::Png, Some(2))]);
    assert!(two.iter().all(|one| one.bytes.starts_with(b"\x89PNG")));
    let error = drawn(&[900..=901]).unwrap_err();
    assert!(
        error.to_string().starts_with("there is no page 900"),
        "{error}"
    );
}
