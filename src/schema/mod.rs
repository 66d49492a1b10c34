//! Option specs and their values, exactly as the gateway takes them. Text in, text out; no I/O.
//!
//! [`spec`] reads what the administrator published, [`input_text`] what the user typed, [`request_validator`] says what the server would say
//! to a request, [`validate`] to one option, [`secret_names`] which options are kept from sight, [`byte_sizes`] which are bytes,
//! [`variables`] which variables are in a pasted text, [`worker_template`] what a pod of dask-kubernetes comes to. Below them stand Python's values ([`value`], [`int`], [`float`], [`pystr`]),
//! their JSON ([`json`]), YAML ([`yaml`]) and their printed form ([`python`]). The requests that carry the options are made in
//! [`crate::gateway`].
//!
//! Nothing here has the standard library look for a text in a text, nor for a single character by `str::contains`, which does the same: the code
//! of that, with what it says of an index that misses, is 4 KB gzipped in a module.

pub mod byte_sizes;
mod digits;
pub mod float;
pub mod input_text;
pub mod int;
pub mod json;
pub mod natural;
pub mod pystr;
pub mod python;
pub mod request_validator;
pub mod secret_names;
pub mod spec;
mod unicode;
pub mod validate;
pub mod value;
pub mod variables;
pub mod worker_template;
pub mod yaml;
