//! The filter of figures, as it lives in addresses.

use crate::api::json;
use canyu_core::moment::Moment;
use canyu_core::staff::{Filter, WorthFilter};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is written as it is in a value of a query.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b':');

/// A filter of figures as the query of an address and of a request: nothing where everything is meant.
#[must_use]
pub fn filter_query(filter: &Filter) -> String {
    let moment = |at: Option<Moment>| at.map(|at| json(&at).trim_matches('"').to_owned());
    let pairs = [
        ("from", moment(filter.from)),
        ("to", moment(filter.to)),
        ("node", filter.node.clone()),
        ("channel", filter.channel.clone()),
        ("generation", filter.generation.map(|number| number.to_string())),
        ("worth", filter.worth.map(|worth| worth.name().to_owned())),
        ("group", filter.group.clone()),
    ];
    let mut query = String::new();
    for (name, value) in pairs.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        query.extend(utf8_percent_encode(&value, VALUE));
    }
    query
}

/// What of a query is a filter; the rest of it says nothing.
pub(super) fn read_filter(query: &str) -> Filter {
    let mut filter = Filter::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
        let moment = || serde_json::from_value(value.clone().into()).ok();
        match name {
            "from" => filter.from = moment(),
            "to" => filter.to = moment(),
            "node" => filter.node = Some(value),
            "channel" => filter.channel = Some(value),
            "generation" => filter.generation = value.parse().ok(),
            "worth" => filter.worth = WorthFilter::named(&value),
            "group" => filter.group = Some(value),
            _ => {}
        }
    }
    filter
}
