//! A colour of a drawing in, its components as the content stream has them out.

use lopdf::Object;
use usvg::Color;

use crate::press::{Inks, Press, Tint};

/// The colours that a content stream is written in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Palette<'a> {
    /// sRGB: what the output intent of a book for the screen describes.
    Screen,
    /// The inks of a press.
    Press(&'a Press),
    /// How light a colour is. The content of a mask shows no colour: only its light or its opacity
    /// counts (SVG 1.1, 14.4), and a press must not change either of them.
    Luminance,
}

impl Palette<'_> {
    /// The colour space in which transparent parts are mixed, and gradients are given.
    pub(super) fn space(self) -> &'static str {
        match self {
            Self::Screen => "DeviceRGB",
            Self::Luminance => "DeviceGray",
            Self::Press(press) => match press.inks() {
                Inks::Black => "DeviceGray",
                Inks::Four => "DeviceCMYK",
            },
        }
    }

    /// A colour with as many components as [`Palette::space`] has.
    pub(super) fn components(self, color: Color) -> Vec<f32> {
        match self {
            Self::Screen => srgb(color).to_vec(),
            Self::Luminance => vec![luminance(color)],
            Self::Press(press) => match (press.tint(srgb(color)), press.inks()) {
                (Tint::Gray(gray), Inks::Black) => vec![gray],
                (Tint::Gray(gray), Inks::Four) => vec![0.0, 0.0, 0.0, 1.0 - gray],
                (Tint::Four(inks), _) => inks.to_vec(),
            },
        }
    }

    /// A colour with as few components as it needs: a neutral gray is a tint of black ink alone.
    pub(super) fn shortest(self, color: Color) -> Vec<f32> {
        match self {
            Self::Press(press) => match press.tint(srgb(color)) {
                Tint::Gray(gray) => vec![gray],
                Tint::Four(inks) => inks.to_vec(),
            },
            Self::Screen | Self::Luminance => self.components(color),
        }
    }

    /// The range of the components: 0 to 1 for each (ISO 32000-2, table 38: Range).
    pub(super) fn range(self) -> Vec<Object> {
        let count = match self.space() {
            "DeviceRGB" => 3,
            "DeviceCMYK" => 4,
            _ => 1,
        };
        [0, 1]
            .repeat(count)
            .into_iter()
            .map(Object::Integer)
            .collect()
    }
}

fn srgb(color: Color) -> [f32; 3] {
    [color.red, color.green, color.blue].map(|channel| f32::from(channel) / 255.0)
}

/// How light a colour is (SVG 1.1, 14.4: the coefficients of a luminance mask).
fn luminance(color: Color) -> f32 {
    let [red, green, blue] = srgb(color);
    0.2125 * red + 0.7154 * green + 0.0721 * blue
}
