//! How wide text is, without asking a screen.
//!
//! The page's fonts are the system's, so widths are on the wide side: for every character the wider
//! of DejaVu and Liberation, measured from the fonts; DejaVu is among the widest interface fonts in
//! use. The same table serves the page and the document, so the layout is the same in both.

/// A face the figures use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// The interface's sans serif.
    Sans,
    /// The same in bold.
    Bold,
    /// The serif of headings.
    Serif,
}

/// Font families of the sans serif faces, as CSS names them.
pub const SANS_FAMILY: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
/// Font families of the serif face, as CSS names them.
pub const SERIF_FAMILY: &str = "Charter, 'Iowan Old Style', Georgia, serif";

impl Font {
    /// Its families, as CSS names them.
    #[must_use]
    pub const fn family(self) -> &'static str {
        match self {
            Font::Sans | Font::Bold => SANS_FAMILY,
            Font::Serif => SERIF_FAMILY,
        }
    }
}

/// Upper bound of the width of `text`, CSS px, at a size in CSS px.
#[must_use]
pub fn width(text: &str, size: f64, font: Font) -> f64 {
    text.chars().map(|c| em_thousandths(c, font)).sum::<f64>() * size / 1000.0
}

fn em_thousandths(c: char, font: Font) -> f64 {
    let (table, column) = match font {
        Font::Sans => (&SANS, 0),
        Font::Bold => (&BOLD, 1),
        Font::Serif => (&SERIF, 2),
    };
    let ascii = u32::from(c).checked_sub(32).and_then(|i| table.get(i as usize));
    if let Some(width) = ascii {
        return f64::from(*width);
    }
    match SYMBOLS.binary_search_by_key(&c, |(symbol, _)| *symbol) {
        Ok(at) => SYMBOLS
            .get(at)
            .and_then(|(_, widths)| widths.get(column))
            .map_or(1000.0, |w| f64::from(*w)),
        Err(_) if u32::from(c) >= 0x1_F000 => 1400.0,
        Err(_) => 1000.0,
    }
}

const SANS: [u16; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637,
    637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667, 611, 778, 752, 295,
    500, 667, 558, 863, 749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838,
    557, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521,
    393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
];

const BOLD: [u16; 95] = [
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696, 696, 696,
    696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831, 684, 684, 821, 837, 373,
    557, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838,
    557, 500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596,
    479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
];

const SERIF: [u16; 95] = [
    318, 402, 460, 838, 637, 951, 891, 275, 391, 391, 500, 838, 318, 338, 318, 337, 637, 637, 637, 637, 637,
    637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 537, 1000, 723, 735, 766, 802, 730, 694, 799, 873, 396,
    401, 748, 665, 1024, 875, 820, 673, 820, 753, 686, 667, 843, 723, 1028, 723, 723, 695, 391, 337, 391,
    838, 500, 500, 597, 641, 561, 641, 592, 371, 641, 645, 320, 311, 606, 320, 949, 645, 603, 641, 641, 479,
    514, 402, 645, 565, 856, 564, 565, 527, 637, 337, 637, 838,
];

const SYMBOLS: [(char, [u16; 3]); 39] = [
    ('\u{a0}', [318, 349, 318]),
    ('£', [637, 696, 637]),
    ('¥', [637, 696, 637]),
    ('±', [838, 838, 838]),
    ('²', [401, 438, 401]),
    ('³', [401, 438, 401]),
    ('µ', [637, 736, 650]),
    ('·', [318, 380, 318]),
    ('¹', [401, 438, 401]),
    ('×', [838, 838, 838]),
    ('Δ', [685, 774, 723]),
    ('Σ', [632, 684, 708]),
    ('δ', [612, 688, 603]),
    ('μ', [637, 736, 650]),
    ('π', [690, 792, 658]),
    ('\u{2009}', [200, 200, 200]),
    ('–', [557, 557, 500]),
    ('—', [1000, 1000, 1000]),
    ('\u{2018}', [318, 380, 334]),
    ('\u{2019}', [318, 380, 334]),
    ('“', [519, 658, 512]),
    ('”', [519, 658, 512]),
    ('…', [1000, 1000, 1000]),
    ('\u{202f}', [200, 200, 200]),
    ('⁰', [401, 438, 401]),
    ('⁴', [401, 438, 401]),
    ('⁵', [401, 438, 401]),
    ('⁶', [401, 438, 401]),
    ('⁷', [401, 438, 401]),
    ('⁸', [401, 438, 401]),
    ('⁹', [401, 438, 401]),
    ('€', [637, 696, 637]),
    ('→', [1000, 1000, 1000]),
    ('−', [838, 838, 838]),
    ('√', [638, 667, 638]),
    ('∞', [834, 834, 834]),
    ('≈', [838, 838, 838]),
    ('≤', [838, 838, 838]),
    ('≥', [838, 838, 838]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_sorted_so_that_they_can_be_found() {
        assert!(SYMBOLS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn widths_count_characters_and_not_bytes() {
        assert_eq!(width("€", 10.0, Font::Sans), 6.37);
        assert_eq!(width("µ", 10.0, Font::Sans), 6.37);
        assert_eq!(width("語", 10.0, Font::Sans), 10.0);
    }

    #[test]
    fn bold_is_never_narrower_than_regular_for_letters_and_digits() {
        for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
            assert!(
                em_thousandths(c, Font::Bold) >= em_thousandths(c, Font::Sans),
                "{c}"
            );
        }
    }
}
