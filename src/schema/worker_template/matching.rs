//! Which of a gateway's options are about what a template asks for, and the values that they get.

use super::lost;
use super::quantity::{self, NANO};
use super::site::{Choice, Site};
use super::template::{Amount, Template};
use crate::schema::byte_sizes;
use crate::schema::float;
use crate::schema::int::Int;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::spec::{Field, Kind};
use crate::schema::validate::{self, Invalid};
use crate::schema::value::{Dict, Value};

/// What is so of a value: for each the view has words.
const ROUNDED: &str = "rounded";
const ROUNDED_UP: &str = "rounded-up";
const AT_LEAST: &str = "at-least";

struct Matching<'a> {
    fields: &'a [Field],
    site: Site<'a>,
    /// What has enough of cores and memory, where no numbers are options.
    choice: Option<Choice<'a>>,
    options: Dict,
    matched: Vec<Value>,
}

/// The result of a conversion.
pub fn matched(mut template: Template, fields: &[Field], site: Site) -> Value {
    let cores = template.limits.cpu.as_ref().or(template.requests.cpu.as_ref()).or(template.threads.as_ref());
    let memory = template.limits.memory.as_ref().or(template.requests.memory.as_ref());
    let memory = memory.or(template.memory_limit.as_ref());
    let mut matching = Matching { fields, site, choice: None, options: Dict::new(), matched: Vec::new() };
    // What is a number of its own, a choice need not have.
    let cores = cores.filter(|_| matching.number("worker_cores").is_none());
    let memory = memory.filter(|_| matching.number("worker_memory").is_none());
    matching.choice = site.choice(fields, cores, memory);
    let cores = matching.cores(&mut template);
    matching.memory(&mut template);
    matching.threads(&mut template, cores);
    matching.scheduler(&mut template);
    matching.image(&mut template);
    matching.environment(&mut template);
    if let Some(workers) = &template.workers {
        matching.add("workers", &python::str(workers).to_text(), None, workers, &[]);
    }
    let as_text = |value: &Value| Value::str(&json::write(value));
    Value::Dict(Dict::of_pairs(vec![
        ("options".into(), as_text(&Value::Dict(matching.options))),
        ("workers".into(), template.workers.as_ref().map_or(Value::None, as_text)),
        ("matched".into(), Value::List(matching.matched)),
        ("lost".into(), template.lost.into_value()),
    ]))
}

impl<'a> Matching<'a> {
    /// An option by the name that dask-gateway's documentation has for it, however it is written: the last of equal ones is what counts.
    #[inline(never)]
    fn option(&self, name: &str) -> Option<&'a Field> {
        self.fields.iter().rev().find(|field| {
            let is_same = |(a, b): (&u8, u8)| a.eq_ignore_ascii_case(&b) || (b == b'_' && matches!(a, b'-' | b' '));
            field.name.as_bytes().len() == name.len() && field.name.as_bytes().iter().zip(name.bytes()).all(is_same)
        })
    }

    /// One for a number: the one that the site names, or else by its name.
    #[inline(never)]
    fn number(&self, name: &str) -> Option<&'a Field> {
        let named = name.split_once('_').and_then(|(role, what)| self.site.option(role, what));
        let named = named.and_then(|(option, _)| self.fields.iter().rev().find(|field| field.name == option));
        let field = named.or_else(|| self.option(name));
        field.filter(|field| matches!(field.kind, Kind::Int { .. } | Kind::Float { .. }))
    }

    /// How many bytes an option's number counts: as the site says, or its label.
    #[inline(never)]
    fn unit(&self, field: &Field) -> Option<u128> {
        let said = ["worker", "scheduler"].into_iter().filter_map(|role| self.site.option(role, "memory"));
        let said = said.filter(|(option, _)| *option == field.name).map(|(_, unit)| unit).next();
        said.or_else(|| byte_sizes::unit(field).map(|unit| unit as u128))
    }

    /// `field`: None for the workers, which are no option.
    #[inline(never)]
    fn add(&mut self, what: &str, value: &str, field: Option<&Field>, given: &Value, notes: &[&str]) {
        let text = |text: Option<PyStr>| text.map_or(Value::None, Value::Str);
        let problem = field.and_then(|field| Some(problem(field, validate::validate(field, given).err()?)));
        let shown = match given {
            // Values of variables are not to be seen before somebody asks for them.
            Value::Dict(_) => PyStr::new(),
            _ => python::str(given),
        };
        self.matched.push(Value::Dict(Dict::of_pairs(vec![
            ("what".into(), Value::str(what)),
            ("value".into(), Value::str(value)),
            ("option".into(), text(field.map(|field| field.name.clone()))),
            ("label".into(), text(field.map(|field| field.label.clone()))),
            ("given".into(), Value::Str(shown)),
            ("notes".into(), Value::List(notes.iter().map(|note| Value::str(note)).collect())),
            ("problem".into(), problem.unwrap_or(Value::None)),
        ])));
        if let Some(field) = field {
            self.options.insert(field.name.clone(), given.clone());
        }
    }

    /// There is no number for a worker's cores or memory. It may be that a choice is known to have enough; or that there are choices which
    /// have them in words.
    #[inline(never)]
    fn miss(&mut self, template: &mut Template, what: &str, name: &str, amount: &Amount) {
        if let Some(Choice { field, value }) = &self.choice {
            let (field, value) = (*field, Value::Str(value.clone()));
            return self.add(what, &amount.written, Some(field), &value, &[AT_LEAST]);
        }
        let what = [name, ": ", &amount.written];
        let has_size =
            |field: &&Field| matches!(&field.kind, Kind::Select { options } if options.iter().any(tells_size));
        match self.fields.iter().find(has_size) {
            Some(field) => template.lost.add_for(&what, lost::IN_CHOICES, &field.label),
            None => template.lost.add(&what, lost::NO_OPTION),
        }
    }

    /// The limit is what a worker can use, so it goes before the request where there is one option for both. Gives the billionths of a core
    /// that were filled in.
    #[inline(never)]
    fn cores(&mut self, template: &mut Template) -> Option<u128> {
        let (limit, request) = (template.limits.cpu.take(), template.requests.cpu.take());
        let (name, amount) = match (limit, request, self.number("worker_cores_limit")) {
            (Some(limit), request, Some(field)) => {
                self.add_cores("cores-limit", &limit, field);
                ("requests.cpu", request.or(Some(limit)))
            }
            (Some(limit), request, None) => {
                if let Some(request) = request.filter(|request| request.nanos != limit.nanos) {
                    template.lost.add(&["requests.cpu: ", &request.written], lost::REQUESTS);
                }
                ("limits.cpu", Some(limit))
            }
            (None, Some(request), _) => ("requests.cpu", Some(request)),
            // Where they are an option besides, they are needed once more.
            (None, None, _) if self.number("worker_threads").is_some() => ("--nthreads", template.threads.clone()),
            (None, None, _) => ("--nthreads", template.threads.take()),
        };
        let amount = amount?;
        match self.number("worker_cores") {
            Some(field) => return Some(self.add_cores("cores", &amount, field)),
            None => self.miss(template, "cores", name, &amount),
        }
        None
    }

    #[inline(never)]
    fn add_cores(&mut self, what: &str, amount: &Amount, field: &Field) -> u128 {
        let whole = amount.nanos.div_ceil(NANO) * NANO;
        let (nanos, notes) = match field.kind {
            Kind::Int { .. } if whole != amount.nanos => (whole, &[ROUNDED_UP][..]),
            _ => (amount.nanos, &[][..]),
        };
        self.add(what, &amount.written, Some(field), &number(&quantity::decimal(nanos)), notes);
        nanos
    }

    #[inline(never)]
    fn memory(&mut self, template: &mut Template) {
        let (limit, request) = (template.limits.memory.take(), template.requests.memory.take());
        let told = template.memory_limit.take();
        let pod = limit.as_ref().or(request.as_ref());
        if let (Some(pod), Some(told)) = (pod, &told)
            && pod.bytes() != told.bytes()
        {
            template.lost.add(&["--memory-limit ", &told.written], lost::POD_LIMIT);
        }
        let (name, amount) = match (limit, request, self.number("worker_memory_limit")) {
            (Some(limit), request, Some(field)) => {
                self.add_memory(template, "memory-limit", "limits.memory", &limit, field);
                ("requests.memory", request.or(Some(limit)))
            }
            (Some(limit), request, None) => {
                if let Some(request) = request.filter(|request| request.bytes() != limit.bytes()) {
                    template.lost.add(&["requests.memory: ", &request.written], lost::REQUESTS);
                }
                ("limits.memory", Some(limit))
            }
            (None, Some(request), _) => ("requests.memory", Some(request)),
            (None, None, _) => ("--memory-limit", told),
        };
        let Some(amount) = amount else { return };
        match self.number("worker_memory") {
            Some(field) => self.add_memory(template, "memory", name, &amount, field),
            None => self.miss(template, "memory", name, &amount),
        }
    }

    /// In the option's unit. A whole number is rounded up, lest there be less than was asked for; others to the nearest hundredth.
    #[inline(never)]
    fn add_memory(&mut self, template: &mut Template, what: &str, name: &str, amount: &Amount, field: &Field) {
        let Some(unit) = self.unit(field) else {
            template.lost.add_for(&[name, ": ", &amount.written], lost::NO_UNIT, &field.label);
            return;
        };
        let bytes = amount.bytes();
        let is_exact = (bytes * 100).is_multiple_of(unit);
        let (text, notes) = match field.kind {
            Kind::Int { .. } if !bytes.is_multiple_of(unit) => (bytes.div_ceil(unit).to_string(), &[ROUNDED_UP][..]),
            _ => (quantity::in_units(bytes, unit), if is_exact { &[][..] } else { &[ROUNDED][..] }),
        };
        self.add(what, &amount.written, Some(field), &number(&text), notes);
    }

    /// Unless they are an option, there are as many as whole cores, and one at least.
    #[inline(never)]
    fn threads(&mut self, template: &mut Template, cores: Option<u128>) {
        let Some(threads) = template.threads.take() else { return };
        if let Some(field) = self.number("worker_threads") {
            self.add("threads", &threads.written, Some(field), &number(&threads.written), &[]);
        } else if cores.is_none_or(|cores| (cores / NANO).max(1) * NANO != threads.nanos) {
            template.lost.add(&["--nthreads ", &threads.written], lost::THREADS);
        }
    }

    /// What the scheduler has is of less weight: without an option it is the gateway's to say.
    #[inline(never)]
    fn scheduler(&mut self, template: &mut Template) {
        if let Some(amount) = template.scheduler.cpu.take() {
            match self.number("scheduler_cores").or(self.number("scheduler_cores_limit")) {
                Some(field) => drop(self.add_cores("scheduler-cores", &amount, field)),
                None => template.lost.add(&["scheduler: cpu ", &amount.written], lost::NO_OPTION),
            }
        }
        if let Some(amount) = template.scheduler.memory.take() {
            match self.number("scheduler_memory").or(self.number("scheduler_memory_limit")) {
                Some(field) => self.add_memory(template, "scheduler-memory", "scheduler: memory", &amount, field),
                None => template.lost.add(&["scheduler: memory ", &amount.written], lost::NO_OPTION),
            }
        }
    }

    #[inline(never)]
    fn image(&mut self, template: &mut Template) {
        let Some(image) = template.image.take() else { return };
        let written = image.to_text().into_owned();
        let what = ["image: ", written.as_str()];
        match self.option("image") {
            Some(field) => match &field.kind {
                Kind::Select { options } if !options.contains(&image) => {
                    template.lost.add_for(&what, lost::NO_CHOICE, &field.label);
                }
                Kind::String | Kind::Select { .. } => {
                    self.add("image", &written, Some(field), &Value::Str(image.clone()), &[]);
                }
                _ => template.lost.add(&what, lost::NO_OPTION),
            },
            None => template.lost.add(&what, lost::NO_OPTION),
        }
    }

    /// The variables go over those that the option has by itself, which stay.
    #[inline(never)]
    fn environment(&mut self, template: &mut Template) {
        if template.env.is_empty() {
            return;
        }
        let env = std::mem::take(&mut template.env);
        let Some(field) = self.fields.iter().find(|field| field.is_environment()) else {
            for (name, _) in &env {
                template.lost.add(&["env: ", &name.to_text()], lost::NO_OPTION);
            }
            return;
        };
        let names: Vec<String> = env.iter().map(|(name, _)| name.to_text().into_owned()).collect();
        let defaults = field.default.as_dict().into_iter().flat_map(Dict::iter);
        let all = defaults.map(|(name, value)| (name.clone(), value.clone()));
        let all = all.chain(env.into_iter().map(|(name, value)| (name, Value::Str(value))));
        let given = Value::Dict(Dict::from_iter(all.collect::<Vec<_>>()));
        self.add("environment", &names.join(", "), Some(field), &given, &[]);
    }
}

/// A whole number stays one.
#[inline(never)]
fn number(text: &str) -> Value {
    match Int::parse(text) {
        Some(n) => Value::Int(n),
        None => Value::Float(float::parse(text).unwrap_or_default()),
    }
}

/// A choice in whose words there is an amount: `2 CPU, 7.5 Gi`, `r5.xlarge (4 cores)`.
fn tells_size(choice: &PyStr) -> bool {
    let text = choice.to_text().to_ascii_lowercase();
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    let is_unit =
        |word: &str| matches!(word, "cpu" | "cpus" | "core" | "cores" | "gi" | "gib" | "gb" | "g" | "ram" | "memory");
    text.bytes().any(|b| b.is_ascii_digit()) && words.any(is_unit)
}

/// As the core tells of a field.
#[inline(never)]
fn problem(field: &Field, Invalid { why, bound, text }: Invalid) -> Value {
    Value::Dict(Dict::of_pairs(vec![
        ("why".into(), Value::str(why.id())),
        ("bound".into(), Value::str(&bound)),
        ("isBytes".into(), Value::Bool(byte_sizes::is_bytes(field))),
        ("text".into(), Value::Str(text)),
    ]))
}
