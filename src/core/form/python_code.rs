//! Python code for the user's notebook.

use crate::core::connection::gateway_code::GatewayCode;
use crate::core::workers::Workers;
use crate::schema::float;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::{Dict, Value};

/// Parameters of dask_gateway's own, which no option can be passed beside: those of `Gateway.new_cluster` and of what it calls.
const PARAMETERS: [&str; 9] = [
    "self",
    "cluster_options",
    "shutdown_on_close",
    "address",
    "proxy_address",
    "public_address",
    "auth",
    "asynchronous",
    "loop",
];

/// Nesting from which on Python's compiler may refuse a literal: what it takes depends on its version.
const DEEP: usize = 50;

/// What dask's configuration sets that would have a new cluster refused.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    pub names: Vec<PyStr>,
    /// All of it, whatever it is.
    pub all: bool,
}

impl LeftOut {
    fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.all
    }

    /// Statements that keep it from dask_gateway, which sends what is configured by itself; `block` is done meanwhile.
    fn without(&self, block: &str) -> String {
        let (before, taken) = if self.all {
            (String::new(), "{}")
        } else {
            let names: Vec<_> = self.names.iter().map(python_text).collect();
            // YAML reads a name such as `on` or `1` as no text.
            let before = format!(
                "configured = dask.config.get(\"gateway.cluster.options\")\n\
                 taken = {{name: value for name, value in configured.items() if str(name) not in [{}]}}\n",
                names.join(", ")
            );
            (before, "taken")
        };
        let lines: String = block.lines().map(|line| format!("    {line}\n")).collect();
        format!(
            "# Without what cannot be used of dask's configuration:\n{before}\
             with dask.config.set({{\"gateway.cluster.options\": {taken}}}):\n{lines}"
        )
    }
}

/// A cell that makes a cluster with these options, besides those that dask's configuration sets by itself. Notebooks are
/// saved: whoever runs it is asked for what `is_secret`.
pub fn new_cluster(
    options: &Dict,
    workers: Option<Workers>,
    gateway: &GatewayCode,
    left_out: &LeftOut,
    is_secret: impl Fn(&PyStr) -> bool,
) -> String {
    let asked = |name: &PyStr, value: &Value| asked_for(name, value).filter(|_| is_secret(name));
    let source = |name: &PyStr, value: &Value| asked(name, value).unwrap_or_else(|| literal(value));
    let written: Vec<_> = options.iter().collect();
    let is_taken = written.iter().any(|(name, _)| is_one_of(&PARAMETERS, name));
    // What asks for the configured options, and what does not.
    let (asks, then) = if is_taken {
        let line =
            |(name, value): &(&PyStr, &Value)| format!("options[{}] = {}\n", python_text(name), source(name, value));
        let lines: String = written.iter().map(line).collect();
        ("options = gateway.cluster_options()\n".into(), format!("{lines}cluster = gateway.new_cluster(options)\n"))
    } else {
        (format!("cluster = {}\n", call(&written, source)), String::new())
    };
    let asks = if left_out.is_empty() { asks } else { left_out.without(&asks) };
    let is_asked = written.iter().any(|(name, value)| asked(name, value).is_some());
    let is_deep = written.iter().any(|(_, value)| is_deeper(value, DEEP));
    let imports = [
        (is_deep, "import json\n"),
        (is_asked, "from getpass import getpass\n"),
        (is_deep || is_asked, "\n"),
        (!left_out.is_empty(), "import dask\n"),
    ];
    let import: String = imports.iter().filter(|(is_used, _)| *is_used).map(|(_, line)| *line).collect();
    let GatewayCode { imports, call } = gateway;
    let workers = asked_at_start(workers);
    format!("{import}{imports}\ngateway = {call}\n{asks}{then}{workers}client = cluster.get_client()\nclient")
}

/// The line that asks for the workers to start with.
fn asked_at_start(workers: Option<Workers>) -> String {
    match workers {
        None | Some(Workers::Count(0)) => String::new(),
        Some(Workers::Count(count)) => format!("cluster.scale({count})\n"),
        Some(Workers::Range { minimum, maximum }) => format!("cluster.adapt(minimum={minimum}, maximum={maximum})\n"),
    }
}

/// The call with each option as a keyword argument.
fn call(options: &[(&PyStr, &Value)], source: impl Fn(&PyStr, &Value) -> String) -> String {
    let (plain, odd): (Vec<_>, Vec<_>) = options.iter().partition(|(name, _)| is_keyword_argument(name));
    let mut arguments: Vec<String> =
        plain.iter().map(|(name, value)| format!("    {}={},\n", name.to_text(), source(name, value))).collect();
    if !odd.is_empty() {
        let odd: Vec<_> =
            odd.iter().map(|(name, value)| format!("{}: {}", python_text(name), source(name, value))).collect();
        arguments.push(format!("    **{{{}}},\n", odd.join(", ")));
    }
    match arguments.as_slice() {
        [] => "gateway.new_cluster()".into(),
        _ => format!("gateway.new_cluster(\n{})", arguments.join("")),
    }
}

/// Python source that asks for the value of a secret, as a password is asked for. None: it is no text or number, so not such.
fn asked_for(name: &PyStr, value: &Value) -> Option<String> {
    let mut prompt = name.clone();
    prompt.push_str(": ");
    let asked = format!("getpass({})", python_text(&prompt));
    match value {
        Value::Str(_) => Some(asked),
        Value::Int(_) => Some(format!("int({asked})")),
        Value::Float(_) => Some(format!("float({asked})")),
        _ => None,
    }
}

/// Python source of a value: its `repr`, but for the floats that `repr` prints as bare names, and for what is nested too deep.
fn literal(value: &Value) -> String {
    match value {
        _ if is_deeper(value, DEEP) => format!("json.loads({})", python_text(&json::write(value).into())),
        Value::Float(x) if !x.is_finite() => format!("float(\"{}\")", float::repr(*x)),
        Value::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Dict(items) => dict(items.iter()),
        _ => python::repr(value).into_text(),
    }
}

fn dict<'a>(items: impl Iterator<Item = (&'a PyStr, &'a Value)>) -> String {
    let items: Vec<_> = items.map(|(key, value)| format!("{}: {}", python_text(key), literal(value))).collect();
    format!("{{{}}}", items.join(", "))
}

fn python_text(text: &PyStr) -> String {
    python::repr(&Value::Str(text.clone())).into_text()
}

/// Whether it has more than this many levels of lists and mappings.
fn is_deeper(value: &Value, levels: usize) -> bool {
    match value {
        Value::List(items) => levels == 0 || items.iter().any(|item| is_deeper(item, levels - 1)),
        Value::Dict(items) => levels == 0 || items.iter().any(|(_, item)| is_deeper(item, levels - 1)),
        _ => false,
    }
}

/// Whether `name=…` can stand in a call. Names outside ASCII go the safe way.
fn is_keyword_argument(name: &PyStr) -> bool {
    const RESERVED: [&str; 36] = [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        "__debug__",
    ];
    let bytes = name.as_bytes();
    bytes.first().is_some_and(|b| !b.is_ascii_digit())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
        && !is_one_of(&RESERVED, name)
}

fn is_one_of(words: &[&str], name: &PyStr) -> bool {
    words.iter().any(|word| *name == **word)
}
