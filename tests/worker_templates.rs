//! What becomes of templates of dask-kubernetes: those of its documentation, of Pangeo's hubs and of the operator's, and of texts that are none.
#![cfg(not(target_arch = "wasm32"))] // It reads files, and proptest is native only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dask_gateway::schema::json;
use dask_gateway::schema::spec::{self, Field};
use dask_gateway::schema::value::{Dict, Value};
use dask_gateway::schema::worker_template::convert;
use dask_gateway::schema::worker_template::quantity::{dask, in_units, kubernetes};
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/worker-templates")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse(text: &str) -> Dict {
    let value = json::parse(text).expect("JSON");
    value.as_dict().expect("an object").clone()
}

fn text(of: &Dict, name: &str) -> String {
    of.item(name).and_then(Value::as_str).unwrap_or_else(|| panic!("no text {name}")).to_text().into_owned()
}

fn entries(of: &Dict, name: &str) -> Vec<Dict> {
    let Some(Value::List(entries)) = of.item(name) else { panic!("no list {name}") };
    entries.iter().map(|entry| entry.as_dict().expect("an object").clone()).collect()
}

/// A gateway: its options, and what its site says of them.
struct Gateway {
    fields: Vec<Field>,
    site: Option<Dict>,
}

impl Gateway {
    fn convert(&self, text: &str) -> Result<String, String> {
        convert(text, &self.fields, self.site.as_ref())
    }
}

/// The gateways to whose options the fixtures are carried over, by name.
fn gateways() -> BTreeMap<String, Gateway> {
    let gateways = parse(&read(&folder().join("gateways.json")));
    let read = |gateway: &Value| {
        let site = gateway.as_dict().and_then(|gateway| gateway.item("site")?.as_dict());
        let list = gateway.as_dict().and_then(|gateway| gateway.item("cluster_options")).unwrap_or(gateway);
        Gateway { fields: spec::parse_list(&json::write(list)).expect("options"), site: site.cloned() }
    };
    gateways.iter().map(|(name, gateway)| (name.to_text().into_owned(), read(gateway))).collect()
}

/// A conversion as the fixtures write it: without what every entry has.
fn told(gateway: &str, converted: Result<String, String>) -> Dict {
    let mut told = Dict::new();
    told.insert("gateway".into(), Value::str(gateway));
    let converted = match converted {
        Ok(text) => parse(&text),
        Err(error) => {
            told.insert("error".into(), Value::str(&error));
            return told;
        }
    };
    for name in ["options", "workers"] {
        let value = match converted.item(name) {
            Some(Value::None) => Value::None,
            _ => json::parse(&text(&converted, name)).expect("JSON"),
        };
        told.insert(name.into(), value);
    }
    let (mut matched, mut notes, mut lost) = (Dict::new(), Dict::new(), Dict::new());
    for entry in entries(&converted, "matched") {
        let what = text(&entry, "what");
        matched.insert(what.as_str().into(), entry.item("value").expect("a value").clone());
        let Some(Value::List(remarks)) = entry.item("notes") else { panic!("no notes") };
        let problem = entry.item("problem").filter(|problem| **problem != Value::None);
        let problem = problem.and_then(Value::as_dict).and_then(|problem| problem.item("text"));
        if let Some(note) = problem.or(remarks.first()) {
            notes.insert(what.into(), note.clone());
        }
    }
    for entry in entries(&converted, "lost") {
        lost.insert(text(&entry, "what").into(), entry.item("why").expect("a reason").clone());
    }
    for (name, part) in [("matched", matched), ("notes", notes), ("lost", lost)] {
        told.insert(name.into(), Value::Dict(part));
    }
    told
}

#[test]
fn templates_become_options() {
    let gateways = gateways();
    let files = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut seen = 0;
    for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")) {
        let expected = parse(&read(&path.with_extension("json")));
        let gateway = text(&expected, "gateway");
        let found = told(&gateway, gateways[&gateway].convert(&read(&path)));
        assert_eq!(
            json::write_pretty(&Value::Dict(found)),
            json::write_pretty(&Value::Dict(expected)),
            "{}",
            path.display()
        );
        seen += 1;
    }
    assert!(seen >= 30, "the fixtures were found");
}

/// The gateway of the documentation.
fn documented() -> Gateway {
    gateways().remove("documented").expect("the gateway")
}

fn error(text: &str) -> String {
    match documented().convert(text) {
        Ok(made) => panic!("something was made of it: {made}"),
        Err(error) => error,
    }
}

/// A pod with this container.
fn pod(container: &str) -> String {
    ["{spec: {containers: [{", container, "}]}}"].concat()
}

#[test]
fn a_text_that_is_none_is_one_sentence() {
    let bomb: String = (0..30).fold("a0: &a0 [x, x]\n".into(), |text, n| {
        let next = n + 1;
        text + &format!("a{next}: &a{next} [*a{n}, *a{n}]\n")
    });
    for (text, sentence) in [
        ("", "There is nothing in it yet"),
        (" \n\t ", "There is nothing in it yet"),
        ("# a comment", "No worker template was found"),
        ("null", "No worker template was found"),
        ("[1, [2], x]", "No worker template was found"),
        ("<script>alert(1)</script>", "No worker template was found"),
        ("{\"__proto__\": {\"spec\": 1}, \"constructor\": {}}", "No worker template was found"),
        ("a: !!int 'x\n\n  y'", "It cannot be read as YAML: 'x y' is no int (line 1, column 4)."),
        ("{\"spec\": {\"containers\": [", "It cannot be read as YAML: "),
        ("\u{0}\u{1}", "It cannot be read as YAML: special characters are not allowed"),
        ("a: 1\n---\nb: [\n", "It cannot be read as YAML: expected a value, but found the end (line 3, column 5)."),
        (&"[".repeat(10_000), "It cannot be read as YAML: nested more than 250 deep"),
        (&"{\"a\": ".repeat(10_000), "It cannot be read as YAML: nested more than 250 deep"),
        (&"a: ".repeat(4_000_000), "This is longer than a megabyte"),
        (&"---\na: 1\n".repeat(60), "There are more than 50 documents in it."),
        (&bomb, "It cannot be read as YAML: more than 100000 values"),
        ("spec: {containers: []}", "The pod has no container"),
        ("spec: {containers: 3}", "The pod’s containers are no list."),
        ("spec: {containers: [3]}", "The pod’s container is no mapping"),
        ("spec: {containers: [{}, {}, {}, {}]}", "The pod has 4 containers: leave only"),
        (
            "jupyter_dask_gateway: worker-template/2",
            "This was written by another version of jupyter-dask-gateway “worker-template/2”.",
        ),
        (&pod("args: [dask-worker, --nthreads, two]"), "--nthreads “two” is no number of threads."),
        (&pod("args: [dask-worker, --nthreads]"), "--nthreads “” is no number of threads."),
        (&pod("resources: {limits: {cpu: true}}"), "limits.cpu: “True” is no quantity"),
        (&pod("resources: {limits: {memory: -1Gi}}"), "limits.memory: “-1Gi” is no quantity"),
        (&pod("resources: {requests: {memory: {a: 1}}}"), "requests.memory: “{'a': 1}” is no quantity"),
        (&pod("args: [--memory-limit, 9e30]"), "--memory-limit “9e30” is no size"),
    ] {
        let error = error(text);
        assert!(error.starts_with(sentence), "{error} instead of {sentence}");
        assert!(error.ends_with('.') && error.len() < 300 && !error.contains('\n'), "{error}");
    }
}

#[test]
fn options_are_written_as_they_are_read() {
    for Gateway { fields, .. } in gateways().into_values() {
        let text = spec::write_list(fields.iter().map(|field| (field, &field.default)));
        assert_eq!(spec::parse_list(&text).expect("options"), fields);
    }
}

#[test]
fn hostile_names_are_text_like_others() {
    let made = documented().convert(&pod(
            "name: <b>, __proto__: {x: 1}, constructor: [1], \"\\u202e\\n<img>\": 5, args: [\"\\0--x\"], resources: {limits: {cpu: 1}}",
        ));
    let made = parse(&made.expect("a template"));
    assert_eq!(text(&made, "options"), r#"{"worker_cores": 1}"#);
    let lost: Vec<_> = entries(&made, "lost").iter().map(|lost| text(lost, "what")).collect();
    assert_eq!(lost, [" --x", "__proto__", "constructor", "\u{202e} <img>"]);
}

#[test]
fn of_an_argument_that_is_there_twice_the_last_counts() {
    for (last, options) in [
        ("--memory-limit 6GiB", r#"{"worker_cores": 2, "worker_memory": 6}"#),
        ("--memory-limit 0.5", r#"{"worker_cores": 2}"#),
        ("--memory-limit auto", r#"{"worker_cores": 2}"#),
        ("--nthreads 0", r#"{"worker_memory": 7}"#),
    ] {
        let line = format!("args: ['dask-worker --nthreads 2 --memory-limit 7GiB {last}']");
        let made = parse(&documented().convert(&pod(&line)).expect("a template"));
        assert_eq!(text(&made, "options"), options, "{last}");
    }
}

#[test]
fn a_command_line_may_have_quotes_and_variables() {
    let made = documented().convert(&pod(
        r#"command: [sh, -c, "exec dask worker --nthreads=$(CPU_LIMIT) --memory-limit='7GiB' --name \"a b\" tcp://x"]"#,
    ));
    let made = parse(&made.expect("a template"));
    assert_eq!(text(&made, "options"), r#"{"worker_memory": 7}"#);
    let told: Vec<_> = entries(&made, "lost").iter().map(|it| (text(it, "what"), text(it, "why"))).collect();
    let variable = ("--nthreads $(CPU_LIMIT)".to_owned(), "variable".to_owned());
    assert!(told.contains(&variable), "{told:?}");
    for argument in ["--memory-limit, $(MEMORY)", "'--memory-limit=${MEMORY}'", "--nthreads, $N"] {
        let made =
            documented().convert(&pod(&format!("args: [dask-worker, {argument}], resources: {{limits: {{cpu: 1}}}}")));
        assert_eq!(text(&parse(&made.expect("a template")), "options"), r#"{"worker_cores": 1}"#, "{argument}");
    }
}

#[test]
fn values_of_variables_are_in_the_options_alone() {
    let gateways = gateways();
    let text = pod("env: [{name: AWS_SECRET_ACCESS_KEY, value: hunter2}], image: x");
    for gateway in ["pangeo", "documented"] {
        let made = parse(&gateways[gateway].convert(&text).expect("a template"));
        for part in ["matched", "lost"] {
            assert!(!json::write(made.item(part).expect("a part")).contains("hunter2"));
        }
    }
}

#[test]
fn a_quantity_is_what_kubernetes_reads() {
    for (text, nanos) in [
        ("0", Some("0")),
        ("1", Some("1000000000")),
        ("+1", Some("1000000000")),
        ("0.5", Some("500000000")),
        (".5", Some("500000000")),
        ("5.", Some("5000000000")),
        ("500m", Some("500000000")),
        ("1u", Some("1000")),
        ("3n", Some("3")),
        ("0.1n", Some("1")),
        ("14G", Some("14000000000000000000")),
        ("14Gi", Some("15032385536000000000")),
        ("1.5Ki", Some("1536000000000")),
        ("1e3", Some("1000000000000")),
        ("1E3", Some("1000000000000")),
        ("1e+3", Some("1000000000000")),
        ("1E-3", Some("1000000")),
        ("1e00000000000000003", Some("1000000000000")),
        ("1e-9999999999999999999", Some("1")),
        ("0e9999999999999999999", Some("0")),
        ("1E", Some("1000000000000000000000000000")),
        // More than Kubernetes can count is as much as it can.
        ("9Ei", Some("9223372036854775807000000000")),
        ("1e30", Some("9223372036854775807000000000")),
        ("-0", Some("0")),
        ("-1", None),
        ("1K", None),
        ("1ki", None),
        ("1GB", None),
        ("1GiB", None),
        ("1 G", None),
        (" 1", None),
        ("1e", None),
        ("1e1.5", None),
        ("1.2.3", None),
        (".", None),
        ("", None),
        ("Gi", None),
        ("+-1", None),
        ("1_000", None),
        ("１", None),
        ("inf", None),
    ] {
        assert_eq!(kubernetes(text).map(|nanos| nanos.to_string()).as_deref(), nanos, "{text:?}");
    }
    assert_eq!(kubernetes(&"1".repeat(101)), None);
}

#[test]
fn a_memory_limit_is_what_dask_reads() {
    for (text, bytes) in [
        ("14GB", Some(14_000_000_000)),
        ("14GiB", Some(15_032_385_536)),
        ("14 gb", Some(14_000_000_000)),
        (" 1 4 g", Some(14_000_000_000)),
        ("1e9", Some(1_000_000_000)),
        ("1e3 kB", Some(1_000_000)),
        ("MB", Some(1_000_000)),
        ("1_000", Some(1_000)),
        ("5.4 kB", Some(5_400)),
        ("0.1b", Some(0)),
        ("7", Some(7)),
        ("", Some(1)),
        ("1 EiB", None),
        ("5 foos", None),
        ("auto", None),
        ("-5GB", None),
        ("nan", None),
        ("1e400", None),
    ] {
        assert_eq!(dask(text), bytes, "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_is_a_fault(text in ".{0,200}") {
        let gateway = documented();
        let _ = gateway.convert(&text);
        let _ = gateway.convert(&pod(&text));
        let _ = (kubernetes(&text), dask(&text));
    }

    /// Whatever stands where something else was expected.
    #[test]
    fn no_shape_is_a_fault(
        kind in prop::sample::select(vec!["Pod", "List", "DaskCluster", "DaskJob", "DaskAutoscaler", "x"]),
        at in prop::collection::vec(prop::sample::select(vec![
            "spec", "worker", "scheduler", "containers", "kubernetes", "worker-template", "resources", "limits", "cpu", "env", "args",
            "image", "count", "cluster", "items", "template", "metadata", "labextension", "default", "jupyter_dask_gateway",
        ]), 1..7),
        value in prop::sample::select(vec!["1", "-1", "1.5", "[]", "[[]]", "{}", "x", "true", "null", "[x, 1, {}]", "[{name: x}]"]),
    ) {
        let open: String = at.iter().map(|name| format!("{{kind: {kind}, {name}: ")).collect();
        let list: String = at.iter().map(|name| format!("{{kind: {kind}, {name}: [")).collect();
        let gateway = documented();
        let _ = gateway.convert(&(open + value + &"}".repeat(at.len())));
        let _ = gateway.convert(&(list + value + &"]}".repeat(at.len())));
    }

    /// Against fractions of whole numbers: thousandths in powers of two and ten.
    #[test]
    fn quantities_are_exact(whole in 0_u64..10_000, thousandths in 0_u64..1_000, unit in 0_usize..7) {
        let (suffix, factor) =
            [("", 1), ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("Ki", 1 << 10), ("Mi", 1 << 20), ("Gi", 1_u128 << 30)][unit];
        let expected = u128::from(whole * 1_000 + thousandths) * factor * 1_000_000;
        prop_assert_eq!(kubernetes(&format!("{whole}.{thousandths:03}{suffix}")), Some(expected));
    }

    /// What is filled in is the nearest hundredth: no more than half of one from the truth.
    #[test]
    fn memory_is_the_nearest_hundredth(bytes in 20_000_000_u128..1 << 50) {
        let unit = 1_u128 << 30;
        let text = in_units(bytes, unit);
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let hundredths: u128 = format!("{whole}{part:0<2}").parse().expect("a number");
        prop_assert!((hundredths * unit).abs_diff(bytes * 100) * 2 <= unit);
    }
}
