import createClient from "openapi-fetch";
import type { components, paths } from "./generated/api.ts";
import { codeOf, isProblem, type Trouble } from "./trouble.ts";

type Schemas = components["schemas"];
export type Account = Schemas["AccountResponse"];
export type Consent = Schemas["ConsentGiven"];
export type Needs = Schemas["NeedsStated"];
export type Deployment = Schemas["DeploymentResponse"];
export type Registration = Schemas["RegisterRequest"];
export type MobileCode = Schemas["MobileCode"];
export type MobileCodeSent = Schemas["MobileCodeResponse"];
export type Clients = Schemas["ClientsResponse"];
export type SignIn = Schemas["SignInRequest"];
export type Verification = Schemas["VerificationResponse"];
export type FaceCheck = Schemas["FaceCheckRequest"];
export type FaceCheckResult = Schemas["FaceCheckResult"];
export type FaceCheckBegun = Schemas["FaceCheckResponse"];
export type VerificationResult = Schemas["VerificationResult"];
export type PasswordChange = Schemas["PasswordChangeRequest"];
export type Session = Schemas["SessionEntry"];
export type Records = Schemas["RecordsResponse"];
export type RecordEntry = Schemas["RecordEntry"];
export type Exported = Schemas["ExportResponse"];
export type Voucher = Schemas["VoucherResponse"];
export type VoucherSeen = Schemas["VoucherSeen"];
export type Check = Schemas["CheckResponse"];
export type CheckStatus = Schemas["CheckStatus"];
export type CheckAttempt = Schemas["CheckAttemptResponse"];
export type HandOver = Schemas["HandOverResponse"];
export type StaffSession = Schemas["StaffSessionResponse"];
export type StaffRecords = Schemas["StaffRecordsResponse"];

export type Named = Schemas["Words"];
export type Authorization = Schemas["AuthorizationResponse"];
export type PortalConsent = Schemas["PortalConsent"];
export type Invitation = Schemas["InvitationStatus"];
export type FilingKinds = Schemas["FilingKindsResponse"];

/** What came of a request: a value, or a trouble to show. */
export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

const edge = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });

/** The session that this page shows, once it is known: every request names it, so that a page acts for nobody else. */
let shown: string | undefined;
/** Until it is known, requests wait. */
let asking: Promise<unknown> | undefined;
let whenOther: () => void = () => undefined;

/** Says what to do once somebody else is signed in in this browser. */
export function whenSomebodyElseIsSignedIn(act: () => void): void {
  whenOther = act;
}

edge.use({
  async onRequest({ request, schemaPath }) {
    if (schemaPath !== "/v1/account" || request.method !== "GET") await asking;
    if (shown) request.headers.set("Session-Id", shown);
    return request;
  },
});

/** What begins a session, or ends it: the account is asked for anew, whosever it is. */
async function begins<T>(answered: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await answered;
  if (answer.ok) shown = undefined;
  return answer;
}

export const deployment = (): Promise<Answer<Deployment>> => answer(edge.GET("/v1/deployment"));

export const clients = (): Promise<Answer<Clients>> => answer(edge.GET("/v1/clients"));

export function account(): Promise<Answer<Account>> {
  const asked = answer(edge.GET("/v1/account")).then((answer) => {
    if (answer.ok) shown = answer.value.session ?? undefined;
    else if (codeOf(answer.trouble) === "session_expired") shown = undefined;
    return answer;
  });
  asking = asked;
  return asked;
}

/** `ticket` is that of a voucher with which a clerk has seen the person. */
export const register = (body: Registration, ticket?: string): Promise<Answer<Account>> =>
  answer(edge.POST("/v1/accounts", { body, ...(ticket ? withTicket(ticket) : {}) }));

export const signIn = (body: SignIn): Promise<Answer<unknown>> =>
  begins(answer(edge.POST("/v1/sessions", { body })));

export const sendSignInCode = (
  body: Schemas["SignInCodeRequest"],
): Promise<Answer<MobileCodeSent>> => answer(edge.POST("/v1/sessions/codes", { body }));

export const signOut = (): Promise<Answer<unknown>> =>
  begins(answer(edge.DELETE("/v1/sessions/current")));

export const beginVerification = (
  purpose: string,
  consent: Consent,
  needs?: Needs,
): Promise<Answer<Verification>> =>
  answer(edge.POST("/v1/verifications", { body: { purpose, consent, ...(needs && { needs }) } }));

export const beginFaceCheck = (body: FaceCheck): Promise<Answer<FaceCheckBegun>> =>
  answer(edge.POST("/v1/face-checks", { body }));

/** Has a code sent to the mobile number on file, after a face that agreed. */
export const sendConfirmationCode = (
  ticket: string,
  language: string,
): Promise<Answer<MobileCodeSent>> =>
  answer(edge.POST("/v1/face-checks/current/codes", { ...withTicket(ticket), body: { language } }));

export const confirmFaceCheck = (
  ticket: string,
  mobile_code: MobileCode,
): Promise<Answer<FaceCheckResult>> =>
  begins(
    answer(
      edge.POST("/v1/face-checks/current/confirmations", {
        ...withTicket(ticket),
        body: { mobile_code },
      }),
    ),
  );

export const resetPassword = (body: Schemas["PasswordResetRequest"]): Promise<Answer<unknown>> =>
  answer(edge.POST("/v1/password-resets", { body }));

export const activate = (body: Schemas["ActivationRequest"]): Promise<Answer<Account>> =>
  answer(edge.POST("/v1/activations", { body }));

export const withdrawFaceConsent = (): Promise<Answer<Account>> =>
  answer(edge.DELETE("/v1/account/face-consent"));

/** `ticket` is that of a voucher with which a clerk has seen the person. */
export const sendMobileCode = (
  body: Schemas["MobileCodeRequest"],
  ticket?: string,
): Promise<Answer<MobileCodeSent>> =>
  answer(edge.POST("/v1/mobile-codes", { body, ...(ticket ? withTicket(ticket) : {}) }));

export const changeMobile = (body: Schemas["MobileRequest"]): Promise<Answer<Account>> =>
  answer(edge.PUT("/v1/account/mobile", { body }));

/** What only the holder of a ticket may ask. */
function withTicket(ticket: string): { params: { header: { authorization: string } } } {
  return { params: { header: { authorization: `Ticket ${ticket}` } } };
}

export const makeVoucher = (body: Schemas["VoucherRequest"]): Promise<Answer<Voucher>> =>
  answer(edge.POST("/v1/vouchers", { body }));

export const voucherStatus = (ticket: string): Promise<Answer<Schemas["VoucherStatus"]>> =>
  answer(edge.GET("/v1/vouchers/current", withTicket(ticket)));

export const claimVoucher = (ticket: string): Promise<Answer<FaceCheckResult>> =>
  begins(answer(edge.POST("/v1/vouchers/current/claims", withTicket(ticket))));

/** A check of whoever is signed in, for another device to go on with. */
export const beginOwnCheck = (): Promise<Answer<Check>> => answer(edge.POST("/v1/account/checks"));

export const redeemCheck = (token: string): Promise<Answer<Check>> =>
  answer(edge.POST("/v1/checks", { body: { token } }));

export const checkStatus = (ticket: string): Promise<Answer<CheckStatus>> =>
  answer(edge.GET("/v1/checks/current", withTicket(ticket)));

export const handOverCheck = (ticket: string): Promise<Answer<HandOver>> =>
  answer(edge.POST("/v1/checks/current/hand-overs", withTicket(ticket)));

/** It is sent even while the page is being left. */
export const cancelCheck = (ticket: string): Promise<Answer<unknown>> =>
  answer(edge.DELETE("/v1/checks/current", { ...withTicket(ticket), keepalive: true }));

export const beginCheckAttempt = (
  ticket: string,
  consent: Consent,
  needs?: Needs,
): Promise<Answer<CheckAttempt>> =>
  answer(
    edge.POST("/v1/checks/current/attempts", {
      ...withTicket(ticket),
      body: { consent, ...(needs && { needs }) },
    }),
  );

export const staffSignIn = (body: Schemas["StaffSignInRequest"]): Promise<Answer<StaffSession>> =>
  answer(edge.POST("/v1/staff/sessions", { body }));

export const staffSession = (): Promise<Answer<StaffSession>> =>
  answer(edge.GET("/v1/staff/sessions/current"));

export const staffSignOut = (): Promise<Answer<unknown>> =>
  answer(edge.DELETE("/v1/staff/sessions/current"));

export const staffRecords = (): Promise<Answer<StaffRecords>> =>
  answer(edge.GET("/v1/staff/records"));

export const lookUpVoucher = (code: string): Promise<Answer<VoucherSeen>> =>
  answer(edge.POST("/v1/staff/vouchers", { body: { code } }));

export const attest = (body: Schemas["AttestationRequest"]): Promise<Answer<unknown>> =>
  answer(edge.POST("/v1/staff/attestations", { body }));

/** The sealed bytes as they are; the same bytes may be sent again when the network failed. */
function evidence(sealed: Uint8Array): { body: number[]; bodySerializer: () => Blob } {
  return {
    // The document describes a body of bytes as numbers; what travels are the bytes themselves.
    body: sealed as unknown as number[],
    bodySerializer: () => new Blob([sealed as Uint8Array<ArrayBuffer>]),
  };
}

const BYTES = { "Content-Type": "application/octet-stream" };

export const submitFaceCheck = (
  id: string,
  ticket: string,
  sealed: Uint8Array,
): Promise<Answer<FaceCheckResult>> =>
  begins(
    answer(
      edge.PUT("/v1/face-checks/{id}/evidence", {
        params: { path: { id }, header: { authorization: `Ticket ${ticket}` } },
        ...evidence(sealed),
        headers: BYTES,
      }),
    ),
  );

export const submitCheckEvidence = (
  id: string,
  ticket: string,
  sealed: Uint8Array,
): Promise<Answer<CheckStatus>> =>
  answer(
    edge.PUT("/v1/checks/current/attempts/{id}/evidence", {
      params: { path: { id }, header: { authorization: `Ticket ${ticket}` } },
      ...evidence(sealed),
      headers: BYTES,
    }),
  );

export const submitEvidence = (
  id: string,
  sealed: Uint8Array,
): Promise<Answer<VerificationResult>> =>
  answer(
    edge.PUT("/v1/verifications/{id}/evidence", {
      params: { path: { id } },
      ...evidence(sealed),
      headers: BYTES,
    }),
  );

/** Every other session ends with it. */
export const changePassword = (body: PasswordChange): Promise<Answer<unknown>> =>
  answer(edge.PUT("/v1/account/password", { body }));

export const sessions = (): Promise<Answer<{ sessions: Session[] }>> =>
  answer(edge.GET("/v1/sessions"));

export const endSession = (id: string): Promise<Answer<unknown>> =>
  answer(edge.DELETE("/v1/sessions/{id}", { params: { path: { id } } }));

export const authoriseBusiness = (lastDay: string): Promise<Answer<Account>> =>
  answer(edge.PUT("/v1/account/business", { body: { last_day: lastDay } }));

export const withdrawBusiness = (): Promise<Answer<Account>> =>
  answer(edge.DELETE("/v1/account/business"));

export const records = (): Promise<Answer<Records>> => answer(edge.GET("/v1/account/records"));

export const exported = (password: string): Promise<Answer<Exported>> =>
  answer(edge.POST("/v1/account/export", { body: { password: password || null } }));

export const closeAccount = (password: string): Promise<Answer<unknown>> =>
  answer(edge.POST("/v1/account/closure", { body: { password } }));

export const authorization = (
  body: Schemas["AuthorizationRequest"],
): Promise<Answer<Authorization>> => answer(edge.POST("/v1/authorizations", { body }));

export const decideAuthorization = (
  body: Schemas["AuthorizationDecisionRequest"],
): Promise<Answer<Authorization>> => answer(edge.POST("/v1/authorizations/decisions", { body }));

export const portals = (): Promise<Answer<Schemas["PortalsResponse"]>> =>
  answer(edge.GET("/v1/account/portals"));

export const withdrawPortal = (client_id: string): Promise<Answer<unknown>> =>
  answer(edge.DELETE("/v1/account/portals/{client_id}", { params: { path: { client_id } } }));

export const filingKinds = (): Promise<Answer<FilingKinds>> => answer(edge.GET("/v1/filing-kinds"));

export const invitation = (ticket: string): Promise<Answer<Invitation>> =>
  answer(edge.GET("/v1/invitations/current", withTicket(ticket)));

export const invitationVoucher = (ticket: string): Promise<Answer<Voucher>> =>
  answer(edge.POST("/v1/invitations/current/vouchers", withTicket(ticket)));

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

async function answer<T>(request: Promise<Reply<T>>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await request;
    if (response.ok) return { ok: true, value: data as T };
    if (isProblem(error) && error.code === "session_other") whenOther();
    return { ok: false, trouble: isProblem(error) ? { problem: error } : { code: "try_later" } };
  } catch {
    return { ok: false, trouble: { code: "network" } };
  }
}
