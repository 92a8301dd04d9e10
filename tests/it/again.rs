//! A book that is built again and again: what is remembered of the last build never shows in the next one.

use std::fmt::Write as _;
use std::sync::Arc;

use sahhaf::{Book, BuildContext, Error, Memory, MemoryFiles, Output};

/// How often the book is changed; every time it is built twice.
const EDITS: usize = 40;

/// Numbers that are the same each time (Park and Miller).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        usize::try_from(self.0).unwrap() % most
    }
}

#[derive(Clone)]
struct Chapter {
    name: String,
    blocks: Vec<String>,
}

/// A book that is being written.
struct Writing {
    dice: Dice,
    chapters: Vec<Chapter>,
    settings: String,
    picture: u8,
    named: usize,
}

const WORKS: &str = "@book{a, author={مهدی ادیب}, title={کتاب الف}, year={1380}, langid={persian}}\n\
                     @book{b, author={Ann Author}, title={Book B}, year={1990}, langid={english}}\n";

impl Writing {
    fn begin() -> Self {
        let mut writing = Self {
            dice: Dice(20_250_101),
            chapters: Vec::new(),
            settings: String::new(),
            picture: 1,
            named: 0,
        };
        for _ in 0..4 {
            writing.add_chapter();
        }
        writing
    }

    fn name(&mut self) -> usize {
        self.named += 1;
        self.named
    }

    fn add_chapter(&mut self) {
        let name = self.name();
        let mut blocks = vec![format!("# فصل {name}")];
        blocks.extend((0..4).map(|_| self.block()));
        // Without a heading it goes on where the chapter before it ends.
        if self.dice.below(5) == 0 {
            blocks.remove(0);
        }
        let at = self.dice.below(self.chapters.len() + 1);
        let name = format!("c{name}.md");
        self.chapters.insert(at, Chapter { name, blocks });
    }

    /// One of all that a chapter may hold.
    fn block(&mut self) -> String {
        let name = self.name();
        let words = "کتاب خوب را دوباره می خوانند. ".repeat(1 + self.dice.below(12));
        match self.dice.below(11) {
            9 => "کتاب خوب را دوباره می‌خوانند. ".repeat(150),
            10 => format!("{words}[نام {name}]{{.index}}"),
            0 => format!(
                "## بخش {name} {{#s{name}}}

نک. [](#s{name})."
            ),
            1 => format!("{words}[^n{name}]\n\n[^n{name}]: یادداشت {name}."),
            2 => format!("{words}[@a] و [@b, ص ۱۲]."),
            3 => "![نقشه](p.png \"شرح شکل\")".to_owned(),
            4 => format!("| الف | ب |\n|---|---|\n| {name} | Rust |\n\n: جدول {name}"),
            5 => format!(
                "{words}[پیوند](#s{}) و [باز](#s{name}) و [دیگر](c1.md).",
                1 + name / 2
            ),
            6 => format!("```rust\nlet a = {name};\n```"),
            _ => format!("{words}(Rust {name})"),
        }
    }

    fn edit(&mut self) {
        let at = self.dice.below(self.chapters.len());
        let block = self.dice.below(self.chapters[at].blocks.len());
        match self.dice.below(11) {
            0 if self.chapters.len() < 7 => self.add_chapter(),
            1 if self.chapters.len() > 2 => drop(self.chapters.remove(at)),
            2 => {
                let moved = self.chapters.remove(at);
                let to = self.dice.below(self.chapters.len() + 1);
                self.chapters.insert(to, moved);
            }
            3 if block > 0 => drop(self.chapters[at].blocks.remove(block)),
            4 => {
                let sizes = [
                    "",
                    "[pdf]\nfont-size = \"11pt\"\n",
                    "[pdf]\nnumber-headings = true\n",
                    "[pdf]\nchapter-opening = \"next\"\n",
                ];
                self.settings = sizes[self.dice.below(sizes.len())].to_owned();
            }
            5 => self.picture = 3 - self.picture,
            6 => self.chapters[at].blocks[block].push_str(" واژه"),
            _ => {
                let new = self.block();
                self.chapters[at].blocks.insert(block + 1, new);
            }
        }
    }

    fn files(&self) -> MemoryFiles {
        let mut settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\nchapters = [".to_owned();
        let mut files = MemoryFiles::default();
        for Chapter { name, blocks } in &self.chapters {
            let _ = write!(settings, "\"{name}\",");
            files = files.with(name, blocks.join("\n\n") + "\n");
        }
        settings += "]\n[bibliography]\nfiles = [\"w.bib\"]\n";
        settings += &self.settings;
        files
            .with("book.toml", settings)
            .with("w.bib", WORKS)
            .with("p.png", picture(u32::from(self.picture) * 8))
    }
}

fn picture(side: u32) -> Vec<u8> {
    let pixels = image::RgbImage::from_pixel(side, 12, image::Rgb([9, 90, 200]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Both books and all that was found.
#[derive(PartialEq)]
struct Built {
    books: Vec<Vec<u8>>,
    found: String,
}

fn build(files: &MemoryFiles, memory: Option<&Arc<Memory>>) -> Built {
    let context = BuildContext {
        memory: memory.cloned(),
        ..BuildContext::new(files)
    };
    let render = || -> Result<Built, Error> {
        let mut book = Book::open_in(context)?.resolve()?;
        book.proofread();
        let books = book.render_all(&[Output::Epub, Output::Pdf])?;
        Ok(Built {
            books: books.into_iter().map(|book| book.bytes).collect(),
            found: book.diagnostics().lines(),
        })
    };
    render().unwrap_or_else(|error| Built {
        books: Vec::new(),
        found: error.diagnostics().lines(),
    })
}

#[test]
fn a_book_that_is_built_again_is_byte_for_byte_the_book_that_is_built_anew() {
    let memory = Arc::new(Memory::default());
    let mut writing = Writing::begin();
    let mut good = 0;
    for edit in 0..EDITS {
        let files = writing.files();
        let (again, anew) = (build(&files, Some(&memory)), build(&files, None));
        assert_eq!(again.found, anew.found, "after {edit} edits");
        assert!(again == anew, "after {edit} edits another book");
        good += usize::from(!anew.books.is_empty());
        writing.edit();
    }
    assert!(good > EDITS / 3, "{good} books of {EDITS} could be bound");
}
