//! The form's state: its fields once they are published, and the launch.

use super::defaults;
use super::events::FormEvent;
use super::fields::Fields;
use super::table::Table;
use super::view::{FieldView, FormView, Obstacle};
use crate::core::connection::config::GatewayConfig;
use crate::core::context::Context;
use crate::core::effect::{HostAction, RequestId};
use crate::core::messages::{MappingError, Message, Notice};
use crate::core::polling::{FOLLOWER_PATIENCE, NextPoll, Poll};
use crate::core::timers::{NEVER, Time};
use crate::core::tracked::Tracked;
use crate::gateway::api_request::ApiRequest;
use crate::gateway::reply::Refusal;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::spec::{self, Field};
use crate::schema::validate;
use crate::schema::value::{Dict, Value};

#[derive(Default)]
pub struct Form {
    /// None until the options are published.
    fields: Option<Tracked<Fields>>,
    /// The answer to what the user did last.
    notice: Option<Notice>,
    /// On what dask's configuration sets.
    remarks: Vec<Message>,
    /// A create is in flight.
    is_launching: bool,
    /// The key of the cluster that the last create made.
    launched: Option<String>,
    /// Options that were set before there were fields.
    set_later: Option<String>,
}

impl Form {
    pub fn on_event(&mut self, event: FormEvent, cx: &mut Context) {
        let now = cx.now;
        match event {
            FormEvent::Edit { field, text } => self.edit(|fields| fields.edit(field, text, now)),
            FormEvent::Check { field, checked } => self.edit(|fields| fields.check(field, checked, now)),
            FormEvent::Choose { field, option } => self.edit(|fields| fields.choose(field, option, now)),
            FormEvent::AsTable { field, table } => self.edit(|fields| fields.as_table(field, table)),
            FormEvent::EditName { field, row, text } => self.edit_table(field, now, |table| table.edit_name(row, text)),
            FormEvent::PasteName { field, row, pasted, text } => {
                self.edit_table(field, now, |table| table.paste(row, pasted, text))
            }
            FormEvent::TakeLines { field } => self.edit(|fields| fields.take_lines(field, now)),
            FormEvent::QuoteValues { field } => self.edit(|fields| fields.quote_values(field, now)),
            FormEvent::EditValue { field, row, text } => {
                self.edit_table(field, now, |table| table.edit_value(row, text))
            }
            FormEvent::AddRow { field } => self.edit_table(field, now, Table::add),
            FormEvent::RemoveRow { field, row } => self.edit_table(field, now, |table| table.remove(row)),
            FormEvent::ResetField { field } => self.edit(|fields| fields.reset_field(field, now)),
            FormEvent::Reset => self.edit(Fields::reset),
            FormEvent::Launch => {
                let options = self.fields.as_ref().map(|fields| fields.options().ok_or_else(|| fields.obstacle()));
                match options {
                    Some(Ok(options)) => self.launch(options, cx),
                    Some(Err(obstacle)) => self.refuse(obstacle),
                    // Nothing is done later than the user can connect it with what he did.
                    None => self.notice = Some(Notice::error(Message::LaunchTooEarly)),
                }
            }
            FormEvent::LaunchWith { options } => self.launch_with(options, cx),
            FormEvent::SetOptions { options, unseen } => self.set_options(options, unseen, now),
            FormEvent::CopyPython => {
                let text = self.fields.as_ref().map(|fields| fields.python_code().ok_or_else(|| fields.obstacle()));
                match text {
                    Some(Ok(text)) => {
                        self.notice = Some(Notice::info(Message::Copied));
                        cx.ask_host(HostAction::Copy { text, cluster: None });
                    }
                    Some(Err(obstacle)) => self.refuse(obstacle),
                    None => {}
                }
            }
        }
        self.parse_mappings(cx);
    }

    pub fn offer_polls(&self, next: &mut NextPoll, cx: &Context) {
        next.offer(cx.timers.due(Poll::Options), FOLLOWER_PATIENCE, || ApiRequest::Options);
    }

    /// The reply to [`ApiRequest::Options`]. What was typed into fields that are still there is kept.
    pub fn on_published(&mut self, body: &str, config: &GatewayConfig, cx: &mut Context) -> Result<(), Refusal> {
        let published = spec::parse_reply(body)?;
        self.remarks = defaults::remarks(&published, config);
        let fields = match &self.fields {
            Some(fields) => fields.renewed(published, config),
            None => Fields::new(published, config),
        };
        self.fields = Some(fields.into());
        if let Some(options) = self.set_later.take() {
            self.set_options(options, false, cx.now);
        }
        self.parse_mappings(cx);
        Ok(())
    }

    /// A mapping's text was parsed for what was wanted of it, or it cannot be.
    pub fn on_mapping_parsed(&mut self, id: RequestId, outcome: Result<String, MappingError>, cx: &mut Context) {
        if let Some(fields) = &mut self.fields {
            fields.on_mapping_parsed(id, outcome);
        }
        // Of a text that was put into quotes, the meaning is asked for next.
        self.parse_mappings(cx);
    }

    /// The create was answered, with the key of the new cluster.
    pub fn on_launched(&mut self, created: Result<String, Refusal>) {
        self.is_launching = false;
        self.launched = created.as_ref().ok().cloned();
        self.notice = Some(match created {
            Ok(cluster) => Notice::info(Message::Launched { cluster }),
            Err(refusal) if refusal.may_be_done() => Notice::error(Message::LaunchUnknown),
            Err(Refusal::Said { status: 422, text, .. }) if is_bare(&text) => Notice::error(Message::Bare { text }),
            Err(refusal) => Notice::error(refusal),
        });
    }

    /// That a cluster is starting is true until it has, or has ended: `is_starting` tells, by its key.
    pub fn settle(&mut self, is_starting: impl Fn(&str) -> bool) {
        if let Some(Notice { message: Message::Launched { cluster }, .. }) = &self.notice
            && !is_starting(cluster)
        {
            self.notice = None;
        }
    }

    pub fn set_notice(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// The options that are valid now.
    pub fn valid_options(&self) -> Dict {
        self.fields.as_ref().map(|fields| fields.valid_options()).unwrap_or_default()
    }

    /// The published option of this name.
    pub fn published(&self, name: &PyStr) -> Option<&Field> {
        self.fields.as_ref()?.published(name)
    }

    pub fn is_published(&self) -> bool {
        self.fields.is_some()
    }

    /// None until the options are published.
    pub fn view(&self) -> Option<FormView> {
        self.view_of(self.fields.as_ref()?.view())
    }

    pub fn field_count(&self) -> Option<usize> {
        self.fields.as_ref().map(|fields| fields.count())
    }

    /// The fields, if they may have changed since this was asked last.
    pub fn touched_fields(&mut self) -> Option<Vec<FieldView>> {
        let fields = self.fields.as_mut().filter(|fields| fields.may_differ(-NEVER))?;
        fields.looked(NEVER);
        Some(fields.view())
    }

    /// They count as changed.
    pub fn touch(&mut self) {
        self.fields.iter_mut().for_each(Tracked::touch);
    }

    /// The form with these of its fields. None until the options are published.
    pub fn view_of(&self, shown: Vec<FieldView>) -> Option<FormView> {
        let fields = self.fields.as_ref()?;
        Some(FormView {
            fields: shown,
            can_launch: !self.is_launching && fields.is_valid(),
            launching: self.is_launching,
            launched: self.launched.clone(),
            obstacle: fields.obstacle(),
            changed: fields.is_changed(),
            remarks: self.remarks.clone(),
            message: self.notice.clone(),
        })
    }

    /// An edit answers what was said of the last launch.
    fn edit(&mut self, edit: impl FnOnce(&mut Fields)) {
        if let Some(fields) = &mut self.fields {
            edit(fields);
            self.notice = None;
        }
    }

    fn edit_table(&mut self, field: u32, now: Time, edit: impl FnOnce(&mut Table)) {
        self.edit(|fields| fields.edit_table(field, edit, now));
    }

    /// What was asked for cannot be done before this is.
    fn refuse(&mut self, obstacle: Option<Obstacle>) {
        self.notice = obstacle.map(|obstacle| Notice::error(obstacle.message));
    }

    fn launch(&mut self, options: Dict, cx: &mut Context) {
        if !self.is_launching {
            self.notice = None;
            self.is_launching = true;
            self.launched = None;
            cx.send(ApiRequest::CreateCluster(options));
        }
    }

    fn launch_with(&mut self, options: String, cx: &mut Context) {
        let Some(fields) = &self.fields else {
            self.notice = Some(Notice::error(Message::LaunchTooEarly));
            return;
        };
        let checked = match json::parse(&options) {
            Ok(Value::Dict(request)) => fields.options_with(&request).map_err(Message::said),
            // In the server's words, as for any other request.
            Ok(other) => Err(Message::said(validate::no_dict(&other).to_text())),
            Err(error) => Err(error.into()),
        };
        match checked {
            Ok(options) => self.launch(options, cx),
            Err(message) => self.notice = Some(Notice::error(message)),
        }
    }

    fn set_options(&mut self, options: String, unseen: bool, now: Time) {
        match (&mut self.fields, json::parse(&options)) {
            (None, _) => self.set_later = Some(options),
            (Some(fields), Ok(Value::Dict(options))) => fields.set(&options, unseen, now),
            // Whoever sets options checks them first.
            _ => {}
        }
    }

    /// Has the texts of mappings parsed that have changed.
    fn parse_mappings(&mut self, cx: &mut Context) {
        if let Some(fields) = &mut self.fields {
            fields.parse_mappings(|text, wanted| cx.parse_mapping(text, wanted));
        }
    }
}

/// Whether a refusal is no sentence but a name or a value: a site's handler met an exception that it did not expect, and the
/// gateway passes on what Python makes a text of. Of `KeyError` that is the key, in quotes.
fn is_bare(text: &str) -> bool {
    let text = text.trim();
    let is_quoted = ['\'', '"'].iter().any(|&quote| {
        text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).is_some_and(|it| !it.contains(quote))
    });
    is_quoted || text.split_whitespace().count() < 2
}
