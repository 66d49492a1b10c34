//! The core says that it does no I/O: its sources are looked through for any.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn core_schema_and_gateway_know_neither_io_nor_clock_nor_javascript() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let forbidden = [
        "std::fs",
        "std::io",
        "std::net",
        "std::time",
        "std::thread",
        "std::env",
        "std::process",
        "println!",
        "js_sys",
        "web_sys",
        "wasm_bindgen",
        "gloo",
        "rand::",
        "async ",
        "crate::web::",
    ];
    let mut seen = 0;
    for file in ["core", "schema", "gateway"].iter().flat_map(|folder| sources(&root.join(folder))) {
        let text = fs::read_to_string(&file).expect("a source file");
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let found: Vec<_> = forbidden.iter().filter(|word| line.contains(**word)).collect();
            assert!(found.is_empty(), "{}: {found:?} in {line}", file.display());
        }
        seen += 1;
    }
    assert!(seen > 15, "the sources were found");
}

#[test]
fn the_core_says_so_in_its_first_line() {
    let text = include_str!("../src/core/mod.rs");
    assert!(text.lines().next().is_some_and(|line| line.contains("It does no I/O")));
}
