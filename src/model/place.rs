//! Where a figure or a table stands on paper, where its author asks for it.

use super::Attributes;

/// Where a figure or a table stands on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigurePlace {
    /// Where it is written, whatever white it leaves on the page before.
    Here,
    /// At the head of a page.
    Top,
    /// On a page of its own.
    Page,
    /// On a page of its own, up to all edges of the paper.
    Bleed,
    /// On a page of its own, turned by a quarter.
    Turned,
}

/// The classes that say so, with those that other tools have.
const CLASSES: &[(&str, FigurePlace)] = &[
    ("placement-here", FigurePlace::Here),
    ("placement-top", FigurePlace::Top),
    ("placement-page", FigurePlace::Page),
    ("page", FigurePlace::Page),
    ("fullpage", FigurePlace::Page),
    ("full-page", FigurePlace::Page),
    ("bleed", FigurePlace::Bleed),
    ("fullbleed", FigurePlace::Bleed),
    ("full-bleed", FigurePlace::Bleed),
    ("landscape", FigurePlace::Turned),
    ("turned", FigurePlace::Turned),
    ("sidewaystable", FigurePlace::Turned),
    ("sidewaysfigure", FigurePlace::Turned),
];

impl FigurePlace {
    /// What a class says.
    pub fn of_class(class: &str) -> Option<Self> {
        let known = CLASSES.iter().find(|(name, _)| *name == class);
        known.map(|(_, place)| *place)
    }

    /// What the classes of a block say.
    pub fn of(attributes: &Attributes) -> Option<Self> {
        let mut classes = attributes.classes.iter();
        classes.find_map(|class| Self::of_class(class))
    }

    /// The class that stands for `placement=…`, and for what Quarto's `fig-pos` has of LaTeX.
    pub fn class_of_value(value: &str) -> Option<&'static str> {
        match value.trim() {
            "here" | "h" | "H" | "h!" | "ht" | "htb" | "htbp" => Some("placement-here"),
            "top" | "t" | "t!" | "tb" | "tp" => Some("placement-top"),
            "page" | "p" | "p!" => Some("placement-page"),
            _ => None,
        }
    }

    /// Whether it stands on a page of its own.
    pub fn is_plate(self) -> bool {
        matches!(self, Self::Page | Self::Bleed | Self::Turned)
    }
}
