//! What an identity number says besides the birth date.

/// The document that carries a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdNumberKind {
    /// 居民身份证, the resident identity card of citizens.
    Citizen,
    /// 港澳台居民居住证, the residence permit of a resident of this territory.
    ResidencePermit(Territory),
    /// 外国人永久居留身份证, in its form of 2023.
    ForeignPermanentResident,
}

/// Where the holder of a residence permit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Territory {
    /// Hong Kong, address code 810000.
    HongKong,
    /// Macao, address code 820000.
    Macao,
    /// Taiwan, address code 830000.
    Taiwan,
}

/// The sex that a number states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Even sequence number.
    Female,
    /// Odd sequence number.
    Male,
}

impl IdNumberKind {
    /// The stable code, such as `citizen`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::ResidencePermit(Territory::HongKong) => "residence_permit_hong_kong",
            Self::ResidencePermit(Territory::Macao) => "residence_permit_macao",
            Self::ResidencePermit(Territory::Taiwan) => "residence_permit_taiwan",
            Self::ForeignPermanentResident => "foreign_permanent_resident",
        }
    }
}

impl Sex {
    /// The stable code: `female` or `male`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}
