//! The places that the first six digits of a number name, present and past (GB/T 2260).

pub use code::{RegionCode, RegionCodeError};

mod code;
mod table;

/// A place that has or had a code: its names, and the years in which the lists from 1980 to 2026 have it.
///
/// The years say when a number may have been given out, not when its holder was born, and sources differ by a year or
/// two: nothing may be refused for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    /// The province or what ranks with it, such as 广东省.
    pub province: &'static str,
    /// The prefecture such as 汕头市, or what stands in its place, such as 市辖区; none for a whole province, nor where
    /// the lists skip it.
    pub prefecture: Option<&'static str>,
    /// The county, district or town, such as 潮阳市; none for a whole prefecture.
    pub county: Option<&'static str>,
    /// The first year; none where the place is as old as the lists, or its beginning is not known.
    pub start_year: Option<u16>,
    /// The last year; none where the code is in use, or its end is not known.
    pub end_year: Option<u16>,
}

impl Region {
    /// The day on which the table was last compared with its sources: later places are not in it.
    pub const COMPARED_ON: &str = "2026-11-30";

    /// The region that has or had this code. Nothing is no reason to refuse a number: the lists have gaps, and end.
    #[must_use]
    pub fn find(code: RegionCode) -> Option<Self> {
        let name = |code| table::row(code).map(|row| row.name);
        let row = table::row(code)?;
        Some(Self {
            province: name(code.province())?,
            prefecture: code.prefecture().and_then(name),
            county: code.county().and_then(name),
            start_year: row.start_year,
            end_year: row.end_year,
        })
    }

    /// The names from the province down, such as `广东省 汕头市 潮阳市`, without what is no place but a heading of the
    /// list: `北京市 崇文区`.
    #[must_use]
    pub fn full_name(&self) -> String {
        let is_place = |name: &&str| self.county.is_none() || !is_heading(name);
        let prefecture = self.prefecture.filter(is_place);
        let names = [Some(self.province), prefecture, self.county];
        names.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Whether a prefecture's name only says what kind of counties follow.
fn is_heading(prefecture: &str) -> bool {
    matches!(prefecture, "市辖区" | "县" | "市" | "林区") || prefecture.contains("直辖")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: Option<(&str, Option<u16>, Option<u16>)>) {
        let region = Region::find(RegionCode::parse(code).unwrap());
        let found = region.map(|region| (region.full_name(), region.start_year, region.end_year));
        let expected = expected.map(|(name, start, end)| (name.to_owned(), start, end));
        assert_eq!(found, expected, "{code}");
    }

    #[test]
    fn a_place_of_today_has_no_end() {
        check("110105", Some(("北京市 朝阳区", None, None)));
        check("440500", Some(("广东省 汕头市", None, None)));
        check("440000", Some(("广东省", None, None)));
        check("440401", Some(("广东省 珠海市 市辖区", Some(1984), None)));
    }

    #[test]
    fn a_place_of_the_past_has_its_last_year() {
        check("110103", Some(("北京市 崇文区", None, Some(2009))));
        check(
            "371202",
            Some(("山东省 莱芜市 莱城区", Some(1992), Some(2017))),
        );
        check(
            "440582",
            Some(("广东省 汕头市 潮阳市", Some(1995), Some(2002))),
        );
    }

    #[test]
    fn territories_have_the_codes_of_their_residents() {
        check("810000", Some(("香港特别行政区", None, None)));
        check("820000", Some(("澳门特别行政区", None, None)));
        check("830000", Some(("台湾省", None, None)));
    }

    #[test]
    fn headings_are_named_only_by_their_own_code() {
        check("110100", Some(("北京市 市辖区", None, None)));
        check(
            "422921",
            Some(("湖北省 神农架林区", Some(1983), Some(1983))),
        );
        check(
            "659001",
            Some(("新疆维吾尔自治区 石河子市", Some(1985), None)),
        );
    }

    #[test]
    fn a_county_stands_without_the_prefecture_that_lists_skip() {
        check("349001", Some(("安徽省 天长市", Some(1993), Some(1994))));
    }

    #[test]
    fn places_of_2024_and_later_are_known() {
        check("500157", Some(("重庆市 两江新区", Some(2025), None)));
        let hotan = |county| format!("新疆维吾尔自治区 和田地区 {county}");
        check("653228", Some((&hotan("和康县"), Some(2024), None)));
        check("653229", Some((&hotan("和安县"), Some(2024), None)));
        let single = "新疆维吾尔自治区 喀什地区 岑岭县";
        check("653132", Some((single, Some(2026), None)));
        check("659013", Some(("新疆维吾尔自治区 草湖市", None, None)));
    }

    #[test]
    fn a_code_that_is_in_use_again_has_no_end() {
        check("220281", Some(("吉林省 吉林市 蛟河市", Some(1995), None)));
        check("220282", Some(("吉林省 吉林市 桦甸市", Some(1995), None)));
        check("430302", Some(("湖南省 湘潭市 雨湖区", None, None)));
        check("430304", Some(("湖南省 湘潭市 岳塘区", None, None)));
    }

    #[test]
    fn an_unknown_code_is_no_place() {
        check("440599", None);
        check("000000", None);
        check("999999", None);
    }
}
