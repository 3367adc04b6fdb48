//! The wire contract of the edge: what is asked, what is answered, and what can go wrong.
//!
//! In scope: request and response bodies, the problem catalogue with its words, the OpenAPI document
//! (feature `openapi`) from which the pages' typed client is made.
//! Out of scope: what the fields mean (`identity`, `verification`), how a request is handled (`edge`).

pub mod account;
pub mod check;
pub mod clients;
pub mod counter;
pub mod deployment;
pub mod face_check;
pub mod filing;
pub mod mobile_code;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod password;
pub mod portal;
pub mod problem;
pub mod record;
pub mod session;
pub mod staff;
pub mod verification_request;

pub use account::{
    AccountResponse, BusinessAuthorisation, BusinessRequest, ClosureRequest, ExportRequest,
    FaceConsentGiven, LevelReached, MobileRequest, RegisterRequest,
};
pub use check::{
    CheckAttemptRequest, CheckAttemptResponse, CheckRedemptionRequest, CheckResponse, CheckStatus,
    HandOverResponse, VerificationTokenRequest, VerificationTokenResponse,
};
pub use clients::{ClientWindowEntry, ClientsResponse};
pub use counter::{VoucherRequest, VoucherResponse, VoucherStatus};
pub use deployment::{DeploymentResponse, UnknownDevice};
pub use face_check::{
    ConfirmationAsked, ConfirmationCodeRequest, ConfirmationRequest, FaceCheckRequest,
    FaceCheckResponse, FaceCheckResult,
};
pub use filing::{
    FilingDocument, FilingKindsResponse, FilingPerson, FilingPersonState, FilingPersonsRequest,
    FilingRequest, FilingResponse, FilingRole, FilingSubjectType, FilingTerm, InvitationResponse,
    InvitationStatus,
};
pub use mobile_code::{MobileCode, MobileCodeRequest, MobileCodeResponse};
pub use password::{ActivationRequest, PasswordChangeRequest, PasswordResetRequest};
pub use portal::{
    AuthorizationDecisionRequest, AuthorizationRequest, AuthorizationResponse, PortalConsent,
    PortalsResponse,
};
pub use problem::{FieldProblem, NextStep, Problem, ProblemCode, Retry, Words};
pub use record::{ExportResponse, RecordEntry, RecordedConsent, RecordsResponse};
pub use session::{
    SessionEntry, SessionResponse, SessionsResponse, SignInCodeRequest, SignInRequest,
};
pub use staff::{
    AccountSeen, AttestationRequest, StaffRecord, StaffRecordsResponse, StaffSessionResponse,
    StaffSignInRequest, VoucherLookUp, VoucherSeen,
};
/// The version of the client that is built from here.
pub use verification::CLIENT_VERSION;
pub use verification_request::{
    ConsentGiven, NeedsStated, VerificationRequest, VerificationResponse, VerificationResult,
};
