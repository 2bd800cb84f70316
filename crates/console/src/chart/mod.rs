//! Drawn figures: thin lines, labels beside what they name, intervals as bands, and a table of the same numbers below each. Colours are classes
//! (`c1` … `c8`), so that the style sheet has them for light, dark and print.

mod bars;
mod figure;
mod scale;
mod small;
mod trend;

pub use bars::{Bar, bars};
pub use figure::Figure;
pub use scale::{Scale, fixed, ticks};
pub use small::{Part, interval, parts, spark};
pub use trend::{Line, Mark, Trend};
