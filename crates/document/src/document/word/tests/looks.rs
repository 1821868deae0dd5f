//! Text that is hidden, pale, raised or lowered.

use super::*;

#[test]
fn hidden_text_is_left_out_and_told() {
    let hidden = |text: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>");
    let shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>b</w:t></w:r>";
    let merged = "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>[a]</w:tc><w:tc>[1]</w:tc></w:tr>\
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>[盖住]</w:tc><w:tc>[2]</w:tc></w:tr>\
        <w:tr><w:trPr><w:hidden/></w:trPr><w:tc>[藏]</w:tc><w:tc/></w:tr></w:tbl>";
    for (case, body, expected, told) in [
        ("runs", format!("<w:p>{}{shown}</w:p>", hidden("藏")), "b", vec!["藏"]),
        ("whole paragraphs", format!("<w:p>{}</w:p>[a]", hidden("藏")), "a", vec!["藏"]),
        ("blanks are not told", format!("<w:p>{}{shown}</w:p>", hidden(" ")), "b", vec![]),
        (
            "by its style",
            "<w:p><w:r><w:rPr><w:rStyle w:val='v'/></w:rPr><w:t>藏</w:t></w:r></w:p>[a]".to_owned(),
            "a",
            vec!["藏"],
        ),
        ("in tables", merged.to_owned(), "{a*2|1/2@1}", vec!["盖住", "藏"]),
    ] {
        let styles = "<w:styles><w:style w:styleId='v'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
        let content = with_part("word/styles.xml", styles, &body);
        assert_eq!(picture(&content), expected, "{case}");
        let remarks =
            if told.is_empty() { vec![] } else { vec![Remark::Hidden(told.iter().map(ToString::to_string).collect())] };
        assert_eq!(content.remarks, remarks, "{case}");
    }
}

#[test]
fn white_on_white_is_not_seen_and_white_on_dark_is() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let white = run("<w:color w:val='FFFFFF'/>", "8");
    let shown = run("", "53");
    let both = format!("{white}{shown}");
    let shade = |fill: &str| format!("<w:shd w:val='clear' w:color='auto' w:fill='{fill}'/>");
    let table = |of_table: &str, of_cell: &str| {
        format!(
            "<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tr><w:tc><w:tcPr>{of_cell}</w:tcPr><w:p>{both}</w:p></w:tc>\
             <w:tc>[1]</w:tc></w:tr></w:tbl>"
        )
    };
    let styles = format!(
        "<w:styles><w:style w:styleId='w'><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>\
         <w:style w:type='table' w:styleId='dark'><w:tblStylePr w:type='firstRow'><w:tcPr>{}</w:tcPr></w:tblStylePr></w:style>\
         <w:style w:type='table' w:styleId='grid'/></w:styles>",
        shade("1F3864")
    );
    let p = |properties: &str, runs: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    let behind = "<w:p><w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r></w:p>";
    for (case, body, expected) in [
        ("on paper", p("", &both), "53"),
        ("by style", p("", &format!("{}{shown}", run("<w:rStyle w:val='w'/>", "8"))), "53"),
        ("too small", p("", &format!("{}{shown}", run("<w:sz w:val='2'/>", "8"))), "53"),
        (
            "marked",
            p("", &format!("{}{shown}", run("<w:color w:val='FFFFFF'/><w:highlight w:val='blue'/>", "8"))),
            "¦8 53",
        ),
        ("in a dark paragraph", p(&shade("000000"), &both), "¦8 53"),
        ("in a white cell", table("", &shade("FFFFFF")), "{53|1}"),
        ("in a cell without shading", table("<w:tblStyle w:val='grid'/>", &shade("auto")), "{53|1}"),
        ("in a dark cell", table("", &shade("1F3864")), "{¦8 53|1}"),
        ("in a dark table", table(&shade("1F3864"), ""), "{¦8 53|1}"),
        ("in a white cell of a dark table", table(&shade("1F3864"), &shade("FFFFFF")), "{53|1}"),
        ("in a table of a style with dark parts", table("<w:tblStyle w:val='dark'/>", ""), "{¦8 53|1}"),
        ("in a text box", p("", &format!("<w:r><w:txbxContent>{}</w:txbxContent></w:r>", p("", &white))), " ¶ 8"),
        ("on a drawing", format!("{behind}{}", p("", &both)), " ¶ ¦8 53"),
    ] {
        let content = with_part("word/styles.xml", &styles, &body);
        assert_eq!(picture(&content), expected, "{case}");
        assert_eq!(content.remarks.is_empty(), expected.contains('8'), "{case}: {:?}", content.remarks);
    }
    let body = document(&p("", &both)).replace("<w:body>", "<w:background w:color='000080'/><w:body>");
    assert_eq!(picture(&read_parts(&[("word/document.xml", &body)]).unwrap()), "¦8 53");
}

#[test]
fn raised_and_lowered_digits_are_none_of_a_number() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let raised = "<w:vertAlign w:val='superscript'/>";
    let styles =
        "<w:styles><w:style w:styleId='注'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style></w:styles>";
    let of_style = "<w:rStyle w:val='注'/>";
    let own_mark = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>1</w:t></w:r>";
    for (parts, expected) in [
        (&[run("", "172"), run(raised, "1")][..], "172^1"),
        (&[run("", "172"), run("<w:vertAlign w:val='subscript'/>", "1")], "172_1"),
        (&[run("", "172"), run(of_style, "1")], "172^1"),
        (&[run("", "172"), run("<w:rStyle w:val='注'/><w:vertAlign w:val='baseline'/>", "1")], "1721"),
        (&[run("", "172"), run("<w:position w:val='6'/><w:sz w:val='12'/>", "1")], "172^1"),
        (&[run("", "172"), run("<w:position w:val='-1'/>", "1")], "1721"),
        (&[run("", "172"), own_mark.to_owned()], "172^1"),
        (&[run("", "172"), "<w:r><w:footnoteReference w:id='2'/></w:r>".to_owned()], "172"),
        (&[run(raised, "1"), run("", "172")], "^1 172"),
        (&[run(raised, "1"), run(raised, "72")], "172"),
        (&[run("", "m"), run(raised, "2")], "m2"),
    ] {
        let content = with_part("word/styles.xml", styles, &format!("<w:p>{}</w:p>", parts.concat()));
        assert_eq!(picture(&content), expected);
    }
}
