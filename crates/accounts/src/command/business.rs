//! Commands about 企业登记注册.

use serde::{Deserialize, Serialize};

use crate::{LastDay, SessionDigest};

/// What can be asked about 企业登记注册.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusinessCommand {
    /// Let business be registered until a last day.
    Authorise {
        /// Who asks.
        session: SessionDigest,
        /// 截止日期.
        last_day: LastDay,
        /// The latest day that the deployment allows, where it has one.
        latest: Option<LastDay>,
    },
    /// Withdraw that.
    Withdraw {
        /// Who asks.
        session: SessionDigest,
    },
}
