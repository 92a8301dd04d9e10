//! Colours of text and rules as they are written.

use crate::config::Profile;
use crate::frame::Ink;

/// A colour of the pages as it is written: a press prints text and rules with black ink alone.
pub(in crate::pdf) fn printed(ink: Ink, profile: Profile) -> Ink {
    match (profile, ink) {
        (Profile::Screen, ink) | (Profile::Print, ink @ Ink::Gray(_)) => ink,
        // What eyes make of red, green and blue (ITU-R BT.709, 3.2).
        (Profile::Print, Ink::Rgb([red, green, blue])) => {
            Ink::Gray(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        }
    }
}
