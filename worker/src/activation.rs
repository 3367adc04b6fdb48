//! Whether somebody's provincial account must be activated: the authority is asked, and is not waited for long.

use identity::{IdNumber, PersonName};
use verification::{ActivationCheck, Authority as _, Nonce};

use crate::authority_http::AuthorityHttp;
use crate::edge::Edge;
use crate::problem::Fault;
use crate::{account_names, clock};

/// What the authority says of the person with this number, and this name where one is given; `None` if it gave no answer
/// that can be believed, which is logged.
pub(crate) async fn is_needed(
    edge: &Edge,
    number: &IdNumber,
    name: Option<&PersonName>,
) -> Option<bool> {
    let check = ActivationCheck {
        nonce: Nonce::draw(&mut clock::randomness()),
        subject: account_names::subject(number, &edge.config.name_key),
        audience: edge.config.audience.clone(),
        number: number.expose().to_owned(),
        name: name.map(|name| name.expose().to_owned()),
    };
    match AuthorityHttp::new(edge).check_activation(&check).await {
        Ok(statement) => Some(statement.is_needed),
        Err(error) => {
            Fault::from(error).log();
            None
        }
    }
}
