//! What a layout's reader has found in, the whole plan out: entries without files taken out, every
//! Markdown file accounted for, and title and language found where nothing says them.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{reason, taken_in};
use super::article::Text;
use super::companions;
use super::folder::is_home_page;
use super::layouts::Reading;
use super::letters::Letters;
use super::order::as_title;
use super::plan::{
    BookPlan, Chapter, Entry, Found, Layout, LeftOut, Notice, NoticeKind, Origin, Reason,
};
use super::repository::{Repository, at, is_markdown, stem};
use super::{Refusal, Request, limits};
use crate::locale::{Direction, Language};
use crate::lookup::Seen;
use crate::source::BookPath;

/// Completes a reading.
///
/// # Errors
/// No chapter is left.
pub(super) fn complete(
    repository: &Repository<'_>,
    request: &Request,
    mut reading: Reading,
) -> Result<BookPlan, Refusal> {
    let mut pruned = Pruned {
        repository,
        others: others(&reading),
        seen: Seen::new(),
        left_out: BTreeMap::new(),
        count: 0,
    };
    let mut entries = pruned.entries(std::mem::take(&mut reading.entries), 0);
    if reading.layout != Layout::Listed && pruned.seen.len() > 1 {
        name_by_files(repository, &mut entries);
    }
    let left_out = pruned.left_out;
    let seen = pruned.seen;
    if seen.is_empty() {
        return Err(Refusal::NoChapters {
            layout: reading.layout,
            notices: repository.take_notices(),
        });
    }
    let mut facts = std::mem::take(&mut reading.facts);
    facts.language = Some(language(repository, request, &reading, facts.language));
    let mut plan = BookPlan {
        layout: reading.layout,
        own: reading.own,
        source: reading.edition.folder.clone(),
        facts,
        entries,
        roots: distinct(reading.roots.clone()),
        published: reading.published.clone(),
        dialects: reading.dialects.clone(),
        variables: std::mem::take(&mut reading.variables),
        left_out: Vec::new(),
        notices: Vec::new(),
    };
    if !plan.own
        && reading.edition.language.as_ref().is_some_and(is_by_name)
        && let Some(title) = title_of_edition(repository, &plan)
    {
        plan.facts.title = Some(title);
    }
    if plan.facts.title.is_none() {
        plan.facts.title = Some(title(repository, request, &plan));
    }
    plan.left_out = account(repository, &plan, &reading, left_out);
    tell_of_notebooks(repository);
    plan.notices = repository.take_notices();
    Ok(plan)
}

/// Says that notebooks are no chapters: a course may have one text, its README, and fifty of them.
fn tell_of_notebooks(repository: &Repository<'_>) {
    let notebooks = repository.notebooks();
    let Some(first) = notebooks.first() else {
        return;
    };
    let count = super::dump::counted(notebooks.len(), "notebook");
    repository.notice(Notice {
        kind: NoticeKind::NotRun,
        // Notebooks may be long, and no line of them is wrong.
        origin: Origin::Name,
        message: format!(
            "{count} of Jupyter not in the book, such as {}",
            super::isolated(first.as_str())
        ),
        hint: super::NOTEBOOK_HINT.to_owned(),
    });
}

/// Takes out of a tree what is no chapter.
struct Pruned<'r> {
    repository: &'r Repository<'r>,
    /// The files that belong to the book in other languages, though a navigation may name them.
    others: BTreeSet<BookPath>,
    seen: Seen<BookPath>,
    left_out: BTreeMap<BookPath, Reason>,
    count: usize,
}

impl Pruned<'_> {
    fn entries(&mut self, entries: Vec<Entry>, depth: usize) -> Vec<Entry> {
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            self.count += 1;
            if self.count > limits::ENTRIES || depth > limits::DEPTH {
                break;
            }
            match entry {
                Entry::Heading {
                    title,
                    origin,
                    entries,
                } => {
                    let entries = self.entries(entries, depth + 1);
                    if !entries.is_empty() {
                        kept.push(Entry::Heading {
                            title,
                            origin,
                            entries,
                        });
                    }
                }
                Entry::Chapter(chapter) => self.chapter(chapter, depth, &mut kept),
                draft @ Entry::Draft { .. } => kept.push(draft),
            }
        }
        kept
    }

    /// A file stands in a book once; what stands below a file that falls away moves up.
    fn chapter(&mut self, chapter: Chapter, depth: usize, kept: &mut Vec<Entry>) {
        let path = chapter.path.clone();
        let empty = self.repository.article(&path).text == Text::Nothing;
        let own = !self.others.contains(&path);
        let new = !empty && own && self.seen.insert(path.clone());
        let entries = self.entries(chapter.entries, depth + 1);
        if empty {
            let home = is_home_page(&self.repository.article(&path));
            let reason = if home {
                Reason::SitePage
            } else {
                Reason::Empty
            };
            self.left_out.insert(path, reason);
        }
        if new {
            kept.push(Entry::Chapter(Chapter { entries, ..chapter }));
            return;
        }
        match chapter.title.filter(|_| empty && !entries.is_empty()) {
            Some(title) => kept.push(Entry::Heading {
                title,
                origin: chapter.origin,
                entries,
            }),
            None => kept.extend(entries),
        }
    }
}

/// A chapter that nothing names is called as its file, where the author wrote that name in a language that runs from the
/// right: `۱-اصول مدیریت.md` says what its first words do not, `ch1.md` says nothing.
fn name_by_files(repository: &Repository<'_>, entries: &mut [Entry]) {
    for entry in entries {
        match entry {
            Entry::Chapter(chapter) => {
                let stem = stem(&chapter.path);
                let is_name = Letters::of(stem).is_mostly(Direction::Rtl);
                let untitled = chapter.title.is_none()
                    && is_name
                    && repository.article(&chapter.path).title().is_none();
                if untitled {
                    chapter.title = Some(as_title(stem));
                }
                name_by_files(repository, &mut chapter.entries);
            }
            Entry::Heading { entries, .. } => name_by_files(repository, entries),
            Entry::Draft { .. } => {}
        }
    }
}

fn others(reading: &Reading) -> BTreeSet<BookPath> {
    let left_out = reading.edition.left_out.iter();
    let others = left_out.filter(|file| matches!(file.reason, Reason::OtherLanguage(_)));
    others.map(|file| file.path.clone()).collect()
}

fn distinct(folders: Vec<String>) -> Vec<String> {
    let mut seen = Seen::new();
    let mut folders = folders;
    folders.retain(|folder| seen.insert(folder.clone()));
    folders
}

/// Every Markdown file that is no chapter, with the reason that was found first.
fn account(
    repository: &Repository<'_>,
    plan: &BookPlan,
    reading: &Reading,
    mut reasons: BTreeMap<BookPath, Reason>,
) -> Vec<LeftOut> {
    let chapters: BTreeSet<&BookPath> = plan
        .chapters()
        .iter()
        .map(|chapter| &chapter.path)
        .collect();
    let told = reading.left_out.iter().chain(&reading.edition.left_out);
    for LeftOut { path, reason } in told.chain(repository.passed_over()) {
        reasons
            .entry(path.clone())
            .or_insert_with(|| reason.clone());
    }
    let all = repository.markdown_under("").into_iter();
    let rest: Vec<BookPath> = all
        .filter(|path| !chapters.contains(path) && !reasons.contains_key(path))
        .collect();
    let taken_in = if rest.is_empty() {
        BTreeSet::new()
    } else {
        let paths = chapters.iter().copied();
        taken_in(repository, paths, &plan.roots)
    };
    for path in rest {
        let reason = if taken_in.contains(&path) {
            Reason::Included
        } else {
            reason(repository, &path, &reading.edition.folder)
        };
        reasons.insert(path, reason);
    }
    let left_out = reasons
        .into_iter()
        .filter(|(path, _)| !chapters.contains(path));
    let mut left_out: Vec<LeftOut> = left_out
        .map(|(path, reason)| LeftOut { reason, path })
        .collect();
    left_out.sort();
    left_out
}

/// The language of the book: asked for, else said by its settings, else shown by its folder or letters.
///
/// Tools write `language = "en"` into settings that nobody looks at again: a language that runs the
/// other way than nearly all of the text is not believed.
fn language(
    repository: &Repository<'_>,
    request: &Request,
    reading: &Reading,
    said: Option<Found<Language>>,
) -> Found<Language> {
    let edition = &reading.edition;
    if let Some(asked) = &request.language {
        // `--language fa` for a book that calls itself fa-AF.
        let near = [&said, &edition.language].into_iter().flatten();
        let mut near = near.filter(|found| found.value.primary() == asked.primary());
        let value = near.next().map_or(*asked, |found| found.value);
        let origin = Origin::Request;
        return Found { value, origin };
    }
    let shown = edition.language.clone().unwrap_or_else(|| Found {
        value: Language::persian(),
        origin: Origin::Letters,
    });
    let Some(said) = said else {
        return shown;
    };
    let own = matches!(&said.origin, Origin::File { path, .. } if path.as_str() == "book.toml");
    if own && reading.layout != Layout::MdBook {
        return said;
    }
    let letters = edition.letters.direction();
    let believed = letters.is_none_or(|direction| direction == said.value.direction());
    // Of several languages one was chosen: the settings speak of the site.
    let chosen = shown.origin == Origin::Name && shown.value.primary() != said.value.primary();
    if believed && !chosen {
        return said;
    }
    if !chosen && letters == Some(Direction::Rtl) {
        repository.notice(Notice {
            kind: NoticeKind::BadValue,
            origin: said.origin,
            message: format!(
                "the language is {}, but the text is {}, which is taken",
                super::isolated(said.value.as_str()),
                super::isolated(shown.value.as_str())
            ),
            hint: format!("write {} there", shown.value),
        });
    }
    shown
}

/// A title where nothing says one: that of the index in the book's language, of the only chapter, of an
/// index in another language; the folder's name; the first heading.
fn title(repository: &Repository<'_>, request: &Request, plan: &BookPlan) -> Found<String> {
    let root = request.folder_name.as_deref().unwrap_or_default();
    let chapters = plan.chapters();
    let direction = plan
        .facts
        .language
        .as_ref()
        .map(|found| found.value.direction());
    let indices = indices(repository, plan);
    let in_language = |path: &&BookPath| {
        repository
            .letters(path)
            .direction()
            .is_none_or(|found| Some(found) == direction)
    };
    let lone = chapters
        .iter()
        .map(|chapter| &chapter.path)
        .filter(|_| chapters.len() == 1);
    let own = indices.iter().filter(in_language).chain(lone);
    let mut titled = own
        .chain(&indices)
        .filter_map(|path| heading_of(repository, path))
        .filter(|title| chapters.len() == 1 || !is_of_a_page(&title.value));
    if let Some(title) = titled.next() {
        return title;
    }
    let mut names = plan.source.split('/').rev().chain([root]);
    let named = names.find(|name| !name.is_empty() && !is_plain_folder(name));
    if let Some(name) = named {
        return Found {
            value: as_title(name),
            origin: Origin::Name,
        };
    }
    let first = chapters
        .first()
        .and_then(|chapter| heading_of(repository, &chapter.path));
    first.unwrap_or_else(|| Found {
        value: as_title(if root.is_empty() { "book" } else { root }),
        origin: Origin::Name,
    })
}

fn is_by_name(language: &Found<Language>) -> bool {
    language.value.direction() == Direction::Rtl && language.origin == Origin::Name
}

/// The title of one translation among others, where the settings call the site by a name in Latin letters: that of the
/// index of its own folder.
fn title_of_edition(repository: &Repository<'_>, plan: &BookPlan) -> Option<Found<String>> {
    let said = plan.facts.title.as_ref()?;
    if !Letters::of(&said.value).is_foreign_to(Direction::Rtl) {
        return None;
    }
    let own = indices(repository, plan).into_iter();
    let mut own = own.filter(|path| !plan.source.is_empty() && path.folder() == plan.source);
    let title = heading_of(repository, &own.next()?)?;
    let is_own = Letters::of(&title.value).is_mostly(Direction::Rtl);
    (is_own && !is_of_a_page(&title.value)).then_some(title)
}

/// Whether a title is that of a first page, and says nothing of the book: «فهرس المواضيع 🌠».
fn is_of_a_page(title: &str) -> bool {
    let words = title.trim_matches(|sign: char| !sign.is_alphanumeric());
    OF_A_PAGE
        .iter()
        .any(|known| known.eq_ignore_ascii_case(words))
}

/// How the first page of a site is called, whatever the site is about.
const OF_A_PAGE: [&str; 24] = [
    "خانه",
    "صفحه اصلی",
    "صفحهٔ اصلی",
    "مقدمه",
    "پیشگفتار",
    "فهرست",
    "معرفی",
    "الرئيسية",
    "الصفحة الرئيسية",
    "مقدمة",
    "المقدمة",
    "صفحہ اول",
    "תוכן העניינים",
    "דף הבית",
    "מבוא",
    "فهرست مطالب",
    "الفهرس",
    "المحتويات",
    "فهرس المواضيع",
    "فهرس المحتويات",
    "جدول المحتويات",
    "فہرست",
    "Contents",
    "Table of contents",
];

/// The indices and READMEs of the folder that holds the text, then of the folder given.
fn indices(repository: &Repository<'_>, plan: &BookPlan) -> Vec<BookPath> {
    let folders = [plan.source.as_str(), ""];
    let files = folders
        .iter()
        .flat_map(|folder| repository.files_in(folder));
    let mut indices: Vec<BookPath> = files
        .filter(|path| is_markdown(path) && companions::is_index(path))
        .cloned()
        .collect();
    indices.dedup();
    indices
}

fn heading_of(repository: &Repository<'_>, path: &BookPath) -> Option<Found<String>> {
    let title = repository.article(path).title()?;
    Some(Found {
        value: title.words,
        origin: at(path, title.line),
    })
}

/// Whether a folder's name says nothing of the book.
fn is_plain_folder(name: &str) -> bool {
    const PLAIN: [&str; 12] = [
        "src",
        "docs",
        "doc",
        "book",
        "content",
        "contents",
        "chapters",
        "manuscript",
        "text",
        "source",
        "md",
        ".",
    ];
    let lower = name.to_lowercase();
    PLAIN.contains(&lower.as_str())
        || super::languages::names_language(name)
        || lower.starts_with('_')
}
