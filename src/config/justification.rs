//! How lines are filled: the keys of `[pdf]` that say it in, [`Justification`] out.

use super::keys;
use super::reader::{Reader, Section, Text};
use crate::diag::isolate;

/// Narrower spaces no longer part words of Arabic script, whose letters end without a stem.
const LEAST_SPACE: f32 = 0.7;
/// Wider spaces make rivers.
const MOST_SPACE: f32 = 1.6;
/// Letters that are two hundredths wider or narrower are not seen (Hàn Thế Thành, 2000).
const EXPANSION: f32 = 2.0;

/// How much strokes between joined letters take part in filling lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kashida {
    /// `"off"`: never, as modern Iranian prose is set; verse is drawn out to its width all the same.
    #[default]
    Off,
    /// `"moderate"`: after the spaces have given what is easy, short strokes in the best places.
    Moderate,
    /// `"full"`: before the spaces give more than can be seen.
    Full,
}

/// Where punctuation at the ends of lines stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hanging {
    /// Inside the measure.
    #[default]
    Inside,
    /// Small signs hang in the margin.
    Outside,
}

/// How lines are brought to their measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Justification {
    /// `kashida`, in prose; off where nothing is said.
    pub kashida: Kashida,
    /// The same in verse, whose hemistichs are drawn out to one width; moderate where nothing is said.
    pub verse_kashida: Kashida,
    /// `spaces = { least }`: the narrowest space, as a share of the face's own.
    pub least_space: f32,
    /// `spaces = { most }`: a line with wider spaces is reported.
    pub most_space: f32,
    /// `expansion`: by which share of their width letters are made wider or narrower at most; the
    /// setting is in per cent.
    pub expansion: f32,
    /// `hanging-punctuation`.
    pub hanging: Hanging,
}

impl Default for Justification {
    fn default() -> Self {
        Self {
            kashida: Kashida::default(),
            verse_kashida: Kashida::Moderate,
            least_space: LEAST_SPACE,
            most_space: MOST_SPACE,
            expansion: EXPANSION / 100.0,
            hanging: Hanging::default(),
        }
    }
}

/// Reads the keys.
pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>) -> Justification {
    let mut read = Justification::default();
    if let Some(asked) = kashida(reader, section) {
        read.kashida = asked;
        read.verse_kashida = asked;
    }
    if let Some(value) = section.get("spaces") {
        let table = reader.table(value, "spaces", keys::SPACES);
        let least = reader.within(&table, "least", keys::LEAST_SPACES);
        let most = reader.within(&table, "most", keys::MOST_SPACES);
        read.least_space = least.unwrap_or(LEAST_SPACE);
        read.most_space = most.unwrap_or(MOST_SPACE);
    }
    let expansion = reader.within(section, "expansion", keys::EXPANSIONS);
    read.expansion = expansion.unwrap_or(EXPANSION) / 100.0;
    if reader.flag(section, "hanging-punctuation").unwrap_or(false) {
        read.hanging = Hanging::Outside;
    }
    read
}

fn kashida(reader: &mut Reader<'_>, section: &Section<'_>) -> Option<Kashida> {
    let Text { text, span } = reader.text(section, "kashida")?;
    match text {
        "off" => Some(Kashida::Off),
        "moderate" => Some(Kashida::Moderate),
        "full" => Some(Kashida::Full),
        _ => {
            reader
                .bad_value(
                    span,
                    format!("no lines are filled with kashida {}", isolate(text)),
                )
                .hint("write \"off\", \"moderate\" or \"full\"");
            None
        }
    }
}
