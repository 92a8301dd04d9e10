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

mod comments;
mod emoji;
mod emphasis;
mod grid;
mod inline_notes;
mod inside_html;
mod kramdown;
mod leanpub;
pub(super) mod lines;
mod list_marks;
mod mdx;
mod note_in_link;
mod notes_again;
mod opening;
mod pandoc;
mod spans;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use self::inline_notes::InlineNote;
use self::lines::{CodeFence, Line, indent_of, lines_of};
use self::opening::BoxHead;
use crate::diag::{Code, Sink};
use crate::import::Dialect;
use crate::import::head::Head;
use crate::import::template::{Expanded, Rewriting};
use crate::locale::{Digits, digit_value};
use crate::source::{FileId, Span};

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

/// Notes within a line that may stand in each other: their words are read again in each.
const DEEPEST_NOTE: usize = 8;

/// Rewrites a chapter; `None` where nothing in it is of another tool.
pub(super) fn rewrite(typed: &Typed<'_>, sink: &mut Sink) -> Option<Expanded> {
    let mdx = typed.ending == "mdx" || typed.dialects.contains(&Dialect::Mdx);
    let obsidian = typed.dialects.contains(&Dialect::Obsidian);
    let pandoc = typed.dialects.contains(&Dialect::Pandoc);
    let leanpub = typed.dialects.contains(&Dialect::Leanpub);
    // Without one of these signs a chapter can hold nothing of another tool, and costs one search.
    let marked = typed
        .text
        .contains(['*', ':', '{', '!', '?', '[', '~', '`', '<']);
    let commented = obsidian && typed.text.contains(['%', '=']);
    let ruled = typed.text.contains("+-") || typed.text.contains("+=");
    let numbered = || {
        typed
            .text
            .contains(|letter: char| !letter.is_ascii() && digit_value(letter).is_some())
    };
    let lettered = || typed.text.lines().any(list_marks::is_lettered);
    if !marked && !commented && !ruled && !mdx && !pandoc && !leanpub && !numbered() && !lettered()
    {
        return None;
    }
    let mut rewriter = Rewriter {
        text: typed.text,
        out: Rewriting::new(typed.text, typed.file, typed.expanded),
        mdx,
        obsidian,
        body: Head::of(typed.text).map_or(0, |head| head.length),
        pandoc,
        leanpub,
        texts_by_name: match pandoc {
            true => pandoc::shown_in_place(typed.text),
            false => BTreeMap::new(),
        },
        foreign: Vec::new(),
        not_run: Vec::new(),
        code: None,
        comment: false,
        last: LastLine::Blank,
        paragraphs: 0,
        left_out: Vec::new(),
        notes: VecDeque::new(),
        prepared: prepared(typed),
        named: 0,
        depth: 0,
        too_deep: None,
        taken: 0,
        remarks: comments::find(typed.text),
        no_grid: 0,
        no_line_block: 0,
        boxes: match mdx {
            true => mdx::closings(typed.text),
            false => BTreeMap::new(),
        },
        changed: false,
    };
    rewriter.lines(&lines_of(typed.text), 0);
    rewriter.define_notes();
    let Rewriter {
        out,
        left_out,
        too_deep,
        changed,
        foreign,
        not_run,
        ..
    } = rewriter;
    report_modules(&left_out, sink);
    pandoc::report(&foreign, &not_run, sink);
    if let Some(place) = too_deep {
        let message = format!("notes stand in each other deeper than {DEEPEST_NOTE} levels");
        let found = sink.warn(Code::TooDeep, place, message);
        found.hint("the deepest stand as they are typed; take them out of the others");
    }
    changed.then(|| out.finish())
}

fn report_modules(places: &[Span], sink: &mut Sink) {
    let Some((first, others)) = places.split_first() else {
        return;
    };
    let message = "lines of a program in MDX are left out: a book runs no scripts";
    let found = sink.warn(Code::TemplateTag, *first, message);
    found.hint("say in Markdown what they put into the page");
    others.iter().for_each(|place| {
        found.also(*place);
    });
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
    /// Whether Leanpub's ways of writing are read.
    leanpub: bool,
    /// Texts of bookdown by the words that call them.
    texts_by_name: BTreeMap<String, String>,
    /// Where text for another program stands.
    foreign: Vec<Span>,
    /// Where cells of code stand that would have shown something.
    not_run: Vec<Span>,
    /// The fence of code that is open.
    code: Option<CodeFence>,
    /// Whether a comment of Obsidian is open.
    comment: bool,
    /// What stood on the last line.
    last: LastLine,
    /// Paragraphs of HTML that hold Markdown and are not closed yet.
    paragraphs: usize,
    /// Lines of a program.
    left_out: Vec<Span>,
    /// Notes within lines that are not defined yet.
    notes: VecDeque<NamedNote>,
    /// What is known of the whole text, in its order: new names of notes, spans in brackets.
    prepared: Vec<Edit>,
    /// How many notes within lines got a name.
    named: usize,
    /// How many notes the words stand in that are being read.
    depth: usize,
    /// Where the first note stands that is in too many others.
    too_deep: Option<Span>,
    /// What stands before this byte is written already: a note took lines with it.
    taken: usize,
    /// Comments of HTML: what stands in them is no text.
    remarks: Vec<Range<usize>>,
    /// Before this byte no grid table begins: its lines were looked at.
    no_grid: usize,
    /// Before this byte no line block begins.
    no_line_block: usize,
    /// The line that closes each box of MDX, by the ends of both lines.
    boxes: BTreeMap<usize, usize>,
    changed: bool,
}

/// What stood on a line, as far as the next one asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastLine {
    /// Nothing.
    Blank,
    /// Nothing, below an item of a list.
    BlankInList,
    /// An item of a list, or words of one.
    Item,
    /// Words of a paragraph, or something else.
    Words,
}

/// A note within a line, with the name that stands in its place.
struct NamedNote {
    name: String,
    /// How many notes it stands in.
    depth: usize,
    inside: Range<usize>,
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
            self.left_out.push(self.out.span(first.range.clone()));
        }
        lines[..count].iter().for_each(|line| self.drop_line(line));
        count
    }

    /// A box that begins at the first of some lines: how many lines it takes.
    fn box_at(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let words = self.words(first);
        if depth >= DEEPEST {
            return None;
        }
        if let Some(head) = opening::admonition(words) {
            let inside = self.indented(rest, indent_of(words));
            let taken = inside.len();
            return Some(self.set_box(first, &head, &inside, depth) + taken);
        }
        if let Some(head) = opening::callout(words) {
            let inside = self.quoted(rest);
            let taken = inside.len();
            return Some(self.set_box(first, &head, &inside, depth) + taken);
        }
        let fence = CodeFence::opening(words)?;
        let head = opening::admonish(fence.info(words))?;
        let until = rest
            .iter()
            .position(|line| fence.is_closed_by(self.words(line)));
        let inside = &rest[..until.unwrap_or(rest.len())];
        let closing = usize::from(until.is_some());
        Some(self.set_box(first, &head, inside, depth) + inside.len() + closing)
    }

    /// Writes a box; gives the one line of its head.
    fn set_box(&mut self, first: &Line, head: &BoxHead, inside: &[Line], depth: usize) -> usize {
        let indent = " ".repeat(indent_of(self.words(first)).min(3));
        let at = first.range.clone();
        self.changed = true;
        // An empty line keeps the box apart from a paragraph before it.
        self.out
            .put(&format!("\n{indent}{}\n", head.fence()), at.clone());
        self.lines(inside, depth + 1);
        // A fence of code that its author never closed ends with its box.
        if let Some(open) = self.code.take() {
            self.out.put(&format!("{}\n", open.closing()), at.clone());
        }
        self.out.put(&format!("\n{indent}:::\n"), at);
        1
    }

    /// The lines below the head of an admonition, moved to its margin: those that are indented by four more.
    fn indented(&self, lines: &[Line], indent: usize) -> Vec<Line> {
        let mut inside = Vec::new();
        let mut filled = 0;
        for line in lines {
            let words = self.words(line);
            let blank = words.trim().is_empty();
            if !blank && indent_of(words) < indent + 4 {
                // Many write a tab or two spaces; less than the head has is what follows the box.
                if !inside.is_empty() || indent_of(words) < indent + 2 {
                    break;
                }
            }
            inside.push(line.without_indent(self.text, indent + 4));
            if !blank {
                filled = inside.len();
            }
        }
        inside.truncate(filled);
        inside
    }

    /// The lines of a quotation, without its marks.
    fn quoted(&self, lines: &[Line]) -> Vec<Line> {
        let mut inside = Vec::new();
        for line in lines {
            let words = self.words(line);
            let rest = words.trim_start_matches(' ');
            let Some(rest) = rest.strip_prefix('>') else {
                break;
            };
            // The head of the next box begins a box of its own.
            if opening::callout(words).is_some() {
                break;
            }
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            let start = line.range.end - rest.len();
            inside.push(Line {
                range: start..line.range.end,
                end: line.end,
            });
        }
        inside
    }

    /// A line that is no head of a box.
    fn plain(&mut self, line: &Line, lines: &[Line], at: usize) {
        let words = self.words(line);
        if let Some(fence) = CodeFence::opening(words) {
            self.code = Some(fence);
            return self.copy(line);
        }
        let for_program = self.pandoc && pandoc::is_left_out(words)
            || self.leanpub && leanpub::is_left_out(words);
        if for_program || kramdown::is_left_out(words) {
            return self.drop_line(line);
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
        match inside_html::opening(words).or_else(native) {
            Some(opening) => self.markdown_in_html(line, &opening),
            None => self.words_of_html(line, "p"),
        }
    }

    /// A line with what stands in it: comments and marks of Obsidian, attributes of kramdown, notes.
    fn inline(&mut self, line: &Line) {
        let mut edits = self.edits(line);
        // What stands in notes is read again for each of them.
        let mut notes = inline_notes::find(self.text, &line.range);
        if !self.remarks.is_empty() {
            edits.retain(|edit| !self.is_remark(edit.range.start));
            notes.retain(|note| !self.is_remark(note.whole.start));
        }
        if self.depth >= DEEPEST_NOTE
            && let Some(note) = notes.first()
        {
            let place = self.out.span(note.whole.clone());
            self.too_deep = self.too_deep.or(Some(place));
            notes.clear();
        }
        edits.retain(|edit| {
            // Notes stand behind each other: only the last that begins before a place can hold it.
            let at = edit.range.start;
            let behind = notes.partition_point(|note| note.whole.start <= at);
            let before = behind.checked_sub(1).map(|last| &notes[last]);
            before.is_none_or(|note| note.whole.end <= at)
        });
        for note in notes {
            edits.push(self.name_note(note));
        }
        edits.sort_by_key(|edit| edit.range.start);
        let mut at = line.range.start;
        for edit in edits {
            self.copy_words(at..edit.range.start);
            self.changed = true;
            self.out.put(&edit.words, edit.range.clone());
            at = edit.range.end;
        }
        self.taken = self.taken.max(at);
        self.copy_words(at.min(line.end)..line.end);
    }

    /// Whether a byte stands in a comment of HTML.
    fn is_remark(&self, at: usize) -> bool {
        let behind = self.remarks.partition_point(|remark| remark.start <= at);
        let before = behind.checked_sub(1).map(|last| &self.remarks[last]);
        before.is_some_and(|remark| at < remark.end)
    }

    /// Gives a note within a line a name, which is written in its place.
    fn name_note(&mut self, note: InlineNote) -> Edit {
        self.named += 1;
        // No author calls a note so.
        let name = format!("^{}", self.named);
        let words = Cow::Owned(format!("[^{name}]"));
        self.notes.push_back(NamedNote {
            name,
            depth: self.depth + 1,
            inside: note.inside,
        });
        Edit {
            range: note.whole,
            words,
        }
    }

    /// Defines the notes within lines at the end of the chapter; a note may hold others.
    fn define_notes(&mut self) {
        while let Some(note) = self.notes.pop_front() {
            let NamedNote {
                name,
                depth,
                inside,
            } = note;
            self.depth = depth;
            let words = &self.text[inside.clone()];
            let start = inside.start + words.len() - words.trim_start().len();
            let place = start..start;
            self.out.put(&format!("\n\n[^{name}]: "), place.clone());
            // «- نه» is a note that begins with a dash, and no list.
            let begins = &self.text[start..inside.end];
            let is_block = begins.starts_with(['#', '>']);
            if is_block
                || ["- ", "+ ", "* "]
                    .iter()
                    .any(|mark| begins.starts_with(mark))
            {
                self.out.put("\\", place);
            }
            self.taken = 0;
            self.inline(&Line {
                range: start..inside.end,
                end: inside.end,
            });
        }
    }

    fn edits(&mut self, line: &Line) -> Vec<Edit> {
        let words = self.words(line);
        let mut edits = kramdown::spans(words);
        edits.extend(self.number_of_item(words));
        edits.extend(self.prepared_on(line));
        // What is indented by four may be code.
        if indent_of(words) < 4 {
            edits.extend(emphasis::edits(words));
            edits.extend(emoji::edits(words));
            edits.extend(note_in_link::edits(words));
            let next = self.text[line.end..].lines().next().unwrap_or_default();
            edits.extend(list_marks::end_before_lettered(words, next));
        }
        if self.pandoc {
            edits.extend(pandoc::edits(words));
            if line.range.start >= self.body && pandoc::has_program(words) {
                self.not_run.push(self.out.span(line.range.clone()));
            }
        }
        if self.leanpub {
            edits.extend(leanpub::edits(words));
        }
        if self.obsidian {
            edits.extend(self.comments(words));
            edits.extend(name_of_block(words));
            edits.extend(marks(words));
        }
        if self.mdx {
            edits.extend(mdx::remarks(words));
            edits.extend(mdx::components(words));
            edits.extend(mdx::attributes(words));
        }
        edits.sort_by_key(|edit| edit.range.start);
        let mut end = 0;
        edits.retain(|edit| {
            let apart = edit.range.start >= end;
            if apart {
                end = edit.range.end;
            }
            apart
        });
        for edit in &mut edits {
            edit.range = line.range.start + edit.range.start..line.range.start + edit.range.end;
        }
        edits
    }

    /// What is known before of a line, with places in the line.
    fn prepared_on(&self, line: &Line) -> Vec<Edit> {
        let first = self
            .prepared
            .partition_point(|edit| edit.range.start < line.range.start);
        let on_line = self.prepared[first..].iter();
        let on_line = on_line.take_while(|edit| edit.range.end <= line.range.end);
        let start = line.range.start;
        let moved = on_line.map(|edit| Edit {
            range: edit.range.start - start..edit.range.end - start,
            words: edit.words.clone(),
        });
        moved.collect()
    }

    /// The number of an item of a list that a line begins with, in the digits that CommonMark knows.
    fn number_of_item(&mut self, words: &str) -> Option<Edit> {
        let before = std::mem::replace(&mut self.last, LastLine::Blank);
        if words.trim().is_empty() {
            // An item may have several paragraphs.
            self.last = match before {
                LastLine::Item | LastLine::BlankInList => LastLine::BlankInList,
                LastLine::Blank | LastLine::Words => LastLine::Blank,
            };
            return None;
        }
        let deep = indent_of(words) >= 4;
        let in_list = matches!(before, LastLine::Item | LastLine::BlankInList);
        let item = list_marks::item(words).filter(|item| match before {
            // What is indented by four may be code, but below an item it is one of its own.
            LastLine::Item | LastLine::BlankInList => true,
            LastLine::Blank => !deep,
            // «در سال» and below it «۱۳۵۷. …» are one paragraph: only a first item ends one (CommonMark 5.3).
            LastLine::Words => !deep && item.may_end_paragraph,
        });
        let goes_on = match before {
            LastLine::Item => true,
            LastLine::BlankInList => indent_of(words) > 0,
            LastLine::Blank | LastLine::Words => false,
        };
        self.last = match (&item, in_list && goes_on) {
            (Some(_), _) | (None, true) => LastLine::Item,
            (None, false) => LastLine::Words,
        };
        item?.edit
    }

    /// What `%%` comments out in a line.
    fn comments(&mut self, words: &str) -> Vec<Edit> {
        let mut found = Vec::new();
        let mut start = 0;
        let mut rest = 0;
        while let Some(at) = words[rest..].find("%%").map(|at| rest + at) {
            if self.comment {
                found.push(Edit::drop(start..at + 2));
            }
            self.comment = !self.comment;
            start = at;
            rest = at + 2;
        }
        if self.comment {
            found.push(Edit::drop(start..words.len()));
        }
        found
    }

    /// A question that a plugin of Obsidian answers, and a book cannot: how many lines it takes.
    fn query_at(&mut self, lines: &[Line]) -> Option<usize> {
        const QUERIES: [&str; 7] = [
            "dataview",
            "dataviewjs",
            "query",
            "tasks",
            "button",
            "kanban",
            "excalidraw",
        ];
        let (first, rest) = lines.split_first()?;
        let fence = CodeFence::opening(self.words(first))?;
        if !QUERIES.contains(&fence.info(self.words(first))) {
            return None;
        }
        let until = rest
            .iter()
            .position(|line| fence.is_closed_by(self.words(line)))?;
        self.changed = true;
        self.not_run.push(self.out.span(first.range.clone()));
        self.out.put("\n", first.range.clone());
        Some(until + 2)
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

/// A stretch of a line and what is written instead of it.
struct Edit {
    range: Range<usize>,
    words: Cow<'static, str>,
}

impl Edit {
    fn drop(range: Range<usize>) -> Self {
        Self {
            range,
            words: Cow::Borrowed(""),
        }
    }
}

/// The edits that only the whole text tells.
fn prepared(typed: &Typed<'_>) -> Vec<Edit> {
    let mut edits = notes_again::renamed(typed.text);
    edits.extend(spans::edits(typed.text));
    if typed.dialects.contains(&Dialect::Pandoc) {
        edits.extend(pandoc::examples(typed.text, typed.digits));
        edits.extend(pandoc::fancy_items(typed.text));
    }
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// ` ^name` at the end of a block of Obsidian is its id.
fn name_of_block(words: &str) -> Option<Edit> {
    let end = words.trim_end().len();
    let at = words.rfind(" ^")?;
    let name = &words[at + 2..end];
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let is_name = !name.is_empty() && name.chars().all(plain) && !words[..at].trim().is_empty();
    is_name.then(|| Edit {
        range: at + 1..end,
        words: Cow::Owned(format!("{{#{name}}}")),
    })
}

/// `==words==` of Obsidian as `<mark>words</mark>`.
fn marks(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut rest = 0;
    let mut in_code = false;
    while let Some(start) = words[rest..].find("==").map(|at| rest + at) {
        let inside = &words[start + 2..];
        in_code ^= words[rest..start].matches('`').count() % 2 == 1;
        let spaced = inside.starts_with([' ', '=']) || inside.is_empty() || in_code;
        let end = inside.find("==").filter(|_| !spaced);
        let Some(end) = end.map(|end| start + 2 + end) else {
            rest = start + 2;
            continue;
        };
        found.push(Edit {
            range: start..start + 2,
            words: Cow::Borrowed("<mark>"),
        });
        found.push(Edit {
            range: end..end + 2,
            words: Cow::Borrowed("</mark>"),
        });
        in_code ^= words[start..end].matches('`').count() % 2 == 1;
        rest = end + 2;
    }
    found
}

#[cfg(test)]
mod tests;
