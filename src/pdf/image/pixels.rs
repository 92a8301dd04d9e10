//! How large a picture is that is made of pixels.

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Pixels {
    /// Pixels of a row.
    pub(in crate::pdf) width: u32,
    /// Rows.
    pub(in crate::pdf) height: u32,
}
