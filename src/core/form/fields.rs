//! The fields over one option spec, and what they come to as options of a cluster.

use super::field::{FieldState, FormField, Lines};
use super::python_code::{self, LeftOut};
use super::table::Table;
use super::view::{FieldView, Obstacle};
use super::workers::WorkersAtStart;
use crate::core::connection::config::{GatewayConfig, Surroundings};
use crate::core::connection::gateway_code::GatewayCode;
use crate::core::effect::{RequestId, Wanted};
use crate::core::messages::Message;
use crate::core::timers::Time;
use crate::core::unreadable::MappingError;
use crate::core::workers::Workers;
use crate::schema::pystr::PyStr;
use crate::schema::spec::{self, Field, Kind};
use crate::schema::validate;
use crate::schema::value::{self, Dict, Value};

/// In the order of the spec.
pub struct Fields {
    pub(super) fields: Vec<FormField>,
    /// Some share a name. Most specs have none, and need no search for them.
    has_namesakes: bool,
    /// What dask's configuration sets that is not in the spec, or that its option does not take.
    left_out: LeftOut,
    /// What makes the gateway.
    code: GatewayCode,
    /// Which workers had better be like.
    here: Surroundings,
}

impl Fields {
    /// The options of dask's configuration are laid over the spec's own defaults.
    pub fn new(spec: Vec<Field>, config: &GatewayConfig) -> Fields {
        let is_taken = |name: &PyStr, value| {
            let mut namesakes = spec.iter().filter(|field| field.name == *name).peekable();
            namesakes.peek().is_some() && namesakes.all(|field| validate::validate(field, value).is_ok())
        };
        let bad = config.options.iter().filter(|(name, value)| !is_taken(name, value)).map(|(name, _)| name);
        let unusable = config.option_problems.iter().map(|(name, _)| name);
        let left_out = LeftOut { names: bad.chain(unusable).cloned().collect(), all: config.has_no_options };
        let new = |field: Field| {
            let configured = config.options.get(&field.name).cloned();
            let problem = config.option_problems.get(&field.name).and_then(Value::as_str);
            let problem = problem.map(|sentence| sentence.to_text().into_owned());
            FormField::new(field, configured, problem)
        };
        let fields: Vec<FormField> = spec.into_iter().map(new).collect();
        let first = value::distinct_indices(fields.iter().map(|field| field.spec.name.as_bytes()));
        let has_namesakes = first.into_iter().enumerate().any(|(index, first)| first != index);
        let code = config.code.clone().unwrap_or_else(GatewayCode::configured);
        Fields { fields, has_namesakes, left_out, code, here: config.here.clone() }
    }

    /// Fields over a newer spec that keep what was typed into those that are still there, most in the same place.
    pub fn renewed(&self, spec: Vec<Field>, config: &GatewayConfig) -> Fields {
        let mut renewed = Fields::new(spec, config);
        for (index, field) in renewed.fields.iter_mut().enumerate() {
            let mut known = self.fields.get(index).into_iter().chain(&self.fields);
            if let Some(old) = known.find(|old| old.is_like(field)) {
                field.take_over(old);
            }
        }
        renewed
    }

    /// The same fields as they began.
    pub fn anew(&self) -> Fields {
        let fields = self.fields.iter().map(FormField::anew).collect();
        let (left_out, code, here) = (self.left_out.clone(), self.code.clone(), self.here.clone());
        Fields { fields, left_out, code, here, ..*self }
    }

    pub fn edit(&mut self, index: u32, text: String, now: Time) {
        if let Some(field) = self.touch(index, now) {
            field.set_text(text);
            self.share(index);
        }
    }

    /// Has the texts parsed that wait for it: `ask` is given one, and names the question.
    pub fn parse_mappings(&mut self, mut ask: impl FnMut(&str, Wanted) -> RequestId) {
        for field in &mut self.fields {
            if let FieldState::Parsing(wanted, asked @ None) = &mut field.state
                && *wanted != Wanted::Variables
            {
                *asked = Some(ask(&field.text, *wanted));
            }
            if let Lines::Reading(asked @ None) = &mut field.lines {
                *asked = Some(ask(&field.text, Wanted::Variables));
            }
            if let Some(table) = &mut field.table {
                table.ask(|pasted| ask(pasted, Wanted::Variables));
            }
        }
    }

    /// Whether one of them waits for this answer.
    pub fn has_asked(&self, id: RequestId) -> bool {
        let is_asked = |field: &FormField| matches!(field.state, FieldState::Parsing(_, Some(asked)) if asked == id);
        self.fields.iter().any(|field| is_asked(field) || field.has_asked(id))
    }

    /// A text was parsed: to JSON text, or it cannot be. Answers to older questions are late.
    pub fn on_mapping_parsed(&mut self, id: RequestId, outcome: Result<String, MappingError>) {
        let is_asked = |field: &FormField| matches!(field.state, FieldState::Parsing(_, Some(asked)) if asked == id);
        if let Some(index) = self.fields.iter().position(is_asked) {
            self.fields[index].on_parsed(outcome);
            self.share(index as u32);
        } else if let Some(index) = self.fields.iter().position(|field| field.has_asked(id)) {
            self.fields[index].on_variables(id, outcome);
            self.share(index as u32);
        }
    }

    pub fn check(&mut self, index: u32, checked: bool, now: Time) {
        if let Some(field) = self.touch(index, now) {
            field.set_value(Value::Bool(checked), None);
            self.share(index);
        }
    }

    pub fn choose(&mut self, index: u32, option: u32, now: Time) {
        if let Some(field) = self.touch(index, now)
            && let Kind::Select { options } = &field.spec.kind
            && let Some(option) = options.get(option as usize)
        {
            field.set_value(Value::Str(option.clone()), None);
            self.share(index);
        }
    }

    pub fn as_table(&mut self, index: u32, on: bool) {
        if let Some(field) = self.fields.get_mut(index as usize) {
            field.as_table(on);
        }
    }

    /// An edit of the table of a mapping, if it is edited as one.
    pub fn edit_table(&mut self, index: u32, edit: impl FnOnce(&mut Table), now: Time) {
        if let Some(field) = self.touch(index, now)
            && let Some(table) = &mut field.table
        {
            edit(table);
            field.read_table();
            self.share(index);
        }
    }

    /// The lines of a mapping's text become its rows, see [`FormField::take_lines`].
    pub fn take_lines(&mut self, index: u32, now: Time) {
        if let Some(field) = self.touch(index, now) {
            field.take_lines();
            self.share(index);
        }
    }

    /// The values in a mapping's text are put into quotes, see [`FormField::quote_values`].
    pub fn quote_values(&mut self, index: u32, now: Time) {
        if let Some(field) = self.touch(index, now) {
            field.quote_values();
        }
    }

    /// Takes values from elsewhere, see [`FormField::set_from_outside`].
    pub fn set(&mut self, options: &Dict, unseen: bool, now: Time) {
        for field in &mut self.fields {
            if let Some(value) = options.get(&field.spec.name) {
                field.set_from_outside(value, unseen, now);
            }
        }
    }

    pub fn reset(&mut self) {
        self.fields.iter_mut().for_each(FormField::reset);
    }

    pub fn reset_field(&mut self, index: u32, now: Time) {
        if let Some(field) = self.touch(index, now) {
            field.reset();
            self.share(index);
        }
    }

    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    pub fn is_valid(&self) -> bool {
        self.fields.iter().all(|field| field.state.value().is_some())
    }

    /// The first field that keeps the options from being valid; one that is wrong before one that is being read.
    pub fn obstacle(&self) -> Option<Obstacle> {
        let is_wrong = |field: &FormField| matches!(field.state, FieldState::Invalid(_));
        let wrong = self.fields.iter().position(is_wrong);
        let first = wrong.or_else(|| self.fields.iter().position(|field| field.state.value().is_none()))?;
        let label = self.fields[first].called();
        let message = if wrong.is_some() { Message::InvalidFirst { label } } else { Message::ReadingFirst { label } };
        Some(Obstacle { field: Some(first as u32), message })
    }

    /// The same, or the workers at start.
    pub fn obstacle_with(&self, workers: &WorkersAtStart) -> Option<Obstacle> {
        let is_wrong = workers.value().is_err();
        let about_workers = || is_wrong.then_some(Obstacle { field: None, message: Message::InvalidWorkersFirst });
        self.obstacle().or_else(about_workers)
    }

    /// What a create would send: every field's value, or None while one is invalid.
    pub fn options(&self) -> Option<Dict> {
        self.is_valid().then(|| self.valid_options())
    }

    /// What is published, with the defaults that the fields have.
    pub fn option_spec(&self) -> String {
        spec::write_list(self.fields.iter().map(|field| (&field.spec, field.initial())))
    }

    /// The options as far as they are valid.
    pub fn valid_options(&self) -> Dict {
        self.collect(|field| self.is_sent(field))
    }

    /// Python for a cluster like the one the form would launch, or None while a field is invalid. What dask's configuration
    /// and the gateway would set by themselves is not mentioned.
    pub fn python_code(&self, workers: Option<Workers>) -> Option<String> {
        let is_secret = |name: &PyStr| self.fields.iter().any(|field| field.spec.name == *name && field.spec.is_secret);
        self.is_valid().then(|| {
            let options = self.collect(|field| self.is_written(field));
            python_code::new_cluster(&options, workers, &self.code, &self.left_out, is_secret)
        })
    }

    /// Whether a cluster that is made without it would have another value.
    fn is_written(&self, field: &FormField) -> bool {
        if field.is_configured && !self.left_out.names.contains(&field.spec.name) {
            self.fields.iter().any(|other| other.spec.name == field.spec.name && other.is_changed())
        } else {
            field.differs_from_published()
        }
    }

    /// Those of these options that may be kept where others can read them: numbers, ticks and choices of the spec's that neither look
    /// secret nor come from dask's configuration.
    pub fn harmless(&self, options: &Dict) -> Dict {
        let is_harmless = |name: &PyStr, value: &Value| {
            let is_plain = match value {
                Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
                Value::Str(_) => self.published(name).is_some_and(|spec| matches!(spec.kind, Kind::Select { .. })),
                _ => false,
            };
            let is_private = |field: &FormField| field.is_configured || field.spec.is_secret;
            is_plain && !self.fields.iter().any(|field| field.spec.name == *name && is_private(field))
        };
        options
            .iter()
            .filter(|(name, value)| is_harmless(name, value))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The published option of this name, for a cluster's details.
    pub fn published(&self, name: &PyStr) -> Option<&Field> {
        self.fields.iter().map(|field| &field.spec).find(|spec| spec.name == *name)
    }

    /// The value of the option of this name, where it is valid.
    pub fn value(&self, name: &PyStr) -> Option<&Value> {
        self.fields.iter().find(|field| field.spec.name == *name)?.state.value()
    }

    pub fn count(&self) -> usize {
        self.fields.len()
    }

    pub fn view(&self) -> Vec<FieldView> {
        self.fields.iter().enumerate().map(|(index, field)| field.view(index as u32, &self.here)).collect()
    }

    /// The field that the user changes now.
    fn touch(&mut self, index: u32, now: Time) -> Option<&mut FormField> {
        let field = self.fields.get_mut(index as usize)?;
        field.touch(now);
        Some(field)
    }

    /// On the wire a name has one value: what one field of a name gets, the others show too.
    fn share(&mut self, index: u32) {
        let field = &self.fields[index as usize];
        let name = field.spec.name.clone();
        let changed_to = field.is_changed().then(|| field.state.value().cloned());
        for (other_index, other) in self.fields.iter_mut().enumerate() {
            if other_index == index as usize || other.spec.name != name {
                continue;
            }
            other.table = None;
            match &changed_to {
                None => other.reset(),
                Some(Some(value)) => other.set_value(value.clone(), None),
                // An invalid one stops a launch, and may be mended yet.
                Some(None) => {}
            }
        }
    }

    /// The defaults of fields that share a name may differ: such a name is sent only where dask's configuration or the
    /// user sets it.
    fn is_sent(&self, field: &FormField) -> bool {
        !self.has_namesake(field) || field.is_configured || field.is_changed()
    }

    /// Name and value of the valid fields among those wanted.
    fn collect(&self, is_wanted: impl Fn(&FormField) -> bool) -> Dict {
        let wanted = self.fields.iter().filter(|field| is_wanted(field));
        let named = wanted.filter_map(|field| {
            let value = field.state.value()?;
            // What one kind makes of a value, another may refuse: 1.0 is no whole number.
            let sent = if self.has_namesake(field) { &field.meaning } else { value };
            Some((field.spec.name.clone(), sent.clone()))
        });
        named.collect()
    }

    fn has_namesake(&self, field: &FormField) -> bool {
        self.has_namesakes && self.fields.iter().any(|it| !std::ptr::eq(it, field) && it.spec.name == field.spec.name)
    }
}
