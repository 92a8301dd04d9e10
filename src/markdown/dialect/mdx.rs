//! MDX: what of a line is a program and no text.

use std::borrow::Cow;

use super::edit::Edit;
use super::lines::{Line, indent_of, lines_of};
use super::opening::BoxHead;
use super::{DEEPEST, Rewriter};
use crate::lookup::Lookup;
use crate::markdown::alert;

/// Bytes of the longest tag or program within one: longer ones are none of one line.
const LONGEST_TAG: usize = 1000;

/// `{/* … */}` of MDX, on one line.
pub(super) fn remarks(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = words[rest..].find("{/*").map(|at| rest + at) {
        let Some(end) = words[start..].find("*/}").map(|end| start + end + 3) else {
            break;
        };
        found.push(Edit::drop(start..end));
        rest = end;
    }
    found
}

/// How many lines a program takes that begins at the first: an import, an export with all that stands in its
/// brackets, a remark over several lines.
///
/// ```text
/// export function Sum() {
///   return <b>3</b>
/// }
/// ```
pub(super) fn program_lines<'w>(lines: impl Iterator<Item = &'w str>) -> usize {
    /// Longer programs stand in files of their own; a bracket that is never closed must not take the chapter.
    const LONGEST: usize = 400;
    let mut lines = lines.take(LONGEST).peekable();
    let Some(first) = lines.peek().copied() else {
        return 0;
    };
    let opened = first.trim_start().starts_with("{/*") && !first.contains("*/}");
    if opened {
        return lines
            .position(|line| line.contains("*/}"))
            .map_or(0, |at| at + 1);
    }
    if !is_module_line(first) {
        return 0;
    }
    let mut depth = 0_isize;
    let balanced = lines.position(|line| {
        depth += brackets(line);
        depth <= 0
    });
    balanced.map_or(1, |at| at + 1)
}

/// How many brackets a line opens more than it closes, those within quotation marks left aside.
fn brackets(line: &str) -> isize {
    let mut quote = None;
    let mut depth = 0;
    for sign in line.chars() {
        match (quote, sign) {
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(sign),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, _) => {}
        }
    }
    depth
}

/// `import Tabs from '@theme/Tabs';` and `export const x = 1` at the margin of MDX.
fn is_module_line(words: &str) -> bool {
    let import = words.starts_with("import ") && (words.contains('\'') || words.contains('"'));
    let export = [
        "export const ",
        "export default ",
        "export function ",
        "export let ",
    ];
    import || export.iter().any(|begin| words.starts_with(begin))
}

/// The tags of components, `<Tabs values={[…]}>` and `</Tabs>`: names with a capital, which HTML has not. What stands
/// between them stays, and so does what a reader sees of a tag: `<TabItem label="لینوکس">` leaves its label.
pub(super) fn components(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut in_code = false;
    let mut rest = 0;
    while let Some(start) = words[rest..].find(['<', '`']).map(|at| rest + at) {
        rest = start + 1;
        if words[start..].starts_with('`') {
            in_code = !in_code;
            continue;
        }
        let name = words[rest..].trim_start_matches('/');
        if in_code || !name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            continue;
        }
        let Some(end) = end_of_tag(&words[start..]) else {
            continue;
        };
        // A picture among components is read as HTML reads it.
        let tag = &words[start..start + end];
        if tag.contains(" src=") && tag.ends_with("/>") {
            rest = start + end;
            continue;
        }
        let first = words[..start].trim().is_empty();
        let shown = if first { shown(tag) } else { String::new() };
        found.push(Edit {
            range: start..start + end,
            words: Cow::Owned(shown),
        });
        rest = start + end;
    }
    found
}

/// The attributes that JSX gives as programs, as HTML writes them: `alt={"نقشه"}` as `alt="نقشه"`,
/// `src={require('./a.png').default}` as `src="./a.png"`. What only a program can work out is left out.
///
/// Markdown takes a tag with braces and quotation marks in it for words (CommonMark 6.6).
pub(super) fn attributes(words: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    // A line may begin with an attribute: its tag began above.
    let (mut is_blank, mut angle) = (true, None);
    let mut in_code = false;
    let (mut read, mut rest) = (0, 0);
    while let Some(sign) = words[rest..].find("={").map(|at| rest + at) {
        rest = sign + 2;
        let before = words[read..sign].trim_end_matches(is_of_name);
        let start = read + before.len();
        for letter in before.chars() {
            match letter {
                '<' | '>' => angle = Some(letter),
                '`' => in_code = !in_code,
                _ => {}
            }
            is_blank &= letter.is_whitespace();
        }
        read = start;
        let in_tag = is_blank || angle == Some('<');
        if start == sign || !in_tag || in_code {
            continue;
        }
        let Some(end) = end_of_braces(&words[sign + 1..]).map(|end| sign + 1 + end) else {
            continue;
        };
        rest = end;
        let name = &words[start..sign];
        let shown = value_of(name, &words[sign + 2..end - 1]);
        let shown = shown.map(|value| format!("{name}=\"{}\"", value.replace('"', "&quot;")));
        found.push(Edit {
            range: start..end,
            words: Cow::Owned(shown.unwrap_or_default()),
        });
    }
    found
}

/// Whether a letter may stand in the name of an attribute.
fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_:".contains(letter)
}

/// What a program in braces gives, where that can be seen: a text, a number, the path of a picture.
fn value_of<'p>(name: &str, program: &'p str) -> Option<&'p str> {
    let program = program.trim();
    if !program.is_empty() && program.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(program);
    }
    let open = program.find(['"', '\'', '`'])?;
    let quote = &program[open..=open];
    let inside = &program[open + 1..];
    let close = inside.find(quote)?;
    let alone = open == 0 && close + 2 == program.len();
    (alone || name == "src").then_some(&inside[..close])
}

/// One past the brace that closes the one that a text begins with.
fn end_of_braces(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text.bytes().take(LONGEST_TAG).enumerate() {
        match sign {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Components that are boxes: of Nextra, Fumadocs, Docusaurus, Starlight, Mintlify.
const BOXES: [&str; 13] = [
    "Callout",
    "Admonition",
    "Aside",
    "Alert",
    "Note",
    "Tip",
    "Info",
    "Hint",
    "Warning",
    "Caution",
    "Danger",
    "Important",
    "Success",
];

/// The name of the box that a line opens, and the byte behind its tag.
fn opens_box(words: &str) -> Option<(&'static str, usize)> {
    let inner = words.trim_start();
    let start = words.len() - inner.len();
    let name = inner.strip_prefix('<')?;
    let length = name.find(|sign: char| !sign.is_ascii_alphanumeric())?;
    let name = *BOXES.iter().find(|known| **known == &name[..length])?;
    let end = end_of_tag(inner)?;
    (!inner[..end].ends_with("/>")).then_some((name, start + end))
}

/// The line that closes each box of a text, by the ends of both lines: boxes of one name may stand in each other.
pub(super) fn closings(text: &str) -> Lookup<usize, usize> {
    let mut open: Lookup<&str, Vec<usize>> = Lookup::new();
    let mut found = Lookup::new();
    for line in lines_of(text) {
        let words = &text[line.range.clone()];
        if !words.contains('<') {
            continue;
        }
        if let Some((name, _)) = opens_box(words) {
            open.entry(name).or_default().push(line.end);
        }
        for name in BOXES {
            let closes = words.match_indices("</").any(|(at, _)| {
                let behind = words[at + 2..].strip_prefix(name);
                behind.is_some_and(|rest| rest.starts_with('>'))
            });
            if closes && let Some(first) = open.get_mut(name).and_then(Vec::pop) {
                found.insert(first, line.end);
            }
        }
    }
    found
}

/// The head of a box as its tag says it: `<Callout type="warning" title="هشدار">`.
fn box_head(name: &str, tag: &str) -> BoxHead {
    let kind = ["type", "variant", "kind", "intent"]
        .iter()
        .find_map(|key| literal(tag, key));
    let own = name.to_ascii_lowercase();
    let kind = match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("error" | "destructive") => "danger".to_owned(),
        Some("warn") => "warning".to_owned(),
        Some("idea") => "tip".to_owned(),
        Some(kind) if alert::is_known(kind) => kind.to_owned(),
        _ if alert::is_known(&own) => own,
        _ => "note".to_owned(),
    };
    let title = ["title", "label"].iter().find_map(|key| literal(tag, key));
    BoxHead {
        kind,
        title: title.map(str::to_owned),
    }
}

impl Rewriter<'_> {
    /// A component that is a box and begins at the first of some lines: how many lines it takes.
    pub(super) fn component_box_at(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let (first, rest) = lines.split_first()?;
        let words = self.words(first);
        if depth >= DEEPEST || indent_of(words) >= 4 {
            return None;
        }
        let (name, behind) = opens_box(words)?;
        let head = box_head(name, &words[..behind]);
        let closing = format!("</{name}>");
        let behind = first.range.start + behind;
        let after = &self.text[behind..first.range.end];
        let mut inside = Vec::new();
        if let Some(end) = after
            .find(&closing)
            .filter(|end| after[end + closing.len()..].trim().is_empty())
        {
            let end = behind + end;
            inside.push(Line {
                range: behind..end,
                end,
            });
            self.set_box(first, &head, &inside, depth);
            return Some(1);
        }
        let closed = *self.boxes.get(&first.end)?;
        let last = rest.partition_point(|line| line.end < closed);
        if rest.get(last).is_none_or(|line| line.end != closed) {
            return None;
        }
        let ends = &rest[last];
        let words = self.words(ends);
        let end = ends.range.start + words.find(&closing)?;
        if !after.trim().is_empty() {
            inside.push(Line {
                range: behind..first.range.end,
                end: first.end,
            });
        }
        let indent = indent_of(self.words(&rest[0]));
        inside.extend(
            rest[..last]
                .iter()
                .map(|line| line.without_indent(self.text, indent)),
        );
        if !self.text[ends.range.start..end].trim().is_empty() {
            inside.push(Line {
                range: ends.range.start..end,
                end,
            });
        }
        self.set_box(first, &head, &inside, depth);
        Some(last + 2)
    }
}

/// What a reader sees of a component that stands alone: its title or label, and what it says of itself.
fn shown(tag: &str) -> String {
    let title = ["title", "label", "header", "summary"]
        .iter()
        .find_map(|name| literal(tag, name));
    // The name of a tab is its value where it has no label.
    let named = tag.split(|sign: char| !sign.is_ascii_alphanumeric()).nth(1);
    let is_tab = named.is_some_and(|name| matches!(name, "Tab" | "TabItem" | "TabPanel"));
    let tab = || literal(tag, "value").filter(|_| is_tab);
    let mut shown = String::new();
    if let Some(title) = title.or_else(tab) {
        shown.push_str(&format!("\n**{title}**\n\n"));
    }
    if let Some(words) = literal(tag, "description") {
        shown.push_str(&format!("\n{words}\n\n"));
    }
    shown
}

/// The words that an attribute of a tag is given as such: `title="نام"`, `title={'نام'}`.
fn literal<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].ends_with(char::is_whitespace);
        rest = &rest[at + name.len()..];
        let Some(value) = rest.strip_prefix('=').filter(|_| before) else {
            continue;
        };
        let value = value.strip_prefix('{').unwrap_or(value);
        let quote = value.chars().next().filter(|sign| "\"'`".contains(*sign))?;
        let inside = &value[1..];
        let words = inside[..inside.find(quote)?].trim();
        return (!words.is_empty() && !words.contains("${")).then_some(words);
    }
    None
}

/// One past the `>` of a tag: not one in braces or in quotation marks.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut braces = 0usize;
    let mut quote = None;
    for (at, sign) in tag.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, sign) {
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(sign),
            (None, b'{') => braces += 1,
            (None, b'}') => braces = braces.saturating_sub(1),
            (None, b'>') if braces == 0 => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}
