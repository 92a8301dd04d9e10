//! Code with the parts of its grammar told apart: a language and a text in, pieces with their parts out.
//!
//! syntect knows the grammars (those that Sublime Text ships); a language it does not know stays plain.

mod memory;

use std::ops::Range;
use std::sync::{LazyLock, Mutex, PoisonError};

use syntect::parsing::{Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::{CodeToken, TokenKind};
use memory::LineMemory;

/// Code longer than this stays plain: it is data more often than a program.
const LONGEST: usize = 100_000;
/// So does code with a line longer than this, over which grammars take very long.
const LONGEST_LINE: usize = 2_000;

/// The grammars, unpacked when the first code is met.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes of the grammars and what they are; the first that fits the innermost scope wins.
static PARTS: LazyLock<Vec<(Scope, TokenKind)>> = LazyLock::new(|| {
    let known = NAMES.iter();
    let scope = |(name, part): &(&str, TokenKind)| Some((Scope::new(name).ok()?, *part));
    known.filter_map(scope).collect()
});

const NAMES: [(&str, TokenKind); 20] = [
    ("comment", TokenKind::Comment),
    ("punctuation.definition.comment", TokenKind::Comment),
    ("string", TokenKind::Text),
    ("punctuation.definition.string", TokenKind::Text),
    ("constant.character.escape", TokenKind::Constant),
    ("constant.numeric", TokenKind::Number),
    ("constant", TokenKind::Constant),
    ("support.constant", TokenKind::Constant),
    ("keyword.operator", TokenKind::Plain),
    ("keyword", TokenKind::Keyword),
    ("storage", TokenKind::Keyword),
    ("entity.name.function", TokenKind::Function),
    ("support.function", TokenKind::Function),
    ("variable.function", TokenKind::Function),
    ("support.macro", TokenKind::Function),
    ("entity.name.tag", TokenKind::Tag),
    ("entity.other.attribute-name", TokenKind::Attribute),
    ("entity.name", TokenKind::Type),
    ("support.type", TokenKind::Type),
    ("support.class", TokenKind::Type),
];

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
pub(super) struct Grammars {
    /// What is known of lines, while no code is read with it.
    idle: Mutex<Vec<LineMemory>>,
}

impl Grammars {
    /// The pieces of a code, which cover it; `None` where no grammar reads it.
    pub(super) fn pieces(&self, language: &str, code: &str) -> Option<Vec<CodeToken>> {
        let long = code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE);
        let grammar = grammar(language).filter(|_| !long)?;
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = idle().pop().unwrap_or_default();
        let found = pieces(grammar, code, &mut memory);
        idle().push(memory);
        found
    }
}

fn pieces(
    grammar: &SyntaxReference,
    code: &str,
    memory: &mut LineMemory,
) -> Option<Vec<CodeToken>> {
    let mut state = memory.begin(grammar);
    let mut stack = ScopeStack::new();
    let mut found: Vec<CodeToken> = Vec::new();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let parsed = memory.parse(state, line)?;
        let mut done = 0;
        for (at, change) in memory.changes(&parsed) {
            push(&mut found, start + done..start + at, part(&stack));
            stack.apply(change).ok()?;
            done = *at;
        }
        push(&mut found, start + done..start + line.len(), part(&stack));
        start += line.len();
        state = parsed.after;
    }
    Some(found)
}

/// What the innermost scope is that is known.
fn part(stack: &ScopeStack) -> TokenKind {
    let inner = stack.scopes.iter().rev();
    let known = inner.filter_map(|scope| {
        let fits = |(name, _): &&(Scope, TokenKind)| name.is_prefix_of(*scope);
        PARTS.iter().find(fits).map(|(_, part)| *part)
    });
    known.into_iter().next().unwrap_or_default()
}

/// Adds a piece to those before it; neighbours of one part are one.
fn push(found: &mut Vec<CodeToken>, range: Range<usize>, part: TokenKind) {
    match found.last_mut() {
        _ if range.is_empty() => {}
        Some(last) if last.part == part => last.range.end = range.end,
        _ => found.push(CodeToken { range, part }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{GRAMMARS, Grammars, TokenKind, knows};

    fn told_apart<'a>(language: &str, code: &'a str) -> Vec<(&'a str, TokenKind)> {
        let found = Grammars::default().pieces(language, code).unwrap();
        let named = found
            .into_iter()
            .filter(|piece| piece.part != TokenKind::Plain);
        named
            .map(|piece| (code[piece.range].trim(), piece.part))
            .collect()
    }

    #[test]
    fn words_of_a_language_are_told_apart() {
        let code = "// سلام\nfn main() {\n    let x = \"متن\";\n    return 42;\n}\n";
        let found = told_apart("rust", code);
        for expected in [
            ("// سلام", TokenKind::Comment),
            ("fn", TokenKind::Keyword),
            ("main", TokenKind::Function),
            ("\"متن\"", TokenKind::Text),
            ("42", TokenKind::Number),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
    }

    /// The parts of a code with their kinds, in one line.
    fn kinds(language: &str, code: &str) -> String {
        let found = told_apart(language, code).into_iter();
        let named = found.map(|(words, kind)| format!("{kind:?} {words}"));
        named.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn each_language_is_read_with_its_own_grammar_and_those_within_it() {
        for (language, code, expected) in [
            (
                "python",
                "def f(a):\n    return \"x\\n\"  # no\n",
                r#"Keyword def; Function f; Keyword return; Text "x; Constant \n; Text "; Comment # no"#,
            ),
            (
                "bash",
                "for f in *; do echo \"$f\"; done\n",
                r#"Keyword for; Keyword in; Keyword do; Function echo; Text "$f"; Keyword done"#,
            ),
            (
                "css",
                "a:hover { margin: 2em; /* x */ }\n",
                "Tag a; Type margin; Number 2; Keyword em; Comment /* x */",
            ),
            (
                "json",
                "{\"a\": [1, true]}\n",
                r#"Text "a"; Number 1; Constant true"#,
            ),
            (
                "sql",
                "SELECT count(*) FROM t WHERE b = 'x' -- c\n",
                "Keyword SELECT; Function count; Keyword FROM; Keyword WHERE; Text 'x'; Comment -- c",
            ),
            (
                "c",
                "#include <a.h>\nint f(void) { return 0x1F; }\n",
                "Keyword #include; Text <a.h>; Keyword int; Function f; Keyword void; Keyword return; Number 0x1F",
            ),
            (
                "html",
                "<p class='a'>b</p>\n<script>let a = `x${1}`;</script>\n",
                "Tag p; Attribute class; Text 'a'; Tag p; Tag script; Keyword let; Text `x; Number 1; Text `; Tag script",
            ),
            (
                "php",
                "<b><?php echo 1; ?></b>\n",
                "Tag b; Function echo; Number 1; Tag b",
            ),
            (
                "yaml",
                "a: &x [1, \"b\"]\n",
                r#"Tag a; Keyword &; Type x; Number 1; Text "b""#,
            ),
            (
                "latex",
                "\\begin{a}$x^2$ % c\n\\end{a}\n",
                r"Keyword \begin; Text $; Number 2; Text $; Comment % c; Keyword \end",
            ),
        ] {
            assert_eq!(kinds(language, code), expected, "{language}");
        }
    }

    #[test]
    fn every_grammar_can_be_read_and_is_linked() {
        assert_eq!(GRAMMARS.syntaxes().len(), 75);
        assert_eq!(GRAMMARS.find_unlinked_contexts(), BTreeSet::default());
    }

    #[test]
    fn pieces_cover_the_code_and_lose_nothing() {
        for language in [
            "rust", "python", "js", "html", "css", "bash", "json", "c", "sql", "yaml",
        ] {
            let code = "a = \"ب\" # ç\r\n<b c='d'>{1: 2}</b> /* x\n\n*/ $z\u{200C}\n'";
            let found = Grammars::default().pieces(language, code).unwrap();
            let whole: String = found
                .iter()
                .map(|piece| &code[piece.range.clone()])
                .collect();
            assert_eq!(whole, code, "{language}");
        }
    }

    #[test]
    fn code_of_an_unknown_language_or_without_end_stays_plain() {
        assert!(!knows("klingon") && !knows("text") && !knows(""));
        let grammars = Grammars::default();
        assert!(grammars.pieces("klingon", "x").is_none());
        let long = "x".repeat(3_000);
        assert!(grammars.pieces("rust", &long).is_none());
    }

    #[test]
    fn a_line_that_was_met_before_has_the_parts_of_its_own_place() {
        let codes = [
            ("js", "let a = 1;\n}\n"),
            ("js", "/*\nlet a = 1;\n*/\nlet a = 1;\n"),
            ("js", "let b = `\nlet a = 1;\n`;\nlet a = 1;"),
            ("rust", "let a = 1;\n}\n"),
            ("js", "let a = 1;\n}\n"),
        ];
        let one = Grammars::default();
        for (language, code) in codes {
            let fresh = Grammars::default().pieces(language, code);
            assert_eq!(one.pieces(language, code), fresh, "{code}");
        }
    }
}
