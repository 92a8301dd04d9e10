//! Captions: the paragraph «جدول: …» after a table, «شکل: …» after a picture.

use super::attributes;
use crate::locale::{Language, Term, Tongue};
use crate::model::{Attributes, Block, BlockKind, Inline, InlineKind};

/// Whether a language's words for tables and figures introduce a caption, whatever the book's language.
fn introduces(tongue: Tongue) -> bool {
    match tongue {
        Tongue::Persian
        | Tongue::Pashto
        | Tongue::Arabic
        | Tongue::Urdu
        | Tongue::Hebrew
        | Tongue::Sorani
        | Tongue::Uyghur
        | Tongue::English => true,
        // Dari has the words of Persian, and South Azerbaijani has none.
        Tongue::Dari | Tongue::Yiddish | Tongue::Sindhi | Tongue::SouthAzerbaijani => false,
    }
}

/// Gives a paragraph to the table or figure before it when it is its caption.
///
/// Else the paragraph comes back.
pub(super) fn attach(before: Option<&mut Block>, paragraph: Vec<Inline>) -> Option<Vec<Inline>> {
    let Some(before) = before else {
        return Some(paragraph);
    };
    let (place, term) = match &mut before.kind {
        BlockKind::Table(table) => (&mut table.caption, Term::Table),
        BlockKind::Figure(figure) => (&mut figure.caption, Term::Figure),
        _ => return Some(paragraph),
    };
    let label = label_length(&paragraph, term);
    let (None, Some(label)) = (&place, label) else {
        return Some(paragraph);
    };
    let (caption, attributes_after) = cut(paragraph, label);
    *place = Some(caption);
    add(&mut before.attributes, attributes_after);
    None
}

/// Words that were written above a table as its caption, and what their author said of it.
pub(super) struct CaptionAbove {
    pub(super) words: Vec<Inline>,
    pub(super) attributes: Attributes,
}

/// Takes the paragraph «جدول: …» that stands last, right above a table that begins.
pub(super) fn above(blocks: &mut Vec<Block>) -> Option<CaptionAbove> {
    let BlockKind::Paragraph(paragraph) = &blocks.last()?.kind else {
        return None;
    };
    let begins_with_word = matches!(
        paragraph.first().map(|first| &first.kind),
        Some(InlineKind::Text(text)) if !text.starts_with(':')
    );
    let label = label_length(paragraph, Term::Table).filter(|_| begins_with_word)?;
    let block = blocks.pop()?;
    let BlockKind::Paragraph(paragraph) = block.kind else {
        return None;
    };
    let (words, behind) = cut(paragraph, label);
    let mut attributes = block.attributes;
    add(&mut attributes, behind);
    Some(CaptionAbove { words, attributes })
}

/// Completes attributes by those that were given later.
pub(super) fn add(attributes: &mut Attributes, more: Attributes) {
    attributes.id = more.id.or(attributes.id.take());
    attributes.classes.extend(more.classes);
    attributes.language = more.language.or(attributes.language.take());
    attributes.direction = more.direction.or(attributes.direction);
    attributes.alignment = more.alignment.or(attributes.alignment);
    attributes.page_break = more.page_break.or(attributes.page_break);
    attributes.keep |= more.keep;
    attributes.index = more.index.or(attributes.index.take());
    attributes.credit = more.credit.or(attributes.credit.take());
    attributes.when = more.when.or(attributes.when.take());
    if more.lines != 0 {
        attributes.lines = more.lines;
    }
}

/// The bytes of the label at the start of a paragraph, colon and space among them.
fn label_length(paragraph: &[Inline], term: Term) -> Option<usize> {
    let InlineKind::Text(text) = &paragraph.first()?.kind else {
        return None;
    };
    let spoken = Tongue::ALL.into_iter().filter(|tongue| introduces(*tongue));
    let words = spoken.filter_map(|tongue| Some(Language::new(tongue.tag())?.term(term)));
    let named = words.filter_map(|word| {
        text.get(..word.len())
            .filter(|head| head.eq_ignore_ascii_case(word))
    });
    let word = named.map(str::len).max().unwrap_or(0);
    // «جدول ۳: …»: a number typed by hand gives way to ours.
    let number = text[word..].trim_start_matches(|sign: char| sign == ' ' || sign.is_numeric());
    let rest = number.strip_prefix([':', '：'])?;
    let separated = word > 0 || rest.starts_with(' ');
    let end = text.len() - rest.trim_start().len();
    (separated && (word > 0 || number.len() == text.len())).then_some(end)
}

/// Cuts the label off, and the braces at the end.
fn cut(mut paragraph: Vec<Inline>, label: usize) -> (Vec<Inline>, Attributes) {
    let mut attributes_after = Attributes::default();
    if let Some(last) = paragraph.last_mut()
        && let InlineKind::Text(text) = &mut last.kind
        && let Some((end, written)) = attributes::parse_at_end(text)
    {
        text.truncate(end);
        attributes_after = written.attributes;
    }
    if let Some(first) = paragraph.first_mut()
        && let InlineKind::Text(text) = &mut first.kind
    {
        let label = label.min(text.len());
        text.drain(..label);
        first.span.start = first.span.end.min(
            first
                .span
                .start
                .saturating_add(u32::try_from(label).unwrap_or(0)),
        );
    }
    paragraph.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    (paragraph, attributes_after)
}
