//! The keys of the authority. Nothing else of the edge can verify what the authority signs, or read it unverified.

use verification::signed::{Claims, VerifierError};
use verification::{AuthorityError, Signed, Verified, Verifier};

/// The keys by which the authority's statements are verified.
pub(crate) struct AuthorityKeys(Verifier);

impl AuthorityKeys {
    /// From `id:base64url` pairs, separated by commas.
    pub(crate) fn parse(text: &str) -> Result<Self, VerifierError> {
        Verifier::parse(text).map(Self)
    }

    /// The statement in `compact`, if the authority signed it and it answers what was asked.
    pub(crate) fn verify<T: Claims>(
        &self,
        compact: &str,
        answers: impl FnOnce(&T) -> bool,
    ) -> Result<Verified<T>, AuthorityError> {
        let signed = Signed::from_compact(compact.to_owned());
        let verified = Verified::new(signed, &self.0).map_err(AuthorityError::Unverified)?;
        if answers(verified.statement()) {
            Ok(verified)
        } else {
            Err(AuthorityError::Foreign)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alarm::chain;
    use verification::signed::Signer;
    use verification::{ClientQuestion, ClientStatement, Nonce, SignedError};

    fn signer(secret: u8) -> Signer {
        Signer::new("a1".to_owned(), &[secret; 32])
    }

    fn question() -> ClientQuestion {
        ClientQuestion {
            nonce: Nonce::from_bytes([1; 32]),
            audience: "https://edge.example".to_owned(),
        }
    }

    fn verify(signed: &Signed<ClientStatement>) -> Result<ClientStatement, AuthorityError> {
        let public = data_encoding::BASE64URL_NOPAD.encode(&signer(1).public_bytes());
        let keys = AuthorityKeys::parse(&format!("a1:{public}")).unwrap();
        let answers = |statement: &ClientStatement| statement.answers(&question());
        let verified = keys.verify(signed.as_compact(), answers);
        verified.map(Verified::into_statement)
    }

    fn statement(nonce: u8) -> ClientStatement {
        ClientStatement {
            nonce: Nonce::from_bytes([nonce; 32]),
            audience: "https://edge.example".to_owned(),
            minimum_client: 1,
            client_windows: Vec::new(),
        }
    }

    #[test]
    fn only_a_signed_answer_to_this_very_question_is_believed() {
        let own = signer(1).sign(&statement(1)).unwrap();
        assert_eq!(verify(&own).unwrap(), statement(1));
        let foreign = signer(1).sign(&statement(2)).unwrap();
        assert!(matches!(verify(&foreign), Err(AuthorityError::Foreign)));
        let forged = signer(2).sign(&statement(1)).unwrap();
        let unverified = AuthorityError::Unverified(SignedError::Signature);
        let error = verify(&forged).unwrap_err();
        assert_eq!(chain(&error), chain(&unverified));
    }
}
