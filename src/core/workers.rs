//! How many workers a cluster is to have, as it is written in presets, links, commands and the site's settings: `4`, or `[0, 20]` for
//! as many as the work needs between these.

use crate::schema::value::Value;

/// So many, or adaptively between two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workers {
    Count(u32),
    /// `minimum` is not above `maximum`.
    Range {
        minimum: u32,
        maximum: u32,
    },
}

impl Workers {
    /// None: this is neither a number of workers nor a pair of bounds.
    pub fn read(value: &Value) -> Option<Workers> {
        let count = |value: &Value| match value {
            Value::Int(n) => n.to_u32(),
            _ => None,
        };
        match value {
            Value::List(bounds) => match bounds.as_slice() {
                [minimum, maximum] => {
                    let (minimum, maximum) = (count(minimum)?, count(maximum)?);
                    (minimum <= maximum).then_some(Workers::Range { minimum, maximum })
                }
                _ => None,
            },
            _ => count(value).map(Workers::Count),
        }
    }

    pub fn to_value(self) -> Value {
        match self {
            Workers::Count(count) => Value::int(count),
            Workers::Range { minimum, maximum } => Value::List(vec![Value::int(minimum), Value::int(maximum)]),
        }
    }
}
