//! Straight to the terminal. The standard output has a buffer that goes by lines: what stands behind the last
//! line feed of a picture would be a write of its own, and a packet of its own over a slow link.

use std::io::{self, Write};
use std::os::fd::AsFd;

/// Writes to what is open there, with nothing between.
pub struct Straight<F: AsFd>(pub F);

impl<F: AsFd> Write for Straight<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(&self.0, bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixDatagram;

    use super::*;

    #[test]
    fn what_is_written_at_once_arrives_as_one_whatever_is_in_it() {
        let (here, there) = UnixDatagram::pair().unwrap();
        Straight(here).write_all(b"one row\nthe next").unwrap();
        let mut piece = [0; 64];
        let length = there.recv(&mut piece).unwrap();
        assert_eq!(&piece[..length], b"one row\nthe next");
    }
}
