//! What is generated from the contract: the OpenAPI document and the catalogue for the pages.
//!
//! The operations below are never called: they carry the annotations. A test over HTTP holds them
//! against the edge's router.

#![expect(
    dead_code,
    reason = "operations carry annotations and are never called"
)]

use crate::{
    AccountResponse, ActivationRequest, AttestationRequest, AuthorizationDecisionRequest,
    AuthorizationRequest, AuthorizationResponse, BusinessRequest, CheckAttemptRequest,
    CheckAttemptResponse, CheckRedemptionRequest, CheckResponse, CheckStatus, ClientsResponse,
    ClosureRequest, ConfirmationCodeRequest, ConfirmationRequest, DeploymentResponse,
    ExportRequest, ExportResponse, FaceCheckRequest, FaceCheckResponse, FaceCheckResult,
    FilingKindsResponse, FilingPersonsRequest, FilingRequest, FilingResponse, HandOverResponse,
    InvitationResponse, InvitationStatus, MobileCodeRequest, MobileCodeResponse, MobileRequest,
    PasswordChangeRequest, PasswordResetRequest, PortalsResponse, Problem, ProblemCode,
    RecordsResponse, RegisterRequest, SessionResponse, SessionsResponse, SignInCodeRequest,
    SignInRequest, StaffRecordsResponse, StaffSessionResponse, StaffSignInRequest,
    VerificationRequest, VerificationResponse, VerificationResult, VerificationTokenRequest,
    VerificationTokenResponse, VoucherLookUp, VoucherRequest, VoucherResponse, VoucherSeen,
    VoucherStatus,
};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

/// The OpenAPI document as JSON.
#[must_use]
pub fn openapi_json() -> String {
    Contract::openapi().to_pretty_json().unwrap_or_default()
}

/// The problem catalogue as JSON: code → status, next, retry, title and advice in both languages.
#[must_use]
pub fn problems_json() -> String {
    let entries: Map<String, Value> = ProblemCode::ALL
        .iter()
        .map(|code| (code.name().to_owned(), entry(*code)))
        .collect();
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}

fn entry(code: ProblemCode) -> Value {
    let entry = code.entry();
    json!({
        "status": entry.status,
        "next": entry.next,
        "retry": entry.retry,
        "title": { "zh": entry.title.0, "en": entry.title.1 },
        "advice": { "zh": entry.advice.0, "en": entry.advice.1 },
    })
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Shiming edge",
        description = "Accounts and real-name verification."
    ),
    paths(
        register,
        account,
        sign_in,
        send_sign_in_code,
        sign_out,
        begin_verification,
        submit_evidence,
        close,
        change_mobile,
        send_mobile_code,
        change_password,
        authorise_business,
        withdraw_business,
        withdraw_face_consent,
        records,
        export,
        sessions,
        reset_password,
        activate,
        begin_face_check,
        end_session,
        submit_face_check,
        send_confirmation_code,
        confirm_face_check,
        make_voucher,
        voucher_status,
        claim_voucher,
        staff_sign_in,
        staff_session,
        staff_sign_out,
        look_up_voucher,
        attest,
        staff_records,
        deployment,
        clients,
        filing_kinds,
        make_filing,
        filing,
        replace_filing_persons,
        invite_filing_person,
        hand_in_filing,
        close_filing,
        invitation,
        invitation_voucher,
        verification_token,
        check_of_portal,
        redeem_check,
        check_status,
        begin_check_attempt,
        submit_check_evidence,
        hand_over_check,
        cancel_check,
        hand_over_own,
        authorization,
        decide_authorization,
        portals,
        withdraw_portal
    ),
    components(schemas(Problem))
)]
struct Contract;

/// Registers an account: the four elements are checked at the authority; success gives level three. Past the limit of the number,
/// whom a clerk has seen registers with the voucher's ticket.
#[utoipa::path(
    post, path = "/v1/accounts", request_body = RegisterRequest,
    params(("authorization" = Option<String>, Header, description = "`Ticket`, and the ticket of a voucher for registering.")),
    responses((status = 201, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn register() {}

/// The account that is signed in.
#[utoipa::path(
    get, path = "/v1/account",
    responses((status = 200, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn account() {}

/// Signs in with number and password; sets the session cookie.
#[utoipa::path(
    post, path = "/v1/sessions", request_body = SignInRequest,
    responses((status = 201, body = SessionResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn sign_in() {}

/// Sends a code to the mobile number on file if number and password are right, and answers alike if not; there is no such
/// resource where the deployment sends none.
#[utoipa::path(
    post, path = "/v1/sessions/codes", request_body = SignInCodeRequest,
    responses((status = 201, body = MobileCodeResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn send_sign_in_code() {}

/// Signs out: ends the session of the cookie and removes it.
#[utoipa::path(
    delete, path = "/v1/sessions/current",
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn sign_out() {}

/// Begins a verification: draws a challenge at the authority for the account that is signed in.
#[utoipa::path(
    post, path = "/v1/verifications", request_body = VerificationRequest,
    responses((status = 201, body = VerificationResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn begin_verification() {}

/// Ends a verification: carries the sealed evidence to the authority and applies its outcome.
#[utoipa::path(
    put, path = "/v1/verifications/{id}/evidence",
    params(("id" = String, Path, description = "Names the verification.")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = VerificationResult), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn submit_evidence() {}

/// Closes the account: the personal data is erased.
#[utoipa::path(
    post, path = "/v1/account/closure", request_body = ClosureRequest,
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn close() {}

/// Gives another mobile number, within ten minutes after a face scan for that.
#[utoipa::path(
    put, path = "/v1/account/mobile", request_body = MobileRequest,
    responses((status = 200, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn change_mobile() {}

/// Sends a code to a mobile number; there is no such resource where the deployment sends none.
#[utoipa::path(
    post, path = "/v1/mobile-codes", request_body = MobileCodeRequest,
    params(("authorization" = Option<String>, Header, description = "`Ticket`, and the ticket of a voucher for registering.")),
    responses((status = 201, body = MobileCodeResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn send_mobile_code() {}

/// Sets another password; every other session ends.
#[utoipa::path(
    put, path = "/v1/account/password", request_body = PasswordChangeRequest,
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn change_password() {}

/// Authorises the registration of business until a last day; level four only.
#[utoipa::path(
    put, path = "/v1/account/business", request_body = BusinessRequest,
    responses((status = 200, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn authorise_business() {}

/// Withdraws that authorisation.
#[utoipa::path(
    delete, path = "/v1/account/business",
    responses((status = 200, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn withdraw_business() {}

/// Withdraws the consent to face scans; the authority erases what it keeps of them.
#[utoipa::path(
    delete, path = "/v1/account/face-consent",
    responses((status = 200, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn withdraw_face_consent() {}

/// Everything that happened to the account.
#[utoipa::path(
    get, path = "/v1/account/records",
    responses((status = 200, body = RecordsResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn records() {}

/// Everything that is kept of the person who is signed in, after the password or a comparison a moment ago.
#[utoipa::path(
    post, path = "/v1/account/export", request_body = ExportRequest,
    responses((status = 200, body = ExportResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn export() {}

/// The sessions of the account.
#[utoipa::path(
    get, path = "/v1/sessions",
    responses((status = 200, body = SessionsResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn sessions() {}

/// Sets another password after a face check; every session ends.
#[utoipa::path(
    post, path = "/v1/password-resets", request_body = PasswordResetRequest,
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn reset_password() {}

/// Opens the account of a person whose provincial account is activated, after a face check.
#[utoipa::path(
    post, path = "/v1/activations", request_body = ActivationRequest,
    responses((status = 201, body = AccountResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn activate() {}

/// Draws a challenge for somebody who is not signed in.
#[utoipa::path(
    post, path = "/v1/face-checks", request_body = FaceCheckRequest,
    responses((status = 201, body = FaceCheckResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn begin_face_check() {}

/// Ends a session of the account.
#[utoipa::path(
    delete, path = "/v1/sessions/{id}",
    params(("id" = String, Path, description = "Names the session.")),
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn end_session() {}

/// Ends a face check: carries the sealed evidence to the authority. A sign-in sets the session cookie.
#[utoipa::path(
    put, path = "/v1/face-checks/{id}/evidence",
    params(
        ("id" = String, Path, description = "Names the verification."),
        ("authorization" = String, Header, description = "`Ticket`, and the ticket.")
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = FaceCheckResult), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn submit_face_check() {}

/// Has a code sent to the mobile number on file, after a face check that passed on a device that is not known.
#[utoipa::path(
    post, path = "/v1/face-checks/current/codes", request_body = ConfirmationCodeRequest,
    params(("authorization" = String, Header, description = "`Ticket`, and the ticket of what is to be confirmed.")),
    responses((status = 201, body = MobileCodeResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn send_confirmation_code() {}

/// Confirms a face check that passed with the code that was sent. A sign-in sets the session cookie.
#[utoipa::path(
    post, path = "/v1/face-checks/current/confirmations", request_body = ConfirmationRequest,
    params(("authorization" = String, Header, description = "`Ticket`, and the ticket of what is to be confirmed.")),
    responses((status = 200, body = FaceCheckResult), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn confirm_face_check() {}

/// What this deployment calls itself, and the versions of its texts.
#[utoipa::path(
    get, path = "/v1/deployment",
    responses((status = 200, body = DeploymentResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn deployment() {}

/// Makes a voucher for the counter, in place of a face scan.
#[utoipa::path(
    post, path = "/v1/vouchers", request_body = VoucherRequest,
    responses((status = 201, body = VoucherResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn make_voucher() {}

/// How far a voucher has got.
#[utoipa::path(
    get, path = "/v1/vouchers/current",
    params(("authorization" = String, Header, description = "`Ticket`, and the voucher's ticket.")),
    responses((status = 200, body = VoucherStatus), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn voucher_status() {}

/// Goes on with a voucher that a clerk has attested, as after a face check that passed. A sign-in sets the session cookie.
#[utoipa::path(
    post, path = "/v1/vouchers/current/claims",
    params(("authorization" = String, Header, description = "`Ticket`, and the voucher's ticket.")),
    responses((status = 200, body = FaceCheckResult), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn claim_voucher() {}

/// Signs a member of the staff in, with password and one-time code; sets the staff cookie.
#[utoipa::path(
    post, path = "/v1/staff/sessions", request_body = StaffSignInRequest,
    responses((status = 201, body = StaffSessionResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn staff_sign_in() {}

/// The member of the staff who is signed in.
#[utoipa::path(
    get, path = "/v1/staff/sessions/current",
    responses((status = 200, body = StaffSessionResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn staff_session() {}

/// Signs the member of the staff out.
#[utoipa::path(
    delete, path = "/v1/staff/sessions/current",
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn staff_sign_out() {}

/// Looks a voucher up by its code.
#[utoipa::path(
    post, path = "/v1/staff/vouchers", request_body = VoucherLookUp,
    responses((status = 200, body = VoucherSeen), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn look_up_voucher() {}

/// Gives the authority a clerk's word for the holder of a voucher.
#[utoipa::path(
    post, path = "/v1/staff/attestations", request_body = AttestationRequest,
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn attest() {}

/// What the member of the staff did.
#[utoipa::path(
    get, path = "/v1/staff/records",
    responses((status = 200, body = StaffRecordsResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn staff_records() {}

/// Which clients of the face scan are taken, and until when.
#[utoipa::path(
    get, path = "/v1/clients",
    responses((status = 200, body = ClientsResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn clients() {}

/// Which filings there are: subject types, roles, documents.
#[utoipa::path(
    get, path = "/v1/filing-kinds",
    responses((status = 200, body = FilingKindsResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn filing_kinds() {}

/// A portal's server makes a filing, with `Authorization: Basic …` and `Idempotency-Key`.
#[utoipa::path(
    post, path = "/v1/filings", request_body = FilingRequest,
    responses((status = 201, body = FilingResponse), (status = 200, body = FilingResponse, description = "The same request made it before."), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn make_filing() {}

/// A filing, and how far each of its persons is now.
#[utoipa::path(
    get, path = "/v1/filings/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = FilingResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn filing() {}

/// Replaces who takes part; whoever stays under their reference keeps what a clerk said of them.
#[utoipa::path(
    put, path = "/v1/filings/{id}/persons", request_body = FilingPersonsRequest,
    params(("id" = String, Path)),
    responses((status = 200, body = FilingResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn replace_filing_persons() {}

/// An invitation of one person; it makes an earlier one worthless.
#[utoipa::path(
    post, path = "/v1/filings/{id}/persons/{reference}/invitations",
    params(("id" = String, Path), ("reference" = String, Path)),
    responses((status = 201, body = InvitationResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn invite_filing_person() {}

/// Hands the filing in, if everybody's authorisation covers this instant.
#[utoipa::path(
    post, path = "/v1/filings/{id}/hand-in",
    params(("id" = String, Path)),
    responses((status = 200, body = FilingResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn hand_in_filing() {}

/// Closes the filing: its persons are erased.
#[utoipa::path(
    post, path = "/v1/filings/{id}/closure",
    params(("id" = String, Path)),
    responses((status = 200, body = FilingResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn close_filing() {}

/// What an invited person sees, with `Authorization: Ticket …`.
#[utoipa::path(
    get, path = "/v1/invitations/current",
    params(("authorization" = String, Header, description = "`Ticket`, and the invitation's code.")),
    responses((status = 200, body = InvitationStatus), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn invitation() {}

/// A voucher, with which the invited person is verified at the counter for this filing.
#[utoipa::path(
    post, path = "/v1/invitations/current/vouchers",
    params(("authorization" = String, Header, description = "`Ticket`, and the invitation's code.")),
    responses((status = 201, body = VoucherResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn invitation_voucher() {}

/// A portal's server asks for a token for the widget, with `Authorization: Basic …`.
#[utoipa::path(
    post, path = "/v1/verification-tokens", request_body = VerificationTokenRequest,
    responses((status = 201, body = VerificationTokenResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn verification_token() {}

/// How the check of a token is, to the portal's server.
#[utoipa::path(
    get, path = "/v1/verification-tokens/{check}",
    params(("check" = String, Path)),
    responses((status = 200, body = CheckStatus), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn check_of_portal() {}

/// Redeems a token, once.
#[utoipa::path(
    post, path = "/v1/checks", request_body = CheckRedemptionRequest,
    responses((status = 201, body = CheckResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn redeem_check() {}

/// How the check is.
#[utoipa::path(
    get, path = "/v1/checks/current",
    params(("authorization" = String, Header, description = "`Ticket`, and the check's ticket.")),
    responses((status = 200, body = CheckStatus), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn check_status() {}

/// Draws a challenge for the check.
#[utoipa::path(
    post, path = "/v1/checks/current/attempts", request_body = CheckAttemptRequest,
    params(("authorization" = String, Header, description = "`Ticket`, and the check's ticket.")),
    responses((status = 201, body = CheckAttemptResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn begin_check_attempt() {}

/// Carries the sealed evidence of a scan to the authority; the account gains what the check is for.
#[utoipa::path(
    put, path = "/v1/checks/current/attempts/{id}/evidence",
    params(
        ("id" = String, Path, description = "Names the verification."),
        ("authorization" = String, Header, description = "`Ticket`, and the check's ticket.")
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = CheckStatus), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn submit_check_evidence() {}

/// A way for the check to another device.
#[utoipa::path(
    post, path = "/v1/checks/current/hand-overs",
    params(("authorization" = String, Header, description = "`Ticket`, and the check's ticket.")),
    responses((status = 201, body = HandOverResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn hand_over_check() {}

/// Gives the check up; from another device, gives it back to the screen that handed it over.
#[utoipa::path(
    delete, path = "/v1/checks/current",
    params(("authorization" = String, Header, description = "`Ticket`, and the check's ticket.")),
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn cancel_check() {}

/// A check of whoever is signed in, to be handed over to another device.
#[utoipa::path(
    post, path = "/v1/account/checks",
    responses((status = 201, body = CheckResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn hand_over_own() {}

/// What stands between whoever is here and the portal that sent them.
#[utoipa::path(
    post, path = "/v1/authorizations", request_body = AuthorizationRequest,
    responses((status = 200, body = AuthorizationResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn authorization() {}

/// The person's decision about a portal.
#[utoipa::path(
    post, path = "/v1/authorizations/decisions", request_body = AuthorizationDecisionRequest,
    responses((status = 200, body = AuthorizationResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn decide_authorization() {}

/// The portals that may know something of the person.
#[utoipa::path(
    get, path = "/v1/account/portals",
    responses((status = 200, body = PortalsResponse), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn portals() {}

/// Withdraws the consent to a portal: every token of it ends.
#[utoipa::path(
    delete, path = "/v1/account/portals/{client_id}",
    params(("client_id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
fn withdraw_portal() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_names_every_operation() {
        let document: Value = serde_json::from_str(&openapi_json()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        assert_eq!(paths.len(), 53);
        assert!(document["components"]["schemas"]["RegisterRequest"].is_object());
    }
}
