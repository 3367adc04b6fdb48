//! Providers of verification: what each of their codes comes to here. The tables are data, one file a provider below
//! `data/providers/`; the same number means different things from one action to the next, so a code is read with
//! its action and the field it stood in. What no table has is an alert and never a pass.

mod category;
mod reading;
mod table;
pub mod tencent_signature;

pub use category::Category;
pub use reading::Reading;
pub use table::{Table, TableError};

/// A provider whose codes are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Tencent Cloud FaceID (`faceid`, 2018-03-01).
    Tencent,
    /// Alibaba Cloud (`cloudauth`, 2019-03-07).
    Alibaba,
}

impl Provider {
    /// Every provider.
    pub const ALL: [Self; 2] = [Self::Tencent, Self::Alibaba];

    /// What its codes mean.
    pub fn table(self) -> Result<Table, TableError> {
        Table::parse(match self {
            Self::Tencent => include_str!("../../data/providers/tencent.csv"),
            Self::Alibaba => include_str!("../../data/providers/alibaba.csv"),
        })
    }
}

#[cfg(test)]
mod tests;
