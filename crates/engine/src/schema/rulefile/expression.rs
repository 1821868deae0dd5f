//! A relation as it is written: `requests.new_received.* + 2 * remedies.suit_direct.total <= 5`.
//!
//! A term is a number, or a cell with or without a number before it. A cell is `table.row.column`; in place of a row or a
//! column stands `*` for «each, one relation for each», `in:GROUP` for the sum of what lies in a group of the form, or
//! `in:*` for the sum of all. Signs of full width count as their twins.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Fault;
use crate::schema::Operator;

/// Which rows or columns a term speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// One, by id.
    One(String),
    /// Each, in a relation of its own.
    Each,
    /// The sum of a group.
    Group(String),
    /// The sum of all.
    All,
}

/// A cell, or a sum of cells, with its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is multiplied with; negative where it is subtracted.
    pub weight: Decimal,
    /// Id of the table.
    pub table: String,
    /// The rows.
    pub row: Pick,
    /// The columns.
    pub column: Pick,
    /// The stretch of the expression's text.
    pub at: Range<usize>,
}

/// Two sides and how they compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The terms on the left.
    pub left: Vec<Term>,
    /// What is added to them.
    pub left_constant: Decimal,
    /// How the sides compare.
    pub operator: Operator,
    /// The terms on the right.
    pub right: Vec<Term>,
    /// What is added to them.
    pub right_constant: Decimal,
}

/// The largest number that a relation may name, and the most decimals: with figures as long as the program adds up, products stay exact.
const LARGEST: u32 = 1_000_000;
const MOST_DECIMALS: u32 = 4;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// Where it is none; the place counts from the beginning of the text.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.len() };
        let (left, constant) = parser.side()?;
        let operator = match parser.take() {
            Some((Token::Operator(operator), _)) => operator,
            other => return Err(parser.no_operator(other)),
        };
        let (right, right_constant) = parser.side()?;
        if let Some((token, at)) = parser.take() {
            return Err(match token {
                Token::Operator(_) => Fault::new(
                    at,
                    "一条关系只能有一个比较号；请拆成两条。".to_owned(),
                    "a relation has one sign of comparison; make two relations of it".to_owned(),
                ),
                _ => unexpected(at),
            });
        }
        if left.is_empty() && right.is_empty() {
            return Err(Fault::new(
                0..text.len(),
                "关系中没有单元格，至少要有一个，如 requests.new_received.total。".to_owned(),
                "the relation names no cell; it needs one at least, such as requests.new_received.total".to_owned(),
            ));
        }
        if left.is_empty() {
            // Cells come first, so that a sentence speaks of them and then of what is demanded.
            let operator = match operator {
                Operator::Equal => Operator::Equal,
                Operator::AtMost => Operator::AtLeast,
                Operator::AtLeast => Operator::AtMost,
            };
            let (left, left_constant) = (right, right_constant);
            return Ok(Self { left, left_constant, operator, right: Vec::new(), right_constant: constant });
        }
        Ok(Self { left, left_constant: constant, operator, right, right_constant })
    }

    /// Every term, the left ones first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.iter().chain(&self.right)
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Plus,
    Minus,
    Times,
    Operator(Operator),
    Number(Decimal),
    Cell { table: String, row: Pick, column: Pick },
}

/// The half-width twin of a sign.
fn twin(c: char) -> char {
    match c {
        '＋' => '+',
        '－' | '−' => '-',
        '×' | '＊' => '*',
        '＝' => '=',
        '＜' => '<',
        '＞' => '>',
        '．' => '.',
        '\u{3000}' => ' ',
        c => c,
    }
}

fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, twin(c))).collect();
    let end_of = |index: usize| chars.get(index).map_or(text.len(), |next| next.0);
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(&(at, c)) = chars.get(index) {
        let next = chars.get(index + 1).map(|next| next.1);
        let mut length = 1;
        let token = match (c, next) {
            (c, _) if c.is_whitespace() => {
                index += 1;
                continue;
            }
            ('<', Some('=')) | ('>', Some('=')) | ('=', Some('=')) => {
                length = 2;
                Token::Operator(match c {
                    '<' => Operator::AtMost,
                    '>' => Operator::AtLeast,
                    _ => Operator::Equal,
                })
            }
            ('=', _) => Token::Operator(Operator::Equal),
            ('≤' | '≦', _) => Token::Operator(Operator::AtMost),
            ('≥' | '≧', _) => Token::Operator(Operator::AtLeast),
            ('<' | '>', _) => {
                return Err(Fault::new(
                    at..end_of(index + 1),
                    "比较号只有 =、<=、>=；件数是整数，“小于 5”请写“<= 4”。".to_owned(),
                    "compare with =, <= or >=; counts are whole, so write <= 4 for less than 5".to_owned(),
                ));
            }
            ('+', _) => Token::Plus,
            ('-', _) => Token::Minus,
            ('*', _) => Token::Times,
            ('(' | ')', _) => {
                return Err(Fault::new(
                    at..end_of(index + 1),
                    "关系中不能用括号，请把各项展开写。".to_owned(),
                    "a relation has no brackets; write its terms out".to_owned(),
                ));
            }
            (c, _) if c.is_ascii_digit() => {
                length = chars[index..].iter().take_while(|(_, c)| c.is_ascii_digit() || *c == '.').count();
                number(&text[at..end_of(index + length)], at)?
            }
            _ => {
                length = chars[index..].iter().scan('.', |before, &(_, c)| path_part(before, c)).count().max(1);
                let path: String = chars[index..index + length].iter().map(|&(_, c)| c).collect();
                cell(&path, at..end_of(index + length))?
            }
        };
        found.push((token, at..end_of(index + length)));
        index += length;
    }
    Ok(found)
}

/// Whether a path goes on: an asterisk belongs to it only after a point or a colon.
fn path_part(before: &mut char, c: char) -> Option<()> {
    let ends = c.is_whitespace() || "+-=<>≤≥≦≧()".contains(c) || c == '*' && !matches!(before, '.' | ':');
    *before = c;
    (!ends).then_some(())
}

fn number(text: &str, at: usize) -> Result<Token, Fault> {
    let plain: String = text.chars().map(twin).collect();
    let value = plain.parse::<Decimal>().ok();
    match value.filter(|value| *value <= Decimal::from(LARGEST) && value.scale() <= MOST_DECIMALS) {
        Some(value) => Ok(Token::Number(value)),
        None => Err(Fault::new(
            at..at + text.len(),
            format!("“{text}”不能用作系数或常数：应为不大于 {LARGEST}、小数不超过 {MOST_DECIMALS} 位的数。"),
            format!("{text} cannot be a number here: at most {LARGEST}, with at most {MOST_DECIMALS} decimals"),
        )),
    }
}

fn cell(path: &str, at: Range<usize>) -> Result<Token, Fault> {
    let parts: Vec<&str> = path.split('.').collect();
    let [table, row, column] = parts[..] else {
        return Err(Fault::new(
            at,
            format!("“{path}”不是单元格：应写“表.行.列”，如 requests.new_received.total；各代号见 gouji schema。"),
            format!(
                "{path} is no cell: write table.row.column, such as requests.new_received.total; gouji schema lists the ids"
            ),
        ));
    };
    Ok(Token::Cell { table: table.to_owned(), row: pick(row), column: pick(column) })
}

fn pick(word: &str) -> Pick {
    match word.strip_prefix("in:") {
        Some("*") => Pick::All,
        Some(group) => Pick::Group(group.to_owned()),
        None if word == "*" => Pick::Each,
        None => Pick::One(word.to_owned()),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|token| &token.0)
    }

    fn take(&mut self) -> Option<(Token, Range<usize>)> {
        let token = self.tokens.get(self.next).cloned();
        self.next += 1;
        token
    }

    /// Terms added and subtracted, and the sum of the numbers among them.
    fn side(&mut self) -> Result<(Vec<Term>, Decimal), Fault> {
        let (mut terms, mut constant) = (Vec::new(), Decimal::ZERO);
        let mut sign = Decimal::ONE;
        if let Some(Token::Plus | Token::Minus) = self.peek() {
            sign = self.sign();
        }
        loop {
            match self.term(sign)? {
                Ok(term) => terms.push(term),
                Err(number) => constant += number,
            }
            match self.peek() {
                Some(Token::Plus | Token::Minus) => sign = self.sign(),
                _ => return Ok((terms, constant)),
            }
        }
    }

    fn sign(&mut self) -> Decimal {
        match self.take() {
            Some((Token::Minus, _)) => Decimal::NEGATIVE_ONE,
            _ => Decimal::ONE,
        }
    }

    /// A term, or a number that stands alone.
    fn term(&mut self, sign: Decimal) -> Result<Result<Term, Decimal>, Fault> {
        let mut weight = sign;
        let mut from = None;
        if let Some((Token::Number(number), at)) = self.tokens.get(self.next).cloned() {
            self.next += 1;
            weight *= number;
            from = Some(at.clone());
            match self.peek() {
                Some(Token::Times) => self.next += 1,
                Some(Token::Cell { .. }) => {
                    return Err(Fault::new(
                        at,
                        "系数与单元格之间要有乘号，如 2 * requests.new_received.total。".to_owned(),
                        "put an asterisk between a number and a cell, as in 2 * requests.new_received.total".to_owned(),
                    ));
                }
                _ => return Ok(Err(weight)),
            }
        }
        match self.take() {
            Some((Token::Cell { table, row, column }, at)) => {
                if weight.is_zero() {
                    return Err(Fault::new(
                        from.unwrap_or(at),
                        "系数为 0，这一项没有作用；请改正系数或删去这一项。".to_owned(),
                        "the number before this term is 0, so that it does nothing; mend it or take it out".to_owned(),
                    ));
                }
                let start = from.map_or(at.start, |from| from.start);
                Ok(Ok(Term { weight, table, row, column, at: start..at.end }))
            }
            Some((_, at)) => Err(unexpected(at)),
            None => Err(Fault::new(
                self.end..self.end,
                "关系没有写完，缺一个单元格或数。".to_owned(),
                "the relation breaks off; a cell or a number is missing".to_owned(),
            )),
        }
    }

    fn no_operator(&self, found: Option<(Token, Range<usize>)>) -> Fault {
        match found {
            Some((_, at)) => {
                Fault::new(at, "此处应为 +、-、=、<= 或 >=。".to_owned(), "here +, -, =, <= or >= is wanted".to_owned())
            }
            None => Fault::new(
                0..self.end,
                "关系中没有比较号；请写成“左边 = 右边”，比较号有 =、<=、>=。".to_owned(),
                "the relation compares nothing; write LEFT = RIGHT, with =, <= or >=".to_owned(),
            ),
        }
    }
}

fn unexpected(at: Range<usize>) -> Fault {
    Fault::new(at, "此处应为一个单元格或数。".to_owned(), "here a cell or a number is wanted".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let expression = Expression::parse(text).unwrap();
        let pick = |pick: &Pick| match pick {
            Pick::One(id) => id.clone(),
            Pick::Each => "each".to_owned(),
            Pick::Group(group) => format!("<{group}>"),
            Pick::All => "all".to_owned(),
        };
        let side = |terms: &[Term], constant: Decimal| {
            let terms = terms
                .iter()
                .map(|term| format!("{} {}/{}/{}", term.weight, term.table, pick(&term.row), pick(&term.column)));
            terms.chain([constant.to_string()]).collect::<Vec<_>>().join(", ")
        };
        let Expression { left, left_constant, operator, right, right_constant } = &expression;
        format!("{} {} {}", side(left, *left_constant), operator.sign(), side(right, *right_constant))
    }

    #[test]
    fn sides_are_read_term_by_term() {
        for (text, expected) in [
            ("a.b.c = a.d.c", "1 a/b/c, 0 = 1 a/d/c, 0"),
            ("a.*.b + a.*.in:甲、乙>=0", "1 a/each/b, 1 a/each/<甲、乙>, 0 ≥ 0"),
            ("- a.b.c + 2*a.b.d - 3 <= 1.5 × a.in:*.e + 4", "-1 a/b/c, 2 a/b/d, -3 ≤ 1.5 a/all/e, 4"),
            ("ａ．ｂ.c ＝ 1＋2", "1 ａ/ｂ/c, 0 = 3"),
            ("5 >= a.b.c", "1 a/b/c, 0 ≤ 5"),
            ("a.*.* ≤ 2*a.*.*", "1 a/each/each, 0 ≤ 2 a/each/each, 0"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_relation_is_told_with_its_place() {
        for (text, at, zh) in [
            ("a.b.c", 0..5, "没有比较号"),
            ("a.b.c = ", 8..8, "没有写完"),
            ("a.b = 1", 0..3, "不是单元格"),
            ("a.b.c < 5", 6..7, "<= 4"),
            ("a.b.c = (1 + 2)", 8..9, "括号"),
            ("a.b.c = 1 = 2", 10..11, "一个比较号"),
            ("2 a.b.c = 1", 0..1, "乘号"),
            ("0 * a.b.c = 1", 0..1, "系数为 0"),
            ("1 = 2", 0..5, "没有单元格"),
            ("a.b.c a.b.d = 1", 6..11, "此处应为"),
            ("a.b.c = 99999999", 8..16, "不能用作"),
            ("a.b.c = + * 2", 10..11, "此处应为一个"),
        ] {
            let fault = Expression::parse(text).unwrap_err();
            assert_eq!((fault.at.clone(), fault.zh.contains(zh)), (at, true), "{text}: {fault:?}");
        }
    }
}
