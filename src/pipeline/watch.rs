//! The stages by name, and somebody who is told when each begins and ends.

/// A stage of the work, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// book.toml.
    Settings,
    /// Markdown to the tree.
    Text,
    /// Citations and the list of works.
    Citations,
    /// Pictures.
    Pictures,
    /// Faces.
    Fonts,
    /// Numbers, notes and links.
    Numbers,
    /// Pictures and faces of the EPUB.
    Stock,
    /// The EPUB.
    Epub,
    /// Pages.
    Pages,
    /// The PDF.
    Pdf,
    /// The cover for the press.
    Cover,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 11] = [
        Self::Settings,
        Self::Text,
        Self::Citations,
        Self::Pictures,
        Self::Fonts,
        Self::Numbers,
        Self::Stock,
        Self::Epub,
        Self::Pages,
        Self::Pdf,
        Self::Cover,
    ];

    /// What it is called on the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Text => "text",
            Self::Citations => "citations",
            Self::Pictures => "pictures",
            Self::Fonts => "fonts",
            Self::Numbers => "numbers",
            Self::Stock => "stock",
            Self::Epub => "epub",
            Self::Pages => "pages",
            Self::Pdf => "pdf",
            Self::Cover => "cover",
        }
    }
}

/// Somebody who is told when a stage begins and ends, from whatever thread it runs on.
pub trait Watch: Sync {
    /// A stage begins.
    fn begin(&self, stage: Stage);
    /// A stage has ended.
    fn end(&self, stage: Stage);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _stage: Stage) {}
    fn end(&self, _stage: Stage) {}
}

/// Does a stage between its beginning and its end.
pub(super) fn during<T>(watch: &dyn Watch, stage: Stage, act: impl FnOnce() -> T) -> T {
    watch.begin(stage);
    let made = act();
    watch.end(stage);
    made
}
