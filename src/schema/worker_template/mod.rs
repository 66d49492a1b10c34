//! From dask-kubernetes to a gateway: what a worker template asks for, as values of the gateway's options.
//!
//! [`documents`] reads the text, [`kinds`] tells what it is: dask's configuration, a [`pod`], a manifest of the operator's, values of the Helm
//! chart, or what Python code was found to ask for. What a cluster could have goes into a [`template`], with amounts in [`quantity`]; what it
//! could not, among what is [`lost`]. [`matching`] looks for the options, with what the [`site`] says of them.

mod arguments;
mod documents;
mod kinds;
mod lost;
mod matching;
mod pod;
pub mod quantity;
mod short;
mod site;
mod template;

pub use documents::{MAX_TEXT, too_long};

use super::json;
use super::spec::Field;
use super::value::Dict;

/// JSON text: `{"options": text, "workers": text | null, "matched": [{"what", "value", "option", "label", "given", "notes", "problem"}],
/// "lost": [{"what", "why", "option"?}]}`. The first two are what the event `fill-form` takes: JSON of their own, since no reader of
/// JavaScript's keeps all that an option can hold. Or why nothing can be made of the text: a sentence.
///
/// `site`: the site's settings as the published config has them, which may say which options are about what.
pub fn convert(text: &str, fields: &[Field], site: Option<&Dict>) -> Result<String, String> {
    let mut template = template::Template::default();
    for document in documents::read(text)? {
        kinds::read(&document, &mut template)?;
    }
    if !template.is_found() {
        return Err("No worker template was found in it: neither kubernetes.worker-template, nor a pod with its containers, nor a DaskCluster.".into());
    }
    Ok(json::write(&matching::matched(template, fields, site::Site(site))))
}
