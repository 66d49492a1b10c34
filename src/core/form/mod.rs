//! The options form: the options that the gateway publishes, as the user fills them in, and the launch of a cluster.

pub mod again;
mod choosing;
pub mod defaults;
pub mod events;
pub mod field;
pub mod fields;
pub mod fill;
pub mod invalid;
mod launch;
pub mod link;
mod mapping;
pub mod preset;
pub mod preset_events;
pub mod preset_text;
pub mod presets;
pub mod presets_view;
pub mod python_code;
pub mod source;
pub mod state;
mod surroundings;
pub mod table;
pub mod text;
pub mod view;
mod wish;
pub mod workers;
