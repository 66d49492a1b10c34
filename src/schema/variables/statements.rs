//! One statement of a text: what it sets, in whatever language.

use super::lines::{BLANKS, Read, bare_name, find, from, indent, is_name, line, name_alone};
use super::shells::{bare, batch, columns, command, command_words, powershell, python};
use super::yaml::{list_item, two_lines, yaml};

/// The comment that a line is. (`line` has no blanks around it.)
#[inline(never)]
pub fn comment(line: &str) -> Option<&str> {
    let is_batch = line.starts_with("::") || line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("rem "));
    (line.starts_with('#') || is_batch).then_some(line)
}

/// Whether a line only stands above others: `environment:` of YAML, the heading of PowerShell's table.
#[inline(never)]
pub fn is_heading(text: &str, behind: &str) -> bool {
    let below = behind.trim_start_matches('\n');
    let (next, _) = line(below);
    let words: Vec<_> = text.split_whitespace().collect();
    let is_table = matches!(words[..], ["Name" | "Key", "Value"]) && next.trim_start().starts_with("---");
    let is_deeper = indent(next) > indent(text) || next.trim_start().starts_with("- ");
    is_table || text.trim_end().strip_suffix(':').is_some_and(|key| is_name(key.trim()) && is_deeper)
}

/// Whether the text is what `env` prints: names and values as they are, in no language, on several lines where they have such.
#[inline(never)]
pub fn is_listing(text: &str) -> bool {
    let is_kubectls = text.starts_with("# ") && find(line(text).0, ", container ").is_some();
    let is_env = text.lines().any(|line| line.starts_with("SHLVL=") || line.starts_with("_=/"));
    let is_shells =
        |line: &str| bare_name(line).is_some_and(|(_, value)| value.starts_with('\'') || value.starts_with("$'"));
    (is_kubectls || is_env) && !text.lines().any(is_shells)
}

/// Whether what begins on this line may end on a later one, by a line of its own: a function, a key or a certificate.
#[inline(never)]
pub fn opens_lines(line: &str) -> bool {
    line.trim_end().ends_with('{') || find(line, "() {").is_some() || find(line, "-----BEGIN ").is_some()
}

/// The length of what is kept as it is: a line, a function with all of its lines, or an item of a list with all of its.
#[inline(never)]
pub fn block(text: &str) -> usize {
    let (first, _) = line(text);
    let is_function =
        first.trim_end().ends_with('{') && (find(first, "()").is_some() || first.starts_with("function "));
    let start = if is_function { find(text, "\n}").map_or(0, |at| at + 1) } else { 0 };
    let mut length = start + line(from(text, start)).0.len();
    if first.trim_start().starts_with("- ") {
        let (_, behind) = line(from(text, length));
        let deeper = behind.lines().take_while(|line| !line.trim().is_empty() && indent(line) > indent(first));
        length += deeper.map(|line| line.len() + 1).sum::<usize>();
    }
    length
}

/// The statement that the text begins with.
#[inline(never)]
pub fn statement(text: &str, is_listing: bool) -> Read<'_> {
    let column = indent(text);
    let start = text.trim_start_matches(BLANKS);
    if is_listing {
        return bare(text, true);
    }
    let start = prompt(start);
    if command_words(start).is_some() {
        return command(start);
    }
    if start.starts_with("- ") {
        return list_item(start, column);
    }
    powershell(start)
        .or_else(|| python(start))
        .or_else(|| batch(start))
        .or_else(|| two_lines(start, column))
        .or_else(|| bare(start, false))
        .or_else(|| columns(start))
        .or_else(|| yaml(start, column))
        .or_else(|| name_alone(start))
}

/// Behind the prompt that documentation shows before commands.
fn prompt(text: &str) -> &str {
    let prompt = if text.starts_with("PS ") { find(line(text).0, "> ").map(|at| at + 2) } else { None };
    let length = prompt.or_else(|| {
        ["$ ", ">>> ", "% ", "%env ", "%set_env "].iter().find(|it| text.starts_with(**it)).map(|it| it.len())
    });
    from(text, length.unwrap_or(0))
}
