//! Words, citations, note marks and pictures: text events in, inlines out.

use std::ops::Range;

use super::attributes::{self, Written};
use super::bracket;
use super::builder::{Builder, NoteMark};
use super::citation;
use super::fence;
use super::frame::{Kind, PictureSource, Wrap};
use super::locator;
use super::missing;
use super::run::{Run, Search, Token, Writing};
use super::typography::Setter;
use super::written::Substitution;
use crate::diag::{Code, isolate};
use crate::locale::Digits;
use crate::model::{
    Attributes, Citation, CitationId, CitationItem, CitationMode, Image, Inline, InlineKind, Joint,
    Note, NoteId, Target,
};
use crate::source::{PathFault, Span};

/// What stands for a citation or a mark when quotation marks are set.
const OBJECT: char = '\u{FFFC}';

impl Builder<'_> {
    /// Adds words, unless they were read as attributes before.
    pub(super) fn words(&mut self, text: &str, range: Range<usize>) {
        let text = &*fence::restored(text);
        let skipped = self.skip_until.saturating_sub(range.start).min(text.len());
        let source = self.source.text.get(range.start + skipped..range.end);
        let Some(rest) = text.get(skipped..).filter(|rest| source == Some(rest)) else {
            if range.start >= self.skip_until {
                self.run.push(text, range, Writing::Encoded);
            }
            return;
        };
        let backslash = range.start > 0 && self.source.text.as_bytes()[range.start - 1] == b'\\';
        let escapable = rest.starts_with(|sign: char| sign.is_ascii_punctuation());
        let escaped = skipped == 0 && backslash && escapable;
        let writing = if escaped {
            Writing::Escaped
        } else {
            Writing::Plain
        };
        self.run
            .push(rest, range.start + skipped..range.end, writing);
    }

    /// Sets the words that were gathered.
    pub(super) fn flush_run(&mut self) {
        if self.run.is_empty() || matches!(self.top().kind, Kind::Code(_)) {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if self.dropping > 0 {
            return;
        }
        let top = self.top();
        if top.verbatim || matches!(top.kind, Kind::Preformatted | Kind::Wrap(Wrap::Code)) {
            let span = Span::new(self.source.file, run.source(0..run.text().len()));
            let id = self.node();
            return self.top().inlines.push(Inline {
                id,
                kind: InlineKind::Text(run.text().to_owned()),
                span,
            });
        }
        let search = Search::Markdown {
            keys: self.source.keys,
        };
        self.set_run(&run, search);
    }

    /// Cuts a run into words, citations and marks.
    pub(super) fn set_run(&mut self, run: &Run, search: Search) {
        for token in run.tokens(search) {
            match token {
                Token::Words(range) => self.set_words(run, range),
                Token::Key(whole, key) => self.narrative(run.source(whole), run.source(key)),
                Token::Note(range) => {
                    let label = run.text()[range.start + 2..range.end - 1].to_owned();
                    let span = Span::new(self.source.file, run.source(range));
                    self.note_mark(&label, span);
                }
                Token::Shifted(range) => self.shifted(run, range),
                Token::Empty(range) => self.empty_span(run, range),
                Token::Formula(whole, tex) => {
                    self.note_formula_of_run(run, &whole, &tex);
                    let span = Span::new(self.source.file, run.source(whole));
                    let kind = InlineKind::Math(run.text()[tex].to_owned());
                    let id = self.node();
                    self.top().inlines.push(Inline { id, kind, span });
                }
                Token::Bracket(range) => {
                    let source = run.source(range.clone());
                    if !self.citation_group(&source) {
                        self.set_words(run, range);
                    }
                }
            }
        }
    }

    /// Remembers what of a formula in the text of an HTML block is not read as it is written: its dollars, and entities.
    fn note_formula_of_run(&mut self, run: &Run, whole: &Range<usize>, tex: &Range<usize>) {
        for dollars in [whole.start..tex.start, tex.end..whole.end] {
            let unread = Substitution::new(run.source(dollars), 0);
            self.substitutions.push(unread);
        }
        self.substitutions.extend(run.substitutions(tex));
    }

    /// `[]{…}`: a place, or a mark of the index, that prints nothing.
    fn empty_span(&mut self, run: &Run, range: Range<usize>) {
        let span = Span::new(self.source.file, run.source(range.clone()));
        let braces = &run.text()[range.start + "[]".len()..range.end];
        let written = attributes::parse(braces).unwrap_or_default();
        self.report_faults(&written.faults, span);
        let id = self.node();
        let kind = InlineKind::Span {
            attributes: written.attributes,
            content: Vec::new(),
        };
        self.top().inlines.push(Inline { id, kind, span });
    }

    fn shifted(&mut self, run: &Run, range: Range<usize>) {
        let span = Span::new(self.source.file, run.source(range.clone()));
        let raised = run.text()[range.clone()].starts_with('^');
        let before = std::mem::take(&mut self.top().inlines);
        self.set_words(run, range.start + 1..range.end - 1);
        let content = std::mem::replace(&mut self.top().inlines, before);
        let wrap = if raised {
            Wrap::Superscript
        } else {
            Wrap::Subscript
        };
        let id = self.node();
        self.top().inlines.push(Inline {
            id,
            kind: wrap.around(content),
            span,
        });
    }

    fn set_words(&mut self, run: &Run, range: Range<usize>) {
        let span = Span::new(self.source.file, run.source(range.clone()));
        let language = self.prose_language();
        let following = self.source.text.get(span.range().end..);
        let following = following.and_then(|rest| rest.chars().next());
        let setter = Setter::new(&language, &mut self.quotes).followed_by(following);
        let set = setter.set(&run.text()[range.clone()], |at| run.typed(range.start + at));
        let replaced = set.replaced.iter().map(|sign| {
            let sign_in_run = range.start + sign.range.start..range.start + sign.range.end;
            Substitution::new(run.source(sign_in_run), sign.length)
        });
        self.substitutions.extend(replaced);
        self.substitutions.extend(run.substitutions(&range));
        let text = set.text;
        let id = self.node();
        let inlines = &mut self.top().inlines;
        if let Some(Inline {
            kind: InlineKind::Text(before),
            span: place,
            ..
        }) = inlines.last_mut()
            && place.end == span.start
        {
            before.push_str(&text);
            place.end = span.end;
            return;
        }
        inlines.push(Inline {
            id,
            kind: InlineKind::Text(text),
            span,
        });
    }

    /// Adds the mark of a note.
    pub(super) fn note_mark(&mut self, label: &str, span: Span) {
        self.flush_run();
        if self.dropping > 0 {
            return;
        }
        let note = self.note(label, span);
        self.marks.push(NoteMark { note, span });
        self.quotes.pass(OBJECT);
        let kind = InlineKind::NoteRef(NoteId::new(self.source.id, note));
        let id = self.node();
        self.top().inlines.push(Inline { id, kind, span });
    }

    /// The note of a label, made when it is first heard of.
    pub(super) fn note(&mut self, label: &str, span: Span) -> usize {
        let next = self.notes.len();
        let index = *self.labels.entry(known_label(label)).or_insert(next);
        if index == next {
            self.definitions.push(None);
            self.notes.push(Note {
                label: label.to_owned(),
                blocks: Vec::new(),
                span,
            });
        }
        index
    }

    /// Adds the citations of brackets; whether there were any.
    pub(super) fn citation_group(&mut self, range: &Range<usize>) -> bool {
        let text = self.source.text;
        if bracket::classify(text, range) != Some(bracket::Bracket::Citation) {
            return false;
        }
        self.citations_of(range.clone());
        true
    }

    /// Adds what stands in `[…][…]`: citations, and other groups as words.
    pub(super) fn citations_of(&mut self, range: Range<usize>) {
        let text = self.source.text;
        for (at, group) in bracket::groups(&text[range.clone()]) {
            let start = range.start + at;
            let whole = start - 1..start + group.len() + 1;
            match citation::parse(group) {
                Some(items)
                    if items
                        .iter()
                        .all(|item| self.source.keys.is_reference(&group[item.key.clone()])) =>
                {
                    self.references(&items, start, group);
                }
                Some(items) if self.source.keys.works => {
                    let items = items
                        .into_iter()
                        .map(|item| self.item(item, start, group))
                        .collect();
                    self.cite(CitationMode::Parenthetical, items, whole);
                }
                found => {
                    if found.is_some() {
                        self.report_without_bibliography(&text[whole.clone()], whole.clone());
                    }
                    self.run.push(&text[whole.clone()], whole, Writing::Plain);
                    self.flush_run();
                }
            }
        }
    }

    /// `[@fig:map; @fig:road]`, as for pandoc-crossref: links that get their words from what they lead to. Those
    /// with words before or behind them stand alone, the others are one reference.
    fn references(&mut self, items: &[citation::Item], start: usize, group: &str) {
        let comma = self.source.language.comma();
        let braces = self.take_braces_in_text(start + group.len() + 1);
        let plain = |item: &citation::Item| item.prefix.is_empty() && item.suffix.is_empty();
        let rows = items.chunk_by(|a, b| plain(a) && plain(b));
        for (at, row) in rows.enumerate() {
            let [first, ..] = row else { continue };
            let place = |item: &citation::Item| start + item.key.start - 1..start + item.key.end;
            let span = self.span(place(first));
            let before = match (at, first.prefix.as_str()) {
                (0, "") => String::new(),
                (0, prefix) => format!("{prefix} "),
                (_, "") => format!("{comma} "),
                (_, prefix) => format!("{comma} {prefix} "),
            };
            if !before.is_empty() {
                self.push_inline(InlineKind::Text(before), span);
            }
            let mut attributes = braces.attributes.clone();
            // Quarto: the words before a key stand in the place of ours, «نگارهٔ ۲».
            let is_named = self.source.keys.hyphenated && !first.prefix.is_empty();
            if is_named || row.iter().all(|item| item.suppress_author) {
                attributes.classes.push("number".to_owned());
            }
            let links = row.iter().map(|item| {
                let span = self.span(place(item));
                self.wordless(format!("#{}", &group[item.key.clone()]), span)
            });
            let links = links.collect();
            self.push_reference(links, attributes, span);
            if !first.suffix.is_empty() {
                self.push_inline(InlineKind::Text(format!(" {}", first.suffix)), span);
            }
        }
    }

    /// `[@name]` of a book without a bibliography stays as typed: on most sites it names a person.
    fn report_without_bibliography(&mut self, typed: &str, whole: Range<usize>) {
        if self.dropping > 0 {
            return;
        }
        let message = format!(
            "{} cites nothing: the book has no bibliography",
            isolate(typed)
        );
        let span = self.span(whole);
        self.sink.warn(Code::UnknownCitation, span, message).hint(
            "if a work is meant, name a bibliography file: files = [\"references.bib\"] under [bibliography] in book.toml",
        );
    }

    fn item(&self, item: citation::Item, start: usize, text: &str) -> CitationItem {
        let key = start + item.key.start..start + item.key.end;
        CitationItem {
            key: text[item.key].to_owned(),
            span: Span::new(self.source.file, key),
            prefix: item.prefix,
            joint: item.joint,
            suffix: item.suffix,
            locator: item.locator,
            suppress_author: item.suppress_author,
        }
    }

    fn narrative(&mut self, whole: Range<usize>, key: Range<usize>) {
        let name = &self.source.text[key.clone()];
        if self.source.keys.is_reference(name) {
            let target = Target::Local(format!("#{name}"));
            let span = self.span(whole);
            let content = Vec::new();
            return self.push_inline(InlineKind::Link { target, content }, span);
        }
        let item = CitationItem {
            key: self.source.text[key.clone()].to_owned(),
            span: Span::new(self.source.file, key),
            prefix: String::new(),
            joint: Joint::Spaced,
            suffix: String::new(),
            locator: None,
            suppress_author: false,
        };
        self.cite(CitationMode::Narrative, vec![item], whole);
    }

    fn cite(&mut self, mode: CitationMode, items: Vec<CitationItem>, range: Range<usize>) {
        self.flush_run();
        if self.dropping > 0 {
            return;
        }
        let span = Span::new(self.source.file, range);
        let id = CitationId::new(self.source.id, self.citations.len());
        let node = self.node();
        self.citations.push(Citation {
            node,
            mode,
            items,
            span,
        });
        self.quotes.pass(OBJECT);
        self.top().inlines.push(Inline {
            id: node,
            kind: InlineKind::Citation(id),
            span,
        });
    }

    /// Gives `[ص ۵]` to the key before it.
    pub(super) fn locate(&mut self, range: Range<usize>) {
        self.flush_run();
        let text = self.source.text;
        let inside = &text[range.start + 1..range.end - 1];
        let inlines = &mut self.top().inlines;
        let spaced = matches!(inlines.last(), Some(Inline { kind: InlineKind::Text(text), .. }) if text == " ")
            || matches!(
                inlines.last(),
                Some(Inline {
                    kind: InlineKind::SoftBreak,
                    ..
                })
            );
        let at = inlines.len().checked_sub(1 + usize::from(spaced));
        let cited = at.and_then(|at| inlines.get_mut(at));
        let (
            Some(at),
            Some(Inline {
                kind: InlineKind::Citation(id),
                span,
                ..
            }),
        ) = (at, cited)
        else {
            self.run.push(&text[range.clone()], range, Writing::Plain);
            return;
        };
        *span = Span::new(span.file, span.range().start..range.end);
        let (id, span) = (id.index as usize, *span);
        inlines.truncate(at + 1);
        let citation = &mut self.citations[id];
        citation.span = span;
        if let (Some(item), Some((locator, _))) =
            (citation.items.last_mut(), locator::parse(inside))
        {
            item.locator = Some(locator);
            item.suffix = citation::after_key(inside).1;
        }
    }

    /// Reads braces that follow directly, and passes over them.
    pub(super) fn take_braces(&mut self, at: usize) -> Written {
        let text = self.source.text.get(at..).unwrap_or("");
        let Some(written) = attributes::parse(text) else {
            return Written::default();
        };
        self.skip_until = at + written.length;
        let span = Span::new(self.source.file, at..at + written.length);
        self.report_faults(&written.faults, span);
        written
    }

    /// Adds a picture, or its alternative text where the picture cannot be had.
    pub(super) fn push_picture(&mut self, picture: PictureSource, span: Span) {
        // Of two pictures a site shows the one that suits its colours: paper is light.
        let mark = picture.destination.rsplit_once('#').map(|(_, mark)| mark);
        if matches!(mark, Some("only-dark" | "gh-dark-mode-only")) {
            return;
        }
        // `plan.png?raw=true` and `plan.png#only-light` name plan.png to a site.
        let address = picture.destination.split(['?', '#']).next();
        let written = decode(address.unwrap_or_default());
        let remote = has_scheme(&written) && written.as_bytes().get(1) != Some(&b':');
        let path = if remote {
            Err(PathFault::Remote)
        } else {
            self.source.path.rooted(&written)
        };
        let Ok(path) = path.map_err(|fault| self.report_path(&written, fault, span)) else {
            return self.push_missing(picture.alt, span);
        };
        if picture.alt.is_empty() && !picture.decorative {
            let message = format!("the image {} has no alternative text", isolate(&written));
            let found = self.sink.warn(Code::MissingAlt, span, message);
            found.hint("say between the brackets what it shows: ![…](…)");
        }
        let image = InlineKind::Image(Image {
            path,
            alt: picture.alt,
            width: picture.width,
        });
        if picture.attributes == Attributes::default() {
            return self.push_inline(image, span);
        }
        let id = self.node();
        let content = vec![Inline {
            id,
            kind: image,
            span,
        }];
        self.push_inline(
            InlineKind::Span {
                attributes: picture.attributes,
                content,
            },
            span,
        );
    }

    /// Adds the alternative text of a picture that the book does not have.
    fn push_missing(&mut self, alt: String, span: Span) {
        if alt.is_empty() {
            return;
        }
        let words = Inline {
            id: self.node(),
            kind: InlineKind::Text(alt),
            span,
        };
        self.push_inline(missing::mark(words), span);
    }

    fn report_path(&mut self, written: &str, fault: PathFault, span: Span) {
        let name = isolate(written);
        let (code, message, hint) = match fault {
            PathFault::Remote => (
                Code::RemoteImage,
                format!("the image {name} is not in the book"),
                "its alternative text is set where it stands alone; put the file into the book's folder",
            ),
            PathFault::Empty => (
                Code::BadPath,
                "an image names no file".to_owned(),
                "write its path: ![…](figures/a.svg)",
            ),
            PathFault::Absolute => (
                Code::BadPath,
                format!("the path {name} is absolute"),
                "name the file relative to the chapter: ![…](figures/a.svg)",
            ),
            PathFault::Leaves => (
                Code::BadPath,
                format!("the path {name} leaves the book's folder"),
                "put the file into the book's folder",
            ),
        };
        self.sink.warn(code, span, message).hint(hint);
    }

    /// Where a link leads, from its address as written.
    pub(super) fn target(&mut self, written: &str, span: Span) -> Target {
        let written = written.trim();
        if written.starts_with("//") {
            return Target::External(format!("https:{written}"));
        }
        if written.starts_with("www.") {
            return Target::External(format!("https://{written}"));
        }
        if !has_scheme(written) {
            return Target::Local(decode(written));
        }
        let scheme = written.split(':').next().unwrap_or("").to_ascii_lowercase();
        if matches!(scheme.as_str(), "javascript" | "data" | "vbscript" | "file") {
            let message = format!("the link {} is not allowed in a book", isolate(written));
            let found = self.sink.warn(Code::DroppedHtml, span, message);
            found.hint("its words are kept; link to https://… or to a place in the book");
            return Target::Broken;
        }
        Target::External(written.to_owned())
    }
}

/// A label as notes are found by it: «[^۱]» is the mark of the note `[^1]:`, as capitals are small letters.
fn known_label(label: &str) -> String {
    let letters: String = label.chars().flat_map(char::to_lowercase).collect();
    Digits::Latin.convert(&letters)
}

/// Whether an address begins with a scheme (RFC 3986, 3.1).
fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

/// Replaces percent signs and their two digits; as written where that is no UTF-8.
fn decode(address: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8();
    decoded.map_or_else(|_| address.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::known_label;

    #[test]
    fn a_note_is_found_by_digits_of_any_keyboard() {
        assert_eq!(known_label("۱۲"), known_label("12"));
        assert_eq!(known_label("٣a"), known_label("3A"));
    }
}
