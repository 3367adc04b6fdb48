//! The bodies of requests to the edge.

use crate::Target;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) const TARGET: Target = Target {
    name: "bodies",
    run,
    seeds,
};

/// What is read can be written and read again.
fn run(bytes: &[u8]) {
    again::<api::ActivationRequest>(bytes);
    again::<api::AttestationRequest>(bytes);
    again::<api::AuthorizationDecisionRequest>(bytes);
    again::<api::AuthorizationRequest>(bytes);
    again::<api::BusinessRequest>(bytes);
    again::<api::CheckAttemptRequest>(bytes);
    again::<api::CheckRedemptionRequest>(bytes);
    again::<api::ClosureRequest>(bytes);
    again::<api::FaceCheckRequest>(bytes);
    again::<api::FilingPersonsRequest>(bytes);
    again::<api::FilingRequest>(bytes);
    again::<api::MobileCodeRequest>(bytes);
    again::<api::MobileRequest>(bytes);
    again::<api::PasswordChangeRequest>(bytes);
    again::<api::PasswordResetRequest>(bytes);
    again::<api::RegisterRequest>(bytes);
    again::<api::SignInRequest>(bytes);
    again::<api::StaffSignInRequest>(bytes);
    again::<api::VerificationRequest>(bytes);
    again::<api::VerificationTokenRequest>(bytes);
    again::<api::VoucherLookUp>(bytes);
    again::<api::VoucherRequest>(bytes);
}

fn again<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(bytes) else {
        return;
    };
    let written = serde_json::to_vec(&read).unwrap_or_default();
    let again = serde_json::from_slice::<T>(&written).and_then(|read| serde_json::to_vec(&read));
    assert_eq!(again.ok(), Some(written), "it says something else now");
}

fn seeds() -> Vec<Vec<u8>> {
    let bodies = [
        r#"{"name":"样本一","number":"11010519491231002X","valid_from":"2020-01-01","valid_until":"long_term","mobile":"13800138000","password":"sample password","terms_version":"1"}"#,
        r#"{"purpose":"sign_in","number":"11010519491231002X","name":null,"consent":{"version":"1"}}"#,
        r#"{"purpose":"raise_level","consent":{"version":"1"}}"#,
        r#"{"subject_type":"company","business":"establishment","persons":[{"reference":"a","roles":["legal_representative"],"name":"样本一","document":"resident_id","number":"11010519491231002X"}]}"#,
        r#"{"code":"ABCD0123","name":"样本一","number":"11010519491231002X","valid_from":"2020-01-01","valid_until":"2030-01-01","confirmed":"1"}"#,
        r#"{"mobile":"13800138000","purpose":"register","language":"zh"}"#,
        r#"{"request":"v1.k1.AAAA","user_code":null,"decision":"allow"}"#,
    ];
    bodies.map(|body| body.as_bytes().to_vec()).to_vec()
}
