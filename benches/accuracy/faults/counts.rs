//! Figures of a unit as real reports have them: balanced, of its size, following from its figures of the year before.

use std::collections::BTreeMap;

use gouji::schema::{CellId, Schema, TableRef};
use rust_decimal::Decimal;

use super::units::Kind;
use crate::common::figures::{Figures, Random};

/// Shares of the results in what is dealt with, in a hundred; where one edition has another row, it is left out.
const RESULTS: [(&str, usize); 12] = [
    ("granted", 38),
    ("partial", 8),
    ("denied_internal", 3),
    ("denied_process", 4),
    ("denied_third_party", 2),
    ("unavailable_not_held", 22),
    ("unavailable_needs_creation", 5),
    ("unavailable_unclear", 2),
    ("unprocessed_petition", 6),
    ("unprocessed_repeat", 4),
    ("other_processing", 6),
    ("other_other", 6),
];

/// Which rows of 表三 a group has.
pub fn group(name: &str) -> &'static str {
    match name {
        "denied" => "denied_",
        "unavailable" => "unavailable_",
        "unprocessed" => "unprocessed_",
        _ => "other_",
    }
}

/// The table of a form.
pub fn table(form: &str, id: &str) -> Option<TableRef> {
    let index = Schema::get().form(form)?;
    Schema::get().tables().find(|at| at.form == index && at.get().id == id)
}

/// The cell of a form.
///
/// # Panics
/// Where the form has none of that name.
pub fn cell(form: &str, id: &str, row: &str, column: &str) -> CellId {
    let at = table(form, id).expect("a table of the form");
    at.cell(at.get().row(row).expect("a row of the form"), at.get().column(column).expect("a column of the form"))
}

/// The number in a cell; 0 where it has none.
pub fn number(figures: &Figures, cell: CellId) -> i64 {
    figures.cells.get(&cell).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Draws the figures of one report.
struct Maker<'a> {
    form: &'static str,
    kind: Kind,
    before: Option<&'a Figures>,
    random: &'a mut Random,
    cells: BTreeMap<CellId, i64>,
}

/// Figures for a unit, following from those of the year before where they are given and of the same form.
pub fn invent(form: &'static str, kind: Kind, before: Option<&Figures>, random: &mut Random) -> Figures {
    let before = before.filter(|before| before.form == form);
    let mut maker = Maker { form, kind, before, random, cells: BTreeMap::new() };
    let index = Schema::get().form(form).expect("a known form");
    for at in Schema::get().tables().filter(|at| at.form == index) {
        for row in 0..at.get().rows.len() as u8 {
            for column in 0..at.get().columns.len() as u8 {
                maker.cells.insert(at.cell(row, column), 0);
            }
        }
    }
    maker.disclosure();
    maker.requests();
    maker.remedies();
    let Maker { cells, .. } = maker;
    let mut figures = Figures { form, cells: cells.into_iter().map(|(id, number)| (id, number.to_string())).collect() };
    amounts(&mut figures, kind, before, random);
    figures
}

/// Fees and purchases: the figures that may have decimals.
fn amounts(figures: &mut Figures, kind: Kind, before: Option<&Figures>, random: &mut Random) {
    let is_charging = match kind {
        Kind::City | Kind::County | Kind::District => true,
        Kind::Bureau | Kind::CityBureau | Kind::Hospital => random.below(2) == 0,
        _ => random.below(6) == 0,
    };
    let fee = (figures.form == "2021").then(|| cell("2021", "art20_8", "admin_fee", "fee_amount"));
    let last = |fee| before.and_then(|before| before.cells[&fee].parse::<Decimal>().ok());
    // Who charged last year charges this year, and nobody else.
    if let Some(fee) = fee
        && last(fee).map_or(is_charging, |last| !last.is_zero())
    {
        let last = last(fee).unwrap_or_default();
        let most = if kind.is_government() { 900_000 } else { 90_000 };
        let drawn = Decimal::new(2_000 + random.below(most) as i64, 2);
        // No tenfold jumps from one year to the next.
        let amount = if last.is_zero() { drawn } else { last + Decimal::new(random.below(9_000) as i64, 2) };
        figures.cells.insert(fee, amount.normalize().to_string());
    }
    if figures.form == "2019" && kind.is_government() {
        let items = cell("2019", "art20_9", "gov_procurement", "procurement_items");
        let amount = cell("2019", "art20_9", "gov_procurement", "procurement_amount");
        let unit = if random.below(3) == 0 { "" } else { "万元" };
        figures.cells.insert(items, (20 + random.below(80)).to_string());
        figures.cells.insert(amount, format!("{}{unit}", Decimal::new(90_000 + random.below(90_000) as i64, 2)));
    }
}

impl Maker<'_> {
    fn at(&self, id: &str, row: &str, column: &str) -> CellId {
        cell(self.form, id, row, column)
    }

    fn set(&mut self, id: &str, row: &str, column: &str, number: usize) {
        let cell = self.at(id, row, column);
        self.cells.insert(cell, number as i64);
    }

    fn last(&self, id: &str, row: &str, column: &str) -> Option<usize> {
        self.before.map(|before| number(before, self.at(id, row, column)).max(0) as usize)
    }

    /// A number of this year that is of the size of last year's.
    fn near(&mut self, last: Option<usize>, most: usize) -> usize {
        match last.filter(|last| *last > 8) {
            Some(last) => last - last / 4 + self.random.below(last / 2 + 2),
            None => self.random.below(most + 1),
        }
    }

    fn disclosure(&mut self) {
        let (documents, licenses, penalties) = match self.kind {
            Kind::City => (14, 9_000, 5_000),
            Kind::County | Kind::District => (9, 4_000, 1_500),
            Kind::Bureau | Kind::CityBureau => (3, 600, 90),
            Kind::Town | Kind::Township | Kind::Street => (1, 60, 12),
            Kind::Zone => (3, 200, 0),
            Kind::Hospital => (0, 0, 0),
        };
        let (most, makes) = (documents, self.kind == Kind::City);
        for (row, most) in [("normative_documents", most), ("regulations", if makes { 2 } else { 0 })] {
            let new = self.random.below(most + 1);
            if self.form == "2021" {
                let stock = self.last("art20_1", row, "in_force");
                let stock = stock.unwrap_or_else(|| if most == 0 { 0 } else { self.random.below(4 * most + 1) });
                let gone = self.random.below(stock.min(most) + 1);
                self.set("art20_1", row, "issued", new);
                self.set("art20_1", row, "repealed", gone);
                self.set("art20_1", row, "in_force", stock + new - gone);
            } else {
                let stock = self.last("art20_1", row, "total_public").unwrap_or(3 * most);
                self.set("art20_1", row, "made_this_year", new);
                self.set("art20_1", row, "published_this_year", new);
                self.set("art20_1", row, "total_public", stock + new);
            }
        }
        let coercion = penalties / 20;
        for (id, row, most) in [
            ("art20_5", "admin_license", licenses),
            ("art20_5", "other_public_services", licenses / 3),
            ("art20_6", "admin_penalty", penalties),
            ("art20_6", "admin_coercion", coercion),
        ] {
            if table(self.form, id).is_some_and(|at| at.get().row(row).is_some()) {
                let last = self.last(id, row, "decisions");
                let made = self.near(last, most);
                self.set(id, row, "decisions", made);
                self.stock(id, row, most.min(60));
            }
        }
        if self.form == "2019" {
            self.stock("art20_8", "admin_fee", 6);
        }
    }

    /// Items of the year before and their change, in the form of 2019.
    fn stock(&mut self, id: &str, row: &str, most: usize) {
        if self.form != "2019" {
            return;
        }
        let last = self.before.map(|before| {
            let of = |column| number(before, self.at(id, row, column));
            of("prev_year_items") + of("net_change")
        });
        let stock = last.unwrap_or_else(|| self.random.below(most + 1) as i64);
        let change = if stock > 3 { self.random.below(5) as i64 - 2 } else { 0 };
        let (items, net) = (self.at(id, row, "prev_year_items"), self.at(id, row, "net_change"));
        self.cells.insert(items, stock);
        self.cells.insert(net, change);
    }

    fn requests(&mut self) {
        let size = match self.kind {
            Kind::City => 500 + self.random.below(400),
            Kind::County | Kind::District => 40 + self.random.below(160),
            // A few departments have most of the requests.
            Kind::Bureau | Kind::CityBureau if self.random.below(3) == 0 => 40 + self.random.below(90),
            Kind::Bureau | Kind::CityBureau => self.random.below(26),
            Kind::Town | Kind::Township | Kind::Street => self.random.below(9),
            Kind::Zone | Kind::Hospital => self.random.below(4),
        };
        let size = match self.last("requests", "new_received", "total") {
            Some(last) if last > 0 => last - last / 4 + self.random.below(last / 2 + 2),
            _ => size,
        };
        let received = if self.random.below(5) == 0 && size < 30 { 0 } else { size };
        let columns = ["natural_person", "org_enterprise", "org_public_welfare", "org_legal_service", "org_other"];
        for (column, share) in columns.into_iter().zip([78, 14, 2, 4, 2]) {
            let new = if column == "natural_person" { received - received * 22 / 100 } else { received * share / 100 };
            let over =
                self.last("requests", "carried_forward", column).unwrap_or_else(|| self.random.below(new / 12 + 1));
            let all = new + over;
            let left = self.random.below(all / 10 + 1);
            self.set("requests", "new_received", column, new);
            self.set("requests", "carried_over", column, over);
            self.set("requests", "carried_forward", column, left);
            self.set("requests", "total_processed", column, all - left);
            for _ in 0..all - left {
                let row = self.result();
                let cell = self.at("requests", row, column);
                *self.cells.entry(cell).or_default() += 1;
            }
        }
        let at = table(self.form, "requests").expect("表三");
        for row in 0..at.get().rows.len() as u8 {
            let sum = (0..6).map(|column| self.cells[&at.cell(row, column)]).sum();
            self.cells.insert(at.cell(row, 6), sum);
        }
    }

    fn result(&mut self) -> &'static str {
        let rows = table(self.form, "requests").expect("表三").get();
        let mut at = self.random.below(100);
        for (row, share) in RESULTS {
            match at.checked_sub(share) {
                Some(_) if rows.row(row).is_none() => {}
                Some(rest) => at = rest,
                None if rows.row(row).is_some() => return row,
                None => {}
            }
        }
        "granted"
    }

    fn remedies(&mut self) {
        let most = match self.kind {
            Kind::City => 30,
            Kind::County | Kind::District => 9,
            _ if self.random.below(5) == 0 => 3,
            _ => 0,
        };
        for row in ["reconsideration", "suit_direct", "suit_after_reconsideration"] {
            let mut sum = 0;
            for column in ["upheld", "corrected", "other_result", "pending"] {
                let mut cases = self.random.below(most / 2 + 1);
                if column == "pending" {
                    cases = cases / 3 + self.last("remedies", row, "pending").unwrap_or(0).saturating_sub(sum);
                }
                sum += cases;
                self.set("remedies", row, column, cases);
            }
            self.set("remedies", row, "total", sum);
        }
    }
}

/// The figures of a government that sums up its units: every cell the sum of theirs.
pub fn summed(parts: &[&Figures]) -> Figures {
    let mut cells: BTreeMap<CellId, Decimal> = BTreeMap::new();
    for (&id, text) in parts.iter().flat_map(|part| &part.cells) {
        let digits = text.trim_end_matches("万元");
        *cells.entry(id).or_default() += digits.parse::<Decimal>().unwrap_or_default();
    }
    let cells = cells.into_iter().map(|(id, sum)| (id, sum.normalize().to_string())).collect();
    Figures { form: parts[0].form, cells }
}
