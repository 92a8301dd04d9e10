//! Walks through a document once.

use std::borrow::Cow;

use usvg::roxmltree::{Document, Error, Node, ParsingOptions};

use super::attributes;
use super::fault::{Breach, Fault, Faults};
use super::mathml;
use super::names::{MATHML, SVG, XHTML, start_of};
use super::navigation;
use super::ncx;
use super::package;
use super::references;
use super::xhtml;
use crate::limits;

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// XHTML, with MathML and SVG in it.
    Xhtml,
    /// A navigation document.
    Navigation,
    /// A drawing.
    Svg,
    /// A package document of EPUB 3.
    Package,
    /// The contents of EPUB 2.
    Ncx,
    /// Another one, of which only well-formedness is looked at.
    Other,
}

/// What breaks the rules, in the order of the text; of a document that is no XML, that alone.
pub fn faults(text: &str, vocabulary: Vocabulary) -> Vec<Fault> {
    let masked = without_entities(text);
    let document = match parse(&masked) {
        Ok(document) => document,
        Err(error) => return vec![fault_of(text, &error)],
    };
    let mut faults = Faults::default();
    let root = document.root_element();
    match vocabulary {
        Vocabulary::Xhtml | Vocabulary::Navigation if !root.has_tag_name((XHTML, "html")) => {
            let message = format!(
                "the root is <{}>, not <html> of XHTML",
                root.tag_name().name()
            );
            faults.add(Breach::Misplaced, start_of(root), message);
        }
        Vocabulary::Xhtml | Vocabulary::Navigation | Vocabulary::Svg => {
            // What is nested deeper than any book is not looked at: each check asks what is around a node.
            let near = |node: &Node<'_, '_>| node.ancestors().nth(limits::EPUB_DEPTH).is_none();
            let nodes = root.descendants().filter(Node::is_element).filter(near);
            nodes.for_each(|node| check(node, &mut faults));
            references::check(&document, &mut faults);
            if vocabulary == Vocabulary::Navigation {
                navigation::check(&document, &mut faults);
            }
        }
        Vocabulary::Package => {
            package::check(&document, &mut faults);
            references::unique(&document, &mut faults);
        }
        Vocabulary::Ncx => {
            ncx::check(&document, &mut faults);
            references::unique(&document, &mut faults);
        }
        Vocabulary::Other => {}
    }
    faults.into_vec()
}

/// The text with other signs for the entities that a DOCTYPE outside declares, such as those of XHTML 1.1:
/// they are read nowhere, and places stay where they are. `&eacute;` becomes eight letters.
fn without_entities(text: &str) -> Cow<'_, str> {
    let head = text.split_once("<html").map_or("", |(head, _)| head);
    let declares =
        head.contains("<!DOCTYPE") && (head.contains("PUBLIC") || head.contains("SYSTEM"));
    if !declares {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        whole.push_str(before);
        let name = reference[1..].find(|letter: char| !letter.is_ascii_alphanumeric());
        let end = name.map_or(reference.len(), |length| length + 1);
        let named = reference[end..].starts_with(';') && end > 1;
        let known = ["&amp", "&lt", "&gt", "&quot", "&apos"].contains(&&reference[..end]);
        if named && !known {
            whole.extend(std::iter::repeat_n('x', end + 1));
            rest = &reference[end + 1..];
        } else {
            whole.push_str(&reference[..end]);
            rest = &reference[end..];
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

fn parse(text: &str) -> Result<Document<'_>, Error> {
    // A book has a handful; fifty thousand in three megabytes took six seconds.
    let named = text.matches("xmlns:").count();
    if named > limits::EPUB_NAMESPACES && prefixes(text) > limits::EPUB_NAMESPACES {
        return Err(Error::NamespacesLimitReached);
    }
    if most_attributes(text) > limits::EPUB_ATTRIBUTES {
        return Err(Error::AttributesLimitReached);
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: limits::EPUB_XML_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options)
}

/// How many prefixes of namespaces are declared in tags.
fn prefixes(text: &str) -> usize {
    let tags = text.split('<').skip(1);
    let inside = tags.map(|tag| tag.split('>').next().unwrap_or_default());
    inside.map(|tag| tag.matches("xmlns:").count()).sum()
}

/// How many attributes the tag has that has the most.
fn most_attributes(text: &str) -> usize {
    // A tag of few bytes is not looked at: nearly all are such.
    let long = |tag: &&str| tag.len() > limits::EPUB_ATTRIBUTES;
    let tags = text.split('<').skip(1).filter(long);
    tags.map(values).max().unwrap_or(0)
}

/// How many values in quotes stand in a tag before its end.
fn values(tag: &str) -> usize {
    let (mut quote, mut count) = (None, 0);
    for byte in tag.bytes() {
        match (quote, byte) {
            (None, b'>') => break,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => {
                quote = None;
                count += 1;
            }
            _ => {}
        }
    }
    count
}

fn fault_of(text: &str, error: &Error) -> Fault {
    let place = error.pos();
    let (row, column) = (place.row as usize, place.col as usize);
    let lines = text.split_inclusive('\n').take(row.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let before = text.get(start..).unwrap_or_default().chars();
    let before: usize = before
        .take(column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    let at = (start + before).min(text.len());
    Fault {
        breach: Breach::IllFormed,
        at: at..at,
        message: match error {
            Error::NamespacesLimitReached => format!(
                "it declares more than {} prefixes of namespaces",
                limits::EPUB_NAMESPACES
            ),
            Error::AttributesLimitReached => format!(
                "an element has more than {} attributes",
                limits::EPUB_ATTRIBUTES
            ),
            _ => error.to_string(),
        },
    }
}

fn check(node: Node<'_, '_>, faults: &mut Faults) {
    match node.tag_name().namespace() {
        Some(XHTML) => {
            xhtml::check(node, faults);
            attributes::check_xhtml(node, faults);
        }
        Some(MATHML) if !inside_annotation(node) => {
            mathml::check(node, faults);
            attributes::check_mathml(node, faults);
        }
        Some(SVG) => {
            xhtml::check_svg(node, faults);
            attributes::check_svg(node, faults);
        }
        _ => {}
    }
}

/// What stands in an annotation is in a vocabulary of its own.
fn inside_annotation(node: Node<'_, '_>) -> bool {
    let mut around = node.ancestors().skip(1);
    around.any(|one| one.has_tag_name((MATHML, "annotation-xml")))
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, faults};

    #[test]
    fn a_document_that_declares_namespaces_without_end_is_not_read() {
        let document = |count: usize| {
            let declared: String = (0..count)
                .map(|at| format!("<p xmlns:n{at}=\"n:{at}\"/>"))
                .collect();
            format!("<html>{declared}</html>")
        };
        assert_eq!(faults(&document(5_000), Vocabulary::Other), []);
        let found = faults(&document(5_001), Vocabulary::Other);
        let fault = found.first().expect("it declares too many");
        assert!(fault.message.contains("namespaces"), "{}", fault.message);
    }

    #[test]
    fn an_element_of_attributes_without_end_is_not_read_and_those_of_a_text_are_none() {
        let attributes =
            |count: usize| -> String { (0..count).map(|at| format!(" a{at}='>'")).collect() };
        let element = |count| format!("<html><p{}/></html>", attributes(count));
        assert_eq!(faults(&element(2_000), Vocabulary::Other), []);
        let found = faults(&element(2_001), Vocabulary::Other);
        let fault = found.first().expect("it has too many");
        assert!(fault.message.contains("attributes"), "{}", fault.message);
        let text = format!("<html><pre>{}</pre></html>", "a='b' ".repeat(3_000));
        assert_eq!(faults(&text, Vocabulary::Other), []);
    }

    #[test]
    fn namespaces_that_a_text_speaks_of_are_not_counted() {
        let text = format!("<html><pre>{}</pre></html>", "xmlns:a ".repeat(6_000));
        assert_eq!(faults(&text, Vocabulary::Other), []);
    }
}
