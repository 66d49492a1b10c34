//! The shape of the crate: the core does no I/O, no modules use each other in a circle, and what is said twice is the same.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

type Module = Vec<String>;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let below = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn core_schema_and_gateway_know_neither_io_nor_clock_nor_javascript() {
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
    for file in ["core", "schema", "gateway"].iter().flat_map(|folder| sources(&root().join(folder))) {
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

#[test]
fn the_core_only_hands_on_and_no_file_is_long() {
    let lines = |file: &Path| fs::read_to_string(file).expect("a source file").lines().count();
    assert!(lines(&root().join("core/mod.rs")) < 250);
    for file in ["core", "web"].iter().flat_map(|folder| sources(&root().join(folder))) {
        assert!(lines(&file) <= 350, "{} has more than one reason to exist", file.display());
    }
}

/// The module that a file is.
fn module(file: &Path) -> Module {
    let inside = file.strip_prefix(root()).expect("below src").with_extension("");
    let mut parts: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

/// Collects every path of a file that begins in this crate, from its root.
struct Paths {
    module: Module,
    found: Vec<Module>,
}

impl Paths {
    fn add(&mut self, path: &[String]) {
        let mut base = match path.first().map(String::as_str) {
            Some("crate") => vec![],
            Some("self") => self.module.clone(),
            Some("super") => self.module[..self.module.len() - 1].to_vec(),
            _ => return,
        };
        for part in &path[1..] {
            match part.as_str() {
                "super" => drop(base.pop()),
                _ => base.push(part.clone()),
            }
        }
        self.found.push(base);
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(rename) => self.add(&with(&rename.ident)),
            syn::UseTree::Glob(_) => self.add(before),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_use_tree(&mut self, tree: &'ast syn::UseTree) {
        self.add_tree(&[], tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&parts);
        syn::visit::visit_path(self, path);
    }
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let files = sources(&root());
    let modules: BTreeSet<Module> = files.iter().map(|file| module(file)).collect();
    let mut uses: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for file in &files {
        let text = fs::read_to_string(file).expect("a source file");
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut paths = Paths { module: module(file), found: vec![] };
        paths.visit_file(&parsed);
        let used = paths.found.iter().filter_map(|path| {
            // The longest beginning that is a module; what follows is an item of it.
            let longest = (1..=path.len()).rev().map(|length| path[..length].to_vec());
            longest.into_iter().find(|module| modules.contains(module)).filter(|used| *used != paths.module)
        });
        uses.insert(paths.module.clone(), used.collect());
    }
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > 50, "the uses were found");
    // Who uses none of those left, or is used by none of them, is in no circle with them.
    loop {
        let used: BTreeSet<_> = uses.values().flatten().cloned().collect();
        let is_free = |(module, uses): &(&Module, &BTreeSet<Module>)| uses.is_empty() || !used.contains(*module);
        let free: Vec<_> = uses.iter().filter(is_free).map(|(module, _)| module.clone()).collect();
        if free.is_empty() {
            break;
        }
        for module in &free {
            uses.remove(module);
            for used in uses.values_mut() {
                used.remove(module);
            }
        }
    }
    let names: Vec<_> = uses.keys().map(|module| module.join("::")).collect();
    assert!(names.is_empty(), "a circle is among {names:?}");
}

#[test]
fn what_the_guides_name_is_there() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["src/", "js/", "tests/", "scripts/", "docs/", "demo/", "fuzz/", "bench/", "jupyter_dask_gateway/", "schema/"];
    let mut named = 0;
    for guide in ["CONTRIBUTING.md", "docs/architecture.md", "scripts/README.md"] {
        let text = fs::read_to_string(repository.join(guide)).expect("the guide");
        // What stands between backquotes, outside the blocks of code.
        for path in text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2)) {
            if folders.iter().any(|folder| path.starts_with(folder)) && !path.contains(' ') {
                assert!(repository.join(path).exists(), "{guide} names {path}, which is not there");
                named += 1;
            }
        }
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let target = repository.join(guide).parent().expect("a folder").join(link);
            assert!(link.is_empty() || link.contains("://") || target.exists(), "{guide} links to {link}");
        }
    }
    assert!(named > 40, "the paths were found: {named}");
}

#[test]
fn the_browser_takes_as_large_answers_as_the_pass_through_hands_on() {
    let number = |file: &str, before: &str, after: &str| {
        let text = fs::read_to_string(root().join(file)).expect("a source");
        let (_, rest) = text.split_once(before).expect(before);
        rest.split_once(after).expect(after).0.parse::<u32>().expect("a power of 2")
    };
    let ours = number("web/fetch.rs", "MAX_REPLY_BYTES: usize = 1 << ", ";");
    let theirs = number("../jupyter_dask_gateway/gateway/limits.py", "max_reply_bytes: int = 2**", "\n");
    assert_eq!(ours, theirs);
}
