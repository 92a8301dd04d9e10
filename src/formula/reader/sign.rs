//! Letters, digits, signs and spaces: names of the parser in, characters of Unicode out.

use std::ops::Range;

use ratex_font::symbols::{self, get_symbol};
use ratex_parser::ParseNode;
use ratex_parser::parse_node::Mode;

use super::super::alphabet::{Alphabet, styled};
use super::super::tree::{Class, Node, Sign, Slant};
use super::upright;
use crate::units::Em;

/// What strikes the sign before it through.
const STROKE: char = '\u{338}';

/// The bytes of the source that a node was read from, where the parser knows.
pub(super) fn place(node: &ParseNode) -> Option<Range<usize>> {
    let place = match node {
        ParseNode::Atom { loc, .. }
        | ParseNode::MathOrd { loc, .. }
        | ParseNode::TextOrd { loc, .. }
        | ParseNode::OpToken { loc, .. }
        | ParseNode::AccentToken { loc, .. }
        | ParseNode::SpacingNode { loc, .. }
        | ParseNode::OrdGroup { loc, .. } => loc.as_ref(),
        ParseNode::Accent { base: inner, .. }
        | ParseNode::SupSub {
            base: Some(inner), ..
        }
        | ParseNode::Enclose { body: inner, .. }
        | ParseNode::XArrow { body: inner, .. } => return place(inner),
        _ => None,
    };
    place.map(|place| place.start..place.end)
}

/// The characters of a name: `\alpha` is α.
pub(super) fn characters(name: &str, mode: Mode) -> String {
    match name {
        // An acute accent would be as good as none: TeX sets a minus for a hyphen, a star in the middle.
        "-" if mode == Mode::Math => return "\u{2212}".to_owned(),
        "*" if mode == Mode::Math => return "\u{2217}".to_owned(),
        // KaTeX's tables have the micro sign, which stands upright and is in few faces.
        "\\mu" | "\u{B5}" => return "μ".to_owned(),
        "\\prime" => return "′".to_owned(),
        "\\epsilon" => return "ϵ".to_owned(),
        "\\varepsilon" => return "ε".to_owned(),
        "\\phi" => return "ϕ".to_owned(),
        "\\varphi" => return "φ".to_owned(),
        "\\cdotp" | "\u{B7}" => return "⋅".to_owned(),
        "\\lt" => return "<".to_owned(),
        "\\gt" => return ">".to_owned(),
        _ => {}
    }
    let lookup = match mode {
        Mode::Math => symbols::Mode::Math,
        Mode::Text => symbols::Mode::Text,
    };
    let found = get_symbol(name, lookup).and_then(|symbol| symbol.codepoint);
    match found {
        Some(found) => found.to_string(),
        None => name.to_owned(),
    }
}

/// A sign of a class.
pub(super) fn sign(name: &str, class: Class, alphabet: Option<Alphabet>) -> Node {
    let text = characters(name, Mode::Math);
    match class {
        Class::Ordinary => letter(text, alphabet),
        class => upright(text, class),
    }
}

/// A letter, in the form that an alphabet has for it.
pub(super) fn letter(text: String, alphabet: Option<Alphabet>) -> Node {
    let plain = |letter: char| {
        // Capitals of Greek stand upright, as TeX sets them, and ∇ with them.
        let slanted = letter.is_ascii_alphabetic()
            || matches!(
                letter,
                'α'..='ω' | 'ϑ' | 'ϕ' | 'ϖ' | 'ϱ' | 'ϵ' | 'ϰ' | '∂' | 'ı' | 'ȷ'
            );
        if slanted {
            Slant::Variable
        } else {
            Slant::Upright
        }
    };
    let mut letters = text.chars();
    let (Some(first), None) = (letters.next(), letters.next()) else {
        return upright(text, Class::Ordinary);
    };
    let (text, slant) = match alphabet {
        None => (text, plain(first)),
        Some(alphabet) => (styled(first, alphabet).to_string(), Slant::Upright),
    };
    Node::Sign(Sign {
        text,
        class: Class::Ordinary,
        slant,
    })
}

/// The space of a name.
pub(super) fn space(name: &str) -> Node {
    const WORD: Em = Em(0.25);
    match name {
        "\\nobreak" | "\\allowbreak" | "\\hfill" => Node::Space(Em(0.0)),
        _ => Node::Space(WORD),
    }
}

/// Whether a node is `\not`, which strikes what follows through.
pub(super) fn is_negation(node: &ParseNode) -> bool {
    match node {
        ParseNode::HtmlMathMl { mathml, .. } => match mathml.as_slice() {
            [ParseNode::TextOrd { text, .. }] => text.chars().eq([STROKE]),
            _ => false,
        },
        _ => false,
    }
}

/// A node with a stroke through it.
pub(super) fn struck(node: Node) -> Node {
    use unicode_normalization::UnicodeNormalization;
    match node {
        Node::Sign(mut sign) => {
            sign.text.push(STROKE);
            sign.text = sign.text.nfc().collect();
            Node::Sign(sign)
        }
        Node::Classed { class, mut body } => {
            if let Some(last) = body.pop() {
                body.push(struck(last));
            }
            Node::Classed { class, body }
        }
        node => Node::Enclosed {
            by: super::Enclosure::Up,
            body: vec![node],
        },
    }
}

/// Adds a node to a row; digits join to a number, words to words.
pub(super) fn push(row: &mut Vec<Node>, node: Node) {
    if let Node::Space(width) = node
        && width.0 == 0.0
    {
        return;
    }
    let node = match (row.last_mut(), node) {
        (Some(Node::Number(number)), Node::Number(more)) => return number.push_str(&more),
        (Some(Node::Words(before)), Node::Words(more)) if before.look == more.look => {
            return before.text.push_str(&more.text);
        }
        // «3.14»: TeX takes the point for a letter, a reader for a part of the number.
        (Some(Node::Number(number)), Node::Sign(sign)) if is_point(&sign.text) => {
            return number.push_str(&sign.text);
        }
        (_, node) => node,
    };
    row.push(node);
}

fn is_point(sign: &str) -> bool {
    matches!(sign, "." | "٫" | "٬")
}

/// Whether a character is a digit, in any script of this tool.
pub(super) fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || is_arabic_digit(letter)
}

/// Whether a character is a digit of the Arabic script.
pub(super) fn is_arabic_digit(letter: char) -> bool {
    matches!(letter, '٠'..='٩' | '۰'..='۹' | '٫' | '٬')
}

/// Whether a character is a letter of the Arabic script or stands among such.
pub(super) fn is_arabic(letter: char) -> bool {
    let script = matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{200C}');
    script && !is_arabic_digit(letter)
}
