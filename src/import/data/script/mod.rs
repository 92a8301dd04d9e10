//! JavaScript, TypeScript and JSON in, the values that stand in them as literals out. Nothing is run.
//!
//! Sites keep their chapters in a program (`.vitepress/config.ts`, `sidebars.js`), mostly as literals in
//! a call or behind a name:
//!
//! ```text
//! import sidebar from './sidebar'
//! export default defineConfig({ title: 'کتاب', themeConfig: { sidebar } })
//! ```
//!
//! Names of the same file and of the files it imports are looked up, a call gives what the function of
//! that name returns or else its first argument (`defineConfig`), and anything that would have to be
//! worked out is [`Value::Unread`].

mod evaluate;
mod token;

use std::collections::BTreeMap;

use self::evaluate::Evaluation;
use self::token::{Kind, Token, tokens};
use super::{Fault, Node, Value};
use crate::lookup::Lookup;

/// A script cut into tokens, and where the names it defines have their values.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Script {
    tokens: Vec<Token>,
    /// The token at which the value of a name begins.
    names: Lookup<String, usize>,
    /// What a name is imported from.
    imports: BTreeMap<String, ImportedScript>,
    /// The token at which the value begins that the file gives to others.
    exported: Option<usize>,
    /// Every `return`, by its token.
    returns: Vec<usize>,
    /// The file that a written import leads to.
    resolved: Lookup<String, String>,
}

/// A name of another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct ImportedScript {
    /// The file as the import writes it: `./sidebar`.
    pub(in crate::import) from: String,
    /// The name there; `None` for what the file gives by itself.
    pub(in crate::import) name: Option<String>,
}

impl Script {
    /// Cuts a script into tokens and finds its names.
    pub(in crate::import) fn parse(text: &str) -> Self {
        let mut script = Self {
            tokens: tokens(text),
            ..Self::default()
        };
        let returns = (0..script.tokens.len()).filter(|at| script.word(*at) == Some("return"));
        script.returns = returns.collect();
        script.find_names();
        script
    }

    /// Reads JSON, with comments and commas at ends allowed.
    pub(in crate::import) fn read_json(text: &str) -> (Node, Option<Fault>) {
        let script = Self {
            tokens: tokens(text),
            ..Self::default()
        };
        let node = Evaluation::new(&script, &Lookup::new()).value_at(0);
        let bad = script.tokens.is_empty() || node.is_unread();
        let fault = bad.then(|| Fault {
            line: 1,
            message: "the file is not JSON".to_owned(),
        });
        (node, fault)
    }

    /// The files that the script imports by a relative path, as written, each once.
    pub(in crate::import) fn relative_imports(&self) -> Vec<String> {
        let imported = self.imports.values().map(|import| import.from.clone());
        let required = (0..self.tokens.len())
            .filter(|at| self.word(*at) == Some("require"))
            .filter_map(|at| match &self.tokens.get(at + 2)?.kind {
                Kind::Text(from) => Some(from.clone()),
                _ => None,
            });
        let mut from: Vec<String> = imported.chain(required).collect();
        from.retain(|from| from.starts_with('.'));
        from.sort_unstable();
        from.dedup();
        from
    }

    /// Says which file a written import leads to.
    pub(in crate::import) fn resolve(&mut self, written: &str, file: &str) {
        self.resolved.insert(written.to_owned(), file.to_owned());
    }

    /// What the script gives to others; `others` are the scripts that it imports, by their files.
    pub(in crate::import) fn exported(&self, others: &Lookup<String, Self>) -> Node {
        let Some(at) = self.exported else {
            return Node {
                line: 1,
                value: Value::Unread,
            };
        };
        Evaluation::new(self, others).value_at(at)
    }

    fn word(&self, at: usize) -> Option<&str> {
        match &self.tokens.get(at)?.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind.is(sign))
    }

    fn find_names(&mut self) {
        for at in 0..self.tokens.len() {
            match self.word(at) {
                Some("const" | "let" | "var") => self.define(at + 1),
                Some("function") => self.define_function(at + 1),
                Some("import") => self.import(at + 1),
                Some("default") if at > 0 && self.word(at - 1) == Some("export") => {
                    self.exported.get_or_insert(at + 1);
                }
                Some("exports") if self.is_sign(at + 1, '=') => self.exported = Some(at + 2),
                _ => {}
            }
        }
    }

    /// `NAME = value`, `NAME: Type = value`.
    fn define(&mut self, at: usize) {
        /// Tokens that the type of a name may have.
        const TYPE: usize = 24;
        let Some(name) = self.word(at).map(str::to_owned) else {
            return;
        };
        let ends = (at + 1..self.tokens.len()).take(TYPE);
        let mut ends = ends.filter(|at| self.is_sign(*at, '='));
        if let Some(equals) = ends.next() {
            self.names.entry(name).or_insert(equals + 1);
        }
    }

    /// `NAME(…) { … return value }`.
    fn define_function(&mut self, at: usize) {
        let Some(name) = self.word(at).map(str::to_owned) else {
            return;
        };
        if let Some(returned) = self.returned_after(at) {
            self.names.entry(name).or_insert(returned);
        }
    }

    /// Where the value of the first `return` begins that comes after a token.
    fn returned_after(&self, at: usize) -> Option<usize> {
        let index = self.returns.partition_point(|returned| *returned < at);
        self.returns.get(index).map(|at| at + 1)
    }

    /// `a from './x'`, `{ a, b as c } from './x'`, `* as a from './x'`.
    fn import(&mut self, start: usize) {
        /// Tokens that a list of imported names may have.
        const NAMES: usize = 400;
        let tokens = (start..self.tokens.len()).take(NAMES);
        let end = { tokens }.find(|at| self.word(*at) == Some("from"));
        let Some(end) = end else {
            return;
        };
        let Some(Kind::Text(from)) = self.tokens.get(end + 1).map(|token| token.kind.clone())
        else {
            return;
        };
        let mut named = false;
        let mut last: Option<String> = None;
        for at in start..end {
            match self.tokens[at].kind.clone() {
                Kind::Sign('{') => named = true,
                Kind::Name(word) if word == "as" => {}
                Kind::Name(word) => {
                    let renamed = at > start && self.word(at - 1) == Some("as");
                    let original = if renamed {
                        last.take()
                    } else {
                        Some(word.clone())
                    };
                    let import = ImportedScript {
                        from: from.clone(),
                        name: original.clone().filter(|_| named),
                    };
                    self.imports.insert(word.clone(), import);
                    last = Some(word);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exported(text: &str) -> Node {
        Script::parse(text).exported(&Lookup::new())
    }

    #[test]
    fn literals_are_found_in_calls_and_behind_names() {
        let text = "import { defineConfig } from 'vitepress'\n\
            const part: Item[] = [{ text: \"یک\", link: '/a' }, // یادداشت\n  'b']\n\
            export default defineConfig<Theme>({ title: 'کتاب', themeConfig: { sidebar: { '/': part } } })\n";
        let node = exported(text);
        assert_eq!(node.text_at("title"), Some("کتاب"));
        let items = node
            .at("themeConfig.sidebar./")
            .map(Node::items)
            .unwrap_or_default();
        assert_eq!(items[0].text_at("link"), Some("/a"));
        assert_eq!(items[0].line, 2);
        assert_eq!(items[1].text(), Some("b"));
    }

    #[test]
    fn functions_give_what_they_return() {
        let text = "module.exports = { a: one(), b: two(), c: three(x => x) }\n\
            function one() { return ['x', ...more] }\nconst more = ['y']\n\
            const two = () => ({ k: 1 })\n";
        let node = exported(text);
        let a: Vec<_> = node
            .get("a")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .filter_map(Node::text)
            .collect();
        assert_eq!(a, ["x", "y"]);
        assert_eq!(node.text_at("b.k"), Some("1"));
        assert!(node.get("c").is_some_and(Node::is_unread));
    }

    #[test]
    fn what_has_to_be_worked_out_is_passed_over() {
        let text = "export default { a: x ? [1] : [2], b: `t ${x}`, re: /[/'\"]/g, m() { return 1 }, \
            j: 'x' + 'y', [k]: 3, s: [1].map(f), last: true }";
        let node = exported(text);
        assert!(node.get("a").is_some_and(Node::is_unread));
        assert!(node.get("b").is_some_and(Node::is_unread));
        assert!(node.get("s").is_some_and(Node::is_unread));
        assert_eq!(node.text_at("j"), Some("xy"));
        assert!(node.is_true("last"));
    }

    #[test]
    fn a_circle_of_names_ends() {
        assert!(
            exported("const a = [b]; const b = [a]; export default [a, b]")
                .items()
                .len()
                == 2
        );
        let doubled: String = (0..40)
            .map(|n| format!("const n{n} = [n{0}, n{0}];", n + 1))
            .collect();
        assert_eq!(
            exported(&format!("{doubled} export default [n0]"))
                .items()
                .len(),
            1
        );
    }

    #[test]
    fn json_may_have_comments_and_escapes() {
        let (node, fault) =
            Script::read_json("{ // x\n \"label\": \"\\u0641\\ud83d\\ude00\", \"position\": 2, }");
        assert_eq!(fault, None);
        assert_eq!(node.text_at("label"), Some("ف\u{1F600}"));
        assert_eq!(node.get("position").map(|node| node.line), Some(2));
        assert!(Script::read_json("").1.is_some());
    }
}
