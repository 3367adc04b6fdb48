//! The catalogue's entries. To add a problem is to add a code here; whatever shows it then fails to compile.

use super::{NextStep, Retry};
use serde::{Deserialize, Serialize};

/// One entry: status, next step, retry, and the words (Chinese, English).
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The HTTP status.
    pub status: u16,
    /// What leads on.
    pub next: NextStep,
    /// Whether trying again can help.
    pub retry: Retry,
    /// What happened.
    pub title: (&'static str, &'static str),
    /// What to do about it.
    pub advice: (&'static str, &'static str),
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $status:literal, $next:ident, $retry:ident,
        $title_zh:literal, $title_en:literal, $advice_zh:literal, $advice_en:literal;)*) => {
        /// Every problem there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode {
            $($(#[$doc])* $code,)*
        }

        impl ProblemCode {
            /// All codes, in the catalogue's order.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The code as it stands on the wire.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }

            /// The code's entry.
            #[must_use]
            pub fn entry(self) -> Entry {
                match self {
                    $(Self::$code => Entry {
                        status: $status,
                        next: NextStep::$next,
                        retry: Retry::$retry,
                        title: ($title_zh, $title_en),
                        advice: ($advice_zh, $advice_en),
                    },)*
                }
            }
        }
    };
}

catalogue! {
    /// The body is not the JSON that the contract asks for.
    MalformedRequest = "malformed_request", 400, EditInput, Never,
        "请求格式有误", "The request is malformed",
        "请刷新页面后重新填写。", "Reload the page and fill it in again.";
    /// A field breaks a rule; `fields` names field and rule.
    InvalidField = "invalid_field", 422, EditInput, Never,
        "请检查输入信息", "Please check what you typed",
        "标出的内容不符合填写规则，请按提示修改。", "What is marked breaks a rule; correct it as shown.";
    /// The body is larger than the route allows.
    BodyTooLarge = "body_too_large", 413, EditInput, Never,
        "提交的内容过大", "Too much was sent",
        "请刷新页面后重试。", "Reload the page and try again.";
    /// The `Content-Type` is not the one the route takes.
    UnsupportedMediaType = "unsupported_media_type", 415, EditInput, Never,
        "不支持的内容类型", "This content type is not supported",
        "请刷新页面后重试。", "Reload the page and try again.";
    /// No such resource.
    NotFound = "not_found", 404, Nothing, Never,
        "页面不存在", "There is nothing here",
        "请检查网址，或返回首页。", "Check the address, or go back to the first page.";
    /// The resource does not have this method.
    MethodNotAllowed = "method_not_allowed", 405, Nothing, Never,
        "不支持此操作", "This is not possible here",
        "请返回首页。", "Go back to the first page.";
    /// A browser sent the request from another origin.
    ForeignOrigin = "foreign_origin", 403, Nothing, Never,
        "请求来源不被允许", "The request came from elsewhere",
        "请直接打开本应用后操作。", "Open this application itself and try there.";
    /// F1: the four elements differ from the authority's register.
    ElementsDiffer = "elements_differ", 422, EditInput, Never,
        "实名核验未通过：信息与登记的不一致", "The details do not match the register",
        "请核对姓名、身份证号和证件有效期。身份证新办或换发不久的，登记信息可能尚未更新，请过几天再试，或到登记窗口办理。", "Check name, number and both dates. If your card was issued or renewed recently, the register may not know it yet: try again in a few days, or go to the counter.";
    /// The authority's register has no such person.
    NoRecord = "no_record", 422, Counter, Never,
        "实名核验未通过：查无此人", "Nobody with these details is on record",
        "请核对姓名和身份证号；信息无误的，请携带身份证到登记窗口办理。", "Check name and number; if they are right, go to the counter with your card.";
    /// G6: the person has a provincial account.
    ActivationNeeded = "activation_needed", 409, Activate, Never,
        "省用户需要在国家平台激活", "This provincial account must be activated on the national platform",
        "请直接进入账号激活：先扫描人脸，再设置密码。也可以携带身份证到登记窗口办理。", "Go straight on to activation: scan your face, then set a password. You can also go to the counter with your card.";
    /// Only the owner of the face is told: there is no provincial account of theirs.
    NotProvincial = "not_provincial", 409, Register, Never,
        "您的账号无需激活", "Your account needs no activation",
        "没有需要激活的省级账号，请直接注册或登录。", "There is no provincial account to activate. Please register or sign in.";
    /// Only the owner of the face is told: there is no account.
    NotRegistered = "not_registered", 404, Register, Never,
        "您还没有注册账号", "You have no account yet",
        "核验已通过，但没有找到您的账号，请先注册。", "You were verified, but there is no account of yours yet. Please register first.";
    /// On a device that has not signed in before a face takes a second factor, and there is none here.
    DeviceUnknown = "device_unknown", 403, Counter, Never,
        "这台设备不能只凭人脸办理", "A face alone is not enough on this device",
        "请在登录过的设备上操作，或者用身份证号和密码登录；忘记密码的，请携带身份证到登记窗口办理。", "Use a device on which you have signed in before, or sign in with number and password. If you have forgotten your password, go to the counter with your card.";
    /// The authority has not looked for presentation attacks, and the deployment lets nothing rest on such a scan.
    FaceUnscored = "face_unscored", 422, Counter, Never,
        "目前不能凭人脸办理此事", "This cannot be done by face at present",
        "核验机构目前不能识别翻拍和假面，不是您的问题。请携带身份证到登记窗口办理，结果相同。", "The verifying authority cannot detect masks and shown pictures at present; it is not your fault. Go to the counter with your card: the result is the same.";
    /// Told only after the four elements agreed with the register.
    AlreadyRegistered = "already_registered", 409, SignIn, Never,
        "账号已注册，请直接登录", "This account exists already, please sign in",
        "请直接登录；忘记密码的，可以扫描人脸后重新设置。", "Sign in; if you have forgotten your password, you can set another after a face scan.";
    /// Told alike for an unknown number and a wrong password.
    CredentialsWrong = "credentials_wrong", 401, EditInput, Never,
        "身份证号或密码不正确", "Number or password is wrong",
        "请检查后重新输入。连续多次输错会暂停登录。", "Check both and try again. After several failures signing in pauses.";
    /// Strangers have failed with this number too often: a code to the mobile number on file has to agree with the password.
    CodeRequired = "code_required", 403, EditInput, Never,
        "登录还需要短信验证码", "Signing in takes a code by message too",
        "这个身份证号在别处多次登录失败。请获取短信验证码后再登录，也可以用人脸登录，或者携带身份证到登记窗口办理。", "Signing in with this number has failed too often elsewhere. Get a code by message and sign in with it, sign in by face, or go to the counter with your card.";
    /// Whoever is signed in gave another password than the account's.
    OldPasswordWrong = "old_password_wrong", 403, EditInput, Never,
        "原密码不正确", "The present password is wrong",
        "请检查后重新输入；忘记密码的，可以退出后选择“忘记密码”。", "Check it and try again; if you have forgotten it, sign out and choose “Forgotten password”.";
    /// No session of the account has this id.
    SessionUnknown = "session_unknown", 404, Nothing, Never,
        "该登录已经结束", "That session has ended already",
        "无需再操作。", "There is nothing more to do.";
    /// The change takes a face scan just before.
    ScanMissing = "scan_missing", 403, ScanAgain, Never,
        "请先扫描人脸", "Please scan your face first",
        "扫描通过后请在十分钟内、窗口核验后请在一天内完成。", "Go on within ten minutes after a scan, or within a day after the counter.";
    /// The second step came too late, or twice.
    GrantSpent = "grant_spent", 410, ScanAgain, Never,
        "验证已失效，请重新扫描", "The verification does not count any more, please scan again",
        "扫描通过后请在十五分钟内、窗口核验后请在一天内设置密码，且只能使用一次。", "Set the password within fifteen minutes after a scan, or within a day after the counter; each serves once.";
    /// Only level four may authorise the registration of business.
    LevelTooLow = "level_too_low", 403, RaiseLevel, Never,
        "需要四级实名", "Level four is needed",
        "企业登记注册只对四级实名用户开放，请先提升实名等级。", "Only holders of level four may authorise business registration. Please raise your level first.";
    /// No session, or one that has ended.
    SessionExpired = "session_expired", 401, SignIn, Never,
        "登录已失效，请重新登录", "You have been signed out, please sign in again",
        "为保护您的账号，一段时间不操作会自动退出。", "To protect your account you are signed out after a while.";
    /// The page was loaded for another session than the browser has now.
    SessionOther = "session_other", 409, Nothing, Never,
        "这个浏览器里登录的账号已经变了", "Somebody else is signed in in this browser now",
        "刚才的操作没有进行。请刷新页面，看清现在登录的是谁，再继续。", "Nothing was done. Reload the page, look who is signed in now, and go on.";
    /// The account has the level that the purpose would give.
    AlreadyAtLevel = "already_at_level", 409, Nothing, Never,
        "您已是四级实名", "You are at level four already",
        "无需再次验证。", "There is nothing more to verify.";
    /// The consent is missing, or to an older text.
    ConsentRequired = "consent_required", 403, Consent, Never,
        "请先阅读并单独同意人脸信息处理规则", "Please read and agree to the processing of your face first",
        "不同意人脸识别的，可携带身份证到登记窗口办理，结果相同。", "If you prefer no face scan, go to the counter with your card: the result is the same.";
    /// F3: the face captured and the face on file differ.
    FaceDiffers = "face_differs", 422, ScanAgain, Now,
        "人像比对未通过", "The face does not match",
        "请本人在光线均匀处、摘下口罩和帽子后再试；多次不通过的，请携带身份证到登记窗口办理。", "Scan again yourself, in even light, without mask or hat; if it keeps failing, go to the counter with your card.";
    /// F4: `about` names the measure that failed.
    PoorQuality = "poor_quality", 422, ScanAgain, Now,
        "人像照片质量不合格", "The pictures are not good enough",
        "请到光线好的地方，擦净镜头，手机与脸保持一臂以内再试。", "Go where the light is good, wipe the lens and hold the phone within an arm's length.";
    /// `about` names the action.
    ActionNotSeen = "action_not_seen", 422, ScanAgain, Now,
        "没有检测到指定动作", "An action that was asked for was not seen",
        "请按提示把动作做得清楚一些，正对屏幕后再试。", "Face the screen and make each movement clearly when asked.";
    /// Of what the person can do, too little is left to ask for.
    NoActionLeft = "no_action_left", 422, Counter, Never,
        "没有您能做的动作可供验证", "Too little is left that a scan could ask of you",
        "扫脸需要从眼睛、张嘴、转头中至少两类动作随机选取。请携带身份证到登记窗口，由工作人员当面核验，结果相同。", "A scan picks at random from movements of eyes, mouth and head, and one alone is not enough. Go to the counter with your card: a clerk verifies you in person, with the same result.";
    /// F5: the authority has no portrait of this person.
    NoPortrait = "no_portrait", 422, Counter, Never,
        "验证失败，请到登记窗口办理业务", "Verification failed, please go to the counter",
        "登记信息中没有您的照片，请携带身份证到登记窗口办理。", "There is no portrait of you on file. Go to the counter with your card.";
    /// F6: name or number typed wrongly.
    CheckInput = "check_input", 422, EditInput, Never,
        "验证失败，请检查输入信息", "Verification failed, please check what you typed",
        "请核对姓名和身份证号。", "Check name and number.";
    /// F7: the authority is down, slow, or answered what cannot be believed.
    TryLater = "try_later", 503, TryLater, Later,
        "验证失败，请稍后重试", "Verification failed, please try again later",
        "系统暂时繁忙，您填写的内容没有丢失，请稍后再试。", "The system is busy. Nothing you entered is lost; try again in a while.";
    /// F8: the client is too old for its evidence to be taken.
    UpgradeNeeded = "upgrade_needed", 422, Upgrade, Never,
        "请升级到最新版本", "Please load the newest version",
        "刷新页面即可使用最新版本。", "Reload the page to get the newest version.";
    /// `retry_after_seconds` and `Retry-After` say when.
    TooManyAttempts = "too_many_attempts", 429, TryLater, Later,
        "尝试次数过多，请稍后再试", "Too many attempts, please wait",
        "为保护账号安全，请在提示的时间之后再试。", "To protect accounts, please try again after the time shown.";
    /// The authority's attempts for this person and day are used up.
    DailyLimit = "daily_limit", 429, TryLater, Later,
        "今日次数已达上限，请明日再试", "Today's attempts are used up, please try again tomorrow",
        "也可以携带身份证到登记窗口办理。", "You can also go to the counter with your card.";
    /// No such verification for this account.
    VerificationUnknown = "verification_unknown", 404, ScanAgain, Never,
        "本次验证不存在或已失效", "This verification does not exist any more",
        "请重新开始扫描。", "Start the scan again.";
    /// The challenge has expired.
    VerificationExpired = "verification_expired", 410, ScanAgain, Never,
        "本次验证已超时", "This verification took too long",
        "请重新开始扫描。", "Start the scan again.";
    /// Every challenge is answered once.
    VerificationSpent = "verification_spent", 409, ScanAgain, Never,
        "本次验证已使用过", "This verification was used already",
        "请重新开始扫描。", "Start the scan again.";
    /// The evidence is damaged, forged, or for something else; `about` names the check.
    EvidenceRefused = "evidence_refused", 422, ScanAgain, Never,
        "采集的内容无法验证", "The capture cannot be verified",
        "请刷新页面，重新扫描。", "Reload the page and scan again.";
    /// There is no voucher with this code, or it has expired.
    VoucherUnknown = "voucher_unknown", 404, Counter, Never,
        "没有这张办理凭证", "There is no such voucher",
        "请核对凭证码；凭证过期失效的，请重新生成。", "Check the code. If the voucher has expired, make another.";
    /// A clerk has attested it before.
    VoucherSettled = "voucher_settled", 409, Nothing, Never,
        "这张办理凭证已办结", "This voucher has been dealt with",
        "无需再次办理，请在原页面继续。", "There is nothing more to do here; go on where it was made.";
    /// No clerk has attested it yet.
    VoucherWaiting = "voucher_waiting", 409, Counter, Never,
        "登记窗口尚未办理", "The counter has not dealt with it yet",
        "请携带身份证和这张凭证到登记窗口办理。", "Take your card and this voucher to the counter.";
    /// The card that the clerk read is not the holder's.
    CardDiffers = "card_differs", 422, EditInput, Never,
        "身份证与凭证不是同一人", "The card is not that of the voucher's holder",
        "请核对姓名和号码；确实不符的，请不要办理。", "Check name and number as they stand on the card; if they do differ, do not go on.";
    /// Told alike for a wrong name, a wrong password and a wrong or used code.
    StaffCredentialsWrong = "staff_credentials_wrong", 401, EditInput, Never,
        "用户名、密码或动态码不正确", "Name, password or code is wrong",
        "请检查后重新输入；动态码只能使用一次，请等下一个。", "Check all three. A code serves once: wait for the next.";
    /// No member of the staff is signed in.
    StaffSessionExpired = "staff_session_expired", 401, SignIn, Never,
        "工作人员登录已失效", "Staff sign-in has ended",
        "请重新登录。", "Please sign in again.";
    /// The portal did not prove who it is.
    PortalUnauthorised = "portal_unauthorised", 401, Nothing, Never,
        "门户身份验证失败", "The portal did not prove who it is",
        "请门户检查客户端标识和密钥。", "The portal must check its client id and secret.";
    /// The portal is not allowed to do this.
    PortalForbidden = "portal_forbidden", 403, Nothing, Never,
        "该门户未获准进行此操作", "The portal is not allowed to do this",
        "请门户联系本系统运营方。", "The portal must ask this deployment's operator.";
    /// A request that may come twice has no key by which it is known.
    IdempotencyKeyMissing = "idempotency_key_missing", 400, EditInput, Never,
        "请求缺少幂等键", "The request has no idempotency key",
        "请在 Idempotency-Key 请求头中给出 1 至 64 个字符。", "Send 1 to 64 characters in the header Idempotency-Key.";
    /// The idempotency key was used for another request.
    IdempotencyConflict = "idempotency_conflict", 409, EditInput, Never,
        "幂等键已用于其他请求", "The idempotency key was used for another request",
        "请为新的请求使用新的幂等键。", "Use a new key for a new request.";
    /// The portal has no such filing.
    FilingUnknown = "filing_unknown", 404, Nothing, Never,
        "没有这项登记申请", "There is no such filing",
        "它可能已过期并被删除，请重新创建。", "It may have expired and been erased; make a new one.";
    /// The filing has no such person.
    FilingPersonUnknown = "filing_person_unknown", 404, Nothing, Never,
        "登记申请中没有此人", "The filing has no such person",
        "请检查人员编号。", "Check the person's reference.";
    /// Somebody or some role is missing: the filing cannot be handed in.
    FilingNotReady = "filing_not_ready", 409, EditInput, Never,
        "还不能提交", "It cannot be handed in yet",
        "仍有人员未完成实名认证或授权，或缺少必需的角色。", "Somebody is not verified or has not authorised it, or a role is missing.";
    /// The filing was handed in: its persons cannot be changed.
    FilingHandedIn = "filing_handed_in", 409, Nothing, Never,
        "登记申请已提交", "The filing was handed in",
        "提交后人员不能再修改。", "Its persons cannot be changed any more.";
    /// The filing was closed.
    FilingClosed = "filing_closed", 410, Nothing, Never,
        "登记申请已关闭", "The filing was closed",
        "请重新创建登记申请。", "Make a new filing.";
    /// There is no such invitation, or it is over.
    InvitationUnknown = "invitation_unknown", 404, Nothing, Never,
        "邀请无效或已过期", "The invitation is unknown or over",
        "请办理登记的人重新发送邀请。", "Ask whoever files the business for another one.";
    /// There is no such check, its token was used, or it is over.
    CheckUnknown = "check_unknown", 404, Nothing, Never,
        "此次核验无效或已过期", "This check is unknown or over",
        "请回到原来的页面重新开始。", "Go back to the page it came from, and begin anew.";
    /// The sign-in that a portal asked for is unknown or over.
    AuthorizationUnknown = "authorization_unknown", 404, Nothing, Never,
        "登录请求无效或已过期", "The sign-in request is unknown or over",
        "请回到门户重新登录。", "Go back to the portal and sign in there again.";
    /// The code that another device shows is unknown or over.
    UserCodeUnknown = "user_code_unknown", 404, EditInput, Never,
        "此代码无效或已过期", "This code is unknown or over",
        "请查看另一台设备上当前显示的代码。", "Look at the code that the other device shows now.";
    /// A fault of the edge itself; nothing of its inside is told.
    Internal = "internal", 500, TryLater, Later,
        "验证失败，请稍后重试", "Something went wrong, please try again later",
        "系统出现故障，您填写的内容没有丢失，请稍后再试。", "The system has a fault. Nothing you entered is lost; try again in a while.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_what_serde_writes() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
    }

    #[test]
    fn a_problem_that_passes_by_itself_is_a_server_or_limit_status() {
        for code in ProblemCode::ALL {
            let entry = code.entry();
            assert_eq!(
                entry.retry == Retry::Later,
                matches!(entry.status, 429 | 500..),
                "{}",
                code.name()
            );
        }
    }
}
