//! What stands within a line of another tool: the line in, the same with its edits and with names in the place of notes
//! out; the notes follow at the end of the chapter.
//!
//! ```text
//! متن ^[یادداشت] و {.class}   →   متن [^^1] و          [^^1]: یادداشت
//! ```

use std::borrow::Cow;
use std::ops::Range;

use super::edit::Edit;
use super::headings::{self, Around};
use super::inline_notes::{self, InlineNote};
use super::lines::{Line, indent_of};
use super::list_marks::LastLine;
use super::{
    Rewriter, emoji, emphasis, kramdown, leanpub, list_marks, mdx, mkdocs, myst, note_in_link,
    obsidian, pairs, pandoc,
};

/// Notes within a line that may stand in each other: their words are read again in each.
pub(super) const DEEPEST_NOTE: usize = 8;

/// A note within a line, with the name that stands in its place.
pub(super) struct NamedNote {
    name: String,
    /// How many notes it stands in.
    depth: usize,
    inside: Range<usize>,
}

impl Rewriter<'_> {
    /// A line with what stands in it: marked words, keys, comments of Obsidian, attributes of kramdown, notes.
    pub(super) fn inline(&mut self, line: &Line) {
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
            self.omissions.too_deep.get_or_insert(place);
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
    pub(super) fn define_notes(&mut self) {
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
        edits.extend(self.space_of_heading(line));
        edits.extend(self.last.item_number(words));
        edits.extend(self.prepared_on(line));
        // What is indented by four may be code.
        if indent_of(words) < 4 {
            edits.extend(emphasis::edits(words));
            edits.extend(emoji::edits(words));
            edits.extend(pairs::edits(words, &pairs::MARKED));
            edits.extend(note_in_link::edits(words));
            let next = self.text[line.end..].lines().next().unwrap_or_default();
            if !self.items.contains(&line.end) {
                edits.extend(list_marks::end_before_lettered(words, next));
            }
        }
        if self.pandoc {
            edits.extend(pandoc::edits(words));
            if line.range.start >= self.body && pandoc::has_program(words) {
                self.omissions
                    .not_run
                    .push(self.out.span(line.range.clone()));
            }
        }
        if self.leanpub {
            edits.extend(leanpub::edits(words));
        }
        if self.mkdocs {
            edits.extend(mkdocs::edits(words));
        }
        if self.myst {
            edits.extend(myst::edits(words));
        }
        if self.obsidian {
            edits.extend(obsidian::comments(words, &mut self.comment));
            edits.extend(obsidian::name_of_block(words));
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

    /// The space that the signs of a heading lack.
    fn space_of_heading(&self, line: &Line) -> Option<Edit> {
        let start = line.range.start;
        let before = self.text.get(self.body..start)?;
        let around = match self.last {
            // A line of tags is no heading in a vault: `#ملاحظة`.
            _ if self.obsidian => Around::Words,
            _ if before.trim().is_empty() => Around::Head,
            LastLine::Blank | LastLine::BlankInList => Around::Apart,
            LastLine::Item | LastLine::Words => Around::Words,
        };
        headings::missing_space(self.words(line), around)
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
}
