//! Settings files in, what they say of the book out, each fact with its line.

use super::data::{Document, Node, Value};
use super::isolated;
use super::plan::{Contributor, Facts, Found, Notice, NoticeKind, Origin, Part};
use super::repository::{Repository, joined};
use crate::locale::{Direction, Language};
use crate::source::BookPath;

/// The names under which people are listed, and their part.
const PEOPLE: &[Named] = &[
    Named {
        key: "authors",
        part: Part::Author,
    },
    Named {
        key: "author",
        part: Part::Author,
    },
    Named {
        key: "creator",
        part: Part::Author,
    },
    Named {
        key: "site_author",
        part: Part::Author,
    },
    Named {
        key: "translators",
        part: Part::Translator,
    },
    Named {
        key: "translator",
        part: Part::Translator,
    },
    Named {
        key: "editors",
        part: Part::Editor,
    },
    Named {
        key: "editor",
        part: Part::Editor,
    },
    Named {
        key: "illustrators",
        part: Part::Illustrator,
    },
    Named {
        key: "illustrator",
        part: Part::Illustrator,
    },
];

struct Named {
    key: &'static str,
    part: Part,
}

impl Facts {
    /// Takes from a settings file what is not known yet. `below` are the names joined by dots below
    /// which the facts stand, empty for the top of the file.
    pub(super) fn complete_from(&mut self, document: &Document, below: &str) {
        let text = |keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| dotted(below, key)).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            document.first_text(&keys)
        };
        fill(
            &mut self.title,
            text(&["title", "site_name", "book_title", "name"]),
        );
        // pandoc: `title: [{ type: main, text: … }, { type: subtitle, text: … }]`.
        let listed = |kind: &str| {
            let titles = document.root.at(&dotted(below, "title"))?.items();
            let titled = titles
                .iter()
                .find(|node| node.text_at("type") == Some(kind))?;
            let value = titled.text_at("text")?.to_owned();
            let origin = document.place(titled);
            Some(Found { value, origin })
        };
        fill(&mut self.title, listed("main"));
        fill(&mut self.subtitle, listed("subtitle"));
        fill(&mut self.subtitle, text(&["subtitle", "tagline"]));
        fill(
            &mut self.description,
            text(&["description", "site_description", "abstract"]),
        );
        fill(&mut self.isbn, text(&["isbn"]));
        fill(&mut self.publisher, text(&["publisher"]));
        fill(&mut self.rights, text(&["rights", "license", "copyright"]));
        fill(
            &mut self.date,
            text(&["date", "published", "year"]).and_then(as_date),
        );
        let identifier = text(&["identifier"]).filter(|found| found.value.contains(':'));
        fill(&mut self.identifier, identifier);
        let language = text(&[
            "language",
            "lang",
            "locale",
            "languageCode",
            "defaultContentLanguage",
        ]);
        fill(&mut self.language, language.and_then(as_language));
        let direction = text(&["direction", "dir", "text-direction", "languageDirection"]);
        fill(&mut self.direction, direction.and_then(as_direction));
        if self.people.is_empty() {
            self.people = people(document, below);
        }
    }

    /// Takes the cover that a settings file names, where the file is there.
    pub(super) fn complete_cover(
        &mut self,
        repository: &Repository<'_>,
        document: &Document,
        below: &str,
    ) {
        let keys = ["cover-image", "cover", "cover_image", "epub-cover-image"];
        let named = keys
            .iter()
            .find_map(|key| document.text(&dotted(below, key)));
        let cover = named.and_then(|found| {
            let written = found.value.trim_start_matches('/');
            let path = BookPath::new(&joined(document.path.folder(), written)).ok()?;
            repository.has(&path).then_some(Found {
                value: path,
                origin: found.origin,
            })
        });
        fill(&mut self.cover, cover);
    }

    /// Takes the works that a settings file of pandoc's family names, and the style of citations; what is not there
    /// is told.
    pub(super) fn complete_references(
        &mut self,
        repository: &Repository<'_>,
        document: &Document,
        below: &str,
    ) {
        let there = |node: &Node| {
            let written = node.text()?.trim_start_matches('/');
            let origin = document.place(node);
            let path = BookPath::new(&joined(document.path.folder(), written)).ok();
            let Some(path) = path.filter(|path| repository.has(path)) else {
                report_absent(repository, written, origin);
                return None;
            };
            let value = path;
            Some(Found { value, origin })
        };
        for key in ["bibliography", "bibtex_bibfiles"] {
            if self.bibliography.is_empty()
                && let Some(named) = document.root.at(&dotted(below, key))
            {
                self.bibliography = named.items().iter().filter_map(there).collect();
            }
        }
        if self.citation_style.is_none() {
            let named = document.text(&dotted(below, "csl"));
            self.citation_style = named.map(|named| style(repository, document, named));
        }
        if self.nocite.is_empty()
            && let Some(named) = document.text(&dotted(below, "nocite"))
        {
            let keys = named
                .value
                .split(|sign: char| sign.is_whitespace() || ",;".contains(sign));
            let keys = keys.filter_map(|key| key.strip_prefix('@'));
            self.nocite = keys.map(str::to_owned).collect();
        }
    }

    /// Takes the only bibliography of a folder, where nothing names one: many are named on a command line alone.
    pub(super) fn complete_bibliography(&mut self, repository: &Repository<'_>, folder: &str) {
        if !self.bibliography.is_empty() {
            return;
        }
        let mut files = repository.files_in(folder).iter();
        let only = files.find(|path| path.extension() == "bib");
        let others = files.any(|path| path.extension() == "bib");
        self.bibliography = only
            .filter(|_| !others)
            .map(|path| Found {
                value: path.clone(),
                origin: Origin::Name,
            })
            .into_iter()
            .collect();
    }

    /// Takes what is not known yet from other facts.
    pub(super) fn complete_with(&mut self, other: Self) {
        fill(&mut self.title, other.title);
        fill(&mut self.subtitle, other.subtitle);
        fill(&mut self.language, other.language);
        fill(&mut self.direction, other.direction);
        fill(&mut self.description, other.description);
        fill(&mut self.identifier, other.identifier);
        fill(&mut self.isbn, other.isbn);
        fill(&mut self.publisher, other.publisher);
        fill(&mut self.cover, other.cover);
        fill(&mut self.date, other.date);
        fill(&mut self.rights, other.rights);
        fill(&mut self.citation_style, other.citation_style);
        if self.bibliography.is_empty() {
            self.bibliography = other.bibliography;
        }
        if self.nocite.is_empty() {
            self.nocite = other.nocite;
        }
        if self.people.is_empty() {
            self.people = other.people;
        }
    }
}

/// A style by its file; one that is not there is looked for by its name, as pandoc's own are
/// (`https://www.zotero.org/styles/apa`, `ieee.csl`).
fn style(repository: &Repository<'_>, document: &Document, named: Found<String>) -> Found<String> {
    let written = named.value.trim_start_matches('/');
    let path = BookPath::new(&joined(document.path.folder(), written)).ok();
    let value = match path.filter(|path| repository.has(path)) {
        Some(path) => path.to_string(),
        None => {
            let name = written.rsplit('/').next().unwrap_or(written);
            name.strip_suffix(".csl").unwrap_or(name).to_owned()
        }
    };
    Found { value, ..named }
}

/// Tells of a file of works or a style that is not in the folder: many are addresses on the network.
fn report_absent(repository: &Repository<'_>, written: &str, origin: Origin) {
    repository.notice(Notice {
        kind: NoticeKind::MissingFile,
        origin,
        message: format!("there is no file {}", isolated(written)),
        hint: "citations of works in it stay as they are written; put the file into the folder"
            .to_owned(),
    });
}

fn fill<T>(known: &mut Option<T>, found: Option<T>) {
    if known.is_none() {
        *known = found;
    }
}

fn dotted(below: &str, key: &str) -> String {
    if below.is_empty() {
        key.to_owned()
    } else {
        format!("{below}.{key}")
    }
}

fn as_language(found: Found<String>) -> Option<Found<Language>> {
    let value = Language::new(&found.value)?;
    let origin = found.origin;
    Some(Found { value, origin })
}

fn as_direction(found: Found<String>) -> Option<Found<Direction>> {
    let value = match found.value.as_str() {
        "rtl" => Direction::Rtl,
        "ltr" => Direction::Ltr,
        _ => return None,
    };
    let origin = found.origin;
    Some(Found { value, origin })
}

/// A year, month or day; anything else (`today`, `` `r Sys.Date()` ``) is no date of a book.
fn as_date(found: Found<String>) -> Option<Found<String>> {
    let latin = crate::locale::Digits::Latin.convert(&found.value);
    let day: String = latin
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || *letter == '-')
        .collect();
    let plain = matches!(day.len(), 4 | 7 | 10);
    plain.then_some(Found {
        value: day,
        ..found
    })
}

fn people(document: &Document, below: &str) -> Vec<Found<Contributor>> {
    let mut found: Vec<Found<Contributor>> = Vec::new();
    for Named { key, part } in PEOPLE {
        let Some(node) = document.root.at(&dotted(below, key)) else {
            continue;
        };
        for item in node.items() {
            let Some(contributor) = contributor(item, *part) else {
                continue;
            };
            let origin = document.place(item);
            let known = found.iter().any(|other| other.value == contributor);
            if !known {
                found.push(Found {
                    value: contributor,
                    origin,
                });
            }
        }
    }
    found
}

/// A name, or a table that holds one: `{ name = … }`, `{ text: …, role: translator }` of pandoc.
fn contributor(node: &Node, part: Part) -> Option<Contributor> {
    if let Value::Scalar(_) = node.value {
        let name = node.text()?.to_owned();
        return Some(Contributor { name, part });
    }
    let name = ["name", "text", "title"]
        .iter()
        .find_map(|key| node.text_at(key));
    let full = || {
        let given = node
            .text_at("name.given")
            .or_else(|| node.text_at("given"))?;
        let family = node
            .text_at("name.family")
            .or_else(|| node.text_at("family"))?;
        Some(format!("{given} {family}"))
    };
    let part = match node.text_at("role") {
        Some("translator" | "trl") => Part::Translator,
        Some("editor" | "edt") => Part::Editor,
        Some("illustrator" | "ill") => Part::Illustrator,
        _ => part,
    };
    let name = name.map(str::to_owned).or_else(full)?;
    Some(Contributor { name, part })
}

impl Facts {
    /// Says the direction, where a setting of its own says it.
    pub(super) fn say_direction(&mut self, found: Option<Found<String>>) {
        fill(&mut self.direction, found.and_then(as_direction));
    }

    /// Says the language by its tag, where a setting of its own says it.
    pub(super) fn say_language_tag(&mut self, found: Option<Found<String>>) {
        fill(&mut self.language, found.and_then(as_language));
    }

    /// Says the cover, which is known by its file's name.
    pub(super) fn say_cover(&mut self, path: BookPath) {
        let origin = super::plan::Origin::Name;
        fill(
            &mut self.cover,
            Some(Found {
                value: path,
                origin,
            }),
        );
    }
}
