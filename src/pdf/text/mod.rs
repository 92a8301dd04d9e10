//! What extractors read: placed lines in, codes in the order in which they are shown out.
//!
//! `docs/text-in-pdf.md` says what each program does with them. `arrange` calls the others in order.

pub(in crate::pdf) mod arrange;
mod bracket_guards;
pub(in crate::pdf) mod character_class;
mod closing_signs;
pub(in crate::pdf) mod code;
mod code_class;
mod direction_marks;
mod edge_spaces;
mod formulas;
pub(in crate::pdf) mod glyph_codes;
mod glyph_units;
mod hidden_text;
mod led_words;
mod line_arrangement;
mod line_fonts;
mod number_marks;
mod pdfbox_texts;
mod pypdf_texts;
pub(in crate::pdf) mod rule_set;
pub(in crate::pdf) mod rules;
mod run_joints;
mod run_marks;
pub(in crate::pdf) mod shown_line;
mod space_widths;
