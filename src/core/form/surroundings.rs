//! Whether workers would run in another image or environment than the user's own code.

use crate::core::connection::config::Surroundings;
use crate::core::messages::Message;
use crate::schema::pystr::PyStr;
use crate::schema::spec::{Field, Kind};

/// A word of an option's name that makes it an environment's.
const ENVIRONMENT: [&str; 5] = ["environment", "env", "conda", "condaenv", "venv"];
/// Those that make it another thing: environment variables, or which kind of environment.
const OTHER_THING: [&str; 7] = ["var", "vars", "variable", "variables", "type", "kind", "stage"];

impl Surroundings {
    /// What is to be said where this value of the option is chosen.
    pub fn remark(&self, option: &Field, chosen: &PyStr) -> Option<Message> {
        if !matches!(option.kind, Kind::String | Kind::Select { .. }) {
            return None;
        }
        let (name, chosen) = (option.name.to_text(), chosen.to_text());
        let words = || name.split(|c: char| !c.is_ascii_alphanumeric());
        let has = |some: &[&str]| words().any(|word| some.iter().any(|it| it.eq_ignore_ascii_case(word)));
        if words().next_back().is_some_and(|word| word.eq_ignore_ascii_case("image")) {
            return self
                .image
                .as_ref()
                .filter(|image| **image != chosen)
                .map(|image| Message::OtherImage { image: image.clone() });
        }
        if !has(&ENVIRONMENT) || has(&OTHER_THING) || chosen.is_empty() {
            return None;
        }
        match self.environment.as_deref() {
            None => Some(Message::ChooseEnvironment),
            Some(path) if is_environment(&chosen, path) => None,
            Some(path) => Some(Message::OtherEnvironment { environment: environment_name(path).into() }),
        }
    }
}

/// Whether a name such as `dask`, `global/global-dask` or the whole path is that of the environment at this path, such as
/// `/home/conda/global/envs/global-dask`.
fn is_environment(name: &str, path: &str) -> bool {
    if name == path || name == environment_name(path) {
        return true;
    }
    let mut parts = path.split(['/', '\\']);
    let names: Vec<_> = name.split('/').filter(|part| !part.is_empty()).collect();
    names.last() == Some(&environment_name(path)) && names.iter().all(|name| parts.any(|part| part == *name))
}

/// As conda calls it.
fn environment_name(path: &str) -> &str {
    let mut parts = path.rsplit(['/', '\\']).filter(|part| !part.is_empty());
    match (parts.next(), parts.next()) {
        (Some(name), Some("envs")) => name,
        _ => "base",
    }
}
