//! Marks of the index: what an author says at a place that the index is to lead to.

/// What an entry of an index is made of, as it is said at one place of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexMark {
    /// The index that it stands in; empty for the one without a name.
    pub index: String,
    /// The words of the entry; those of the text where none are given.
    pub key: Option<String>,
    /// The words of the entry below it that the place belongs to.
    pub sub: Option<String>,
    /// What the innermost entry is sorted by, where its words would lead astray.
    pub sort: Option<String>,
    /// Entries that the reader is sent to instead: the place itself is not listed.
    pub see: Vec<String>,
    /// Entries that the reader is sent to besides.
    pub see_also: Vec<String>,
    /// Whether a range of pages begins or ends here.
    pub extent: IndexExtent,
}

/// What a mark says of the pages around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexExtent {
    /// The place alone.
    #[default]
    Place,
    /// What is said of the matter begins here.
    Begin,
    /// What is said of the matter ends here.
    End,
}
