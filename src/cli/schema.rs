//! `gouji schema`: the canonical forms, as tables to read, as JSON, or as the TOML they are kept in.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::args::SchemaArgs;
use super::output::Output;
use crate::error::{Error, Outcome};
use crate::export::json::to_writer_pretty;
use crate::schema::{FORMS_TOML, Field, Form, Schema, Section};
use crate::settings::Settings;
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, width};

/// Runs the command.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(args: &SchemaArgs, settings: &Settings) -> Result<Outcome, Error> {
    let mut out = Output::new();
    let schema = Schema::get();
    let written = match args.format.as_str() {
        "toml" => out.write_all(FORMS_TOML.as_bytes()),
        "json" => to_writer_pretty(&mut out, &object(schema)).and_then(|()| out.write_all(b"\n")),
        _ => schema.forms.iter().try_for_each(|form| write_form(form, schema, settings.lang, &mut out)),
    };
    written.map_err(Error::Output)?;
    out.finish()?;
    Ok(Outcome::Clean)
}

fn write_form(form: &Form, schema: &Schema, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let years: Vec<_> = form.report_years.iter().map(ToString::to_string).collect();
    let years = years.join(lang.pick("、", ", "));
    writeln!(out, "{}  {}", form.id, form.label)?;
    writeln!(out, "  {}{}", lang.pick("依据：", "issued by: "), form.document_number)?;
    writeln!(out, "  {}{years}\n", lang.pick("适用年度：", "report years: "))?;
    let sections = if form.sections.is_empty() { &schema.sections } else { &form.sections };
    for section in sections {
        writeln!(out, "  {}  [{}]", section.label, section.id)?;
        for table in form.tables.iter().filter(|table| table.section == section.id) {
            writeln!(out, "    {}  [{}]", table.label, table.id)?;
            write_fields(lang.pick("行", "rows"), &table.rows, out)?;
            write_fields(lang.pick("栏", "columns"), &table.columns, out)?;
        }
    }
    for table in form.tables.iter().filter(|table| sections.iter().all(|section| section.id != table.section)) {
        writeln!(out, "  {}  [{}]", table.label, table.id)?;
        write_fields(lang.pick("行", "rows"), &table.rows, out)?;
        write_fields(lang.pick("栏", "columns"), &table.columns, out)?;
    }
    writeln!(out)
}

fn write_fields(head: &str, fields: &[Field], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "      {head}")?;
    let cells = fields.iter().map(|field| width(field.id)).max().unwrap_or(0);
    for field in fields {
        let group: String = field.group.iter().map(|group| format!("{group} / ")).collect();
        let unit = field.unit.map_or_else(String::new, |unit| format!("  ({unit})"));
        writeln!(out, "        {}  {group}{}{unit}", pad(field.id, cells, Align::Left), field.label)?;
    }
    Ok(())
}

fn object(schema: &Schema) -> Value {
    json!({
        "sections": schema.sections.iter().map(section).collect::<Vec<_>>(),
        "forms": schema.forms.iter().map(|form| json!({
            "id": form.id,
            "label": form.label,
            "document_number": form.document_number,
            "report_years": form.report_years,
            "sections": form.sections.iter().map(section).collect::<Vec<_>>(),
            "tables": form.tables.iter().map(|table| json!({
                "id": table.id,
                "section": table.section,
                "label": table.label,
                "aliases": table.aliases,
                "rows": table.rows.iter().map(field).collect::<Vec<_>>(),
                "columns": table.columns.iter().map(field).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn section(section: &Section) -> Value {
    json!({ "id": section.id, "label": section.label, "aliases": section.aliases })
}

fn field(field: &Field) -> Value {
    json!({
        "id": field.id,
        "label": field.label,
        "group": field.group,
        "aliases": field.aliases,
        "unit": field.unit,
    })
}
