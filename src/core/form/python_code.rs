//! Python code for the user's notebook.

use crate::schema::float;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::{Dict, Value};

/// A cell that makes a cluster with these options. Of those that are secret it asks whoever runs it: notebooks are saved.
pub fn new_cluster(options: &Dict, is_secret: impl Fn(&PyStr) -> bool) -> String {
    let argument = |name: &PyStr, value: &Value| match asked_for(name, value) {
        Some(code) if is_secret(name) => code,
        _ => literal(value),
    };
    let (plain, odd): (Vec<_>, Vec<_>) = options.iter().partition(|(name, _)| is_keyword_argument(name));
    let mut arguments: Vec<String> =
        plain.iter().map(|(name, value)| format!("    {}={},\n", name.to_text(), argument(name, value))).collect();
    if !odd.is_empty() {
        let odd: Vec<_> =
            odd.into_iter().map(|(name, value)| format!("{}: {}", text(name), argument(name, value))).collect();
        arguments.push(format!("    **{{{}}},\n", odd.join(", ")));
    }
    let call = match arguments.as_slice() {
        [] => "gateway.new_cluster()".into(),
        _ => format!("gateway.new_cluster(\n{})", arguments.join("")),
    };
    let asks = options.iter().any(|(name, value)| is_secret(name) && asked_for(name, value).is_some());
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
