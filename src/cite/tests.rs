//! What citations and the list must look like, word for word.

mod diagnostics;
mod golden;
mod robust;
mod styles;
mod support;
