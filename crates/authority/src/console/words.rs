//! What the console says of each forced outcome, in Chinese and English.

use crate::sandbox::{Fault, Forces, Stage};

/// What `forces` means, in Chinese and in English.
pub(super) fn of(forces: Forces) -> (&'static str, &'static str) {
    match forces {
        Forces::Nothing => ("按实际情况核验", "judged like anybody"),
        Forces::Passes => (
            "一切正常（无照片时不比对人像）",
            "everything fine (without a portrait, faces are not compared)",
        ),
        Forces::ElementsDiffer => ("注册：身份信息不一致", "registration: the elements differ"),
        Forces::NoRecord => ("注册：查无此人", "registration: no record"),
        Forces::ActivationNeeded => (
            "注册：省用户需要在国家平台激活",
            "registration: activation needed",
        ),
        Forces::NoPortrait => (
            "人脸核验：库中无照片（开通网证后照常比对）",
            "scan: no portrait on file (with CTID open, judged like anybody)",
        ),
        Forces::FaceDiffers => ("人脸核验：人像比对未通过", "scan: the face differs"),
        Forces::PoorQuality => ("人脸核验：照片质量不合格", "scan: poor quality"),
        Forces::ActionNotSeen => ("人脸核验：未检测到动作", "scan: an action is not seen"),
        Forces::CheckInput => ("人脸核验：请检查输入信息", "scan: check the input"),
        Forces::DailyLimit => (
            "人脸核验：当日次数已用完",
            "scan: the day's attempts are used up",
        ),
        Forces::Fault(Stage::Elements, fault) => of_registration(fault),
        Forces::Fault(Stage::Scan, fault) => of_scan(fault),
    }
}

fn of_registration(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Busy => ("注册：核验服务繁忙", "registration: the authority is busy"),
        Fault::Slow => (
            "注册：20 秒后才应答",
            "registration: the answer takes 20 seconds",
        ),
        Fault::Nonsense => ("注册：应答无法识别", "registration: the answer is none"),
        Fault::BadSignature => ("注册：应答签名错误", "registration: a bad signature"),
    }
}

fn of_scan(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Busy => ("人脸核验：核验服务繁忙", "scan: the authority is busy"),
        Fault::Slow => (
            "人脸核验：20 秒后才应答",
            "scan: the answer takes 20 seconds",
        ),
        Fault::Nonsense => ("人脸核验：应答无法识别", "scan: the answer is none"),
        Fault::BadSignature => ("人脸核验：应答签名错误", "scan: a bad signature"),
    }
}
