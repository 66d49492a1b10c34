"""Mappings in YAML, ours beside PyYAML and json: the same value, or both refuse, at the same place."""

import json
import re

import pytest
import yaml
from conftest import REQUESTS, judge
from hypothesis import example, given
from hypothesis import strategies as st
from texts import texts, trees
from yaml.composer import ComposerError
from yaml.parser import ParserError
from yaml.scanner import ScannerError

# What YAML 1.1 reads as something else than text, or nearly does.
WORDS = re.split(
    "[ \n]+",
    """\
yes No TRUE tRue on Off y n null Null NULL nUll ~ . .. .inf -.INF +.inf .Inf .iNf .nan .NaN .NAN .Nan -.nan
<< 0 00 -0 +1 010 08 0b101 0b 0b_ -0b1 0x1F 0x 0x_ 0o17 1_000 _1 1__0_ 1:30 1:60 -1:30:00 01:30 190:20:30
1:30. 1:5.5 1.0 1. .5 -.5 +1.5 1e3 1.0e3 1.0e+3 1.e-3 .5e+1 1.5e 1._5 ._5 9007199254740993
123456789012345678901234567890 1e400 1.0e+400 5.0e-324 2001-12-14 2001-1-1 2001-02-30 0000-01-01
2001-12-14T21:59:43.10-05:00 2001-12-14t1:59:43Z 2001-12-14 21:59:43 +5:30 2001-12-14 21:59:60 2001-12-14
21:59:43 +24:00 = ! !! & * | > |- >+ |2 >1- |0 % !!str !!int !!float !!bool !!null !!binary !!set !!omap
!!pairs !!map !!seq !!timestamp !!python/none !x !<tag:yaml.org,2002:str> !e!x %YAML %TAG 1.1 2.0 !e!
tag:yaml.org,2002: --- ... &a &b *a *b *c - ? : :: :a a: -a -- ?a , [ ] { } [] {} # #a a# "a" 'a' "it's"
'it''s' "\\x41" "\\u00e9" "\\ud83d" "\\U0001F600" "\\U00110000" "\\q" "\\ " "\\/" "\\N\\_\\L\\P\\e\\0" @ `
%a aGVsbG8= aGVsbG8 a=== KEY PATH=/bin:/usr 0.0.0.0:80 http://x/y?a=b,c é 日本 \x85 \u2028 \ufeff \x7f
\xa0""",
)


def theirs(text):
    """What dask_gateway's form makes of a text (`MappingField.widget`), then json."""
    try:
        stripped = text.strip()
        data = yaml.safe_load(stripped) if stripped else {}
        if not isinstance(data, dict):
            return {"error": f"must be a dict, got {type(data).__name__!r}"}
        return {"ok": json.dumps(data)}
    except (ScannerError, ParserError, ComposerError) as exc:
        if exc.problem_mark is None:
            return {"error": str(exc)}
        line, column = exc.problem_mark.line, exc.problem_mark.column
        # Only the stripped text is read, but the place is told in the whole one.
        skipped = re.split("\r\n|[\r\n\x85\u2028\u2029]", text[: len(text) - len(text.lstrip())])
        column += len(skipped[-1]) if line == 0 else 0
        return {"error": str(exc), "at": [line + len(skipped), column + 1]}
    except Exception as exc:
        return {"error": str(exc)}


TAGS = [
    "null",
    "bool",
    "int",
    "float",
    "str",
    "binary",
    "timestamp",
    "seq",
    "map",
    "set",
    "omap",
    "pairs",
    "none",
]
# What JSON cannot hold: no error where a later equal key replaces it.
COLLECTIONS = [
    "!!binary aGVsbG8=",
    "2001-12-14 21:59:43",
    "!!set {a, b}",
    "[2001-12-14]",
    "{a: !!set {}}",
    "!!omap [a: 2001-12-14]",
    "!!pairs [a: !!binary aGVsbG8=]",
    "&a [*a]",
    "&b {a: *b}",
    "0x" + "f" * 20_000,
    "-0b" + "1" * 20_000,
    "0" + "7" * 20_000,
]

# Those that can stand as a value: a text of many words is rarely right with the others.
TAME = [word for word in WORDS if "ok" in theirs(f"a: [{word}]") and "ok" in theirs(f"a: {word}\nb: c")]
SPACES = [
    " ",
    "  ",
    "\n",
    "\n ",
    "\n  ",
    "\n    ",
    "\t",
    "\r\n",
    "\r",
    "\n\n",
    ": ",
    "- ",
    ", ",
    " #",
    "\n\t",
    ":\n",
    "\n- ",
]

BEFORE = [""] * 20 + ["&a ", "&b ", "!!str ", "!!omap ", "!!set ", "! ", "!!pairs "]

soup = st.lists(st.sampled_from(WORDS) | st.sampled_from(SPACES), max_size=14).map("".join)
spaced = st.lists(st.tuples(st.sampled_from(SPACES), st.sampled_from(WORDS)), max_size=7).map(
    lambda pairs: "".join(space + word for space, word in pairs)
)
letters = st.text("ab1:-?,[]{}#&*!|>'\"%@` \n\t.=<~\\_", max_size=16)

leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts() | st.sampled_from(WORDS)
values = trees(leaves)


words = st.integers(0, 15).flatmap(lambda n: st.sampled_from(WORDS if n == 0 else TAME))


@st.composite
def flow(draw, depth=0):
    """Brackets, quotes and properties that mostly belong together."""
    kind = draw(st.integers(0, 9 if depth < 3 else 3))
    before = draw(st.sampled_from(BEFORE))
    if kind <= 3:
        return before + draw(words)
    if kind == 4:
        return draw(st.sampled_from(["*a", "*b", "<<", "="]))
    inner = [draw(flow(depth + 1)) for _ in range(draw(st.integers(0, 3)))]
    if kind <= 6:
        return f"{before}[{', '.join(inner)}]"
    keys = st.sampled_from(["a", "b", "<<", "=", "1", "1.0", "true", "'1'", "? a", "~", "*a ", "&b k"])
    return before + "{" + ", ".join(f"{draw(keys)}: {item}" for item in inner) + "}"


STARTS = [
    "a: ",
    "b: ",
    "<<: ",
    "- ",
    "? ",
    ": ",
    "a:",
    "-",
    "c: |\n",
    "d: >\n",
    "'k': ",
    "&a k: ",
    "e: &a",
    "",
]


@st.composite
def block(draw, indent=0):
    """Lines at depths that mostly belong together."""
    lines = []
    listed = draw(st.sampled_from([None, True, False, False, False]))
    for _ in range(draw(st.integers(1, 4))):
        start = " " * indent + draw(
            st.sampled_from(
                STARTS if listed is None else ["- "] if listed else ["a: ", "b: ", "'k': ", "<<: &m ", "f: "]
            )
        )
        if indent < 6 and draw(st.integers(0, 2)) == 0:
            deeper = draw(st.sampled_from([2, 2, 2, 2, 1, 0]))
            lines.append(start.rstrip(" ") + "\n" + draw(block(indent=indent + deeper)))
        else:
            lines.append(start + draw(flow(depth=2) | words) + draw(st.sampled_from(["", "", " # c"])))
    return "\n".join(lines)


@st.composite
def dumped(draw):
    """What PyYAML or json writes, sometimes with a piece cut out or put in."""
    value = draw(st.dictionaries(texts(), values, max_size=3))
    style = draw(st.sampled_from([None, True, False]))
    scalar = draw(st.sampled_from([None, "'", '"', "|", ">"]))
    if draw(st.booleans()):
        text = yaml.safe_dump(
            value, default_flow_style=style, default_style=scalar, allow_unicode=draw(st.booleans()), width=20
        )
    else:
        text = json.dumps(value, indent=draw(st.sampled_from([None, 1, "\t"])))
    at = draw(st.integers(0, len(text)))
    change = draw(st.integers(0, 3))
    if change == 0:
        return text[:at] + draw(st.sampled_from(WORDS + SPACES)) + text[at:]
    return text[:at] + text[at + 1 :] if change == 1 else text


kinds = soup | spaced | letters | flow() | block() | block() | dumped()


@st.composite
def documents(draw):
    """Most often the value of a key, for only a mapping is taken."""
    text = draw(kinds)
    return draw(st.sampled_from([text, f"k: {text}"] + ["k:\n " + text.replace("\n", "\n ")] * 2))


@pytest.fixture(scope="module")
def ours():
    """A list of texts in, what became of each out."""
    with judge() as answer:
        yield lambda texts: answer([None, texts])


@given(cases=st.lists(documents(), min_size=REQUESTS, max_size=REQUESTS))
@example(cases=[f"a: {word}" for word in WORDS])
@example(cases=[f"{word}: a" for word in WORDS])
@example(cases=[f"a: {tag} '{word}'" for tag in ["!", "!!int", "!!float", "!!bool"] for word in WORDS])
@example(cases=[f"a: {tag} '{word}'" for tag in ["!!timestamp", "!!binary", "!!null"] for word in WORDS])
@example(cases=[f"k: {word}\nk: 1" for word in [*WORDS, *COLLECTIONS]])
@example(cases=[f"1: {word}\n1.0: 1" for word in [*WORDS, *COLLECTIONS]])
@example(cases=[f"k: 1\n<<: {{k: {word}}}" for word in [*WORDS, *COLLECTIONS]])
@example(cases=[f"<<: [{{k: 1}}, {{k: {word}}}]" for word in [*WORDS, *COLLECTIONS]])
@example(cases=[f"k: !!{tag} aGVsbG8=\nk: 1" for tag in TAGS])
def test_agrees_with_pyyaml(cases, ours):
    expected = [theirs(text) for text in cases]
    for text, answer, judgement in zip(cases, ours(cases), expected, strict=True):
        if "ok" in judgement:
            assert answer == judgement, f"\ntext {text!r}"
        else:
            assert "error" in answer, f"\ntext {text!r}: {judgement}"
            if "at" in judgement:
                assert answer["at"] == judgement["at"], f"\ntext {text!r}: {answer} {judgement}"
