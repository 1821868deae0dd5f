//! Tells the furniture of a site from what it stands around: menus, ways back, links to other pages, search fields. Where
//! there is doubt it is kept; what holds figures in cells, running text or words of a report's head is never furniture.

use super::looks::Looks;
use super::tag::Tag;
use super::tree::{Element, Id, Tree, What};

/// Words that stand in a report, its head or the table of its metadata, and so are no furniture where they are no link.
const KEPT: [&str; 14] = [
    "年度报告",
    "年報",
    "年度報告",
    "总体情况",
    "總體情況",
    "主动公开",
    "依申请公开",
    "复议",
    "发布",
    "来源",
    "索引",
    "文号",
    "日期",
    "信息公开工作",
];

/// Parts of classes and ids by which sites name their furniture. Each is a whole word of the name, or stands at its
/// beginning or end.
const NAMES: [&str; 34] = [
    "nav",
    "navbar",
    "menu",
    "topbar",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "position",
    "location",
    "dqwz",
    "weizhi",
    "footer",
    "foot",
    "copyright",
    "share",
    "bdsharebuttonbox",
    "bshare",
    "jiathis",
    "related",
    "xgyd",
    "xglj",
    "prevnext",
    "pager",
    "pagination",
    "sidebar",
    "toolbar",
    "search",
    "sitemap",
    "qrcode",
    "ewm",
    "friendlink",
    "yqlj",
    "backtop",
];

/// How lines begin that only serve the page.
const BEGINNINGS: [&str; 30] = [
    "当前位置",
    "您现在的位置",
    "您当前的位置",
    "您的位置",
    "你的位置",
    "现在位置",
    "所在位置",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上一页",
    "下一页",
    "分享到",
    "分享：",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "【打印",
    "【关闭",
    "[打印",
    "[关闭",
    "扫一扫",
    "返回顶部",
    "设为首页",
    "加入收藏",
    "网站地图",
    "无障碍",
    "长者模式",
    "相关阅读",
];

/// What stands in the lines at a page's foot.
const IMPRINTS: [&str; 9] =
    ["ICP备", "ICP证", "公网安备", "公安备", "网站标识码", "版权所有", "Copyright", "技术支持", "建议使用"];

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
struct Holds {
    /// Characters that are seen.
    chars: u32,
    /// Those of them in links.
    linked: u32,
    links: u32,
    /// Full stops outside of links.
    stops: u32,
    /// Cells with figures outside of links.
    figures: u32,
    has_digit: bool,
    has_kept: bool,
}

/// What every element of a page holds.
pub struct Survey {
    holds: Vec<Holds>,
}

impl Survey {
    /// Looks over a page.
    pub fn of(tree: &Tree, looks: &Looks) -> Self {
        let count = tree.len();
        let mut holds = vec![Holds::default(); count];
        let mut is_unseen = vec![false; count];
        let mut is_linked = vec![false; count];
        for id in 1..count {
            let parent = tree.parent(id as Id) as usize;
            (is_unseen[id], is_linked[id]) = (is_unseen[parent], is_linked[parent]);
            let look = looks.at(id as Id);
            match tree.what(id as Id) {
                What::Text(_) if look.is_veiled() || look.is_struck() => {}
                What::Text(range) if !is_unseen[id] => holds[id] = Holds::text(tree.text(range), is_linked[id]),
                What::Text(_) => {}
                What::Element(element) => {
                    is_linked[id] |= element.tag == Tag::Link;
                    is_unseen[id] |= element.tag.is_unseen() || look.is_gone;
                    holds[id].links = u32::from(element.tag == Tag::Link);
                }
            }
        }
        // Parents stand before their children, so that from behind each is whole before it is added.
        for id in (1..count).rev() {
            if tree.element(id as Id).is_some_and(|element| element.tag == Tag::Cell) {
                let own = &mut holds[id];
                own.figures = own.figures.max(u32::from(own.has_digit));
            }
            let own = holds[id];
            holds[tree.parent(id as Id) as usize].add(own);
        }
        Self { holds }
    }

    /// Characters that are seen inside an element.
    pub fn chars(&self, id: Id) -> u32 {
        self.holds[id as usize].chars
    }

    /// Whether most of what an element holds leads elsewhere.
    pub fn is_links(&self, id: Id) -> bool {
        let holds = self.holds[id as usize];
        holds.links >= 4 && holds.linked * 10 >= holds.chars * 7 && holds.chars < holds.links * 60
    }

    /// Whether an element is furniture. In a cell only what leads elsewhere is: its other words may be a label.
    pub fn is_furniture(&self, id: Id, element: &Element, is_cell: bool) -> bool {
        let holds = self.holds[id as usize];
        if holds.chars == 0 || !(element.tag.is_block() || element.tag == Tag::Guide) {
            return false;
        }
        let is_prose = holds.stops >= 2 && holds.chars - holds.linked >= 80;
        if is_prose || holds.figures > 0 || holds.has_kept || (is_cell && holds.links == 0) {
            return false;
        }
        let role = element.get("role");
        let is_named = ["navigation", "search", "contentinfo"].contains(&role)
            || element.tag == Tag::Guide
            || (is_name(element.get("class")) || is_name(element.get("id"))) && holds.chars < 800;
        let holds_others = matches!(element.tag, Tag::Block | Tag::List(_) | Tag::Guide | Tag::Table | Tag::Paragraph);
        is_named || (holds_others && self.is_links(id))
    }
}

impl Holds {
    fn text(text: &str, is_linked: bool) -> Self {
        let chars = text.chars().filter(|c| !super::is_blank(*c)).count() as u32;
        if is_linked || chars == 0 {
            return Self { chars, linked: if is_linked { chars } else { 0 }, ..Self::default() };
        }
        Self {
            chars,
            stops: text.matches('。').count() as u32,
            has_digit: text.chars().any(char::is_numeric),
            has_kept: KEPT.iter().any(|word| text.contains(word)),
            ..Self::default()
        }
    }

    fn add(&mut self, other: Self) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.links += other.links;
        self.stops += other.stops;
        self.figures += other.figures;
        self.has_digit |= other.has_digit;
        self.has_kept |= other.has_kept;
    }
}

fn is_name(names: &str) -> bool {
    let words = names.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.into_iter().any(|word| NAMES.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// Whether a line of the page's text is furniture.
pub fn is_furniture_line(line: &str) -> bool {
    let line = line.trim_matches(|c: char| super::is_blank(c) || matches!(c, '|' | '>' | '»' | '•'));
    let chars = line.chars().count();
    if line.contains('。') || chars > 160 {
        return false;
    }
    (chars <= 80 && BEGINNINGS.iter().any(|words| line.starts_with(words)))
        || IMPRINTS.iter().any(|words| line.contains(words))
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn only_furniture_is_left_out() {
        let menu = "<a>首页</a><a>政务公开</a><a>办事服务</a><a>互动交流</a>";
        for (markup, expected) in [
            (format!("<div>{menu}</div>"), true),
            (format!("<table><tr><td>{menu}</td></tr></table>"), true),
            (format!("<div>{menu}<table><tr><td>规章<td>0</table></div>"), false),
            (format!("<div class='main-nav'>{menu}某县2021年政府信息公开工作年度报告</div>"), false),
            ("<div class='con footer'>主办：某县人民政府办公室</div>".to_owned(), true),
            ("<div class='navigator'>一、总则</div>".to_owned(), false),
            ("<footer>一是加强培训。二是完善制度。</footer>".to_owned(), true),
            (format!("<footer>{}</footer>", "一是加强培训，二是完善制度，三是落实责任。".repeat(5)), false),
            ("<p>附件：<a>1.统计表.doc</a> <a>2.说明.doc</a></p>".to_owned(), false),
        ] {
            let (tree, _) = parse(&markup, 1000);
            let survey = Survey::of(&tree, &Looks::of(&tree));
            assert_eq!(survey.is_furniture(1, tree.element(1).unwrap(), false), expected, "{markup}");
        }
    }

    #[test]
    fn lines_of_furniture() {
        for (line, expected) in [
            ("当前位置：首页 > 政府信息公开年报", true),
            (" 上一篇：某县2020年政府信息公开工作年度报告", true),
            ("版权所有 某县人民政府 滇ICP备05001234号", true),
            ("发布时间：2022-01-18 来源：县政府办 【字体：大 中 小】", false),
            ("一、总体情况", false),
            ("下一页的表格由各单位填写。", false),
        ] {
            assert_eq!(is_furniture_line(line), expected, "{line}");
        }
    }
}
