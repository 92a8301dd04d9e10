//! A text in, its template tags out, with whether each stands in code.

use std::ops::Range;

/// Bytes that a tag may have: arguments of figures with their captions are the longest.
const LONGEST: usize = 4096;

/// A tag of a site generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its bytes, a backslash before it included.
    pub(super) range: Range<usize>,
    /// What it says.
    pub(super) word: Word,
    /// Whether it stands in a fence or in a code span.
    pub(super) in_code: bool,
    /// Whether a backslash makes text of it.
    pub(super) escaped: bool,
}

/// What a tag says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// `{{#name argument}}`.
    MdBook {
        /// The name.
        name: String,
        /// What follows it.
        argument: String,
    },
    /// `{% name argument %}`.
    Liquid {
        /// The name.
        name: String,
        /// What follows it.
        argument: String,
    },
    /// `{{ name }}`.
    Output(String),
    /// `{{< name argument >}}`, `{{% /name %}}`.
    Hugo {
        /// The name.
        name: String,
        /// What follows it.
        argument: String,
        /// Whether it ends what another has begun.
        closes: bool,
    },
    /// `[[target|label]]`, `![[target]]`.
    Wiki {
        /// Whether the target stands here itself.
        embeds: bool,
        /// What is meant.
        target: String,
        /// The words.
        label: Option<String>,
    },
}

/// Where reading stands: in which fence, and in which line.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// The sign and length of the fence that is open.
    fence: Option<(u8, usize)>,
    /// Whether a code span is open on this line.
    span: bool,
    /// The byte up to which this was counted.
    counted: usize,
}

impl Tag {
    /// The tag's form and name, as a message shows it.
    pub(super) fn shown_name(&self) -> String {
        match &self.word {
            Word::MdBook { name, .. } => format!("{{{{#{name}}}}}"),
            Word::Liquid { name, .. } => format!("{{% {name} %}}"),
            Word::Output(name) => format!("{{{{ {name} }}}}"),
            Word::Hugo { name, .. } => format!("{{{{< {name} >}}}}"),
            Word::Wiki { target, .. } => format!("[[{target}]]"),
        }
    }
}

/// The first tag from a byte on.
pub(super) fn next_tag(text: &str, from: usize, place: &mut Place) -> Option<Tag> {
    let mut at = from;
    while let Some(found) = text[at..].find(['{', '[']) {
        let start = at + found;
        at = start + 1;
        let Some(Read { word, end }) = read(text, start) else {
            continue;
        };
        place.go_on(text, start);
        let embeds = matches!(word, Word::Wiki { .. }) && text[..start].ends_with('!');
        let word = match word {
            Word::Wiki { target, label, .. } => Word::Wiki {
                embeds,
                target,
                label,
            },
            other => other,
        };
        let escaped = text[..start].ends_with('\\');
        let first = start - usize::from(escaped || embeds);
        return Some(Tag {
            range: first.max(from)..end,
            word,
            in_code: place.fence.is_some() || place.span,
            escaped: escaped && first >= from,
        });
    }
    None
}

struct Read {
    word: Word,
    end: usize,
}

/// The tag that begins at a bracket.
fn read(text: &str, start: usize) -> Option<Read> {
    let rest = &text[start..];
    let close = ["{{#", "{{<", "{{%", "{{", "{%", "[["]
        .into_iter()
        .zip(["}}", ">}}", "%}}", "}}", "%}", "]]"])
        .find(|(open, _)| rest.starts_with(open));
    let (open, close) = close?;
    let limit = floor(rest, LONGEST);
    let length = rest[open.len()..limit].find(close)?;
    let inside = &rest[open.len()..open.len() + length];
    let end = start + open.len() + length + close.len();
    let word = match open {
        "{{#" => {
            let Named { name, argument } = Named::of(inside)?;
            Word::MdBook { name, argument }
        }
        "{%" => {
            let inside = inside.trim_start_matches('-').trim_end_matches('-');
            let Named { name, argument } = Named::of(inside)?;
            Word::Liquid { name, argument }
        }
        "{{<" | "{{%" => {
            let inside = inside.trim().trim_end_matches('/');
            let closes = inside.starts_with('/');
            let Named { name, argument } = Named::of(inside.trim_start_matches('/'))?;
            Word::Hugo {
                name,
                argument,
                closes,
            }
        }
        "{{" => Word::Output(output(inside)?),
        _ => wiki(inside)?,
    };
    Some(Read { word, end })
}

/// The last boundary of a letter at or before a byte.
fn floor(text: &str, most: usize) -> usize {
    let most = most.min(text.len());
    (0..=most)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

struct Named {
    name: String,
    argument: String,
}

impl Named {
    /// A name and what follows it; `None` where no name stands.
    fn of(inside: &str) -> Option<Self> {
        let inside = inside.trim();
        let is_name = |letter: char| letter.is_alphanumeric() || "_-./".contains(letter);
        let end = inside
            .find(|letter: char| !is_name(letter))
            .unwrap_or(inside.len());
        let (name, argument) = inside.split_at(end);
        (!name.is_empty()).then(|| Self {
            name: name.to_owned(),
            argument: argument.trim().to_owned(),
        })
    }
}

/// A name with dots and nothing more: `{{ book.version }}`, `{{ ناشر }}`; or such a name or a text with filters behind
/// it: `{{ "/a" | relative_url }}`. A formula in TeX (`{{a}^2}`) is none.
fn output(inside: &str) -> Option<String> {
    if let Some((value, _)) = inside.split_once('|') {
        let trimmed = value.trim();
        let text = trimmed.len() > 1 && trimmed.starts_with(['"', '\'']);
        let known = text || trimmed.contains('.') && output(value).is_some();
        return known.then(|| inside.trim().to_owned());
    }
    let name = inside.trim().trim_start_matches(['.', '$']);
    let plain = |letter: char| letter.is_alphanumeric() || "_-.\u{200C}".contains(letter);
    let spaced = inside.starts_with(' ') || name.contains(['.', '_']);
    (spaced && !name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
}

fn wiki(inside: &str) -> Option<Word> {
    if inside.contains(['\n', '[', ']']) {
        return None;
    }
    let (target, label) = match inside.split_once('|') {
        Some((target, label)) => (target.trim_end_matches('\\'), Some(label.trim().to_owned())),
        None => (inside, None),
    };
    let target = target.trim().to_owned();
    (!target.is_empty()).then_some(Word::Wiki {
        embeds: false,
        target,
        label,
    })
}

impl Place {
    /// Counts fences and code spans up to a byte; each byte is counted once.
    fn go_on(&mut self, text: &str, to: usize) {
        let passed = &text[self.counted..to];
        for line in passed.split_inclusive('\n') {
            let begins = self.counted == 0 || text[..self.counted].ends_with('\n');
            if begins {
                self.span = false;
                // A fence is known by its whole line.
                let whole = text[self.counted..].lines().next().unwrap_or_default();
                self.step(whole);
            }
            if self.fence.is_none() && line.bytes().filter(|byte| *byte == b'`').count() % 2 == 1 {
                self.span = !self.span;
            }
            self.counted += line.len();
        }
    }

    fn step(&mut self, line: &str) {
        let inner = line.trim_start_matches([' ', '>', '\t']);
        let sign = inner
            .bytes()
            .next()
            .filter(|sign| matches!(sign, b'`' | b'~'));
        let Some(sign) = sign else { return };
        let length = inner.bytes().take_while(|byte| *byte == sign).count();
        self.fence = match self.fence {
            None if length >= 3 => Some((sign, length)),
            Some((other, least))
                if other == sign && length >= least && inner.trim_end().len() == length =>
            {
                None
            }
            open => open,
        };
    }
}
