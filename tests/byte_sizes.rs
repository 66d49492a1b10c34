//! Options that count bytes, and sizes as people type them.

mod common;

use common::{CONFIG, NAME, Shell, list, report, words};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::schema::byte_sizes::{is_bytes, parse};
use dask_gateway::schema::spec;

#[test]
fn a_size_is_what_dask_reads() {
    for (text, bytes) in [
        ("16 GiB", Some("17179869184")),
        ("16GiB", Some("17179869184")),
        (" 16  gib ", Some("17179869184")),
        ("16 Gi", Some("17179869184")),
        ("16 GB", Some("16000000000")),
        ("16G", Some("16000000000")),
        ("1.5 KiB", Some("1536")),
        (".5 KiB", Some("512")),
        ("1.3 KiB", Some("1331")),
        ("7 B", Some("7")),
        ("2 EiB", Some("2305843009213693952")),
        ("16", None),
        ("GiB", None),
        ("", None),
        (" ", None),
        ("-1 GiB", None),
        ("1e3 GiB", None),
        ("1.2.3 GiB", None),
        (". GiB", None),
        ("1 GiBs", None),
        ("1 XiB", None),
        ("1 Gi b", None),
        ("nan", None),
        ("é GiB", None),
        ("１ GiB", None),
    ] {
        assert_eq!(parse(text).map(|size| size.to_string()).as_deref(), bytes, "{text:?}");
    }
    assert_eq!(parse(&format!("{} GiB", "9".repeat(400))), None);
}

fn option(name: &str, label: &str, default: &str, spec: &str) -> String {
    format!(r#"{{"field": "{name}", "label": "{label}", "default": {default}, "spec": {{{spec}}}}}"#)
}

#[test]
fn bytes_are_told_by_name_and_size_and_never_guessed() {
    for (name, label, default, bounds, expected) in [
        ("cluster_max_memory", "Cluster max memory", "17179869184", r#""min": 1073741824, "max": 343597383680"#, true),
        ("worker_memory", "", "2147483648", "", true),
        ("maxMemory", "", "2147483648", "", true),
        ("x", "Bytes on disk", "0", r#""min": 0, "max": 1e12"#, true),
        ("memory", "", "0", r#""max": 1099511627776"#, true),
        // GiB, told or not.
        ("worker_memory", "Worker Memory (GiB)", "4", r#""min": 1, "max": 64"#, false),
        ("worker_memory", "Worker memory", "4", r#""min": 1, "max": 64"#, false),
        // MiB up to a TiB.
        ("worker_memory", "Worker memory", "0", r#""min": 0, "max": 1048576"#, false),
        ("worker_memory", "Worker memory", "4096", r#""max": 1048576"#, false),
        ("worker_memory", "Worker memory", "2147483648", r#""min": 4096"#, false),
        // Another unit, whatever the number.
        ("mem_kb", "Memory", "4294967296", "", false),
        ("mem", "Memory in kilobytes", "4294967296", "", false),
        ("memoryMB", "Memory", "4294967296", "", false),
        ("memory", "Memory, megabyte", "4294967296", "", false),
        ("seed", "Seed", "4294967296", "", false),
        ("remember", "Programme", "4294967296", "", false),
        ("memory", "Memory", "0", "", false),
    ] {
        for kind in ["int", "float"] {
            let comma = if bounds.is_empty() { "" } else { ", " };
            let json = option(name, label, default, &format!(r#""type": "{kind}"{comma}{bounds}"#));
            let fields = spec::parse_list(&format!("[{json}]")).expect("a list");
            assert_eq!(is_bytes(&fields[0]), expected, "{name} {label:?} {default} {bounds} {kind}");
        }
    }
    let text = option("memory", "", r#""2147483648""#, r#""type": "string""#);
    assert!(!is_bytes(&spec::parse_list(&format!("[{text}]")).expect("a list")[0]));
}

fn shell(kind: &str) -> Shell {
    let memory = option("memory", "Memory", "17179869184", &format!(r#""type": "{kind}", "min": 1073741824"#));
    let cores = option("cores", "Cores", "2", r#""type": "int""#);
    Shell::ready_with(CONFIG, &format!(r#"{{"cluster_options": [{memory}, {cores}]}}"#), "{}")
}

#[test]
fn a_typed_size_is_sent_as_the_number_that_is_shown() {
    for (kind, number) in [("int", "34359738368"), ("float", "34359738368.0")] {
        let mut shell = shell(kind);
        assert_eq!(shell.field("memory").bytes, Some(shell.field("memory").text));
        shell.edit("memory", "32 GiB");
        let field = shell.field("memory");
        assert_eq!((field.text.as_str(), field.error), ("32 GiB", None));
        assert_eq!(field.bytes.as_deref(), Some(number));
        shell.user(FormEvent::Launch);
        let (_, request) = shell.take("api/v1/clusters/");
        let sent = format!(r#"{{"cluster_options": {{"memory": {number}, "cores": 2}}}}"#);
        assert_eq!(request.body.as_deref(), Some(sent.as_str()));
    }
}

#[test]
fn a_size_out_of_bounds_or_without_sense_is_refused_in_the_servers_words() {
    let mut shell = shell("int");
    shell.edit("memory", "1 MiB");
    let field = shell.field("memory");
    assert_eq!(words(field.error.as_ref()), Some("memory must be >= 1073741824.000000, got 1048576"));
    assert_eq!(field.bytes.as_deref(), Some(""));
    shell.edit("memory", "much");
    assert_eq!(words(shell.field("memory").error.as_ref()), Some("memory must be an integer, got 'much'"));
    // Only where bytes are counted.
    shell.edit("cores", "2 k");
    assert_eq!(words(shell.field("cores").error.as_ref()), Some("cores must be an integer, got '2 k'"));
    assert_eq!(shell.field("cores").bytes, None);
}

#[test]
fn one_field_goes_back_to_its_default_alone() {
    let mut shell = shell("int");
    shell.edit("memory", "32 GiB");
    shell.edit("cores", "many");
    let field = shell.field("cores").index;
    shell.user(FormEvent::ResetField { field });
    let cores = shell.field("cores");
    assert_eq!((cores.text.as_str(), cores.error, cores.changed), ("2", None, false));
    assert_eq!((shell.field("memory").text.as_str(), shell.field("memory").changed), ("32 GiB", true));
    shell.user(FormEvent::ResetField { field: 99 });
}

#[test]
fn the_options_of_a_cluster_are_as_the_form_shows_them() {
    let memory = option("memory", "Memory", "17179869184", r#""type": "float", "min": 1073741824"#);
    let env = option("env", "Environment", "{}", r#""type": "mapping""#);
    let report = report(NAME, "RUNNING").replace(
        r#"{"worker_cores": 2}"#,
        r#"{"memory": 17179869184.0, "env": {"A": "1", "B": ["x"]}, "old": {"a": true}, "none": {}, "on": true}"#,
    );
    let options = format!(r#"{{"cluster_options": [{memory}, {env}]}}"#);
    let shell = Shell::ready_with(CONFIG, &options, &list(&[report]));
    let shown: Vec<_> = shell.cluster().options.into_iter().map(|it| (it.label, it.value, it.is_bytes)).collect();
    let told = [
        ("Memory", "17179869184.0", true),
        ("Environment", "A: \"1\"\nB:\n- x", false),
        ("old", "a: true", false),
        ("none", "{}", false),
        ("on", "True", false),
    ];
    assert_eq!(shown, told.map(|(label, value, is_bytes)| (label.to_owned(), value.to_owned(), is_bytes)));
}
