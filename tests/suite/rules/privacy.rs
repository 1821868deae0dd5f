//! Numbers of persons, and what does not belong into a report: found, told by place and kind, and shown nowhere in full.

use std::process::Command;

use gouji::rules::Severity::{Info, Warning};

use super::writing::{analyse, findings, text, try_cases};

const ANSWERED: &str = "按期答复。";

#[test]
fn identity_cards() {
    try_cases(
        "privacy.identity",
        &[
            (
                &[(ANSWERED, "申请人王某（身份证号110101199003071233），按期答复。")],
                Some((Warning, &["1 处居民身份证号码", "110101********1233", "第5行"])),
            ),
            (&[(ANSWERED, "证件11010519491231002X、530802198706120036。")], Some((Warning, &["2 处"]))),
            (&[(ANSWERED, "身份证号码：110101199003071234。")], Some((Warning, &["110101********1234"]))),
            (&[(ANSWERED, "身份证号码：110105491231002。")], Some((Warning, &["110105******002"]))),
            (&[(ANSWERED, "身份证号１１０１０１１９９００３０７１２３３。")], Some((Warning, &["＊"]))),
            (&[(ANSWERED, "编号110101199003071234。")], None),
            (&[(ANSWERED, "统一社会信用代码110101199003071233。")], None),
            (&[(ANSWERED, "流水号20230101202312311234。")], None),
            (&[(ANSWERED, "登记号110105491231002。")], None),
        ],
    );
}

#[test]
fn telephones_cards_and_addresses() {
    try_cases(
        "privacy.mobile",
        &[
            (&[(ANSWERED, "当事人李某13912345678，按期答复。")], Some((Warning, &["139****5678"]))),
            (&[(ANSWERED, "咨询电话：13912345678。")], Some((Info, &["139****5678"]))),
            (&[(ANSWERED, "咨询电话：0870-2123456、12345热线。")], None),
            (&[(ANSWERED, "累计访问13912345678次。")], None),
            (&[(ANSWERED, "收费13912345678元。")], None),
            (&[(ANSWERED, "见http://www.example.gov.cn/t20230131_13912345678.html。")], None),
            (&[(ANSWERED, "2023年收到邮政编码657000的信函。")], None),
        ],
    );
    try_cases(
        "privacy.bank_card",
        &[
            (&[(ANSWERED, "退款至银行卡6222021234567890128。")], Some((Warning, &["622202*********0128"]))),
            (&[(ANSWERED, "开户行某银行，账号6217001234567893。")], Some((Info, &["621700******7893"]))),
            (&[(ANSWERED, "退款至银行卡6222021234567890129。")], None),
            (&[(ANSWERED, "订单号6222021234567890128。")], None),
            (&[(ANSWERED, "项目代码2023-530802-01-01-123456。")], None),
        ],
    );
    try_cases(
        "privacy.address",
        &[
            (&[(ANSWERED, "村民赵六，家住东风路12号3栋501室。")], Some((Info, &["家庭住址"]))),
            (&[(ANSWERED, "居民周秀英（住滨河路36号20栋605室）参加座谈。")], Some((Info, &["家庭住址"]))),
            (&[(ANSWERED, "走访困难群众周志强，家庭住址：解放街12号8幢446室。")], Some((Info, &["家庭住址"]))),
            (&[(ANSWERED, "答复居民反映的问题（住建局3号楼）。")], None),
            (&[(ANSWERED, "办公地址：东风路12号3栋501室。")], None),
            (&[(ANSWERED, "清理泄露家庭住址的信息3条。")], None),
            (&[(ANSWERED, "受理通信地址东风路12号的信函。")], None),
        ],
    );
}

#[test]
fn no_output_has_a_number_of_a_person() {
    let changes: &[(&str, &str)] = &[
        ("临江县东风镇人民政府2023年政府", "张某13987654321临江县东风镇人民政府2023年政府"),
        (ANSWERED, "申请人王某（身份证号110101199003071233，手机13912345678），卡号6222021234567890128，按期答复。。"),
        ("行政许可 | 14 |", "行政许可13712345678 | 14 |"),
        ("（七）总计 | 1 |", "（七）总计 | 身份证110105194912310020 |"),
        ("2024年1月18日", "联系人13612345678"),
    ];
    let secrets =
        ["110101199003071233", "13912345678", "6222021234567890128", "13987654321", "13712345678", "13612345678"];
    assert!(secrets.iter().all(|secret| text(changes).contains(secret)));
    let analysis = analyse(changes);
    // Everything that leaves the program is made of these.
    let everything = format!("{analysis:?}");
    for secret in secrets {
        assert!(!everything.contains(secret), "{secret}");
    }
    assert_eq!(analysis.lines.len(), text(changes).lines().count());
    for (masked, original) in analysis.lines.iter().zip(text(changes).lines()) {
        assert_eq!(masked.chars().count(), original.chars().count(), "places stay");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("年报.txt"), text(changes)).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        let data = folder.path().join("data");
        let output = command.args(arguments).arg("--data-dir").arg(data).current_dir(folder.path()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(!said.is_empty() || arguments[0] == "export", "{arguments:?}");
        said
    };
    for format in ["table", "json", "ndjson", "csv", "sarif"] {
        let said = run(&["check", "年报.txt", "--format", format]);
        assert!(said.contains("110101********1233"), "{format}: {said}");
        assert_eq!(secrets.iter().find(|secret| said.contains(**secret)), None, "{format}");
    }
    let shown = run(&["show", "年报.txt"]);
    assert_eq!(secrets.iter().find(|secret| shown.contains(**secret)), None);
    for extension in ["csv", "md", "json"] {
        let file = format!("log.gouji.{extension}");
        let said = run(&["export", "年报.txt", "--content", "ledger", "-o", &file]);
        let written = std::fs::read_to_string(folder.path().join(&file)).unwrap_or_else(|_| panic!("{file}: {said}"));
        // Markdown writes an asterisk with a sign before it.
        assert!(written.replace('\\', "").contains("110101********1233"), "{file}");
        assert_eq!(secrets.iter().find(|secret| written.contains(**secret)), None, "{file}");
    }
}

#[test]
fn advertising() {
    let title = "临江县东风镇人民政府2023年政府信息公开工作年度报告\n";
    try_cases(
        "text.hijacked",
        &[
            (&[(title, "uedbet体育_uedbet官网@:2023年政府信息公开工作年度报告\n")], Some((Warning, &["uedbet"]))),
            (
                &[(title, "明升体育_明升官网@:欢迎您\n临江县东风镇人民政府2023年政府信息公开工作年度报告\n")],
                Some((Warning, &["明升体育"])),
            ),
            (&[(ANSWERED, "按期答复。bet365 百家乐 老虎机")], Some((Warning, &["bet365"]))),
            (&[("无。\n", "无。\n友情链接：免费菠萝视频\n")], Some((Warning, &["菠萝视频"]))),
            (&[(ANSWERED, "打击网络赌博、整治色情低俗信息12条。")], None),
            (&[(ANSWERED, "公开体育彩票公益金使用情况1条。")], None),
            (&[(ANSWERED, "县体育局官网、文化娱乐场所抽查结果公开3条。")], None),
            (&[(ANSWERED, "通过“某县发布”APP、官网和直播公开5场。")], None),
        ],
    );
}

#[test]
fn characters_that_nobody_sees() {
    try_cases(
        "text.invisible",
        &[
            (&[(ANSWERED, "按期\u{200b}答复\u{200b}。")], Some((Info, &["零宽字符 2 个", "第5行"]))),
            (&[(ANSWERED, "答复\u{202e}21\u{202c}件。")], Some((Warning, &["书写方向的控制符 2 个"]))),
            (&[(ANSWERED, "按期答复\u{e5e5}。")], Some((Info, &["私用区字符 1 个"]))),
            (&[("规章 | 0", "规\u{feff}章 | 0")], Some((Info, &["零宽字符 1 个"]))),
            (&[(ANSWERED, "按期答复\u{f0b7}。")], None),
            (&[(ANSWERED, "按期\u{a0}\u{3000}答复。")], None),
            (&[("临江县东风镇人民政府2023年政府", "\u{feff}临江县东风镇人民政府2023年政府")], None),
        ],
    );
    assert_eq!(findings("text.invisible", &[(ANSWERED, "——“按期答复”…！")]), []);
}
