//! The tree of a plan in, the parts and chapters of the book in reading order out.

use super::letters::Letters;
use super::plan::{BookPlan, Chapter, Entry, Layout, Origin, collect};
use crate::locale::Direction;
use crate::source::BookPath;

/// A member of the book, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member<'p> {
    /// The title of a part.
    Part(PartTitle<'p>),
    /// A file.
    Chapter(Listed<'p>),
}

/// A title above chapters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartTitle<'p> {
    /// The title.
    pub title: &'p str,
    /// Where it stands.
    pub origin: &'p Origin,
    /// The first chapter below it.
    pub first: &'p BookPath,
    /// How many parts and chapters it stands below.
    pub below: usize,
}

/// A chapter with its place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed<'p> {
    /// The chapter.
    pub chapter: &'p Chapter,
    /// How many parts and chapters it stands below.
    pub below: usize,
    /// Whether it stands below another chapter, which it may go on from.
    pub inner: bool,
}

impl BookPlan {
    /// The members of the book in reading order.
    ///
    /// A title above the whole book is the book's, and no part. Neither is the name of a folder in letters
    /// of another script than the book's (`guide` in a Persian book), or above one chapter alone.
    pub fn members(&self) -> Vec<Member<'_>> {
        let language = self.facts.language.as_ref();
        let mut walk = Walk {
            direction: language.map_or(Direction::Rtl, |found| found.value.direction()),
            members: Vec::new(),
        };
        let mut entries = self.entries.as_slice();
        // What `book.toml` calls a part is one, also where it holds the whole book.
        while let [Entry::Heading { entries: inner, .. }] = entries
            && self.layout != Layout::Listed
        {
            entries = inner;
        }
        walk.entries(entries, Depth::default());
        walk.members
    }
}

/// Where in the tree the walk stands.
#[derive(Clone, Copy, Default)]
struct Depth {
    below: usize,
    inner: bool,
}

impl Member<'_> {
    /// How many parts and chapters it stands below.
    pub fn below(&self) -> usize {
        match self {
            Self::Part(part) => part.below,
            Self::Chapter(listed) => listed.below,
        }
    }
}

struct Walk<'p> {
    direction: Direction,
    members: Vec<Member<'p>>,
}

impl<'p> Walk<'p> {
    fn entries(&mut self, entries: &'p [Entry], depth: Depth) {
        let Depth { below, inner } = depth;
        for entry in entries {
            match entry {
                Entry::Heading {
                    title,
                    origin,
                    entries,
                } => match self.part(title, origin, entries) {
                    Some(part) => {
                        self.members.push(Member::Part(PartTitle { below, ..part }));
                        let below = below + 1;
                        self.entries(entries, Depth { below, inner });
                    }
                    None => self.entries(entries, depth),
                },
                Entry::Chapter(chapter) => {
                    self.members.push(Member::Chapter(Listed {
                        chapter,
                        below,
                        inner,
                    }));
                    let inner = Depth {
                        below: below + 1,
                        inner: true,
                    };
                    self.entries(&chapter.entries, inner);
                }
                Entry::Draft { .. } => {}
            }
        }
    }

    fn part(
        &self,
        title: &'p str,
        origin: &'p Origin,
        entries: &'p [Entry],
    ) -> Option<PartTitle<'p>> {
        let mut chapters = Vec::new();
        collect(entries, &mut chapters);
        let first = &chapters.first()?.path;
        let named = *origin == Origin::Name;
        let foreign = Letters::of(title).is_foreign_to(self.direction);
        let shown = !title.trim().is_empty() && !(named && (foreign || chapters.len() == 1));
        shown.then_some(PartTitle {
            title,
            origin,
            first,
            below: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Member;
    use crate::import::{Request, plan};
    use crate::source::MemoryFiles;

    fn members(files: &MemoryFiles) -> String {
        let plan = plan(files, &Request::default()).unwrap();
        let shown = plan.members().into_iter().map(|member| match member {
            Member::Part(part) => format!("{}# {}", part.below, part.title),
            Member::Chapter(listed) => format!("{} {}", listed.below, listed.chapter.path),
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn parts_and_chapters_know_how_deep_they_stand() {
        let text = "متن این فصل به فارسی است و چند جمله دارد تا زبان آن شناخته شود.";
        let summary = "# فهرست\n\n[پیش](a.md)\n\n# بخش یکم\n\n- [ب](b.md)\n  - [ج](c.md)\n";
        let files = MemoryFiles::default().with("book.toml", "[book]\ntitle = 'ک'\nsrc = '.'\n");
        let files = ["a.md", "b.md", "c.md"]
            .into_iter()
            .fold(files.with("SUMMARY.md", summary), |files, name| {
                files.with(name, text)
            });
        assert_eq!(members(&files), "0 a.md, 0# بخش یکم, 1 b.md, 2 c.md");
    }

    #[test]
    fn a_folder_named_in_another_script_is_no_part() {
        let text = "متن این فصل به فارسی است و چند جمله دارد تا زبان آن شناخته شود.";
        let files = MemoryFiles::default()
            .with("guide/1.md", text)
            .with("guide/2.md", text)
            .with("بخش دوم/1.md", text)
            .with("بخش دوم/2.md", text);
        assert_eq!(
            members(&files),
            "0 guide/1.md, 0 guide/2.md, 0# بخش دوم, 1 بخش دوم/1.md, 1 بخش دوم/2.md"
        );
    }
}
