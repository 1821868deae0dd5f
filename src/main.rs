//! The program's entry: everything it does lives in the library.

fn main() -> color_eyre::Result<std::process::ExitCode> {
    color_eyre::install()?;
    Ok(gouji::cli::run())
}
