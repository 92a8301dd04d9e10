//! Namespaces, and what every check asks of a node.

use std::ops::Range;

use usvg::roxmltree::Node;

/// XML itself: `xml:lang`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// XHTML.
pub(super) const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// MathML.
pub(super) const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// What EPUB adds to XHTML.
pub(super) const OPS: &str = "http://www.idpf.org/2007/ops";

/// The elements directly inside.
pub(super) fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The start tag of an element: up to what stands first in it, or to its first `>` where nothing does.
pub(super) fn start_of(node: Node<'_, '_>) -> Range<usize> {
    let whole = node.range();
    let text = node.document().input_text();
    let inside = node.first_child().map(|child| child.range().start);
    let end = inside.unwrap_or_else(|| {
        let tag = text[whole.clone()].find('>').map(|at| whole.start + at + 1);
        tag.unwrap_or(whole.end)
    });
    whole.start..end
}

/// Whether words stand directly in an element; white space is none. The place of the first.
pub(super) fn words_in(node: Node<'_, '_>) -> Option<Range<usize>> {
    let mut children = node.children().filter(Node::is_text);
    let words = children.find(|child| {
        let text = child.text().unwrap_or_default();
        !text.trim_matches([' ', '\t', '\n', '\r']).is_empty()
    });
    words.map(|words| words.range())
}
