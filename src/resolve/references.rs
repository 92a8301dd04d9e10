//! References: links without words, which get those of what they lead to.
//!
//! `بنگرید به [](#map)` becomes «بنگرید به شکل ۱», a link to a heading its number or its title; `{.page}` behind it asks for
//! its page, `{.title}` for its title, `{.number}` for its number alone. A reference written as for pandoc-crossref,
//! `[@fig:map]`, has come here as such a link, and several of them as a span of links.
//!
//! A new kind of thing that can be referred to needs its label in `ChapterTables::labels`, by its block: «رابطهٔ ۳».

use super::ResolvedBook;
use super::block_label::BlockLabel;
use super::reference_words::{Name, PageOf, ReferenceTarget, ReferenceWriter};
use super::tables::{ChapterTables, PageReference};
use crate::config::Config;
use crate::diag::{Code, Sink};
use crate::locale::{Language, Term};
use crate::lookup::{Lookup, Seen};
use crate::model::{
    AnchorId, Attributes, Block, BlockKind, Book, Inline, InlineKind, ListKind, NodeId,
    ReferenceForm, Target, VerseRole, plain_text, visit_blocks, visit_inlines, without_notes,
};
use crate::source::Span;

/// A reference as it was written.
struct Reference {
    node: NodeId,
    span: Span,
    form: ReferenceForm,
    /// What stands at the node: the link alone, or a span of links.
    stands: ReferenceNode,
    links: Vec<Link>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ReferenceNode {
    Link,
    Span,
}

/// A link without words that leads to a place of the book.
#[derive(Clone, Copy)]
struct Link {
    node: NodeId,
    span: Span,
    anchor: AnchorId,
}

/// Gives words to the links that have none and lead to a place of the book.
pub(super) fn name(book: &Book, tables: &mut [ChapterTables], config: &Config, sink: &mut Sink) {
    let references = wordless(book, tables);
    if references.is_empty() {
        return;
    }
    let links = references.iter().flat_map(|found| &found.links);
    let wanted: Seen<AnchorId> = links.map(|link| link.anchor).collect();
    let names = Namer { tables, config }.names(book, &wanted);
    for reference in references {
        let named = reference.links.iter().filter_map(|link| {
            let name = names.get(&link.anchor).filter(|name| name.is_known());
            if name.is_none() && reference.form != ReferenceForm::Page {
                report_nameless(link.span, sink);
            }
            Some(ReferenceTarget {
                link: link.node,
                anchor: link.anchor,
                name: name.cloned().or_else(|| {
                    // A page has a number, whatever stands there.
                    (reference.form == ReferenceForm::Page).then(Name::default)
                })?,
            })
        });
        let aims: Vec<ReferenceTarget> = named.collect();
        if let (Some(tables), false) = (
            tables.get_mut(reference.node.chapter.index()),
            aims.is_empty(),
        ) {
            give_words(&reference, &aims, &config.book.language, tables);
        }
    }
}

fn report_nameless(span: Span, sink: &mut Sink) {
    sink.warn(
        Code::NamelessReference,
        span,
        "the place has no name to print",
    )
    .hint("write words into the brackets: [words](#place)");
}

fn give_words(
    reference: &Reference,
    aims: &[ReferenceTarget],
    language: &Language,
    tables: &mut ChapterTables,
) {
    let speaker = ReferenceWriter {
        language,
        node: reference.node,
        span: reference.span,
    };
    let words = match (reference.stands, aims) {
        (ReferenceNode::Link, [aim, ..]) => {
            vec![speaker.text(&speaker.one(&aim.name, reference.form))]
        }
        _ => speaker.all(aims, reference.form),
    };
    tables.references.insert(reference.node, words);
    if reference.form == ReferenceForm::Page {
        let goals = aims.iter().map(|aim| (aim.link, aim.anchor));
        let found = PageReference {
            span: reference.span,
            goals: goals.collect(),
        };
        tables.page_references.insert(reference.node, found);
    }
}

/// The references of a book, in reading order.
fn wordless(book: &Book, tables: &[ChapterTables]) -> Vec<Reference> {
    let mut found = Vec::new();
    for (chapter, tables) in book.chapters.iter().zip(tables) {
        // The links of a span belong to it.
        let mut taken = Seen::new();
        let mut see = |inline: &Inline| {
            if let InlineKind::Span {
                attributes:
                    Attributes {
                        reference: Some(form),
                        ..
                    },
                content,
            } = &inline.kind
            {
                taken.extend(content.iter().map(|link| link.id));
                let links = content.iter().filter_map(|inline| link(inline, tables));
                found.push(Reference {
                    node: inline.id,
                    span: inline.span,
                    form: *form,
                    stands: ReferenceNode::Span,
                    links: links.collect(),
                });
            } else if let Some(link) = link(inline, tables)
                && !taken.contains(&inline.id)
            {
                found.push(Reference {
                    node: inline.id,
                    span: inline.span,
                    form: ReferenceForm::Label,
                    stands: ReferenceNode::Link,
                    links: vec![link],
                });
            }
        };
        // «## نام [](#name)» is the sign of a site that leads to the heading itself, and says nothing.
        let outside = |block: &&Block| !matches!(block.kind, BlockKind::Heading { .. });
        let notes = chapter.notes.iter().flat_map(|note| &note.blocks);
        for block in chapter.blocks.iter().chain(notes).filter(outside) {
            visit_inlines(std::slice::from_ref(block), &mut see);
        }
    }
    found
}

fn link(inline: &Inline, tables: &ChapterTables) -> Option<Link> {
    let InlineKind::Link { content, .. } = &inline.kind else {
        return None;
    };
    match tables.targets.get(&inline.id) {
        Some(Target::Anchor(anchor)) if content.is_empty() => Some(Link {
            node: inline.id,
            span: inline.span,
            anchor: *anchor,
        }),
        _ => None,
    }
}

/// Says what places are called.
struct Namer<'a> {
    tables: &'a [ChapterTables],
    config: &'a Config,
}

impl Namer<'_> {
    /// What the places that are wanted are called.
    fn names(&self, book: &Book, wanted: &Seen<AnchorId>) -> Lookup<AnchorId, Name> {
        let mut names = Lookup::new();
        for (chapter, tables) in book.chapters.iter().zip(self.tables) {
            let mut see = |block: &Block, name: Option<Name>| {
                if let Some(anchor) = tables.anchors.get(&block.id)
                    && wanted.contains(anchor)
                    && let Some(name) = name.or_else(|| self.of_block(block, tables))
                {
                    names.entry(*anchor).or_insert(name);
                }
            };
            visit_blocks(&chapter.blocks, &mut |block| {
                if let BlockKind::List {
                    kind: ListKind::Numbered(first),
                    items,
                    ..
                } = &block.kind
                {
                    for (number, item) in (*first..).zip(items) {
                        if let Some(block) = item.blocks.first() {
                            let name = match item.mark.as_deref() {
                                Some(mark) => self.called(Term::Item, bare(mark)),
                                None => self.counted(Term::Item, number),
                            };
                            see(block, Some(name));
                        }
                    }
                }
                see(block, None);
            });
            for (note, mark) in tables.notes(chapter).zip(&tables.note_marks) {
                let name = mark
                    .as_ref()
                    .map(|mark| self.called(Term::Note, &mark.printed));
                visit_blocks(&note.blocks, &mut |block| see(block, name.clone()));
            }
        }
        names
    }

    /// «مورد ۳».
    fn counted(&self, term: Term, number: u64) -> Name {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        self.called(term, &self.config.book.language.number(number))
    }

    /// «پانوشت ۳».
    fn called(&self, term: Term, number: &str) -> Name {
        let word = self.config.book.language.term(term);
        Name {
            label: Some(BlockLabel::numbered(word, number)),
            title: None,
        }
    }

    /// What a block is called: «شکل ۱», «فصل یکم», «بخش ۲-۱», «بازار».
    fn of_block(&self, block: &Block, tables: &ChapterTables) -> Option<Name> {
        let title = |content: &[Inline]| {
            let title = plain_text(&without_notes(&tables.shown(content)));
            Some(title.trim().to_owned()).filter(|title| !title.is_empty())
        };
        if let Some(label) = tables.labels.get(&block.id) {
            return Some(Name {
                label: Some(label.clone()),
                title: block.kind.caption().and_then(title),
            });
        }
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                // «فصل یکم» is said as a whole: its number has no form that stands alone.
                let chapter = tables.chapter_labels.get(&block.id);
                let chapter = chapter.map(|label| BlockLabel::unnumbered(label.as_str()));
                let section = || {
                    let number = tables.heading_numbers.get(&block.id)?;
                    let word = self.config.book.language.term(Term::Section);
                    Some(BlockLabel::numbered(word, number.as_str()))
                };
                Some(Name {
                    label: chapter.or_else(section),
                    title: title(content),
                })
            }
            BlockKind::Verse(verse) => {
                let lines = verse.stanzas.iter().flatten();
                let mut titles = lines.filter(|line| line.role == VerseRole::Title);
                let title = titles
                    .next()
                    .and_then(|line| title(line.hemistichs.first()?));
                Some(Name {
                    title,
                    ..Name::default()
                })
            }
            BlockKind::Paragraph(_)
            | BlockKind::List { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Quote(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Panels(_)
            | BlockKind::Division(_)
            | BlockKind::Aside { .. }
            | BlockKind::Statement { .. }
            | BlockKind::Math(_)
            | BlockKind::Break => None,
        }
    }
}

impl ResolvedBook {
    /// The places whose pages references name.
    pub fn paged(&self) -> impl Iterator<Item = AnchorId> {
        let references = self
            .tables
            .iter()
            .flat_map(|tables| tables.page_references.values());
        references.flat_map(|found| found.goals.iter().map(|(_, anchor)| *anchor))
    }

    /// The book with the pages that references name, as `folio` knows them; a reference of which a page is not
    /// known keeps the title of its place.
    #[must_use]
    pub fn with_pages(
        &self,
        folio: &dyn Fn(AnchorId) -> Option<String>,
        language: &Language,
    ) -> Self {
        let mut book = self.clone();
        for tables in &mut book.tables {
            for (node, reference) in &tables.page_references {
                let pages = reference.goals.iter().map(|(link, anchor)| {
                    let folio = folio(*anchor)?;
                    Some(PageOf {
                        link: *link,
                        anchor: *anchor,
                        folio,
                    })
                });
                let Some(pages) = pages.collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let speaker = ReferenceWriter {
                    language,
                    node: *node,
                    span: reference.span,
                };
                tables.references.insert(*node, speaker.pages(&pages));
            }
        }
        book
    }
}
/// The mark of an item without the signs around it: «(الف)» is «الف».
fn bare(mark: &str) -> &str {
    mark.trim_matches(['(', ')', '.', '-', '–', 'ـ'])
}
