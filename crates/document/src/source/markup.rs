//! What decoded text is that is text but not plain: a web page or a part of one, a web archive, XML.

use super::kind::Kind;

/// Tags with which a web page, or a part of one, begins; a word that stands in brackets in a text is none of them.
const OPENING_TAGS: [&str; 22] = [
    "html", "head", "body", "table", "thead", "tbody", "tr", "td", "div", "meta", "title", "style", "script", "link",
    "base", "section", "article", "form", "center", "frameset", "main", "header",
];

/// Tags that are also written into plain text now and then: more of them must follow.
const INNER_TAGS: [&str; 20] = [
    "p", "span", "br", "font", "b", "strong", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a", "img", "u", "i", "em",
    "pre", "o:p",
];

/// How far into a text tags are looked for.
const MARKUP_BYTES: usize = 16 << 10;

/// What decoded text is by its beginning: a web page, one with its parts in one file, or XML, which are text but not plain.
pub(super) fn by_markup(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head = &text[..text.floor_char_boundary(MARKUP_BYTES)];
    if begins(head, "<?xml") {
        return Some(if has(head, "<html") { Kind::Html } else { Kind::Xml });
    }
    if is_archive(head) {
        return Some(Kind::Mht);
    }
    let mut rest = head;
    // Comments may stand before the first tag; one that does not end here is a page's, too.
    while begins(rest, "<!--") || begins(rest, "<![") {
        let end = rest
            .find('>')
            .map(|end| if begins(rest, "<!--") { rest.find("-->").map_or(0, |end| end + 3) } else { end + 1 });
        match end.filter(|end| *end > 0) {
            Some(end) => rest = rest[end..].trim_start(),
            None => return Some(Kind::Html),
        }
    }
    let is_page = begins(rest, "<!doctype html")
        || tag(rest).is_some_and(|tag| {
            let is_among = |names: &[&str]| names.iter().any(|name| tag.eq_ignore_ascii_case(name));
            is_among(&OPENING_TAGS) || (is_among(&INNER_TAGS) && tags(&rest[1..]) >= 2)
        });
    (is_page || is_table(head)).then_some(Kind::Html)
}

fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// Whether a tag's beginning stands in a text, in small letters or capitals.
fn has(text: &str, tag: &str) -> bool {
    text.contains(tag) || text.contains(&tag.to_ascii_uppercase())
}

/// The name of the tag with which a text begins.
fn tag(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != ':')?;
    let is_whole = rest[end..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
    (is_whole && end > 0).then(|| &rest[..end])
}

/// How many tags of web pages a text holds.
fn tags(text: &str) -> usize {
    let is_known = |name: &str| OPENING_TAGS.iter().chain(&INNER_TAGS).any(|known| name.eq_ignore_ascii_case(known));
    text.match_indices('<').filter(|(at, _)| tag(&text[*at..]).is_some_and(is_known)).count()
}

/// Whether a table is written into the text: text around it does not make it plain.
fn is_table(text: &str) -> bool {
    let count = |tag: &str| text.matches(tag).count() + text.matches(&tag.to_ascii_uppercase()).count();
    has(text, "<table") && count("<tr") >= 2 && count("<td") >= 3 && has(text, "</t")
}

/// Whether a text begins with the headers of a web archive.
fn is_archive(text: &str) -> bool {
    let headers = text.lines().take_while(|line| !line.trim().is_empty()).take(64);
    let is_header = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    let mut is_mime = false;
    for line in headers {
        if !is_header(line) {
            return false;
        }
        is_mime |= begins(line, "MIME-Version:") || begins(line, "Content-Type: multipart/");
    }
    is_mime && (has(text, "text/html") || has(text, "<html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_pages_are_told_from_text_with_angle_brackets() {
        for (text, expected) in [
            ("\n <!DOCTYPE HTML><p>", Some(Kind::Html)),
            ("<?xml version='1.0'?><w:document/>", Some(Kind::Xml)),
            ("<?xml version='1.0'?><html xmlns=''>", Some(Kind::Html)),
            (
                "\u{FEFF}<!-- a > b --> <!--[if gte mso 9]><xml></xml><![endif]--><META charset=gb2312>",
                Some(Kind::Html),
            ),
            ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">", Some(Kind::Html)),
            ("<!-- a comment that does not end", Some(Kind::Html)),
            ("<tr><td>规章</td></tr>", Some(Kind::Html)),
            ("<p class=MsoNormal><span lang=EN-US>1</span></p>", Some(Kind::Html)),
            ("<p>要求：本段", None),
            ("<b>注意</b>：本段是纯文本", None),
            ("<table.txt>见附件", None),
            ("某县年度报告\n<table><tr><td>规章</td><td>0</td></tr><tr><td>1</td></tr></table>", Some(Kind::Html)),
            ("a < b，<table 一词", None),
            (
                "From: <由 Microsoft Internet Explorer 5 保存>\r\nSubject: =?gb2312?B?xOq?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n",
                Some(Kind::Mht),
            ),
            ("发布：本年\r\nMIME-Version: 1.0 text/html", None),
            ("<通知>要求", None),
            ("规章 | 0 |", None),
        ] {
            assert_eq!(by_markup(text), expected, "{text}");
        }
    }
}
