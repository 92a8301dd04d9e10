//! The pictures of the file: raster data and drawings in, image and form objects out.

pub(in crate::pdf) mod colour;
mod drawing;
mod image_object;
mod jpeg;
mod pixels;
pub(in crate::pdf) mod placement;
mod png;
pub(in crate::pdf) mod proof;
mod raster;
