//! How sure the engine is of a value and its place, and why it may not be.

use crate::text::lang::Lang;

/// How sure the engine is of a cell's place, part by part, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// How well the row's label matched, or its neighbours where the label is lost.
    pub row: f32,
    /// How well the column's header matched, or the order of columns where headers are lost.
    pub column: f32,
    /// How well the count and separators of the row's values fit the table's layout.
    pub layout: f32,
    /// Whether the relations that touch the cell hold: above 0.5 speaks for the place. `None` where none can be tried.
    pub arithmetic: Option<f32>,
}

impl Confidence {
    /// The whole, from 0 to 1: the product of row, column and layout; arithmetic that holds mends up to half of what is missing.
    #[must_use]
    pub fn score(self) -> f32 {
        let base = self.row * self.column * self.layout;
        match self.arithmetic {
            Some(share) if share > 0.5 => base + (1.0 - base) * (share - 0.5),
            _ => base,
        }
    }
}

/// Why the engine does not vouch for a value or its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The row has fewer values than the table has columns, and nothing tells which are lost.
    LostCells,
    /// The row has more values than the table has columns.
    ExtraValues,
    /// The row's or column's label is uncertain and nothing else confirms the place.
    LabelUncertain,
    /// The order of the columns could not be settled.
    ColumnsUnsettled,
    /// The table is printed twice and the readings differ.
    ReadingsDiffer,
    /// The document breaks off inside this table.
    CutOff,
    /// Two labels are mapped onto this one cell.
    MappedTwice,
    /// The table is damaged: repeated lines were removed.
    LinesRemoved,
}

impl Doubt {
    /// A short reason in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::LostCells => lang.pick(
                "本行数据少于栏数，无法判断缺的是哪一格",
                "the row has fewer values than columns; which are lost cannot be told",
            ),
            Self::ExtraValues => lang.pick("本行数据多于栏数", "the row has more values than columns"),
            Self::LabelUncertain => lang
                .pick("栏目名称不能确定，且无其他佐证", "the label is uncertain and nothing else confirms the place"),
            Self::ColumnsUnsettled => lang.pick("各栏顺序不能确定", "the order of the columns could not be settled"),
            Self::ReadingsDiffer => {
                lang.pick("同一表格出现两次且数值不同", "the table is printed twice and the readings differ")
            }
            Self::CutOff => lang.pick("文件在本表中间截断", "the document breaks off inside this table"),
            Self::MappedTwice => lang.pick("两个栏目名称对应同一字段", "two labels are mapped onto this field"),
            Self::LinesRemoved => lang.pick("重复行被删除，数据残缺", "repeated lines were removed from the text"),
        }
    }
}
