//! Paragraph text in, shaped text out: bidi levels, font runs, glyphs, break opportunities.
