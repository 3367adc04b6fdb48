//! The kinds of attacks that an evaluation tells apart: a closed list.
//!
//! Seven are the kinds of fake faces of GB/T 41987-2022 (公共安全 人脸识别应用 防假体呈现攻击测试方法); the wording of their names is
//! ours. `injected` is no presentation: the pictures never pass a camera.

use serde::Serialize;

/// A kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttackKind {
    /// 整张照片: a printed photograph as it is.
    WholePhotograph,
    /// 挖孔照片: a printed photograph with holes, for instance for the eyes, behind which a person moves.
    PhotographWithHoles,
    /// 剪裁照片: a printed photograph cut out along the face.
    CutOutPhotograph,
    /// 电子照片: a photograph on a screen.
    ElectronicPhotograph,
    /// 视频: a film on a screen, recorded or synthetic.
    Video,
    /// 面具: a mask that a person wears.
    Mask,
    /// 头模: a model of a head.
    HeadModel,
    /// 注入: pictures that take the place of the camera's.
    Injected,
}

impl AttackKind {
    /// Every kind, in the report's order.
    pub const ALL: [Self; 8] = [
        Self::WholePhotograph,
        Self::PhotographWithHoles,
        Self::CutOutPhotograph,
        Self::ElectronicPhotograph,
        Self::Video,
        Self::Mask,
        Self::HeadModel,
        Self::Injected,
    ];

    /// The kind whose folder has this name.
    #[must_use]
    pub fn with_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The name of its folder.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WholePhotograph => "whole_photograph",
            Self::PhotographWithHoles => "photograph_with_holes",
            Self::CutOutPhotograph => "cut_out_photograph",
            Self::ElectronicPhotograph => "electronic_photograph",
            Self::Video => "video",
            Self::Mask => "mask",
            Self::HeadModel => "head_model",
            Self::Injected => "injected",
        }
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::WholePhotograph => "整张照片",
            Self::PhotographWithHoles => "挖孔照片",
            Self::CutOutPhotograph => "剪裁照片",
            Self::ElectronicPhotograph => "电子照片",
            Self::Video => "视频",
            Self::Mask => "面具",
            Self::HeadModel => "头模",
            Self::Injected => "注入",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::WholePhotograph => "whole photograph",
            Self::PhotographWithHoles => "photograph with holes",
            Self::CutOutPhotograph => "cut-out photograph",
            Self::ElectronicPhotograph => "electronic photograph",
            Self::Video => "video",
            Self::Mask => "mask",
            Self::HeadModel => "head model",
            Self::Injected => "injected",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_as_its_folder_is_called() {
        for kind in AttackKind::ALL {
            assert_eq!(AttackKind::with_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }
}
