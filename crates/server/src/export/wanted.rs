//! What somebody wants as a file.

use super::ExportError;
use crate::store::{Store, StoreError, exports::Source};
use canyu_core::staff::{ExportFormat, ExportTable, Filter};

/// What somebody wants as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Of which campaign.
    pub campaign: String,
    /// What.
    pub table: ExportTable,
    /// How.
    pub format: ExportFormat,
    /// Which rows.
    pub filter: Filter,
    /// Whether a CSV file begins with a byte order mark.
    pub bom: bool,
}

impl Wanted {
    /// Whether there can be such a file.
    ///
    /// # Errors
    /// [`ExportError::FormatUnfit`], [`ExportError::FilterUnfit`].
    pub fn check(&self) -> Result<(), ExportError> {
        let table = self.table;
        if !self.format.is_for(table) {
            return Err(ExportError::FormatUnfit {
                table,
                format: self.format,
            });
        }
        let times = Filter {
            from: self.filter.from,
            to: self.filter.to,
            ..Filter::default()
        };
        let unfit = match table {
            ExportTable::Draws if self.filter != Filter::default() => {
                "times, node, channel, generation, worth and group"
            }
            // An action of staff is for many at once.
            ExportTable::Gifts if self.filter != times => "node, channel, generation, worth and group",
            _ => return Ok(()),
        };
        Err(ExportError::FilterUnfit { table, unfit })
    }

    /// Where its rows are read; `None`: they are few, and are put together from what the store says of gifts and draws.
    pub(super) fn source(&self) -> Option<Source> {
        match self.table {
            ExportTable::Participants => Some(Source::Participants),
            ExportTable::Events => Some(Source::Events),
            ExportTable::Nodes => Some(Source::Nodes),
            ExportTable::Referrals if self.format == ExportFormat::Graphml => Some(Source::Ties),
            ExportTable::Referrals => Some(Source::Referrals),
            ExportTable::Tickets => Some(Source::Tickets),
            ExportTable::Codes => Some(Source::Codes),
            ExportTable::Gifts | ExportTable::Draws => None,
        }
    }

    /// About how many rows will be counted while it is written; `None`: few.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, store: &dyn Store) -> Result<Option<u64>, StoreError> {
        let Some(source) = self.source() else { return Ok(None) };
        let count = async |source| store.count_rows(&self.campaign, source, &self.filter).await;
        let mut rows = count(source).await?;
        if source == Source::Ties {
            // Its nodes are rows, too.
            rows = rows.saturating_add(count(Source::Participants).await?);
        }
        Ok(Some(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::moment::Moment;

    #[test]
    fn a_filter_that_a_table_does_not_know_is_refused_and_not_passed_over() {
        let wanted = |table, format, filter: Filter| {
            let wanted = Wanted {
                campaign: "toy".to_owned(),
                table,
                format,
                filter,
                bom: false,
            };
            wanted.check().map_err(|error| error.code())
        };
        let from = Filter {
            from: Some(Moment(1)),
            ..Filter::default()
        };
        let group = Filter {
            group: Some("mi".to_owned()),
            ..from.clone()
        };
        for table in ExportTable::ALL {
            let fits = |filter: &Filter| wanted(table, ExportFormat::Csv, filter.clone()).is_ok();
            assert!(fits(&Filter::default()));
            assert_eq!(fits(&from), table != ExportTable::Draws, "{table:?}");
            assert_eq!(
                fits(&group),
                ![ExportTable::Draws, ExportTable::Gifts].contains(&table),
                "{table:?}"
            );
            let graph = wanted(table, ExportFormat::Graphml, Filter::default());
            assert_eq!(graph.is_ok(), table == ExportTable::Referrals, "{table:?}");
        }
        assert_eq!(
            wanted(ExportTable::Gifts, ExportFormat::Csv, group),
            Err("filter_unfit")
        );
        assert_eq!(
            wanted(ExportTable::Nodes, ExportFormat::Graphml, from),
            Err("format_unfit")
        );
    }
}
