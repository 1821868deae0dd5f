//! Reads `forms.toml` into [`Schema`]. Strings are leaked once: the schema lives as long as the program.

use serde::Deserialize;

use super::{Field, Form, Rivals, Schema, Section, Table, ValueWords};

/// The schema file does not parse; the message names line and column.
#[derive(Debug, thiserror::Error)]
#[error("the schema of forms does not parse: {0}")]
pub struct LoadError(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSchema {
    #[serde(rename = "schema_version")]
    _schema_version: u32,
    values: RawValues,
    title: RawTitle,
    print: RawPrint,
    rivals: RawRivals,
    section: Vec<RawSection>,
    #[serde(rename = "overview_aspect")]
    _aspects: Vec<RawSection>,
    form: Vec<RawForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawValues {
    zero_tokens: Vec<String>,
    not_applicable_tokens: Vec<String>,
    unit_suffixes: Vec<String>,
    signed_columns: Vec<String>,
    decimal_columns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitle {
    #[serde(rename = "pattern")]
    _pattern: String,
    aliases: Vec<String>,
    defects: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrint {
    corners: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRivals {
    this_year: Vec<String>,
    last_year: Vec<String>,
    next_year: Vec<String>,
    derived: Vec<String>,
    acts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    id: String,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    guesses: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    id: String,
    label: String,
    document_number: String,
    report_years: Vec<i32>,
    table: Vec<RawTable>,
    #[serde(default)]
    section: Vec<RawSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    id: String,
    #[serde(default)]
    section: String,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    truncations: Vec<String>,
    #[serde(default)]
    side_by_side: bool,
    row: Vec<RawField>,
    column: Vec<RawField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    id: String,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    guesses: Vec<String>,
    #[serde(default)]
    truncations: Vec<String>,
    #[serde(default)]
    group: Vec<String>,
    #[serde(default)]
    ambiguous: bool,
    unit: Option<String>,
}

fn keep(text: String) -> &'static str {
    text.leak()
}

fn keep_all(texts: Vec<String>) -> Vec<&'static str> {
    texts.into_iter().map(keep).collect()
}

fn section(raw: RawSection) -> Section {
    let mut aliases = keep_all(raw.aliases);
    aliases.extend(keep_all(raw.guesses));
    Section { id: keep(raw.id), label: keep(raw.label), aliases, keywords: keep_all(raw.keywords) }
}

fn field(raw: RawField) -> Field {
    Field {
        id: keep(raw.id),
        label: keep(raw.label),
        aliases: keep_all(raw.aliases),
        guesses: keep_all(raw.guesses),
        truncations: keep_all(raw.truncations),
        group: keep_all(raw.group),
        ambiguous: raw.ambiguous,
        unit: raw.unit.map(keep),
    }
}

fn table(raw: RawTable) -> Table {
    Table {
        id: keep(raw.id),
        section: keep(raw.section),
        label: keep(raw.label),
        aliases: keep_all(raw.aliases),
        truncations: keep_all(raw.truncations),
        side_by_side: raw.side_by_side,
        rows: raw.row.into_iter().map(field).collect(),
        columns: raw.column.into_iter().map(field).collect(),
    }
}

/// Parses a schema file.
///
/// # Errors
/// Where the text is no TOML or has keys that the schema does not know.
pub fn parse(text: &str) -> Result<Schema, LoadError> {
    let raw: RawSchema = toml::from_str(text)?;
    let mut titles = keep_all(raw.title.aliases);
    titles.extend(keep_all(raw.title.defects));
    Ok(Schema {
        sections: raw.section.into_iter().map(section).collect(),
        forms: raw
            .form
            .into_iter()
            .map(|form| Form {
                id: keep(form.id),
                label: keep(form.label),
                document_number: keep(form.document_number),
                report_years: form.report_years,
                tables: form.table.into_iter().map(table).collect(),
                sections: form.section.into_iter().map(section).collect(),
            })
            .collect(),
        values: ValueWords {
            zero_tokens: keep_all(raw.values.zero_tokens),
            not_applicable_tokens: keep_all(raw.values.not_applicable_tokens),
            unit_suffixes: keep_all(raw.values.unit_suffixes),
            signed_columns: keep_all(raw.values.signed_columns),
            decimal_columns: keep_all(raw.values.decimal_columns),
        },
        titles,
        corners: keep_all(raw.print.corners),
        rivals: Rivals {
            years: [raw.rivals.this_year, raw.rivals.last_year, raw.rivals.next_year].map(keep_all),
            derived: keep_all(raw.rivals.derived),
            acts: keep_all(raw.rivals.acts),
        },
    })
}
