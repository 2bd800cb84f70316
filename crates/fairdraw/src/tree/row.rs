//! What can be wrong with the rows of a list.

/// A row that cannot stand in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}, counted from 0: {fault}")]
pub struct RowError {
    /// Its place, from 0.
    pub row: u64,
    /// What is wrong with it.
    pub fault: RowFault,
}

/// What is wrong with a row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// The same person as the row before.
    #[error("the same entry as the row before")]
    Doubled,
    /// Less than the row before.
    #[error("it comes before the row above it")]
    OutOfOrder,
    /// A weight of 0.
    #[error("it has no tickets")]
    NoTickets,
    /// A weight above the manifest's highest.
    #[error("more tickets than anybody may have")]
    AboveCap,
    /// The tickets add up to 2^63 or more.
    #[error("with it the tickets add up to 2^63 or more")]
    TooManyTickets,
}

impl RowFault {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Doubled => "row_doubled",
            Self::OutOfOrder => "row_out_of_order",
            Self::NoTickets => "row_without_tickets",
            Self::AboveCap => "row_above_cap",
            Self::TooManyTickets => "too_many_tickets",
        }
    }
}

impl RowError {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.fault.code()
    }

    /// The row, counted from 0.
    #[must_use]
    pub const fn row(self) -> u64 {
        self.row
    }
}
