//! Variables in texts as people have them: recordings of what shells and tools print, and files as they write them.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dask_gateway::schema::json;
use dask_gateway::schema::value::Value;
use dask_gateway::schema::variables::{Pasted, read};
use proptest::prelude::*;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/variables");
    fs::read_to_string(folder.join(name)).expect("a fixture")
}

fn pairs(text: &str) -> Vec<(String, String)> {
    read(text).variables.into_iter().map(|variable| (variable.name, variable.value)).collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

/// What the recordings were made of.
fn recorded() -> BTreeMap<String, String> {
    let value = json::parse(&fixture("expected.json")).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_text().into_owned();
    value.as_dict().expect("a dict").iter().map(|(name, value)| (name.to_text().into(), text(value))).collect()
}

#[test]
fn each_tool_s_output_gives_the_variables_it_was_made_of() {
    // With how many of the ten are in it, and how many lines are no variables.
    for (name, known, unread) in [
        ("bash-declare-x.txt", 10, 0),
        ("dash-export-p.txt", 10, 0),
        ("zsh-export-p.txt", 10, 1),
        ("zsh-export.txt", 10, 0),
        ("env.txt", 10, 0),
        ("tcsh-setenv.txt", 10, 0),
        ("kubectl-set-env-list.txt", 10, 0),
        ("kubernetes-env.txt", 10, 0),
        ("python-environ.txt", 10, 0),
        ("json-dumps.txt", 10, 0),
        ("pyyaml-dump.txt", 10, 0),
        ("env-file.txt", 10, 0),
        ("docker-compose-list.txt", 10, 0),
        ("docker-compose-mapping.txt", 10, 0),
        ("powershell-assignments.txt", 10, 0),
        ("powershell-list.txt", 6, 0),
        ("powershell-table.txt", 5, 1),
        ("cmd-set.txt", 7, 0),
        ("conda-vars-list.txt", 5, 0),
        ("conda-vars-set.txt", 3, 0),
        ("dockerfile.txt", 5, 0),
        ("docker-run.txt", 4, 0),
        ("csh.txt", 4, 0),
        ("notebook.txt", 5, 0),
        ("script.txt", 4, 4),
    ] {
        let recorded = recorded();
        let text = fixture(name);
        for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{feff}{text}")] {
            let found = pairs(&text);
            let right = recorded.iter().filter(|(name, value)| found.contains(&((*name).clone(), (*value).clone())));
            let wrong: Vec<_> = found
                .iter()
                .filter(|(name, value)| recorded.get(name).is_some_and(|right| right != value))
                .filter(|(_, value)| !value.ends_with("..."))
                .collect();
            assert_eq!(wrong, Vec::<&(String, String)>::new(), "{name}");
            assert_eq!(right.count(), known, "{name}: {found:#?}");
            assert_eq!(found.iter().filter(|(name, _)| name.is_empty()).count(), unread, "{name}: {found:#?}");
        }
    }
}

#[test]
fn every_way_to_write_one() {
    for (text, expected) in [
        ("export A=\"b c\"\nexport C='d'", &[("A", "b c"), ("C", "d")][..]),
        ("A=b", &[("A", "b")]),
        ("set A=b", &[("A", "b")]),
        ("$env:B = \"c\"", &[("B", "c")]),
        ("KEY: \"1\"", &[("KEY", "1")]),
        ("KEY: 3.10", &[("KEY", "3.10")]),
        ("A=1\r\nB=2\r\n", &[("A", "1"), ("B", "2")]),
        ("- A=b", &[("A", "b")]),
        ("- name: A\n  value: b", &[("A", "b")]),
        ("{\"A\": \"b\", \"C\": 1, 'D': True}", &[("A", "b"), ("C", "1"), ("D", "True")]),
        ("  \"A\": \"b\",\n  \"C\": 1,\n", &[("A", "b"), ("C", "1")]),
        ("A=", &[("A", "")]),
        ("C", &[("C", "")]),
        // Commands and variables of a shell stay as they are: nobody here can tell what they come to.
        (
            "export PATH=\"$HOME/bin\":$PATH B=$(date +%s) C=`id -u` D=${X:-a b}",
            &[("PATH", "$HOME/bin:$PATH"), ("B", "$(date +%s)"), ("C", "`id -u`"), ("D", "${X:-a b}")],
        ),
        ("A=b c # d", &[("A", "b c")]),
        ("A=b#c", &[("A", "b#c")]),
        ("A=\"x\\ny\" # z", &[("A", "x\ny")]),
        ("export A=\"x\\ny\"", &[("A", "x\\ny")]),
        ("A=\"it is open\nB=1", &[("A", "\"it is open"), ("B", "1")]),
        ("A B=c", &[("A B", "c")]),
        ("ProgramFiles(x86)=C:\\x", &[("ProgramFiles(x86)", "C:\\x")]),
        (
            "A: |\n  one\n    two\n\n  three\nB: >-\n  four\n  five",
            &[("A", "one\n  two\n\nthree\n"), ("B", "four five")],
        ),
        ("A: one\n  two # three\nB: x", &[("A", "one two"), ("B", "x")]),
        ("A: http://x:80/?y=z", &[("A", "http://x:80/?y=z")]),
        ("export A=$'caf\\303\\251 \\x41\\u20ac'", &[("A", "café A€")]),
        ("{\"A\": \"\\ud83d\\ude00\"}", &[("A", "😀")]),
        ("=nameless", &[("", "=nameless")]),
        ("f() {\n  A=1\n}\nB=2", &[("", "f() {\n  A=1\n}"), ("B", "2")]),
        // A function that an item of a list begins, with lines that are its and the item's.
        ("- f() {\n  A=1\n}\nC", &[("", "- f() {\n  A=1\n}"), ("C", "")]),
        ("- f() {\n  A=1\n}\n  B: 2\nC", &[("", "- f() {\n  A=1\n}\n  B: 2"), ("C", "")]),
        ("f() {\n  A=1", &[("", "f() {"), ("A", "1")]),
        (
            "- name: A\n  valueFrom:\n    secretKeyRef: {name: s, key: k}\n- name: B\n  value: c",
            &[("", "- name: A\n  valueFrom:\n    secretKeyRef: {name: s, key: k}"), ("B", "c")],
        ),
        ("A=1\n}", &[("A", "1"), ("", "}")]),
        ("# only\n# comments", &[("", "# only\n# comments")]),
        ("", &[]),
        (" \n\r\n", &[]),
    ] {
        assert_eq!(pairs(text), owned(expected), "{text:?}");
    }
}

#[test]
fn comments_stay_with_the_variable_behind_them() {
    let Pasted { variables, comment } = read("# a\n#b\nA=1 # c\n\nenvironment:\n  B: 2\n# d\u{2028}e\u{85}");
    let comments: Vec<_> = variables.iter().map(|variable| variable.comment.as_str()).collect();
    assert_eq!(comments, ["# a\n#b\n# c\n", "# environment:\n"]);
    assert_eq!(comment, "# d e\n", "no line break of YAML is in a comment");
}

#[test]
fn a_text_is_understood_if_each_line_is_a_variable_that_can_be_one() {
    for (text, understood) in [
        ("A=1\n# b\nC: d", true),
        ("", false),
        ("# a", false),
        ("A B=1", false),
        ("just a text", false),
        ("A=1\nsource x", false),
        ("1A=x", false),
    ] {
        assert_eq!(read(text).is_understood(), understood, "{text:?}");
    }
}

#[test]
fn a_text_that_no_environment_is_as_large_as_is_kept_as_it_is() {
    let text = "A=\"\n".repeat(100_000);
    assert_eq!(pairs(&text), [(String::new(), text)]);
    // Below that, no text takes long.
    for line in ["A='\"\n", "a\n", "A=-----BEGIN \n", "- name: a\n", "\"a\n", "A: |\n", "f() {\n", "`", "$(", "{'a':"] {
        let text = line.repeat((1 << 17) / line.len());
        assert!(!read(&text).variables.is_empty(), "{line:?}");
    }
}

/// Pieces of what people paste. The words are of letters that no escape has.
fn piece() -> impl Strategy<Value = String> {
    let syntax = prop::sample::select(vec![
        "=",
        ":",
        ": ",
        " = ",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "  ",
        "\t",
        "\"",
        "'",
        "`",
        "$",
        "$'",
        "\\",
        "\\\n",
        "#",
        " # ",
        ";",
        "; ",
        "&&",
        "- ",
        "  - ",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "() {",
        "\n}\n",
        ",",
        "|\n",
        "|-\n  ",
        ">\n    ",
        "export ",
        "declare -x ",
        "setenv ",
        "set ",
        "set \"",
        "$env:",
        "ENV ",
        "-e ",
        "name: ",
        "value: ",
        "- name: ",
        "\n  value: ",
        "os.environ[",
        "%env ",
        "rem ",
        "::",
        "-----BEGIN ",
        "\n-----END ",
        "SHLVL=1\n",
        "_=/x\n",
        "# a, container b\n",
        "Name   Value\n----   -----\n",
        "---\n",
        "$ ",
        ">>> ",
        "PS C> ",
        "\u{feff}",
        "\u{a0}",
        "&a ",
        "<<EOF",
        "\\u00e9",
        "``",
        "environ({",
        "})",
        "fi\n",
        "\u{2028}",
    ]);
    prop_oneof![2 => "[жщю]{1,4}", 3 => syntax.prop_map(String::from), 1 => "[A-C]"]
}

#[test]
fn what_takes_too_long_to_read_is_kept_as_it_is() {
    for one in ["A='b';", "export A=b && ", "f() {\n"] {
        let text = one.repeat(100_000 / one.len());
        let start = std::time::Instant::now();
        let variables = read(&text).variables;
        assert!(start.elapsed().as_secs() < 10, "{one}: {:?}", start.elapsed());
        let kept: usize = variables.iter().filter(|it| it.name.is_empty()).map(|it| it.value.len()).sum();
        let read: usize = variables.iter().filter(|it| !it.name.is_empty()).count() * one.len();
        assert!(kept > 0 && kept + read + one.len() > text.len(), "{one}: nothing is lost");
    }
}

/// `PROPTEST_CASES`, or enough for each run of the tests.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").map_or(2_000, |text| text.parse().expect("a number"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_word_of_a_paste_is_lost(pieces in prop::collection::vec(piece(), 0..25)) {
        let text = pieces.concat();
        let pasted = read(&text);
        prop_assert_eq!(&Pasted::of_json(&pasted.to_json()), &pasted);
        let Pasted { variables, comment } = pasted;
        let kept: String =
            variables.iter().map(|it| format!("{}{}\n{}\n", it.comment, it.name, it.value)).collect::<String>() + &comment;
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| ('а'..='я').contains(c)).collect();
            letters.sort_unstable();
            letters
        };
        prop_assert_eq!(letters(&kept), letters(&text), "{:?} became {:?}", text, kept);
        for line in variables.iter().flat_map(|it| it.comment.lines()).chain(comment.lines()) {
            prop_assert!(line.starts_with('#'), "{line:?}");
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read(&text);
    }
}

#[test]
fn a_comment_behind_a_backslash_is_kept() {
    let Pasted { variables, comment } = read("name: export \\ # why");
    assert_eq!((variables[0].value.as_str(), variables[0].comment.as_str()), ("export \\", "# why\n"));
    assert_eq!(comment, "");
}
