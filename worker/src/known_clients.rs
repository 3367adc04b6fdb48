//! Which clients the authority takes, as it stated last; asked again every few minutes by each isolate.

use std::cell::RefCell;

use jiff::{SignedDuration, Timestamp};
use verification::{Authority as _, AuthorityError, ClientQuestion, ClientTerms, Nonce};

use crate::authority_http::AuthorityHttp;
use crate::clock;
use crate::edge::Edge;
use crate::problem::Fault;

/// How long a statement, or that there was none, is kept.
const KEPT: SignedDuration = SignedDuration::from_mins(5);

thread_local! {
    static KNOWN: RefCell<Option<(Timestamp, ClientTerms)>> = const { RefCell::new(None) };
}

/// What the authority takes. Where it says nothing that can be believed nothing is known, and the judge alone decides.
pub(crate) async fn clients(edge: &Edge) -> ClientTerms {
    let now = clock::now();
    if let Some(known) = KNOWN.with_borrow(|known| fresh(known.as_ref(), now)) {
        return known;
    }
    let terms = ask(edge).await.unwrap_or_else(|error| {
        Fault::from(error).log();
        ClientTerms::default()
    });
    KNOWN.set(Some((now, terms.clone())));
    terms
}

fn fresh(known: Option<&(Timestamp, ClientTerms)>, now: Timestamp) -> Option<ClientTerms> {
    let (since, terms) = known?;
    (now.duration_since(*since) < KEPT).then(|| terms.clone())
}

async fn ask(edge: &Edge) -> Result<ClientTerms, AuthorityError> {
    let question = ClientQuestion {
        nonce: Nonce::draw(&mut clock::randomness()),
        audience: edge.config.audience.clone(),
    };
    let statement = AuthorityHttp::new(edge).state_clients(&question).await?;
    Ok(ClientTerms {
        minimum: statement.minimum_client,
        windows: statement.client_windows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stated_counts_for_five_minutes() {
        let now = Timestamp::constant(1_795_000_000, 0);
        let later = |seconds| now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let known = (now, ClientTerms::default());
        assert!(fresh(Some(&known), later(299)).is_some());
        assert!(fresh(Some(&known), later(300)).is_none());
        assert!(fresh(None, now).is_none());
    }
}
