//! Colours through a press that is made here: a profile of four inks with known corners.

use super::{Inks, Press, Tint};
use crate::config::PrintOptions;

fn black() -> Press {
    Press::black(&PrintOptions::default())
}

fn four() -> Press {
    Press::read(crate::press::fixture::cmyk(), &PrintOptions::default()).unwrap()
}

#[test]
fn without_a_profile_colours_become_black_ink() {
    let press = black();
    assert_eq!(press.inks(), Inks::Black);
    let pixels = press.convert(&[0, 0, 0, 255, 255, 255, 200, 40, 40], None);
    assert_eq!(pixels.len(), 3);
    assert!(pixels[0] < 3 && pixels[1] > 252);
    assert!((40..200).contains(&pixels[2]), "{pixels:?}");
}

#[test]
fn red_becomes_magenta_and_yellow() {
    let press = four();
    assert_eq!(press.inks(), Inks::Four);
    let [cyan, magenta, yellow, _] = press.convert(&[230, 20, 20], None)[..] else {
        panic!("four inks a pixel");
    };
    assert!(
        magenta > 150 && yellow > 150 && cyan < 90,
        "{cyan} {magenta} {yellow}"
    );
}

#[test]
fn a_gray_of_a_drawing_is_a_tint_of_black_alone() {
    assert_eq!(four().tint([0.5, 0.5, 0.5]), Tint::Gray(0.5));
    assert_eq!(four().tint([0.0; 3]), Tint::Gray(0.0));
    assert!(matches!(four().tint([1.0, 0.0, 0.0]), Tint::Four(_)));
}

#[test]
fn a_profile_of_a_screen_rules_no_press() {
    let screen = moxcms::ColorProfile::new_srgb().encode().unwrap();
    assert!(Press::read(screen, &PrintOptions::default()).is_err());
    assert!(Press::read(vec![1, 2, 3], &PrintOptions::default()).is_err());
}

#[test]
fn the_profile_of_black_ink_is_the_same_every_time() {
    assert_eq!(black().profile(), black().profile());
}
