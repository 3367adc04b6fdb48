//! What differs from one deployment to the next, and is told to the pages.

use crate::Words;
use serde::{Deserialize, Serialize};

/// Who runs this deployment and what it calls itself. Public: it is shown before anyone signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeploymentResponse {
    /// The province, such as 示例省.
    pub province: Words,
    /// The name of the application.
    pub app_name: Words,
    /// Who processes the personal data, and answers for it.
    pub operator: Words,
    /// How to reach the operator.
    pub contact: Words,
    /// Whether this is a demonstration with sample citizens.
    pub demonstration: bool,
    /// Where the counter (登记窗口) is, in words.
    pub counter: Words,
    /// The version of 《用户协议》 in force.
    pub terms_version: String,
    /// The version of the consent to face processing in force.
    pub face_consent_version: String,
    /// What signing in and resetting the password by face take on a device that has not signed in before.
    #[serde(default)]
    pub face_on_unknown_device: UnknownDevice,
    /// 企业登记注册: the last day may lie so many working days ahead at the most; none where there is no such limit.
    #[serde(default)]
    pub business_working_days: Option<u16>,
    /// On which phones 网证 (CTID) can be opened, in a sentence without its full stop; none where the authority does not
    /// ask it for the face of whom it has no portrait of.
    #[serde(default)]
    pub ctid: Option<Words>,
    /// Whether a mobile number is confirmed by a code; the edge's own setting decides, whatever stands here.
    #[serde(default)]
    pub message_codes: bool,
    /// The sandbox console, in a demonstration.
    pub console_address: Option<String>,
}

/// What a face takes beside it on a device that has not signed in to the account before. The counter is open in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownDevice {
    /// A code that is sent to the mobile number on file; where no codes are sent, the same as `refused`.
    #[default]
    Code,
    /// Such a device is refused.
    Refused,
    /// Nothing: a film of somebody is enough then.
    FaceAlone,
}

impl Default for DeploymentResponse {
    /// The demonstration: never a real state service.
    fn default() -> Self {
        Self {
            province: Words::new("示例省", "Sample Province"),
            app_name: Words::new("登记注册身份验证", "Registration Identity Verification"),
            operator: Words::new(
                "示例省登记机关（演示）",
                "Sample Province Registrar (demonstration)",
            ),
            contact: Words::new("演示系统，不设联系电话", "Demonstration, no telephone"),
            demonstration: true,
            counter: Words::new(
                "示例省政务服务大厅登记窗口",
                "Registration counter, Sample Province service hall",
            ),
            terms_version: "2026-11".to_owned(),
            face_consent_version: "2026-12-2".to_owned(),
            face_on_unknown_device: UnknownDevice::Code,
            business_working_days: None,
            ctid: Some(Words::new(
                "目前只有部分型号的华为手机可以开通",
                "At present only certain Huawei phones can open it",
            )),
            message_codes: false,
            console_address: None,
        }
    }
}
