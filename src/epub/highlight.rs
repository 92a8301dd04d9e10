//! Code with the parts of its grammar told apart: a language and a text in, stretches with classes out.
//!
//! Classes only, no colours: the style sheet sets weight and strength, which every theme of a reader
//! bears. syntect knows the grammars (those that Sublime Text ships); a language it does not know
//! stays plain.

mod memory;

use std::ops::Range;
use std::sync::{LazyLock, Mutex, PoisonError};

use syntect::parsing::{Scope, ScopeStack, SyntaxReference, SyntaxSet};

use memory::LineMemory;

/// Code longer than this stays plain: it is data more often than a program.
const LONGEST: usize = 100_000;
/// So does code with a line longer than this, over which grammars take very long.
const LONGEST_LINE: usize = 2_000;

/// The grammars, unpacked when the first code is met.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes of the grammars and their classes; the first that fits the innermost scope wins.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let known = NAMES.iter();
    let scope = |(name, class): &(&str, &'static str)| Some((Scope::new(name).ok()?, *class));
    known.filter_map(scope).collect()
});

const NAMES: [(&str, &str); 20] = [
    ("comment", "hl-comment"),
    ("punctuation.definition.comment", "hl-comment"),
    ("string", "hl-string"),
    ("punctuation.definition.string", "hl-string"),
    ("constant.character.escape", "hl-constant"),
    ("constant.numeric", "hl-number"),
    ("constant", "hl-constant"),
    ("support.constant", "hl-constant"),
    ("keyword.operator", ""),
    ("keyword", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("entity.name.function", "hl-function"),
    ("support.function", "hl-function"),
    ("variable.function", "hl-function"),
    ("support.macro", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("entity.name", "hl-type"),
    ("support.type", "hl-type"),
    ("support.class", "hl-type"),
];

/// A byte range of the code, and its class; empty for what is not told apart.
pub(super) type Stretch = (Range<usize>, &'static str);

/// Whether there is a grammar for a language.
pub(super) fn knows(language: &str) -> bool {
    grammar(language).is_some()
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let name = match language.to_ascii_lowercase().as_str() {
        "" | "text" | "txt" | "plain" | "output" | "console" => return None,
        "shell" | "shell-session" => "sh".to_owned(),
        "jsonc" | "json5" => "json".to_owned(),
        "jsx" | "mjs" | "node" => "js".to_owned(),
        name => name.to_owned(),
    };
    GRAMMARS.find_syntax_by_token(&name)
}

/// Tells the parts of codes apart; what it has learnt of one code helps with the next.
#[derive(Debug, Default)]
pub(super) struct Highlighter {
    /// What is known of lines, while no code is read with it.
    idle: Mutex<Vec<LineMemory>>,
}

impl Highlighter {
    /// The stretches of a code, which cover it; `None` where no grammar reads it.
    pub(super) fn stretches(&self, language: &str, code: &str) -> Option<Vec<Stretch>> {
        let long = code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE);
        let grammar = grammar(language).filter(|_| !long)?;
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = idle().pop().unwrap_or_default();
        let found = stretches(grammar, code, &mut memory);
        idle().push(memory);
        found
    }
}

fn stretches(
    grammar: &SyntaxReference,
    code: &str,
    memory: &mut LineMemory,
) -> Option<Vec<Stretch>> {
    let mut state = memory.begin(grammar);
    let mut stack = ScopeStack::new();
    let mut found: Vec<Stretch> = Vec::new();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let parsed = memory.parse(state, line)?;
        let mut done = 0;
        for (at, change) in memory.changes(&parsed) {
            push(&mut found, start + done..start + at, class(&stack));
            stack.apply(change).ok()?;
            done = *at;
        }
        push(&mut found, start + done..start + line.len(), class(&stack));
        start += line.len();
        state = parsed.after;
    }
    Some(found)
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> &'static str {
    let inner = stack.scopes.iter().rev();
    let known = inner.filter_map(|scope| {
        let fits = |(name, _): &&(Scope, &str)| name.is_prefix_of(*scope);
        CLASSES.iter().find(fits).map(|(_, class)| *class)
    });
    known.into_iter().next().unwrap_or("")
}

/// Adds a stretch to those before it; neighbours of one class are one.
fn push(found: &mut Vec<Stretch>, range: Range<usize>, class: &'static str) {
    match found.last_mut() {
        _ if range.is_empty() => {}
        Some((last, same)) if *same == class => last.end = range.end,
        _ => found.push((range, class)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Highlighter, knows};

    fn classed<'a>(language: &str, code: &'a str) -> Vec<(&'a str, &'static str)> {
        let found = Highlighter::default().stretches(language, code).unwrap();
        let named = found.into_iter().filter(|(_, class)| !class.is_empty());
        named
            .map(|(range, class)| (code[range].trim(), class))
            .collect()
    }

    #[test]
    fn words_of_a_language_are_told_apart() {
        let code = "// سلام\nfn main() {\n    let x = \"متن\";\n    return 42;\n}\n";
        let found = classed("rust", code);
        for expected in [
            ("// سلام", "hl-comment"),
            ("fn", "hl-keyword"),
            ("main", "hl-function"),
            ("\"متن\"", "hl-string"),
            ("42", "hl-number"),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
    }

    #[test]
    fn stretches_cover_the_code_and_lose_nothing() {
        for language in [
            "rust", "python", "js", "html", "css", "bash", "json", "c", "sql", "yaml",
        ] {
            let code = "a = \"ب\" # ç\r\n<b c='d'>{1: 2}</b> /* x\n\n*/ $z\u{200C}\n'";
            let found = Highlighter::default().stretches(language, code).unwrap();
            let whole: String = found
                .iter()
                .map(|(range, _)| &code[range.clone()])
                .collect();
            assert_eq!(whole, code, "{language}");
        }
    }

    #[test]
    fn code_of_an_unknown_language_or_without_end_stays_plain() {
        assert!(!knows("klingon") && !knows("text") && !knows(""));
        let highlighter = Highlighter::default();
        assert!(highlighter.stretches("klingon", "x").is_none());
        let long = "x".repeat(3_000);
        assert!(highlighter.stretches("rust", &long).is_none());
    }

    #[test]
    fn a_line_that_was_met_before_has_the_classes_of_its_own_place() {
        let codes = [
            ("js", "let a = 1;\n}\n"),
            ("js", "/*\nlet a = 1;\n*/\nlet a = 1;\n"),
            ("js", "let b = `\nlet a = 1;\n`;\nlet a = 1;"),
            ("rust", "let a = 1;\n}\n"),
            ("js", "let a = 1;\n}\n"),
        ];
        let one = Highlighter::default();
        for (language, code) in codes {
            let fresh = Highlighter::default().stretches(language, code);
            assert_eq!(one.stretches(language, code), fresh, "{code}");
        }
    }
}
