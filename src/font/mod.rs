//! Faces: embedded and the author's own files in, chains of faces with coverage and metrics out.
//!
//! A text asks for a [`Family`] and a [`Weight`] and gets a chain: the faces to try in order, one word
//! after the other.

mod catalogue;
mod cluster;
mod coverage;
mod embedded;
mod face;
mod joins;
mod leading;
mod matching;
mod proof;

pub use catalogue::{catalogue, licences};
pub(crate) use cluster::{clusters, is_emoji, may_have_emoji, needs_no_glyph, script};
pub use face::{Face, FaceId, Metrics};
pub use joins::Tatweel;

use crate::config::{Config, FontFeature, FontFiles, FontSettings, GivenFont};
use crate::diag::{Code, FileOfBook, Sink, caught, isolate};
use crate::limits;
use crate::locale::Language;
use crate::source::{BookPath, Files, Span};

/// What a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Running text.
    Body,
    /// Headings, captions, running heads.
    Heading,
    /// Code.
    Code,
}

/// How heavy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Which faces a text is set in: a chain of a family in one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceStyle {
    /// The family.
    pub family: Family,
    /// How heavy it is.
    pub weight: Weight,
}

/// Every face a book can be set in.
#[derive(Debug)]
pub struct FontSet {
    faces: Vec<Face>,
    /// One chain for each family and weight, at [`slot`].
    chains: [Vec<FaceId>; 6],
    /// Sizes of all faces beside the main face of running text, and beside that of headings.
    scales: [Vec<f32>; 2],
    features: Vec<FontFeature>,
}

/// The family names and bytes of the faces built into the program, in fallback order.
pub fn embedded_faces() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    embedded::FACES.iter().map(|face| (face.family, face.data))
}

fn slot(family: Family, weight: Weight) -> usize {
    family as usize * 2 + weight as usize
}

impl FontSet {
    /// The embedded faces alone; without the feature `embedded-fonts` there are none.
    pub fn embedded() -> Self {
        let mut set = Self {
            faces: Vec::new(),
            chains: Default::default(),
            scales: Default::default(),
            features: Vec::new(),
        };
        for embedded in embedded::FACES {
            let weight = if embedded.weight >= 600 {
                Weight::Bold
            } else {
                Weight::Regular
            };
            let face = Face::from_static(embedded.file, embedded.family, weight, embedded.data);
            let face = face.expect("build.rs has read every embedded font");
            let id = set.push(face);
            match embedded.role {
                embedded::Role::Body => set.join(&[Family::Body], weight, id),
                embedded::Role::Sans => set.join(&[Family::Heading], weight, id),
                embedded::Role::Code => set.join(&[Family::Code], weight, id),
                embedded::Role::Fallback => {
                    set.join(&[Family::Body, Family::Heading, Family::Code], weight, id);
                }
            }
        }
        set.complete();
        if !set.faces.is_empty() {
            set.match_sizes();
        }
        set
    }

    /// Puts the first body face that has every letter of a language before those that lack some, so
    /// that a book in Pashto or Urdu is not set in two faces throughout.
    fn prefer(&mut self, language: &Language) {
        let key = match language.as_str() {
            "fa-AF" => "prs",
            _ => language.primary(),
        };
        for weight in [Weight::Regular, Weight::Bold] {
            let chain = &mut self.chains[slot(Family::Body, weight)];
            let whole = chain.iter().position(|id| {
                let face = &self.faces[usize::from(id.0)];
                face.weight() == weight && embedded::speaks(face.name(), key)
            });
            if let Some(at) = whole {
                let id = chain.remove(at);
                chain.insert(0, id);
            }
        }
    }

    /// The author's own faces, behind them those that the caller gives, behind them the embedded ones.
    ///
    /// A file that cannot be read or is no font is reported, and the faces behind it stand in. `None`, and a
    /// report, where none is left for running text: the crate may be built without embedded faces.
    pub fn load(config: &Config, files: &dyn Files, sink: &mut Sink) -> Option<Self> {
        let mut set = Self::embedded();
        set.prefer(&config.book.language);
        set.ask(&config.fonts.features);
        let FontSettings {
            body,
            heading,
            code,
            given,
            ..
        } = &config.fonts;
        set.add_given(Family::Body, &given.body, sink);
        set.add_given(Family::Heading, &given.heading, sink);
        set.add_given(Family::Code, &given.code, sink);
        let own = [
            (Family::Body, body),
            (Family::Heading, heading),
            (Family::Code, code),
        ];
        for (family, fonts) in own {
            if let Some(fonts) = fonts {
                let place = |path: &BookPath| config.places.of(path);
                set.add_own(family, fonts, &mut |path, weight| {
                    let file = FaceFile {
                        path,
                        weight,
                        place: place(path),
                    };
                    file.read(files, sink)
                });
            }
        }
        if embedded::FACES.is_empty() {
            set.complete();
        }
        if set.chains.iter().any(Vec::is_empty) {
            sink.error(Code::BadFont, None, "there is no font for the text")
                .hint("name a font file as `body` in [fonts]");
            return None;
        }
        set.match_sizes();
        Some(set)
    }

    /// Measures every face beside the main faces of running text and of headings, of its own weight.
    fn match_sizes(&mut self) {
        self.scales = [Family::Body, Family::Heading].map(|family| {
            let beside = |face: &Face| self.face(self.primary(family, face.weight()));
            let faces = self.faces.iter();
            faces
                .map(|face| matching::scale(face, beside(face)))
                .collect()
        });
    }

    /// How much larger a face is set than the size asked for, so that it looks as large as the main
    /// face of the family; code is measured against running text.
    pub fn scale(&self, family: Family, id: FaceId) -> f32 {
        let main =
            |family| [Weight::Regular, Weight::Bold].map(|weight| self.primary(family, weight));
        match family {
            Family::Body | Family::Heading if main(family).contains(&id) => 1.0,
            Family::Body | Family::Code => self.scales[0][usize::from(id.0)],
            Family::Heading => self.scales[1][usize::from(id.0)],
        }
    }

    /// Distance of baselines in em that the main face of a family needs: `None` where the ordinary
    /// one will do, a number for Nastaliq.
    pub fn natural_line_height(&self, family: Family) -> Option<f32> {
        leading::natural(self.face(self.primary(family, Weight::Regular)))
    }

    /// Puts fonts in memory before the faces of a family, in their order.
    fn add_given(&mut self, family: Family, fonts: &[GivenFont], sink: &mut Sink) {
        // The last goes first, so that each stands before those behind it.
        for font in fonts.iter().rev() {
            let mut read = |data: &[u8], weight| {
                let read = face_of(&font.name, weight, data.to_vec());
                read.map_err(|fault| fault.report(None, sink)).ok()
            };
            let regular = read(&font.regular, Weight::Regular);
            let bold = font.bold.as_deref();
            let bold = bold.and_then(|data| read(data, Weight::Bold));
            self.put_first(family, regular, bold);
        }
    }

    fn add_own(
        &mut self,
        family: Family,
        fonts: &FontFiles,
        read: &mut dyn FnMut(&BookPath, Weight) -> Option<Face>,
    ) {
        let regular = read(&fonts.regular, Weight::Regular);
        let bold = fonts
            .bold
            .as_ref()
            .and_then(|path| read(path, Weight::Bold));
        self.put_first(family, regular, bold);
    }

    /// Puts a face in its weights before the faces of a family; the regular one stands for a missing bold.
    fn put_first(&mut self, family: Family, regular: Option<Face>, bold: Option<Face>) {
        let regular = regular.map(|face| self.push(face));
        let bold = bold.map(|face| self.push(face)).or(regular);
        for (weight, id) in [(Weight::Regular, regular), (Weight::Bold, bold)] {
            if let Some(id) = id {
                self.chains[slot(family, weight)].insert(0, id);
            }
        }
    }

    fn push(&mut self, face: Face) -> FaceId {
        let id = FaceId(u16::try_from(self.faces.len()).expect("fewer than 65,536 faces"));
        self.faces.push(face);
        id
    }

    fn join(&mut self, families: &[Family], weight: Weight, id: FaceId) {
        for family in families {
            self.chains[slot(*family, weight)].push(id);
        }
    }

    /// A bold chain ends with the regular faces, so that a letter without a bold form is set all
    /// the same, and every chain ends with the other families' faces.
    fn complete(&mut self) {
        let whole = self.chains.clone();
        for family in [Family::Body, Family::Heading, Family::Code] {
            for weight in [Weight::Regular, Weight::Bold] {
                let order = [family, Family::Heading, Family::Body, Family::Code];
                for other in order {
                    for weight_of in [weight, Weight::Regular] {
                        for id in &whole[slot(other, weight_of)] {
                            let chain = &mut self.chains[slot(family, weight)];
                            if !chain.contains(id) {
                                chain.push(*id);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Asks for features in every face.
    pub(crate) fn ask(&mut self, features: &[FontFeature]) {
        self.features = features.to_vec();
    }

    /// OpenType features that the book asks for in every face, in the order written.
    pub fn features(&self) -> &[FontFeature] {
        &self.features
    }

    /// A face of this set.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The faces to try for a text, in order; never empty.
    pub fn chain(&self, family: Family, weight: Weight) -> &[FaceId] {
        &self.chains[slot(family, weight)]
    }

    /// The face that a text is mainly set in.
    pub fn primary(&self, family: Family, weight: Weight) -> FaceId {
        self.chains[slot(family, weight)][0]
    }

    /// The first face of the chain that has the letter; `None` where none has it.
    pub fn find(&self, family: Family, weight: Weight, letter: char) -> Option<FaceId> {
        let chain = self.chain(family, weight);
        chain
            .iter()
            .copied()
            .find(|id| self.face(*id).covers(letter))
    }

    /// Every face with its id.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0_u16..).map(FaceId).zip(&self.faces)
    }
}

/// Why a file cannot be a face, and what to do now.
struct FontFault {
    message: String,
    hint: &'static str,
}

impl FontFault {
    /// Reports the fault where the settings name the file.
    fn report(self, place: Option<Span>, sink: &mut Sink) {
        sink.error(Code::BadFont, place, self.message)
            .hint(self.hint);
    }
}

/// A font file that the settings name.
struct FaceFile<'a> {
    path: &'a BookPath,
    weight: Weight,
    place: Option<Span>,
}

impl FaceFile<'_> {
    /// The face of the file; `None` where there is none, which is reported.
    fn read(&self, files: &dyn Files, sink: &mut Sink) -> Option<Face> {
        let wanted = FileOfBook {
            path: self.path,
            what: "the font",
            limit: limits::FONT_BYTES,
            place: self.place,
            hint: "take a font with fewer letters",
        };
        let read = wanted.read(files, sink).map_err(|error| FontFault {
            message: error.to_string(),
            hint: "[fonts] names TrueType or OpenType files inside the book's folder",
        });
        let face = read.and_then(|bytes| {
            let face = bytes.map(|bytes| face_of(self.path.as_str(), self.weight, bytes));
            face.transpose()
        });
        face.unwrap_or_else(|fault| {
            fault.report(self.place, sink);
            None
        })
    }
}

/// Whether the bytes are a font that every stage can use.
pub(crate) fn is_sound(data: &[u8]) -> bool {
    matches!(caught(|| proof::prove(data)), Ok(Ok(())))
}

/// The face in the bytes of a font that may be embedded.
fn face_of(name: &str, weight: Weight, bytes: Vec<u8>) -> Result<Face, FontFault> {
    // The door for a stranger's fonts: their readers index tables that a damaged file does not have.
    let read = caught(|| {
        proof::prove(&bytes)?;
        let face = Face::from_bytes(name, weight, bytes);
        face.ok_or_else(|| "is not a font we can read".to_owned())
    });
    let read = read.unwrap_or_else(|panicked| {
        Err(format!(
            "is damaged: no reader follows it ({})",
            panicked.words
        ))
    });
    let face = read.map_err(|fault| FontFault {
        message: format!("{} {fault}", isolate(name)),
        hint: "use a whole .ttf or .otf file",
    })?;
    if face.may_embed() {
        return Ok(face);
    }
    Err(FontFault {
        message: format!("{} forbids embedding", isolate(name)),
        hint: "its OS/2 fsType is restricted; choose a font whose licence allows books",
    })
}
