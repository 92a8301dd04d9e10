//! What one build of a book leaves for the next one.

use std::sync::Arc;

use super::proofread::ProofreadBefore;
use crate::code::CodeReader;
use crate::formula::FormulaReader;
use crate::markdown::ReadBefore;
use crate::page::SetBefore;
use crate::view::KeysBefore;

/// What was made of a book the last time: chapters that were read, chapters that were set. A book that is built
/// again and again is built with one of these; what comes out is what would come out without it.
#[derive(Default)]
pub struct Memory {
    /// Chapters that were read.
    pub(super) read: ReadBefore,
    /// Chapters that were set.
    pub(super) set: SetBefore,
    /// Misspellings of chapters.
    pub(super) proofread: ProofreadBefore,
    /// The keys of pages.
    pub(crate) keys: KeysBefore,
    /// Codes that were read.
    pub(super) codes: Arc<CodeReader>,
    /// Formulas that were read.
    pub(super) formulas: Arc<FormulaReader>,
}
