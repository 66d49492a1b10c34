//! The texts that fuzzing has found worth keeping: what must hold for any text, holds for them.
#![cfg(not(target_arch = "wasm32"))] // Files are native only.

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
mod checks;

fn try_all(target: &str, check: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut tried = 0;
    for entry in fs::read_dir(folder).expect("a corpus") {
        let path = entry.expect("an entry").path();
        println!("{}", path.display()); // Shown when it fails.
        // As the fuzzer takes it: up to what is not UTF-8.
        let bytes = fs::read(&path).expect("a text");
        check(bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()));
        tried += 1;
    }
    assert!(tried >= 50, "{tried} texts");
}

#[test]
fn specs() {
    try_all("spec", checks::spec);
}

#[test]
fn json() {
    try_all("json", checks::json);
}

#[test]
fn yaml() {
    try_all("yaml", checks::yaml);
}
