//! How much of something: a number, or what an option of the cluster says.

use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};

/// No cluster has more of anything, in whatever it is counted, nor costs more: what says so is passed over, so that no sum is without bounds.
const LARGEST: f64 = 1e15;

/// The value of the option of this name; None: there is none, or it is not valid now.
pub type ValueOf<'a> = &'a dyn Fn(&PyStr) -> Option<&'a Value>;

/// As the site's settings have it.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    Number(f64),
    /// The option's number times the unit.
    Option {
        name: PyStr,
        unit: f64,
    },
}

/// What is known of how much something is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Amount {
    /// The site says nothing of it.
    #[default]
    Unsaid,
    /// It depends on an option whose value does not tell.
    Unknown,
    Known(f64),
}

/// What something is made of.
#[derive(Clone, Copy)]
pub enum Part {
    Cores,
    /// In bytes.
    Memory,
    Gpus,
    /// An hour.
    Price,
}

/// One for each [`Part`].
pub type Amounts = [Amount; 4];

impl Quantity {
    /// None: it is none, or none that can be.
    pub fn read(value: &Value) -> Option<Quantity> {
        match value {
            Value::Dict(of) => {
                let unit = of.item("unit").map_or(Some(1.0), number)?;
                Some(Quantity::Option { name: named(of)?.clone(), unit })
            }
            _ => number(value).map(Quantity::Number),
        }
    }

    /// How much that is for these options.
    pub fn of(&self, value_of: ValueOf) -> Amount {
        match self {
            Quantity::Number(number) => Amount::Known(*number),
            Quantity::Option { name, unit } => {
                let counted = value_of(name).and_then(number).map(|count| count * unit);
                counted.filter(|count| *count <= LARGEST).map_or(Amount::Unknown, Amount::Known)
            }
        }
    }
}

impl Amount {
    /// None: nobody can tell.
    pub fn known(self) -> Option<f64> {
        match self {
            Amount::Known(amount) => Some(amount),
            Amount::Unsaid | Amount::Unknown => None,
        }
    }
}

fn named(of: &Dict) -> Option<&PyStr> {
    of.item("option")?.as_str()
}

/// From 0 up, and not without bounds; None for anything else.
pub fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Int(n) => n.to_f64()?,
        Value::Float(x) => *x,
        _ => return None,
    };
    (0.0..=LARGEST).contains(&number).then_some(number)
}
