//! Nothing: ratex-font names this crate, and uses nothing of it. README.md says why.
