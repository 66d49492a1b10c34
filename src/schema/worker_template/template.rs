//! What was found in a worker template, wherever it stood.

use super::lost::{self, Losses};
use super::quantity::{self, NANO};
use super::short::{dict, holds, item, join, quoted};
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::{Dict, Value};

/// Why a text cannot be taken: a sentence.
pub type Result<T> = std::result::Result<T, String>;

/// An amount, and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub written: String,
    /// Billionths.
    pub nanos: u128,
}

impl Amount {
    /// Kubernetes counts whole bytes, and gives a whole one for a part of it.
    pub fn bytes(&self) -> u128 {
        self.nanos.div_ceil(NANO)
    }

    /// The member of this name; `of`: what it is a member of.
    #[inline(never)]
    fn read(of: &str, amounts: &Dict, name: &str) -> Result<Option<Amount>> {
        let value = item(amounts, name);
        if *value == Value::None {
            return Ok(None);
        }
        let written = python::str(value).into_text();
        match quantity::kubernetes(&written) {
            Some(nanos) => Ok(Some(Amount { written, nanos })),
            None => Err(join(&[
                of,
                ".",
                name,
                ": ",
                &quoted(&written),
                " is no quantity as Kubernetes reads them, such as 500m, 2, 14G or 7.5Gi.",
            ])),
        }
    }
}

/// Of one pod: what is asked for it, or what it may have.
#[derive(Debug, Default)]
pub struct Resources {
    pub cpu: Option<Amount>,
    pub memory: Option<Amount>,
}

impl Resources {
    #[inline(never)]
    fn read(of: &str, resources: &Dict) -> Result<Resources> {
        let none = Dict::new();
        let amounts = dict(resources, of).unwrap_or(&none);
        Ok(Resources { cpu: Amount::read(of, amounts, "cpu")?, memory: Amount::read(of, amounts, "memory")? })
    }
}

#[derive(Debug, Default)]
pub struct Template {
    pub limits: Resources,
    pub requests: Resources,
    pub scheduler: Resources,
    /// `--nthreads`
    pub threads: Option<Amount>,
    /// `--memory-limit`, where it is a size.
    pub memory_limit: Option<Amount>,
    pub image: Option<PyStr>,
    pub env: Vec<(PyStr, PyStr)>,
    /// A number, or a list of two.
    pub workers: Option<Value>,
    pub lost: Losses,
    /// A worker's container has been read.
    pub has_container: bool,
}

impl Template {
    /// Whether there was anything in it that a cluster could have.
    pub fn is_found(&self) -> bool {
        let has = |resources: &Resources| resources.cpu.is_some() || resources.memory.is_some();
        self.has_container
            || has(&self.limits)
            || has(&self.requests)
            || self.image.is_some()
            || !self.env.is_empty()
            || self.workers.is_some()
    }

    #[inline(never)]
    pub fn read_image(&mut self, image: &Value) {
        let Some(image) = image.as_str().filter(|image| !image.is_empty()) else { return };
        if is_template(image) {
            self.lost.add(&["image: ", &image.to_text()], lost::VARIABLE);
        } else {
            self.image = Some(image.clone());
        }
    }

    /// A list as containers have it, or a mapping.
    #[inline(never)]
    pub fn read_env(&mut self, env: &Value) {
        match env {
            Value::Dict(env) => env.iter().for_each(|(name, value)| self.add_env(name, value)),
            Value::List(entries) => {
                for entry in entries.iter().filter_map(Value::as_dict) {
                    let Some(name) = item(entry, "name").as_str() else { continue };
                    if *item(entry, "valueFrom") != Value::None {
                        self.lost.add(&["env: ", &name.to_text()], lost::VALUE_FROM);
                    } else {
                        self.add_env(name, item(entry, "value"));
                    }
                }
            }
            _ => (),
        }
    }

    /// Null is the empty text, as Kubernetes has it. What is no text, becomes what Python prints of it.
    #[inline(never)]
    fn add_env(&mut self, name: &PyStr, value: &Value) {
        let value = if *value == Value::None { PyStr::new() } else { python::str(value) };
        if is_template(&value) {
            self.lost.add(&["env: ", &name.to_text()], lost::VARIABLE);
            return;
        }
        match self.env.iter_mut().find(|(known, _)| known == name) {
            Some(entry) => entry.1 = value,
            None => self.env.push((name.clone(), value)),
        }
    }

    /// `limits` and `requests` of a worker's container.
    #[inline(never)]
    pub fn read_resources(&mut self, resources: &Dict) -> Result<()> {
        self.limits = Resources::read("limits", resources)?;
        self.requests = Resources::read("requests", resources)?;
        let limits = dict(resources, "limits");
        for of in ["limits", "requests"] {
            for (name, value) in dict(resources, of).into_iter().flat_map(Dict::iter) {
                let is_told = of == "requests" && limits.is_some_and(|limits| limits.get(name).is_some());
                if *name != *"cpu" && *name != *"memory" && *value != Value::None && !is_told {
                    let amount = python::str(value).into_text();
                    self.lost.add(&[of, ".", &name.to_text(), ": ", &amount], lost::NO_OPTION);
                }
            }
        }
        Ok(())
    }

    /// The scheduler's: what it may have, or else what is asked for it.
    #[inline(never)]
    pub fn read_scheduler(&mut self, resources: &Dict) -> Result<()> {
        for name in ["requests", "limits"] {
            let read = Resources::read(name, resources)?;
            self.scheduler.cpu = read.cpu.or(self.scheduler.cpu.take());
            self.scheduler.memory = read.memory.or(self.scheduler.memory.take());
        }
        Ok(())
    }

    /// A number of workers, or the bounds between which it follows the work. Whatever else it is, is passed over.
    #[inline(never)]
    pub fn read_workers(&mut self, minimum: &Value, maximum: &Value) {
        let count = |value: &Value| match value {
            Value::Int(n) => n.to_u32(),
            _ => None,
        };
        match (count(minimum), count(maximum)) {
            (Some(least), Some(most)) if least <= most => {
                self.workers = Some(Value::List(vec![minimum.clone(), maximum.clone()]));
            }
            (Some(1..), None) if self.workers.is_none() => self.workers = Some(minimum.clone()),
            _ => (),
        }
    }
}

/// Dask's configuration has variables of the environment filled in: `${JUPYTER_IMAGE_SPEC}`. What was meant, only that knew.
fn is_template(text: &PyStr) -> bool {
    holds(text.as_bytes(), b"${")
}
