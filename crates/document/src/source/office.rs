//! Converts files of older kinds with LibreOffice, where it is installed: it knows formats that nothing else reads.
//!
//! It runs without a window, with a profile of its own that forbids macros and connections, on a copy of the bytes in a
//! folder of its own, and is ended when it takes too long. What it made is kept in the user's cache folder, since a report
//! is read again whenever it is opened; the folder only saves time, and losing it loses nothing.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use etcetera::BaseStrategy;

use super::{Limits, digest};

/// What it is made of a file.
const TARGET: &str = "docx";

/// How many conversions run at once: each is a whole office suite.
const AT_ONCE: usize = 2;

/// Most bytes of conversions that are kept; the oldest go first.
const KEPT_BYTES: u64 = 512 << 20;

/// How often a conversion is looked after.
const LOOK: Duration = Duration::from_millis(25);

/// Settings of the profile: no macros, no links to elsewhere, and a proxy that is not there in place of any connection.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"#;

/// Why a file was not converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotConverted {
    /// LibreOffice is not installed.
    NoOffice,
    /// It made nothing of the file, or could not be run.
    Failed,
    /// It took longer than this many seconds.
    TooLong(u32),
}

/// Converts a file to a Word document in Office Open XML. The extension, in ASCII, tells LibreOffice what it is.
///
/// # Errors
/// Where LibreOffice is not installed or makes nothing of the file in time.
pub fn convert(bytes: &[u8], extension: &str, limits: &Limits) -> Result<Vec<u8>, NotConverted> {
    let program = find_office(&|name| std::env::var_os(name)).ok_or(NotConverted::NoOffice)?;
    let folder = etcetera::choose_base_strategy().ok().map(|strategy| strategy.cache_dir().join("gouji/converted"));
    convert_with(&program, bytes, extension, limits, folder.as_deref())
}

/// [`convert`] with a given program, and the folder to keep results in.
fn convert_with(
    program: &Path,
    bytes: &[u8],
    extension: &str,
    limits: &Limits,
    folder: Option<&Path>,
) -> Result<Vec<u8>, NotConverted> {
    let kept = folder.map(|folder| folder.join(kept_name(program, bytes, extension)));
    if let Some(made) = kept.as_deref().and_then(|kept| fs::read(kept).ok()) {
        return Ok(made);
    }
    let made = {
        let _turn = Turn::take();
        run(program, bytes, extension, limits)?
    };
    if let Some(kept) = kept {
        // What cannot be kept is made again the next time.
        let _ = keep(&kept, &made);
    }
    Ok(made)
}

/// The program, where it is installed: on the path, or where it usually lies.
fn find_office(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &["soffice.exe"] } else { &["soffice", "libreoffice"] };
    let path = variable("PATH").unwrap_or_default();
    // A folder that is named relative to where the program happens to run is nobody's place for programs.
    let on_path = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    let usual = usual_folders(variable);
    let candidates = on_path.chain(usual).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.into_iter().find(|candidate| is_program(candidate))
}

#[cfg(windows)]
fn usual_folders(variable: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let roots = ["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"].into_iter().filter_map(variable);
    roots.map(|root| PathBuf::from(root).join("LibreOffice").join("program")).collect()
}

#[cfg(target_os = "macos")]
fn usual_folders(_: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    vec![PathBuf::from("/Applications/LibreOffice.app/Contents/MacOS")]
}

#[cfg(not(any(windows, target_os = "macos")))]
fn usual_folders(_: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    ["/usr/bin", "/usr/local/bin", "/usr/lib/libreoffice/program", "/opt/libreoffice/program", "/snap/bin"]
        .map(PathBuf::from)
        .into()
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Runs the program on a copy of the bytes and reads what it made.
fn run(program: &Path, bytes: &[u8], extension: &str, limits: &Limits) -> Result<Vec<u8>, NotConverted> {
    let failed = |_: io::Error| NotConverted::Failed;
    let folder = tempfile::Builder::new().prefix("gouji-").tempdir().map_err(failed)?;
    let at = |name: &str| folder.path().join(name);
    let input = at("report").with_extension(extension);
    fs::write(&input, bytes).map_err(failed)?;
    fs::create_dir_all(at("profile").join("user")).map_err(failed)?;
    fs::write(at("profile").join("user").join("registrymodifications.xcu"), SETTINGS).map_err(failed)?;
    let mut profile = OsString::from("-env:UserInstallation=");
    profile.push(file_url(&at("profile")));
    let mut command = Command::new(program);
    command
        .arg(profile)
        .args(["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"])
        .args(["--convert-to", TARGET, "--outdir"])
        .arg(at("made"))
        .arg(&input)
        .current_dir(folder.path())
        .env("SAL_USE_VCLPLUGIN", "svp")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    apart(&mut command);
    let mut child = command.spawn().map_err(failed)?;
    let end = Instant::now() + Duration::from_secs(u64::from(limits.convert_seconds));
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if Instant::now() < end => std::thread::sleep(LOOK),
            Ok(None) => {
                kill(&mut child);
                return Err(NotConverted::TooLong(limits.convert_seconds));
            }
            Err(_) => {
                kill(&mut child);
                return Err(NotConverted::Failed);
            }
        }
    }
    // It says that all went well even where it did not: only what is there counts.
    let made = at("made").join("report").with_extension(TARGET);
    let length = fs::metadata(&made).map_err(failed)?.len();
    if length == 0 || length > limits.file_bytes {
        return Err(NotConverted::Failed);
    }
    fs::read(made).map_err(failed)
}

/// Lets the program run apart, so that it can be ended with all that it starts and shows no window.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(any(unix, windows)))]
fn apart(_: &mut Command) {}

/// Ends a program with all that it has started.
fn kill(child: &mut Child) {
    let id = child.id();
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/F", "/T", "/PID", &id.to_string()]);
        command
    } else {
        let mut command = Command::new("kill");
        command.args(["-KILL", "--", &format!("-{id}")]);
        command
    };
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}

/// A folder as an address, in which everything but plain characters is written in percent.
fn file_url(path: &Path) -> OsString {
    let mut url = String::from(if cfg!(windows) { "file:///" } else { "file://" });
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => url.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(*byte)),
            b':' if cfg!(windows) => url.push(':'),
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url.into()
}

/// The name under which a conversion is kept: by the bytes, and by the program, since a newer one may do better.
fn kept_name(program: &Path, bytes: &[u8], extension: &str) -> String {
    let program = fs::canonicalize(program).unwrap_or_else(|_| program.to_owned());
    let changed = fs::metadata(&program).and_then(|metadata| metadata.modified()).ok();
    let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let mut key = digest(bytes).into_bytes();
    key.extend(program.as_os_str().as_encoded_bytes());
    key.extend(changed.as_secs().to_le_bytes());
    key.extend(extension.as_bytes());
    format!("{}.{TARGET}", digest(&key).trim_start_matches("blake3:"))
}

/// Keeps a conversion, whole or not at all, and removes the oldest where there are too many.
fn keep(path: &Path, made: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(made)?;
    file.persist(path).map_err(|error| error.error)?;
    let mut kept = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let metadata = entry.metadata()?;
        if entry.path().extension() == Some(OsStr::new(TARGET)) {
            kept.push((metadata.modified()?, metadata.len(), entry.path()));
        }
    }
    kept.sort();
    let mut bytes: u64 = kept.iter().map(|(_, length, _)| length).sum();
    for (_, length, path) in kept {
        if bytes <= KEPT_BYTES {
            break;
        }
        fs::remove_file(path)?;
        bytes -= length;
    }
    Ok(())
}

/// How many conversions run.
static RUNNING: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// The right to run a conversion.
struct Turn;

impl Turn {
    /// Waits for it.
    fn take() -> Self {
        let (running, ended) = &RUNNING;
        let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
        while *running >= AT_ONCE {
            running = ended.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (running, ended) = &RUNNING;
        *running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        ended.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_plain_characters_only() {
        #[cfg(not(windows))]
        assert_eq!(file_url(Path::new("/tmp/a b/年报%")), "file:///tmp/a%20b/%E5%B9%B4%E6%8A%A5%25");
        #[cfg(windows)]
        assert_eq!(file_url(Path::new("C:\\a b\\c")), "file:///C:/a%20b/c");
    }

    #[test]
    fn conversions_are_kept_by_bytes_program_and_kind() {
        let program = Path::new("soffice");
        let names = [(b"a", "doc"), (b"b", "doc"), (b"a", "rtf")].map(|(bytes, kind)| kept_name(program, bytes, kind));
        assert!(names[0] != names[1] && names[0] != names[2] && names[0].ends_with(".docx"), "{names:?}");
        assert_ne!(kept_name(Path::new("libreoffice"), b"a", "doc"), names[0]);
    }

    /// Held by each test that writes a program and runs it: while another starts one, what was just written may be busy.
    #[cfg(unix)]
    static WRITING: Mutex<()> = Mutex::new(());

    /// A program that does what a line of shell says, and the folder it lies in. `$made` is where its result belongs.
    #[cfg(unix)]
    fn fake(line: &str) -> (tempfile::TempDir, PathBuf) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("soffice");
        let script = format!("#!/bin/sh\nmkdir made\nmade=made/report.docx\nran=\"$(dirname \"$0\")/ran\"\n{line}\n");
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        (folder, program)
    }

    #[cfg(unix)]
    #[test]
    fn what_the_program_makes_is_read_and_kept() {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let (folder, program) = fake("echo . >> \"$ran\"; cat report.doc > $made; echo noise; echo noise >&2");
        let kept = folder.path().join("cache");
        for bytes in [b"one", b"two", b"one"] {
            let made = convert_with(&program, bytes, "doc", &Limits::default(), Some(&kept)).unwrap();
            assert_eq!(made, bytes);
        }
        assert_eq!(fs::read_to_string(folder.path().join("ran")).unwrap().lines().count(), 2);
        assert_eq!(fs::read_dir(&kept).unwrap().count(), 2);
        // A folder that cannot be written to costs time only.
        let nowhere = program.join("below a file");
        assert_eq!(convert_with(&program, b"x", "doc", &Limits::default(), Some(&nowhere)).unwrap(), b"x");
    }

    #[cfg(unix)]
    #[test]
    fn failures_and_programs_that_never_end_are_told() {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let limits = Limits { convert_seconds: 1, ..Limits::default() };
        for (line, expected) in [
            ("exit 0", NotConverted::Failed),
            ("exit 77", NotConverted::Failed),
            (": > $made", NotConverted::Failed),
            ("sleep 600 & sleep 600", NotConverted::TooLong(1)),
        ] {
            let (_folder, program) = fake(line);
            assert_eq!(convert_with(&program, b"x", "doc", &limits, None), Err(expected), "{line}");
        }
        let gone = convert_with(Path::new("/nowhere/soffice"), b"x", "doc", &limits, None);
        assert_eq!(gone, Err(NotConverted::Failed));
    }

    #[cfg(unix)]
    #[test]
    fn the_program_is_found_on_the_path() {
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let (folder, program) = fake("exit 0");
        let found = |path: &Path| find_office(&|name| (name == "PATH").then(|| path.as_os_str().to_owned()));
        assert_eq!(found(folder.path()), Some(program));
        assert_ne!(found(Path::new(".")), Some(PathBuf::from("./soffice")));
    }
}
