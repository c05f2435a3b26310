//! Dots as characters: braille, octants, quadrants, or plain ASCII.

use super::dots::{Dots, Role};

/// The characters that a figure is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glyphs {
    /// Two by four dots; almost every font has them.
    #[default]
    Braille,
    /// Two by four solid blocks; only newer terminals have them.
    Octant,
    /// Two by two solid blocks.
    Quadrant,
    /// Letters and signs that every terminal has.
    Ascii,
}

/// One cell of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The character; a space where nothing is.
    pub glyph: char,
    /// What it shows; `None` where nothing is.
    pub role: Option<Role>,
}

impl Cell {
    /// Nothing.
    pub const EMPTY: Cell = Cell { glyph: ' ', role: None };
}

/// Quadrants by the sum of 1 top left, 2 top right, 4 bottom left, 8 bottom right.
const QUADRANTS: &str = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";

/// Octants by the sum of the bits of eight blocks, row by row from the top left.
const OCTANTS: &str = " 𜺨𜺫🮂𜴀▘𜴁𜴂𜴃𜴄▝𜴅𜴆𜴇𜴈▀𜴉𜴊𜴋𜴌🯦𜴍𜴎𜴏𜴐𜴑𜴒𜴓𜴔𜴕𜴖𜴗\
𜴘𜴙𜴚𜴛𜴜𜴝𜴞𜴟🯧𜴠𜴡𜴢𜴣𜴤𜴥𜴦𜴧𜴨𜴩𜴪𜴫𜴬𜴭𜴮𜴯𜴰𜴱𜴲𜴳𜴴𜴵🮅\
𜺣𜴶𜴷𜴸𜴹𜴺𜴻𜴼𜴽𜴾𜴿𜵀𜵁𜵂𜵃𜵄▖𜵅𜵆𜵇𜵈▌𜵉𜵊𜵋𜵌▞𜵍𜵎𜵏𜵐▛\
𜵑𜵒𜵓𜵔𜵕𜵖𜵗𜵘𜵙𜵚𜵛𜵜𜵝𜵞𜵟𜵠𜵡𜵢𜵣𜵤𜵥𜵦𜵧𜵨𜵩𜵪𜵫𜵬𜵭𜵮𜵯𜵰\
𜺠𜵱𜵲𜵳𜵴𜵵𜵶𜵷𜵸𜵹𜵺𜵻𜵼𜵽𜵾𜵿𜶀𜶁𜶂𜶃𜶄𜶅𜶆𜶇𜶈𜶉𜶊𜶋𜶌𜶍𜶎𜶏\
▗𜶐𜶑𜶒𜶓▚𜶔𜶕𜶖𜶗▐𜶘𜶙𜶚𜶛▜𜶜𜶝𜶞𜶟𜶠𜶡𜶢𜶣𜶤𜶥𜶦𜶧𜶨𜶩𜶪𜶫\
▂𜶬𜶭𜶮𜶯𜶰𜶱𜶲𜶳𜶴𜶵𜶶𜶷𜶸𜶹𜶺𜶻𜶼𜶽𜶾𜶿𜷀𜷁𜷂𜷃𜷄𜷅𜷆𜷇𜷈𜷉𜷊\
𜷋𜷌𜷍𜷎𜷏𜷐𜷑𜷒𜷓𜷔𜷕𜷖𜷗𜷘𜷙𜷚▄𜷛𜷜𜷝𜷞▙𜷟𜷠𜷡𜷢▟𜷣▆𜷤𜷥█";

/// Bits of a braille character, row by row from the top left.
const BRAILLE: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

impl Glyphs {
    /// Turns a sheet of dots into rows of cells.
    pub fn cells(self, dots: &Dots) -> Vec<Vec<Cell>> {
        let (cols, rows) = (dots.width() / 2, dots.height() / 4);
        (0..rows).map(|row| (0..cols).map(|col| self.cell(dots, col, row)).collect()).collect()
    }

    fn cell(self, dots: &Dots, col: usize, row: usize) -> Cell {
        let eight: [Option<Role>; 8] = std::array::from_fn(|n| dots.get(col * 2 + n % 2, row * 4 + n / 2));
        let Some(role) = eight.iter().flatten().min().copied() else { return Cell::EMPTY };
        let glyph = match self {
            Glyphs::Braille => {
                let bits = BRAILLE.iter().zip(eight).filter(|(_, dot)| dot.is_some()).map(|(bit, _)| bit);
                char::from_u32(0x2800 + bits.sum::<u32>()).unwrap_or(' ')
            }
            Glyphs::Octant => {
                let set = (0..8).filter(|n| eight[*n].is_some()).map(|n| 1 << n).sum::<usize>();
                OCTANTS.chars().nth(set).unwrap_or(' ')
            }
            Glyphs::Quadrant => {
                let lit = |n: usize| eight[n].is_some() || eight[n + 2].is_some();
                let set = [0, 1, 4, 5].into_iter().zip([1, 2, 4, 8]);
                let set = set.filter(|(n, _)| lit(*n)).map(|(_, bit)| bit).sum::<usize>();
                QUADRANTS.chars().nth(set).unwrap_or(' ')
            }
            Glyphs::Ascii => {
                let many = eight.iter().flatten().count() >= 2;
                return if many || role == Role::Highlight {
                    Cell { glyph: letter(role), role: Some(role) }
                } else {
                    Cell::EMPTY
                };
            }
        };
        Cell { glyph, role: Some(role) }
    }
}

fn letter(role: Role) -> char {
    match role {
        Role::Highlight => '@',
        Role::Near | Role::Torso => '#',
        Role::Head => 'O',
        Role::Prop => '+',
        Role::Far => ':',
        Role::Ground => '_',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole_and_each_character_is_there_once() {
        for (table, size) in [(QUADRANTS, 16), (OCTANTS, 256)] {
            let mut all: Vec<char> = table.chars().collect();
            assert_eq!(all.len(), size);
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), size);
        }
    }

    #[test]
    fn one_dot_is_one_dot_in_every_set() {
        let mut dots = Dots::new(1, 1, 0);
        dots.under(1, 3, Role::Torso);
        let glyph = |set: Glyphs| set.cells(&dots)[0][0].glyph;
        assert_eq!(glyph(Glyphs::Braille), '\u{2880}');
        assert_eq!(glyph(Glyphs::Quadrant), '▗');
        assert_eq!(glyph(Glyphs::Octant), '𜺠');
        assert_eq!(glyph(Glyphs::Ascii), ' ', "one dot of eight is too little for a letter");
    }

    #[test]
    fn the_moving_part_wins_its_cell() {
        let mut dots = Dots::new(1, 1, 0);
        dots.under(0, 0, Role::Torso);
        dots.under(1, 0, Role::Highlight);
        assert_eq!(Glyphs::Braille.cells(&dots)[0][0].role, Some(Role::Highlight));
        assert_eq!(Glyphs::Ascii.cells(&dots)[0][0].glyph, '@');
    }
}
