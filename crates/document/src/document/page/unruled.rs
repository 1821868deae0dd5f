//! Tables without ruling lines on drawn pages.

use super::arrange;
use super::drawn::{found, page, told};

#[test]
fn columns_and_heads_are_found_by_their_places() {
    for (name, drawing, expected) in [
        (
            "rows without lines",
            "甲乙    1    2    3\n丙丁    4         5\n戊己    6    7    8",
            "甲乙→1→2→3\n丙丁→4→→5\n戊己→6→7→8",
        ),
        (
            "blank places in the columns of a whole table",
            "甲    1    2    3    4    5\n乙         2    3\n丙         2              5\n丁    6    7    8    9    0\n戊    6",
            "甲→1→2→3→4→5\n乙→→2→3→→\n丙→→2→→→5\n丁→6→7→8→9→0\n戊→6→→→→",
        ),
        (
            "a group of rows on a line of its own in the middle",
            "              自然      商业      总计\n规章           1         2         3\n               （三）不予公开\n文件           4                   6\n其他           7         8         9",
            "自然→商业→总计\n规章→1→2→3\n（三）不予公开\n文件→4→→6\n其他→7→8→9",
        ),
        (
            "rows without clear columns",
            "甲乙    1    2    3\n丙丁    4         5\n戊己    6    7",
            "甲乙→1→2→3\n丙丁→4→5\n戊己→6→7",
        ),
        (
            "a head of two rows without lines",
            "                               申请人情况\n                                  法人\n              自然                                    总计\n                        商业      科研      其他\n甲乙            1         2         3         4         5\n丙丁            6         7         8         9         0",
            "申请人情况\n自然→法人→总计\n商业→科研→其他\n甲乙→1→2→3→4→5\n丙丁→6→7→8→9→0",
        ),
        (
            "a line of text close above a head",
            "扫一扫在手机打开当前页\n                               申请人情况\n                                  法人\n              自然                                    总计\n                        商业      科研      其他\n甲乙            1         2         3         4         5\n丙丁            6         7         8         9         0",
            "扫一扫在手机打开当前页\n申请人情况\n自然→法人→总计\n商业→科研→其他\n甲乙→1→2→3→4→5\n丙丁→6→7→8→9→0",
        ),
        (
            "a line of text close above a head, where rows have no labels",
            "扫一扫在手机打开\n          复议                      诉讼情况\n                            直接起诉        之后起诉\n  维持    纠正    总计\n                          维持    总计    维持    总计\n   1       2       3       4       5       6       7",
            "扫一扫在手机打开\n复议→诉讼情况\n维持→纠正→总计→直接起诉→之后起诉\n维持→总计→维持→总计\n1→2→3→4→5→6→7",
        ),
        (
            "a group whose line of its own comes after rows with blank places",
            "                    自然    商业    科研    其他    总计\n规章                 1               2       3       4\n文件                         5                       5\n              三三、办理结果\n其他                 1       2       3       4       5\n其次                 6       7       8       9       0",
            "自然→商业→科研→其他→总计\n规章→1→→2→3→4\n文件→→5→→→5\n三三、办理结果\n其他→1→2→3→4→5\n其次→6→7→8→9→0",
        ),
        (
            "a head of which one label is lost and the next stands over two columns",
            "                               申请人情况\n                                  法人\n              自然                                    总计\n                             商业            其他\n甲乙            1         2         3         4         5\n丙丁            6         7         8         9         0",
            "申请人情况\n自然→法人→总计\n商业→其他\n甲乙→1→2→3→4→5\n丙丁→6→7→8→9→0",
        ),
        (
            "a blank place under a head",
            "信息内容    本年制发    本年废止    现行有效\n规章            1                       3\n文件                                    4",
            "信息内容→本年制发→本年废止→现行有效\n规章→1→→3\n文件→→→4",
        ),
        (
            "blank places before the first value, where rows have no labels",
            "甲甲    乙乙    丙丙    丁丁\n                  3       4",
            "甲甲→乙乙→丙丙→丁丁\n→→3→4",
        ),
        (
            "a label of a group over a gap, which makes no column",
            "     甲组        乙组\n甲甲    乙乙    丙丙    丁丁\n 1       2       3       4",
            "甲组→乙组\n甲甲→乙乙→丙丙→丁丁\n1→2→3→4",
        ),
        (
            "a value that stands under no label of the head",
            "信息内容    本年制发    本年废止    现行有效\n规章                  1                 3",
            "信息内容→本年制发→本年废止→现行有效\n规章→1→3",
        ),
        (
            "a head over the next rows of the same table",
            "信息内容    本年制发    本年废止    现行有效\n规章            1           2            3\n信息内容              本年处理\n许可                      0",
            "信息内容→本年制发→本年废止→现行有效\n规章→1→2→3\n信息内容→本年处理\n许可→0",
        ),
        (
            "a group whose ordinal is damaged, on a line of its own in the middle",
            "甲    1    2    3    4    5\n乙    1    2    3    4    5\n           （口）不予公开\n丙         2              5\n丁    6    7    8",
            "甲→1→2→3→4→5\n乙→1→2→3→4→5\n（口）不予公开\n丙→→2→→→5\n丁→6→7→8→→",
        ),
        (
            "labels on lines of their own, and values of the first column in the room beside it",
            "                                   申请人情况\n\n                                      法人\n\n事项说明          自然                                    总计\n\n                            商业      科研      其他\n                        一、新收\n        1                     2         3         4         5\n                        二、结转\n        6                     7                   9         0\n                        三、结果\n        1                     2         3         4         5",
            "申请人情况\n事项说明→自然→法人→总计\n商业→科研→其他\n一、新收\n1→2→3→4→5\n二、结转\n6→7→→9→0\n三、结果\n1→2→3→4→5",
        ),
        (
            "a blank first column beside a corner",
            "信息内容    本年制发    本年废止    现行有效\n规章                                    3\n文件                        2            ",
            "信息内容→本年制发→本年废止→现行有效\n规章→→→3\n文件→→2→",
        ),
        (
            "values of which none stand in one row, below a head and above the next table",
            "信息内容    本年制发    本年废止    现行有效\n规章                        2\n文件            1\n\n           第二项\n信息内容    本年处理\n许可            0",
            "信息内容→本年制发→本年废止→现行有效\n规章→→2→\n文件→1→→\n第二项\n信息内容→本年处理\n许可→0",
        ),
        (
            "values that were set in the middle of two places",
            "甲    1    2    3    4    5\n乙    1    2    3    4    5\n丙      1       3    4    5\n丁    6    7    8    9     ",
            "甲→1→2→3→4→5\n乙→1→2→3→4→5\n丙→1→3→4→5\n丁→6→7→8→9→",
        ),
        (
            "a label that ends close to its values",
            "申请人逾期未补正的  12    3    4\n其他                 5    6    7",
            "申请人逾期未补正的→12→3→4\n其他→5→6→7",
        ),
        ("numbers close to each other", "甲    124134  148587    1", "甲→124134→148587→1"),
        (
            "two columns of text",
            "一是加强组织领导      二是办结申请 12\n完善各项制度          件均按时答复 3",
            "一是加强组织领导→二是办结申请12\n完善各项制度→件均按时答复3",
        ),
        (
            "a head of which a word stands between columns",
            "                               申请人情况\n                                  法人\n              自然                                    总计\n                        商业 科研           其他\n甲乙            1         2         3         4         5\n丙丁            6         7         8         9         0",
            "申请人情况\n法人\n自然→总计\n商业科研→其他\n甲乙→1→2→3→4→5\n丙丁→6→7→8→9→0",
        ),
    ] {
        assert_eq!(found(&[drawing]), format!("page 1\n{expected}"), "{name}");
    }
}

#[test]
fn what_stands_in_lines_half_as_far_apart_is_found() {
    for (name, drawing, expected) in [
        ("one value", "行政\n          123\n收费", "行政收费→123"),
        ("two rows", "行政\n          1    2\n收费\n\n\n采购      3    4", "行政收费→1→2\n采购→3→4"),
        (
            "a head of labels that lie in their heights, beside a corner",
            "          本年制发    本年废止\n信息内容                            现行有效\n            件数        件数\n\n\n规章          1           2           3\n\n\n文件          4           5           6",
            "信息内容→本年制发件数→本年废止件数→现行有效\n规章→1→2→3\n文件→4→5→6",
        ),
        (
            "a head of one column, and a corner of two lines",
            "信息\n            本年处理决定数量\n内容\n\n\n许可                0",
            "信息内容→本年处理决定数量\n许可→0",
        ),
        (
            "a head whose labels are broken where they were set wide",
            "         本年制     本年废    现行\n             发         止    有效\n\n\n规章        1          2        3\n\n\n文件        4          5        6",
            "本年制发→本年废止→现行有效\n规章→1→2→3\n文件→4→5→6",
        ),
        (
            "a label beside those of the upper row, which lost its column",
            "                       法人\n\n    自然                               总计\n\n            商业      科研      其他\n\n\n甲乙          1         2         3         4\n\n\n丙丁          6         7         8         9",
            "自然→法人→总计\n商业→科研→其他\n甲乙→1→2→3→4\n丙丁→6→7→8→9",
        ),
        (
            "a number that a narrow column broke",
            "                   65\n甲乙    1    222         3333\n                   51\n\n\n丙丁    4    5     6      7",
            "甲乙→1→222→65 51→3333\n丙丁→4→5→6→7",
        ),
        (
            "a number that a narrow column broke, beside a label of two lines",
            "行政                  65\n          1    222         3333\n收费                  51\n\n\n采购      4    5     6      7",
            "行政收费→1→222→65 51→3333\n采购→4→5→6→7",
        ),
        (
            "numbers not as far above a row as below it",
            "甲乙    1    222         3333\n\n                   51\n\n                   65\n\n丙丁    4    5     6      7",
            "甲乙→1→222→3333\n51\n65\n丙丁→4→5→6→7",
        ),
        ("a number below a line of text", "行政\n\n          123", "行政\n123"),
    ] {
        let mut page = page(1, drawing);
        // Lines half as far apart.
        page.glyphs.iter_mut().for_each(|glyph| glyph.base = 100.0 + (glyph.base - 100.0) / 2.0);
        assert_eq!(told(&arrange(vec![page], 100).0), format!("page 1\n{expected}"), "{name}");
    }
}

#[test]
fn a_head_that_a_page_break_parts_from_its_rows_is_put_in_order() {
    let torn = "\
                               申请人情况
                                  法人
              自然                                    总计
                        商业      科研      其他";
    let rows = "甲乙            1         2         3         4         5\n丙丁            6                   8         9         0";
    let below = "                        商业      科研      其他\n".to_owned() + rows;
    let whole = "申请人情况\n自然→法人→总计\n商业→科研→其他";
    let read = "甲乙→1→2→3→4→5\n丙丁→6→→8→9→0";
    for (name, upper, lower, expected) in [
        ("parted", torn, rows, format!("page 1\n{whole}\npage 2\n{read}")),
        (
            "torn",
            &torn[..torn.rfind('\n').unwrap()],
            &below,
            format!("page 1\n{}\npage 2\n商业→科研→其他\n{read}", whole.replace("\n商业→科研→其他", "")),
        ),
        (
            "text above",
            "这一页以正文结束",
            rows,
            "page 1\n这一页以正文结束\npage 2\n甲乙→1→2→3→4→5\n丙丁→6→8→9→0".to_owned(),
        ),
    ] {
        assert_eq!(found(&[upper, lower]), expected, "{name}");
    }
}

#[test]
fn rows_of_the_next_page_have_the_columns_of_this_one() {
    let upper = "甲乙    1    2    3    4    5\n丙丁    6    7    8    9    0";
    let whole = "\n庚辛    1    2    3    4    5\n壬癸    6    7    8    9    0";
    let read = "page 1\n甲乙→1→2→3→4→5\n丙丁→6→7→8→9→0\npage 2\n戊己→1→→→4→5";
    for (name, lower, expected) in [
        ("none whole", "戊己    1              4    5", read.to_owned()),
        (
            "the first of them not whole",
            &("戊己    1              4    5".to_owned() + whole),
            read.to_owned() + "\n庚辛→1→2→3→4→5\n壬癸→6→7→8→9→0",
        ),
    ] {
        assert_eq!(found(&[upper, lower]), expected, "{name}");
    }
}
