//! Numbers as people type them: `1,299`, `１２９９`, `1299元`, `1 299.50`, `¥1.2万`, `一千二百九十九`.
//!
//! A figure is a whole number of the smallest unit that a guess node knows: with two decimals `12.5` is 1,250.

#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization as _;

/// Most decimals that a figure can have.
pub const MOST_DECIMALS: u32 = 6;
/// Largest figure, either sign.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// Signs and marks that may stand in front of a number, beside letters.
const SIGNS: &str = "¥$€£₩₹#~≈约約大概";

/// Why a text is no figure. It is meant for whoever typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// There is no number in it.
    #[error("there is no number")]
    NoNumber,
    /// There are several, or something that could be read in two ways.
    #[error("this is not one number")]
    NotOneNumber,
    /// It has too many decimals.
    #[error("at most {0} decimals count")]
    TooManyDecimals(u32),
    /// It is larger than [`LARGEST`].
    #[error("the number is too large")]
    TooLarge,
}

impl FigureError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoNumber => "figure_missing",
            Self::NotOneNumber => "figure_unclear",
            Self::TooManyDecimals(_) => "figure_too_fine",
            Self::TooLarge => "figure_too_large",
        }
    }
}

/// A number times ten to the power of `decimals` (0 to [`MOST_DECIMALS`]). Zeros behind the last decimal that counts are no fault.
///
/// A unit or a currency before or after it is left out; so is grouping by commas, spaces and apostrophes. A point is always the decimal
/// point; a single comma is one too where it cannot group (`12,5`). `十 百 千 万 亿` multiply, as in `1.2万`; numbers may be written in Chinese
/// altogether, of either script, also in the forms of banks.
///
/// # Errors
/// When it is not one number, or too fine, or too large.
pub fn read(text: &str, decimals: u32) -> Result<i64, FigureError> {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).map(plain).collect();
    let (negative, body) = strip(&plain)?;
    let (number, factor) = split_factor(&body);
    let number = if number.chars().any(|c| c.is_ascii_digit()) {
        decimal(number)?
    } else {
        chinese(number)?
    };
    let scaled = number.times(factor)?.scale(decimals.min(MOST_DECIMALS))?;
    Ok(if negative { -scaled } else { scaled })
}

/// A figure as a text: digits, a point, as many decimals as are needed: `12.5`, `-3`. It is read back by [`read`], and is what a sealed
/// answer is written as.
#[must_use]
pub fn show(figure: i64, decimals: u32) -> String {
    let one = 10_u64.pow(decimals.min(MOST_DECIMALS));
    let size = figure.unsigned_abs();
    let sign = if figure < 0 { "-" } else { "" };
    let (whole, part) = (size / one, size % one);
    let width = decimals.min(MOST_DECIMALS) as usize;
    let digits = if part == 0 {
        String::new()
    } else {
        format!(".{part:0width$}")
    };
    format!("{sign}{whole}{}", digits.trim_end_matches('0'))
}

/// `digits` × 10^−`decimals`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: u128,
    decimals: u32,
}

impl Decimal {
    fn times(self, factor: u128) -> Result<Self, FigureError> {
        let digits = self.digits.checked_mul(factor).ok_or(FigureError::TooLarge)?;
        Ok(Self { digits, ..self })
    }

    fn scale(mut self, decimals: u32) -> Result<i64, FigureError> {
        while self.decimals > decimals {
            if !self.digits.is_multiple_of(10) {
                return Err(FigureError::TooManyDecimals(decimals));
            }
            self.digits /= 10;
            self.decimals -= 1;
        }
        let scaled = self.times(10_u128.pow(decimals - self.decimals))?.digits;
        let scaled = i64::try_from(scaled).ok().filter(|&figure| figure <= LARGEST);
        scaled.ok_or(FigureError::TooLarge)
    }
}

/// Traditional and bankers' numerals and other signs as the plain ones.
fn plain(c: char) -> char {
    match c {
        '零' | '〇' | '○' => '〇',
        '壹' | '弌' => '一',
        '贰' | '貳' | '两' | '兩' | '弍' => '二',
        '叁' | '參' | '弎' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' | '陸' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        '萬' => '万',
        '億' => '亿',
        '點' => '点',
        '負' | '负' | '−' | '–' | '—' => '-',
        '’' | '\u{2009}' | '\u{202F}' => '\'',
        '、' | '٬' => ',',
        c => c,
    }
}

fn digit(c: char) -> Option<u128> {
    let place = "〇一二三四五六七八九".chars().position(|known| known == c)?;
    Some(place as u128)
}

fn power(c: char) -> Option<u128> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || power(c).is_some()
}

/// The sign, and what lies between the first and the last character of the number: around it may stand letters and currencies.
fn strip(text: &str) -> Result<(bool, String), FigureError> {
    let start = text.find(is_number).ok_or(FigureError::NoNumber)?;
    let (before, rest) = text.split_at_checked(start).ok_or(FigureError::NoNumber)?;
    let end = rest.rfind(is_number).ok_or(FigureError::NoNumber)?;
    let end = end
        + rest
            .get(end..)
            .and_then(|last| last.chars().next())
            .map_or(0, char::len_utf8);
    let (body, after) = rest.split_at_checked(end).ok_or(FigureError::NoNumber)?;
    let mut before: String = before.chars().filter(|c| !c.is_whitespace()).collect();
    let around = |c: char| c.is_alphabetic() || SIGNS.contains(c);
    let negative = before.contains('-');
    before = before.replacen('-', "", 1);
    // `.5` has its point in front.
    let point = before.ends_with('.');
    if point {
        before.pop();
    }
    let after_is_fine = after
        .chars()
        .all(|c| around(c) || c.is_whitespace() || matches!(c, '.' | '。' | '!' | '?' | '-' | '%' | '°' | '/'));
    if !before.chars().all(around) || !after_is_fine {
        return Err(FigureError::NotOneNumber);
    }
    Ok((negative, format!("{}{body}", if point { "0." } else { "" })))
}

/// `1.2万` is `1.2` times 10,000.
fn split_factor(body: &str) -> (&str, u128) {
    let mut number = body;
    let mut factor: u128 = 1;
    if body.chars().any(|c| c.is_ascii_digit()) {
        while let Some((rest, power)) = number.chars().next_back().and_then(|last| {
            let rest = number.strip_suffix(last)?;
            Some((rest, power(last)?))
        }) {
            factor = factor.saturating_mul(power);
            number = rest.trim_end();
        }
    }
    (number, factor)
}

fn decimal(text: &str) -> Result<Decimal, FigureError> {
    let (whole, part) = match (text.split_once('.'), text.split_once(',')) {
        (Some((whole, part)), _) => (whole, part),
        // One comma that cannot group, as in `12,5`.
        (None, Some((whole, part))) if part.len() != 3 && !part.contains(',') => (whole, part),
        _ => (text, ""),
    };
    let groups: Vec<&str> = whole
        .split([',', ' ', '\''])
        .filter(|group| !group.is_empty())
        .collect();
    // 1,299 and 1,29,900 group; 1 2 and 12-13 do not.
    let grouped = groups.iter().skip(1).all(|group| (2..=4).contains(&group.len()));
    if !grouped || !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FigureError::NotOneNumber);
    }
    let mut digits: u128 = 0;
    for c in groups.concat().chars().chain(part.chars()) {
        let digit = c.to_digit(10).ok_or(FigureError::NotOneNumber)?;
        let sum = digits.checked_mul(10).and_then(|ten| ten.checked_add(digit.into()));
        digits = sum.ok_or(FigureError::TooLarge)?;
    }
    let decimals = part.len() as u32;
    Ok(Decimal { digits, decimals })
}

fn chinese(text: &str) -> Result<Decimal, FigureError> {
    let (whole, part) = text.split_once('点').unwrap_or((text, ""));
    let mut number = Decimal {
        digits: chinese_whole(whole)?,
        decimals: 0,
    };
    for c in part.chars() {
        let digit = digit(c).ok_or(FigureError::NotOneNumber)?;
        number = number.times(10)?;
        number.digits = number.digits.saturating_add(digit);
        number.decimals += 1;
    }
    Ok(number)
}

/// `一千二百九十九`, `十二`, `一万二` (12,000), or digit by digit: `一二九九`.
fn chinese_whole(text: &str) -> Result<u128, FigureError> {
    let mut total: u128 = 0;
    let mut section: u128 = 0;
    let mut waiting: Option<u128> = None;
    // What a last digit counts without its own power: after 万 a thousand; after 〇 nothing but itself.
    let mut next: u128 = 1;
    let by_digit = text.chars().all(|c| digit(c).is_some());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if let Some(digit) = digit(c) {
            if waiting.is_some_and(|waiting| waiting != 0) && !by_digit {
                return Err(FigureError::NotOneNumber);
            }
            let before = if by_digit { waiting.unwrap_or(0) } else { 0 };
            waiting = Some(
                before
                    .checked_mul(10)
                    .ok_or(FigureError::TooLarge)?
                    .saturating_add(digit),
            );
            if digit == 0 {
                next = 1;
            }
        } else {
            let power = power(c).ok_or(FigureError::NotOneNumber)?;
            if power < 10_000 {
                section = section.saturating_add(waiting.filter(|&n| n != 0).unwrap_or(1).saturating_mul(power));
            } else {
                // 亿 counts all that stands before it, 万 only what has come since.
                let below = section.saturating_add(waiting.unwrap_or(0));
                let (more, counted) = if power == 10_000 {
                    (total, below)
                } else {
                    (0, total.saturating_add(below))
                };
                total = counted.max(1).saturating_mul(power).saturating_add(more);
                section = 0;
            }
            waiting = None;
            next = power / 10;
        }
    }
    let last = waiting.unwrap_or(0).saturating_mul(if by_digit { 1 } else { next });
    Ok(total.saturating_add(section).saturating_add(last))
}
