//! Aliases: the user's own names for clusters. They are shown in place of the keys, and are nothing to the gateway, to Python or
//! to commands.

/// Characters of an alias at most.
const LONGEST: usize = 60;

/// What is kept of a name that was typed, or that any page of this origin may have put into the browser's storage: no characters
/// that steer what shows them, and no more than fit on a card. Empty: no alias.
pub fn clean(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !is_steering(*c)).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let kept: String = words.join(" ").chars().take(LONGEST).collect();
    kept.trim_end().into()
}

/// The same as in `js/page/plain-text.ts`, and those that cannot be seen at all. White space that separates lines becomes a space.
fn is_steering(c: char) -> bool {
    let is_separator = matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}');
    !is_separator
        && (c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
}

/// What a cluster is called on the screen: its alias, with the key where another has the same; else its key.
pub fn shown(key: &str, alias: &str, is_shared: bool) -> String {
    match alias {
        "" => key.into(),
        _ if is_shared => format!("{alias} ({key})"),
        _ => alias.into(),
    }
}
