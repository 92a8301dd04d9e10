//! What one build of a book leaves for the next one.

use std::sync::Arc;

use super::proofread::ProofreadBefore;
use crate::code::CodeReader;
use crate::formula::FormulaReader;
use crate::markdown::ReadBefore;
use crate::page::SetBefore;
use crate::view::KeysBefore;

/// What was made of a book the last time: chapters that were read, chapters that were set. A book that is built
/// again and again is built with one of these; what comes out is what would come out without it.
#[derive(Default)]
pub struct Memory {
    /// Chapters that were read.
    pub(super) read: ReadBefore,
    /// Chapters that were set.
    pub(super) set: SetBefore,
    /// Misspellings of chapters.
    pub(super) proofread: ProofreadBefore,
    /// The keys of pages.
    pub(crate) keys: KeysBefore,
    /// Codes that were read.
    pub(super) codes: Arc<CodeReader>,
    /// Formulas that were read.
    pub(super) formulas: Arc<FormulaReader>,
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;

    use super::Memory;
    use crate::book::Book;
    use crate::pipeline::BuildContext;
    use crate::source::MemoryFiles;

    impl Memory {
        /// How much is kept of each kind: chapters that were read, that were proofread, that were set, …
        fn counts(&self) -> Vec<usize> {
            let own = [self.read.count(), self.proofread.count(), self.keys.count()];
            own.into_iter().chain(self.set.counts()).collect()
        }
    }

    /// Binds chapters as the preview does.
    fn build(chapters: &[Vec<String>], memory: &Arc<Memory>) {
        let settings = "[book]\ntitle = \"کتاب\"\nlanguage = \"fa\"\n";
        let start = MemoryFiles::default().with("book.toml", settings);
        let files = chapters
            .iter()
            .enumerate()
            .fold(start, |files, (at, blocks)| {
                let text = blocks.join("\n\n");
                files.with(&format!("{at:02}.md"), format!("# فصل {at}\n\n{text}\n"))
            });
        let context = BuildContext {
            memory: Some(Arc::clone(memory)),
            ..BuildContext::new(&files)
        };
        let mut book = Book::open_in(context).unwrap().resolve().unwrap();
        book.proofread();
        let _keys = book.set().keys();
    }

    #[test]
    fn after_many_edits_no_more_is_kept_than_after_a_first_build() {
        let words = "کتاب خوب را دوباره می‌خوانند و هر بار چیز تازه‌ای در آن می‌یابند. ";
        let chapter = |chapter: usize| {
            let blocks = (0..9).map(|block| format!("بند {chapter} {block}. {}", words.repeat(6)));
            blocks.collect::<Vec<String>>()
        };
        let mut chapters: Vec<Vec<String>> = (0..4).map(chapter).collect();
        let memory = Arc::default();
        build(&chapters, &memory);
        for edit in 0..60 {
            let chapter = edit * 7 % chapters.len();
            let blocks = &mut chapters[chapter];
            let at = edit * 5 % blocks.len();
            match edit % 5 {
                0 => {
                    let end = blocks[at].floor_char_boundary(300);
                    blocks[at].truncate(end);
                }
                1 => blocks.insert(at, format!("نو {edit}. {words}")),
                2 if blocks.len() > 5 => drop(blocks.remove(at)),
                3 => write!(blocks[at], " [^{edit}]\n\n[^{edit}]: یادداشت {edit}.").unwrap(),
                _ => write!(blocks[at], " واژه {edit}.").unwrap(),
            }
            match edit {
                // A chapter comes and goes.
                20 => chapters.push(vec![words.repeat(9)]),
                40 => drop(chapters.pop()),
                _ => {}
            }
            build(&chapters, &memory);
        }
        let anew = Arc::default();
        build(&chapters, &anew);
        assert_eq!(memory.counts(), anew.counts());
    }
}
