//! Titles of pictures: where one was written in, its words as a caption out.
//!
//! The words are Markdown, and read where they stand, so that each keeps its place. They are not looked for: in
//! `![متن](plan.png "متن")` the same word stands twice.

use std::ops::Range;

use super::builder::{Builder, Opening};
use super::frame::Kind;
use super::run::Writing;
use super::tag::Tag;
use crate::model::Inline;

/// Where the title of a picture was written.
pub(super) enum TitlePlace {
    /// It stands there as it reads.
    Words(Range<usize>),
    /// Somewhere in a picture, or in what it refers to: its place is that of the picture.
    Picture(Range<usize>),
}

impl TitlePlace {
    /// The place in `![…](file "title")`: between the marks before the last bracket.
    pub(super) fn at_end(text: &str, picture: Range<usize>, title: &str) -> Self {
        let whole = text.get(picture.clone()).unwrap_or_default();
        let inside = whole.strip_suffix(')').map(str::trim_end);
        let inside = inside.and_then(|inside| inside.strip_suffix(['"', '\'', ')']));
        match inside.and_then(|inside| inside.strip_suffix(title)) {
            Some(before) => {
                let start = picture.start + before.len();
                Self::Words(start..start + title.len())
            }
            None => Self::Picture(picture),
        }
    }

    /// The place in `<img title="…">`.
    pub(super) fn in_tag(text: &str, tag: &Tag, title: &str) -> Self {
        match tag.place_of("title", text) {
            Some(words) if text.get(words.clone()) == Some(title) => Self::Words(words),
            _ => Self::Picture(tag.range.clone()),
        }
    }
}

impl Builder<'_> {
    /// Reads the title of a picture, which was written at a place, as its caption: Markdown, where it is written as it
    /// reads.
    pub(super) fn read_title(&mut self, title: &str, place: TitlePlace) -> Option<Vec<Inline>> {
        if title.trim().is_empty() {
            return None;
        }
        let start = match &place {
            TitlePlace::Words(words) => words.start,
            TitlePlace::Picture(whole) => whole.start,
        };
        self.open(Opening::markdown(Kind::Caption, start));
        match place {
            TitlePlace::Words(words) => self.fragment(words),
            TitlePlace::Picture(whole) => self.run.push(title, whole, Writing::Encoded),
        }
        self.flush_run();
        let frame = self.stack.pop()?;
        Some(frame.inlines)
    }
}

#[cfg(test)]
mod tests {
    use super::{Tag, TitlePlace};

    fn found<'t>(text: &'t str, place: &TitlePlace) -> Option<(&'t str, usize)> {
        match place {
            TitlePlace::Words(words) => Some((&text[words.clone()], words.start)),
            TitlePlace::Picture(_) => None,
        }
    }

    #[test]
    fn a_title_is_read_between_its_marks_and_not_where_its_words_stand_before() {
        for (text, title, start) in [
            ("![یک](a.png \"یک\")", "یک", Some(15)),
            ("![یک](a.png 'یک' )", "یک", Some(15)),
            ("![یک](a.png (یک))", "یک", Some(15)),
            // The title stands where the reference is defined.
            ("![یک][x]", "یک", None),
            // It is written otherwise than it reads.
            ("![یک](a.png \"&amp;\")", "&", None),
        ] {
            let place = TitlePlace::at_end(text, 0..text.len(), title);
            let start = start.map(|start| (title, start));
            assert_eq!(found(text, &place), start, "{text}");
        }
    }

    #[test]
    fn the_title_of_a_tag_is_its_attribute_and_not_another_of_the_same_words() {
        for (text, start) in [
            ("<img title=\"یک\" alt=\"یک\">", Some(12)),
            ("<img alt='title=\"یک\"' TITLE = 'یک'>", Some(33)),
            ("<img alt=\"یک\">", None),
        ] {
            let tag = Tag {
                name: "img".to_owned(),
                attributes: Vec::new(),
                range: 0..text.len(),
                self_closing: false,
            };
            let place = TitlePlace::in_tag(text, &tag, "یک");
            let start = start.map(|start| ("یک", start));
            assert_eq!(found(text, &place), start, "{text}");
        }
    }
}
