//! The Markdown files of a book in several languages in, those of one language out.
//!
//! A language shows in a folder (`fa/…`, `_articles/ar/…`, `i18n/fa/…`) or behind the name
//! (`intro.fa.md`, `README-fa.md`). A folder whose text contradicts its name is none: `vi` may be about
//! an editor.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::Letters;
use super::plan::{Found, LeftOut, Origin, Reason};
use super::repository::{Repository, is_under, joined, stem};
use super::{BookInLanguage, Refusal, companions};
use crate::locale::{Direction, Language};
use crate::source::BookPath;

/// Tags that a folder or an ending can be: right-to-left ones, and those that books are translated to.
const TAGS: &[&str] = &[
    "fa", "prs", "pes", "ar", "ur", "ps", "ckb", "he", "iw", "yi", "ug", "sd", "dv", "azb", "syr",
    "pnb", "ku", "bal", "en", "de", "fr", "es", "pt", "it", "nl", "ru", "uk", "be", "bg", "sr",
    "hr", "cs", "sk", "pl", "sl", "hu", "ro", "el", "tr", "az", "hy", "ka", "kk", "uz", "hi", "bn",
    "ta", "te", "zh", "ja", "ko", "vi", "th", "id", "ms", "sv", "da", "nb", "nn", "fi", "et", "lv",
    "lt", "ca", "eu", "gl", "sq", "mk", "bs", "mn", "my", "km", "ne", "si", "sw", "eo",
];

/// Scripts that a tag can name.
const SCRIPTS: [&str; 6] = ["arab", "hebr", "latn", "cyrl", "hans", "hant"];

/// Names of languages that a folder can bear.
const NAMES: &[Name] = &[
    Name {
        name: "farsi",
        tag: "fa",
    },
    Name {
        name: "persian",
        tag: "fa",
    },
    Name {
        name: "فارسی",
        tag: "fa",
    },
    Name {
        name: "dari",
        tag: "prs",
    },
    Name {
        name: "arabic",
        tag: "ar",
    },
    Name {
        name: "العربية",
        tag: "ar",
    },
    Name {
        name: "عربی",
        tag: "ar",
    },
    Name {
        name: "urdu",
        tag: "ur",
    },
    Name {
        name: "pashto",
        tag: "ps",
    },
    Name {
        name: "kurdish",
        tag: "ckb",
    },
    Name {
        name: "hebrew",
        tag: "he",
    },
    Name {
        name: "english",
        tag: "en",
    },
    Name {
        name: "انگلیسی",
        tag: "en",
    },
];

struct Name {
    name: &'static str,
    tag: &'static str,
}

/// The files of a book in one language.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    /// The folder that holds them: the source itself, or `source/fa`.
    pub(super) folder: String,
    /// All folders that show its language, sorted; none where its files lie anywhere.
    pub(super) folders: Vec<String>,
    /// The files, sorted by path.
    pub(super) files: BTreeSet<BookPath>,
    /// Its language, from its name, else from the letters of its text.
    pub(super) language: Option<Found<Language>>,
    /// The letters of all its files.
    pub(super) letters: Letters,
    /// The files of other languages.
    pub(super) left_out: Vec<LeftOut>,
}

/// The files of one language before one is chosen.
#[derive(Default)]
struct Group {
    files: Vec<BookPath>,
    /// How many files lie in each folder that shows the language.
    folders: BTreeMap<String, usize>,
    letters: Letters,
}

impl Group {
    fn add(&mut self, repository: &Repository<'_>, path: BookPath, folder: &str) {
        self.letters += &repository.letters(&path);
        *self.folders.entry(folder.to_owned()).or_default() += 1;
        self.files.push(path);
    }

    fn take(&mut self, other: Self) {
        self.letters += &other.letters;
        self.files.extend(other.files);
    }

    /// Files that can be chapters.
    fn chapters(&self) -> usize {
        let can_be = |path: &&BookPath| {
            let stray = path.folder().is_empty() && companions::is_readme(path);
            companions::reason(path).is_none() && !stray
        };
        self.files.iter().filter(can_be).count()
    }

    /// Files that can be chapters or READMEs.
    fn texts(&self) -> usize {
        let texts = self.files.iter();
        texts
            .filter(|path| companions::reason(path).is_none())
            .count()
    }

    fn folder(&self) -> String {
        let most = self.folders.iter().rev().max_by_key(|(_, count)| **count);
        most.map(|(folder, _)| folder.clone()).unwrap_or_default()
    }
}

/// Which language a path shows, and the folder that shows it.
struct Shown {
    tag: Language,
    folder: String,
}

/// Chooses among the Markdown files below `source`: the language asked for, else the only
/// right-to-left one, else the only one.
///
/// # Errors
/// The language asked for is not there, or several are and none was asked for.
pub(super) fn choose(
    repository: &Repository<'_>,
    source: &str,
    asked: Option<&Found<Language>>,
) -> Result<Edition, Refusal> {
    let mut groups = grouped(repository, source);
    if groups.len() <= 1 {
        let group = groups
            .pop_first()
            .map(|(_, group)| group)
            .unwrap_or_default();
        return Ok(only(group, source, asked));
    }
    let untagged = groups.get(&None).map(|group| group.letters.language());
    let languages: BTreeMap<Option<Language>, Option<Language>> = groups
        .keys()
        .map(|tag| (*tag, tag.or_else(|| untagged.flatten())))
        .collect();
    let choices = |count: fn(&Group) -> usize| -> Vec<BookInLanguage> {
        let asked = groups.iter().filter(|(tag, group)| {
            // What lies beside the folder of a language and is in that language is about it.
            let beside = tag.is_none() && groups.contains_key(&languages[*tag]);
            count(group) > 0 && !beside
        });
        let choices = asked.filter_map(|(tag, group)| {
            Some(BookInLanguage {
                language: languages[tag]?,
                chapters: count(group),
                folder: if tag.is_some() {
                    group.folder()
                } else {
                    source.to_owned()
                },
            })
        });
        choices.collect()
    };
    let mut choices_of_chapters = choices(Group::chapters);
    // One README in each language, and nothing else.
    if choices_of_chapters.is_empty() {
        choices_of_chapters = choices(Group::texts);
    }
    let choices = choices_of_chapters;
    let chosen = pick(&choices, asked.map(|found| &found.value))?;
    let key = groups
        .keys()
        .find(|tag| tag.as_ref() == Some(&chosen.language))
        .or_else(|| {
            groups
                .keys()
                .find(|tag| languages[*tag].as_ref() == Some(&chosen.language))
        })
        .cloned()
        .flatten();
    Ok(taken(groups, key.as_ref(), chosen))
}

/// The language asked for, else the only one that runs from the right, else the only one.
fn pick(choices: &[BookInLanguage], asked: Option<&Language>) -> Result<BookInLanguage, Refusal> {
    if let Some(asked) = asked {
        let exact = choices.iter().find(|choice| choice.language == *asked);
        let near = || {
            choices
                .iter()
                .find(|choice| choice.language.primary() == asked.primary())
        };
        return exact
            .or_else(near)
            .cloned()
            .ok_or_else(|| Refusal::NoSuchLanguage {
                asked: *asked,
                choices: choices.to_vec(),
            });
    }
    let rtl = |choice: &&BookInLanguage| choice.language.direction() == Direction::Rtl;
    let mut candidates: Vec<&BookInLanguage> = choices.iter().filter(rtl).collect();
    if candidates.is_empty() {
        candidates = choices.iter().collect();
    }
    candidates.dedup_by(|a, b| a.language == b.language);
    match candidates.as_slice() {
        [only] => Ok((*only).clone()),
        _ => Err(Refusal::SeveralLanguages {
            choices: choices.to_vec(),
        }),
    }
}

/// A book in one language.
fn only(group: Group, source: &str, asked: Option<&Found<Language>>) -> Edition {
    let by_letters = || {
        group.letters.language().map(|value| Found {
            value,
            origin: Origin::Letters,
        })
    };
    Edition {
        folder: source.to_owned(),
        folders: Vec::new(),
        language: asked.cloned().or_else(by_letters),
        letters: group.letters.clone(),
        files: group.files.into_iter().collect(),
        left_out: Vec::new(),
    }
}

fn taken(
    groups: BTreeMap<Option<Language>, Group>,
    key: Option<&Language>,
    chosen: BookInLanguage,
) -> Edition {
    let mut edition = Edition {
        folder: chosen.folder,
        folders: Vec::new(),
        files: BTreeSet::new(),
        language: Some(Found {
            value: chosen.language,
            origin: if key.is_some() {
                Origin::Name
            } else {
                Origin::Letters
            },
        }),
        letters: Letters::default(),
        left_out: Vec::new(),
    };
    for (tag, group) in groups {
        if tag.as_ref() == key {
            edition.folders = group.folders.into_keys().collect();
            edition.letters = group.letters;
            edition.files = group.files.into_iter().collect();
            continue;
        }
        let shown = tag.or_else(|| group.letters.language());
        let other = shown.map(|tag| Reason::OtherLanguage(tag.to_string()));
        for path in group.files {
            let reason = companions::reason(&path).or_else(|| other.clone());
            let reason = reason.unwrap_or(Reason::Outside);
            edition.left_out.push(LeftOut { reason, path });
        }
    }
    edition
}

/// The files below a folder by the language that their paths show.
fn grouped(repository: &Repository<'_>, source: &str) -> BTreeMap<Option<Language>, Group> {
    let mut groups: BTreeMap<Option<Language>, Group> = BTreeMap::new();
    for path in repository.markdown_under(source) {
        let shown = shown(repository, &path, source);
        let folder = shown
            .as_ref()
            .map_or(source, |shown| shown.folder.as_str())
            .to_owned();
        let group = groups.entry(shown.map(|shown| shown.tag)).or_default();
        group.add(repository, path, &folder);
    }
    let contradicted: Vec<Language> = groups
        .iter()
        .filter_map(|(tag, group)| tag.filter(|tag| contradicts(&group.letters, tag)))
        .collect();
    for tag in contradicted {
        if let Some(group) = groups.remove(&Some(tag)) {
            groups.entry(None).or_default().take(group);
        }
    }
    groups
}

/// Whether a text runs the other way than the language that its folder names. A translation that has
/// just begun is mostly English still.
fn contradicts(letters: &Letters, tag: &Language) -> bool {
    match tag.direction() {
        Direction::Ltr => letters.direction() == Some(Direction::Rtl),
        Direction::Rtl => letters.is_foreign_to(Direction::Rtl),
    }
}

/// The language that a path shows: a folder, else an ending before the ending.
fn shown(repository: &Repository<'_>, path: &BookPath, source: &str) -> Option<Shown> {
    /// Folders below the source that are looked at.
    const FOLDERS: usize = 5;
    let inside = path.folder().strip_prefix(source).unwrap_or_default();
    let mut folder = source.to_owned();
    for part in inside
        .split('/')
        .filter(|part| !part.is_empty())
        .take(FOLDERS)
    {
        let inside = joined(&folder, part);
        let around = std::mem::replace(&mut folder, inside);
        let tag = tag_of(part)
            .or_else(|| tag_behind(part))
            .or_else(|| tag_among(repository, &around, part));
        if let Some(tag) = tag {
            return Some(Shown { tag, folder });
        }
    }
    let tag = ending(repository, path)?;
    let folder = source.to_owned();
    Some(Shown { tag, folder })
}

/// The tag behind the name of a folder that holds text: `docs-fa`, `content.fa`.
fn tag_behind(name: &str) -> Option<Language> {
    const TEXTS: [&str; 6] = ["docs", "content", "book", "src", "text", "chapters"];
    let (bare, tag) = name.rsplit_once(['-', '_', '.'])?;
    tag_of(tag).filter(|_| TEXTS.contains(&bare))
}

/// The tag behind the name of a folder that another folder beside it has with another tag: `_essays_fa` beside
/// `_essays_en`.
fn tag_among(repository: &Repository<'_>, around: &str, name: &str) -> Option<Language> {
    let at = name.rfind(['-', '_', '.'])?;
    let (bare, tag) = (&name[..=at], &name[at + 1..]);
    let own = tag_of(tag)?;
    let is_there = |other: &&str| repository.has_folder(&joined(around, &format!("{bare}{other}")));
    let mut others = TAGS.iter().copied().filter(|other| *other != tag);
    others.find(|other| is_there(other)).map(|_| own)
}

/// The tag behind a file's name: `intro.fa.md`; `README-fa.md` and `intro_fa.md` where the name without
/// it is a file, too, or a README.
fn ending(repository: &Repository<'_>, path: &BookPath) -> Option<Language> {
    let name = stem(path);
    if let Some((_, tag)) = name.rsplit_once('.') {
        return tag_of(tag);
    }
    // `books-fa_IR.md` has two parts behind its name, `intro_fa.md` one.
    let cuts = [name.rsplit_once('-'), name.rsplit_once('_')];
    let mut tagged = cuts.into_iter().flatten();
    let (bare, tag) = tagged.find_map(|(bare, tag)| Some((bare, tag_of(tag)?)))?;
    let sibling = format!("{bare}.{}", path.extension());
    let known = bare.eq_ignore_ascii_case("readme")
        || repository.file(path.folder(), &sibling).is_some()
        || has_sisters(repository, path, bare);
    known.then_some(tag)
}

/// The name of a file without the language behind it: `intro` for `intro.fa.md` and `intro_fa.md`.
pub(super) fn bare_name(path: &BookPath) -> Option<&str> {
    let name = stem(path);
    let cuts = ['.', '-', '_'].map(|sign| name.rsplit_once(sign));
    let mut tagged = cuts.into_iter().flatten();
    tagged.find_map(|(bare, tag)| tag_of(tag).map(|_| bare))
}

/// Whether other files beside one have its name with the tags of other languages: `books-de.md`, `books-fr.md`.
fn has_sisters(repository: &Repository<'_>, path: &BookPath, bare: &str) -> bool {
    let is_sister = |other: &&BookPath| {
        let rest = stem(other).strip_prefix(bare);
        let tag = rest.and_then(|rest| rest.strip_prefix(['-', '_']));
        *other != path && tag.is_some_and(|tag| tag_of(tag).is_some())
    };
    let mut sisters = repository.files_in(path.folder()).iter().filter(is_sister);
    sisters.nth(1).is_some()
}

/// The language that a folder's name means.
pub(super) fn tag_of(name: &str) -> Option<Language> {
    let lower = name.to_lowercase();
    if let Some(known) = NAMES.iter().find(|known| known.name == lower) {
        return Language::new(known.tag);
    }
    let mut parts = lower.split(['-', '_']);
    let primary = parts.next().filter(|primary| TAGS.contains(primary))?;
    // A region or a script may follow, and nothing else: `fa-IR`, `zh-Hant`; `my-book` is no tag.
    let qualified = parts.all(|part| part.len() == 2 || SCRIPTS.contains(&part));
    let lone = lower.len() == primary.len();
    (lone || qualified).then(|| Language::new(name)).flatten()
}

/// The folders directly below one whose names mean a language (`fa`, `src-fa`), sorted.
pub(super) fn language_folders(repository: &Repository<'_>, folder: &str) -> Vec<String> {
    let names = repository
        .folders_in(folder)
        .filter(|name| names_language(name));
    names.map(|name| joined(folder, name)).collect()
}

/// Whether the name of a folder means a language and nothing else: `fa`, `src-fa`.
pub(super) fn names_language(name: &str) -> bool {
    tag_of(name).or_else(|| tag_behind(name)).is_some()
}

impl Edition {
    /// Whether a file belongs to the edition.
    pub(super) fn has(&self, path: &BookPath) -> bool {
        self.files.contains(path)
    }

    /// The files of the edition below a folder.
    pub(super) fn under<'e>(&'e self, folder: &'e str) -> impl Iterator<Item = &'e BookPath> {
        self.files
            .iter()
            .filter(move |path| is_under(path.as_str(), folder))
    }

    /// Which way the text of the edition runs.
    pub(super) fn direction(&self) -> Direction {
        let told = self.language.as_ref().map(|found| found.value.direction());
        self.letters.direction().or(told).unwrap_or(Direction::Rtl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Tongue;

    #[test]
    fn a_folder_may_be_named_by_the_tag_of_every_language_that_has_words() {
        for tongue in Tongue::ALL {
            let language = Language::new(tongue.tag()).unwrap();
            assert!(TAGS.contains(&language.primary()), "{}", tongue.tag());
        }
    }

    #[test]
    fn names_of_folders_that_mean_a_language_are_known() {
        let tag = |name| tag_of(name).map(|tag| tag.to_string());
        assert_eq!(tag("fa").as_deref(), Some("fa"));
        assert_eq!(tag("fa_IR").as_deref(), Some("fa-IR"));
        assert_eq!(tag("farsi").as_deref(), Some("fa"));
        for other in ["js", "css", "fa-chapters", "my-book", "1-js", "os", "ml"] {
            assert_eq!(tag(other), None, "{other}");
        }
    }
}
