//! The faces built into the program: what `fonts/fonts.toml` lists, checked and written out by `build.rs`.
//!
//! The build has already verified every checksum, that each font may be embedded, and that the
//! body chain covers the letters of the languages the tool promises, so nothing is checked again here.

#![cfg_attr(
    not(feature = "embedded-fonts"),
    allow(dead_code, reason = "the table of faces is empty")
)]

/// What a face is for; the faces of one role, then [`Role::Fallback`], make a fallback chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Running text.
    Body,
    /// Headings, tables and captions.
    Sans,
    /// Code, in cells of equal width.
    Code,
    /// Asked last in every chain, for what the faces before it lack.
    Fallback,
}

/// One font file inside the program.
#[derive(Debug)]
pub(crate) struct EmbeddedFace {
    /// File name in `fonts/`, unique.
    pub(crate) file: &'static str,
    /// Family name as the font states it, shared by its weights.
    pub(crate) family: &'static str,
    /// CSS weight: 400 or 700.
    pub(crate) weight: u16,
    /// The chain it belongs to.
    pub(crate) role: Role,
    /// File name of its licence in `fonts/`.
    pub(crate) licence: &'static str,
    /// Full text of that licence, which has to travel with the font.
    pub(crate) licence_text: &'static str,
    /// Version as the font states it.
    pub(crate) version: &'static str,
    /// The TrueType file, unchanged.
    pub(crate) data: &'static [u8],
    /// Language subtag and the letters of that language this face lacks, in code point order.
    ///
    /// A language is absent when the face has all its letters.
    pub(crate) lacks: &'static [(&'static str, &'static str)],
}

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// Whether an embedded body or fallback face has every letter of a language; sans and code faces do
/// not count, since they do not set running text.
pub(crate) fn speaks(file: &str, language: &str) -> bool {
    let face = FACES.iter().find(|face| face.file == file);
    face.is_some_and(|face| {
        let text = matches!(face.role, Role::Body | Role::Fallback);
        let mono = face.family.contains("Mono");
        text && !mono && face.lacks.iter().all(|(lacking, _)| *lacking != language)
    })
}

#[cfg(test)]
mod tests {
    use super::{EmbeddedFace, FACES, Role};

    fn regular(role: Role) -> &'static EmbeddedFace {
        let mut faces = FACES.iter();
        let face = faces.find(|face| face.role == role && face.weight == 400);
        face.unwrap_or_else(|| panic!("no regular face for {role:?}"))
    }

    #[test]
    fn every_role_has_a_regular_face_with_its_licence() {
        for role in [Role::Body, Role::Sans, Role::Code, Role::Fallback] {
            let licence = regular(role).licence_text.to_lowercase();
            assert!(licence.contains("permission is hereby granted"), "{role:?}");
        }
    }

    #[test]
    fn the_body_face_has_every_letter_of_persian_and_dari() {
        let lacks = regular(Role::Body).lacks;
        assert!(
            !lacks
                .iter()
                .any(|(language, _)| matches!(*language, "fa" | "prs"))
        );
    }
}
