//! What of an address's query goes along with somebody who is sent on: whose link he came by, and which advertisement led him here.

/// The parameters that say which advertisement it was: see [`canyu_core::utm::Utm`].
const UTM: [&str; 5] = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];
/// Longest value in bytes, as it stands in an address: one of 64 signs fits in any language.
const LONGEST: usize = 64 * 12;

/// The pairs that say which advertisement it was, as they stand there; of each name the first.
pub(super) fn utm(query: Option<&str>) -> Vec<&str> {
    UTM.iter().filter_map(|name| pair(query?, name)).collect()
}

/// The same with whose link it was, as it begins the query behind other pairs: empty, or `&…`.
pub(super) fn all(query: Option<&str>) -> String {
    let link = query.and_then(|query| pair(query, "canyu"));
    let pairs = link.into_iter().chain(utm(query));
    pairs.flat_map(|pair| ["&", pair]).collect()
}

fn pair<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let value = |pair: &'a str| pair.strip_prefix(name)?.strip_prefix('=');
    let is_it = |pair: &&'a str| value(pair).is_some_and(|value| !value.is_empty() && value.len() <= LONGEST);
    query.split('&').find(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_goes_along_and_each_once() {
        let query =
            Some("lang=en&utm_source=a%20b&x=utm_medium=1&utm_source=c&utm_medium=&canyu=C.qr&utm_id=7&utm_content=d");
        assert_eq!(utm(query), ["utm_source=a%20b", "utm_content=d"]);
        assert_eq!(all(query), "&canyu=C.qr&utm_source=a%20b&utm_content=d");
        assert_eq!(all(None), "");
        assert!(utm(Some(&format!("utm_term={}", "a".repeat(LONGEST + 1)))).is_empty());
    }
}
