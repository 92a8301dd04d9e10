//! Shaped paragraphs in, lines out.
