//! Colours of a figure, light and dark.

use crate::mark::Role;
use plotters_backend::BackendColor;

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// How much of a series' colour its ground has, in percent.
const TINT: u32 = 30;

impl Color {
    /// This colour laid thinly over another.
    fn over(self, ground: Self) -> Self {
        let mix = |a: u8, b: u8| {
            let sum = u32::from(a) * TINT + u32::from(b) * (100 - TINT);
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self(
            mix(self.0, ground.0),
            mix(self.1, ground.1),
            mix(self.2, ground.2),
        )
    }
}

/// The colour of each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The ground.
    pub paper: Color,
    /// A tinted ground.
    pub band: Color,
    /// Main text and lines.
    pub ink: Color,
    /// Secondary text and lines.
    pub muted: Color,
    /// Hairlines.
    pub rule: Color,
    /// What the figure is about.
    pub accent: Color,
    /// What is over its limit.
    pub warn: Color,
    /// The series.
    pub series: [Color; 8],
}

impl Theme {
    /// Dark ink on light paper.
    #[must_use]
    pub const fn light() -> Self {
        Self {
            paper: Color(252, 251, 248),
            band: Color(243, 242, 237),
            ink: Color(22, 24, 27),
            muted: Color(91, 96, 104),
            rule: Color(222, 221, 216),
            accent: Color(11, 92, 107),
            warn: Color(168, 58, 18),
            series: [
                Color(58, 110, 168),
                Color(184, 112, 28),
                Color(122, 74, 140),
                Color(63, 128, 82),
                Color(140, 98, 70),
                Color(176, 66, 108),
                Color(72, 116, 128),
                Color(104, 104, 52),
            ],
        }
    }

    /// Light ink on dark paper.
    #[must_use]
    pub const fn dark() -> Self {
        Self {
            paper: Color(23, 24, 27),
            band: Color(32, 34, 38),
            ink: Color(236, 234, 230),
            muted: Color(166, 169, 174),
            rule: Color(52, 55, 61),
            accent: Color(108, 196, 210),
            warn: Color(240, 144, 95),
            series: [
                Color(122, 167, 232),
                Color(227, 176, 98),
                Color(196, 154, 214),
                Color(127, 199, 154),
                Color(206, 168, 140),
                Color(236, 140, 172),
                Color(140, 186, 198),
                Color(186, 186, 120),
            ],
        }
    }

    /// The colour of a role.
    #[must_use]
    pub fn color(&self, role: Role) -> Color {
        match role {
            Role::Paper => self.paper,
            Role::Band => self.band,
            Role::Ink => self.ink,
            Role::Muted => self.muted,
            Role::Rule => self.rule,
            Role::Accent => self.accent,
            Role::Warn => self.warn,
            Role::Series(index) => self.series[usize::from(index) % self.series.len()],
            Role::Tint(index) => self.color(Role::Series(index)).over(self.paper),
        }
    }
}

impl From<Color> for BackendColor {
    fn from(Color(red, green, blue): Color) -> Self {
        BackendColor {
            alpha: 1.0,
            rgb: (red, green, blue),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(Color(r, g, b): Color) -> f64 {
        let linear = |c: u8| {
            let s = f64::from(c) / 255.0;
            if s <= 0.04045 {
                s / 12.92
            } else {
                ((s + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_meets_contrast_on_both_grounds_of_both_themes() {
        for theme in [Theme::light(), Theme::dark()] {
            for role in [Role::Ink, Role::Muted, Role::Accent, Role::Warn] {
                for ground in [Role::Paper, Role::Band] {
                    let ratio = contrast(theme.color(role), theme.color(ground));
                    assert!(ratio >= 4.5, "{role:?} on {ground:?}: {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn series_stand_out_from_the_paper_of_both_themes() {
        for theme in [Theme::light(), Theme::dark()] {
            for (index, color) in theme.series.iter().enumerate() {
                let ratio = contrast(*color, theme.paper);
                assert!(ratio >= 3.0, "series {index}: {ratio:.2}");
            }
        }
    }
}
