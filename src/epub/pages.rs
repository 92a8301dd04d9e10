//! The pages of the printed book: their list in, marks in the text and the page list out
//! (EPUB 3.3, clause 7.4.2.2; DPUB-ARIA 1.1, `doc-pagebreak`).
//!
//! A mark stands before the first word of its page, inside the paragraph where the page breaks in
//! one. Notes have no marks: on paper they stand apart from the text that runs on.

use std::collections::BTreeMap;

use super::content::Writer;
use super::nav::{close_hidden, open_hidden};
use super::plan::Plan;
use super::xml::{Markup, Tag};
use crate::locale::{Digits, Term};
use crate::model::{AnchorId, Begins, NodeId, PrintedPage, TextPosition};

/// The printed pages by what they begin with.
#[derive(Debug, Default)]
pub(super) struct Pages<'a> {
    printed: &'a [PrintedPage],
    /// Pages, by their index, that begin at a place. A page that begins with nothing new begins
    /// where the next one does; those at the end have [`Begins::Nothing`].
    at: BTreeMap<Begins, Vec<usize>>,
    /// What the ids of the marks begin with; no id of the author's begins so.
    prefix: String,
}

/// Where the marks came to stand: the file and id of each page that has one, by its index.
pub(super) type Placed = BTreeMap<usize, String>;

impl<'a> Pages<'a> {
    /// Sorts the pages by their places.
    pub(super) fn new(printed: &'a [PrintedPage], prefix: String) -> Self {
        let mut at: BTreeMap<Begins, Vec<usize>> = BTreeMap::new();
        let mut next = Begins::Nothing;
        for (index, page) in printed.iter().enumerate().rev() {
            if page.begins != Begins::Nothing {
                next = page.begins;
            }
            at.entry(next).or_default().insert(0, index);
        }
        Self {
            printed,
            at,
            prefix,
        }
    }

    /// Whether the book was printed.
    pub(super) fn any(&self) -> bool {
        !self.printed.is_empty()
    }

    /// The pages that begin at a place.
    pub(super) fn beginning(&self, place: Begins) -> &[usize] {
        self.at.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The pages that begin in a node, with the bytes of its text before them.
    fn within(&self, node: NodeId) -> impl Iterator<Item = (usize, &[usize])> {
        let first = Begins::Words(TextPosition::start_of(node));
        let found = self.at.range(first..);
        found.map_while(move |(begins, pages)| match begins {
            Begins::Words(at) if at.node == node => Some((at.offset, pages.as_slice())),
            _ => None,
        })
    }

    /// The lines of the contents that pages begin with.
    pub(super) fn contents(&self) -> impl Iterator<Item = (AnchorId, &[usize])> {
        self.at.iter().filter_map(|(begins, pages)| match begins {
            Begins::Contents(Some(anchor)) => Some((*anchor, pages.as_slice())),
            _ => None,
        })
    }

    /// The id of a page's mark: it says the number, so that places stay as long as the pages do.
    fn id(&self, page: usize) -> String {
        let number = Digits::Latin.convert(&self.printed[page].folio);
        let prefix = &self.prefix;
        if !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()) {
            format!("{prefix}-{number}")
        } else {
            format!("{prefix}-front-{}", page + 1)
        }
    }

    /// Writes the marks of pages that have none yet.
    pub(super) fn mark(
        &self,
        pages: &[usize],
        file: &str,
        (out, placed): (&mut Markup, &mut Placed),
    ) {
        for page in pages {
            let id = self.id(*page);
            if placed.contains_key(page) {
                continue;
            }
            let tag = Tag::new("span")
                .with("id", &id)
                .with("epub:type", "pagebreak")
                .with("role", "doc-pagebreak")
                .with("aria-label", &self.printed[*page].folio);
            out.element(&tag, "");
            placed.insert(*page, format!("{file}#{id}"));
        }
    }

    /// Every page that has a place, with its address, in the order of the pages.
    fn list<'b>(&'b self, placed: &'b Placed) -> impl Iterator<Item = (&'b PrintedPage, &'b str)> {
        let found = |(page, href): (&usize, &'b String)| {
            self.printed.get(*page).map(|page| (page, href.as_str()))
        };
        placed.iter().filter_map(found)
    }

    /// The pages that have no place, by their folios.
    pub(super) fn lost(&self, placed: &Placed) -> Vec<&'a str> {
        let all = self.printed.iter().enumerate();
        let lost = all.filter(|(page, _)| !placed.contains_key(page));
        lost.map(|(_, page)| page.folio.as_str()).collect()
    }
}

impl Writer<'_, '_> {
    /// A block or cell begins: the marks of its pages stand before its first words.
    pub(super) fn begin(&mut self, node: NodeId) {
        let pages = &self.plan.pages;
        let first = Begins::Words(TextPosition::start_of(node));
        self.due.extend_from_slice(pages.beginning(first));
    }

    /// Writes the marks that are due.
    pub(super) fn settle_pages(&mut self) {
        if !self.due.is_empty() {
            let due = std::mem::take(&mut self.due);
            self.mark_pages(&due);
        }
    }

    /// Writes the marks of pages here.
    pub(super) fn mark_pages(&mut self, pages: &[usize]) {
        let placed = &mut self.tally.placed;
        self.plan
            .pages
            .mark(pages, &self.file, (&mut self.out, placed));
    }

    /// Every mark that a thing without letters of its own has, before it.
    pub(super) fn mark_before(&mut self, node: NodeId) {
        let plan = self.plan;
        for (_, pages) in plan.pages.within(node) {
            self.mark_pages(pages);
        }
    }

    /// The next words of a node, with the marks of the pages that begin in them.
    pub(super) fn node_text(&mut self, node: NodeId, words: &str) {
        let plan = self.plan;
        let mut breaks = plan.pages.within(node).peekable();
        if breaks.peek().is_none() {
            return self.out.text(words);
        }
        let passed = self.passed.get(&node).copied().unwrap_or(0);
        let mut written = 0;
        for (at, letter) in words.char_indices() {
            if letter.is_whitespace() {
                continue;
            }
            while let Some((_, pages)) = breaks.next_if(|(before, _)| *before <= passed + at) {
                let at = word_start(words, at).max(written);
                self.out.text(&words[written..at]);
                written = at;
                self.mark_pages(pages);
            }
        }
        self.passed.insert(node, passed + words.len());
        self.out.text(&words[written..]);
    }
}

/// Where the word begins that a place lies in: no mark parts a word that was hyphenated on paper.
fn word_start(words: &str, at: usize) -> usize {
    let inner = |letter: char| letter.is_alphanumeric();
    if !words[at..].starts_with(inner) {
        return at;
    }
    words[..at].trim_end_matches(inner).len()
}

/// The page list of the navigation document; it is for the reading system, not for the page.
pub(super) fn write_list(out: &mut Markup, plan: &Plan<'_>, placed: &Placed) {
    if placed.is_empty() {
        return;
    }
    let name = plan.language().term(Term::PageList);
    let nav = Tag::new("nav")
        .with("epub:type", "page-list")
        .with("role", "doc-pagelist");
    open_hidden(out, nav, name);
    for (page, href) in plan.pages.list(placed) {
        out.open(&Tag::new("li"));
        out.element(&Tag::new("a").with("href", href), &page.folio);
        out.close("li");
        out.line();
    }
    close_hidden(out);
}

/// The page list of the NCX; `order` is the last place in its play order.
pub(super) fn write_ncx_list(out: &mut Markup, plan: &Plan<'_>, (placed, order): (&Placed, usize)) {
    if placed.is_empty() {
        return;
    }
    out.open(&Tag::new("pageList"));
    out.line();
    for (number, (page, href)) in (1_usize..).zip(plan.pages.list(placed)) {
        let kind = match page.begins {
            Begins::TitlePage | Begins::Colophon | Begins::Contents(_) => "front",
            Begins::Works | Begins::Words(_) | Begins::Nothing => "normal",
        };
        let target = Tag::new("pageTarget")
            .with("id", &format!("page-target-{number}"))
            .with("type", kind)
            .with("playOrder", &(order + number).to_string());
        out.open(&target);
        out.open(&Tag::new("navLabel"));
        out.element(&Tag::new("text"), &page.folio);
        out.close("navLabel");
        out.empty(&Tag::new("content").with("src", href));
        out.close("pageTarget");
        out.line();
    }
    out.close("pageList");
    out.line();
}
