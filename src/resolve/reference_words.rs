//! The words of a reference: what its targets are called in, inlines with links out.
//!
//! Targets of one kind share its word, and numbers that follow each other make a range: «شکل‌های ۱ تا ۳ و ۵ و
//! جدول ۲».

use super::block_label::BlockLabel;
use crate::locale::{Digits, Language, Term};
use crate::model::{AnchorId, Inline, InlineKind, NodeId, ReferenceForm, Target};
use crate::source::Span;

/// What a place is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Its label: «شکل ۱», «فصل یکم».
    pub(super) label: Option<BlockLabel>,
    /// What it is called: the words of a heading, of a caption.
    pub(super) title: Option<String>,
}

impl Name {
    /// The number of what is counted.
    fn number(&self) -> Option<&str> {
        self.label.as_ref()?.number.as_deref()
    }

    /// The word that a row of such references says once for all: «شکل» of «شکل‌های ۱ تا ۳»; `None` where nothing is
    /// counted, or where the reference does not ask for the word.
    fn shared_word(&self, form: ReferenceForm) -> Option<&str> {
        match form {
            ReferenceForm::Label => {
                let label = self.label.as_ref().filter(|label| label.number.is_some());
                label.map(|label| label.word.as_str())
            }
            ReferenceForm::Number | ReferenceForm::Page | ReferenceForm::Title => None,
        }
    }

    /// Whether there is anything to be printed for it.
    pub(super) fn is_known(&self) -> bool {
        self.label.is_some() || self.title.is_some()
    }
}

/// One target of a reference.
#[derive(Clone, Debug)]
pub(super) struct ReferenceTarget {
    /// The link that was written.
    pub(super) link: NodeId,
    /// Where it leads.
    pub(super) anchor: AnchorId,
    /// What the place is called.
    pub(super) name: Name,
}

/// Makes the words of references of a book's language.
#[derive(Clone, Copy)]
pub(super) struct ReferenceWriter<'a> {
    /// The language of the book.
    pub(super) language: &'a Language,
    /// The node that the words stand at.
    pub(super) node: NodeId,
    /// Where it was written.
    pub(super) span: Span,
}

impl ReferenceWriter<'_> {
    /// What is printed for one target, as plain words.
    pub(super) fn one(&self, name: &Name, form: ReferenceForm) -> String {
        let title = || {
            let [(open, close), _] = self.language.quotes();
            name.title
                .as_ref()
                .map(|title| format!("{open}{title}{close}"))
        };
        let label = || name.label.as_ref().map(BlockLabel::to_string);
        let found = match form {
            ReferenceForm::Label => label().or_else(title),
            ReferenceForm::Number => {
                let number = name.number().map(str::to_owned);
                number.or_else(label).or_else(title)
            }
            ReferenceForm::Title | ReferenceForm::Page => title().or_else(label),
        };
        found.unwrap_or_default()
    }

    /// What is printed for several targets.
    pub(super) fn all(&self, aims: &[ReferenceTarget], form: ReferenceForm) -> Vec<Inline> {
        let rows = aims.chunk_by(|a, b| {
            let word = a.name.shared_word(form);
            word.is_some() && word == b.name.shared_word(form)
        });
        let rows: Vec<Vec<Inline>> = rows
            .map(|row| self.of_kind(row, row[0].name.shared_word(form), form))
            .collect();
        self.joined(rows)
    }

    /// Targets of one kind: «شکل‌های ۱ تا ۳».
    fn of_kind(
        &self,
        row: &[ReferenceTarget],
        word: Option<&str>,
        form: ReferenceForm,
    ) -> Vec<Inline> {
        let plural = word.and_then(|word| self.language.plural(word));
        let (Some(plural), [_, _, ..]) = (plural, row) else {
            let each = row
                .iter()
                .map(|aim| vec![self.link(aim, self.one(&aim.name, form))]);
            return self.joined(each.collect());
        };
        let mut found = vec![self.text(&format!("{plural} "))];
        let number =
            |aim: &ReferenceTarget| self.link(aim, self.one(&aim.name, ReferenceForm::Number));
        let to = self.language.row_words().to;
        let stretches = stretches(row).into_iter().map(|stretch| match stretch {
            [first, .., last] => vec![number(first), self.text(to), number(last)],
            one => one.iter().map(number).collect(),
        });
        found.extend(self.joined(stretches.collect()));
        found
    }

    /// Members of a row with commas and "and" between them.
    pub(super) fn joined(&self, members: Vec<Vec<Inline>>) -> Vec<Inline> {
        let last = members.len().saturating_sub(1);
        let mut found = Vec::new();
        for (at, member) in members.into_iter().enumerate() {
            if at > 0 && at == last {
                found.push(self.text(self.language.row_words().and));
            } else if at > 0 {
                found.push(self.text(&format!("{} ", self.language.comma())));
            }
            found.extend(member);
        }
        found
    }

    /// The pages of targets: «صفحهٔ ۱۲», «صفحه‌های ۱۲ و ۳۴», each page once.
    pub(super) fn pages(&self, pages: &[PageOf]) -> Vec<Inline> {
        let mut seen: Vec<&PageOf> = Vec::new();
        for page in pages {
            if seen.iter().all(|other| other.folio != page.folio) {
                seen.push(page);
            }
        }
        if let [only] = seen.as_slice() {
            let words = format!("{} {}", self.language.term(Term::Page), only.folio);
            return vec![self.leading(only, words)];
        }
        let mut found = vec![self.text(&format!("{} ", self.language.term(Term::Pages)))];
        let each = seen
            .iter()
            .map(|page| vec![self.leading(page, page.folio.clone())]);
        found.extend(self.joined(each.collect()));
        found
    }

    fn leading(&self, page: &PageOf, words: String) -> Inline {
        self.linked(page.link, page.anchor, words)
    }

    fn link(&self, aim: &ReferenceTarget, words: String) -> Inline {
        self.linked(aim.link, aim.anchor, words)
    }

    fn linked(&self, id: NodeId, anchor: AnchorId, words: String) -> Inline {
        let content = vec![self.text(&words)];
        Inline {
            id,
            kind: InlineKind::Link {
                target: Target::Anchor(anchor),
                content,
            },
            span: self.span,
        }
    }

    pub(super) fn text(&self, words: &str) -> Inline {
        Inline {
            id: self.node,
            kind: InlineKind::Text(words.to_owned()),
            span: self.span,
        }
    }
}

/// The printed page of a target.
#[derive(Clone, Debug)]
pub(super) struct PageOf {
    /// The link that was written.
    pub(super) link: NodeId,
    /// Where it leads.
    pub(super) anchor: AnchorId,
    /// The page as it is printed.
    pub(super) folio: String,
}

/// Targets cut into stretches: three and more whose numbers follow each other, and all others one by one.
fn stretches(row: &[ReferenceTarget]) -> Vec<&[ReferenceTarget]> {
    let follows = |a: &ReferenceTarget, b: &ReferenceTarget| match (counted(a), counted(b)) {
        (Some(a), Some(b)) => next(&a) == b,
        _ => false,
    };
    let mut found = Vec::new();
    for run in row.chunk_by(follows) {
        match run {
            [_, _, _, ..] => found.push(run),
            short => found.extend(short.chunks(1)),
        }
    }
    found
}

/// The number after a number: 2-1 is followed by 2-2.
fn next(number: &[u32]) -> Vec<u32> {
    let mut next = number.to_vec();
    if let Some(last) = next.last_mut() {
        *last += 1;
    }
    next
}

/// The parts of a number: 2 and 1 of «۲-۱»; `None` for one that is not of digits.
fn counted(aim: &ReferenceTarget) -> Option<Vec<u32>> {
    let plain = Digits::Latin.convert(aim.name.number()?);
    let parts = plain.split(['-', '.', '–']).map(|part| {
        let part = part.trim_matches(['(', ')']);
        part.parse().ok()
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::{Name, ReferenceTarget, ReferenceWriter};
    use crate::locale::Language;
    use crate::model::{AnchorId, ChapterId, NodeCounter, ReferenceForm, plain_text};
    use crate::resolve::BlockLabel;
    use crate::source::{FileId, Span};

    #[test]
    fn a_label_is_not_cut_at_its_spaces() {
        let language = Language::persian();
        let node = NodeCounter::new(ChapterId::new(0), 0).give();
        let speaker = ReferenceWriter {
            language: &language,
            node,
            span: Span::new(FileId::default(), 0..0),
        };
        let aim = |label| ReferenceTarget {
            link: node,
            anchor: AnchorId::new(None, 0),
            name: Name {
                label: Some(label),
                title: None,
            },
        };
        let said = |label, form| plain_text(&speaker.all(&[aim(label)], form));
        let uncounted = BlockLabel::unnumbered("راه حل");
        assert_eq!(said(uncounted, ReferenceForm::Number), "راه حل");
        let item = BlockLabel::numbered("مورد", "۲ الف");
        assert_eq!(said(item, ReferenceForm::Number), "۲ الف");
    }
}
