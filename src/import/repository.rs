//! The folder that was given: its files listed once, each read once, and nothing outside it.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::article::{self, Article};
use super::data::{Document, Fault, Node, Script};
use super::letters::Letters;
use super::limits;
use super::plan::{LeftOut, Notice, NoticeKind, Origin, Reason};
use crate::lookup::{Lookup, Seen};
use crate::source::{BookPath, Files, ReadError, utf8};

/// Endings of files that are chapters.
const MARKDOWN: [&str; 6] = ["md", "markdown", "mdown", "mkd", "mdx", "qmd"];

/// Endings of files that are chapters where the settings of Quarto or bookdown say so.
const COMPUTED: [&str; 1] = ["rmd"];

/// Folders that programs fill: what lies in them was not written for the book.
const GENERATED: [&str; 12] = [
    "node_modules",
    "bower_components",
    "site-packages",
    "venv",
    "vendor",
    "__pycache__",
    "_site",
    "_book",
    "target",
    "dist",
    "build",
    "output",
];

/// The files of a folder.
pub(super) struct Repository<'f> {
    files: &'f dyn Files,
    /// The files that lie directly in each folder, sorted.
    by_folder: BTreeMap<String, Vec<BookPath>>,
    /// The folders that lie directly in each folder.
    subfolders: BTreeMap<String, BTreeSet<String>>,
    articles: RefCell<Lookup<BookPath, Rc<Article>>>,
    letters: RefCell<Lookup<BookPath, Rc<Letters>>>,
    notices: RefCell<Vec<Notice>>,
    /// The same once more: a navigation of ten thousand wrong lines has as many.
    noticed: RefCell<Seen<Notice>>,
    /// Markdown files that are not looked at.
    passed_over: Vec<LeftOut>,
    /// The Markdown files by their paths in small letters, made when one is asked for so.
    in_small_letters: OnceCell<Lookup<String, BookPath>>,
}

impl<'f> Repository<'f> {
    /// Lists a folder.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub(super) fn open(files: &'f dyn Files) -> Result<Self, ReadError> {
        let mut repository = Self {
            files,
            by_folder: BTreeMap::new(),
            subfolders: BTreeMap::new(),
            articles: RefCell::default(),
            letters: RefCell::default(),
            notices: RefCell::default(),
            noticed: RefCell::default(),
            passed_over: Vec::new(),
            in_small_letters: OnceCell::new(),
        };
        let mut markdown = 0_usize;
        for path in files.list()? {
            if path.as_str().split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            let counts = is_markdown(&path);
            markdown += usize::from(counts);
            let reason = if path
                .folder()
                .split('/')
                .any(|part| GENERATED.contains(&part))
            {
                Some(Reason::Outside)
            } else if markdown > limits::MARKDOWN_FILES {
                Some(Reason::TooMany)
            } else {
                None
            };
            match reason {
                Some(reason) if counts => repository.passed_over.push(LeftOut { reason, path }),
                Some(_) => {}
                None => repository.add(path),
            }
        }
        Ok(repository)
    }

    fn add(&mut self, path: BookPath) {
        let mut folder = path.folder();
        while !folder.is_empty() {
            let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            let known = self.subfolders.entry(parent.to_owned()).or_default();
            if !known.insert(name.to_owned()) {
                break;
            }
            folder = parent;
        }
        let folder = path.folder().to_owned();
        self.by_folder.entry(folder).or_default().push(path);
    }

    /// The Markdown files that are not looked at, and why.
    pub(super) fn passed_over(&self) -> &[LeftOut] {
        &self.passed_over
    }

    /// The files directly in a folder, sorted by name.
    pub(super) fn files_in(&self, folder: &str) -> &[BookPath] {
        self.by_folder.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The names of the folders directly in a folder, sorted.
    pub(super) fn folders_in(&self, folder: &str) -> impl Iterator<Item = &str> {
        let found = self.subfolders.get(folder);
        found.into_iter().flatten().map(String::as_str)
    }

    /// Whether a folder has anything in it.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.by_folder.contains_key(folder) || self.subfolders.contains_key(folder)
    }

    /// Every Markdown file in a folder and below it, sorted by path.
    pub(super) fn markdown_under(&self, folder: &str) -> Vec<BookPath> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let files = self.files_in(&folder).iter();
            found.extend(files.filter(|path| is_markdown(path)).cloned());
            open.extend(self.folders_in(&folder).map(|name| joined(&folder, name)));
        }
        found.sort();
        found
    }

    /// The notebooks of Jupyter, sorted by folder.
    pub(super) fn notebooks(&self) -> Vec<&BookPath> {
        let files = self.by_folder.values().flatten();
        files.filter(|path| path.extension() == "ipynb").collect()
    }

    /// A file of the folder; hidden ones are asked for by their path.
    pub(super) fn file(&self, folder: &str, name: &str) -> Option<BookPath> {
        let path = BookPath::new(&joined(folder, name)).ok()?;
        self.has(&path).then_some(path)
    }

    /// Whether a file is there.
    pub(super) fn has(&self, path: &BookPath) -> bool {
        let known = self.files_in(path.folder());
        let hidden = || path.as_str().split('/').any(|part| part.starts_with('.'));
        known.binary_search(path).is_ok() || (hidden() && self.files.size(path).is_ok())
    }

    /// A Markdown file whatever the case of the letters of its path: not all disks tell `Intro.md` from `intro.md`.
    pub(super) fn in_any_case(&self, path: &BookPath) -> Option<BookPath> {
        let known = self.in_small_letters.get_or_init(|| {
            let files = self.by_folder.values().flatten();
            let texts = files.filter(|path| is_markdown(path));
            texts
                .map(|path| (path.as_str().to_lowercase(), path.clone()))
                .collect()
        });
        known.get(&path.as_str().to_lowercase()).cloned()
    }

    /// A file of one of several names, whatever the case of its letters; the first name that is there.
    pub(super) fn named(&self, folder: &str, names: &[&str]) -> Option<BookPath> {
        names.iter().find_map(|name| {
            let mut files = self.files_in(folder).iter();
            let found = files.find(|path| path.file_name().eq_ignore_ascii_case(name));
            found
                .cloned()
                .or_else(|| name.starts_with('.').then(|| self.file(folder, name))?)
        })
    }

    /// What is known of a Markdown file; read once.
    pub(super) fn article(&self, path: &BookPath) -> Rc<Article> {
        if let Some(known) = self.articles.borrow().get(path) {
            return Rc::clone(known);
        }
        let text = self.text(path, limits::ARTICLE_BYTES);
        // A file that cannot be read has text, as far as anybody knows: why it cannot be read is said
        // when the chapter is.
        let article = text.map_or_else(Article::unknown, |text| Article::read(&text));
        let article = Rc::new(article);
        let mut articles = self.articles.borrow_mut();
        articles.insert(path.clone(), Rc::clone(&article));
        article
    }

    /// The letters of a Markdown file behind its front matter; none of one that cannot be read. They are counted
    /// when they are asked for: a book that says its language and lists its chapters is built without.
    pub(super) fn letters(&self, path: &BookPath) -> Rc<Letters> {
        if let Some(known) = self.letters.borrow().get(path) {
            return Rc::clone(known);
        }
        let text = self.text(path, limits::ARTICLE_BYTES);
        let letters = Rc::new(text.map_or_else(Letters::default, |text| article::letters(&text)));
        let mut known = self.letters.borrow_mut();
        known.insert(path.clone(), Rc::clone(&letters));
        letters
    }

    /// The text of a file; `None` where it is too long or cannot be read. Bytes that are no UTF-8 are
    /// reported when the chapter is read.
    pub(super) fn text(&self, path: &BookPath, most: u64) -> Option<String> {
        let size = self.files.size(path).ok()?;
        if size > most {
            return None;
        }
        let text = String::from_utf8(self.files.read(path).ok()?);
        Some(
            text.unwrap_or_else(|error| {
                String::from_utf8_lossy(&utf8(error.as_bytes())).into_owned()
            }),
        )
    }

    /// The lines of a settings file that is no YAML, TOML or JSON.
    pub(super) fn settings_text(&self, path: &BookPath) -> Option<String> {
        let text = self.text(path, limits::SETTINGS_BYTES);
        if text.is_none() {
            self.notice(Notice {
                kind: NoticeKind::BadSettings,
                origin: at(path, 1),
                message: "the file is too long or cannot be read".to_owned(),
                hint: format!("settings have at most {} bytes", limits::SETTINGS_BYTES),
            });
        }
        text.map(|text| text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n"))
    }

    /// A settings file.
    pub(super) fn document(&self, path: &BookPath) -> Option<Document> {
        let text = self.settings_text(path)?;
        let (document, fault) = Document::read(path, &text);
        if let Some(fault) = fault {
            self.bad_settings(path, fault);
        }
        Some(document)
    }

    /// The settings file of one of several names.
    pub(super) fn document_named(&self, folder: &str, names: &[&str]) -> Option<Document> {
        let path = self.named(folder, names)?;
        self.document(&path)
    }

    fn bad_settings(&self, path: &BookPath, fault: Fault) {
        self.notice(Notice {
            kind: NoticeKind::BadSettings,
            origin: at(path, fault.line),
            message: format!("the file cannot be read from here on: {}", fault.message),
            hint: "mend the line; what stands before it was read".to_owned(),
        });
    }

    /// What a script gives to others, its relative imports followed.
    pub(super) fn script(&self, path: &BookPath) -> Option<Document> {
        let mut scripts: Lookup<String, Script> = Lookup::new();
        let mut open = vec![path.clone()];
        while let Some(next) = open.pop() {
            if scripts.contains_key(next.as_str()) || scripts.len() >= limits::IMPORTED_SCRIPTS {
                continue;
            }
            let Some(text) = self.settings_text(&next) else {
                continue;
            };
            let mut script = Script::parse(&text);
            for written in script.relative_imports() {
                if let Some(file) = self.imported(&next, &written) {
                    script.resolve(&written, file.as_str());
                    open.push(file);
                }
            }
            scripts.insert(next.as_str().to_owned(), script);
        }
        let main = scripts.get(path.as_str())?;
        let root: Node = main.exported(&scripts);
        let path = path.clone();
        Some(Document { path, root })
    }

    /// The file that an import names, its ending found as Node does.
    fn imported(&self, from: &BookPath, written: &str) -> Option<BookPath> {
        const ENDINGS: [&str; 12] = [
            "",
            ".ts",
            ".js",
            ".mts",
            ".mjs",
            ".cjs",
            ".json",
            ".tsx",
            "/index.ts",
            "/index.js",
            "/index.mts",
            "/index.mjs",
        ];
        let candidates = ENDINGS.iter().map(|ending| format!("{written}{ending}"));
        let mut paths = candidates.filter_map(|written| from.beside(&written).ok());
        paths.find(|path| self.has(path))
    }

    /// Remembers something that the author should know.
    pub(super) fn notice(&self, notice: Notice) {
        if self.noticed.borrow_mut().insert(notice.clone()) {
            self.notices.borrow_mut().push(notice);
        }
    }

    /// Remembers that a navigation names a chapter that is not there.
    pub(super) fn missing_chapter(&self, written: &str, origin: Origin) {
        self.notice(Notice {
            kind: NoticeKind::MissingFile,
            origin,
            message: format!("there is no chapter {}", super::isolated(written)),
            hint: "write the file, or take the line out".to_owned(),
        });
    }

    /// Remembers a part of a navigation that only a program could work out.
    pub(super) fn not_run(&self, origin: Origin) {
        self.notice(Notice {
            kind: NoticeKind::NotRun,
            origin,
            message: "this part of the navigation is worked out by a program".to_owned(),
            hint: "list the files under `chapters` in book.toml where the order matters".to_owned(),
        });
    }

    /// How many things of a kind the author should know so far.
    pub(super) fn count_notices(&self, kind: NoticeKind) -> usize {
        let notices = self.notices.borrow();
        notices.iter().filter(|notice| notice.kind == kind).count()
    }

    /// What the author should know, in the order of finding.
    pub(super) fn take_notices(&self) -> Vec<Notice> {
        self.noticed.take();
        self.notices.take()
    }
}

/// A line of a file.
pub(super) fn at(path: &BookPath, line: usize) -> Origin {
    Origin::File {
        path: path.clone(),
        line,
    }
}

/// A path below a folder; empty for the folder given.
pub(super) fn joined(folder: &str, name: &str) -> String {
    match (folder, name) {
        (_, "" | ".") => folder.to_owned(),
        ("", name) => name.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// Whether a path lies in a folder or below it; everything lies below the empty one.
pub(super) fn is_under(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a file is Markdown by its ending.
pub(super) fn is_markdown(path: &BookPath) -> bool {
    let ending = path.extension();
    MARKDOWN.contains(&ending.as_str()) || COMPUTED.contains(&ending.as_str())
}

/// The name of a file without its ending.
pub(super) fn stem(path: &BookPath) -> &str {
    let name = path.file_name();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
