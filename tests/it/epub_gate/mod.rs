//! The gate for EPUBs: a good book has no finding, and a book broken in one way has that finding and no other.

mod command_line;
mod container;
mod documentation;
mod eight;
mod epub;
mod model;
mod robust;
