//! The options form: the options that the gateway publishes, as the user fills them in, and the launch of a cluster.

pub mod again;
pub mod defaults;
pub mod events;
pub mod field;
pub mod fields;
pub mod fill;
mod launch;
mod mapping;
pub mod python_code;
pub mod source;
pub mod state;
mod surroundings;
pub mod table;
pub mod view;
