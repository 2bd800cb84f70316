//! What people type about an account.

use super::AccountError;
use crate::identity::address::Address;
use canyu_core::{
    fold, id,
    staff::{LONGEST_NAME, Role},
};

/// A name as it is kept.
///
/// # Errors
/// [`AccountError::NameMalformed`].
pub fn name(typed: &str) -> Result<String, AccountError> {
    let name = fold::tidy(typed);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(AccountError::NameMalformed);
    }
    Ok(name)
}

/// An address as it is signed in with: lower case, and nothing cut, since a company's `li+toy@` is somebody's choice.
///
/// # Errors
/// [`AccountError::EmailMalformed`].
pub fn email(typed: &str) -> Result<String, AccountError> {
    let address = Address::read(typed).map_err(|_| AccountError::EmailMalformed)?;
    Ok(address.to_string().to_lowercase())
}

/// An address as it is looked for, also when it is none.
#[must_use]
pub fn typed(typed: &str) -> String {
    email(typed).unwrap_or_else(|_| typed.trim().to_lowercase())
}

/// The campaigns that somebody is there for, each once and in order.
///
/// # Errors
/// [`AccountError::CampaignsMalformed`], [`AccountError::AdministratorUnlimited`].
pub fn campaigns(role: Role, given: Option<Vec<String>>) -> Result<Option<Vec<String>>, AccountError> {
    let Some(mut given) = given else { return Ok(None) };
    if role == Role::Administrator {
        return Err(AccountError::AdministratorUnlimited);
    }
    slugs(&given)?;
    given.sort();
    given.dedup();
    Ok(Some(given))
}

/// Whether campaigns can have these names. There need not be such a campaign yet.
///
/// # Errors
/// [`AccountError::CampaignsMalformed`].
pub fn slugs(given: &[String]) -> Result<(), AccountError> {
    match given.iter().find(|slug| !id::is_name(slug)) {
        Some(wrong) => Err(AccountError::CampaignsMalformed(wrong.chars().take(40).collect())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_account_in_any_case_and_with_its_tag() {
        assert_eq!(email(" Li.Na+Toy@Example.ORG "), Ok("li.na+toy@example.org".to_owned()));
        assert_eq!(email("li"), Err(AccountError::EmailMalformed));
        assert_eq!(typed(" LI "), "li");
    }

    #[test]
    fn administrators_are_there_for_all_campaigns() {
        let some = Some(vec!["toy".to_owned(), "loaf".to_owned(), "toy".to_owned()]);
        assert_eq!(
            campaigns(Role::Administrator, some.clone()),
            Err(AccountError::AdministratorUnlimited)
        );
        assert_eq!(campaigns(Role::Administrator, None), Ok(None));
        assert_eq!(
            campaigns(Role::Viewer, some),
            Ok(Some(vec!["loaf".to_owned(), "toy".to_owned()]))
        );
        assert!(campaigns(Role::Till, Some(vec!["../x".to_owned()])).is_err());
    }
}
