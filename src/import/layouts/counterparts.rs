//! A navigation that names the files of one language in, those of the language that was chosen out.
//!
//! Where translations stand beside each other, a site has one navigation for all of them:
//!
//! ```text
//! nav: [guide.md]        mkdocs.yml
//! guide.md, guide.fa.md  the files: the second one is meant where Persian is asked for
//! ```

use super::Reading;
use crate::import::languages::{Edition, bare_name};
use crate::import::letters::Letters;
use crate::import::plan::{Chapter, Entry};
use crate::import::repository::joined;
use crate::lookup::Lookup;
use crate::source::BookPath;

/// Puts the files of the chosen language in the place of those that the navigation names.
pub(super) fn take(reading: &mut Reading) {
    let counterparts = Counterparts::of(&reading.edition);
    if !counterparts.by_name.is_empty() {
        let mut entries = std::mem::take(&mut reading.entries);
        counterparts.replace(&reading.edition, &mut entries);
        reading.entries = entries;
    }
}

/// The files of an edition whose names end with its language, by their names without it.
pub(super) struct Counterparts {
    by_name: Lookup<String, BookPath>,
}

impl Counterparts {
    /// Those of an edition.
    pub(super) fn of(edition: &Edition) -> Self {
        let named = edition.files.iter().filter_map(|path| {
            let bare = bare_name(path)?;
            Some((joined(path.folder(), bare), path.clone()))
        });
        Self {
            by_name: named.collect(),
        }
    }

    /// The file that has the name of another one, and the language behind it.
    pub(super) fn named(&self, other: &BookPath) -> Option<&BookPath> {
        let other = other.as_str();
        let name = other.rsplit_once('.').map_or(other, |(name, _)| name);
        self.by_name.get(name)
    }

    fn replace(&self, edition: &Edition, entries: &mut [Entry]) {
        for entry in entries {
            match entry {
                Entry::Chapter(chapter) => {
                    if !edition.has(&chapter.path) {
                        self.replace_one(edition, chapter);
                    }
                    self.replace(edition, &mut chapter.entries);
                }
                Entry::Heading { entries, .. } => self.replace(edition, entries),
                Entry::Draft { .. } => {}
            }
        }
    }

    /// The title that the navigation gives is dropped where it is in the script of another language: the
    /// translation has its own.
    fn replace_one(&self, edition: &Edition, chapter: &mut Chapter) {
        let Some(own) = self.named(&chapter.path) else {
            return;
        };
        chapter.path = own.clone();
        let direction = edition.direction();
        chapter
            .title
            .take_if(|title| Letters::of(title).is_foreign_to(direction));
    }
}
