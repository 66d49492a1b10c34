//! What the administrator says of the options, in the site's settings: `gateway.jupyter.site`, as the published config has them.

use super::quantity::NANO;
use super::short::{dict, item, text};
use super::template::Amount;
use crate::schema::float;
use crate::schema::pystr::PyStr;
use crate::schema::spec::{Field, Kind};
use crate::schema::value::{Dict, Value};

/// None: the site says nothing.
#[derive(Clone, Copy)]
pub struct Site<'a>(pub Option<&'a Dict>);

/// A choice of an option that is known to have enough.
pub struct Choice<'a> {
    pub field: &'a Field,
    pub value: PyStr,
}

impl Site<'_> {
    /// The option that has this of a worker's or of the scheduler's, as in `{"worker": {"memory": {"option": "ram", "unit": 1073741824}}}`,
    /// and how much one is.
    #[inline(never)]
    pub fn option(&self, role: &str, what: &str) -> Option<(PyStr, u128)> {
        let quantity = dict(dict(self.0?, role)?, what)?;
        let unit = match item(quantity, "unit") {
            Value::None => 1,
            unit => whole(unit, 1.0).filter(|unit| *unit > 0)?,
        };
        Some((text(quantity, "option"), unit))
    }

    /// Of the choices of which it is told what a worker has with them, the smallest that has as much as this. A worker on a whole machine has
    /// a little less than its cores, so a part of a core counts for one.
    #[inline(never)]
    pub fn choice<'a>(
        &self,
        fields: &'a [Field],
        cores: Option<&Amount>,
        memory: Option<&Amount>,
    ) -> Option<Choice<'a>> {
        let told = dict(self.0?, "values")?;
        let mut best: Option<((u128, u128), Choice)> = None;
        for field in fields {
            let (Kind::Select { options }, Some(values)) =
                (&field.kind, told.get(&field.name).and_then(Value::as_dict))
            else {
                continue;
            };
            for option in options {
                let Some(worker) = values.get(option).and_then(Value::as_dict).and_then(|it| dict(it, "worker")) else {
                    continue;
                };
                let has = |what| whole(item(worker, what), NANO as f64);
                let (has_cores, has_memory) = (has("cores"), has("memory"));
                let is_enough = |has: Option<u128>, wanted: Option<&Amount>| match wanted {
                    None => true,
                    Some(wanted) => has.is_some_and(|has| has.div_ceil(NANO) * NANO >= wanted.nanos),
                };
                let size = (has_memory.unwrap_or(u128::MAX), has_cores.unwrap_or(u128::MAX));
                if is_enough(has_cores, cores)
                    && is_enough(has_memory, memory)
                    && best.as_ref().is_none_or(|(least, _)| size < *least)
                {
                    best = Some((size, Choice { field, value: option.clone() }));
                }
            }
        }
        best.map(|(_, choice)| choice)
    }
}

/// A number from zero up, so many times, without what is behind the point.
fn whole(n: &Value, times: f64) -> Option<u128> {
    let n = match n {
        Value::Int(n) => n.to_f64()?,
        Value::Float(x) => *x,
        _ => return None,
    };
    let n = (n * times).round();
    // More than all memory there is.
    if (0.0..1e36).contains(&n) { float::whole(n).parse().ok() } else { None }
}
