//! The gate for EPUBs: a good book has no finding, and a book broken in one way has that finding and no other.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make and read files themselves"
)]

mod command_line;
#[path = "../common/mod.rs"]
mod common;
mod container;
mod documentation;
mod eight;
mod epub;
mod model;
mod robust;
