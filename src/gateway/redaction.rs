//! Bodies without the certificates and private keys of clusters, or without their names.

/// The members that hold them.
const SECRET_MEMBERS: [&[u8]; 2] = [b"\"tls_cert\"", b"\"tls_key\""];

/// The same JSON text with empty texts for all TLS material. It looks at texts and colons alone, so that a body that was cut off
/// loses its keys as well, and stays as unreadable as it was.
pub fn without_tls(body: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(body.len().min(1 << 16));
    let mut rest = body;
    while let Some(start) = rest.iter().position(|byte| *byte == b'"') {
        let (before, text) = rest.split_at(start);
        let (text, after) = text.split_at(text_length(text));
        kept.extend_from_slice(before);
        kept.extend_from_slice(text);
        rest = after;
        if SECRET_MEMBERS.contains(&text) {
            let value = after.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b':'));
            let (between, value) = after.split_at(value.unwrap_or(after.len()));
            if between.contains(&b':') && value.first() == Some(&b'"') {
                kept.extend_from_slice(between);
                let length = text_length(value);
                // What never ends must not seem to.
                let is_whole = length > 1 && value[length - 1] == b'"';
                kept.extend_from_slice(if is_whole { b"\"\"" } else { b"\"" });
                rest = &value[length..];
            }
        }
    }
    kept.extend_from_slice(rest);
    kept
}

/// How long the text is that begins here, its quotes included; all there is where it has no end.
fn text_length(json: &[u8]) -> usize {
    let mut is_escaped = false;
    for (index, byte) in json.iter().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    json.len()
}

/// What a scheduler tells of its workers or logs, without the name of its cluster: on Kubernetes a worker is called as its pod, in whose
/// name the cluster's stands. `key` is put in its place.
pub fn without_name(text: String, name: &str, key: &str) -> String {
    // What follows a namespace.
    let own = name.rsplit('.').next().unwrap_or(name).as_bytes();
    // A key may be a whole name: then there is nothing to hide.
    let Some(first) = own.first().filter(|_| own.len() > key.len()) else { return text };
    let mut kept = String::new();
    // Up to where it is kept, and up to where there is no name.
    let (mut end, mut at) = (0, 0);
    let bytes = text.as_bytes();
    // What is searched may be megabytes, in a page: a byte at a time is compared, and no more than that.
    while let Some(before) = bytes.get(at..).unwrap_or_default().iter().position(|byte| byte == first) {
        at += before;
        if !bytes.get(at..).unwrap_or_default().starts_with(own) {
            at += 1;
            continue;
        }
        // A name is ASCII, so what is around it still is a text.
        kept += text.get(end..at).unwrap_or_default();
        kept += key;
        at += own.len();
        end = at;
    }
    if end == 0 {
        return text;
    }
    kept + text.get(end..).unwrap_or_default()
}
