//! A profile of four inks for tests: made here, so that none has to be licensed (ICC.1:2001, 6.5.8).
//!
//! Nothing is measured: cyan, magenta and yellow stand against red, green and blue of a crude Lab.

/// Points of the grid from Lab to inks, along each side.
const GRID: usize = 9;
/// Points of the grid from inks to Lab.
const COARSE: usize = 2;

/// The bytes of the profile.
#[must_use]
pub(crate) fn cmyk() -> Vec<u8> {
    let tags = [
        (*b"desc", description()),
        (*b"cprt", [b"text\0\0\0\0".as_slice(), b"CC0\0"].concat()),
        (*b"wtpt", white()),
        (*b"A2B0", table(4, 3, COARSE, &from_inks)),
        (*b"B2A0", table(3, 4, GRID, &to_inks)),
    ];
    let mut data = Vec::new();
    let mut directory = number(tags.len());
    let start = 128 + 4 + 12 * tags.len();
    for (tag, bytes) in &tags {
        directory.extend(tag);
        directory.extend(number(start + data.len()));
        directory.extend(number(bytes.len()));
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = vec![0; 128];
    let size = number(start + data.len());
    let fields: [(usize, &[u8]); 7] = [
        (0, &size),
        (8, &[2, 0x10, 0, 0]),
        (12, b"prtrCMYKLab "),
        (24, &[0x07, 0xD0, 0, 1, 0, 1]),
        (36, b"acsp"),
        (68, &[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]),
        (80, b"test"),
    ];
    for (at, bytes) in fields {
        profile[at..at + bytes.len()].copy_from_slice(bytes);
    }
    [profile, directory, data].concat()
}

fn number(value: usize) -> Vec<u8> {
    u32::try_from(value).unwrap_or(0).to_be_bytes().to_vec()
}

fn description() -> Vec<u8> {
    let name = b"Test press\0";
    let mut bytes = [b"desc\0\0\0\0".as_slice(), &number(name.len()), name].concat();
    bytes.resize(bytes.len() + 4 + 4 + 2 + 1 + 67, 0);
    bytes
}

fn white() -> Vec<u8> {
    let mut bytes = b"XYZ \0\0\0\0".to_vec();
    bytes.extend([0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]);
    bytes
}

/// A `lut8Type` whose grid is filled by a function of its inputs, all from 0 to 1.
fn table(inputs: usize, outputs: usize, grid: usize, fill: &dyn Fn(&[f32]) -> Vec<f32>) -> Vec<u8> {
    let side = |count: usize| u8::try_from(count).unwrap_or(0);
    let mut bytes = b"mft1\0\0\0\0".to_vec();
    bytes.extend([side(inputs), side(outputs), side(grid), 0]);
    for (row, column) in (0..3).flat_map(|row| (0..3).map(move |column| (row, column))) {
        bytes.extend(number(if row == column { 65_536 } else { 0 }));
    }
    let straight: Vec<u8> = (0..=u8::MAX).collect();
    (0..inputs).for_each(|_| bytes.extend(&straight));
    let power = u32::try_from(inputs).unwrap_or(0);
    for point in 0..grid.pow(power) {
        let digit = |place: usize| {
            let place = u32::try_from(inputs - 1 - place).unwrap_or(0);
            point / grid.pow(place) % grid
        };
        #[expect(clippy::cast_precision_loss, reason = "small grids")]
        let share = |place: usize| digit(place) as f32 / (grid - 1) as f32;
        let point: Vec<f32> = (0..inputs).map(share).collect();
        bytes.extend(fill(&point).into_iter().map(byte));
    }
    (0..outputs).for_each(|_| bytes.extend(&straight));
    bytes
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
fn byte(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Crude Lab, each from 0 to 1, to amounts of ink.
fn to_inks(lab: &[f32]) -> Vec<f32> {
    let (light, red, yellow) = (lab[0], (lab[1] - 0.5) * 2.0, (lab[2] - 0.5) * 2.0);
    let dark = 1.0 - light;
    let black = ((dark - 0.5) * 2.0).max(0.0);
    vec![
        dark * 0.6 - red - yellow * 0.3,
        dark * 0.6 + red,
        dark * 0.6 + yellow,
        black,
    ]
}

/// The way back: lightness falls with the inks.
fn from_inks(inks: &[f32]) -> Vec<f32> {
    let [cyan, magenta, yellow, black] = [inks[0], inks[1], inks[2], inks[3]];
    let light = (1.0 - 0.3 * (cyan + magenta + yellow)) * (1.0 - black);
    vec![
        light,
        0.5 + (magenta - cyan) * 0.25,
        0.5 + (yellow - cyan * 0.5 - magenta * 0.5) * 0.35,
    ]
}
