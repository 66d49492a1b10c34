//! Ours, for the test beside PyYAML. Reads lines that are lists of YAML texts in JSON, and answers each with one line: a list
//! of `{"ok": JSON text}` or `{"error": message, "at": [line, column]}`.

use dask_gateway::schema::json;
use dask_gateway::schema::value::{Dict, Value};
use dask_gateway::schema::yaml;

fn main() {
    for line in std::io::stdin().lines() {
        let Ok(Value::List(texts)) = json::parse(&line.expect("a line")) else { panic!("not a list") };
        println!("{}", json::write(&Value::List(texts.iter().map(judged).collect())));
    }
}

fn judged(text: &Value) -> Value {
    let text = text.as_str().expect("a text");
    let answer = match std::str::from_utf8(text.as_bytes()) {
        Ok(text) => match yaml::parse(text) {
            Ok(value) => vec![("ok", Value::str(&json::write(&value)))],
            Err(error) => {
                let at = Value::List(vec![Value::int(error.line), Value::int(error.column)]);
                vec![("error", Value::str(&error.to_string())), ("at", at)]
            }
        },
        // A Rust text holds no lone surrogate, and PyYAML takes none.
        Err(_) => vec![("error", Value::str("a lone surrogate"))],
    };
    Value::Dict(Dict::from_iter(answer.into_iter().map(|(key, value)| (key.into(), value))))
}
