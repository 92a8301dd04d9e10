//! Tags of GitBook, Liquid and Hugo that stand for a box, a picture, a link or nothing.

use super::scan::Tag;
use super::{Expansion, SourceText};

/// A shortcode of Hugo.
pub(super) struct HugoTag<'t> {
    pub(super) name: &'t str,
    pub(super) argument: &'t str,
    pub(super) closes: bool,
}

/// Tags whose content stays and that say nothing themselves: tabs, columns, steppers.
const TRANSPARENT: &[&str] = &[
    "tabs",
    "endtabs",
    "endtab",
    "code",
    "endcode",
    "content-ref",
    "endcontent-ref",
    "columns",
    "endcolumns",
    "column",
    "endcolumn",
    "stepper",
    "endstepper",
    "step",
    "endstep",
    "endembed",
    "endfilename",
    "swagger",
    "endswagger",
    "updates",
    "endupdates",
    "capture",
    "endcapture",
    "assign",
    "endraw",
    "comment",
    "endcomment",
    "sidebar",
    "endsidebar",
];

/// Boxes by the names that tools give them, and ours.
const BOXES: &[BoxName] = &[
    BoxName {
        names: &["info", "note", "hint", "notice", "primary", "abstract"],
        own: "note",
    },
    BoxName {
        names: &["success", "tip", "check", "callout"],
        own: "tip",
    },
    BoxName {
        names: &["warning", "working", "caution"],
        own: "warning",
    },
    BoxName {
        names: &["danger", "error", "alert", "attention"],
        own: "danger",
    },
];

struct BoxName {
    names: &'static [&'static str],
    own: &'static str,
}

fn box_named(name: &str) -> Option<&'static str> {
    let known = BOXES.iter().find(|known| known.names.contains(&name));
    known.map(|known| known.own)
}

impl Expansion<'_> {
    /// `{% name … %}`.
    pub(super) fn liquid(&mut self, source: &SourceText, tag: &Tag, name: &str, argument: &str) {
        if tag.in_code {
            self.copy(source, tag.range.clone());
            return;
        }
        match name {
            "include" | "include_relative" | "includes" => {
                let file = Arguments(argument).first();
                self.include_with(source, tag, &file.replace(':', ""), argument);
            }
            "hint" => {
                let style = Arguments(argument).named("style").unwrap_or_default();
                let own = box_named(&style).unwrap_or("note");
                self.put(source, tag, &format!("::: {own}\n"));
            }
            "endhint" => self.put(source, tag, "\n:::"),
            "embed" | "file" => match Arguments(argument).address().or_else(|| film(argument)) {
                Some(address) => self.put(source, tag, &format!("<{address}>")),
                None => self.unknown(source, tag),
            },
            "youtube" | "vimeo" => match film(&format!("{name} {argument}")) {
                Some(address) => self.put(source, tag, &format!("<{address}>")),
                None => self.unknown(source, tag),
            },
            "tab" => {
                let title = Arguments(argument).named("title").unwrap_or_default();
                let title = if title.is_empty() {
                    title
                } else {
                    format!("**{title}**\n")
                };
                self.put(source, tag, &title);
            }
            "highlight" => {
                let language = argument.split_whitespace().next().unwrap_or_default();
                self.put(source, tag, &format!("```{language}"));
            }
            "endhighlight" => self.put(source, tag, "```"),
            "filename" => {}
            _ if TRANSPARENT.contains(&name) => {}
            _ => self.unknown(source, tag),
        }
    }

    /// `{{< name … >}}`.
    pub(super) fn hugo(&mut self, source: &SourceText, tag: &Tag, hugo: &HugoTag<'_>) {
        let arguments = Arguments(hugo.argument);
        let text = match hugo.name {
            _ if tag.in_code => {
                self.copy(source, tag.range.clone());
                return;
            }
            "figure" | "img" | "image" if !hugo.closes => arguments.figure(),
            "ref" | "relref" => Some(arguments.first()),
            "pagebreak" => Some("<div class=\"page-break\"></div>".to_owned()),
            "youtube" => Some(format!(
                "<https://www.youtube.com/watch?v={}>",
                arguments.first_of("id")
            )),
            "vimeo" => Some(format!("<https://vimeo.com/{}>", arguments.first_of("id"))),
            "highlight" if hugo.closes => Some("```".to_owned()),
            "highlight" => Some(format!("```{}", arguments.first())),
            "include" | "readfile" | "embed" => {
                self.include(source, tag, &arguments.first_of("file"));
                return;
            }
            "param" => {
                let key = format!("site.Params.{}", arguments.first());
                let value = self.templates.variables.get(&key);
                if let Some(value) = value {
                    self.value(source, tag, value);
                    return;
                }
                None
            }
            "tab" | "details" | "expand" if !hugo.closes => {
                let title = arguments.first_of("title");
                Some(if title.is_empty() {
                    title
                } else {
                    format!("**{title}**\n")
                })
            }
            "tabs" | "tab" | "details" | "expand" | "columns" | "column" | "steps" | "cards" => {
                Some(String::new())
            }
            name => box_named(name).map(|own| {
                let style = arguments.first_of("type");
                let own = box_named(&style).unwrap_or(own);
                if hugo.closes {
                    "\n:::".to_owned()
                } else {
                    format!("::: {own}\n")
                }
            }),
        };
        match text {
            Some(text) => self.put(source, tag, &text),
            None => self.unknown(source, tag),
        }
    }
}

/// The address of a film that a tag shows: `youtube id="…"`, `vimeo 12345`.
fn film(argument: &str) -> Option<String> {
    let (site, rest) = argument.split_once(' ')?;
    let arguments = Arguments(rest.trim_start());
    if let Some(address) = arguments.address() {
        return Some(address);
    }
    let id = arguments.first_of("id");
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let known = !id.is_empty() && id.chars().all(plain);
    let before = match site {
        "youtube" => "https://www.youtube.com/watch?v=",
        "vimeo" => "https://vimeo.com/",
        _ => return None,
    };
    known.then(|| format!("{before}{id}"))
}

/// The arguments of a tag: `"a" b=c d='e f'`.
#[derive(Clone, Copy)]
struct Arguments<'t>(&'t str);

impl Arguments<'_> {
    /// The value of a name.
    fn named(&self, name: &str) -> Option<String> {
        let mut rest = self.0;
        loop {
            let at = rest.find(name)?;
            let before = rest[..at].chars().next_back();
            let after = rest[at + name.len()..].trim_start();
            let apart = before.is_none_or(|letter| letter.is_whitespace() || letter == ',');
            if let (true, Some(value)) = (apart, after.strip_prefix('=')) {
                return Some(value_of(value.trim_start()));
            }
            rest = &rest[at + name.len()..];
        }
    }

    /// The first value, where it stands without a name.
    fn first(&self) -> String {
        value_of(self.0.trim_start())
    }

    /// The value of a name, else the first without one.
    fn first_of(&self, name: &str) -> String {
        let named = self.0.contains('=');
        self.named(name)
            .unwrap_or_else(|| if named { String::new() } else { self.first() })
    }

    /// The address of an embedded page: `url="…"`, or the first value where it is one.
    fn address(&self) -> Option<String> {
        let named = ["url", "src"].iter().find_map(|name| self.named(name));
        let address = named.unwrap_or_else(|| self.first());
        let clean = !address.contains(['<', '>', ' ', '\n']);
        (address.contains("://") && clean).then_some(address)
    }

    /// `src="a.png" alt="…" caption="…"` as a picture of Markdown.
    fn figure(&self) -> Option<String> {
        let source = self.first_of("src");
        let caption = self.named("caption").or_else(|| self.named("title"));
        let alt = self
            .named("alt")
            .or_else(|| caption.clone())
            .unwrap_or_default();
        let alt = alt.replace(['[', ']'], "");
        let title = caption.map(|caption| format!(" \"{}\"", caption.replace('"', "”")));
        let clean = !source.is_empty() && !source.contains(['<', '>', '\n']);
        clean.then(|| format!("![{alt}](<{source}>{})", title.unwrap_or_default()))
    }
}

/// A value in quotes, or up to the next space.
fn value_of(text: &str) -> String {
    for quote in ['"', '\'', '`'] {
        if let Some(rest) = text.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or_default().to_owned();
        }
    }
    text.split([' ', '\t', '\n', ','])
        .next()
        .unwrap_or_default()
        .to_owned()
}
