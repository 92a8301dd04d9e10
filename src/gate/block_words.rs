//! The words of a block that its own direction orders: a block in, a text out.

use super::document::Document;
use super::flow::{OBJECT, is_inline, is_no_prose};
use super::xml::NodeId;

/// The words that take their direction from a block itself.
pub(super) fn own_words(document: &Document, block: NodeId) -> String {
    let tree = &document.tree;
    let mut words = String::new();
    let mut walk = tree.walk(block);
    while let Some(node) = walk.next() {
        let Some(name) = tree.name(node) else {
            let text = tree.words(node).unwrap_or_default();
            words.push_str(&text.replace(['\n', '\t'], " "));
            continue;
        };
        let isolated = tree.value(node, "dir").is_some() || name == "bdi";
        if isolated || is_no_prose(name) || !is_inline(name) {
            walk.leave_out(node);
            // A sign after something isolated stands where that stands.
            words.push(if name == "br" { '\n' } else { OBJECT });
        }
    }
    words
}

/// The first words of a text, for a message.
pub(super) fn beginning(text: &str) -> String {
    /// Characters that are enough to find a place again.
    const SHOWN: usize = 40;
    let tidy: Vec<&str> = text.split_whitespace().collect();
    let tidy = tidy.join(" ");
    let mut shown: String = tidy.chars().take(SHOWN).collect();
    if shown.len() < tidy.len() {
        shown.push('…');
    }
    shown
}
