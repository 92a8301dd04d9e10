//! What a chapter of another tool holds that the book does not: places in, messages out, one of a kind.

use super::within_line::DEEPEST_NOTE;
use crate::diag::{Code, Sink};
use crate::source::Span;

/// Places of what is left out.
#[derive(Debug, Default)]
pub(super) struct Omissions {
    /// Lines of a program in MDX.
    pub(super) programs: Vec<Span>,
    /// Text for another program.
    pub(super) foreign: Vec<Span>,
    /// Code that would have shown something.
    pub(super) not_run: Vec<Span>,
    /// The first note that stands in too many others.
    pub(super) too_deep: Option<Span>,
}

impl Omissions {
    /// Says what is left out.
    pub(super) fn report(self, sink: &mut Sink) {
        let mut tell = |places: &[Span], code: Code, message: &str, hint: &str| {
            let Some((first, others)) = places.split_first() else {
                return;
            };
            let found = sink.warn(code, *first, message);
            found.hint(hint);
            others.iter().for_each(|place| {
                found.also(*place);
            });
        };
        let message = "lines of a program in MDX are left out: a book runs no scripts";
        let hint = "say in Markdown what they put into the page";
        tell(&self.programs, Code::TemplateTag, message, hint);
        let message = "text for another program is left out";
        let hint = "say in Markdown what it puts into the book";
        tell(&self.foreign, Code::TemplateTag, message, hint);
        let message = "code is not run: what it would draw or print is not in the book";
        let hint =
            "let the tool that runs it keep its Markdown (Quarto: keep-md: true), and bind that";
        tell(&self.not_run, Code::NotRun, message, hint);
        if let Some(place) = self.too_deep {
            let message = format!("notes stand in each other deeper than {DEEPEST_NOTE} levels");
            let found = sink.warn(Code::TooDeep, place, message);
            found.hint("the deepest stand as they are typed; take them out of the others");
        }
    }
}
