//! Each tampering is named by the check that catches it, and at its place.

mod after;
mod commitment;
mod draws;
mod files;
mod list;

use crate::bundle::Bundle;
use fairdraw::verify::Report;

/// The report on an honest draw after a change.
fn report(change: impl Fn(&mut Bundle)) -> Report {
    let mut bundle = Bundle::honest();
    change(&mut bundle);
    bundle.report(None)
}
