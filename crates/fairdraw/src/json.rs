//! The one reader of JSON, natively and in the browser, so that both accept the same files.
//!
//! [`read()`] checks a whole text once and builds nothing; a [`Json`] is a piece of that text, and is read where it is asked for.
//! So a file of any size needs no more memory than what is taken from it, and reading a field is one call.
//!
//! It is written here because it is part of what a browser loads. Measured on a module that reads a result file and nothing else (WebAssembly
//! after `wasm-opt -Oz`, brotli): this reader adds 3.6 KB, `serde_json::Value` 9.5, `serde_json` with derived types 19.0, `jiter` 21.0. None of
//! the others refuses a name that stands twice, which two programs could read as two values.

mod read;
mod scan;
mod write;

pub use read::{Items, Json, read};
pub(crate) use write::Writer;
#[cfg(test)]
pub(crate) use write::quoted;

/// Why a text is not the JSON that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at byte {at}")]
pub struct JsonError {
    /// What is wrong.
    pub fault: JsonFault,
    /// Where, in bytes from the beginning.
    pub at: usize,
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonFault {
    /// Not UTF-8.
    #[error("not UTF-8")]
    Utf8,
    /// Not JSON.
    #[error("not JSON")]
    Syntax,
    /// It ends too early.
    #[error("a sudden end")]
    Cut,
    /// More after its end.
    #[error("something after the end")]
    Trailing,
    /// Nested deeper than anything that is asked for.
    #[error("nested too deeply")]
    Depth,
    /// Another type than has to stand here.
    #[error("another type than expected")]
    Type,
    /// A number that is negative, broken, or too large.
    #[error("not a whole number, or one too large")]
    Number,
    /// A name that has stood in this object before: two programs could read two values.
    #[error("a name given twice")]
    Twice,
    /// A name that has to stand here does not.
    #[error("a name is missing")]
    Missing,
    /// A value that cannot stand here.
    #[error("a value that cannot stand here")]
    Value,
    /// More elements than there may be.
    #[error("too many elements")]
    TooMany,
}

impl JsonFault {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "json_not_utf8",
            Self::Syntax => "json_syntax",
            Self::Cut => "json_cut",
            Self::Trailing => "json_trailing",
            Self::Depth => "json_depth",
            Self::Type => "json_type",
            Self::Number => "json_number",
            Self::Twice => "json_name_twice",
            Self::Missing => "json_name_missing",
            Self::Value => "json_value",
            Self::TooMany => "json_too_many",
        }
    }
}
