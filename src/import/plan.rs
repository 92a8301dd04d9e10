//! What a folder turned out to be: the book's chapters in reading order, what is known of the book,
//! where each fact was found, and what was left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::{Direction, Language};
use crate::source::BookPath;

/// How the files of a book are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// `book.toml` lists the chapters itself.
    Listed,
    /// mdBook: `src/SUMMARY.md`.
    MdBook,
    /// GitBook and HonKit: `SUMMARY.md`, `book.json`.
    GitBook,
    /// Quarto: `_quarto.yml`.
    Quarto,
    /// bookdown: `_bookdown.yml`.
    Bookdown,
    /// Jupyter Book: `_toc.yml`.
    JupyterBook,
    /// Sphinx with MyST: `conf.py`, `{toctree}`.
    Sphinx,
    /// Leanpub: `Book.txt`.
    Leanpub,
    /// MkDocs: `mkdocs.yml`.
    MkDocs,
    /// Docusaurus: `docusaurus.config.js`, `sidebars.js`.
    Docusaurus,
    /// VitePress: `.vitepress/config.ts`.
    VitePress,
    /// VuePress: `.vuepress/config.js`.
    VuePress,
    /// Starlight: `astro.config.mjs`, `src/content/docs`.
    Starlight,
    /// Hugo: `hugo.toml`, `content`.
    Hugo,
    /// Jekyll: `_config.yml`, collections.
    Jekyll,
    /// pandoc: a metadata or defaults file.
    Pandoc,
    /// docsify: `_sidebar.md`.
    Docsify,
    /// An Obsidian vault.
    Obsidian,
    /// Folders below folders, ordered by the numbers in their names.
    Folders,
    /// Chapters beside each other in one folder.
    Flat,
    /// One Markdown file.
    Single,
}

impl Layout {
    /// The name that its users know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listed => "book.toml",
            Self::MdBook => "mdBook",
            Self::GitBook => "GitBook",
            Self::Quarto => "Quarto",
            Self::Bookdown => "bookdown",
            Self::JupyterBook => "Jupyter Book",
            Self::Sphinx => "Sphinx",
            Self::Leanpub => "Leanpub",
            Self::MkDocs => "MkDocs",
            Self::Docusaurus => "Docusaurus",
            Self::VitePress => "VitePress",
            Self::VuePress => "VuePress",
            Self::Starlight => "Starlight",
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Pandoc => "pandoc",
            Self::Docsify => "docsify",
            Self::Obsidian => "Obsidian vault",
            Self::Folders => "folders of Markdown files",
            Self::Flat => "folder of Markdown files",
            Self::Single => "one Markdown file",
        }
    }
}

/// Where a fact about the book was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A line of a file, counted from 1.
    File {
        /// The file.
        path: BookPath,
        /// The line, from 1.
        line: usize,
    },
    /// The name of a folder or file.
    Name,
    /// The letters of the text.
    Letters,
    /// The command line.
    Request,
}

/// A fact and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The fact.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

/// A part that somebody had in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Wrote it.
    Author,
    /// Translated it.
    Translator,
    /// Edited it.
    Editor,
    /// Drew its pictures.
    Illustrator,
}

/// Somebody who had a part in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// The name as written.
    pub name: String,
    /// The part.
    pub part: Part,
}

/// What is known of the book apart from its chapters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The title.
    pub title: Option<Found<String>>,
    /// The subtitle.
    pub subtitle: Option<Found<String>>,
    /// Who made it, in the order named.
    pub people: Vec<Found<Contributor>>,
    /// Its language.
    pub language: Option<Found<Language>>,
    /// Its direction, where it is said apart from the language.
    pub direction: Option<Found<Direction>>,
    /// What it is about.
    pub description: Option<Found<String>>,
    /// An identifier.
    pub identifier: Option<Found<String>>,
    /// An ISBN.
    pub isbn: Option<Found<String>>,
    /// Who publishes it.
    pub publisher: Option<Found<String>>,
    /// The picture of its cover.
    pub cover: Option<Found<BookPath>>,
    /// Its date, as written.
    pub date: Option<Found<String>>,
    /// Its rights.
    pub rights: Option<Found<String>>,
    /// The files of the works that it cites.
    pub bibliography: Vec<Found<BookPath>>,
    /// The CSL style of its citations: a file of the folder, which ends with `.csl`, or the name of a style.
    pub citation_style: Option<Found<String>>,
    /// The works that it lists without a citation; `*` is all.
    pub nocite: Vec<String>,
}

/// A member of the tree of chapters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A title above chapters, without a text of its own.
    Heading {
        /// The title.
        title: String,
        /// Where it stands.
        origin: Origin,
        /// What it stands above.
        entries: Vec<Entry>,
    },
    /// A file, and the chapters below it.
    Chapter(Chapter),
    /// A chapter that is announced and not written.
    Draft {
        /// Its title.
        title: String,
        /// Where it stands.
        origin: Origin,
    },
}

/// A file of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The file.
    pub path: BookPath,
    /// The title that the navigation gives it.
    pub title: Option<String>,
    /// Where the navigation names it; the file's name where there is none.
    pub origin: Origin,
    /// Its place in the book.
    pub matter: Matter,
    /// The chapters below it.
    pub entries: Vec<Entry>,
}

/// Which part of a book a chapter belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matter {
    /// Before the numbered chapters: a preface.
    Front,
    /// The chapters.
    #[default]
    Body,
    /// After them: appendices, glossaries.
    Back,
}

/// Why a Markdown file is no chapter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is about the repository: CONTRIBUTING, LICENSE, a README for people who work on it.
    AboutRepository,
    /// It is the navigation or gives a part its title.
    Read,
    /// The navigation does not name it.
    Unlisted,
    /// It belongs to the book in another language.
    OtherLanguage(String),
    /// It says of itself that it is a draft, unpublished or hidden.
    Draft,
    /// There is nothing in it.
    Empty,
    /// The settings exclude it.
    Excluded,
    /// It lies outside the folder that holds the book's text.
    Outside,
    /// It is a page of the site: a search page, a list of tags.
    SitePage,
    /// A chapter takes it in.
    Included,
    /// It cannot be read.
    Unreadable,
    /// There are more files than are looked at.
    TooMany,
}

/// A Markdown file that is no chapter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Why.
    pub reason: Reason,
    /// The file.
    pub path: BookPath,
}

/// Something that the author should know of what was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Notice {
    /// What kind it is.
    pub kind: NoticeKind,
    /// Where.
    pub origin: Origin,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do now.
    pub hint: String,
}

/// What kind of thing the author should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// The navigation names a file that is not there.
    MissingFile,
    /// A settings file cannot be read, in whole or from a line on.
    BadSettings,
    /// A value was not believed, or is none.
    BadValue,
    /// Something that only a program could work out.
    NotRun,
}

/// A way of writing that the Markdown of a site has beside CommonMark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// mdBook: `{{#include file:anchor}}`.
    MdBook,
    /// GitBook: `{% hint %}`, `{% include %}`, `{{ book.name }}`.
    GitBook,
    /// Liquid: `{% include %}`, `{{ page.title }}`.
    Liquid,
    /// kramdown: `{: .class}`.
    Kramdown,
    /// Hugo: `{{< figure >}}`.
    Hugo,
    /// Containers of VitePress, VuePress, Docusaurus: `::: tip title`.
    Containers,
    /// MDX: JSX among Markdown.
    Mdx,
    /// Obsidian: `[[link]]`, `![[embed]]`, `> [!note]`.
    Obsidian,
    /// pandoc and Quarto: `::: {.class}`.
    Pandoc,
    /// Quarto with `execute: echo: false`: the code of cells is not shown.
    HiddenCode,
    /// MkDocs: `!!! note "title"`.
    MkDocs,
    /// MyST of Sphinx and Jupyter Book: `` ```{note} ``, `` {ref}`place` ``, `(label)=`.
    Myst,
    /// Leanpub: `A> aside`, `{: class}` above blocks.
    Leanpub,
}

/// A book as it was found in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookPlan {
    /// How its files are laid out.
    pub layout: Layout,
    /// Whether it has a `book.toml` of ours.
    pub own: bool,
    /// The folder that holds its text, empty where it is the folder given.
    pub source: String,
    /// What is known of it.
    pub facts: Facts,
    /// Its chapters in reading order.
    pub entries: Vec<Entry>,
    /// The folders in which a path that begins at the root of a site is looked for, in order; empty
    /// for the folder given.
    pub roots: Vec<String>,
    /// The address under which it is published.
    pub published: Option<String>,
    /// The ways of writing that its Markdown may have.
    pub dialects: BTreeSet<Dialect>,
    /// The values of names that its text uses (`{{ book.version }}`).
    pub variables: BTreeMap<String, String>,
    /// Every Markdown file of the folder that is no chapter.
    pub left_out: Vec<LeftOut>,
    /// What the author should know.
    pub notices: Vec<Notice>,
}

impl BookPlan {
    /// The chapters in reading order, those below others after them.
    pub fn chapters(&self) -> Vec<&Chapter> {
        let mut found = Vec::new();
        collect(&self.entries, &mut found);
        found
    }

    /// How many members of the top level have chapters below them.
    pub fn parts(&self) -> usize {
        let has_chapters = |entry: &&Entry| !entry.entries().is_empty();
        self.entries.iter().filter(has_chapters).count()
    }

    /// How many chapters are announced and not written.
    pub fn drafts(&self) -> usize {
        drafts(&self.entries)
    }
}

impl Entry {
    /// What stands below it.
    pub fn entries(&self) -> &[Self] {
        match self {
            Self::Heading { entries, .. } => entries,
            Self::Chapter(chapter) => &chapter.entries,
            Self::Draft { .. } => &[],
        }
    }

    /// A chapter of the body, without chapters below it.
    pub(super) fn chapter(path: BookPath, origin: Origin) -> Self {
        Self::titled(path, None, origin)
    }

    /// The same with the title that the navigation gives it.
    pub(super) fn titled(path: BookPath, title: Option<&str>, origin: Origin) -> Self {
        Self::Chapter(Chapter {
            path,
            title: title.map(str::to_owned),
            origin,
            matter: Matter::Body,
            entries: Vec::new(),
        })
    }
}

/// The chapters of a tree in reading order.
pub(super) fn collect<'p>(entries: &'p [Entry], found: &mut Vec<&'p Chapter>) {
    for entry in entries {
        if let Entry::Chapter(chapter) = entry {
            found.push(chapter);
        }
        collect(entry.entries(), found);
    }
}

fn drafts(entries: &[Entry]) -> usize {
    let of = |entry: &Entry| match entry {
        Entry::Draft { .. } => 1,
        other => drafts(other.entries()),
    };
    entries.iter().map(of).sum()
}
