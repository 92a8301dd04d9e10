//! The heads of boxes as other tools write them: a line in, kind and title out.

/// What the head of a box says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BoxHead {
    /// Its kind, in small letters.
    pub(super) kind: String,
    /// Its title; empty for a box that is to have none.
    pub(super) title: Option<String>,
}

impl BoxHead {
    /// The line that opens the box in our spelling.
    pub(super) fn fence(&self) -> String {
        match self.title.as_deref() {
            None => format!("::: {}", self.kind),
            Some("") => format!("::: {{.{} title=\"\"}}", self.kind),
            Some(title) => format!("::: {} {title}", self.kind),
        }
    }
}

/// MkDocs: `!!! note "title"`, `??? note`, `???+ note inline "title"`.
pub(super) fn admonition(words: &str) -> Option<BoxHead> {
    let rest = words.trim_start_matches([' ', '\t']);
    let rest = ["!!!", "???+", "???"]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark))?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim();
    let (types, title) = match rest.split_once('"') {
        Some((types, title)) => (types, Some(title.trim_end().strip_suffix('"')?)),
        None => (rest, None),
    };
    let kind = kind_of(types.split_whitespace().next()?)?;
    let clean = types.split_whitespace().all(|word| kind_of(word).is_some());
    let title = title.map(|title| title.trim().to_owned());
    clean.then_some(BoxHead { kind, title })
}

/// MkDocs: `=== "title"`, `===+ "title"`. A site shows one of several tabs, a book all of them below each other, each in a
/// box with its title.
pub(super) fn tab(words: &str) -> Option<BoxHead> {
    let rest = words.trim_start_matches([' ', '\t']).strip_prefix("===")?;
    let rest = rest.strip_prefix(['+', '!']).unwrap_or(rest);
    let title = rest.trim().strip_prefix('"')?.strip_suffix('"')?.trim();
    (!title.is_empty()).then(|| BoxHead {
        kind: "tab".to_owned(),
        title: Some(title.to_owned()),
    })
}

/// GitHub and Obsidian: `> [!note]- title`. `> [!NOTE]` alone is left to the reader of GitHub's Markdown.
pub(super) fn callout(words: &str) -> Option<BoxHead> {
    const GITHUB: [&str; 5] = ["note", "tip", "important", "warning", "caution"];
    let rest = words.trim_start_matches(' ').strip_prefix('>')?;
    let (written, rest) = rest.trim_start().strip_prefix("[!")?.split_once(']')?;
    // `[!note|right]` says where it stands on a screen.
    let kind = kind_of(written.split('|').next()?.trim())?;
    let title = rest.trim_start_matches(['-', '+']).trim();
    if title.is_empty() && rest.trim().is_empty() && GITHUB.contains(&kind.as_str()) {
        return None;
    }
    let title = match title {
        "" if crate::markdown::alert::is_known(&kind) => None,
        "" => Some(written.to_owned()),
        title => Some(title.to_owned()),
    };
    Some(BoxHead { kind, title })
}

/// mdBook: the info string `admonish warning title="title"` or `admonish warning "title"`.
pub(super) fn admonish(info: &str) -> Option<BoxHead> {
    let info = info.trim_start_matches('{').trim_end_matches('}');
    let rest = info.strip_prefix("admonish")?;
    if !rest.is_empty() && !rest.starts_with([' ', ',']) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', ',']);
    let first = rest.split([' ', ',']).next().unwrap_or_default();
    let kind = kind_of(first).filter(|_| !first.contains('='));
    let quoted = rest.split_once('"').and_then(|(before, title)| {
        let named = before.trim_end().ends_with("title=");
        let bare = !before.contains('=');
        let (title, _) = title.split_once('"')?;
        (named || bare).then(|| title.trim().to_owned())
    });
    Some(BoxHead {
        kind: kind.unwrap_or_else(|| "note".to_owned()),
        title: quoted,
    })
}

/// A kind of box: a name of letters, digits and hyphens.
fn kind_of(word: &str) -> Option<String> {
    let plain = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    let named = word.starts_with(char::is_alphabetic) && word.chars().all(plain);
    named.then(|| word.to_lowercase())
}
