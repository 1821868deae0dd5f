//! The command line as it was typed. What it means is resolved in `settings` and in each command's file; the words of the
//! help stand in `help.toml`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, Command as Clap, Parser, Subcommand};
use clap_complete::Shell;

use crate::export::check;
use crate::export::log::Content;
use crate::review::Learning;
use crate::rules::Severity;
use crate::schema::Schema;
use crate::settings::{Choice, THEMES};
use crate::text::lang::Lang;

/// Everything that may be typed.
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub review: ReviewArgs,
    #[command(flatten)]
    pub common: CommonArgs,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// What every command understands.
#[derive(Debug, clap::Args)]
pub struct CommonArgs {
    #[arg(long, global = true, value_parser = lang())]
    pub lang: Option<Lang>,
    #[arg(long, global = true)]
    pub data_dir: Option<PathBuf>,
    #[arg(long, global = true)]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_parser = learning())]
    pub learning: Option<Learning>,
    #[arg(long, global = true, action = ArgAction::Append)]
    pub rules: Vec<PathBuf>,
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Review(ReviewArgs),
    Check(CheckArgs),
    Show(ShowArgs),
    Export(ExportArgs),
    Aliases(AliasesArgs),
    Rules(RulesArgs),
    Schema(SchemaArgs),
    Match(MatchArgs),
    Config(ConfigArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// `gouji review`, and `gouji` without a command.
#[derive(Debug, clap::Args)]
pub struct ReviewArgs {
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    #[arg(long)]
    pub reviewer: Option<String>,
    #[arg(long, value_parser = AnyTheme)]
    pub theme: Option<String>,
}

/// `gouji check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    #[arg(long, default_value = "table", value_parser = check_format())]
    pub format: check::Format,
    #[arg(long, default_value = "warning", value_parser = fail_on())]
    pub fail_on: FailOn,
    #[arg(long)]
    pub with_decisions: bool,
}

/// `gouji show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    pub file: PathBuf,
    #[arg(long, default_value = "text", value_parser = ["text", "json"])]
    pub format: String,
    #[arg(long)]
    pub explain: bool,
}

/// `gouji export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    #[arg(long, short)]
    pub output: PathBuf,
    #[arg(long, default_value = "log", value_parser = export_content())]
    pub content: Content,
    #[arg(long, value_parser = ["md", "csv", "json"])]
    pub format: Option<String>,
    #[arg(long)]
    pub force: bool,
}

/// `gouji aliases`.
#[derive(Debug, clap::Args)]
pub struct AliasesArgs {
    #[arg(default_value = "list", value_parser = ["list", "export", "import", "forget"])]
    pub action: String,
    pub what: Option<OsString>,
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    pub format: String,
    #[arg(long)]
    pub force: bool,
}

/// `gouji rules`.
#[derive(Debug, clap::Args)]
pub struct RulesArgs {
    pub id: Option<String>,
}

/// `gouji schema`.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    #[arg(long, default_value = "table", value_parser = ["table", "json", "toml"])]
    pub format: String,
}

/// `gouji match`.
#[derive(Debug, clap::Args)]
pub struct MatchArgs {
    #[arg(long, value_parser = PossibleValuesParser::new(Schema::get().forms.iter().map(|form| form.id)))]
    pub form: Option<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(tables()))]
    pub table: Option<String>,
    #[arg(long, value_parser = ["row", "column", "table", "group"])]
    pub axis: Option<String>,
}

/// `gouji config`.
#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    pub batch: Option<PathBuf>,
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    pub format: String,
    #[arg(long, conflicts_with_all = ["batch", "format"])]
    pub example: bool,
    #[arg(long, conflicts_with_all = ["batch", "example"])]
    pub keys: bool,
}

/// `gouji completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    pub shell: Shell,
}

/// `gouji man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    pub topic: Option<String>,
}

/// Takes the name of any theme, since users may have their own, and offers the embedded ones to completions.
#[derive(Debug, Clone)]
struct AnyTheme;

impl TypedValueParser for AnyTheme {
    type Value = String;

    fn parse_ref(&self, command: &Clap, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(THEMES.into_iter().map(PossibleValue::new)))
    }
}

/// From which severity on a run ends with status 1; `None` for in no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailOn(pub Option<Severity>);

fn lang() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(["zh", "en"]).map(|word| if word == "en" { Lang::En } else { Lang::Zh })
}

/// Ids of tables, those of several forms once.
fn tables() -> Vec<&'static str> {
    let mut tables: Vec<&'static str> = Schema::get().tables().map(|table| table.get().id).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

fn learning() -> impl TypedValueParser<Value = Learning> {
    PossibleValuesParser::new(Learning::ALL.iter().map(|choice| choice.0))
        .map(|word| Learning::named(&word).unwrap_or_default())
}

fn check_format() -> impl TypedValueParser<Value = check::Format> {
    PossibleValuesParser::new(["table", "json", "ndjson", "csv", "sarif"]).map(|word| match word.as_str() {
        "json" => check::Format::Json,
        "ndjson" => check::Format::Ndjson,
        "csv" => check::Format::Csv,
        "sarif" => check::Format::Sarif,
        _ => check::Format::Table,
    })
}

fn export_content() -> impl TypedValueParser<Value = Content> {
    PossibleValuesParser::new(["log", "ledger"])
        .map(|word| if word == "ledger" { Content::Ledger } else { Content::Log })
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["error", "warning", "info", "never"]).map(|word| {
        FailOn(match word.as_str() {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "info" => Some(Severity::Info),
            _ => None,
        })
    })
}
