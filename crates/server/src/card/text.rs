//! Words on a card, in a font of this machine that has all their signs.

use canyu_core::lang::Lang;
use resvg::usvg::{self, Node, Tree, fontdb::Database};
use std::{
    fmt::Write as _,
    sync::{Arc, LazyLock},
};

/// The fonts of this machine, read once.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    Arc::new(fonts)
});

/// What a line may not begin with, and not end with.
const CLOSING: &str = "、。，．：；？！…）】」』》〉”’%,.:;?!)]}»";
const OPENING: &str = "（【「『《〈“‘([{«";

/// Families for a language, best first; the default of the machine comes last.
fn families(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "'Inter', 'Noto Sans', 'Helvetica Neue', 'Arial', 'Liberation Sans', 'DejaVu Sans', sans-serif",
        Lang::ZhHans => {
            "'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif"
        }
        Lang::ZhHant => {
            "'PingFang TC', 'Noto Sans TC', 'Noto Sans CJK TC', 'Source Han Sans TC', 'Microsoft JhengHei', sans-serif"
        }
    }
}

/// Where and how something is written.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// The left edge, in pixels.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// How wide a line may be.
    pub width: f32,
    /// How high all of it may be.
    pub height: f32,
    /// Sizes, the largest first.
    pub sizes: &'a [f32],
    /// As `#ffffff`.
    pub colour: &'a str,
}

/// A picture of only a text, as large as the card; `None` where no font of this machine has its signs, or it does not fit.
pub fn written(text: &str, lang: Lang, block: &Block<'_>, (width, height): (u32, u32)) -> Option<Tree> {
    let leading = if lang == Lang::En { 1.14 } else { 1.3 };
    for size in block.sizes {
        let lines = lines(text, block.width / size);
        let high = lines.len() as f32 * size * leading;
        if high > block.height {
            continue;
        }
        let top = block.y + (block.height - high) / 2.0;
        let mut body = String::new();
        for (place, line) in lines.iter().enumerate() {
            let base = top + (place as f32 + 0.5) * size * leading + size * 0.36;
            let _ = write!(body, "<text x=\"{}\" y=\"{base}\">{}</text>", block.x, escape(line));
        }
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{}\" width=\"{width}\" height=\"{height}\"><g fill=\"{}\" \
             font-family=\"{}\" font-weight=\"700\" font-size=\"{size}\">{body}</g></svg>",
            lang.tag(),
            block.colour,
            families(lang),
        );
        let tree = tree(&svg)?;
        if !has_all(tree.root(), &lines) {
            return None;
        }
        if tree.root().abs_bounding_box().right() <= block.x + block.width {
            return Some(tree);
        }
    }
    None
}

fn tree(svg: &str) -> Option<Tree> {
    let options = usvg::Options {
        fontdb: FONTS.clone(),
        ..usvg::Options::default()
    };
    Tree::from_str(svg, &options).ok()
}

/// Whether every sign was found in a font: what was not has the glyph 0, or is missing.
fn has_all(group: &usvg::Group, lines: &[String]) -> bool {
    let mut texts = Vec::new();
    collect(group, &mut texts);
    let signs = |line: &str| line.chars().filter(|sign| !sign.is_whitespace()).count();
    let wanted: usize = lines.iter().map(|line| signs(line)).sum();
    let glyphs = texts
        .iter()
        .flat_map(|text| text.layouted())
        .flat_map(|span| &span.positioned_glyphs);
    let found = glyphs.filter(|glyph| glyph.id.0 != 0).map(|glyph| signs(&glyph.text));
    wanted > 0 && found.sum::<usize>() >= wanted
}

fn collect<'a>(group: &'a usvg::Group, into: &mut Vec<&'a usvg::Text>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, into),
            Node::Text(text) => into.push(text),
            _ => {}
        }
    }
}

/// The width of a sign in parts of the size: an estimate, which is measured afterwards.
fn breadth(sign: char) -> f32 {
    match sign {
        ' ' | 'i' | 'l' | 'I' | '.' | ',' | '\'' => 0.33,
        'm' | 'w' | 'M' | 'W' => 0.95,
        sign if is_wide(sign) => 1.0,
        sign if sign.is_uppercase() => 0.76,
        _ => 0.62,
    }
}

fn is_wide(sign: char) -> bool {
    matches!(sign, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The pieces between which a line may end: words, and in Chinese single signs, with what may not stand at a line's beginning or end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last = ' ';
    for sign in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        let breaks = matches!(last, ' ' | '-') || is_wide(sign) || is_wide(last);
        let joins = CLOSING.contains(sign) || sign == ' ' || OPENING.contains(last);
        match pieces.last_mut() {
            Some(piece) if !breaks || joins => piece.push(sign),
            _ => pieces.push(sign.to_string()),
        }
        last = sign;
    }
    pieces
}

/// Lines of at most so many times the size, about as long as each other.
fn lines(text: &str, width: f32) -> Vec<String> {
    let pieces = pieces(text);
    let fewest = filled(&pieces, width);
    let mut narrow = width / fewest.len().max(1) as f32;
    while narrow < width {
        let tried = filled(&pieces, narrow);
        if tried.len() <= fewest.len() {
            return tried;
        }
        narrow += 0.5;
    }
    fewest
}

fn filled(pieces: &[String], width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for piece in pieces {
        let wide: f32 = piece.trim_end().chars().map(breadth).sum();
        let new = used > 0.0 && used + wide > width;
        if new {
            lines.push(String::new());
            used = 0.0;
        }
        used += piece.chars().map(breadth).sum::<f32>();
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).collect()
}

fn escape(text: &str) -> String {
    let plain: String = text.chars().filter(|sign| !sign.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_about_as_long_as_each_other_and_end_between_words() {
        let lines = lines("A new toy is coming, and nobody guesses what it is", 18.0);
        assert_eq!(lines, ["A new toy is coming, and", "nobody guesses what it is"]);
    }

    #[test]
    fn chinese_may_break_anywhere_but_before_what_closes_and_after_what_opens() {
        for width in 3..12 {
            for line in lines("新玩具就要来了，猜猜（布下面）盖着的是什么？", width as f32) {
                assert!(!line.starts_with(|sign| CLOSING.contains(sign)), "{width}: {line}");
                assert!(!line.ends_with(|sign| OPENING.contains(sign)), "{width}: {line}");
            }
        }
    }

    #[test]
    fn what_no_font_has_is_not_written() {
        let block = Block {
            x: 0.0,
            y: 0.0,
            width: 1_000.0,
            height: 200.0,
            sizes: &[40.0],
            colour: "#fff",
        };
        // A sign of no script at all.
        assert!(written("\u{10FFFD}", Lang::En, &block, (1_000, 200)).is_none());
        assert!(written("   ", Lang::En, &block, (1_000, 200)).is_none());
    }
}
