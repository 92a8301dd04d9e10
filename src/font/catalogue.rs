//! What the program says of its own faces: one line a face, and the licences that travel with them.

use std::fmt::Write as _;

use super::alphabets::{ALPHABETS, lacking};
use super::embedded::{EmbeddedFace, FACES};
use super::{Face, Slant};

/// One line a face: file, family, weight, version, and the letters it lacks by language.
pub fn catalogue() -> String {
    FACES.iter().map(describe).collect()
}

fn describe(face: &EmbeddedFace) -> String {
    let EmbeddedFace {
        file,
        family,
        weight,
        version,
        slant,
        ..
    } = face;
    let slanted = match slant {
        Slant::Upright => "",
        Slant::Slanted => " slanted",
    };
    let mut line = format!("{file}\t{family} {weight}{slanted}\tversion {version}");
    let read = Face::from_static(face);
    for alphabet in ALPHABETS {
        let letters = read.as_ref().map(|read| lacking(alphabet, read));
        if let Some(letters) = letters.filter(|letters| !letters.is_empty()) {
            // Writing into a string does not fail.
            let _ = write!(line, "\tlacks {}: {letters}", alphabet.language);
        }
    }
    line.push('\n');
    line
}

/// Each licence once, under the name of its file.
pub fn licences() -> String {
    let mut told: Vec<&str> = Vec::new();
    let mut text = String::new();
    for face in FACES {
        if !told.contains(&face.licence) {
            told.push(face.licence);
            let _ = writeln!(text, "==== {}\n\n{}", face.licence, face.licence_text);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{catalogue, licences};

    #[test]
    fn every_face_is_listed_with_its_licence() {
        assert!(catalogue().contains("SahhafNaskh-Regular.ttf\tSahhaf Naskh 400"));
        assert_eq!(licences().matches("==== SahhafNaskh").count(), 1);
    }
}
