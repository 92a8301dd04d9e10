//! A plan as text: for tests, for `--emit plan`, and one sentence for whoever builds the book.

use std::fmt::Write;

use super::plan::{
    BookPlan, Chapter, Entry, Facts, Found, Layout, LeftOut, Matter, Origin, Part, Reason,
};

/// How many names of one reason the sentence gives before it only counts.
const NAMED: usize = 3;

impl BookPlan {
    /// Everything the plan holds, one fact a line, in an order that never changes.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        line(&mut out, "layout", self.layout.name());
        if !self.source.is_empty() {
            line(&mut out, "source", &self.source);
        }
        facts(&self.facts, &mut out);
        let roots: Vec<&str> = self.roots.iter().map(|root| shown_folder(root)).collect();
        line(&mut out, "roots", &roots.join(" "));
        if let Some(address) = &self.published {
            line(&mut out, "published", address);
        }
        let dialects: Vec<String> = self
            .dialects
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        if !dialects.is_empty() {
            line(&mut out, "dialects", &dialects.join(" "));
        }
        for (name, value) in &self.variables {
            line(&mut out, "variable", &format!("{name} = {value}"));
        }
        out.push_str("chapters:\n");
        entries(&self.entries, 1, &mut out);
        for left_out in &self.left_out {
            let why = reason(&left_out.reason, self.layout);
            line(&mut out, "left out", &format!("{} ({why})", left_out.path));
        }
        for notice in &self.notices {
            let place = origin(&notice.origin);
            line(&mut out, "notice", &format!("{place}: {}", notice.message));
        }
        out
    }

    /// What was taken and what was left out, in one line for people:
    /// «mdBook: 101 chapters in 12 parts; left out: CONTRIBUTING.md, 3 drafts».
    pub fn sentence(&self) -> String {
        let mut sentence = format!("{}: ", self.layout.name());
        sentence += &counted(self.chapters().len(), "chapter");
        if self.parts() > 0 {
            sentence += &format!(" in {}", counted(self.parts(), "part"));
        }
        let left_out = self.left_out_in_words();
        if !left_out.is_empty() {
            sentence += "; left out: ";
            sentence += &left_out.join(", ");
        }
        sentence
    }

    fn left_out_in_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let silent = |left_out: &&LeftOut| left_out.reason != Reason::Read;
        let told: Vec<&LeftOut> = self.left_out.iter().filter(silent).collect();
        for group in told.chunk_by(|a, b| a.reason == b.reason) {
            words.push(group_in_words(group, self.layout));
        }
        if self.drafts() > 0 {
            words.push(counted(self.drafts(), "draft"));
        }
        words
    }
}

/// The files of one reason: a few by name, many by their number.
fn group_in_words(group: &[&LeftOut], layout: Layout) -> String {
    let names: Vec<&str> = group.iter().map(|file| file.path.as_str()).collect();
    let why = &group[0].reason;
    match why {
        Reason::AboutRepository if names.len() <= NAMED => names.join(", "),
        _ if names.len() <= NAMED => format!("{} ({})", names.join(", "), reason(why, layout)),
        _ => format!("{} ({})", counted(names.len(), "file"), reason(why, layout)),
    }
}

/// A number and its noun: «1 chapter», «12 chapters».
pub(super) fn counted(count: usize, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ending}")
}

fn line(out: &mut String, name: &str, value: &str) {
    writeln!(out, "{name}: {value}").expect("a string takes every text");
}

fn shown_folder(folder: &str) -> &str {
    if folder.is_empty() { "." } else { folder }
}

fn facts(facts: &Facts, out: &mut String) {
    fact(out, "title", facts.title.as_ref());
    fact(out, "subtitle", facts.subtitle.as_ref());
    for person in &facts.people {
        let part = match person.value.part {
            Part::Author => "author",
            Part::Translator => "translator",
            Part::Editor => "editor",
            Part::Illustrator => "illustrator",
        };
        let place = origin(&person.origin);
        line(out, part, &format!("{}  [{place}]", person.value.name));
    }
    fact(out, "language", facts.language.as_ref());
    let direction = facts.direction.as_ref().map(|found| Found {
        value: found.value.as_html(),
        origin: found.origin.clone(),
    });
    fact(out, "direction", direction.as_ref());
    fact(out, "description", facts.description.as_ref());
    fact(out, "identifier", facts.identifier.as_ref());
    fact(out, "isbn", facts.isbn.as_ref());
    fact(out, "publisher", facts.publisher.as_ref());
    fact(out, "cover", facts.cover.as_ref());
    fact(out, "date", facts.date.as_ref());
    fact(out, "rights", facts.rights.as_ref());
    for file in &facts.bibliography {
        fact(out, "bibliography", Some(file));
    }
    fact(out, "style of citations", facts.citation_style.as_ref());
}

fn fact<T: std::fmt::Display>(out: &mut String, name: &str, found: Option<&Found<T>>) {
    if let Some(found) = found {
        let place = origin(&found.origin);
        line(out, name, &format!("{}  [{place}]", found.value));
    }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::File { path, line } => format!("{path}:{line}"),
        Origin::Name => "name".to_owned(),
        Origin::Letters => "letters".to_owned(),
        Origin::Request => "request".to_owned(),
    }
}

fn entries(list: &[Entry], depth: usize, out: &mut String) {
    for entry in list {
        let indent = "  ".repeat(depth);
        let shown = match entry {
            Entry::Heading { title, .. } => format!("# {title}"),
            Entry::Chapter(chapter) => shown_chapter(chapter),
            Entry::Draft { title, .. } => format!("draft {title}"),
        };
        writeln!(out, "{indent}{shown}").expect("a string takes every text");
        entries(entry.entries(), depth + 1, out);
    }
}

fn shown_chapter(chapter: &Chapter) -> String {
    let matter = match chapter.matter {
        Matter::Front => "front ",
        Matter::Body => "",
        Matter::Back => "back ",
    };
    match &chapter.title {
        Some(title) => format!("{matter}{} «{title}»", chapter.path),
        None => format!("{matter}{}", chapter.path),
    }
}

/// Why a file is no chapter, in a few words.
fn reason(reason: &Reason, layout: Layout) -> String {
    let words = match reason {
        Reason::AboutRepository => "about the repository",
        Reason::Read => "navigation or title of a part",
        // An author who has just written `3.md` knows of no navigation.
        Reason::Unlisted if layout == Layout::Listed => "not named under `chapters`",
        Reason::Unlisted => "not in the navigation",
        Reason::OtherLanguage(tag) => return format!("language {tag}"),
        Reason::Draft => "draft",
        Reason::Empty => "empty",
        Reason::Excluded => "excluded by the settings",
        Reason::Outside => "outside the book's folder",
        Reason::SitePage => "page of the site",
        Reason::Included => "included in a chapter",
        Reason::Unreadable => "cannot be read",
        Reason::TooMany => "beyond the limit",
    };
    words.to_owned()
}
