//! Events about 企业登记注册.

use crate::LastDay;

/// What happened to 企业登记注册.
#[derive(Clone, Debug, PartialEq)]
pub enum BusinessEvent {
    /// Business may be registered in the holder's name until a last day.
    Authorised {
        /// 截止日期.
        last_day: LastDay,
    },
    /// That was withdrawn.
    Withdrawn,
}
