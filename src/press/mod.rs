//! The inks of the press: an ICC profile in, colours and pixels in those inks out (ICC.1).
//!
//! A book is printed in black unless `book.toml` names the profile of a press. The transforms are
//! moxcms's; what is decided here is which profile may rule a press and what becomes of neutral
//! colours: a gray of a drawing is a tint of black, never a mixture of four inks.

use std::sync::Arc;

use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, ProfileText, RenderingIntent,
    Transform8BitExecutor, TransformOptions,
};

use crate::config::{Config, PrintOptions};
use crate::diag::{Code, FileOfBook, Sink, isolate};
use crate::limits;
use crate::source::{BookPath, Files, ReadError, Span};

/// How dark black dots print on paper without a coating: a gain of some 20 percent in the middle.
const BLACK_GAMMA: f32 = 1.75;
/// What the profile of a press for black is called.
const BLACK_NAME: &str = "Black ink, dot gain 20%";
/// Where a profile says when it was made (ICC.1, 7.2.1): the library takes the clock's time.
const MADE: usize = 24;
/// The date of the standard for the exchange of one-ink jobs, 2010-07-01: fixed, as all we write.
const DATE: [u8; 12] = [0x07, 0xDA, 0, 7, 0, 1, 0, 0, 0, 0, 0, 0];
/// Channels of a colour that differ by less are one gray.
const NEUTRAL: f32 = 1.5 / 255.0;

/// What a press prints with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inks {
    /// Black alone.
    Black,
    /// Cyan, magenta, yellow, black.
    Four,
}

impl Inks {
    /// How many bytes a pixel has.
    pub fn count(self) -> usize {
        match self {
            Self::Black => 1,
            Self::Four => 4,
        }
    }
}

/// A colour as the press has it; 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tint {
    /// Black ink, as lightness: 0 is black.
    Gray(f32),
    /// Amounts of cyan, magenta, yellow, black.
    Four([f32; 4]),
}

/// A press that colours can be converted for.
#[derive(Clone)]
pub struct Press {
    inks: Inks,
    bytes: Arc<[u8]>,
    profile: Arc<ColorProfile>,
    /// The profile's own name.
    name: String,
    /// What the author calls the printing condition.
    condition: Option<String>,
    from_srgb: Arc<Transform8BitExecutor>,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Press({:?}, {})", self.inks, self.name)
    }
}

impl Press {
    /// The press that the settings name, else one for black ink.
    ///
    /// A profile that cannot rule a press is reported at its place; black stands in.
    ///
    /// # Errors
    /// The profile is there and cannot be read.
    pub fn load(config: &Config, files: &dyn Files, sink: &mut Sink) -> Result<Self, ReadError> {
        let Some(path) = &config.print.color_profile else {
            return Ok(Self::black(&config.print));
        };
        let span = config.places.of(path);
        let wanted = FileOfBook {
            path,
            what: "the colour profile",
            limit: limits::PROFILE_BYTES,
            place: span,
            hint: "name the profile that the press gave you",
        };
        let Some(bytes) = wanted.read(files, sink)? else {
            return Ok(Self::black(&config.print));
        };
        match Self::read(bytes, &config.print) {
            Ok(press) => Ok(press),
            Err(reason) => {
                refuse(path, span, &reason, sink);
                Ok(Self::black(&config.print))
            }
        }
    }

    fn read(bytes: Vec<u8>, settings: &PrintOptions) -> Result<Self, String> {
        let profile = ColorProfile::new_from_slice(&bytes).map_err(|error| error.to_string())?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err("it is not the profile of a printing press".to_owned());
        }
        let inks = match profile.color_space {
            DataColorSpace::Cmyk => Inks::Four,
            DataColorSpace::Gray => Inks::Black,
            _ => return Err("it has neither four inks nor one".to_owned()),
        };
        let name = profile
            .description
            .as_ref()
            .and_then(text)
            .unwrap_or_default();
        let from_srgb = transform(&ColorProfile::new_srgb(), &profile, inks)?;
        Ok(Self {
            inks,
            bytes: bytes.into(),
            condition: settings.condition.clone(),
            name,
            profile: Arc::new(profile),
            from_srgb,
        })
    }

    /// A press with black ink alone.
    pub fn black(settings: &PrintOptions) -> Self {
        let mut profile = ColorProfile::new_gray_with_gamma(BLACK_GAMMA);
        profile.profile_class = ProfileClass::OutputDevice;
        profile.media_white_point = Some(profile.white_point);
        profile.chromatic_adaptation = None;
        profile.description = Some(ProfileText::PlainString(BLACK_NAME.to_owned()));
        let mut bytes = profile
            .encode()
            .expect("a gray profile has a curve and a white");
        if let Some(made) = bytes.get_mut(MADE..MADE + DATE.len()) {
            made.copy_from_slice(&DATE);
        }
        Self::read(bytes, settings).expect("our own profile is that of a press")
    }

    /// What it prints with.
    pub fn inks(&self) -> Inks {
        self.inks
    }

    /// The ICC profile.
    pub fn profile(&self) -> &[u8] {
        &self.bytes
    }

    /// The name of the profile.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the printing condition is called in the registry of the ICC, where the author says so.
    pub fn condition(&self) -> Option<&str> {
        self.condition.as_deref()
    }

    /// Pixels of three bytes in the inks of the press; `own` is the profile that they are meant in,
    /// sRGB without one. Pixels of a profile that cannot be understood are taken as sRGB.
    pub fn convert(&self, pixels: &[u8], own: Option<&[u8]>) -> Vec<u8> {
        let own = own.and_then(|bytes| self.from(bytes));
        let transform = own.as_ref().unwrap_or(&self.from_srgb);
        let mut inks = vec![0; pixels.len() / 3 * self.inks.count()];
        let whole = pixels.len() / 3 * 3;
        transform
            .transform(&pixels[..whole], &mut inks)
            .expect("as many pixels go in as come out");
        inks
    }

    fn from(&self, source: &[u8]) -> Option<Arc<Transform8BitExecutor>> {
        let source = ColorProfile::new_from_slice(source).ok()?;
        if source.color_space != DataColorSpace::Rgb {
            return None;
        }
        transform(&source, &self.profile, self.inks).ok()
    }

    /// A colour of a drawing, given in sRGB from 0 to 1; grays become tints of black.
    pub fn tint(&self, color: [f32; 3]) -> Tint {
        let [red, green, blue] = color.map(|channel| channel.clamp(0.0, 1.0));
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        if most - least <= NEUTRAL {
            return Tint::Gray(green);
        }
        let inks = self.convert(&[red, green, blue].map(byte), None);
        let share = |index: usize| inks.get(index).map_or(0.0, |ink| f32::from(*ink) / 255.0);
        match self.inks {
            Inks::Black => Tint::Gray(share(0)),
            Inks::Four => Tint::Four([share(0), share(1), share(2), share(3)]),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped before"
)]
fn byte(channel: f32) -> u8 {
    (channel * 255.0).round() as u8
}

fn transform(
    from: &ColorProfile,
    to: &ColorProfile,
    inks: Inks,
) -> Result<Arc<Transform8BitExecutor>, String> {
    let layout = match inks {
        Inks::Black => Layout::Gray,
        // The library has four inks in the place of colours with alpha.
        Inks::Four => Layout::Rgba,
    };
    let options = TransformOptions {
        rendering_intent: RenderingIntent::Perceptual,
        ..TransformOptions::default()
    };
    from.create_transform_8bit(Layout::Rgb, to, layout, options)
        .map_err(|error| error.to_string())
}

/// A text of a profile in its first language.
fn text(text: &ProfileText) -> Option<String> {
    let found = match text {
        ProfileText::PlainString(text) => text.clone(),
        ProfileText::Localizable(texts) => texts.first()?.value.clone(),
        ProfileText::Description(text) => text.ascii_string.clone(),
    };
    let found = found.trim_matches(|letter: char| letter.is_control() || letter.is_whitespace());
    (!found.is_empty()).then(|| found.to_owned())
}

fn refuse(path: &BookPath, span: Option<Span>, reason: &str, sink: &mut Sink) {
    let name = isolate(path.as_str());
    let message = format!("the colour profile {name} cannot be printed with: {reason}");
    sink.error(Code::BadColorProfile, span, message)
        .hint("ask the printer for the ICC profile of the press, or leave `color-profile` out to print in black");
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
