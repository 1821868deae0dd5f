//! The address under which SQLite reads a journal without leaving anything beside it, for any path.

use std::path::Path;

/// In what way a journal is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is written.
    Only,
    /// As one that does not change. Write-ahead mode, which earlier versions used, wants a shared-memory file even for
    /// reading, which read-only media cannot take; where no program has the journal open, the file is complete in itself.
    Frozen,
    /// What a killed program left half done is taken back first.
    Mending,
}

/// The address for reading.
pub fn read_only(path: &Path, reading: Reading) -> String {
    let mut uri = String::from("file:");
    for byte in uri_path(path) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str(match reading {
        Reading::Only => "?mode=ro",
        Reading::Frozen => "?mode=ro&immutable=1",
        Reading::Mending => "?mode=rw",
    });
    uri
}

#[cfg(unix)]
fn uri_path(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    // A path that starts with two slashes would be read as a host.
    let bytes = path.as_os_str().as_bytes();
    let slashes = bytes.iter().take_while(|&&byte| byte == b'/').count();
    bytes[slashes.saturating_sub(1)..].to_vec()
}

#[cfg(not(unix))]
fn uri_path(path: &Path) -> Vec<u8> {
    // A drive letter is written after a slash; a share keeps its two slashes behind an empty host.
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("//?/").map_or(text.clone(), str::to_owned);
    let prefix = if text.starts_with("//") {
        "//"
    } else if text.chars().nth(1) == Some(':') {
        "/"
    } else {
        ""
    };
    format!("{prefix}{text}").into_bytes()
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn addresses_keep_any_path() {
        use super::*;
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(OsStr::from_bytes(b"//batch/\xFF 100%?#/journal.sqlite3"));
        assert_eq!(
            read_only(path, Reading::Frozen),
            "file:/batch/%FF%20100%25%3F%23/journal.sqlite3?mode=ro&immutable=1"
        );
        assert!(read_only(path, Reading::Only).ends_with("?mode=ro"));
    }
}
