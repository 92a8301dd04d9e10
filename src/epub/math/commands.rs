//! Commands of amsmath and of plain TeX that pulldown-latex lacks, as definitions before the formula.
//!
//! What only a mark can say (a box, a rule over letters) is a letter of private use above or in the
//! argument, which `build` turns into the element that is meant: `\boxed{x}` reads as
//! `\overset{U+E002}{x}`.

/// What a mark above something means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A rule over all of it.
    Overline,
    /// A frame around it.
    Box,
    /// It takes room and is not seen.
    Phantom,
    /// It is struck out.
    Strike,
}

impl Mark {
    /// The mark that a letter of private use stands for.
    pub(super) fn of(letter: char) -> Option<Self> {
        match letter {
            '\u{E001}' => Some(Self::Overline),
            '\u{E002}' => Some(Self::Box),
            '\u{E003}' => Some(Self::Phantom),
            '\u{E004}' => Some(Self::Strike),
            _ => None,
        }
    }
}

/// Each command and its definition.
const COMMANDS: [(&str, &str); 18] = [
    ("\\tag", "\\def\\tag#1{\\qquad(\\text{#1})}"),
    ("\\label", "\\def\\label#1{{}}"),
    ("\\nonumber", "\\def\\nonumber{{}}"),
    ("\\notag", "\\def\\notag{{}}"),
    ("\\overline", "\\def\\overline#1{\\overset{\u{E001}}{#1}}"),
    ("\\boxed", "\\def\\boxed#1{\\overset{\u{E002}}{#1}}"),
    ("\\fbox", "\\def\\fbox#1{\\overset{\u{E002}}{\\text{#1}}}"),
    ("\\phantom", "\\def\\phantom#1{\\overset{\u{E003}}{#1}}"),
    ("\\hphantom", "\\def\\hphantom#1{\\overset{\u{E003}}{#1}}"),
    ("\\vphantom", "\\def\\vphantom#1{{}}"),
    ("\\cancel", "\\def\\cancel#1{\\overset{\u{E004}}{#1}}"),
    ("\\smash", "\\def\\smash#1{{#1}}"),
    ("\\mathscr", "\\def\\mathscr#1{\\mathcal{#1}}"),
    ("\\textrm", "\\def\\textrm#1{\\text{#1}}"),
    ("\\mbox", "\\def\\mbox#1{\\text{#1}}"),
    ("\\hbox", "\\def\\hbox#1{\\text{#1}}"),
    ("\\displaylimits", "\\def\\displaylimits{}"),
    ("\\allowbreak", "\\def\\allowbreak{}"),
];

/// The formula behind the definitions of those that it uses, and starred operators in plain TeX.
pub(super) fn with_commands(source: &str) -> String {
    let used = COMMANDS.iter().filter(|(name, _)| uses(source, name));
    let definitions: String = used.map(|(_, definition)| *definition).collect();
    definitions + &without_stars(source)
}

/// Whether a command is used: `\tag` is not in `\tagged`.
fn uses(source: &str, name: &str) -> bool {
    let mut found = source.match_indices(name);
    found.any(|(at, _)| {
        !source[at + name.len()..].starts_with(|next: char| next.is_ascii_alphabetic())
    })
}

/// `\operatorname*{argmin}` is `\operatorname{argmin}\limits`, which pulldown-latex reads.
fn without_stars(source: &str) -> String {
    const STARRED: &str = "\\operatorname*";
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once(STARRED) {
        plain.push_str(before);
        plain.push_str("\\operatorname");
        let argument = after.len() - group(after).len();
        plain.push_str(&after[..argument]);
        if argument > 0 {
            plain.push_str("\\limits ");
        }
        rest = &after[argument..];
    }
    plain + rest
}

/// What follows a group in braces; all of it where there is none.
fn group(text: &str) -> &str {
    let start = text.trim_start();
    if !start.starts_with('{') {
        return text;
    }
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, letter) in start.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && letter == '}' && !escaped {
            return &start[at + 1..];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::with_commands;

    #[test]
    fn starred_operators_carry_limits() {
        let plain = with_commands("\\operatorname*{arg\\,max}_{x} f");
        assert_eq!(plain, "\\operatorname{arg\\,max}\\limits _{x} f");
        assert_eq!(with_commands("\\operatorname*{a"), "\\operatorname{a");
        assert_eq!(
            with_commands("\\operatorname* {a}b"),
            "\\operatorname {a}\\limits b"
        );
    }

    #[test]
    fn a_command_is_defined_where_it_is_used_and_nowhere_else() {
        assert_eq!(with_commands("\\labelled x"), "\\labelled x");
        assert!(with_commands("\\tag{۱}").starts_with("\\def\\tag"));
    }
}
