//! Whether somebody's provincial account must be activated: the authority is asked, and is not waited for long.

use identity::{IdNumber, PersonName};
use verification::{ActivationCheck, Authority as _, Nonce};

use crate::authority_http::AuthorityHttp;
use crate::edge::Edge;
use crate::{account_names, clock};

/// What the authority says of the person with this number, and this name where one is given; none where it says nothing that could be believed.
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
    let signed = AuthorityHttp::new(edge).check_activation(&check).await;
    let statement = edge.config.authority.verify(&signed.ok()?).ok()?;
    statement.answers(&check).then_some(statement.is_needed)
}
