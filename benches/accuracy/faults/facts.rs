//! What the prose of a report says: of its unit, its year, its tables, and figures of its own that add up.

use super::counts::{cell, group, number, table};
use super::units::Unit;
use super::words::Facts;
use crate::common::figures::{Figures, Random};

/// A share in percent, to one decimal.
pub fn percent(part: i64, whole: i64) -> String {
    format!("{:.1}", 100.0 * part as f64 / whole.max(1) as f64)
}

/// A small number as it is written out.
fn written(number: i64) -> &'static str {
    ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"].get(number as usize).copied().unwrap_or("多")
}

/// What is said of a unit and a year.
pub fn of_unit(unit: &Unit, year: i32, random: &mut Random) -> Facts {
    let mut facts = Facts::new();
    let is_2019 = year < 2021;
    let day =
        if unit.kind.is_government() { (2 + random.below(2), 1 + random.below(28)) } else { (1, 4 + random.below(25)) };
    let own = [
        ("name", unit.name.clone()),
        ("short", unit.short.clone()),
        ("place", unit.place.clone()),
        ("zi", unit.place.chars().take(1).collect()),
        ("me", unit.me.to_owned()),
        ("whole", unit.whole()),
        ("level", unit.level().to_owned()),
        ("office", unit.office()),
        ("sup", unit.superior()),
        ("kind", unit.kind.id().to_owned()),
        ("form", if is_2019 { "2019" } else { "2021" }.to_owned()),
        ("year", year.to_string()),
        ("last", (year - 1).to_string()),
        ("next", (year + 1).to_string()),
        ("nextyear", (year + 1).to_string()),
        ("signed", format!("{}月{}日", day.0, day.1)),
        ("published", format!("{}-{:02}-{:02}", year + 1, day.0, day.1)),
        ("cited", if is_2019 { "国办公开办函〔2019〕60号" } else { "国办公开办函〔2021〕30号" }.to_owned()),
        ("papername", "中华人民共和国政府信息公开工作年度报告格式".to_owned() + if is_2019 { "（试行）" } else { "" }),
    ];
    facts.extend(own);
    facts
}

/// What is said of the tables.
pub fn of_tables(facts: &mut Facts, figures: &Figures) {
    let form = figures.form;
    let of = |id: &str, row: &str, column: &str| number(figures, cell(form, id, row, column));
    let all = |row: &str| of("requests", row, "total");
    let rows: Vec<&str> = table(form, "requests").expect("表三").get().rows.iter().map(|row| row.id).collect();
    let sum = |name: &str| -> i64 { rows.iter().filter(|row| row.starts_with(group(name))).map(|row| all(row)).sum() };
    let (new, over, done) = (all("new_received"), all("carried_over"), all("total_processed"));
    let natural = of("requests", "new_received", "natural_person");
    let (granted, partial) = (all("granted"), all("partial"));
    let suits = ["suit_direct", "suit_after_reconsideration"];
    let suit = |column: &str| suits.iter().map(|row| of("remedies", row, column)).sum::<i64>();
    let recon = |column: &str| of("remedies", "reconsideration", column);
    let (issued, repealed, stock) = match form {
        "2021" => ("issued", "repealed", "in_force"),
        _ => ("made_this_year", "published_this_year", "total_public"),
    };
    let documents = |column: &str| of("art20_1", "normative_documents", column);
    let told = [
        ("new", new),
        ("over", over),
        ("sum", new + over),
        ("done", done),
        ("forward", all("carried_forward")),
        ("newweb", new / 2),
        ("newmail", new / 3),
        ("newface", new - new / 2 - new / 3),
        ("newrest", new - new / 2),
        ("natural", natural),
        ("legal", new - natural),
        ("granted", granted),
        ("partial", partial),
        ("given", granted + partial),
        ("denied", sum("denied")),
        ("unavailable", sum("unavailable")),
        ("unprocessed", sum("unprocessed")),
        ("otherdone", sum("other")),
        ("recon", recon("total")),
        ("kept", recon("upheld")),
        ("fixed", recon("corrected")),
        ("otherway", recon("other_result")),
        ("reconopen", recon("pending")),
        ("suit", suit("total")),
        ("open", recon("pending") + suit("pending")),
        ("issued", documents(issued)),
        ("repealed", documents(repealed)),
        ("madepublic", documents(repealed)),
        ("inforce", documents(stock)),
        ("license", of("art20_5", "admin_license", "decisions")),
        ("penalty", of("art20_6", "admin_penalty", "decisions")),
    ];
    facts.extend(told.map(|(name, count)| (name, count.to_string())));
    facts.insert("newcn", written(new).to_owned());
    facts.insert("givenpct", percent(granted + partial, done));
    facts.insert("grantedpct", percent(granted, done));
    if form == "2021" {
        let fee = &figures.cells[&cell(form, "art20_8", "admin_fee", "fee_amount")];
        facts.insert("fee", if fee == "0" { "no" } else { "yes" }.to_owned());
        facts.insert("feewan", fee.clone());
    }
}

/// Figures of the prose alone: information published, in four parts, and its growth.
pub fn of_prose(facts: &mut Facts, random: &mut Random) {
    let parts: Vec<i64> = (0..4).map(|_| 12 + random.below(400) as i64).collect();
    let all: i64 = parts.iter().sum();
    let more = 3 + random.below(all as usize / 3) as i64;
    for (name, part) in ["p1", "p2", "p3", "p4"].into_iter().zip(&parts) {
        facts.insert(name, part.to_string());
    }
    facts.insert("p", all.to_string());
    facts.insert("p1pct", percent(parts[0], all));
    facts.insert("pdiff", more.to_string());
    facts.insert("pbefore", (all - more).to_string());
    facts.insert("pgrow", percent(more, all - more));
}

/// Figures of a narrative report, by way of application and by time.
pub fn of_narrative(facts: &mut Facts, random: &mut Random) {
    let ways: Vec<i64> = [9, 4, 60, 30].iter().map(|most| random.below(most + 1) as i64).collect();
    let new: i64 = ways.iter().sum();
    let late = random.below(new as usize / 9 + 1) as i64;
    for (name, count) in ["faced", "faxed", "online", "mailed"].into_iter().zip(&ways) {
        facts.insert(name, count.to_string());
    }
    facts.insert("new", new.to_string());
    facts.insert("late", late.to_string());
    facts.insert("intime", (new - late).to_string());
}
