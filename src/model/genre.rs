//! Divisions of a literary form, and what their paragraphs are, as their classes say it.

use super::Attributes;

/// The form of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// A play: speeches and what happens on the stage.
    Play,
    /// A letter.
    Letter,
    /// Words of another before a text.
    Epigraph,
}

impl Genre {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Play, Self::Letter, Self::Epigraph];

    /// The class of its division.
    pub fn class(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Letter => "letter",
            Self::Epigraph => "epigraph",
        }
    }

    /// The form of a division with these attributes.
    pub fn of(attributes: &Attributes) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|genre| attributes.has_class(genre.class()))
    }
}

/// What a block in such a division is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenrePart {
    /// Its title.
    Title,
    /// What a person of a play says.
    Speech,
    /// What happens on the stage.
    Stage,
    /// Place and day of a letter.
    Date,
    /// To whom a letter goes, and where.
    Address,
    /// How its reader is spoken to.
    Salutation,
    /// Who wrote it.
    Signature,
    /// Whose words an epigraph is.
    Source,
}

impl GenrePart {
    /// Every part.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Speech,
        Self::Stage,
        Self::Date,
        Self::Address,
        Self::Salutation,
        Self::Signature,
        Self::Source,
    ];

    /// The class of its block.
    pub fn class(self) -> &'static str {
        match self {
            Self::Title => "form-title",
            Self::Speech => "speech",
            Self::Stage => "stage",
            Self::Date => "date",
            Self::Address => "address",
            Self::Salutation => "salutation",
            Self::Signature => "signature",
            Self::Source => "source",
        }
    }

    /// What a block with these attributes is.
    pub fn of(attributes: &Attributes) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|part| attributes.has_class(part.class()))
    }
}
