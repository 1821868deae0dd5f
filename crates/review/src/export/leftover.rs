//! Temporary files that a run which was killed left behind: known by their names, and taken away by the next run that writes
//! into the same folder.
//!
//! The name tells the process that made the file, and the machine's start. A file of a process that is still there is let
//! alone; one of another machine, as on a shared folder, only goes when it is a day old.

use std::fs;
use std::path::Path;
use std::process;
use std::time::Duration;

/// What a temporary file's name begins with, before the process.
const MARK: &str = ".gouji-";
/// What it ends with.
pub const SUFFIX: &str = ".tmp";
/// After how long a file that nothing is known of is left over.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// What the names of this process's temporary files begin with.
pub fn prefix() -> String {
    format!("{MARK}{}-{}-", boot(), process::id())
}

/// Takes away what is left over in a folder.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(inside) = name.to_str().and_then(|name| name.strip_prefix(MARK)?.strip_suffix(SUFFIX)) else {
            continue;
        };
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && (is_of_dead(inside) || is_old(&entry)) {
            // Another run may have taken it away just now.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name tells a process of this machine since its start, and that process is gone.
fn is_of_dead(inside: &str) -> bool {
    let mut parts = inside.split('-');
    let (Some(of_boot), Some(id)) = (parts.next(), parts.next()) else { return false };
    let Ok(id) = id.parse::<u32>() else { return false };
    of_boot == boot() && of_boot != UNKNOWN && id != process::id() && !Path::new("/proc").join(id.to_string()).exists()
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|metadata| metadata.modified()).ok();
    modified.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > OLD)
}

/// Where a machine does not tell its start.
const UNKNOWN: &str = "0";

/// A few letters that differ at each start of each machine.
fn boot() -> String {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let letters: String = id.chars().filter(char::is_ascii_hexdigit).take(8).collect();
    if letters.len() == 8 && Path::new("/proc/self").exists() { letters } else { UNKNOWN.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_files_of_dead_processes_are_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let dead = format!("{MARK}{}-4294967290-abc{SUFFIX}", boot());
        let names = [
            dead.as_str(),
            &format!("{}abc{SUFFIX}", prefix()),
            &format!("{MARK}ffffffff-4294967290-abc{SUFFIX}"),
            ".gouji-notes.txt",
            "x.tmp",
        ];
        names.iter().for_each(|name| fs::write(folder.path().join(name), "x").unwrap());
        sweep(folder.path());
        let left: Vec<bool> = names.iter().map(|name| folder.path().join(name).exists()).collect();
        let is_known = boot() != UNKNOWN;
        assert_eq!(left, [!is_known, true, true, true, true]);
    }
}
