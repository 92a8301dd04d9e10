//! Settings files in, what they say of the book out, each fact with its line.

use super::data::{Document, Node, Value};
use super::plan::{Contributor, Facts, Found, Part};
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
        if self.people.is_empty() {
            self.people = other.people;
        }
    }
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
