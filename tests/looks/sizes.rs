//! A storm of sizes on every screen: nothing panics, and what must be there is there.

use ratatui::buffer::Buffer;

use super::pictures::SIZES;
use super::support::Person;
use super::walk::{Look, walk};

/// A small generator, so that the same sizes come each time.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u16) -> u16 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((self.0 >> 33) % u64::from(most)).unwrap()
    }
}

fn draw(person: &mut Person, size: (u16, u16)) -> Buffer {
    person.size = size;
    person.buffer()
}

#[test]
fn every_screen_survives_a_storm_of_sizes() {
    let mut random = Random(20_261_120);
    walk(Look::default(), |_, person| {
        for width in (0..=40).step_by(3) {
            for height in (0..=40).step_by(3) {
                draw(person, (width, height));
            }
        }
        for _ in 0..30 {
            let size = (random.below(300) + 1, random.below(100) + 1);
            draw(person, size);
        }
        draw(person, (80, 24));
    });
}

#[test]
#[ignore = "every size from 1x1 to 300x100 on every screen takes an hour"]
fn every_screen_at_every_size() {
    walk(Look::default(), |_, person| {
        for width in 1..=300 {
            for height in 1..=100 {
                draw(person, (width, height));
            }
        }
        draw(person, (80, 24));
    });
}

#[test]
fn every_screen_has_its_title_and_the_way_to_the_help_at_every_common_size() {
    walk(Look::default(), |name, person| {
        for size in SIZES {
            person.size = size;
            let screen = person.screen();
            let rows: Vec<&str> = screen.lines().collect();
            assert!(rows[0].trim().len() > 3, "no title on {name} at {size:?}:\n{screen}");
            assert!(rows[rows.len() - 1].ends_with(" help"), "no help on {name} at {size:?}:\n{screen}");
        }
        person.size = (80, 24);
        person.screen();
    });
}
