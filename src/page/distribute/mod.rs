//! Chooses where pages end: a flow, its notes and the geometry of the page in; for each page what
//! stands on it out.
//!
//! [`first_fit`] is one way to choose. Whatever chooses gives [`PagePlan`]s and draws nothing; `compose`
//! puts things where a plan says. A plan for a whole chapter at once, with costs over all its pages, has
//! the same signature.

mod first_fit;
mod plan;

pub(super) use first_fit::first_fit;
pub(super) use plan::{NoteLine, NoteLines, PageGeometry, PageKind, PagePlan, Planned};
