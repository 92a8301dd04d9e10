//! Operators, functions, accents and arrows by their names.

use ratex_parser::ParseNode;
use ratex_parser::parse_node::Mode;

use super::super::tree::{Node, Operator, Place, Width};
use super::{Fault, Font, Reader, sign, unset};

/// A large operator, a function, or a group that counts as one.
pub(super) fn operator(reader: &mut Reader, node: &ParseNode, font: Font) -> Result<Node, Fault> {
    match node {
        ParseNode::Op {
            name: Some(name),
            symbol,
            ..
        } => Ok(Node::Operator(match symbol {
            true if name == "\\smallint" => Operator::Small("∫".to_owned()),
            true => Operator::Large(large(name)),
            false => Operator::Named(name.trim_start_matches('\\').to_owned()),
        })),
        ParseNode::Op {
            body: Some(body), ..
        } => Ok(Node::Operator(Operator::Made(reader.row(body, font)?))),
        ParseNode::OperatorName { body, .. } => {
            let upright = Font {
                alphabet: Some(super::Alphabet::Upright),
            };
            let row = reader.row(body, upright)?;
            Ok(Node::Operator(named(row)))
        }
        node => Err(unset(node, node.type_name())),
    }
}

/// The name of a function, where its parts are letters.
fn named(row: Vec<Node>) -> Operator {
    const THIN: char = '\u{2009}';
    let mut name = String::new();
    for node in &row {
        match node {
            Node::Sign(sign) => name.push_str(&sign.text),
            Node::Number(digits) => name.push_str(digits),
            Node::Space(width) if width.0 > 0.0 => name.push(THIN),
            Node::Words(words) if !words.text.chars().any(sign::is_arabic) => {
                name.push_str(&words.text);
            }
            _ => return Operator::Made(row),
        }
    }
    Operator::Named(name)
}

fn large(name: &str) -> String {
    match name {
        "\\intop" => "∫".to_owned(),
        name => sign::characters(name, Mode::Math),
    }
}

/// Where the scripts of a node stand.
pub(super) fn place(base: &ParseNode) -> Place {
    match base {
        ParseNode::Op {
            limits,
            always_handle_sup_sub,
            suppress_base_shift,
            ..
        } => match (limits, always_handle_sup_sub, suppress_base_shift) {
            // `\overset`, `\underset`, `\sum\limits`.
            (true, Some(true), _) | (true, _, Some(true)) => Place::Limits,
            (true, _, _) => Place::Movable,
            (false, _, _) => Place::Beside,
        },
        ParseNode::OperatorName {
            limits,
            always_handle_sup_sub,
            ..
        } => match (limits, always_handle_sup_sub) {
            (true, _) => Place::Limits,
            (false, true) => Place::Movable,
            (false, false) => Place::Beside,
        },
        ParseNode::HorizBrace { .. } => Place::Limits,
        ParseNode::OrdGroup { body, .. } if body.len() == 1 => place_alone(&body[0]),
        _ => Place::Beside,
    }
}

/// A brace in braces of its own is still a brace.
fn place_alone(node: &ParseNode) -> Place {
    match node {
        ParseNode::HorizBrace { .. } => Place::Limits,
        _ => Place::Beside,
    }
}

/// The sign of a brace.
pub(super) fn brace(label: &str) -> char {
    match label {
        "\\underbrace" => '⏟',
        "\\overbracket" => '⎴',
        "\\underbracket" => '⎵',
        _ => '⏞',
    }
}

/// The sign of an accent, and whether it grows.
pub(super) fn accent(label: &str) -> Option<(char, Width)> {
    use Width::{Fixed, Growing};
    Some(match label {
        "\\hat" | "\\^" => ('ˆ', Fixed),
        "\\bar" | "\\=" => ('¯', Fixed),
        "\\tilde" | "\\~" => ('˜', Fixed),
        "\\dot" | "\\." => ('˙', Fixed),
        "\\ddot" | "\\\"" => ('¨', Fixed),
        "\\dddot" => ('\u{20DB}', Fixed),
        "\\ddddot" => ('\u{20DC}', Fixed),
        "\\vec" => ('\u{20D7}', Fixed),
        "\\acute" | "\\'" => ('´', Fixed),
        "\\grave" | "\\`" => ('`', Fixed),
        "\\check" | "\\v" => ('ˇ', Fixed),
        "\\breve" | "\\u" => ('˘', Fixed),
        "\\mathring" | "\\r" => ('˚', Fixed),
        "\\H" => ('˝', Fixed),
        "\\c" => ('¸', Fixed),
        "\\widehat" => ('\u{302}', Growing),
        "\\widetilde" | "\\utilde" => ('\u{303}', Growing),
        "\\widecheck" => ('\u{30C}', Growing),
        "\\overrightarrow" | "\\underrightarrow" => ('→', Growing),
        "\\overleftarrow" | "\\underleftarrow" => ('←', Growing),
        "\\overleftrightarrow" | "\\underleftrightarrow" => ('↔', Growing),
        "\\Overrightarrow" => ('⇒', Growing),
        "\\overrightharpoon" => ('⇀', Growing),
        "\\overleftharpoon" => ('↼', Growing),
        "\\overgroup" => ('⏜', Growing),
        "\\undergroup" => ('⏝', Growing),
        _ => return None,
    })
}

/// The arrow of a command that has labels.
pub(super) fn arrow(label: &str) -> Option<char> {
    Some(match label {
        "\\xrightarrow" => '→',
        "\\xleftarrow" => '←',
        "\\xleftrightarrow" => '↔',
        "\\xRightarrow" => '⇒',
        "\\xLeftarrow" => '⇐',
        "\\xLeftrightarrow" => '⇔',
        "\\xhookrightarrow" => '↪',
        "\\xhookleftarrow" => '↩',
        "\\xmapsto" => '↦',
        "\\xrightharpoonup" => '⇀',
        "\\xrightharpoondown" => '⇁',
        "\\xleftharpoonup" => '↼',
        "\\xleftharpoondown" => '↽',
        "\\xrightleftharpoons" | "\\xrightequilibrium" | "\\xleftequilibrium" => '⇌',
        "\\xleftrightharpoons" => '⇋',
        "\\xrightleftarrows" | "\\xtofrom" => '⇄',
        "\\xtwoheadrightarrow" => '↠',
        "\\xtwoheadleftarrow" => '↞',
        "\\xlongequal" => '=',
        _ => return None,
    })
}
