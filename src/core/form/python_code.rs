//! Python code for the user's notebook.

use crate::schema::float;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::{Dict, Value};

/// Which values do not stand in the code: notebooks are saved.
#[derive(Clone, Copy)]
pub struct Discretion {
    /// Whoever runs the code is asked for it.
    pub is_secret: bool,
    /// It is what dask's configuration sets, which `new_cluster()` applies by itself.
    pub is_as_configured: bool,
}

/// A cell that makes a cluster with these options.
pub fn new_cluster(options: &Dict, discretion: impl Fn(&PyStr) -> Discretion) -> String {
    let asked = |name: &PyStr, value: &Value| asked_for(name, value).filter(|_| discretion(name).is_secret);
    let source = |name: &PyStr, value: &Value| asked(name, value).unwrap_or_else(|| literal(value));
    let written = || options.iter().filter(|(name, _)| !discretion(name).is_as_configured);
    let (plain, odd): (Vec<_>, Vec<_>) = written().partition(|(name, _)| is_keyword_argument(name));
    let mut arguments: Vec<String> =
        plain.iter().map(|(name, value)| format!("    {}={},\n", name.to_text(), source(name, value))).collect();
    if !odd.is_empty() {
        let odd: Vec<_> = odd.iter().map(|(name, value)| format!("{}: {}", text(name), source(name, value))).collect();
        arguments.push(format!("    **{{{}}},\n", odd.join(", ")));
    }
    let call = match arguments.as_slice() {
        [] => "gateway.new_cluster()".into(),
        _ => format!("gateway.new_cluster(\n{})", arguments.join("")),
    };
    let asks = written().any(|(name, value)| asked(name, value).is_some());
    let import = if asks { "from getpass import getpass\n\n" } else { "" };
    format!(
        "{import}from dask_gateway import Gateway\n\ngateway = Gateway()\ncluster = {call}\nclient = cluster.get_client()\nclient"
    )
}

/// Python source that asks for the value of a secret, as a password is asked for. None: it is no text or number, so not such.
fn asked_for(name: &PyStr, value: &Value) -> Option<String> {
    let mut prompt = name.clone();
    prompt.push_str(": ");
    let asked = format!("getpass({})", text(&prompt));
    match value {
        Value::Str(_) => Some(asked),
        Value::Int(_) => Some(format!("int({asked})")),
        Value::Float(_) => Some(format!("float({asked})")),
        _ => None,
    }
}

fn text(text: &PyStr) -> String {
    literal(&Value::Str(text.clone()))
}

/// Python source of a value: its `repr`, but for the floats that `repr` prints as bare names.
fn literal(value: &Value) -> String {
    match value {
        Value::Float(x) if !x.is_finite() => format!("float(\"{}\")", float::repr(*x)),
        Value::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Dict(dict) => {
            let items: Vec<_> = dict.iter().map(|(key, value)| format!("{}: {}", text(key), literal(value))).collect();
            format!("{{{}}}", items.join(", "))
        }
        _ => python::repr(value).to_text().into_owned(),
    }
}

/// Whether `name=…` can stand in a call. Names outside ASCII go the safe way.
fn is_keyword_argument(name: &PyStr) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    let bytes = name.as_bytes();
    bytes.first().is_some_and(|b| !b.is_ascii_digit())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
        && !KEYWORDS.iter().any(|word| *name == **word)
}
