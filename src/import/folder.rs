//! A folder of Markdown files in, its chapters in reading order out: the index of each folder first,
//! then files and folders together, by the place they give themselves, else by their names.
//!
//! ```text
//! 1-js/index.md                             a part, and its text
//! 1-js/01-getting-started/index.md
//! 1-js/01-getting-started/1-intro/article.md
//! 1-js/01-getting-started/1-intro/1-alert/task.md, solution.md
//! ```

use super::article::{Article, Text};
use super::languages::Edition;
use super::letters::Letters;
use super::order::{NameKey, Placed, as_title, by_place};
use super::plan::{Chapter, Entry, LeftOut, Matter, Origin, Reason, collect};
use super::repository::{Repository, at, is_markdown, joined, stem};
use super::siblings::Siblings;
use super::{companions, limits};
use crate::locale::Direction;
use crate::lookup::Lookup;
use crate::source::BookPath;

/// Puts the files of folders in order.
pub(super) struct FolderOrder<'r> {
    /// The files.
    pub(super) repository: &'r Repository<'r>,
    /// Those that the book can have.
    pub(super) edition: &'r Edition,
    /// The places that the links of an index give.
    pub(super) linked: Lookup<BookPath, f64>,
    /// Those that were left out on the way.
    pub(super) left_out: Vec<LeftOut>,
}

/// A file or folder among its neighbours.
struct Neighbour {
    /// Its name, without an ending.
    name: String,
    placed: Placed,
    entry: Entry,
}

/// The files of one folder by what they are for.
struct Sorted {
    index: Option<BookPath>,
    chapters: Vec<BookPath>,
}

impl<'r> FolderOrder<'r> {
    pub(super) fn new(repository: &'r Repository<'r>, edition: &'r Edition) -> Self {
        Self {
            repository,
            edition,
            linked: Lookup::new(),
            left_out: Vec::new(),
        }
    }

    /// The chapters of the folder that holds the book's text: its index is a preface.
    pub(super) fn book(&mut self, folder: &str) -> Vec<Entry> {
        let Sorted { index, chapters } = self.sort(folder);
        let (mut neighbours, _) = self.neighbours(folder, chapters, 0);
        self.leave_out_strangers(&mut neighbours);
        let mut entries = entries_of(neighbours);
        let preface = index.filter(|index| self.is_preface(index, !entries.is_empty()));
        if let Some(path) = preface {
            entries.insert(0, preface_of(path, !entries.is_empty()));
        }
        entries
    }

    /// The index of a folder around the one that holds the book's text, where it is a preface.
    pub(super) fn preface(&mut self, folder: &str) -> Option<Entry> {
        let index = self.sort(folder).index?;
        self.is_preface(&index, true)
            .then(|| preface_of(index, true))
    }

    /// Whether the index of the whole book is to be read: it has text of its own, in the book's language.
    fn is_preface(&mut self, index: &BookPath, others: bool) -> bool {
        let article = self.repository.article(index);
        let reason = if article.text == Text::Tags || is_home_page(&article) {
            Some(Reason::SitePage)
        } else if article.text == Text::Nothing {
            Some(Reason::Empty)
        } else if others && self.runs_against(index) {
            Some(Reason::AboutRepository)
        } else {
            None
        };
        let told = reason.is_none();
        if let Some(reason) = reason {
            self.leave_out(index.clone(), reason);
        }
        told
    }

    /// Whether a text runs the other way than the book: a README for those who work on it. One with
    /// a foreign title and much foreign text is one, too: English notes, then Persian ones.
    fn runs_against(&self, path: &BookPath) -> bool {
        let own = self.edition.direction();
        let article = self.repository.article(path);
        let letters = self.repository.letters(path);
        let heading = article
            .heading
            .as_ref()
            .map(|heading| Letters::of(&heading.words));
        let titled = heading.is_some_and(|letters| letters.is_foreign_to(own));
        let direction = letters.direction();
        direction.is_some_and(|direction| direction != own) || titled && !letters.is_mostly(own)
    }

    fn leave_out(&mut self, path: BookPath, reason: Reason) {
        self.left_out.push(LeftOut { reason, path });
    }

    /// The files of a folder: its index, and those that can be chapters.
    fn sort(&mut self, folder: &str) -> Sorted {
        let files = self.repository.files_in(folder).iter();
        let members: Vec<BookPath> = files
            .filter(|path| is_markdown(path) && self.edition.has(path))
            .cloned()
            .collect();
        let (mut indices, mut chapters) = (Vec::new(), Vec::new());
        for path in members {
            if let Some(reason) = self.reason(&path) {
                self.leave_out(path, reason);
            } else if companions::is_index(&path) {
                indices.push(path);
            } else if self.is_chapter(&path) {
                chapters.push(path);
            }
        }
        indices.sort_by_key(companions::index_rank);
        let mut indices = indices.into_iter();
        let index = indices.next().or_else(|| take_task(&mut chapters));
        // A README beside an index is about the folder.
        for path in indices {
            self.leave_out(path, Reason::AboutRepository);
        }
        Sorted { index, chapters }
    }

    /// Why a file is no chapter by its name. An article about codes of conduct has front matter with a title; the
    /// file of a repository, in small letters or not, has none.
    fn reason(&self, path: &BookPath) -> Option<Reason> {
        let reason = companions::reason(path)?;
        let article = self.repository.article(path);
        let titled = article.front.text_at("title").is_some();
        let small = path.file_name().starts_with(char::is_lowercase);
        let chapter = reason == Reason::AboutRepository && titled && small;
        (!chapter).then_some(reason)
    }

    fn is_chapter(&mut self, path: &BookPath) -> bool {
        let article = self.repository.article(path);
        let reason = match article.text {
            _ if article.is_hidden() => Reason::Draft,
            Text::Nothing => Reason::Empty,
            Text::Tags => Reason::SitePage,
            Text::Heading | Text::Paragraphs => return true,
        };
        self.leave_out(path.clone(), reason);
        false
    }

    /// The chapters below the index of a folder, and what the folder says of itself and of them.
    fn neighbours(
        &mut self,
        folder: &str,
        mut chapters: Vec<BookPath>,
        depth: usize,
    ) -> (Vec<Neighbour>, Siblings) {
        let mut all = Vec::new();
        let folders: Vec<String> = self
            .repository
            .folders_in(folder)
            .map(str::to_owned)
            .collect();
        for name in folders {
            let inside = joined(folder, &name);
            let Sorted {
                index,
                chapters: mut own,
            } = self.sort(&inside);
            // A note beside a folder of its name is about it (Notion, folder notes of Obsidian), and so is one in
            // it (Docusaurus).
            let index = index
                .or_else(|| take_named(&mut chapters, &inside))
                .or_else(|| take_named(&mut own, &joined(&inside, &name)));
            let inner = Sorted {
                index,
                chapters: own,
            };
            all.extend(self.folder(&inside, inner, depth + 1));
        }
        all.extend(chapters.into_iter().map(|path| self.file(path)));
        let siblings = Siblings::of(self.repository, folder);
        for neighbour in &mut all {
            neighbour.obey(&siblings);
        }
        lift_lone_chapters(&mut all);
        all.sort_by(|a, b| by_place(&a.placed, &b.placed));
        (all, siblings)
    }

    fn file(&self, path: BookPath) -> Neighbour {
        let article = self.repository.article(&path);
        let name = stem(&path).to_owned();
        let key = NameKey::of(&name);
        let matter = key.matter();
        let linked = self.linked.get(&path).copied();
        let order = article.order().or(linked);
        let placed = Placed { order, key };
        let entry = Entry::Chapter(Chapter {
            path,
            title: None,
            origin: Origin::Name,
            matter,
            entries: Vec::new(),
        });
        Neighbour {
            name,
            placed,
            entry,
        }
    }

    /// A folder as a chapter with chapters below it, or as a heading above them.
    fn folder(&mut self, folder: &str, inner: Sorted, depth: usize) -> Option<Neighbour> {
        if depth >= limits::DEPTH {
            return None;
        }
        let name = folder.rsplit_once('/').map_or(folder, |(_, name)| name);
        let Sorted { index, chapters } = inner;
        let (neighbours, siblings) = self.neighbours(folder, chapters, depth);
        let entries = entries_of(neighbours);
        let article = index.as_ref().map(|index| self.repository.article(index));
        let own = article.as_ref().and_then(|article| article.order());
        let linked = || self.first_linked(index.as_ref(), &entries);
        let order = siblings.position.or(own).or_else(linked);
        let entry = match (index, article) {
            (Some(index), Some(article)) => self.with_index(index, &article, entries, name)?,
            _ if entries.is_empty() => return None,
            _ => Entry::Heading {
                title: siblings.title.unwrap_or_else(|| as_title(name)),
                origin: Origin::Name,
                entries,
            },
        };
        let key = NameKey::of(name);
        Some(Neighbour {
            name: name.to_owned(),
            placed: Placed { order, key },
            entry,
        })
    }

    /// A folder with an index: the index is a chapter where it has text, else it gives the title.
    fn with_index(
        &mut self,
        index: BookPath,
        article: &Article,
        entries: Vec<Entry>,
        name: &str,
    ) -> Option<Entry> {
        if article.is_hidden() {
            self.leave_out(index, Reason::Draft);
            return headed(as_title(name), Origin::Name, entries);
        }
        if matches!(article.text, Text::Paragraphs | Text::Heading) {
            return Some(Entry::Chapter(Chapter {
                path: index,
                title: None,
                origin: Origin::Name,
                matter: NameKey::of(name).matter(),
                entries,
            }));
        }
        let title = article.title();
        let reason = if title.is_some() {
            Reason::Read
        } else {
            Reason::Empty
        };
        let (title, origin) = match title {
            Some(title) => (title.words, at(&index, title.line)),
            None => (as_title(name), Origin::Name),
        };
        self.leave_out(index, reason);
        headed(title, origin, entries)
    }

    /// The first place that links give to anything in a folder.
    fn first_linked(&self, index: Option<&BookPath>, entries: &[Entry]) -> Option<f64> {
        if self.linked.is_empty() {
            return None;
        }
        let mut below = Vec::new();
        collect(entries, &mut below);
        let paths = below.iter().map(|chapter| &chapter.path).chain(index);
        let places = paths.filter_map(|path| self.linked.get(path).copied());
        places.min_by(f64::total_cmp)
    }

    /// Leaves out files without a number and in another script beside numbered ones: `css.md` in
    /// English beside `1-js` and `2-ui` of a Persian book.
    fn leave_out_strangers(&mut self, neighbours: &mut Vec<Neighbour>) {
        let numbered = |neighbour: &Neighbour| neighbour.placed.key.is_numbered();
        let count = neighbours
            .iter()
            .filter(|neighbour| numbered(neighbour))
            .count();
        if count * 2 < neighbours.len() {
            return;
        }
        let direction = self.edition.direction();
        let mut strangers = Vec::new();
        neighbours.retain(|neighbour| {
            let Entry::Chapter(chapter) = &neighbour.entry else {
                return true;
            };
            let placed = numbered(neighbour) || neighbour.placed.order.is_some();
            let letters = self.repository.letters(&chapter.path);
            let foreign = letters.is_foreign_to(direction);
            let stranger = foreign && !placed && chapter.entries.is_empty();
            if stranger {
                strangers.push(chapter.path.clone());
            }
            !stranger
        });
        for path in strangers {
            let language = self.repository.letters(&path).language();
            let tag = language.map_or_else(|| "en".to_owned(), |tag| tag.to_string());
            self.leave_out(path, Reason::OtherLanguage(tag));
        }
    }
}

impl Neighbour {
    /// Takes the place and the title that the folder around it gives.
    fn obey(&mut self, siblings: &Siblings) {
        let Some(member) = siblings.members.get(&self.name) else {
            self.placed.order = siblings.rest.or(self.placed.order);
            return;
        };
        self.placed.order = Some(member.place);
        let Some(given) = &member.title else {
            return;
        };
        match &mut self.entry {
            Entry::Chapter(chapter) => chapter.title = Some(given.clone()),
            Entry::Heading { title, .. } => title.clone_from(given),
            Entry::Draft { .. } => {}
        }
    }
}

/// Folders of one chapter each are no parts (`01-introduction/01-chapter1.md`), unless the author named them in the
/// script of the book.
fn lift_lone_chapters(neighbours: &mut [Neighbour]) {
    let is_part = |entry: &Entry| match entry {
        Entry::Heading { title, entries, .. } => {
            let lone = matches!(entries.as_slice(), [Entry::Chapter(_)]);
            !lone || Letters::of(title).is_mostly(Direction::Rtl)
        }
        Entry::Chapter(_) | Entry::Draft { .. } => false,
    };
    if neighbours.iter().any(|neighbour| is_part(&neighbour.entry)) {
        return;
    }
    for neighbour in neighbours {
        if let Entry::Heading { entries, .. } = &mut neighbour.entry
            && let Some(chapter) = entries.pop()
        {
            neighbour.entry = chapter;
        }
    }
}

/// The file of a path without an ending, among sorted ones.
fn take_named(chapters: &mut Vec<BookPath>, named: &str) -> Option<BookPath> {
    let mut endings = ["md", "markdown", "mdx"].iter();
    endings.find_map(|ending| {
        let path = BookPath::new(&format!("{named}.{ending}")).ok()?;
        let at = chapters.binary_search(&path).ok()?;
        Some(chapters.remove(at))
    })
}

/// The exercise of a folder that has no index: its solution stands below it.
fn take_task(chapters: &mut Vec<BookPath>) -> Option<BookPath> {
    let at = chapters.iter().position(|path| stem(path) == "task")?;
    Some(chapters.remove(at))
}

fn entries_of(neighbours: Vec<Neighbour>) -> Vec<Entry> {
    neighbours
        .into_iter()
        .map(|neighbour| neighbour.entry)
        .collect()
}

fn headed(title: String, origin: Origin, entries: Vec<Entry>) -> Option<Entry> {
    let heading = Entry::Heading {
        title,
        origin,
        entries,
    };
    (!heading.entries().is_empty()).then_some(heading)
}

fn preface_of(path: BookPath, others: bool) -> Entry {
    Entry::Chapter(Chapter {
        path,
        title: None,
        origin: Origin::Name,
        matter: if others { Matter::Front } else { Matter::Body },
        entries: Vec::new(),
    })
}

/// Whether a page is the home page of a site, which a program fills.
pub(super) fn is_home_page(article: &Article) -> bool {
    let home = |key| {
        matches!(
            article.front.text_at(key),
            Some("home" | "landing" | "splash")
        )
    };
    let hero = article.front.get("hero").is_some() || article.front.is_true("home");
    hero || (home("layout") || home("template")) && article.text != Text::Paragraphs
}
