//! Invented units: their names, what they call themselves, and to whom they report.

use crate::common::figures::Random;

/// What kind of authority a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The government of a city divided into districts.
    City,
    /// The government of a county.
    County,
    /// The government of a district.
    District,
    /// A department of a county.
    Bureau,
    /// A department of a city.
    CityBureau,
    /// The office of a street.
    Street,
    /// The government of a town.
    Town,
    /// The government of a township.
    Township,
    /// The committee of a development zone.
    Zone,
    /// A public hospital that reports in the same form.
    Hospital,
}

impl Kind {
    /// Every kind, the frequent ones more than once.
    pub const DRAWN: [Self; 15] = [
        Self::City,
        Self::County,
        Self::County,
        Self::District,
        Self::Bureau,
        Self::Bureau,
        Self::Bureau,
        Self::CityBureau,
        Self::Street,
        Self::Street,
        Self::Town,
        Self::Town,
        Self::Township,
        Self::Zone,
        Self::Hospital,
    ];

    /// The name by which sentences ask for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::County => "county",
            Self::District => "district",
            Self::Bureau | Self::CityBureau => "bureau",
            Self::Street => "street",
            Self::Town => "town",
            Self::Township => "township",
            Self::Zone => "zone",
            Self::Hospital => "hospital",
        }
    }

    /// Whether its report is that of a whole county, district or city.
    pub fn is_government(self) -> bool {
        matches!(self, Self::City | Self::County | Self::District)
    }
}

/// An invented unit.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What it is.
    pub kind: Kind,
    /// Its full name.
    pub name: String,
    /// Its own short name: 水利局, 石桥镇, 清溪县.
    pub short: String,
    /// The county, district or city that it is of.
    pub place: String,
    /// What it calls itself.
    pub me: &'static str,
}

const FIRST: [&str; 20] = [
    "云", "清", "安", "望", "松", "石", "金", "玉", "双", "白", "永", "东", "南", "凤", "柳", "梅", "竹", "沙", "青",
    "碧",
];
const SECOND: [&str; 18] =
    ["岭", "溪", "川", "湖", "桥", "泉", "坪", "滩", "塘", "峰", "原", "陵", "洲", "浦", "冈", "坝", "屏", "渡"];
const BUREAUS: [&str; 20] = [
    "教育局",
    "水利局",
    "自然资源局",
    "卫生健康局",
    "农业农村局",
    "市场监督管理局",
    "交通运输局",
    "民政局",
    "司法局",
    "财政局",
    "统计局",
    "审计局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
    "应急管理局",
    "文化和旅游局",
    "退役军人事务局",
    "医疗保障局",
    "林业局",
    "城市管理局",
];

/// A name of a place: two characters, none of those given.
pub fn place(but: &[&str], random: &mut Random) -> String {
    loop {
        let name = format!("{}{}", random.pick(&FIRST), random.pick(&SECOND));
        if !but.iter().any(|other| other.contains(&name)) {
            return name;
        }
    }
}

impl Unit {
    /// A unit of a kind, somewhere.
    pub fn new(kind: Kind, random: &mut Random) -> Self {
        let name = place(&[], random);
        let place = match kind {
            Kind::City | Kind::CityBureau => format!("{name}市"),
            Kind::District | Kind::Street => format!("{name}区"),
            Kind::Zone if random.below(2) == 0 => format!("{name}市"),
            _ => format!("{name}县"),
        };
        Self::within(kind, &place, &[], random)
    }

    /// A unit of a kind in a place; `taken` are the short names that others there have.
    pub fn within(kind: Kind, within: &str, taken: &[&str], random: &mut Random) -> Self {
        let mut but = vec![within];
        but.extend(taken);
        let inner = place(&but, random);
        let bureau = loop {
            let bureau = *random.pick(&BUREAUS);
            if !taken.contains(&bureau) {
                break bureau;
            }
        };
        let (name, short, me) = match kind {
            Kind::City => (format!("{within}人民政府"), within.to_owned(), "我市"),
            Kind::County => (format!("{within}人民政府"), within.to_owned(), "我县"),
            Kind::District => (format!("{within}人民政府"), within.to_owned(), "我区"),
            Kind::Bureau | Kind::CityBureau => (format!("{within}{bureau}"), bureau.to_owned(), "我局"),
            Kind::Street => match random.below(3) {
                0 => (format!("{within}人民政府{inner}街道办事处"), format!("{inner}街道"), "我街道"),
                _ => (format!("{within}{inner}街道办事处"), format!("{inner}街道"), "我街道"),
            },
            Kind::Town => (format!("{within}{inner}镇人民政府"), format!("{inner}镇"), "我镇"),
            Kind::Township => (format!("{within}{inner}乡人民政府"), format!("{inner}乡"), "我乡"),
            Kind::Zone => (format!("{within}{inner}经济开发区管理委员会"), format!("{inner}经开区"), "管委会"),
            Kind::Hospital => (format!("{within}人民医院"), "人民医院".to_owned(), "我院"),
        };
        Self { kind, name, short, place: within.to_owned(), me }
    }

    /// The last character of its place: 县, 区 or 市.
    pub fn level(&self) -> &str {
        let at = self.place.char_indices().last().map_or(0, |(at, _)| at);
        &self.place[at..]
    }

    /// How it speaks of all that it covers.
    pub fn whole(&self) -> String {
        format!("全{}", self.me.trim_start_matches('我'))
    }

    /// The office that does the work.
    pub fn office(&self) -> String {
        match self.kind {
            Kind::City | Kind::County | Kind::District => format!("{}人民政府办公室", self.place),
            Kind::Town | Kind::Township => format!("{}党政综合办公室", self.short),
            Kind::Street => format!("{}党政办公室", self.short),
            Kind::Zone => "管委会办公室".to_owned(),
            Kind::Hospital => "院办公室".to_owned(),
            Kind::Bureau | Kind::CityBureau => "局办公室".to_owned(),
        }
    }

    /// The government to which it reports.
    pub fn superior(&self) -> String {
        match self.kind {
            Kind::City => "省人民政府".to_owned(),
            Kind::County | Kind::District => "市人民政府".to_owned(),
            _ => format!("{}人民政府", self.level()),
        }
    }
}
