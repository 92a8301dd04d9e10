//! Faces: embedded and the author's own files in, chains of faces with coverage and metrics out.
//!
//! A text asks for a [`FaceStyle`] and gets a chain: the faces to try in order, one word after the other.

mod alphabets;
mod catalogue;
mod cluster;
mod coverage;
mod cuts;
mod embedded;
mod emphasis;
mod face;
mod joins;
mod leading;
mod matching;
mod proof;
mod style;
mod subset;

use cuts::{Cuts, files_of_cuts, nearer};
use embedded::EmbeddedFace;
use matching::Heights;

pub use catalogue::{catalogue, licences};
pub(crate) use cluster::{clusters, is_emoji, may_have_emoji, needs_no_glyph, script};
pub use face::{Face, FaceId, Metrics};
pub use joins::Tatweel;
pub use style::{Cut, FaceStyle, Family, Slant, Weight};
pub(crate) use subset::subset;

use crate::config::{Config, FontChoice, FontFeature, FontSettings, GivenFont, Places};
use crate::diag::{Code, FileOfBook, Sink, catch_panic, isolate};
use crate::limits;
use crate::locale::{Language, Tongue};
use crate::source::{BookPath, Files, Span};

/// Every face a book can be set in.
#[derive(Debug)]
pub struct FontSet {
    faces: Vec<Face>,
    /// One chain for each family, weight and slant, at [`FaceStyle::slot`].
    chains: [Vec<FaceId>; 12],
    /// The faces that Latin words are set in before those of the chain are asked: those that the author names
    /// as `latin`.
    latin: Cuts,
    /// The script of the book's language where the face of code lacks letters of it.
    gaps_in_code: Option<[u8; 4]>,
    /// Sizes of all faces beside the main face of each family.
    scales: [Vec<f32>; 3],
    features: Vec<FontFeature>,
}

/// The family names and bytes of the faces built into the program, in fallback order.
pub fn embedded_faces() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    embedded::FACES.iter().map(|face| (face.family, face.data))
}

/// The bytes of the face that formulas are set in.
pub(crate) fn math_data() -> Option<&'static [u8]> {
    embedded::FACES.get(embedded::math()?).map(|face| face.data)
}

/// What the table of embedded faces says of a face; `None` for one of the author's.
fn entry(id: FaceId) -> Option<&'static EmbeddedFace> {
    // A set of faces begins with those of the table, in its order. Names would not tell them apart: a book may
    // bring a file of its own called `SahhafNaskh-Regular.ttf`.
    embedded::FACES.get(usize::from(id.0))
}

/// By what name the alphabet of a language is known.
fn alphabet_of(language: &Language) -> &str {
    match language.tongue() {
        Some(Tongue::Dari) => "prs",
        _ => language.primary(),
    }
}

impl FontSet {
    /// The embedded faces alone; without the feature `embedded-fonts` there are none.
    pub fn embedded() -> Self {
        let mut set = Self::built_in();
        if !set.faces.is_empty() {
            set.match_sizes();
        }
        set
    }

    /// The embedded faces in their chains, whose sizes are not matched yet.
    fn built_in() -> Self {
        let mut set = Self {
            faces: Vec::new(),
            chains: Default::default(),
            latin: Cuts::default(),
            gaps_in_code: None,
            scales: Default::default(),
            features: Vec::new(),
        };
        let mut named = Vec::new();
        for embedded in embedded::FACES {
            let face = Face::from_static(embedded);
            let face = face.expect("the files with the checksums of fonts.toml are fonts");
            let cut = face.cut();
            let id = set.push(face);
            let families: &[Family] = match embedded.role {
                embedded::Role::Body => &[Family::Body, Family::Heading],
                embedded::Role::Code => &[Family::Code],
                embedded::Role::Fallback => &[Family::Body, Family::Heading, Family::Code],
                embedded::Role::Named | embedded::Role::Math => &[],
            };
            set.join(families, cut, id);
            if embedded.role == embedded::Role::Named && cut.slant == Slant::Upright {
                named.push(id);
            }
        }
        set.complete();
        // What is asked for by name stands behind all others, for letters that those lack.
        set.chains.iter_mut().for_each(|chain| chain.extend(&named));
        set
    }

    /// Puts the face that a language is written in first (Nastaliq for Urdu), else the first body face that
    /// has every letter of the language, so that a book is not set in two faces throughout.
    fn prefer(&mut self, language: &Language) {
        let key = alphabet_of(language);
        for style in [Family::Body, Family::Heading].map(FaceStyle::all).concat() {
            let first = |is_meant: fn(&EmbeddedFace, &Face, &str) -> bool| {
                let mut fitting = self.chain(style).iter().copied();
                fitting.find(|id| {
                    let face = self.face(*id);
                    let fits = face.cut() == style.cut();
                    fits && entry(*id).is_some_and(|entry| is_meant(entry, face, key))
                })
            };
            let speaks =
                || first(|entry, face, key| entry.sets_text() && alphabets::has_all_of(key, face));
            let found = first(|entry, _, key| entry.is_hand_of(key)).or_else(speaks);
            if let Some(id) = found {
                self.lead(style, id);
            }
        }
    }

    /// Looks whether the face of code has the letters of a language.
    fn find_gaps_in_code(&mut self, language: &Language) {
        let code = self.primary(FaceStyle::upright(Family::Code, Weight::Regular));
        self.gaps_in_code = alphabets::script_with_gaps(alphabet_of(language), self.face(code));
    }

    /// The author's own faces, behind them those that the caller gives, behind them the embedded ones.
    ///
    /// A file that cannot be read or is no font is reported, and the faces behind it stand in. `None`, and a
    /// report, where none is left for running text: the crate may be built without embedded faces.
    pub fn load(config: &Config, files: &dyn Files, sink: &mut Sink) -> Option<Self> {
        let mut set = Self::built_in();
        set.prefer(&config.book.language);
        set.ask(&config.fonts.features);
        let FontSettings {
            body,
            heading,
            code,
            latin,
            given,
            ..
        } = &config.fonts;
        let mut source = FaceSource {
            files,
            places: &config.places,
            sink,
        };
        set.add_given(&[Family::Body], &given.body, source.sink);
        set.add_given(&[Family::Heading], &given.heading, source.sink);
        set.add_given(&[Family::Code], &given.code, source.sink);
        // Headings are set in the face of the text where no other is named.
        let text: &[Family] = if heading.is_none() && given.heading.is_empty() {
            &[Family::Body, Family::Heading]
        } else {
            &[Family::Body]
        };
        for (families, choice) in [
            (text, body),
            (&[Family::Heading], heading),
            (&[Family::Code], code),
        ] {
            if let Some(choice) = choice {
                let cuts = set.chosen(choice, &mut source);
                set.put_first(families, &cuts);
            }
        }
        if let Some(choice) = latin {
            set.latin = set.chosen(choice, &mut source);
        }
        let sink = source.sink;
        if embedded::FACES.is_empty() {
            set.complete();
        }
        if set.chains.iter().any(Vec::is_empty) {
            sink.error(Code::BadFont, None, "there is no font for the text")
                .hint("name a font file as `body` in [fonts]");
            return None;
        }
        set.find_gaps_in_code(&config.book.language);
        set.match_sizes();
        Some(set)
    }

    /// Measures every face beside the main faces of running text and of headings, of its own weight; code is
    /// measured against running text.
    fn match_sizes(&mut self) {
        let heights: Vec<Heights> = self.faces.iter().map(Heights::of).collect();
        let beside = |family: Family, id: FaceId| {
            let weight = self.face(id).weight();
            let main = self.primary(FaceStyle::upright(family, weight));
            heights[usize::from(id.0)].scale_beside(&heights[usize::from(main.0)])
        };
        self.scales = [Family::Body, Family::Heading, Family::Code].map(|family| {
            let main = FaceStyle::all(family).map(|style| self.primary(style));
            let scale = |id: FaceId| match family {
                // The main faces are set at the size asked for, in every cut.
                Family::Body | Family::Heading if main.contains(&id) => 1.0,
                Family::Body | Family::Code => beside(Family::Body, id),
                Family::Heading => beside(Family::Heading, id),
            };
            self.faces().map(|(id, _)| scale(id)).collect()
        });
    }

    /// How much larger a face is set than the size asked for, so that it looks as large as the main
    /// face of the family; code is measured against running text.
    pub fn scale(&self, family: Family, id: FaceId) -> f32 {
        self.scales[family as usize][usize::from(id.0)]
    }

    /// Distance of baselines in em that the main face of a family needs: `None` where the ordinary
    /// one will do, a number for Nastaliq.
    pub fn natural_line_height(&self, family: Family) -> Option<f32> {
        leading::natural(self.face(self.primary(FaceStyle::upright(family, Weight::Regular))))
    }

    /// Puts fonts in memory before the faces of families, in their order.
    fn add_given(&mut self, families: &[Family], fonts: &[GivenFont], sink: &mut Sink) {
        // The last goes first, so that each stands before those behind it.
        for font in fonts.iter().rev() {
            let mut read = |data: &[u8], cut| {
                let read = face_of(&font.name, cut, data.to_vec());
                let face = read.map_err(|fault| fault.report(None, sink)).ok()?;
                Some(self.push(face))
            };
            let mut cuts = Cuts::default();
            cuts.set(Cut::REGULAR, read(&font.regular, Cut::REGULAR));
            if let Some(bold) = &font.bold {
                cuts.set(Cut::BOLD, read(bold, Cut::BOLD));
            }
            self.put_first(families, &cuts);
        }
    }

    /// The faces that the author chose: files of the book, or a family of the program.
    fn chosen(&mut self, choice: &FontChoice, source: &mut FaceSource<'_>) -> Cuts {
        let mut cuts = Cuts::default();
        match choice {
            FontChoice::Family { name, span } => match embedded::named(name) {
                Some(family) => cuts = self.cuts_of(family),
                None => {
                    let families = embedded::families().join(", ");
                    let message = format!("there is no family {}", isolate(name));
                    let fault = source.sink.error(Code::BadFont, *span, message);
                    fault.hint(format!(
                        "write the path of a font file, or one of {families}"
                    ));
                }
            },
            FontChoice::Files(files) => {
                for (cut, path) in files_of_cuts(files) {
                    let face = path.and_then(|path| source.read(path, cut));
                    cuts.set(cut, face.map(|face| self.push(face)));
                }
            }
        }
        cuts
    }

    /// The cuts of a family of the program.
    fn cuts_of(&self, family: &str) -> Cuts {
        let mut cuts = Cuts::default();
        for (id, face) in self.faces() {
            if entry(id).is_some_and(|entry| entry.family == family) {
                cuts.set(face.cut(), Some(id));
            }
        }
        cuts
    }

    /// Puts a family in its cuts before the faces of families.
    fn put_first(&mut self, families: &[Family], cuts: &Cuts) {
        for style in families.iter().copied().flat_map(FaceStyle::all) {
            if let Some(id) = cuts.nearest(style.cut()) {
                self.lead(style, id);
            }
        }
    }

    /// Puts a face at the head of a chain.
    fn lead(&mut self, style: FaceStyle, id: FaceId) {
        let chain = &mut self.chains[style.slot()];
        chain.retain(|other| *other != id);
        chain.insert(0, id);
    }

    fn push(&mut self, face: Face) -> FaceId {
        let id = FaceId(u16::try_from(self.faces.len()).expect("fewer than 65,536 faces"));
        self.faces.push(face);
        id
    }

    fn join(&mut self, families: &[Family], cut: Cut, id: FaceId) {
        for family in families.iter().copied() {
            // Code has no slanted letters: cells of equal width hold none well.
            if !(family == Family::Code && cut.slant == Slant::Slanted) {
                self.chains[cut.of(family).slot()].push(id);
            }
        }
    }

    /// A slanted chain ends with the upright faces and a bold chain with the regular ones, so that a letter
    /// without such a form is set all the same, and every chain ends with the other families' faces.
    fn complete(&mut self) {
        let whole = self.chains.clone();
        for family in [Family::Body, Family::Heading, Family::Code] {
            for style in FaceStyle::all(family) {
                let chain = &mut self.chains[style.slot()];
                for other in [family, Family::Heading, Family::Body, Family::Code] {
                    for near in nearer(style.cut()) {
                        for id in &whole[near.of(other).slot()] {
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
    pub fn chain(&self, style: FaceStyle) -> &[FaceId] {
        &self.chains[style.slot()]
    }

    /// The chains of a family, one for each weight and slant.
    pub fn chains(&self, family: Family) -> [&[FaceId]; 4] {
        FaceStyle::all(family).map(|style| self.chain(style))
    }

    /// The face that a text is mainly set in.
    pub fn primary(&self, style: FaceStyle) -> FaceId {
        self.chains[style.slot()][0]
    }

    /// The first face of the chain that has the letter; `None` where none has it.
    pub fn find(&self, style: FaceStyle, letter: char) -> Option<FaceId> {
        let chain = self.chain(style);
        chain
            .iter()
            .copied()
            .find(|id| self.face(*id).covers(letter))
    }

    /// The face that formulas are set in; `None` where the program was built without faces.
    pub fn math(&self) -> Option<FaceId> {
        let at = embedded::math()?;
        u16::try_from(at).ok().map(FaceId)
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

/// Where the author's faces come from.
struct FaceSource<'a> {
    files: &'a dyn Files,
    places: &'a Places,
    sink: &'a mut Sink,
}

impl FaceSource<'_> {
    /// The face in a file of the book; `None` where there is none, which is reported.
    fn read(&mut self, path: &BookPath, cut: Cut) -> Option<Face> {
        let place = self.places.of(path);
        let wanted = FileOfBook {
            path,
            what: "the font",
            limit: limits::FONT_BYTES,
            place,
            hint: "take a font with fewer letters",
        };
        let read = wanted
            .read(self.files, self.sink)
            .map_err(|error| FontFault {
                message: error.to_string(),
                hint: "[fonts] names TrueType or OpenType files inside the book's folder",
            });
        let face = read.and_then(|bytes| {
            let face = bytes.map(|bytes| face_of(path.as_str(), cut, bytes));
            face.transpose()
        });
        face.unwrap_or_else(|fault| {
            fault.report(place, self.sink);
            None
        })
    }
}

/// Whether the bytes are a font that every stage can use.
pub(crate) fn is_sound(data: &[u8]) -> bool {
    matches!(catch_panic(|| proof::prove(data)), Ok(Ok(())))
}

/// The face in the bytes of a font that may be embedded.
fn face_of(name: &str, cut: Cut, bytes: Vec<u8>) -> Result<Face, FontFault> {
    // The door for a stranger's fonts: their readers index tables that a damaged file does not have.
    let read = catch_panic(|| {
        proof::prove(&bytes)?;
        let face = Face::from_bytes(name, cut, bytes);
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
