//! Parameters of a request, from a query or a form.

use accounts::{Scope, Scopes};

/// No request has more of them.
const MOST: usize = 64;

/// No value is longer, bytes; tokens are the longest.
const LONGEST: usize = 2048;

/// The parameters of a request, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

/// A parameter that no request may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterError {
    /// It stands there more than once (RFC 6749, section 3.1).
    Repeated,
    /// There are too many, or one is too long.
    Oversized,
}

impl ParameterError {
    /// In words for the portal's developer.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Repeated => "a parameter stands twice",
            Self::Oversized => "a parameter is too long, or there are too many",
        }
    }
}

impl Parameters {
    /// From `application/x-www-form-urlencoded`. What has no value counts as omitted (RFC 6749, section 3.1).
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded).take(MOST + 1);
        let given = pairs.filter(|(_, value)| !value.is_empty());
        Self(
            given
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// Whether they can be read without a guess.
    pub(crate) fn check(&self) -> Result<(), ParameterError> {
        let is_oversized = self.0.iter().any(|(_, value)| value.len() > LONGEST);
        if is_oversized || self.0.len() > MOST {
            return Err(ParameterError::Oversized);
        }
        let is_twice = |(place, (name, _)): (usize, &(String, String))| {
            self.0.iter().take(place).any(|(other, _)| other == name)
        };
        if self.0.iter().enumerate().any(is_twice) {
            return Err(ParameterError::Repeated);
        }
        Ok(())
    }

    /// The value of `name`; none where it stands twice.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut own = self.0.iter().filter(|(other, _)| other == name);
        let (_, value) = own.next()?;
        own.next().is_none().then_some(value)
    }

    /// The words of `name`, which stand with spaces between them.
    pub(crate) fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        let words = self.get(name).unwrap_or_default().split(' ');
        words.filter(|word| !word.is_empty())
    }

    /// The scopes that are asked for, read alike at every endpoint. Unknown ones are left out (OpenID Connect Core, section
    /// 3.1.2.1). `None` if `openid` is not among them.
    pub(crate) fn scopes(&self) -> Option<Scopes> {
        let scopes: Scopes = self.words("scope").filter_map(Scope::parse).collect();
        scopes.contains(&Scope::OpenId).then_some(scopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(encoded: &str, expected: Result<(), ParameterError>) {
        assert_eq!(Parameters::parse(encoded.as_bytes()).check(), expected);
    }

    #[test]
    fn each_stands_once_and_has_bounds() {
        check("a=1&b=2", Ok(()));
        check("a=1&a=1", Err(ParameterError::Repeated));
        check("a=1&a=", Ok(()));
        let long = |length| format!("a={}", "x".repeat(length));
        check(&long(2048), Ok(()));
        check(&long(2049), Err(ParameterError::Oversized));
        let many: Vec<String> = (0..65).map(|number| format!("p{number}=1")).collect();
        check(&many.join("&"), Err(ParameterError::Oversized));
    }

    #[test]
    fn what_is_empty_is_omitted_and_what_stands_twice_is_not_read() {
        let parameters = Parameters::parse(b"scope=openid++profile&state=&a=1&a=2");
        assert_eq!(parameters.get("state"), None);
        assert_eq!(parameters.get("a"), None);
        let words: Vec<&str> = parameters.words("scope").collect();
        assert_eq!(words, ["openid", "profile"]);
    }

    #[test]
    fn scopes_that_nobody_knows_are_left_out() {
        let scopes = |encoded: &str| Parameters::parse(encoded.as_bytes()).scopes();
        let expected = [Scope::OpenId, Scope::Profile].into();
        assert_eq!(scopes("scope=openid+email+profile"), Some(expected));
        assert_eq!(scopes("scope=email+profile"), None);
        assert_eq!(scopes(""), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = Parameters::parse(&bytes).check();
        }
    }
}
