//! Hostile texts: what reading them costs grows with their length, and no faster.
#![cfg(not(target_arch = "wasm32"))] // The clock is native only.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::{Duration, Instant};

use common::{CONFIG, OPTIONS, START, Shell};
use dask_gateway::gateway::redaction::without_name;
use dask_gateway::schema::{json, variables, yaml};

/// Adds up what is asked for.
struct Counting;

thread_local! {
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

fn count(bytes: usize) {
    // Not there any more while the thread ends.
    let _ = BYTES.try_with(|sum| sum.set(sum.get() + bytes));
}

// SAFETY: passes everything on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

type Text = fn(usize) -> String;

fn each(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).map(one).collect()
}

fn same(n: usize, one: &str) -> String {
    one.repeat(n)
}

const YAML: [(&str, Text); 21] = [
    ("merge keys", |n| "e: &e {}\n".to_owned() + &same(12 * n, "<<: *e\n")),
    ("merge keys between others", |n| each(n, |i| format!("<<: {{a: 1}}\n{i}: 1\n"))),
    ("merges of one empty list", |n| format!("e: &e {{}}\nl: &l [{}]\nm: {{{}}}", same(n, "*e,"), same(n, "<<: *l,"))),
    ("merges of a long key", |n| format!("a: &a {{? {} : 1}}\nm: {{<<: [{}]}}", same(n, "key"), same(n, "*a,"))),
    ("a mapping that merges itself", |n| format!("a: &a\n {}<<: *a", each(n, |i| format!("{i}: 1\n ")))),
    ("aliases of a long text", |n| format!("a: &a {}\nl: [{}]", same(n, "text"), same(n, "*a,"))),
    ("anchors", |n| each(n, |i| format!("{i}: &a{i} 1\n"))),
    ("anchors and aliases", |n| each(n, |i| format!("a{i}: &a{i} 1\n")) + &each(n, |i| format!("b{i}: *a{i}\n"))),
    ("tag directives", |n| each(n, |i| format!("%TAG !a{i}! x\n")) + "---\na: 1"),
    ("a long tag prefix", |n| format!("%TAG ! {}\n---\na: [{}]", same(n, "prefix"), same(n, "!x 1,"))),
    ("mappings for scalars", |n| {
        format!("a: &a !!str {{{}=: b}}\nl: [{}]", each(n, |i| format!("{i}: 1, ")), same(n, "!!str {=: *a},"))
    }),
    ("keys", |n| each(n, |i| format!("{i}: 1\n"))),
    ("equal keys", |n| same(n, "key: 1\n")),
    ("brackets", |n| format!("a: [{}]", same(n / 50, &format!("{}{}, ", same(50, "[[[["), same(50, "]]]]"))))),
    ("steps of indentation", |n| same(n / 50, &each(50, |i| format!("{}a:\n", same(i, " "))))),
    ("words on many lines", |n| format!("a: {}", same(n, "word\n  \n  "))),
    ("a block", |n| format!("a: |\n{}", same(n, "  line\n\n"))),
    ("a folded block", |n| format!("a: >+\n{}", same(n, "  line\n\n"))),
    ("escapes", |n| format!("a: \"{}\"", same(n, "\\x41\\\n '\\n"))),
    ("numbers", |n| format!("a: [{}]", same(n, "1.5e+300, 1:30:15.5, 0x1f,"))),
    ("comments", |n| same(n, "# comment\n\n") + "a: 1"),
];

const JSON: [(&str, Text); 7] = [
    ("keys", |n| format!("{{{}\"\": 1}}", each(n, |i| format!("\"{i}\": 1,")))),
    ("equal keys", |n| format!("{{{}\"\": 1}}", same(n, "\"a\": 1,"))),
    ("brackets", |n| format!("[{}1]", same(n / 50, &format!("{}1{},", same(50, "[[[["), same(50, "]]]]"))))),
    ("numbers", |n| format!("[{}1]", same(n / 4, "1e300,-0.5,123456789012345678901234567890,"))),
    ("escapes", |n| format!("\"{}\"", same(n, "\\u00e9\\ud83d\\ude00\\n\\ud83d"))),
    ("white space", |n| same(n, " \n") + "1"),
    ("a mistake at the end", |n| format!("[{}", same(n, "[],\n"))),
];

const VARIABLES: [(&str, Text); 14] = [
    ("lines", |n| same(n, "A=b\n")),
    ("words of a command", |n| format!("export {}", same(n, "A=b "))),
    ("statements on one line", |n| same(n, "A=b;")),
    ("quoted statements on one line", |n| same(n, "A='b';")),
    ("commands on one line", |n| same(n, "export A=b && ")),
    ("Python on one line", |n| same(n, "os.environ['A'] = 'b'; ")),
    ("a long line", |n| format!("A={}", same(n, "b # c"))),
    ("functions without an end", |n| same(n, "A=() {\n")),
    ("other functions without an end", |n| same(n, "f() {\n")),
    ("certificates without an end", |n| same(n, "A=-----BEGIN X\n")),
    ("quotes without an end", |n| same(n, "A=\"\\\"\n")),
    ("blocks of YAML", |n| same(n, "A: |\n  b\n")),
    ("lists of YAML", |n| same(n, "- name: A\n  valueFrom:\n    x: y\n")),
    ("no statements", |n| same(n, "=\n")),
];

/// Lists of clusters, in the order in which the gateway has them.
const LISTS: [(&str, Text); 6] = [
    ("names of their own", |n| listed(n, |i| format!("{i:08}"), |i| i)),
    ("newest first", |n| listed(n, |i| format!("{i:08}"), |i| n - i)),
    ("in no order", |n| listed(n, |i| format!("{i:08}"), |i| i * 7_919 % n)),
    ("equal prefixes", |n| listed(n, |i| format!("workshop{i}"), |i| i)),
    ("names that look like made keys", |n| {
        listed(n, |i| format!("a{}", "-2".repeat(i % 9)) + &format!("/{i}"), |i| i).replace('/', ".a-")
    }),
    ("one name", |n| listed(n, |_| "same".into(), |i| i)),
];

fn listed(n: usize, name: impl Fn(usize) -> String, second: impl Fn(usize) -> usize) -> String {
    let report = |i| {
        let (name, start) = (name(i), START + second(i) as f64);
        format!(r#""{name}": {{"name": "{name}", "status": "RUNNING", "start_time": {start}, "options": {{}}}}, "#)
    };
    format!("{{{}", each(n, report)).trim_end_matches(", ").to_owned() + "}"
}

/// By 64: linear work grows by as much, with a logarithm by some hundred, quadratic work by 4,096.
const FEWER: usize = 125;
const MORE: usize = 8_000;
const TIMES: usize = MORE / FEWER;
/// Times as much as linear work.
const AT_MOST: u32 = 9;
/// How often it is measured before that says anything.
const LOOKS: usize = 25;

fn grows_with_its_length(name: &str, text: Text, read: fn(&str)) {
    let measure = |text: &str, times: usize| {
        let (bytes, start) = (BYTES.get(), Instant::now());
        (0..times).for_each(|_| read(text));
        (start.elapsed(), BYTES.get() - bytes)
    };
    let (short, long) = (text(FEWER), text(MORE));
    // Many short ones take as long as the long one, so that whatever else the machine does holds up both. The least of several is what
    // the work takes.
    let (mut least_of_many, mut least_of_one) = (Duration::MAX, Duration::MAX);
    for _ in 0..LOOKS {
        let (many, one) = (measure(&short, TIMES), measure(&long, 1));
        assert!(one.1 <= many.1 * AT_MOST as usize, "{name}: {} bytes, in {TIMES} short ones {}", one.1, many.1);
        (least_of_many, least_of_one) = (least_of_many.min(many.0), least_of_one.min(one.0));
        if least_of_one <= least_of_many * AT_MOST {
            return;
        }
    }
    panic!("{name}: {least_of_one:?}, in {TIMES} short ones {least_of_many:?}");
}

#[test]
fn yaml_is_read_in_proportion() {
    for (name, text) in YAML {
        grows_with_its_length(name, text, |text| drop(yaml::parse(text)));
    }
}

#[test]
fn json_is_read_in_proportion() {
    for (name, text) in JSON {
        grows_with_its_length(name, text, |text| drop(json::parse(text)));
    }
}

#[test]
fn pastes_are_read_in_proportion() {
    for (name, text) in VARIABLES {
        grows_with_its_length(name, text, |text| drop(variables::read(text)));
    }
}

#[test]
fn lists_of_clusters_are_taken_in_proportion() {
    for (name, text) in LISTS {
        grows_with_its_length(name, text, |text| {
            let mut shell = Shell::ready_with(CONFIG, OPTIONS, text);
            shell.pass(60_000.0);
            shell.answer("api/v1/clusters/?", 200, text);
            assert!(shell.view().clusters.is_some_and(|clusters| !clusters.is_empty()));
        });
    }
}

#[test]
fn what_workers_tell_is_searched_for_names_in_proportion() {
    const CLUSTER: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let texts: [(&str, Text); 3] = [
        ("names", |n| same(n, "a").repeat(32)),
        ("almost names", |n| same(n, &("a".repeat(31) + "b"))),
        ("none", |n| same(n, "\"dask-worker\": ")),
    ];
    for (of, text) in texts {
        grows_with_its_length(of, text, |text| drop(without_name(text.to_owned(), CLUSTER, "aaaaaaaa")));
    }
    let text = same(MORE, "\"dask-worker\": ");
    let before = BYTES.get();
    assert!(without_name(text, CLUSTER, "aaaaaaaa").len() > MORE);
    assert_eq!(BYTES.get() - before, 0, "a megabyte without any name is not copied");
}
