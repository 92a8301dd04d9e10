//! Contents for readers and reading systems: headings in, the navigation document and the NCX out.
//!
//! EPUB 3.3, clause 7 (navigation document) and OPF 2.0.1, clause 2.4.1 (NCX, for old readers).

use super::chapter;
use super::document::{Document, Head, document};
use super::file_names::{BIBLIOGRAPHY, COVER, NAVIGATION, TITLE_PAGE};
use super::front_lists;
use super::hidden_list;
use super::nav_label::Label;
use super::page_list;
use super::pages::Placed;
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::locale::Term;
use crate::lookup::{Lookup, Seen};
use crate::model::{AnchorId, Begins, ChapterId, ChapterKind, InlineKind};
use crate::resolve::HeadingEntry;

/// Headings below this level are left out: readers' contents lists show three at most.
const DEPTH: u8 = 3;

/// A line of the contents with the lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    level: u8,
    label: Label,
    href: String,
    children: Vec<Entry>,
}

/// An entry that is not below another one yet.
struct FlatEntry {
    /// The chapter it lies in; `None` for the bibliography behind all chapters.
    chapter: Option<ChapterId>,
    entry: Entry,
}

/// The contents as a tree. Chapters without a heading are listed by their title.
pub(super) fn contents(plan: &Plan<'_>) -> Vec<Entry> {
    let book = plan.binding.book;
    let headings = book.headings.iter();
    // Chapters are listed however deep they stand.
    let headings = headings.filter(|heading| heading.inner == 1 || heading.level <= DEPTH);
    let mut flat: Vec<FlatEntry> = headings
        .filter_map(|heading| heading_entry(plan, heading))
        .collect();
    let headed: Seen<ChapterId> = flat.iter().filter_map(|found| found.chapter).collect();
    for (id, chapter) in book.book.chapters() {
        let goes_on = chapter.standing.kind == ChapterKind::Continuation;
        if !headed.contains(&id) && !goes_on {
            let entry = Entry {
                level: chapter.standing.below.saturating_add(1),
                label: Label::of_words(chapter::title(plan, chapter)),
                href: plan.chapter_file(id.index()),
                children: Vec::new(),
            };
            flat.push(FlatEntry {
                chapter: Some(id),
                entry,
            });
        }
    }
    flat.sort_by_key(|found| (found.chapter.is_none(), found.chapter));
    nest(flat.into_iter().map(|found| found.entry))
}

/// The entry of a heading; `None` where no document carries its place.
fn heading_entry(plan: &Plan<'_>, heading: &HeadingEntry) -> Option<FlatEntry> {
    let href = plan.href(heading.anchor)?;
    let label = Label::of_heading(heading.number.as_deref(), &heading.title);
    let entry = Entry {
        level: heading.level,
        label,
        href,
        children: Vec::new(),
    };
    Some(FlatEntry {
        chapter: heading.anchor.chapter,
        entry,
    })
}

/// Puts each entry below the nearest entry before it that has a smaller level.
fn nest(entries: impl IntoIterator<Item = Entry>) -> Vec<Entry> {
    // Levels 1 3 2 give 1(3 2): a level that was left out opens no list of its own, since a list in a list
    // without an entry between them is no navigation document (EPUB 3.3, 7.3).
    let mut roots: Vec<Entry> = Vec::new();
    for entry in entries {
        let mut siblings = &mut roots;
        while siblings.last().is_some_and(|last| last.level < entry.level) {
            let last = siblings
                .last_mut()
                .expect("the loop's condition has seen one");
            siblings = &mut last.children;
        }
        siblings.push(entry);
    }
    roots
}

/// The navigation document: contents, and landmarks for the reading system.
pub(super) fn navigation(plan: &Plan<'_>, entries: &[Entry], placed: &mut Placed) -> Document {
    let language = plan.language();
    let mut out = Markup::default();
    let first = plan.pages.beginning(Begins::Contents(None));
    plan.pages.mark(first, NAVIGATION, &mut out, placed);
    let mut list = List {
        plan,
        lines: contents_pages(plan, entries),
        placed,
    };
    let nav = Tag::new("nav")
        .with("epub:type", "toc")
        .with("role", "doc-toc");
    out.open(&nav.with("aria-labelledby", "contents-title"));
    out.line();
    out.element(
        &Tag::new("h1").with("id", "contents-title"),
        language.term(Term::Contents),
    );
    out.line();
    list.write(&mut out, entries);
    out.close("nav");
    out.line();
    front_lists::write(&mut out, plan, placed);
    write_landmarks(&mut out, plan);
    page_list::write_list(&mut out, plan, placed);
    let head = Head {
        file: NAVIGATION,
        title: language.term(Term::Contents),
        language,
        direction: plan.direction(),
        class: "contents",
    };
    document(&head, &out)
}

/// The lines of the contents that printed pages begin with. Their marks stand inside the links: a list
/// of contents may hold nothing else (EPUB 3.3, clause 7.3).
fn contents_pages(plan: &Plan<'_>, entries: &[Entry]) -> Lines {
    let mut hrefs = Seen::new();
    gather_hrefs(entries, &mut hrefs);
    let headings = &plan.binding.book.headings;
    let positions = headings.iter().enumerate();
    let positions: Lookup<AnchorId, usize> = positions
        .map(|(at, heading)| (heading.anchor, at))
        .collect();
    let mut lines = Lines::new();
    for (anchor, pages) in plan.pages.contents() {
        let first = positions.get(&anchor).copied();
        let below = &headings[first.unwrap_or(headings.len())..];
        let mut found = below.iter().filter_map(|heading| plan.href(heading.anchor));
        if let Some(href) = found.find(|href| hrefs.contains(href.as_str())) {
            lines.entry(href).or_default().extend_from_slice(pages);
        }
    }
    lines
}

/// The pages that begin with lines of the contents, by the addresses these lead to.
type Lines = Lookup<String, Vec<usize>>;

fn gather_hrefs<'a>(entries: &'a [Entry], hrefs: &mut Seen<&'a str>) {
    for entry in entries {
        hrefs.insert(&entry.href);
        gather_hrefs(&entry.children, hrefs);
    }
}

/// The contents in the making.
struct List<'a> {
    plan: &'a Plan<'a>,
    lines: Lines,
    placed: &'a mut Placed,
}

impl List<'_> {
    fn write(&mut self, out: &mut Markup, entries: &[Entry]) {
        let base = self.plan.direction();
        out.open(&Tag::new("ol"));
        out.line();
        for entry in entries {
            out.open(&Tag::new("li"));
            let side = entry.label.side(base);
            let turned = (side != base).then(|| side.as_html());
            out.open(&Tag::new("a").with("href", &entry.href).maybe("dir", turned));
            if let Some(pages) = self.lines.get(&entry.href) {
                self.plan.pages.mark(pages, NAVIGATION, out, self.placed);
            }
            entry.label.write(out, side);
            out.close("a");
            if !entry.children.is_empty() {
                out.line();
                self.write(out, &entry.children);
            }
            out.close("li");
            out.line();
        }
        out.close("ol");
    }
}

/// Where a reading system finds the parts it knows by kind.
fn write_landmarks(out: &mut Markup, plan: &Plan<'_>) {
    let language = plan.language();
    let name = language.term(Term::Landmarks);
    hidden_list::open(out, Tag::new("nav").with("epub:type", "landmarks"), name);
    for (kind, file, label) in landmarks(plan) {
        out.open(&Tag::new("li"));
        out.element(
            &Tag::new("a").with("epub:type", kind).with("href", &file),
            label,
        );
        out.close("li");
        out.line();
    }
    hidden_list::close(out);
}

/// Kind, file and label of each landmark.
fn landmarks<'a>(plan: &Plan<'a>) -> Vec<(&'static str, String, &'a str)> {
    let language = plan.language();
    let book = &plan.binding.book.book;
    let front = book.front_chapters();
    // A book of nothing but a preface begins with it.
    let start = plan.chapter_file(if front < book.chapters.len() {
        front
    } else {
        0
    });
    let mut landmarks = vec![
        ("cover", COVER.to_owned(), language.term(Term::Cover)),
        (
            "titlepage",
            TITLE_PAGE.to_owned(),
            language.term(Term::TitlePage),
        ),
        ("toc", NAVIGATION.to_owned(), language.term(Term::Contents)),
    ];
    if !plan.binding.book.book.chapters.is_empty() {
        landmarks.push(("bodymatter", start, language.term(Term::StartOfText)));
    }
    if let Some(works) = &plan.binding.book.bibliography {
        landmarks.push(("bibliography", BIBLIOGRAPHY.to_owned(), &*works.title));
    }
    let words = plan.glossaries().next();
    landmarks.extend(
        words.and_then(|(file, chapter)| match &chapter.title.first()?.kind {
            InlineKind::Text(title) => Some(("glossary", file, title.as_str())),
            _ => None,
        }),
    );
    landmarks.extend(index_landmark(plan));
    landmarks
}

/// The first index.
fn index_landmark<'a>(plan: &Plan<'a>) -> Option<(&'static str, String, &'a str)> {
    let index = plan.binding.book.indexes.first()?;
    let InlineKind::Text(title) = &index.title.first()?.kind else {
        return None;
    };
    Some(("index", plan.href(index.anchor)?, title))
}

/// The NCX: the same contents for readers of EPUB 2.
pub(super) fn ncx(plan: &Plan<'_>, entries: &[Entry], placed: &Placed) -> String {
    let metadata = &plan.binding.config.book;
    let mut out = Markup::default();
    let root = Tag::new("ncx")
        .with("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
        .with("version", "2005-1")
        .with("xml:lang", plan.language().as_str())
        .with("dir", plan.direction().as_html());
    out.open(&root);
    out.open(&Tag::new("head"));
    let depth = depth(entries).max(1).to_string();
    let pages = placed.len().to_string();
    let facts = [
        ("dtb:uid", metadata.identifier.as_str()),
        ("dtb:depth", &depth),
        ("dtb:totalPageCount", &pages),
        ("dtb:maxPageNumber", &pages),
    ];
    for (name, content) in facts {
        out.empty(&Tag::new("meta").with("name", name).with("content", content));
    }
    out.close("head");
    out.line();
    out.open(&Tag::new("docTitle"));
    out.element(&Tag::new("text"), &metadata.title);
    out.close("docTitle");
    out.line();
    out.open(&Tag::new("navMap"));
    out.line();
    let mut count = 0;
    write_points(&mut out, entries, &mut count);
    out.close("navMap");
    out.line();
    page_list::write_ncx_list(&mut out, plan, placed, count);
    out.close("ncx");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n",
        out.into_string()
    )
}

fn write_points(out: &mut Markup, entries: &[Entry], count: &mut usize) {
    for entry in entries {
        *count += 1;
        let point = Tag::new("navPoint").with("id", &format!("point-{count}"));
        out.open(&point.with("playOrder", &count.to_string()));
        out.open(&Tag::new("navLabel"));
        out.element(&Tag::new("text"), &entry.label.text());
        out.close("navLabel");
        out.empty(&Tag::new("content").with("src", &entry.href));
        out.line();
        write_points(out, &entry.children, count);
        out.close("navPoint");
        out.line();
    }
}

fn depth(entries: &[Entry]) -> usize {
    entries
        .iter()
        .map(|entry| 1 + depth(&entry.children))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Entry, Label, nest};

    fn outline(entries: &[Entry]) -> String {
        let show = |entry: &Entry| match outline(&entry.children).as_str() {
            "" => entry.label.text(),
            below => format!("{}({below})", entry.label.text()),
        };
        entries.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn contents_nest_by_level_and_a_skipped_level_opens_one_list_only() {
        let flat = [
            (1, "a"),
            (2, "b"),
            (3, "c"),
            (2, "d"),
            (1, "e"),
            (3, "f"),
            (2, "g"),
        ];
        let entries = flat.map(|(level, label)| Entry {
            level,
            label: Label::of_words(label.to_owned()),
            href: String::new(),
            children: Vec::new(),
        });
        assert_eq!(outline(&nest(entries)), "a(b(c) d) e(f g)");
    }
}
