//! What citations and the list must look like, word for word.

mod diagnostics;
mod foreign;
mod golden;
mod robust;
mod style_pruning;
mod styles;
mod support;
