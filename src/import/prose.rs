//! A Markdown text in, its lines outside fenced code out.

/// A line outside code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ProseLine<'t> {
    /// Its place among all lines, from 0.
    pub(super) index: usize,
    /// The line without the spaces before it.
    pub(super) text: &'t str,
}

/// The lines of a text that stand in no fenced code (CommonMark 4.5), fences left out.
pub(super) fn prose_lines(text: &str) -> impl Iterator<Item = ProseLine<'_>> {
    let mut open: Option<&str> = None;
    let lines = text.lines().enumerate();
    lines.filter_map(move |(index, line)| {
        let text = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| text.starts_with(mark));
        match (open, mark) {
            (None, None) => return Some(ProseLine { index, text }),
            (None, Some(mark)) => open = Some(mark),
            (Some(begun), Some(mark)) if begun == mark => open = None,
            (Some(_), _) => {}
        }
        None
    })
}
