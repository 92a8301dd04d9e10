//! The stages by name, and an observer that hears when each begins and ends.

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
    Assets,
    /// The EPUB.
    Epub,
    /// Pages.
    Pages,
    /// The PDF.
    Pdf,
    /// The cover for the press.
    Cover,
    /// Pages as pictures.
    Png,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 12] = [
        Self::Settings,
        Self::Text,
        Self::Citations,
        Self::Pictures,
        Self::Fonts,
        Self::Numbers,
        Self::Assets,
        Self::Epub,
        Self::Pages,
        Self::Pdf,
        Self::Cover,
        Self::Png,
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
            Self::Assets => "assets",
            Self::Epub => "epub",
            Self::Pages => "pages",
            Self::Pdf => "pdf",
            Self::Cover => "cover",
            Self::Png => "png",
        }
    }
}

/// Hears when a stage begins and ends, on whatever thread it runs; a progress bar is one.
pub trait StageObserver: Sync {
    /// A stage begins.
    fn begin(&self, stage: Stage);
    /// A stage has ended.
    fn end(&self, stage: Stage);
}

/// An observer that does nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoObserver;

impl StageObserver for NoObserver {
    fn begin(&self, _stage: Stage) {}
    fn end(&self, _stage: Stage) {}
}

/// Runs a stage and lets the observer hear of it.
pub(super) fn observed<T>(
    observer: &dyn StageObserver,
    stage: Stage,
    run: impl FnOnce() -> T,
) -> T {
    observer.begin(stage);
    let made = run();
    observer.end(stage);
    made
}
