//! A paragraph that may be set in another number of lines, as it waits for the pages.

use super::setting::Setting;
use super::tags::Owners;
use crate::model::{Inline, SourceNode};

/// A paragraph that may be set in another number of lines, with what it takes to set it again.
pub(super) struct Running<'a> {
    pub(super) content: &'a [Inline],
    pub(super) source: SourceNode,
    pub(super) setting: Setting,
    /// The elements that its words belong to: the same ones in whatever lines.
    pub(super) owners: Owners,
    pub(super) lines: usize,
    pub(super) estimate: Estimate,
}

/// What a paragraph of another number of lines is expected to cost, on the scale of the badness of pages;
/// `None` where its lines would be too loose or too tight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimate {
    pub(super) less: Option<f64>,
    pub(super) more: Option<f64>,
}
