//! What stands in `\text`: words, and formulas among them.

use ratex_parser::ParseNode;

use super::super::tree::{Look, Node, Style, Words};
use super::{Fault, Font, Reader, is_in_words, operator, sign};
use crate::units::Em;

/// Words as the text around the formula is set.
pub(super) fn plain(text: String) -> Node {
    Node::Words(Words {
        text,
        look: Look::Plain,
    })
}

/// What `\verb` holds.
pub(super) fn verbatim(text: &str) -> Node {
    Node::Words(Words {
        text: text.to_owned(),
        look: Look::Code,
    })
}

/// How the words of a command look.
fn look(command: Option<&str>) -> Look {
    match command {
        Some("\\textbf") => Look::Bold,
        Some("\\textit" | "\\emph") => Look::Emphasised,
        Some("\\texttt") => Look::Code,
        _ => Look::Plain,
    }
}

impl Reader {
    /// Words, with what stands among them.
    pub(super) fn words(
        &mut self,
        nodes: &[ParseNode],
        command: Option<&str>,
    ) -> Result<Vec<Node>, Fault> {
        let mut found = Vec::new();
        self.words_in(nodes, look(command), &mut found)?;
        Ok(found)
    }

    fn words_in(
        &mut self,
        nodes: &[ParseNode],
        look: Look,
        found: &mut Vec<Node>,
    ) -> Result<(), Fault> {
        for node in nodes {
            match node {
                ParseNode::Text { body, font, .. } => {
                    let inner = match font.as_deref() {
                        Some("\\text") | None => look,
                        font => self::look(font),
                    };
                    self.words_in(body, inner, found)?;
                }
                ParseNode::OrdGroup { body, mode, .. } if *mode == super::Mode::Text => {
                    self.words_in(body, look, found)?;
                }
                // `\text{for $n$ steps}`: the formula is one of a line.
                ParseNode::Styling { body, .. } => {
                    let body = self.row(body, Font::default())?;
                    let style = Style::Text;
                    found.push(Node::Styled { style, body });
                }
                ParseNode::Accent { label, base, .. } if is_in_words(node) => {
                    let text = accented(label, base);
                    sign::push(found, words(text, look));
                }
                ParseNode::TextOrd { text, .. } | ParseNode::MathOrd { text, .. } => {
                    let text = sign::characters(text, super::Mode::Text);
                    sign::push(found, words(text, look));
                }
                ParseNode::SpacingNode { .. } => sign::push(found, words(" ".to_owned(), look)),
                ParseNode::Kern { dimension, .. } => {
                    sign::push(found, Node::Space(super::size::em(dimension)));
                }
                node if is_in_words(node) && node.symbol_text().is_some() => {
                    let text = node.symbol_text().unwrap_or_default();
                    let text = sign::characters(text, super::Mode::Text);
                    sign::push(found, words(text, look));
                }
                node => found.extend(self.node(node, Font::default())?),
            }
        }
        found.retain(|node| *node != Node::Space(Em(0.0)));
        Ok(())
    }
}

fn words(text: String, look: Look) -> Node {
    Node::Words(Words { text, look })
}

/// `\'e` as é.
fn accented(label: &str, base: &ParseNode) -> String {
    use unicode_normalization::UnicodeNormalization;
    let base = base.symbol_text().unwrap_or_default();
    let base = sign::characters(base, super::Mode::Text);
    let mark = match operator::accent(label).map(|(sign, _)| sign) {
        Some('ˆ') => '\u{302}',
        Some('¯') => '\u{304}',
        Some('˜') => '\u{303}',
        Some('˙') => '\u{307}',
        Some('¨') => '\u{308}',
        Some('´') => '\u{301}',
        Some('`') => '\u{300}',
        Some('ˇ') => '\u{30C}',
        Some('˘') => '\u{306}',
        Some('˚') => '\u{30A}',
        Some('˝') => '\u{30B}',
        Some('¸') => '\u{327}',
        _ => return base,
    };
    base.chars().chain([mark]).nfc().collect()
}
