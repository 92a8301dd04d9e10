//! Writes inlines as phrasing content.

use super::content::Writer;
use super::math::Formula;
use super::url;
use super::usage::first_script;
use super::xml::Tag;
use crate::diag::{Code, isolate};
use crate::font::{FaceStyle, Family, Slant, Weight};
use crate::formula::Standing;
use crate::locale::Language;
use crate::model::{
    AnchorId, Attributes, Inline, InlineKind, NoteId, Target, children, content, is_address,
    plain_text,
};

impl Writer<'_, '_> {
    /// Writes inlines in whose texts foreign runs are isolated already.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        let mut before = false;
        for inline in inlines {
            let is_call = matches!(inline.kind, InlineKind::NoteRef(_));
            // Those of the first and second note would be twenty-one.
            if before && is_call {
                self.out.element(&Tag::new("sup"), self.language.comma());
            }
            self.inline(inline);
            before = is_call;
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(words) => self.node_text(inline.id, words),
            InlineKind::SoftBreak => self.out.text(" "),
            InlineKind::LineBreak => self.out.empty(&Tag::new("br")),
            InlineKind::Emphasis(content) => self.emphasis(content),
            InlineKind::Strong(content) => self.wrapped("strong", content),
            InlineKind::Strike(content) => self.wrapped("s", content),
            InlineKind::Underline(content) => self.wrapped("u", content),
            InlineKind::Superscript(content) => self.wrapped("sup", content),
            InlineKind::Subscript(content) => self.wrapped("sub", content),
            InlineKind::Mark(content) => self.wrapped("mark", content),
            InlineKind::Small(content) => self.wrapped("small", content),
            InlineKind::Keyboard(content) => self.wrapped("kbd", content),
            InlineKind::Code(code) => {
                self.out.open(&Tag::new("code").with("dir", "ltr"));
                self.node_text(inline.id, code);
                self.out.close("code");
            }
            InlineKind::Math(source) => {
                self.mark_before(inline.id);
                let standing = Standing::Inline;
                self.formula(Formula { source, standing });
            }
            InlineKind::Link { target, content } => {
                let book = self.plan.binding.book;
                self.link(inline, book.target(inline.id, target), content);
            }
            InlineKind::Image(image) => {
                self.mark_before(inline.id);
                self.image(image, "inline");
            }
            InlineKind::NoteRef(note) => self.note_mark(*note),
            InlineKind::Citation(_) => {
                let book = self.plan.binding.book;
                self.text_run(book.citation(inline.id));
            }
            InlineKind::Span {
                attributes,
                content,
            } => self.span(&self.named(inline.id, attributes), content),
        }
    }

    /// Emphasis; words of a script that has a true italic are told from those that are bold.
    fn emphasis(&mut self, content: &[Inline]) {
        let plain = FaceStyle::upright(Family::Body, Weight::Regular);
        let script = first_script(content);
        let emphasis = self.plan.binding.config.fonts.emphasis;
        let slant = plain.emphasised(emphasis, script).slant;
        let class = (slant == Slant::Slanted).then_some("italic");
        self.out.open(&Tag::new("em").classes(class));
        self.inlines(content);
        self.out.close("em");
    }

    fn wrapped(&mut self, name: &'static str, content: &[Inline]) {
        self.out.open(&Tag::new(name));
        self.inlines(content);
        self.out.close(name);
    }

    /// A span is a `bdi` where it has a direction: old reading systems isolate no other element.
    fn span(&mut self, attributes: &Attributes, content: &[Inline]) {
        let spoken = attributes.language.as_ref().map(Language::direction);
        let direction = attributes.direction.or(spoken);
        let name = if direction.is_some() { "bdi" } else { "span" };
        let language = attributes.language.as_ref().map(Language::as_str);
        let tag = Tag::new(name)
            .maybe("id", attributes.id.as_deref())
            .classes(attributes.classes.iter().map(String::as_str))
            .language(language)
            .maybe("dir", direction.map(|direction| direction.as_html()));
        self.out.open(&tag);
        self.inside(direction.unwrap_or(self.base), |writer| {
            writer.inlines(content)
        });
        self.out.close(name);
    }

    fn link(&mut self, inline: &Inline, target: &Target, content: &[Inline]) {
        // Nobody finds a link that shows nothing, and a screen reader spells its address.
        if !self.plan.binding.pictures.show(content) {
            return self.inlines(content);
        }
        match target {
            Target::External(address) => self.outward_link(inline, address, content),
            Target::Anchor(anchor) => self.inward_link(inline, *anchor, content),
            // `resolve` has reported these and left the words.
            Target::Local(_) | Target::Work(_) | Target::Broken => self.inlines(content),
        }
    }

    /// A link out of the book. Addresses of schemes that reading systems do not open stay words.
    fn outward_link(&mut self, inline: &Inline, address: &str, content: &[Inline]) {
        let Some(href) = url::href(address) else {
            let message = format!("the link to {} cannot stand in an EPUB", isolate(address));
            let hint = "link to an address that begins with https:, http:, mailto: or tel:";
            self.sink
                .warn(Code::BrokenLink, inline.span, message)
                .hint(hint);
            return self.inlines(content);
        };
        let shown = plain_text(content);
        let bare = shown == address || is_address(content);
        // A picture without words is named by where it leads.
        let nameless = !names(content);
        let tag = Tag::new("a")
            .with("href", &href)
            .maybe("aria-label", nameless.then_some(address));
        self.anchored(&tag.maybe("dir", bare.then_some("ltr")), content);
    }

    /// Words as a link. HTML has no link in a link: where the words hold one, as the address in a work that
    /// leads to the bibliography, the outer link ends before it and begins again behind it.
    fn anchored(&mut self, tag: &Tag, content: &[Inline]) {
        for part in content.chunk_by(|one, next| holds_link(one) == holds_link(next)) {
            if part.iter().any(holds_link) {
                self.inlines(part);
            } else {
                self.out.open(tag);
                self.inlines(part);
                self.out.close("a");
            }
        }
    }

    fn inward_link(&mut self, inline: &Inline, anchor: AnchorId, content: &[Inline]) {
        let Some(href) = self.href(anchor) else {
            let place = isolate(self.plan.id(anchor));
            let message = format!("the place {place} is in no document of the EPUB");
            let hint = "it may stand in a note that no mark names";
            self.sink
                .warn(Code::BrokenLink, inline.span, message)
                .hint(hint);
            return self.inlines(content);
        };
        let mut tag = Tag::new("a").with("href", &href);
        if self.plan.is_in_glossary(anchor) && !self.plan.is_glossary(&self.file) {
            tag = tag
                .with("epub:type", "glossref")
                .with("role", "doc-glossref");
        }
        if self.plan.is_work(anchor) {
            tag = tag
                .with("epub:type", "biblioref")
                .with("role", "doc-biblioref");
        }
        self.anchored(&tag, content);
    }

    /// Where a place is from this document: without the file's name when it is in the same one.
    fn href(&self, anchor: AnchorId) -> Option<String> {
        let href = self.plan.href(anchor)?;
        Some(self.here(href))
    }

    /// Takes the file's own name off an address.
    pub(super) fn here(&self, href: String) -> String {
        match href.strip_prefix(&self.file) {
            Some(place) if place.starts_with('#') => place.to_owned(),
            _ => href,
        }
    }

    /// The mark of a note, leading to its text.
    fn note_mark(&mut self, id: NoteId) {
        let Some(sign) = self.plan.binding.book.note_mark(id) else {
            return;
        };
        let mark = self.tally.marks.entry(id).or_insert(0);
        *mark += 1;
        let mark = self.plan.mark_id(id, *mark);
        let Some(file) = self.plan.note_file(id) else {
            return;
        };
        let href = self.here(format!("{file}#{}", self.plan.note_id(id)));
        let tag = Tag::new("a")
            .with("id", &mark)
            .with("href", &href)
            .with("epub:type", "noteref")
            .with("role", "doc-noteref");
        self.out.open(&Tag::new("sup").with("class", "note-mark"));
        self.out.element(&tag, &sign.printed);
        self.out.close("sup");
    }

    /// A formula: MathML, or its source where it cannot be read.
    pub(super) fn formula(&mut self, formula: Formula<'_>) {
        let source = formula.source.trim();
        match self.plan.formulas.get(formula) {
            Some(markup) => self.out.append(markup),
            None => self.out.element(&formula_source(), source),
        }
    }
}

/// Whether something leads somewhere, or holds what does.
fn holds_link(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Link { .. } | InlineKind::NoteRef(_) | InlineKind::Citation(_) => true,
        _ => children(inline).iter().any(holds_link),
    }
}

/// Whether a run has words, alternative texts of pictures among them.
fn names(run: &[Inline]) -> bool {
    run.iter().any(|inline| match &inline.kind {
        InlineKind::Text(words) => !words.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::LineBreak => false,
        InlineKind::Image(image) => !image.alt.trim().is_empty(),
        _ => content(inline).is_none_or(names),
    })
}

/// The element for a formula that is shown as its source.
fn formula_source() -> Tag {
    Tag::new("code").with("class", "math").with("dir", "ltr")
}
