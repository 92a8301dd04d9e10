//! The layouts of books, one reader each, and the table in which they are tried.

mod bookdown;
mod chosen;
mod counterparts;
mod docsify;
mod docusaurus;
mod gitbook;
mod hugo;
mod jekyll;
mod jupyter;
mod leanpub;
mod listed_chapters;
mod mdbook;
mod mkdocs;
mod obsidian;
mod pandoc;
mod pattern;
mod plain;
mod quarto;
mod scant;
mod sphinx;
mod starlight;
mod vite;

use std::collections::{BTreeMap, BTreeSet};

use super::data::Document;
use super::folder::FolderOrder;
use super::languages::{self, Edition};
use super::listed::Bases;
use super::plan::{Dialect, Entry, Facts, Found, Layout, LeftOut, Origin, collect};
use super::repository::{Repository, is_markdown, joined};
use super::{BookToml, Refusal, Request, companions, limits};
use crate::locale::Language;
use crate::lookup::Lookup;
use crate::source::BookPath;

/// Where a book may lie, and what is asked of it.
pub(super) struct Site<'r> {
    /// The files.
    pub(super) repository: &'r Repository<'r>,
    /// The folder that holds the settings, empty for the folder given.
    pub(super) base: String,
    /// The language asked for on the command line or by our own `book.toml`.
    pub(super) language: Option<Found<Language>>,
    /// Our own `book.toml`.
    pub(super) own: Option<Document>,
}

/// What a reader found; `complete` makes the plan of it.
pub(super) struct Reading {
    pub(super) layout: Layout,
    /// Whether there is a `book.toml` of ours.
    pub(super) own: bool,
    pub(super) edition: Edition,
    pub(super) facts: Facts,
    pub(super) entries: Vec<Entry>,
    pub(super) roots: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) dialects: BTreeSet<Dialect>,
    pub(super) variables: BTreeMap<String, String>,
    pub(super) left_out: Vec<LeftOut>,
}

/// A layout: how it is known, and how it is read.
struct Reader {
    /// Whether the layout lies in the base of a site; asks for few files.
    detect: fn(&Site<'_>) -> bool,
    /// Reads it.
    read: fn(&Site<'_>) -> Result<Reading, Refusal>,
    /// Whether the settings may lie in a folder below the one given (`docs/mkdocs.yml`).
    below: Below,
}

/// Where the settings of a layout may lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    /// In the folder given alone.
    Never,
    /// In folders below it, too.
    Allowed,
}

/// The readers, in the order in which they are tried.
const READERS: &[Reader] = &[
    Reader {
        detect: listed_chapters::detect,
        read: listed_chapters::read,
        below: Below::Never,
    },
    Reader {
        detect: mdbook::detect,
        read: mdbook::read,
        below: Below::Allowed,
    },
    Reader {
        detect: quarto::detect,
        read: quarto::read,
        below: Below::Allowed,
    },
    Reader {
        detect: bookdown::detect,
        read: bookdown::read,
        below: Below::Allowed,
    },
    Reader {
        detect: jupyter::detect,
        read: jupyter::read,
        below: Below::Allowed,
    },
    Reader {
        detect: sphinx::detect,
        read: sphinx::read,
        below: Below::Allowed,
    },
    Reader {
        detect: leanpub::detect,
        read: leanpub::read,
        below: Below::Allowed,
    },
    Reader {
        detect: gitbook::detect,
        read: gitbook::read,
        below: Below::Allowed,
    },
    Reader {
        detect: mkdocs::detect,
        read: mkdocs::read,
        below: Below::Allowed,
    },
    Reader {
        detect: docusaurus::detect,
        read: docusaurus::read,
        below: Below::Allowed,
    },
    Reader {
        detect: vite::detect_vitepress,
        read: vite::read_vitepress,
        below: Below::Allowed,
    },
    Reader {
        detect: vite::detect_vuepress,
        read: vite::read_vuepress,
        below: Below::Allowed,
    },
    Reader {
        detect: starlight::detect,
        read: starlight::read,
        below: Below::Allowed,
    },
    Reader {
        detect: hugo::detect,
        read: hugo::read,
        below: Below::Allowed,
    },
    Reader {
        detect: docsify::detect,
        read: docsify::read,
        below: Below::Allowed,
    },
    Reader {
        detect: jekyll::detect,
        read: jekyll::read,
        below: Below::Allowed,
    },
    Reader {
        detect: pandoc::detect,
        read: pandoc::read,
        below: Below::Never,
    },
    Reader {
        detect: obsidian::detect,
        read: obsidian::read,
        below: Below::Never,
    },
    Reader {
        detect: plain::detect,
        read: plain::read,
        below: Below::Never,
    },
];

/// Reads a folder by the first layout that it has.
///
/// # Errors
/// A reader refuses: several languages, no chapters.
pub(super) fn read(repository: &Repository<'_>, request: &Request) -> Result<Reading, Refusal> {
    let mut site = Site::new(repository, request);
    let here = |site: &Site<'_>, below: Option<Below>| {
        let readers = READERS
            .iter()
            .filter(|reader| below.is_none_or(|below| reader.below == below));
        { readers }.find(|reader| (reader.detect)(site))
    };
    let mut found = here(&site, None);
    // What names alone put in order gives way to settings that lie in a folder below.
    if found.is_none_or(|reader| reader.below == Below::Never && !site.is_listed()) {
        let all = count_texts(repository, "");
        for base in bases_below(repository) {
            let deeper = Site {
                base,
                ..site.clone()
            };
            if let Some(reader) =
                here(&deeper, Some(Below::Allowed)).filter(|_| deeper.is_most(all))
            {
                found = Some(reader);
                site = deeper;
                break;
            }
        }
    }
    let reader = found.unwrap_or(&READERS[READERS.len() - 1]);
    let mut reading = (reader.read)(&site)?;
    counterparts::take(&mut reading);
    order_by_names_if_empty(&site, &mut reading);
    scant::mend(&site, &mut reading);
    if let Some(own) = &site.own {
        reading.own = true;
        let mut facts = Facts::default();
        facts.complete_from(own, "book");
        facts.complete_cover(repository, own, "book");
        facts.complete_with(std::mem::take(&mut reading.facts));
        reading.facts = facts;
    }
    Ok(reading)
}

/// A navigation that leads to no file at all is none: the order of names stands in.
fn order_by_names_if_empty(site: &Site<'_>, reading: &mut Reading) {
    let mut chapters = Vec::new();
    collect(&reading.entries, &mut chapters);
    if !chapters.is_empty() || reading.layout == Layout::Listed {
        return;
    }
    reading.entries.clear();
    let folder = reading.edition.folder.clone();
    plain::order(site, &folder, reading);
}

/// Gives parts and chapters the titles that their translation has, by those of the navigation.
fn relabel(entries: &mut [Entry], labels: &Lookup<&str, &str>) {
    let translated = |title: &mut String| {
        if let Some(label) = labels.get(title.as_str()) {
            *title = (*label).to_owned();
        }
    };
    for entry in entries {
        match entry {
            Entry::Heading { title, entries, .. } => {
                translated(title);
                relabel(entries, labels);
            }
            Entry::Chapter(chapter) => {
                chapter.title.iter_mut().for_each(translated);
                relabel(&mut chapter.entries, labels);
            }
            Entry::Draft { title, .. } => translated(title),
        }
    }
}

/// How many Markdown files a folder has that are not about the repository.
fn count_texts(repository: &Repository<'_>, folder: &str) -> usize {
    let files = repository.markdown_under(folder);
    let texts = files
        .iter()
        .filter(|path| companions::reason(path).is_none());
    texts.count()
}

/// Whose settings `book.toml` holds.
pub(super) fn book_toml(repository: &Repository<'_>) -> BookToml {
    let Some(path) = repository.file("", "book.toml") else {
        return BookToml::Missing;
    };
    let theirs = repository
        .document(&path)
        .is_some_and(|document| mdbook::is_settings(repository, &document));
    if theirs {
        BookToml::MdBook
    } else {
        BookToml::Own
    }
}

/// The folders below the one given, shallow ones first.
fn bases_below(repository: &Repository<'_>) -> Vec<String> {
    let mut level = vec![String::new()];
    let mut all = Vec::new();
    for _ in 0..limits::SITE_DEPTH {
        let below = level.iter().flat_map(|folder| {
            let names = repository.folders_in(folder);
            names.map(|name| joined(folder, name)).collect::<Vec<_>>()
        });
        level = below.collect();
        all.extend(level.iter().cloned());
    }
    all
}

impl Clone for Site<'_> {
    fn clone(&self) -> Self {
        Self {
            repository: self.repository,
            base: self.base.clone(),
            language: self.language.clone(),
            own: self.own.clone(),
        }
    }
}

impl<'r> Site<'r> {
    fn new(repository: &'r Repository<'r>, request: &Request) -> Self {
        // mdBook's settings have the same name; its reader reads them.
        let own = repository.document_named("", &["book.toml"]);
        let own = own.filter(|own| !mdbook::is_settings(repository, own));
        let asked = request.language.map(|value| Found {
            value,
            origin: Origin::Request,
        });
        let said = || {
            let found = own.as_ref()?.text("book.language")?;
            let value = Language::new(&found.value)?;
            let origin = found.origin;
            Some(Found { value, origin })
        };
        Self {
            repository,
            base: String::new(),
            language: asked.or_else(said),
            own,
        }
    }

    /// Whether our own `book.toml` lists the chapters.
    fn is_listed(&self) -> bool {
        listed_chapters::detect(self)
    }

    /// Whether the base holds at least half of all texts: a site about a program is no book.
    fn is_most(&self, all: usize) -> bool {
        count_texts(self.repository, &self.base) * 2 >= all
    }

    /// A file in the base, whatever the case of its name.
    pub(super) fn named(&self, names: &[&str]) -> Option<BookPath> {
        self.repository.named(&self.base, names)
    }

    /// A settings file in the base.
    pub(super) fn document(&self, names: &[&str]) -> Option<Document> {
        self.repository.document_named(&self.base, names)
    }

    /// A script in the base, its literals read.
    pub(super) fn script(&self, names: &[&str]) -> Option<Document> {
        let path = self.named(names)?;
        self.repository.script(&path)
    }

    /// A folder below the base, where the settings name one; climbing out is not followed.
    pub(super) fn folder(&self, written: &str) -> String {
        let written = written.trim().trim_start_matches('/');
        let below = BookPath::new(&joined(&self.base, written));
        below.map_or_else(|_| self.base.clone(), |path| path.as_str().to_owned())
    }

    /// The edition in one language of the Markdown below a folder.
    ///
    /// # Errors
    /// It is there in several languages and none was asked for, or not in the one asked for.
    pub(super) fn edition(&self, source: &str) -> Result<Edition, Refusal> {
        languages::choose(self.repository, source, self.language.as_ref())
    }

    /// The folders in which written paths may begin.
    pub(super) fn bases(&self, folders: &[&str]) -> Bases<'r> {
        Bases {
            repository: self.repository,
            folders: folders.iter().map(|folder| (*folder).to_owned()).collect(),
        }
    }

    /// The folders in which sites keep what is not text, those that are there, after those given.
    pub(super) fn roots(&self, first: &[&str]) -> Vec<String> {
        const USUAL: [&str; 5] = ["static", "public", "assets", "images", "src"];
        let mut roots: Vec<String> = first.iter().map(|folder| (*folder).to_owned()).collect();
        roots.push(self.base.clone());
        for parent in first.iter().copied().chain([self.base.as_str(), ""]) {
            let usual = USUAL.iter().map(|name| joined(parent, name));
            roots.extend(usual.filter(|folder| self.repository.has_folder(folder)));
        }
        roots.push(String::new());
        roots
    }
}

impl Reading {
    /// A reading of an edition without anything in it yet.
    pub(super) fn new(layout: Layout, edition: Edition, roots: Vec<String>) -> Self {
        Self {
            layout,
            own: false,
            edition,
            facts: Facts::default(),
            entries: Vec::new(),
            roots,
            published: None,
            dialects: BTreeSet::new(),
            variables: BTreeMap::new(),
            left_out: Vec::new(),
        }
    }

    /// Puts the files of a folder in the order of their names.
    pub(super) fn order_folder(&mut self, site: &Site<'_>, folder: &str) {
        let mut order = FolderOrder::new(site.repository, &self.edition);
        let entries = order.book(folder);
        let left_out = order.left_out;
        self.entries.extend(entries);
        self.left_out.extend(left_out);
    }

    /// Says which ways of writing the Markdown may have.
    pub(super) fn writes(&mut self, dialects: &[Dialect]) {
        self.dialects.extend(dialects);
    }
}

/// Whether a folder has a Markdown file in it or below it.
pub(super) fn has_markdown(repository: &Repository<'_>, folder: &str) -> bool {
    repository.files_in(folder).iter().any(is_markdown)
        || repository
            .folders_in(folder)
            .any(|name| has_markdown(repository, &joined(folder, name)))
}
