//! Points over days, and what becomes of them on so many columns: gaps stay gaps, and where there are
//! more days than columns each column is the median of its days.

use chrono::{Days, NaiveDate};

/// One value of one day.
pub type Point = (NaiveDate, f64);

/// Days to columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Columns, at least 1; each is two dots wide.
    pub columns: usize,
}

impl Scale {
    /// These days on so many columns. Of a range that ends before it begins the last day is left.
    pub fn new(from: NaiveDate, to: NaiveDate, columns: usize) -> Scale {
        Scale { from: from.min(to), to, columns: columns.max(1) }
    }

    /// How many days.
    pub fn days(self) -> usize {
        usize::try_from((self.to - self.from).num_days()).unwrap_or(0) + 1
    }

    /// Whether a column stands for several days: where a day has not even a dot of its own.
    pub fn is_binned(self) -> bool {
        self.days() > 2 * self.columns
    }

    /// The dot, from 0 to twice the columns, that a day stands on; `None` outside the range.
    pub fn dot(self, day: NaiveDate) -> Option<usize> {
        if day < self.from || day > self.to {
            return None;
        }
        let place = usize::try_from((day - self.from).num_days()).ok()?;
        let days = self.days();
        if self.is_binned() {
            return Some(place * self.columns / days * 2);
        }
        let dots = 2 * self.columns - 1;
        // A lonely day stands at the right, where today is.
        Some(if days == 1 { dots } else { (place * dots + (days - 1) / 2) / (days - 1) })
    }

    /// The column that a day stands in.
    pub fn column(self, day: NaiveDate) -> Option<usize> {
        self.dot(day).map(|dot| dot / 2)
    }

    /// First and last of the days that are read out together with a day: those of its column where
    /// columns are binned, else itself.
    pub fn span(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        let day = day.clamp(self.from, self.to);
        if !self.is_binned() {
            return (day, day);
        }
        let column = self.column(day).unwrap_or(0);
        let (days, columns) = (self.days(), self.columns);
        let first = (column * days).div_ceil(columns);
        let next = ((column + 1) * days).div_ceil(columns);
        (self.day(first), self.day(next - 1))
    }

    fn day(self, place: usize) -> NaiveDate {
        let days = u64::try_from(place).unwrap_or(0);
        self.from.checked_add_days(Days::new(days)).unwrap_or(self.to).min(self.to)
    }

    /// One step to the left: a day, or a column where they are binned. It stops at the first.
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        let (first, _) = self.span(day);
        first.pred_opt().unwrap_or(first).max(self.from)
    }

    /// One step to the right; it stops at the last.
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let (_, last) = self.span(day);
        let next = last.succ_opt().unwrap_or(last).min(self.to);
        self.span(next).1
    }

    /// Points as they are drawn: dot and value, split wherever more than `gap` days lie between two of
    /// them. Binned, the points of a column are one, their median. Points are in the order of days.
    pub fn runs(self, points: &[Point], gap: i64) -> Vec<Vec<(usize, f64)>> {
        let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
        let mut last: Option<NaiveDate> = None;
        for bin in self.bins(points) {
            let apart = last.is_none_or(|day| (bin.first - day).num_days() > gap.max(1));
            match runs.last_mut() {
                Some(run) if !apart => run.push((bin.dot, bin.value)),
                _ => runs.push(vec![(bin.dot, bin.value)]),
            }
            last = Some(bin.last);
        }
        runs
    }

    fn bins(self, points: &[Point]) -> Vec<Bin> {
        let mut bins: Vec<Bin> = Vec::new();
        let mut values: Vec<f64> = Vec::new();
        for &(day, value) in points {
            let Some(dot) = self.dot(day) else { continue };
            match bins.last_mut() {
                Some(bin) if self.is_binned() && bin.dot == dot => {
                    values.push(value);
                    bin.last = day;
                    bin.value = median(&mut values.clone()).unwrap_or(value);
                }
                _ => {
                    values = vec![value];
                    bins.push(Bin { dot, first: day, last: day, value });
                }
            }
        }
        bins
    }
}

/// What stands in one column.
struct Bin {
    dot: usize,
    first: NaiveDate,
    last: NaiveDate,
    value: f64,
}

/// The middle value; of two middle ones their mean.
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let mid = values.len() / 2;
    let upper = *values.get(mid)?;
    if values.len() % 2 == 1 { Some(upper) } else { values.get(mid - 1).map(|lower| (lower + upper) / 2.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(n)).unwrap()
    }

    #[test]
    fn medians() {
        for (values, expected) in [
            (vec![], None),
            (vec![4.0], Some(4.0)),
            (vec![5.0, 4.0], Some(4.5)),
            (vec![9.0, 1.0, 2.0], Some(2.0)),
            (vec![4.0, 1.0, 3.0, 2.0], Some(2.5)),
        ] {
            assert_eq!(median(&mut values.clone()), expected, "{values:?}");
        }
    }

    #[test]
    fn the_first_day_is_at_the_left_and_the_last_at_the_right_whatever_the_size() {
        for days in [1, 2, 13, 14, 28, 84, 366, 3660] {
            for columns in [1, 2, 7, 34, 72, 192] {
                let scale = Scale::new(day(0), day(days - 1), columns);
                let dots: Vec<usize> = (0..days).map(|n| scale.dot(day(n)).unwrap()).collect();
                assert!(dots.is_sorted(), "{days} {columns}");
                assert!(dots.iter().all(|dot| *dot < 2 * columns), "{days} {columns}");
                assert_eq!(scale.column(day(days - 1)), Some(columns - 1), "{days} {columns}");
                assert!(days == 1 || dots[0] == 0, "{days} {columns}");
                assert_eq!((scale.dot(day(days)), scale.is_binned()), (None, days as usize > 2 * columns));
            }
        }
    }

    #[test]
    fn a_missing_day_breaks_the_line_and_a_missing_column_too() {
        let points: Vec<Point> = [0, 1, 2, 5, 6, 9].map(|n| (day(n), n as f64)).to_vec();
        let wide = Scale::new(day(0), day(9), 40);
        let lengths: Vec<usize> = wide.runs(&points, 1).iter().map(Vec::len).collect();
        assert_eq!(lengths, [3, 2, 1]);
        let lengths: Vec<usize> = wide.runs(&points, 3).iter().map(Vec::len).collect();
        assert_eq!(lengths, [6]);
        // a hundred days on ten columns, ten days a column: two columns have nothing
        let points: Vec<Point> =
            (0..100).filter(|n| !(30..50).contains(n)).map(|n| (day(n), (n / 10) as f64)).collect();
        let binned = Scale::new(day(0), day(99), 10).runs(&points, 1);
        let first: Vec<(usize, f64)> = vec![(0, 0.0), (2, 1.0), (4, 2.0)];
        assert_eq!(binned[0], first);
        assert_eq!((binned.len(), binned[1][0]), (2, (10, 5.0)));
    }

    #[test]
    fn a_column_is_the_median_of_its_days() {
        let points: Vec<Point> =
            [(0, 1.0), (1, 9.0), (2, 2.0), (5, 4.0), (7, 5.0)].map(|(n, value)| (day(n), value)).to_vec();
        let runs = Scale::new(day(0), day(9), 2).runs(&points, 9);
        assert_eq!(runs, [vec![(0, 2.0), (2, 4.5)]]);
    }

    #[test]
    fn the_cursor_goes_day_by_day_or_column_by_column_and_stops_at_the_ends() {
        let scale = Scale::new(day(0), day(13), 40);
        assert_eq!((scale.before(day(0)), scale.after(day(13))), (day(0), day(13)));
        assert_eq!((scale.before(day(5)), scale.after(day(5))), (day(4), day(6)));
        let scale = Scale::new(day(0), day(99), 10);
        assert_eq!(scale.span(day(37)), (day(30), day(39)));
        assert_eq!((scale.before(day(37)), scale.after(day(37))), (day(29), day(49)));
        assert_eq!((scale.before(day(3)), scale.after(day(95))), (day(0), day(99)));
        assert_eq!(scale.span(day(500)), (day(90), day(99)));
        // every day of ten years is read out once on the way through
        let scale = Scale::new(day(0), day(3659), 71);
        let (mut at, mut seen) = (day(0), 0);
        loop {
            let (first, last) = scale.span(at);
            seen += (last - first).num_days() + 1;
            let next = scale.after(at);
            if next == last {
                break;
            }
            at = next;
        }
        assert_eq!(seen, 3660);
    }
}
