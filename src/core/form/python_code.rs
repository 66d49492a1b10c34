//! Python code for the user's notebook.

use crate::schema::float;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::{Dict, Value};

/// A cell that makes a cluster with these options.
pub fn new_cluster(options: &Dict) -> String {
    let (plain, odd): (Vec<_>, Vec<_>) = options.iter().partition(|(name, _)| is_keyword_argument(name));
    let mut arguments: Vec<String> =
        plain.iter().map(|(name, value)| format!("    {}={},\n", name.to_text(), literal(value))).collect();
    if !odd.is_empty() {
        let odd = odd.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        arguments.push(format!("    **{},\n", literal(&Value::Dict(odd))));
    }
    let call = match arguments.as_slice() {
        [] => "gateway.new_cluster()".into(),
        _ => format!("gateway.new_cluster(\n{})", arguments.join("")),
    };
    format!(
        "from dask_gateway import Gateway\n\ngateway = Gateway()\ncluster = {call}\nclient = cluster.get_client()\nclient"
    )
}

/// Python source of a value: its `repr`, but for the floats that `repr` prints as bare names.
fn literal(value: &Value) -> String {
    match value {
        Value::Float(x) if !x.is_finite() => format!("float(\"{}\")", float::repr(*x)),
        Value::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Dict(dict) => {
            let items: Vec<_> = dict
                .iter()
                .map(|(key, value)| format!("{}: {}", literal(&Value::Str(key.clone())), literal(value)))
                .collect();
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
