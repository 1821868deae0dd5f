//! The parts of a web archive: headers, boundaries and the two ways in which their bytes are written. What the parts say is
//! for others.

/// How deep parts lie in parts, and how many are read.
const DEEPEST: usize = 4;
const PARTS: usize = 2000;

/// How long the headers of a part are at most, in bytes.
const HEADERS: usize = 64 << 10;

/// A part that holds text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its type, in small letters, such as `text/html`.
    pub kind: String,
    /// The encoding that its headers declare.
    pub charset: Option<String>,
    /// The last part of its address.
    pub name: String,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// The parts with text, in order. Bytes without headers are one part of no type.
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    read(bytes, 0, &mut parts);
    parts
}

fn read(bytes: &[u8], depth: usize, parts: &mut Vec<Part>) {
    let (headers, body) = headers(bytes);
    let content = header(&headers, "content-type").unwrap_or_default();
    let kind = content.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind.starts_with("multipart/") {
        let boundary = parameter(content, "boundary").or_else(|| first_boundary(body));
        if let Some(boundary) = boundary.filter(|_| depth < DEEPEST) {
            for inner in split(body, &boundary) {
                if parts.len() < PARTS {
                    read(inner, depth + 1, parts);
                }
            }
        }
        return;
    }
    if kind.is_empty() && depth > 0 || !kind.is_empty() && !kind.starts_with("text/") && !kind.contains("html") {
        return;
    }
    let transfer = header(&headers, "content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    let body = match transfer.as_str() {
        "quoted-printable" => unquoted(body),
        "base64" => from_base64(body),
        _ => body.to_vec(),
    };
    let address = header(&headers, "content-location").unwrap_or_default().trim();
    let name = address.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    parts.push(Part { kind, charset: parameter(content, "charset"), name, body });
}

/// Headers, lines that go on joined, and what comes behind them; no headers where there are none.
fn headers(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut headers: Vec<(String, String)> = Vec::new();
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
    let mut at = start;
    while at < bytes.len() && at - start < HEADERS {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
        let line = String::from_utf8_lossy(&bytes[at..end]);
        let line = line.trim_end();
        if line.is_empty() {
            return (headers, &bytes[end..]);
        }
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) => match headers.last_mut() {
                Some((_, value)) => {
                    value.push(' ');
                    value.push_str(line.trim_start());
                }
                None => break,
            },
            Some((name, value)) if name.bytes().all(|byte| byte.is_ascii_graphic()) => {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => break,
        }
        at = end;
    }
    if at == bytes.len() && !headers.is_empty() { (headers, &[]) } else { (Vec::new(), bytes) }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (known.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The boundary as it stands in the body, where no header names it.
fn first_boundary(body: &[u8]) -> Option<String> {
    let line = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).find(|line| line.starts_with(b"--"))?;
    (line.len() > 2).then(|| String::from_utf8_lossy(&line[2..]).into_owned())
}

/// What stands between boundaries. The last part may lack its boundary.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    for at in memchr::memmem::find_iter(body, mark.as_bytes()) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        if let Some(start) = start {
            parts.push(&body[start..at]);
        }
        let after = at + mark.len();
        if body[after..].starts_with(b"--") || parts.len() >= PARTS {
            return parts;
        }
        start = Some(memchr::memchr(b'\n', &body[after..]).map_or(body.len(), |end| after + end + 1));
    }
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// Takes bytes out of `quoted-printable`.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let digit = |at: usize| body.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        if body[at] != b'=' {
            bytes.push(body[at]);
            at += 1;
        } else if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
            bytes.push((high * 16 + low) as u8);
            at += 3;
        } else {
            // A sign at the end of a line joins it with the next; any other stands for itself.
            let blanks = body[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
            if body.get(at + 1 + blanks) == Some(&b'\n') {
                at += blanks + 2;
            } else {
                bytes.push(b'=');
                at += 1;
            }
        }
    }
    bytes
}

/// Takes bytes out of base64; what is no letter of it is passed over.
fn from_base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_taken_out_of_their_writing() {
        assert_eq!(unquoted(b"a=3Db=\r\nc=E4=BD=A0= \nd=zz="), "a=bc你d=zz=".as_bytes());
        for (written, expected) in [("YQ==", "a"), ("5L2g\r\n5aW9", "你好"), ("", ""), ("Y*Q", "a")] {
            assert_eq!(from_base64(written.as_bytes()), expected.as_bytes(), "{written}");
        }
    }

    #[test]
    fn archives_come_apart() {
        let archive = "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=_X\"\r\n\r\nThis is\r\n\r\n----=_X\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: file:///C:/a/b.htm\r\n\r\n<p>=B1=EA</p>\r\n----=_X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----=_X\r\nContent-Type: text/html\r\n\r\n<p>2\r\n----=_X--\r\n";
        let parts = parts(archive.as_bytes());
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].name.as_str(), parts[0].charset.as_deref()), ("b.htm", Some("gb2312")));
        assert_eq!(parts[0].body, b"<p>\xB1\xEA</p>\r\n");
        assert_eq!(parts[1].body, b"<p>2\r\n");
    }

    #[test]
    fn bytes_without_headers_are_one_part() {
        for bytes in ["<html><p>a: b</p>\n\n<p>c", "", "\n\n", "a:b"] {
            let parts = parts(bytes.as_bytes());
            assert_eq!(parts.len(), 1, "{bytes:?}");
        }
        assert_eq!(parts(b"Content-Type: multipart/related\n\n--x\nContent-Type: text/html\n\na").len(), 1);
        assert!(parts(b"Content-Type: multipart/related; boundary=x\n\n--x").is_empty());
    }
}
