//! A plan in, the `book.toml` that says the same out: for authors who want to go on from what was found.

use std::fmt::Write;

use super::plan::{BookPlan, Entry, Facts, Found, Part};

/// The lists of people as `book.toml` names them.
const PEOPLE: [Listed; 4] = [
    Listed {
        key: "authors",
        part: Part::Author,
    },
    Listed {
        key: "translators",
        part: Part::Translator,
    },
    Listed {
        key: "editors",
        part: Part::Editor,
    },
    Listed {
        key: "illustrators",
        part: Part::Illustrator,
    },
];

struct Listed {
    key: &'static str,
    part: Part,
}

impl BookPlan {
    /// The settings that describe the book: what is known of it, and its chapters in order, the titles
    /// of its parts as comments between them.
    ///
    /// ```text
    /// # mdBook: 2 chapters in 1 part
    /// [book]
    /// title = "کتاب"
    /// language = "fa"
    /// chapters = [
    ///   # بخش یکم
    ///   "src/one.md",
    ///   "src/two.md",
    /// ]
    /// ```
    pub fn book_toml(&self) -> String {
        let mut out = String::new();
        comment(&mut out, "", &self.sentence());
        out.push_str("[book]\n");
        facts(&self.facts, &mut out);
        out.push_str("chapters = [\n");
        chapters(&self.entries, &mut out);
        out.push_str("]\n");
        references(&self.facts, &mut out);
        out
    }
}

fn facts(facts: &Facts, out: &mut String) {
    text(out, "title", facts.title.as_ref());
    text(out, "subtitle", facts.subtitle.as_ref());
    text(out, "language", facts.language.as_ref());
    let usual = facts.language.as_ref().map(|found| found.value.direction());
    if let Some(direction) = facts.direction.as_ref().map(|found| found.value)
        && usual != Some(direction)
    {
        pair(out, "direction", &quoted(direction.as_html()));
    }
    for Listed { key, part } in PEOPLE {
        let people = facts
            .people
            .iter()
            .filter(|person| person.value.part == part);
        let names: Vec<String> = people.map(|person| quoted(&person.value.name)).collect();
        if !names.is_empty() {
            pair(out, key, &format!("[{}]", names.join(", ")));
        }
    }
    text(out, "description", facts.description.as_ref());
    text(out, "identifier", facts.identifier.as_ref());
    text(out, "isbn", facts.isbn.as_ref());
    text(out, "publisher", facts.publisher.as_ref());
    text(out, "date", facts.date.as_ref());
    text(out, "rights", facts.rights.as_ref());
    text(out, "cover", facts.cover.as_ref());
}

/// `[bibliography]`, where the book has one.
fn references(facts: &Facts, out: &mut String) {
    if facts.bibliography.is_empty() {
        return;
    }
    let list = |words: &mut dyn Iterator<Item = String>| {
        let quoted: Vec<String> = words.map(|word| quoted(&word)).collect();
        format!("[{}]", quoted.join(", "))
    };
    out.push_str("\n[bibliography]\n");
    let mut files = facts.bibliography.iter().map(|file| file.value.to_string());
    pair(out, "files", &list(&mut files));
    text(out, "style", facts.citation_style.as_ref());
    if !facts.nocite.is_empty() {
        pair(out, "nocite", &list(&mut facts.nocite.iter().cloned()));
    }
}

fn text<T: std::fmt::Display>(out: &mut String, key: &str, found: Option<&Found<T>>) {
    if let Some(found) = found {
        pair(out, key, &quoted(&found.value.to_string()));
    }
}

fn pair(out: &mut String, key: &str, value: &str) {
    writeln!(out, "{key} = {value}").expect("a string takes every text");
}

/// A text of TOML, with what has to be escaped.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A comment ends with its line, whatever the text holds.
fn comment(out: &mut String, indent: &str, text: &str) {
    let text: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    writeln!(out, "{indent}# {text}").expect("a string takes every text");
}

fn chapters(entries: &[Entry], out: &mut String) {
    for entry in entries {
        match entry {
            Entry::Heading { title, .. } => comment(out, "  ", title),
            Entry::Chapter(chapter) => {
                let path = quoted(chapter.path.as_str());
                writeln!(out, "  {path},").expect("a string takes every text");
            }
            Entry::Draft { .. } => {}
        }
        chapters(entry.entries(), out);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Request, plan};
    use crate::source::MemoryFiles;

    #[test]
    fn the_settings_that_describe_a_book_give_the_same_book() {
        let text = "متن این فصل به فارسی است و چند جمله دارد تا زبان آن شناخته شود.";
        let files = MemoryFiles::default()
            .with("mkdocs.yml", "site_name: 'کتاب \"من\"'\nsite_author: کسی\nnav:\n  - بخش:\n    - b.md\n    - a.md\n")
            .with("docs/a.md", text)
            .with("docs/b.md", text);
        let found = plan(&files, &Request::default()).unwrap();
        let described = files.with("book.toml", found.book_toml());
        let again = plan(&described, &Request::default()).unwrap();
        let paths = |plan: &super::BookPlan| {
            plan.chapters()
                .iter()
                .map(|chapter| chapter.path.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(paths(&again), paths(&found));
        let value =
            |found: &Option<super::Found<String>>| found.as_ref().map(|found| found.value.clone());
        assert_eq!(value(&again.facts.title), value(&found.facts.title));
        assert_eq!(again.facts.people[0].value, found.facts.people[0].value);
    }
}
