//! What kind of authority a unit is, by its name alone: rules hold for some kinds and not for others.
//!
//! A name tells much and not everything: 某市 may be a prefecture or a county, so that is a level of its own.

use crate::text::lang::Lang;
use crate::text::traditional::simplify;

/// How high in the administration a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省、自治区、直辖市.
    Province,
    /// 自治州、地区、盟.
    Prefecture,
    /// 市, which its name does not tell from a county: a 设区的市 or a 县级市.
    City,
    /// 县、自治县、市辖区、旗.
    County,
    /// 乡、镇、苏木、街道.
    Township,
}

/// What a unit is within its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Body {
    /// A people's government, whose report may be the aggregate of its units.
    Government,
    /// The office of a government, which files a report of its own: 政府办公室, 政府办公厅.
    GovernmentOffice,
    /// 街道办事处.
    Street,
    /// The administration of a zone: 开发区管委会 and the like.
    Committee,
    /// Any other authority: 局, 委, 办, 中心 …
    Department,
}

/// What kind of authority a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitKind {
    /// How high it stands; `None` where its name does not say.
    pub level: Option<Level>,
    /// What it is there.
    pub body: Body,
}

/// The municipalities that stand as high as a province.
const MUNICIPALITIES: [&str; 4] = ["北京市", "上海市", "天津市", "重庆市"];

/// Endings of zones, whose 区 is no district.
const ZONES: [&str; 10] =
    ["开发区", "工业园区", "园区", "高新区", "经开区", "示范区", "保税区", "度假区", "风景区", "管理区"];

impl UnitKind {
    /// The kind of a unit by its name; `None` where the name ends like no authority's.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).map(simplify).collect();
        let name = name.trim_matches(['(', ')', '（', '）']);
        let office = ["政府办公室", "政府办公厅", "政府办"];
        if let Some(owner) = office.iter().find_map(|end| name.strip_suffix(end)) {
            return Some(Self { level: level(owner.trim_end_matches("人民")), body: Body::GovernmentOffice });
        }
        if ["管委会", "管理委员会"].iter().any(|end| name.ends_with(end)) || ZONES.iter().any(|end| name.ends_with(end))
        {
            return Some(Self { level: None, body: Body::Committee });
        }
        if ["街道办事处", "街道办", "街道"].iter().any(|end| name.ends_with(end)) {
            return Some(Self { level: Some(Level::Township), body: Body::Street });
        }
        let government = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府"));
        if let Some(owner) = government {
            let zone = ZONES.iter().any(|end| owner.ends_with(end));
            return Some(Self { level: if zone { None } else { own_level(owner) }, body: Body::Government });
        }
        if own_level(name).is_some() {
            return Some(Self { level: own_level(name), body: Body::Government });
        }
        let department = [
            "局",
            "委",
            "办",
            "厅",
            "中心",
            "委员会",
            "办公室",
            "队",
            "站",
            "所",
            "院",
            "馆",
            "处",
            "部",
            "会",
            "社",
            "学校",
            "大学",
            "公司",
            "集团",
            "银行",
            "行",
            "署",
        ];
        let is_department = department.iter().any(|end| name.ends_with(end));
        is_department.then(|| Self { level: level(name), body: Body::Department })
    }

    /// The kind in words, such as 乡镇政府 and 部门; of a government with its level, where its name tells that.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        let (zh, en) = match (self.body, self.level) {
            (Body::Government, Some(Level::Province)) => ("省级政府", "provincial government"),
            (Body::Government, Some(Level::Prefecture)) => ("地市级政府", "prefectural government"),
            (Body::Government, Some(Level::City)) => ("市政府", "city government"),
            (Body::Government, Some(Level::County)) => ("县级政府", "county government"),
            (Body::Government, Some(Level::Township)) => ("乡镇政府", "township government"),
            (Body::Government, None) => ("政府", "government"),
            (Body::GovernmentOffice, _) => ("政府办公室", "office of a government"),
            (Body::Street, _) => ("街道", "subdistrict"),
            (Body::Committee, _) => ("管委会", "administration of a zone"),
            (Body::Department, _) => ("部门", "department"),
        };
        lang.pick(zh, en)
    }

    /// Whether a unit of this kind may make 规章 (立法法 第九十一条、第九十三条: departments of the State Council, and
    /// governments of provinces, cities divided into districts and autonomous prefectures); `None` where its name does not
    /// tell.
    #[must_use]
    pub fn may_make_rules(self) -> Option<bool> {
        match (self.body, self.level) {
            (Body::Government | Body::GovernmentOffice, Some(Level::Province | Level::Prefecture)) => Some(true),
            (Body::Government | Body::GovernmentOffice, Some(Level::City) | None) | (Body::Department, None) => None,
            _ => Some(false),
        }
    }
}

/// The level of a place by the last character of its name.
fn own_level(name: &str) -> Option<Level> {
    let last = name.chars().last()?;
    if name.chars().count() < 2 {
        return None;
    }
    match last {
        '省' => Some(Level::Province),
        '市' if MUNICIPALITIES.iter().any(|city| name.ends_with(city)) => Some(Level::Province),
        '市' => Some(Level::City),
        '州' | '盟' => Some(Level::Prefecture),
        '县' | '旗' => Some(Level::County),
        '区' if name.ends_with("自治区") => Some(Level::Province),
        '区' if name.ends_with("地区") => Some(Level::Prefecture),
        '区' => Some(Level::County),
        '镇' | '乡' => Some(Level::Township),
        _ if name.ends_with("苏木") => Some(Level::Township),
        _ => None,
    }
}

/// The level of an office by the last place that its name begins with: 某市某区教育局 is a district's.
fn level(name: &str) -> Option<Level> {
    if let Some(level) = own_level(name) {
        return Some(level);
    }
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.filter(|&end| name[..end].chars().count() >= 3).filter_map(|end| own_level(&name[..end])).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_kind() {
        for (name, level, body) in [
            ("思茅区人民政府", Some(Level::County), Body::Government),
            ("某省人民政府办公厅", Some(Level::Province), Body::GovernmentOffice),
            ("上海市人民政府", Some(Level::Province), Body::Government),
            ("上海市某某区人民政府", Some(Level::County), Body::Government),
            ("某某市", Some(Level::City), Body::Government),
            ("某某自治州人民政府", Some(Level::Prefecture), Body::Government),
            ("某某縣人民政府", Some(Level::County), Body::Government),
            ("某某市某某街道", Some(Level::Township), Body::Street),
            ("甲县乙镇人民政府", Some(Level::Township), Body::Government),
            ("某某经济技术开发区管委会", None, Body::Committee),
            ("昭通市政务服务管理局", Some(Level::City), Body::Department),
            ("甲市乙区教育局", Some(Level::County), Body::Department),
            ("教育局", None, Body::Department),
        ] {
            assert_eq!(UnitKind::of(name), Some(UnitKind { level, body }), "{name}");
        }
        assert_eq!(UnitKind::of("关于印发"), None);
    }

    #[test]
    fn who_may_make_rules() {
        for (name, may) in [
            ("某省人民政府", Some(true)),
            ("某某市人民政府", None),
            ("某某县人民政府", Some(false)),
            ("某某市教育局", Some(false)),
            ("某某街道办事处", Some(false)),
        ] {
            assert_eq!(UnitKind::of(name).and_then(UnitKind::may_make_rules), may, "{name}");
        }
    }
}
