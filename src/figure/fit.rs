//! From the world to the sheet of dots: one scale for a whole clip, so that nothing jumps.

use super::skeleton::Point;

/// Dots to the height of the person, at most: larger than this says no more.
const MOST: f32 = 150.0;
/// The same for a picture of head and shoulders.
const MOST_CLOSE: f32 = 260.0;

/// A rectangle of the world: left, bottom, right, top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Least x.
    pub left: f32,
    /// Least y.
    pub bottom: f32,
    /// Greatest x.
    pub right: f32,
    /// Greatest y.
    pub top: f32,
}

impl Frame {
    /// A frame that holds nothing yet.
    pub const EMPTY: Frame = Frame {
        left: f32::INFINITY,
        bottom: f32::INFINITY,
        right: f32::NEG_INFINITY,
        top: f32::NEG_INFINITY,
    };

    /// Grows so that a disc lies inside.
    pub fn take(&mut self, at: Point, radius: f32) {
        self.left = self.left.min(at[0] - radius);
        self.right = self.right.max(at[0] + radius);
        self.bottom = self.bottom.min(at[1] - radius);
        self.top = self.top.max(at[1] + radius);
    }

    /// Width and height; at least a little.
    pub fn size(&self) -> (f32, f32) {
        ((self.right - self.left).max(0.01), (self.top - self.bottom).max(0.01))
    }
}

/// Where the world lies on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Dots to the height of the person.
    pub scale: f32,
    /// Place of the world's origin, in dots from the top left.
    origin: Point,
}

impl Fit {
    /// Fits a frame of the world into so many cells: in the middle across; on the ground, which is
    /// the second row of dots from below, or in the middle where there is none.
    pub fn new(frame: &Frame, (cols, rows): (u16, u16), grounded: bool, close: bool) -> Fit {
        let (across, down) = (f32::from(cols) * 2.0, f32::from(rows) * 4.0);
        let (wide, high) = frame.size();
        let most = if close { MOST_CLOSE } else { MOST };
        let scale = ((across - 2.0) / wide).min((down - 3.0) / high).clamp(0.0, most);
        let x = across / 2.0 - f32::midpoint(frame.left, frame.right) * scale;
        let y = if grounded {
            down - 1.5 + frame.bottom * scale
        } else if close {
            // Head and shoulders stand on the lower edge, as in a portrait.
            down + frame.bottom * scale
        } else {
            down / 2.0 + f32::midpoint(frame.bottom, frame.top) * scale
        };
        Fit { scale, origin: [x, y] }
    }

    /// A place in the world, in dots.
    pub fn place(&self, at: Point) -> Point {
        [self.origin[0] + at[0] * self.scale, self.origin[1] - at[1] * self.scale]
    }

    /// A length in the world, in dots.
    pub fn length(&self, of: f32) -> f32 {
        of * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_fits_and_stands_on_the_ground() {
        let frame = Frame { left: -0.1, bottom: 0.0, right: 1.1, top: 0.5 };
        for size in [(20, 7), (28, 10), (40, 14), (80, 30)] {
            let fit = Fit::new(&frame, size, true, false);
            let low = fit.place([-0.1, 0.0]);
            let high = fit.place([1.1, 0.5]);
            assert!(low[0] >= 0.0 && high[0] <= f32::from(size.0) * 2.0, "{size:?}");
            assert!(high[1] >= 0.0 && (low[1] - (f32::from(size.1) * 4.0 - 1.5)).abs() < 1e-3, "{size:?}");
        }
    }

    #[test]
    fn no_room_is_no_scale() {
        let frame = Frame { left: 0.0, bottom: 0.0, right: 1.0, top: 1.0 };
        assert!(Fit::new(&frame, (0, 0), true, false).scale.abs() < 1e-6);
    }
}
