//! Events that are read from plain data: how a machine of the core declares its own.

use super::notice::Level;

/// Plain data with named members, such as an object of JavaScript's.
pub trait Record {
    fn text(&self, member: &str) -> Option<String>;
    fn flag(&self, member: &str) -> Option<bool>;
    /// A whole number.
    fn index(&self, member: &str) -> Option<u32>;
}

/// What a member of an event can be.
pub trait Member: Sized {
    /// None: the record has no such member, or it is something else.
    fn read(record: &dyn Record, member: &str) -> Option<Self>;
}

impl Member for String {
    fn read(record: &dyn Record, member: &str) -> Option<String> {
        record.text(member)
    }
}

impl Member for bool {
    fn read(record: &dyn Record, member: &str) -> Option<bool> {
        record.flag(member)
    }
}

impl Member for u32 {
    fn read(record: &dyn Record, member: &str) -> Option<u32> {
        record.index(member)
    }
}

/// null, or no such member.
impl Member for Option<String> {
    fn read(record: &dyn Record, member: &str) -> Option<Option<String>> {
        Some(record.text(member))
    }
}

impl Member for Level {
    fn read(record: &dyn Record, member: &str) -> Option<Level> {
        match record.text(member)?.as_str() {
            "info" => Some(Level::Info),
            "error" => Some(Level::Error),
            _ => None,
        }
    }
}

/// Declares an enum of events, each with the type by which JavaScript dispatches it, and how it is read.
///
/// serde-wasm-bindgen would read a flat record with optional members, and its type as an enum of unit variants, for 36.6 KB
/// more of WebAssembly, 13 KB gzipped: whatever it reads, its errors print what they found, and printing floats is half of it.
macro_rules! events {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $type:literal => $variant:ident $({ $($member:ident: $kind:ty),+ $(,)? })?,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
        #[cfg_attr(target_arch = "wasm32", serde(tag = "type"))]
        pub enum $name {
            $($(#[$doc])*
            #[cfg_attr(target_arch = "wasm32", serde(rename = $type))]
            $variant $({ $($member: $kind),+ })?,)+
        }

        impl $name {
            /// None: it is none of these events, or lacks a member.
            pub fn read(record: &dyn $crate::core::record::Record) -> Option<$name> {
                Some(match record.text("type")?.as_str() {
                    $($type => $name::$variant $({
                        $($member: $crate::core::record::Member::read(record, stringify!($member))?),+
                    })?,)+
                    _ => return None,
                })
            }
        }
    };
}
pub(crate) use events;
