//! The faces built into the program: what `fonts/fonts.toml` lists, checked and written out by `build.rs`.
//!
//! The build has verified every checksum; that each font may be embedded, and that the body chain covers the letters of
//! the languages that the tool promises, is held by the tests of `alphabets`. Nothing is checked again here.

#![cfg_attr(
    not(feature = "embedded-fonts"),
    allow(dead_code, reason = "the table of faces is empty")
)]

use super::Slant;

/// What a face is for; the faces of one role, then [`Role::Fallback`], make a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Running text and headings.
    Body,
    /// Code, in cells of equal width.
    Code,
    /// Asked in every chain for what the faces before it lack.
    Fallback,
    /// Asked for by its name or by a language; last in every chain.
    Named,
    /// Formulas; in no chain.
    Math,
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
    /// How its letters stand.
    pub(crate) slant: Slant,
    /// The chain it belongs to.
    pub(crate) role: Role,
    /// Language subtags of the books that are set in it though their letters stand in other faces, too.
    pub(crate) hand_of: &'static [&'static str],
    /// File name of its licence in `fonts/`.
    pub(crate) licence: &'static str,
    /// Full text of that licence, which has to travel with the font.
    pub(crate) licence_text: &'static str,
    /// Version as the font states it.
    pub(crate) version: &'static str,
    /// The TrueType file, unchanged.
    pub(crate) data: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

impl EmbeddedFace {
    /// Whether it is a body or fallback face; others set no running text unless they are asked for.
    pub(crate) fn sets_text(&self) -> bool {
        let text = matches!(self.role, Role::Body | Role::Fallback);
        text && !self.family.contains("Mono")
    }

    /// Whether books of a language are set in it: Urdu in Nastaliq.
    pub(crate) fn is_hand_of(&self, language: &str) -> bool {
        self.hand_of.contains(&language)
    }
}

/// The place in the table of the face that formulas are set in.
pub(crate) fn math() -> Option<usize> {
    FACES.iter().position(|face| face.role == Role::Math)
}

/// The families built into the program that text can be set in, each once, in the order of the table.
pub(crate) fn families() -> Vec<&'static str> {
    let mut families: Vec<&'static str> = Vec::new();
    for face in FACES.iter().filter(|face| face.role != Role::Math) {
        if !families.contains(&face.family) && !face.family.contains("Emoji") {
            families.push(face.family);
        }
    }
    families
}

/// The family of the program that a name means; case, spaces and hyphens do not count:
/// `vazirmatn`, `noto-nastaliq-urdu`.
pub(crate) fn named(name: &str) -> Option<&'static str> {
    let plain = |name: &str| -> String {
        let letters = name
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '-' | '_'));
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(name);
    families()
        .into_iter()
        .find(|family| plain(family) == wanted)
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
        for role in [
            Role::Body,
            Role::Code,
            Role::Fallback,
            Role::Named,
            Role::Math,
        ] {
            let licence = regular(role).licence_text.to_lowercase();
            assert!(licence.contains("permission is hereby granted"), "{role:?}");
        }
    }
}
