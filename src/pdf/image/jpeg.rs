//! A JPEG file in, its headers out (ITU-T T.81, B.2; ICC.1, B.4).

use super::pixels::Pixels;

/// The headers of a JPEG.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Header {
    /// Width and height in pixels.
    pub(in crate::pdf) size: Pixels,
    /// 1, 3 or 4 components.
    pub(in crate::pdf) channels: u8,
    /// Adobe's programs write inverted CMYK and mark it.
    pub(in crate::pdf) adobe: bool,
    /// The colour profile that it carries.
    pub(in crate::pdf) profile: Option<Vec<u8>>,
}

/// A piece of a profile that is cut into some.
struct ProfilePiece<'a> {
    number: u8,
    bytes: &'a [u8],
}

/// A profile may be cut into numbered pieces.
const PROFILE: &[u8] = b"ICC_PROFILE\0";

/// Reads the headers; `None` for what PDF cannot hold (12 bits a sample, lossless, arithmetic).
pub(in crate::pdf) fn read(bytes: &[u8]) -> Option<Header> {
    const START_OF_IMAGE: [u8; 2] = [0xFF, 0xD8];
    const ADOBE: u8 = 0xEE;
    const APPLICATION_2: u8 = 0xE2;
    let mut adobe = false;
    let mut pieces: Vec<ProfilePiece<'_>> = Vec::new();
    let mut rest = bytes.strip_prefix(&START_OF_IMAGE)?;
    loop {
        let marker = *rest.get(1)?;
        if rest[0] != 0xFF {
            return None;
        }
        if marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(4..2 + length)?;
        match marker {
            0xC0..=0xC2 => {
                let header = frame(segment)?;
                let profile = join(pieces);
                return Some(Header {
                    adobe,
                    profile,
                    ..header
                });
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xDA => return None,
            ADOBE => adobe |= segment.starts_with(b"Adobe"),
            APPLICATION_2 => {
                if let Some([number, _, bytes @ ..]) = segment.strip_prefix(PROFILE) {
                    let number = *number;
                    pieces.push(ProfilePiece { number, bytes });
                }
            }
            _ => {}
        }
        rest = rest.get(2 + length..)?;
    }
}

/// Reads a frame header: precision, lines, samples a line, components.
fn frame(segment: &[u8]) -> Option<Header> {
    let [precision, high, low, wide, narrow, components, ..] = segment else {
        return None;
    };
    let height = u16::from_be_bytes([*high, *low]);
    let width = u16::from_be_bytes([*wide, *narrow]);
    let whole = *precision == 8 && width > 0 && height > 0 && matches!(components, 1 | 3 | 4);
    whole.then_some(Header {
        size: Pixels {
            width: width.into(),
            height: height.into(),
        },
        channels: *components,
        adobe: false,
        profile: None,
    })
}

fn join(mut pieces: Vec<ProfilePiece<'_>>) -> Option<Vec<u8>> {
    pieces.sort_by_key(|piece| piece.number);
    let joined: Vec<u8> = pieces
        .into_iter()
        .flat_map(|piece| piece.bytes)
        .copied()
        .collect();
    (!joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(segments: &[(u8, &[u8])]) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        for (marker, segment) in segments {
            let length = u16::try_from(segment.len() + 2).unwrap();
            file.extend([0xFF, *marker]);
            file.extend(length.to_be_bytes());
            file.extend(*segment);
        }
        file
    }

    #[test]
    fn adobes_marker_and_the_size_are_read() {
        let bytes = file(&[(0xEE, b"Adobe"), (0xC0, &[8, 0, 3, 0, 5, 4])]);
        let header = read(&bytes).unwrap();
        assert_eq!(
            (header.size, header.channels, header.adobe),
            (
                Pixels {
                    width: 5,
                    height: 3
                },
                4,
                true
            )
        );
        assert_eq!(read(&bytes[..9]), None);
    }

    #[test]
    fn a_profile_in_pieces_is_joined_in_their_order() {
        let piece = |number: u8, text: &[u8]| [PROFILE, &[number, 2], text].concat();
        let (second, first) = (piece(2, b"cd"), piece(1, b"ab"));
        let frame = [8, 0, 3, 0, 5, 3];
        let bytes = file(&[(0xE2, &second), (0xE2, &first), (0xC2, &frame)]);
        assert_eq!(read(&bytes).unwrap().profile.unwrap(), b"abcd");
    }
}
