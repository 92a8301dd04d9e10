//! The Markdown of other tools in, ours out: a text in which boxes of every spelling are fences of colons, and
//! lines that only a tool reads are gone.
//!
//! ```text
//! !!! note "نام"        > [!tip]- نام        ~~~admonish info title="نام"        {: .class}
//!     متن               > متن                متن                                 [TOC]
//!                                            ~~~                                  import X from 'x'
//! +-----+-----+
//! | الف | ب   |         (a table of HTML)
//! +-----+-----+
//! ```
//!
//! A box becomes `::: kind نام` … `:::` with its text moved to the margin, so that whatever stands in it is read
//! as anywhere else. Every byte keeps the place where it was written.

mod abbreviations;
mod boxes;
mod comments;
mod edit;
mod emoji;
mod emphasis;
mod grid;
mod headings;
mod inline_notes;
mod inside_html;
mod kramdown;
mod leanpub;
pub(super) mod lines;
mod list_marks;
mod listing;
mod marked_lists;
mod mdx;
mod mkdocs;
mod myst;
mod note_in_link;
mod notes_again;
mod obsidian;
mod omissions;
mod opening;
mod pairs;
mod pandoc;
mod spans;
mod within_line;

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use self::edit::Edit;
use self::lines::{CodeFence, Line, lines_of};
use self::list_marks::LastLine;
use self::marked_lists::MarkedList;
use self::omissions::Omissions;
use self::within_line::NamedNote;
use crate::diag::Sink;
use crate::import::Dialect;
use crate::import::head::Head;
use crate::import::template::{Expanded, Rewriting};
use crate::locale::{Digits, digit_value};
use crate::lookup::{Lookup, Seen};
use crate::source::FileId;

/// How deep boxes may stand in each other; deeper ones stay as typed.
const DEEPEST: usize = 16;

/// What a chapter's text is, before it is rewritten.
pub(super) struct Typed<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    /// What became of its template tags.
    pub(super) expanded: Option<&'a Expanded>,
    /// The ending of its file, in small letters.
    pub(super) ending: &'a str,
    /// The ways of writing that the book has.
    pub(super) dialects: &'a BTreeSet<Dialect>,
    /// The digits of the chapter.
    pub(super) digits: Digits,
}

impl Typed<'_> {
    /// Whether the book has a way of writing.
    fn writes(&self, dialect: Dialect) -> bool {
        self.dialects.contains(&dialect)
    }

    fn is_mdx(&self) -> bool {
        self.ending == "mdx" || self.writes(Dialect::Mdx)
    }

    /// Whether nothing in the text can be of another tool, apart from lists whose marks were typed: without one of these
    /// signs a chapter costs one search.
    fn is_plain(&self) -> bool {
        let text = self.text;
        let marked = text.contains(['*', ':', '{', '!', '?', '[', '~', '`', '<']);
        let paired = self.writes(Dialect::Obsidian) && text.contains('%')
            || self.writes(Dialect::MkDocs) && (text.contains("++") || text.contains("^^"))
            || text.contains("==");
        let ruled = text.contains("+-") || text.contains("+=");
        let of_a_tool = [Dialect::Pandoc, Dialect::Leanpub, Dialect::Myst];
        let numbered =
            || text.contains(|letter: char| !letter.is_ascii() && digit_value(letter).is_some());
        let told = marked
            || paired
            || ruled
            || self.is_mdx()
            || of_a_tool.iter().any(|tool| self.writes(*tool));
        !told
            && !numbered()
            && !text.lines().any(list_marks::is_lettered)
            && !headings::may_be_in(text)
    }
}

/// Rewrites a chapter; `None` where nothing in it is of another tool.
pub(super) fn rewrite(typed: &Typed<'_>, sink: &mut Sink) -> Option<Expanded> {
    let body = Head::of(typed.text).map_or(0, |head| head.length);
    let lists = marked_lists::find(typed.text, body);
    if lists.is_empty() && typed.is_plain() {
        return None;
    }
    let mdx = typed.is_mdx();
    let pandoc = typed.writes(Dialect::Pandoc);
    let mut rewriter = Rewriter {
        text: typed.text,
        out: Rewriting::new(typed.text, typed.file, typed.expanded),
        mdx,
        obsidian: typed.writes(Dialect::Obsidian),
        body,
        pandoc,
        hides_code: typed.writes(Dialect::HiddenCode),
        leanpub: typed.writes(Dialect::Leanpub),
        mkdocs: typed.writes(Dialect::MkDocs),
        html: false,
        myst: typed.writes(Dialect::Myst),
        label: None,
        caption: String::new(),
        texts_by_name: match pandoc {
            true => pandoc::shown_in_place(typed.text),
            false => Lookup::new(),
        },
        omissions: Omissions::default(),
        code: None,
        comment: false,
        last: LastLine::Blank,
        paragraphs: 0,
        notes: VecDeque::new(),
        items: lists
            .iter()
            .flat_map(|list| list.lines.iter().copied())
            .collect(),
        prepared: prepared(typed, lists),
        named: 0,
        depth: 0,
        taken: 0,
        remarks: comments::find(typed.text),
        no_grid: 0,
        no_line_block: 0,
        boxes: match mdx {
            true => mdx::closings(typed.text),
            false => Lookup::new(),
        },
        changed: false,
    };
    rewriter.lines(&lines_of(typed.text), 0);
    rewriter.define_notes();
    let Rewriter {
        out,
        omissions,
        changed,
        ..
    } = rewriter;
    omissions.report(sink);
    changed.then(|| out.finish())
}

struct Rewriter<'a> {
    text: &'a str,
    out: Rewriting<'a>,
    mdx: bool,
    obsidian: bool,
    /// The byte behind the front matter: what it says is no text.
    body: usize,
    /// Whether the family of pandoc is read: Quarto, bookdown.
    pandoc: bool,
    /// Whether the code of Quarto's cells is hidden where they do not say otherwise.
    hides_code: bool,
    /// Whether Leanpub's ways of writing are read.
    leanpub: bool,
    /// Whether the extensions of MkDocs are read.
    mkdocs: bool,
    /// Whether the last line that is not blank is HTML at the margin.
    html: bool,
    /// Whether MyST is read.
    myst: bool,
    /// The name that a line of MyST gives what follows it.
    label: Option<String>,
    /// What stands below the listing of a program that is open.
    caption: String,
    /// Texts of bookdown by the words that call them.
    texts_by_name: Lookup<String, String>,
    /// What is not in the book.
    omissions: Omissions,
    /// The fence of code that is open.
    code: Option<CodeFence>,
    /// Whether a comment of Obsidian is open.
    comment: bool,
    /// What stood on the last line.
    last: LastLine,
    /// Paragraphs of HTML that hold Markdown and are not closed yet.
    paragraphs: usize,
    /// Notes within lines that are not defined yet.
    notes: VecDeque<NamedNote>,
    /// What is known of the whole text, in its order: new names of notes, spans in brackets.
    prepared: Vec<Edit>,
    /// Where lines begin that are items of a list which CommonMark does not know.
    items: Seen<usize>,
    /// How many notes within lines got a name.
    named: usize,
    /// How many notes the words stand in that are being read.
    depth: usize,
    /// What stands before this byte is written already: a note took lines with it.
    taken: usize,
    /// Comments of HTML: what stands in them is no text.
    remarks: Vec<Range<usize>>,
    /// Before this byte no grid table begins: its lines were looked at.
    no_grid: usize,
    /// Before this byte no line block begins.
    no_line_block: usize,
    /// The line that closes each box of MDX, by the ends of both lines.
    boxes: Lookup<usize, usize>,
    changed: bool,
}

impl<'a> Rewriter<'a> {
    fn words(&self, line: &Line) -> &'a str {
        &self.text[line.range.clone()]
    }

    fn lines(&mut self, lines: &[Line], depth: usize) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.end <= self.taken {
                at += 1;
                continue;
            }
            if line.range.start < self.taken {
                self.inline(&Line {
                    range: self.taken.min(line.range.end)..line.range.end,
                    end: line.end,
                });
                at += 1;
                continue;
            }
            let words = self.words(line);
            if self.code.is_some() {
                self.code = CodeFence::after(self.code, words);
                self.copy(line);
                at += 1;
                continue;
            }
            let rest = &lines[at..];
            let program = self.program_lines(rest);
            if program > 0 {
                at += program;
                continue;
            }
            let found = self.box_at(rest, depth).or_else(|| self.grid_at(rest));
            let found = match found {
                None if line.range.start < self.body => None,
                None if self.myst => match self.myst_at(rest, depth) {
                    None if self.pandoc => self.pandoc_at(rest),
                    found => found,
                },
                None if self.pandoc => self.pandoc_at(rest),
                None if self.mdx => self.component_box_at(rest, depth),
                None if self.leanpub => self.leanpub_at(rest, depth),
                None if self.obsidian => self.query_at(rest),
                found => found,
            };
            at += match found {
                Some(taken) => taken,
                None => {
                    self.plain(line, lines, at);
                    1
                }
            };
        }
    }

    /// Leaves out a program that begins at the first of some lines of MDX: how many lines it takes.
    fn program_lines(&mut self, lines: &[Line]) -> usize {
        if !self.mdx {
            return 0;
        }
        let words = lines.iter().map(|line| self.words(line));
        let count = mdx::program_lines(words);
        if let Some(first) = lines.first().filter(|_| count > 0) {
            self.omissions
                .programs
                .push(self.out.span(first.range.clone()));
        }
        lines[..count].iter().for_each(|line| self.drop_line(line));
        count
    }

    /// A line that is no head of a box.
    fn plain(&mut self, line: &Line, lines: &[Line], at: usize) {
        let words = self.words(line);
        if self.mkdocs && self.html_at_the_margin(line) {
            return;
        }
        if let Some(fence) = CodeFence::opening(words) {
            self.code = Some(fence);
            return self.copy(line);
        }
        let for_program = self.pandoc && pandoc::is_left_out(words)
            || self.leanpub && leanpub::is_left_out(words);
        if for_program || kramdown::is_left_out(words) {
            return self.drop_line(line);
        }
        if let Some(written) = listing::written(words, &mut self.caption) {
            self.changed = true;
            self.out.put(&written, line.range.clone());
            return self.copy_words(line.range.end..line.end);
        }
        if let Some(entry) = abbreviations::entry(words) {
            self.changed = true;
            return self.out.put(&entry, line.range.clone());
        }
        if pandoc::begins_page(words) {
            self.changed = true;
            return self.out.put(pandoc::PAGE_BREAK, line.range.clone());
        }
        if let Some(braces) =
            kramdown::attributes_of_heading(words, lines.get(at + 1).map(|next| self.words(next)))
        {
            self.copy_words(line.range.start..line.range.start + words.trim_end().len());
            self.changed = true;
            self.out
                .put(&format!(" {braces}"), line.range.end..line.range.end);
            return self.copy_words(line.range.end..line.end);
        }
        let native = || inside_html::division(words).filter(|_| self.pandoc);
        let next = lines.get(at + 1).map_or("", |next| self.words(next));
        let directed = || inside_html::directed(words, next);
        match inside_html::opening(words)
            .or_else(native)
            .or_else(directed)
        {
            Some(opening) => self.markdown_in_html(line, &opening),
            None => self.words_of_html(line, "p"),
        }
    }

    fn copy(&mut self, line: &Line) {
        self.copy_words(line.range.start..line.end);
    }

    fn copy_words(&mut self, range: Range<usize>) {
        self.out.copy(range);
    }

    /// Leaves a line empty, so that what stands around it stays apart.
    fn drop_line(&mut self, line: &Line) {
        self.changed = true;
        self.copy_words(line.range.end..line.end);
    }
}

/// The edits that only the whole text tells.
fn prepared(typed: &Typed<'_>, lists: Vec<MarkedList>) -> Vec<Edit> {
    let mut edits = notes_again::renamed(typed.text);
    edits.extend(spans::edits(typed.text));
    if typed.dialects.contains(&Dialect::Pandoc) {
        edits.extend(pandoc::examples(typed.text, typed.digits));
        // Lists stand in the order of the text: the last that begins before an edit is the only one that it may lie in.
        let listed = |edit: &Edit| {
            let begun = lists.partition_point(|list| list.extent.start <= edit.range.start);
            let last = lists[..begun].last();
            last.is_some_and(|list| list.extent.contains(&edit.range.start))
        };
        let items = pandoc::fancy_items(typed.text).into_iter();
        edits.extend(items.filter(|edit| !listed(edit)));
    }
    edits.extend(lists.into_iter().flat_map(|list| list.edits));
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

#[cfg(test)]
mod tests;
