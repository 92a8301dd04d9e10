//! What citations and the list must look like, word for word.

mod diagnostics;
mod foreign;
mod golden;
mod pruned;
mod robust;
mod styles;
mod support;
