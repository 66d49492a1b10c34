//! The form's state: its fields once they are published, and the launch.

use super::defaults;
use super::events::FormEvent;
use super::fields::Fields;
use super::launch::Launch;
use super::presets::Presets;
use super::source::Fill;
use super::table::Table;
use super::view::{FieldView, FormView, Obstacle};
use super::workers::WorkersAtStart;
use crate::core::clusters::list::Clusters;
use crate::core::clusters::unsettled::Wish;
use crate::core::connection::config::GatewayConfig;
use crate::core::context::Context;
use crate::core::effect::{HostAction, RequestId};
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::notices::{Lasts, NoticePlace};
use crate::core::polling::{FOLLOWER_PATIENCE, NextPoll, Poll};
use crate::core::site::Site;
use crate::core::timers::{NEVER, Time};
use crate::core::tracked::Tracked;
use crate::core::unreadable::MappingError;
use crate::gateway::api_request::ApiRequest;
use crate::gateway::cluster_info::Status;
use crate::gateway::reply::Refusal;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::spec::{self, Field};
use crate::schema::value::{Dict, Value};

#[derive(Default)]
pub struct Form {
    /// None until the options are published.
    pub(super) fields: Option<Tracked<Fields>>,
    /// What the form held before it got the options of an earlier cluster, if that was more than defaults.
    pub(super) replaced: Option<Tracked<Fields>>,
    pub workers: WorkersAtStart,
    /// What was typed there before something else was filled in.
    pub(super) replaced_workers: Option<WorkersAtStart>,
    /// The answer to what the user did last.
    pub(super) notice: NoticePlace,
    /// On what dask's configuration sets.
    remarks: Vec<Message>,
    pub(super) launch: Launch,
    /// Options that were set before there were fields.
    set_later: Option<String>,
    /// What was to be filled in before there were fields.
    pub(super) fill_later: Option<Fill>,
    /// Something else has been filled in since the last launch was sent.
    pub(super) is_filled_since: bool,
    pub presets: Presets,
}

impl Form {
    /// Gives the cluster that is to be created, if one is.
    pub fn on_event(&mut self, event: FormEvent, cx: &mut Context) -> Option<Wish> {
        let now = cx.now;
        let mut wish = None;
        if !matches!(event, FormEvent::Launch | FormEvent::LaunchWith { .. } | FormEvent::CopyPython) {
            self.presets.chosen = None;
        }
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
            FormEvent::EditWorkers { text } => {
                self.workers.edit_count(text);
                self.notice.clear();
            }
            FormEvent::EditUpTo { text } => {
                self.workers.edit_up_to(text);
                self.notice.clear();
            }
            FormEvent::Reset => {
                (self.replaced, self.replaced_workers) = (None, None);
                self.workers.reset();
                self.edit(Fields::reset);
            }
            FormEvent::PutBack => self.put_back(),
            FormEvent::Launch => match self.ready(|fields, workers| Some((fields.options()?, workers))) {
                Some(Ok((options, workers))) => {
                    if self.launch.is_wish(&options, &mut self.notice, now) {
                        wish = self.launch(options, workers);
                    }
                }
                Some(Err(obstacle)) => self.refuse(obstacle),
                // Nothing is done later than the user can connect it with what he did.
                None => self.notice.say(Notice::error(Message::LaunchTooEarly)),
            },
            FormEvent::LaunchWith { options, workers } => wish = self.launch_with(options, workers),
            FormEvent::SetOptions { options, unseen } => self.set_options(options, unseen, now),
            FormEvent::FillForm { source, name, options, workers } => {
                self.fill_text((source, name), &options, workers.as_deref(), cx);
            }
            FormEvent::CopyPython => match self.ready(Fields::python_code) {
                Some(Ok(text)) => {
                    self.notice.say(Notice::info(Message::Copied));
                    cx.ask_host(HostAction::Copy { text, cluster: None });
                }
                Some(Err(obstacle)) => self.refuse(obstacle),
                None => {}
            },
        }
        self.parse_mappings(cx);
        wish
    }

    pub fn offer_polls(&self, next: &mut NextPoll, cx: &Context) {
        next.look_again(self.notice.ends());
        next.offer(cx.timers.due(Poll::Options), FOLLOWER_PATIENCE, || ApiRequest::Options);
    }

    /// The reply to [`ApiRequest::Options`]. What was typed into fields that are still there is kept.
    pub fn on_published(&mut self, body: &str, config: &GatewayConfig, cx: &mut Context) -> Result<(), Refusal> {
        let published = spec::parse_reply(body)?;
        self.remarks = defaults::remarks(&published, config);
        self.workers.on_site(config.site.workers);
        let fields = match &self.fields {
            Some(fields) => fields.renewed(published.clone(), config),
            None => Fields::new(published.clone(), config),
        };
        self.fields = Some(fields.into());
        self.replaced = self.replaced.take().map(|before| before.renewed(published, config).into());
        if let Some(options) = self.set_later.take() {
            self.set_options(options, false, cx.now);
        }
        self.fill_waiting(cx);
        self.parse_mappings(cx);
        Ok(())
    }

    /// A mapping's text was parsed for what was wanted of it, or it cannot be.
    pub fn on_mapping_parsed(&mut self, id: RequestId, outcome: Result<String, MappingError>, cx: &mut Context) {
        let asked = [&mut self.fields, &mut self.replaced].into_iter().flatten().find(|fields| fields.has_asked(id));
        if let Some(fields) = asked {
            fields.on_mapping_parsed(id, outcome);
        }
        // Of a text that was put into quotes, the meaning is asked for next.
        self.parse_mappings(cx);
    }

    /// Another tab of the browser launched at this time, with options of this fingerprint.
    pub fn on_launched_elsewhere(&mut self, at: Time, options: u32) {
        self.launch.elsewhere = Some((at, options));
    }

    /// The clock was set back: another tab's launch may seem to be new once more.
    pub fn on_set_back(&mut self) {
        self.launch.elsewhere = None;
    }

    /// The create was answered, with the key of the new cluster.
    pub fn on_launched(&mut self, created: Result<String, Refusal>, now: Time) {
        // What became of it may be known later.
        if !created.as_ref().is_err_and(Refusal::may_be_done) {
            self.presets.on_launched(created.is_ok(), now);
        }
        if created.is_ok() && !self.is_filled_since {
            (self.replaced, self.replaced_workers) = (None, None);
            self.fields.iter_mut().for_each(|fields| fields.forget_before());
        }
        self.launch.on_answered(created, &mut self.notice);
        if let Some(fields) = self.fields.as_deref() {
            self.notice.reword(|text| fields.refused(text));
        }
    }

    /// Takes in what became known of launches, and takes away what is said and is no longer so.
    pub fn settle(&mut self, clusters: &mut Clusters, now: Time) {
        if std::mem::take(&mut clusters.has_news) {
            self.notice.on_answered();
        }
        if self.launch.settle(clusters, &mut self.notice) {
            self.presets.on_launched(true, now);
        }
        let obstacle = || {
            self.fields
                .as_deref()
                .and_then(|fields| fields.obstacle_with(&self.workers))
                .map(|obstacle| obstacle.message)
        };
        let is_in_doubt = self.launch.is_in_doubt();
        self.notice.settle(now, &|lasts, message| match *lasts {
            Lasts::Starting(key) | Lasts::MomentOrStarting(key) => clusters.status(key) == Some(Status::Pending),
            Lasts::AnyActive(keys) => keys.iter().any(|key| clusters.is_active(key)),
            Lasts::InDoubt => is_in_doubt,
            Lasts::Obstacle => obstacle().as_ref() == Some(message),
            _ => true,
        });
    }

    pub fn set_notice(&mut self, notice: Notice) {
        self.notice.say(notice);
    }

    /// The options that are valid now.
    pub fn valid_options(&self) -> Dict {
        self.fields.as_ref().map(|fields| fields.valid_options()).unwrap_or_default()
    }

    /// The published option of this name.
    pub fn published(&self, name: &PyStr) -> Option<&Field> {
        self.fields.as_ref()?.published(name)
    }

    /// All that are published, as the JSON text of their list, with the defaults of this form.
    pub fn option_spec(&self) -> Option<String> {
        self.fields.as_ref().map(|fields| fields.option_spec())
    }

    pub fn is_published(&self) -> bool {
        self.fields.is_some()
    }

    /// None until the options are published. `clusters`: how many there are already.
    pub fn view(&self, site: &Site, clusters: usize) -> Option<FormView> {
        self.view_of(self.fields.as_ref()?.view(), site, clusters)
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
    pub fn view_of(&self, shown: Vec<FieldView>, site: &Site, clusters: usize) -> Option<FormView> {
        let fields = self.fields.as_ref()?;
        let sizes = site.sizes(&|name| fields.value(name), &|name| fields.published(name));
        Some(FormView {
            fields: shown,
            workers: self.workers.view(),
            can_launch: !self.launch.is_sent && fields.is_valid() && self.workers.value().is_ok(),
            launching: self.launch.is_sent,
            launched: self.launch.launched.clone(),
            obstacle: fields.obstacle_with(&self.workers),
            changed: fields.is_changed() || self.workers.is_changed(),
            can_put_back: self.replaced.is_some() || self.replaced_workers.is_some(),
            remarks: self.remarks.clone(),
            footprint: site.footprint(&sizes, self.workers.value().ok().flatten(), Some(clusters)),
            message: self.notice.notice().cloned(),
            advice: site.refused.clone().filter(|_| self.notice.is_refused()),
            help: site.help.clone(),
        })
    }

    /// An edit answers what was said of the last launch.
    fn edit(&mut self, edit: impl FnOnce(&mut Fields)) {
        if let Some(fields) = &mut self.fields {
            edit(fields);
            self.notice.clear();
        }
    }

    fn edit_table(&mut self, field: u32, now: Time, edit: impl FnOnce(&mut Table)) {
        self.edit(|fields| fields.edit_table(field, edit, now));
    }

    /// What was asked for cannot be done before this is.
    fn refuse(&mut self, obstacle: Option<Obstacle>) {
        self.notice.clear();
        if let Some(obstacle) = obstacle {
            self.notice.say(Notice::error(obstacle.message));
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
    pub(super) fn parse_mappings(&mut self, cx: &mut Context) {
        if let Some(fields) = &mut self.fields {
            fields.parse_mappings(|text, wanted| cx.parse_mapping(text, wanted));
        }
    }
}
