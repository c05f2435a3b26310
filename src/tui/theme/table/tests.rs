//! Measures every role of every look on the palettes that terminals come with.

use ratatui::style::{Color, Modifier};

use super::*;

/// Red, green and blue, 0 to 1, as light (not as the bytes that stand for it).
type Light = [f64; 3];

struct Palette {
    name: &'static str,
    /// Background and text of the dark and of the light terminal.
    dark: [u32; 2],
    light: [u32; 2],
    /// The sixteen colours in their order.
    colours: [u32; 16],
}

/// xterm, the VGA text mode, GNOME's terminal, Solarized.
const PALETTES: [Palette; 4] = [
    Palette {
        name: "xterm",
        dark: [0x00_00_00, 0xe5_e5_e5],
        light: [0xff_ff_ff, 0x00_00_00],
        colours: [
            0x00_00_00, 0xcd_00_00, 0x00_cd_00, 0xcd_cd_00, 0x00_00_ee, 0xcd_00_cd, 0x00_cd_cd, 0xe5_e5_e5,
            0x7f_7f_7f, 0xff_00_00, 0x00_ff_00, 0xff_ff_00, 0x5c_5c_ff, 0xff_00_ff, 0x00_ff_ff, 0xff_ff_ff,
        ],
    },
    Palette {
        name: "vga",
        dark: [0x00_00_00, 0xaa_aa_aa],
        light: [0xff_ff_ff, 0x00_00_00],
        colours: [
            0x00_00_00, 0xaa_00_00, 0x00_aa_00, 0xaa_55_00, 0x00_00_aa, 0xaa_00_aa, 0x00_aa_aa, 0xaa_aa_aa,
            0x55_55_55, 0xff_55_55, 0x55_ff_55, 0xff_ff_55, 0x55_55_ff, 0xff_55_ff, 0x55_ff_ff, 0xff_ff_ff,
        ],
    },
    Palette {
        name: "gnome",
        dark: [0x1e_1e_1e, 0xff_ff_ff],
        light: [0xff_ff_ff, 0x1e_1e_1e],
        colours: [
            0x17_14_21, 0xc0_1c_28, 0x26_a2_69, 0xa2_73_4c, 0x12_48_8b, 0xa3_47_ba, 0x2a_a1_b3, 0xd0_cf_cc,
            0x5e_5c_64, 0xf6_61_51, 0x33_da_7a, 0xe9_ad_0c, 0x2a_7b_de, 0xc0_61_cb, 0x33_c7_de, 0xff_ff_ff,
        ],
    },
    Palette {
        name: "solarized",
        dark: [0x00_2b_36, 0x83_94_96],
        light: [0xfd_f6_e3, 0x65_7b_83],
        colours: [
            0x07_36_42, 0xdc_32_2f, 0x85_99_00, 0xb5_89_00, 0x26_8b_d2, 0xd3_36_82, 0x2a_a1_98, 0xee_e8_d5,
            0x00_2b_36, 0xcb_4b_16, 0x58_6e_75, 0x65_7b_83, 0x83_94_96, 0x6c_71_c4, 0x93_a1_a1, 0xfd_f6_e3,
        ],
    },
];

/// What no other choice makes better: Solarized gives its bright colours to greys, and its text is faint
/// to begin with. The look, the ground, the role, and what it comes to.
const FAINT_THERE: &[(Preset, Ground, Role, f64)] = &[
    (Preset::Auto, Ground::Light, Role::Key, 2.9),
    (Preset::Auto, Ground::Light, Role::Focus, 2.9),
    (Preset::Auto, Ground::Light, Role::Calm, 2.9),
    (Preset::ColourBlind, Ground::Light, Role::Key, 2.9),
    (Preset::ColourBlind, Ground::Light, Role::Focus, 2.9),
    (Preset::ColourBlind, Ground::Light, Role::Working, 2.9),
    (Preset::Auto, Ground::Dark, Role::Muted, 2.6),
    (Preset::Auto, Ground::Light, Role::Muted, 2.2),
    (Preset::Dark, Ground::Dark, Role::Muted, 2.6),
    (Preset::ColourBlind, Ground::Dark, Role::Muted, 2.6),
    (Preset::ColourBlind, Ground::Light, Role::Muted, 2.2),
    (Preset::Mono, Ground::Dark, Role::Muted, 2.6),
    (Preset::Mono, Ground::Light, Role::Muted, 2.2),
];

fn light(rgb: u32) -> Light {
    [16, 8, 0].map(|shift| {
        let byte = f64::from((rgb >> shift) & 0xff) / 255.0;
        if byte <= 0.040_45 { byte / 12.92 } else { ((byte + 0.055) / 1.055).powf(2.4) }
    })
}

/// WCAG 2: relative luminance.
fn luminance([red, green, blue]: Light) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(light(one)), luminance(light(other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Faint text, as most terminals mix it: two thirds text, one third background.
fn faint(text: u32, ground: u32) -> u32 {
    [16, 8, 0].into_iter().fold(0, |mixed, shift| {
        let part = |rgb: u32| rgb >> shift & 0xff;
        mixed | (((2 * part(text) + part(ground)) / 3) << shift)
    })
}

fn number(colour: Color) -> usize {
    use Color as C;
    let order = [
        C::Black,
        C::Red,
        C::Green,
        C::Yellow,
        C::Blue,
        C::Magenta,
        C::Cyan,
        C::Gray,
        C::DarkGray,
        C::LightRed,
        C::LightGreen,
        C::LightYellow,
        C::LightBlue,
        C::LightMagenta,
        C::LightCyan,
        C::White,
    ];
    order.iter().position(|one| *one == colour).expect("one of the sixteen")
}

/// Every look with what is told about the ground, and the grounds that it may then stand on.
fn looks() -> Vec<(Preset, Ground, Vec<Ground>)> {
    let mut looks = Vec::new();
    for (_, preset) in Preset::ALL {
        for told in [Ground::Unknown, Ground::Dark, Ground::Light] {
            let on = match (preset, told) {
                (Preset::Dark, _) => vec![Ground::Dark],
                (Preset::Light, _) => vec![Ground::Light],
                (_, Ground::Unknown) => vec![Ground::Dark, Ground::Light],
                _ => vec![told],
            };
            looks.push((preset, told, on));
        }
    }
    looks
}

#[test]
fn every_role_of_every_look_can_be_read_on_every_palette() {
    for (preset, told, on) in looks() {
        for ground in on {
            for palette in &PALETTES {
                let [paper, ink] = if ground == Ground::Dark { palette.dark } else { palette.light };
                for role in Role::ALL {
                    let style = style(preset, told, role);
                    let mut colour = style.fg.map_or(ink, |colour| palette.colours[number(colour)]);
                    if style.add_modifier.contains(Modifier::DIM) {
                        colour = faint(colour, paper);
                    }
                    let measured = contrast(colour, paper);
                    let own = contrast(ink, paper);
                    let known = FAINT_THERE.iter().find(|(look, on, what, _)| {
                        palette.name == "solarized" && (*look, *on, *what) == (preset, ground, role)
                    });
                    let wanted = match (preset, known) {
                        (Preset::HighContrast, _) => own.min(4.5),
                        (_, Some((_, _, _, known))) => *known,
                        _ => 3.0,
                    };
                    assert!(
                        measured >= wanted,
                        "{role:?} of {preset:?} (told {told:?}) on {} {ground:?}: {measured:.2}",
                        palette.name
                    );
                }
            }
        }
    }
}

#[test]
fn no_look_paints_the_background_or_sets_text_in_white() {
    for (preset, told, _) in looks() {
        for role in Role::ALL {
            let style = style(preset, told, role);
            assert_eq!(style.bg, None, "{role:?} of {preset:?}");
            let white = [Some(Color::White), Some(Color::Gray), Some(Color::Black)];
            assert!(!white.contains(&style.fg), "{role:?} of {preset:?}");
        }
    }
}

#[test]
fn the_looks_without_colours_have_none_and_still_set_off_what_matters() {
    for preset in [Preset::Mono, Preset::HighContrast] {
        assert!(!super::super::Theme::of(preset, Ground::Unknown).has_colour());
        for role in Role::ALL {
            assert_eq!(style(preset, Ground::Dark, role).fg, None);
        }
        for role in [Role::Title, Role::Key, Role::Focus, Role::Working, Role::Calm, Role::Warn, Role::Stop] {
            assert!(style(preset, Ground::Dark, role).add_modifier.contains(Modifier::BOLD), "{role:?}");
        }
    }
    for role in Role::ALL {
        let emphasis = style(Preset::HighContrast, Ground::Dark, role).add_modifier;
        assert!(!emphasis.contains(Modifier::DIM), "{role:?}");
    }
}

/// How a colour looks to eyes without red cones (0) or without green ones (1): Viénot, Brettel and Mollon.
fn seen([red, green, blue]: Light, eyes: usize) -> Light {
    let [own, other, shift] = [[0.112_38, 0.887_62, 0.004_01], [0.292_75, 0.707_25, -0.022_34]][eyes];
    let both = own * red + other * green;
    [both, both, blue + shift * (red - green)]
}

/// How far apart two colours are: their place in CIE L*a*b*, Euclidean.
fn apart(one: Light, other: Light) -> f64 {
    let place = |[r, g, b]: Light| {
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    };
    let (one, other) = (place(one), place(other));
    one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

/// Pairs of roles that differ by colour alone, and look alike to those eyes.
fn mixed_up(preset: Preset, told: Ground) -> Vec<(Role, Role, &'static str)> {
    let mut found = Vec::new();
    for palette in &PALETTES {
        for (at, one) in Role::ALL.into_iter().enumerate() {
            for other in Role::ALL.into_iter().skip(at + 1) {
                let (left, right) = (style(preset, told, one), style(preset, told, other));
                let (Some(first), Some(second)) = (left.fg, right.fg) else { continue };
                if first == second || left.add_modifier != right.add_modifier {
                    continue;
                }
                let [first, second] = [first, second].map(|colour| light(palette.colours[number(colour)]));
                if (0..2).any(|eyes| apart(seen(first, eyes), seen(second, eyes)) < 20.0) {
                    found.push((one, other, palette.name));
                }
            }
        }
    }
    found
}

#[test]
fn eyes_that_see_red_and_green_alike_can_tell_the_roles_apart() {
    for told in [Ground::Unknown, Ground::Dark, Ground::Light] {
        assert_eq!(mixed_up(Preset::ColourBlind, told), []);
    }
    // The measure can fail: the everyday look is not made for those eyes.
    assert_ne!(mixed_up(Preset::Light, Ground::Light), []);
}

#[test]
fn what_the_terminal_says_about_its_ground_is_understood() {
    let cases = [
        (Some("15;0"), Ground::Dark),
        (Some("0;15"), Ground::Light),
        (Some("15;default;0"), Ground::Dark),
        (Some("12;7"), Ground::Light),
        (Some("12;8"), Ground::Dark),
        (Some("default;default"), Ground::Unknown),
        (Some("0;300"), Ground::Unknown),
        (Some(""), Ground::Unknown),
        (None, Ground::Unknown),
    ];
    for (told, ground) in cases {
        assert_eq!(Ground::told(told), ground, "{told:?}");
    }
}
