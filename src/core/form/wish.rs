//! What is to be launched: options and workers, when they are valid.

use super::fields::Fields;
use super::invalid::InvalidValue;
use super::state::Form;
use super::view::Obstacle;
use crate::core::clusters::unsettled::Wish;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::workers::Workers;
use crate::schema::json;
use crate::schema::validate::{self, Invalid, Why};
use crate::schema::value::{Dict, Value};

impl Form {
    /// What `make` makes of the fields and the workers at start when all is valid; else what is waited for. None: nothing is published yet.
    pub(super) fn ready<T>(
        &self,
        make: impl FnOnce(&Fields, Option<Workers>) -> Option<T>,
    ) -> Option<Result<T, Option<Obstacle>>> {
        let fields = self.fields.as_deref()?;
        let made = self.workers.value().ok().and_then(|workers| make(fields, workers));
        Some(made.ok_or_else(|| fields.obstacle_with(&self.workers)))
    }

    pub(super) fn launch(&mut self, options: Dict, workers: Option<Workers>) -> Option<Wish> {
        self.notice.clear();
        self.launch.on_sent();
        let harmless = self.fields.as_ref().map(|fields| fields.harmless(&options)).unwrap_or_default();
        // A cluster has none before it is asked for some.
        let workers = workers.filter(|workers| *workers != Workers::Count(0));
        let told = self.workers.told(workers);
        self.presets.sent = self.fields.as_ref().map(|fields| (fields.keepable(&options, &[]), told));
        self.is_filled_since = false;
        Some(Wish { options, harmless, workers })
    }

    /// `workers`: None, or `null` in JSON: what the form says of them.
    pub(super) fn launch_with(&mut self, options: String, workers: Option<String>) -> Option<Wish> {
        let Some(fields) = &self.fields else {
            self.notice.say(Notice::error(Message::LaunchTooEarly));
            return None;
        };
        let checked = match json::parse(&options) {
            Ok(Value::Dict(request)) => fields.options_with(&request),
            // In the server's words, as for any other request.
            Ok(other) => Err(Message::Invalid(InvalidValue::new(validate::no_dict(&other), String::new(), false))),
            Err(error) => Err(error.into()),
        };
        let workers = match workers.as_deref().map(json::parse) {
            None | Some(Ok(Value::None)) => self.workers.value().map_err(|_| Message::InvalidWorkersFirst),
            Some(Ok(workers)) => Workers::read(&workers).map(Some).ok_or(Message::NotWorkers),
            Some(Err(error)) => Err(error.into()),
        };
        let checked = checked.and_then(|options| Ok((options, workers?)));
        let may_be_sent = |form: &mut Form, _: &Dict| form.launch.may_be_commanded(&mut form.notice);
        self.launch_checked(checked, may_be_sent)
    }

    /// Launches with options and workers that were checked; else says what is wrong with them. `may_be_sent` is asked before.
    pub(super) fn launch_checked(
        &mut self,
        checked: Result<(Dict, Option<Workers>), Message>,
        may_be_sent: impl FnOnce(&mut Form, &Dict) -> bool,
    ) -> Option<Wish> {
        match checked {
            Ok((options, workers)) if may_be_sent(self, &options) => self.launch(options, workers),
            Ok(_) => None,
            Err(message) => {
                self.notice.say(Notice::error(message));
                None
            }
        }
    }
}

impl Fields {
    /// The fields' values with `request` laid over them, checked as the server would.
    pub(super) fn options_with(&self, request: &Dict) -> Result<Dict, Message> {
        let mut options = self.valid_options();
        for (name, value) in request.iter() {
            options.insert(name.clone(), value.clone());
        }
        self.validate(&options).map(|()| options).map_err(Message::Invalid)
    }

    /// In the order of the server's checks.
    fn validate(&self, options: &Dict) -> Result<(), InvalidValue> {
        let unknown = options.iter().map(|(name, _)| name).filter(|name| self.published(name).is_none());
        validate::none_unknown(unknown).map_err(|invalid| InvalidValue::new(invalid, String::new(), false))?;
        self.fields.iter().try_for_each(|field| {
            let value = options.get(&field.spec.name).unwrap_or(&field.spec.default);
            let told = |invalid| InvalidValue::new(invalid, field.called(), field.is_bytes);
            validate::validate(&field.spec, value).map(drop).map_err(told)
        })
    }

    /// What the gateway has said, if that is what its own checks say of these options.
    pub(super) fn refused(&self, text: &str) -> Option<Message> {
        self.fields.iter().find_map(|field| {
            let invalid = Invalid::read(text, &field.spec.name.to_text())?;
            // These two name no option.
            let is_of_field = !matches!(invalid.why, Why::TooLarge | Why::Unknown);
            let label = if is_of_field { field.called() } else { String::new() };
            Some(Message::Invalid(InvalidValue::new(invalid, label, field.is_bytes)))
        })
    }
}
