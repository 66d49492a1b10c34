//! The texts that fuzzing has found worth keeping: what must hold for any text, holds for them.
#![cfg(not(target_arch = "wasm32"))] // Files are native only.

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
mod checks;

fn try_all(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut tried = 0;
    for entry in fs::read_dir(folder).expect("a corpus") {
        let path = entry.expect("an entry").path();
        println!("{}", path.display()); // Shown when it fails.
        check(&fs::read(&path).expect("a text"));
        tried += 1;
    }
    assert!(tried >= 50, "{tried} texts");
}

/// As the fuzzer takes it: up to what is not UTF-8.
fn text(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

#[test]
fn specs() {
    try_all("spec", |bytes| checks::spec(text(bytes)));
}

#[test]
fn json() {
    try_all("json", |bytes| checks::json(text(bytes)));
}

#[test]
fn yaml() {
    try_all("yaml", |bytes| checks::yaml(text(bytes)));
}

#[test]
fn cores() {
    try_all("core", checks::run::core);
}
