//! An EPUB as a list of files, to be broken and packed again.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use sahhaf::diag::Place;
use sahhaf::gate::{self, Finding};
use sahhaf::source::SourceMap;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::on_disk::LittleBook;

/// A book of ours with everything that the gate looks at.
const CHAPTER: &str = "# فصل یکم {#one}\n\n\
    او می‌رود و کتاب‌ها را به Rust 1.95 می‌سپارد.[^1] سپس به [فصل](#two) دوم می‌رسد.\n\n\
    ![نقشهٔ دره با سه شهر بر کرانهٔ رود](map.png \"نقشهٔ دره\")\n\n\
    | نام | سال |\n|---|---|\n| خجند | ۱۹۱۸ |\n| بخارا | ۱۹۲۰ |\n\n\
    1. در سال ۱۹۱۶ آغاز شد.\n2. در سال ۱۹۳۱ به پایان رسید.\n\n\
    All of this is English, set from the left.\n\n\
    [^1]: پانوشت یکم.\n";

const SECOND: &str = "# فصل دوم {#two}\n\nپایان کتاب نمونه است و چیزی پس از آن نیست.\n";

/// The files of an EPUB, in the order of the archive.
#[derive(Clone)]
pub(crate) struct Epub {
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Epub {
    /// What our own binary makes of a small book.
    pub(crate) fn ours() -> Self {
        let settings = "[book]\ntitle = \"کتاب نمونه\"\nlanguage = \"fa\"\nauthors = [\"زهرا نویسنده\"]\n\
             chapters = [\"1.md\", \"2.md\"]\n";
        let book = LittleBook::empty()
            .with("book.toml", settings)
            .with("1.md", CHAPTER)
            .with("2.md", SECOND)
            .with("map.png", png(300, 200));
        let run = book.run(&["build", ".", "--format", "epub", "--output", "out"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        Self::open(&book.read(run.out.trim()))
    }

    /// A small book written by hand, with a page list; `tests/gate-model` holds its texts.
    pub(crate) fn model() -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let text = |name: &str| std::fs::read(root.join("tests/gate-model").join(name)).unwrap();
        let texts = [
            "META-INF/container.xml",
            "OEBPS/package.opf",
            "OEBPS/nav.xhtml",
            "OEBPS/toc.ncx",
            "OEBPS/style.css",
            "OEBPS/cover.xhtml",
            "OEBPS/one.xhtml",
            "OEBPS/two.xhtml",
        ];
        let mimetype = ("mimetype".to_owned(), b"application/epub+zip".to_vec());
        let mut files = vec![mimetype];
        files.extend(texts.map(|name| (name.to_owned(), text(name))));
        let font = std::fs::read(root.join("fonts/Vazirmatn-Regular.ttf")).unwrap();
        files.push(("OEBPS/cover.png".to_owned(), png(900, 1200)));
        files.push(("OEBPS/map.png".to_owned(), png(300, 200)));
        files.push(("OEBPS/font.ttf".to_owned(), font));
        Self { files }
    }

    /// Unpacks an archive.
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let read = |at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().to_owned(), bytes)
        };
        let count = ZipArchive::new(Cursor::new(bytes)).unwrap().len();
        Self {
            files: (0..count).map(read).collect(),
        }
    }

    /// Packs the files, the first of them stored.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, (name, bytes)) in self.files.iter().enumerate() {
            let method = match at {
                0 => CompressionMethod::Stored,
                _ => CompressionMethod::Deflated,
            };
            let options = SimpleFileOptions::default().compression_method(method);
            archive.start_file(name.as_str(), options).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    /// Replaces words in every file whose name ends so; something must change.
    pub(crate) fn replaced(mut self, ending: &str, from: &str, to: &str) -> Self {
        let mut changed = false;
        for (name, bytes) in &mut self.files {
            let Ok(text) = str::from_utf8(bytes) else {
                continue;
            };
            if name.ends_with(ending) && text.contains(from) {
                *bytes = text.replace(from, to).into_bytes();
                changed = true;
            }
        }
        assert!(changed, "{from} is in no *{ending}");
        self
    }

    /// Adds or replaces a file.
    pub(crate) fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.retain(|(one, _)| one != name);
        self.files.push((name.to_owned(), bytes.into()));
        self
    }

    /// Takes a file out.
    pub(crate) fn without(mut self, name: &str) -> Self {
        let before = self.files.len();
        self.files.retain(|(one, _)| one != name);
        assert_eq!(self.files.len() + 1, before, "{name} was there once");
        self
    }

    /// What the gate finds.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        examined(&self.pack())
    }

    /// The codes of what the gate finds, each once.
    pub(crate) fn codes(&self) -> BTreeSet<&'static str> {
        let findings = self.findings();
        findings.iter().map(|one| one.code.name()).collect()
    }
}

/// What the gate finds in an archive.
pub(crate) fn examined(bytes: &[u8]) -> Vec<Finding> {
    let mut map = SourceMap::default();
    let report = gate::examine(bytes, &mut map).unwrap();
    for finding in &report.findings {
        if let Place::At(span) = &finding.place {
            let text = map.file(span.file).text();
            assert!(text.get(span.range()).is_some(), "{finding:?}");
        }
    }
    report.findings
}

/// A picture of one colour.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::GrayImage::from_pixel(width, height, image::Luma([128]));
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
