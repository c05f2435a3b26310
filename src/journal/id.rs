//! Names for journal entries: unique without asking anybody, and in the order they were made.

use std::fmt;

/// The digits of Crockford's base 32: no I, L, O or U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bits below the time part.
const RANDOM_BITS: u32 = 80;
/// The largest time the 48 bits hold, in ms since 1970.
const LATEST: u64 = (1 << 48) - 1;

/// The name of one journal entry: 26 characters, ULID layout.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct EventId(String);

impl EventId {
    /// The 26 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that follows from a content: the same one on any computer. `ms` since 1970.
    pub(crate) fn of_content(ms: u64, content: &[u8]) -> Self {
        // FNV-1a with 128 bits, of which the lowest 80 are used.
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        for byte in content {
            hash = (hash ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
        Self::from_bits((u128::from(ms.min(LATEST)) << RANDOM_BITS) | (hash & ((1 << RANDOM_BITS) - 1)))
    }

    fn from_bits(bits: u128) -> Self {
        let text = (0..26)
            .rev()
            .map(|place| {
                let digit = (bits >> (place * 5)) & 31;
                char::from(DIGITS[digit as usize])
            })
            .collect();
        Self(text)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for EventId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<EventId> for String {
    fn from(id: EventId) -> Self {
        id.0
    }
}

impl PartialEq<str> for EventId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

/// Takes an id from a journal as it stands there (see [`super::line::Entry::id`]).
impl From<&str> for EventId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The system gave no random numbers, so no ids can be made.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no random numbers ({0}); without them entries cannot be named")]
pub struct NoRandomness(#[from] getrandom::Error);

/// Makes ids that never go backwards within this process.
#[derive(Debug)]
pub struct IdMaker {
    last: u128,
}

impl IdMaker {
    /// Draws the first random part.
    ///
    /// # Errors
    /// When the system has no source of random numbers.
    pub fn new() -> Result<Self, NoRandomness> {
        // The time part stays 0, so the first `make` takes its own ms and a fresh draw; should that
        // draw fail, this one is there to count on from.
        Ok(Self { last: draw()? })
    }

    /// The next id for `now_ms`, ms since 1970. If the clock went back (or stood still) the last ms
    /// is kept and the random part counts up by one.
    pub fn make(&mut self, now_ms: u64) -> EventId {
        let now = u128::from(now_ms.min(LATEST));
        let last_ms = self.last >> RANDOM_BITS;
        let next = if now > last_ms {
            let random = draw().unwrap_or_else(|_| self.last.wrapping_add(1) & ((1 << RANDOM_BITS) - 1));
            (now << RANDOM_BITS) | random
        } else {
            self.last.wrapping_add(1)
        };
        self.last = next;
        EventId::from_bits(next)
    }
}

/// 80 random bits, the highest one clear so that counting up has room.
fn draw() -> Result<u128, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes[6..])?;
    bytes[6] &= 0x7f;
    Ok(u128::from_be_bytes(bytes))
}

/// `count` random bytes as lower-case hex.
///
/// # Errors
/// When the system has no source of random numbers.
pub(crate) fn random_hex(count: usize) -> Result<String, NoRandomness> {
    let mut bytes = vec![0_u8; count];
    getrandom::fill(&mut bytes)?;
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_part_is_readable() {
        let mut maker = IdMaker::new().unwrap();
        // 2026-11-20T08:26:06.273Z; the first ten digits of a ULID are the ms.
        let id = maker.make(1_795_163_166_273);
        let ms = id.as_str()[..10]
            .bytes()
            .fold(0_u64, |sum, b| sum * 32 + DIGITS.iter().position(|d| *d == b).unwrap() as u64);
        assert_eq!(ms, 1_795_163_166_273);
        assert_eq!(id.as_str().len(), 26);
    }

    #[test]
    fn known_bits_give_known_digits() {
        assert_eq!(EventId::from_bits(0).as_str(), "00000000000000000000000000");
        assert_eq!(EventId::from_bits(u128::MAX).as_str(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        assert_eq!(EventId::from_bits(33).as_str(), "00000000000000000000000011");
    }

    #[test]
    fn ids_never_go_backwards_whatever_the_clock_does() {
        let mut maker = IdMaker::new().unwrap();
        let clock = [5_000, 5_000, 5_001, 4_000, 0, 5_001, 9_000, u64::MAX, 1, u64::MAX];
        let ids: Vec<_> = clock.iter().cycle().take(5_000).map(|ms| maker.make(*ms)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ids[4].as_str()[..10], ids[2].as_str()[..10], "the last ms is kept");
    }

    #[test]
    fn two_makers_do_not_meet() {
        let (mut a, mut b) = (IdMaker::new().unwrap(), IdMaker::new().unwrap());
        let mut seen = std::collections::HashSet::new();
        for ms in 0..2_000 {
            assert!(seen.insert(a.make(ms)));
            assert!(seen.insert(b.make(ms)));
        }
    }
}
