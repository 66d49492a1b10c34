//! What one worker and the scheduler have, and what they cost: as the site says for each value of its options, or as the options themselves
//! do that dask-gateway's documentation has.

use super::prices::Prices;
use super::quantity::{Amount, Amounts, Part, Quantity, ValueOf};
use crate::schema::byte_sizes;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::spec::{Field, Kind};
use crate::schema::value::{Dict, Value};

/// In the order of [`Part`].
const NAMES: [&str; 4] = ["cores", "memory", "gpus", "price"];

/// One for each [`Part`].
type Quantities = [Option<Quantity>; 4];

/// What is said of a worker, and of the scheduler.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    worker: Quantities,
    scheduler: Quantities,
}

/// As the site's settings have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resources {
    said: Said,
    /// Of each option that says something: what each of its values comes to, by its text in Python. It goes over the above.
    values: Vec<(PyStr, Vec<(PyStr, Said)>)>,
}

/// What the cluster of certain options has and costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sizes {
    worker: Amounts,
    /// An hour; None: not known.
    pub worker_price: Option<f64>,
    scheduler: Amounts,
    pub scheduler_price: Option<f64>,
}

impl Resources {
    pub fn read(site: &Dict) -> Resources {
        let options = site.item("values").and_then(Value::as_dict).into_iter().flat_map(Dict::iter);
        let values = options.filter_map(|(option, values)| {
            let values = values.as_dict()?.iter();
            let said = values.filter_map(|(value, said)| Some((value.clone(), Said::read(said.as_dict()?))));
            Some((option.clone(), said.collect()))
        });
        Resources { said: Said::read(site), values: values.collect() }
    }

    /// `published`: the option of a name, as the gateway offers it.
    pub fn sizes<'a>(
        &self,
        prices: &Prices,
        value_of: ValueOf,
        published: &dyn Fn(&PyStr) -> Option<&'a Field>,
    ) -> Sizes {
        let mut worker = self.amounts(&|said| &said.worker, value_of);
        let scheduler = self.amounts(&|said| &said.scheduler, value_of);
        if self.said.worker.iter().all(Option::is_none) {
            self.guess(&mut worker, value_of, published);
        }
        // Python makes whole bytes of a size, for each worker.
        if let Amount::Known(bytes) = &mut worker[Part::Memory as usize] {
            *bytes = bytes.trunc();
        }
        Sizes {
            worker_price: prices.of_worker(&worker),
            scheduler_price: prices.of_scheduler(&scheduler),
            worker,
            scheduler,
        }
    }

    fn amounts(&self, role: &dyn Fn(&Said) -> &Quantities, value_of: ValueOf) -> Amounts {
        let mut amounts = Amounts::default();
        lay_over(&mut amounts, role(&self.said), value_of);
        for (option, values) in &self.values {
            let value = value_of(option);
            let chosen = value.map(python::str);
            // Of a float YAML has `2`, and Python `2.0`.
            let end: &[u8] = if matches!(value, Some(Value::Float(_))) { b".0" } else { b"" };
            let is_chosen = |chosen: &PyStr, text: &PyStr| {
                chosen.as_bytes().strip_prefix(text.as_bytes()).is_some_and(|rest| rest.is_empty() || rest == end)
            };
            let said = values.iter().find(|(text, _)| chosen.as_ref().is_some_and(|chosen| is_chosen(chosen, text)));
            if let Some((_, said)) = said {
                lay_over(&mut amounts, role(said), value_of);
            } else if !matches!(value, Some(Value::Bool(_))) {
                // Of a choice that is not in the table nothing is known of what the others come to.
                for quantities in values.iter().map(|(_, said)| role(said)) {
                    forget(&mut amounts, quantities);
                }
            }
        }
        amounts
    }

    /// What the site does not say, two options may: `worker_cores` and `worker_memory`.
    fn guess<'a>(&self, worker: &mut Amounts, value_of: ValueOf, published: &dyn Fn(&PyStr) -> Option<&'a Field>) {
        for (part, name) in [(Part::Cores, "worker_cores"), (Part::Memory, "worker_memory")] {
            let amount = &mut worker[part as usize];
            let name = PyStr::from(name);
            let is_number = |field: &&Field| matches!(field.kind, Kind::Int { .. } | Kind::Float { .. });
            let Some(field) = published(&name).filter(is_number).filter(|_| *amount == Amount::Unsaid) else {
                continue;
            };
            let unit = match part {
                Part::Memory => byte_sizes::unit(field),
                _ => Some(1.0),
            };
            if let Some(unit) = unit {
                *amount = Quantity::Option { name, unit }.of(value_of);
            }
        }
    }
}

fn lay_over(amounts: &mut Amounts, said: &Quantities, value_of: ValueOf) {
    for (amount, quantity) in amounts.iter_mut().zip(said) {
        if let Some(quantity) = quantity {
            *amount = quantity.of(value_of);
        }
    }
}

/// What is not said besides is not known. A price may still be made up of prices.
fn forget(amounts: &mut Amounts, said: &Quantities) {
    for (amount, quantity) in amounts.iter_mut().zip(said).take(Part::Price as usize) {
        if quantity.is_some() && *amount == Amount::Unsaid {
            *amount = Amount::Unknown;
        }
    }
}

impl Said {
    fn read(dict: &Dict) -> Said {
        let of = |role| {
            let said = dict.item(role).and_then(Value::as_dict);
            NAMES.map(|name| said.and_then(|said| Quantity::read(said.item(name)?)))
        };
        Said { worker: of("worker"), scheduler: of("scheduler") }
    }
}

impl Sizes {
    pub fn of_worker(&self, part: Part) -> Option<f64> {
        self.worker[part as usize].known()
    }

    /// 0: the site says nothing of the scheduler's.
    pub fn of_scheduler(&self, part: Part) -> Option<f64> {
        match self.scheduler[part as usize] {
            Amount::Unsaid => Some(0.0),
            amount => amount.known(),
        }
    }
}
