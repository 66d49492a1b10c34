//! What the administrator says to those whose wish was refused, or who look for help.

use serde::Serialize;

use crate::schema::value::{Dict, Value};

/// A text with links behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Advice {
    /// Empty: only links.
    pub text: String,
    pub links: Vec<Link>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Link {
    pub text: String,
    pub url: String,
}

/// Where a link may lead: no script, no file, nothing of this page's own.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];
/// Nobody reads longer texts, nor more links.
const LONGEST: usize = 2_000;
const MOST_LINKS: usize = 10;

impl Advice {
    /// None: it says nothing.
    pub fn read(advice: &Dict) -> Option<Advice> {
        let text = text(advice, "text").unwrap_or_default();
        let links = match advice.item("links") {
            Some(Value::List(links)) => {
                links.iter().filter_map(|link| Link::read(link.as_dict()?)).take(MOST_LINKS).collect()
            }
            _ => Vec::new(),
        };
        (!text.is_empty() || !links.is_empty()).then_some(Advice { text, links })
    }
}

impl Link {
    fn read(link: &Dict) -> Option<Link> {
        let url = text(link, "url")?;
        let is_scheme = |scheme: &&str| url.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
        let is_plain = url.bytes().all(|b| b > b' ' && b != 0x7f);
        (is_plain && SCHEMES.iter().any(is_scheme)).then(|| Link {
            text: text(link, "text").filter(|text| !text.is_empty()).unwrap_or_else(|| url.clone()),
            url,
        })
    }
}

fn text(dict: &Dict, name: &str) -> Option<String> {
    let text = dict.item(name)?.as_str()?.to_text().trim().to_string();
    (text.len() <= LONGEST).then_some(text)
}
