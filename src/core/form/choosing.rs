//! Presets and links meet the form: it is filled from them, and they are made of what is in it.

use super::field::FormField;
use super::fields::Fields;
use super::link;
use super::preset::{Kind as PresetKind, LinkProblem, Preset, PresetProblem};
use super::preset_events::{ImportAnswer, PresetEvent};
use super::preset_text::{self, PresetMemory};
use super::presets::Presets;
use super::presets_view::PresetsView;
use super::source::{Fill, Source};
use super::state::Form;
use crate::core::context::Context;
use crate::core::effect::HostAction;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::site::preset::SitePreset;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::spec::Kind;
use crate::schema::value::{Dict, Value};

/// What the file is called that presets are exported to.
const FILE: &str = "dask-gateway-presets.json";

impl Form {
    /// `site`: the administrator's presets.
    pub fn on_preset_event(&mut self, event: PresetEvent, site: &[SitePreset], cx: &mut Context) {
        let outcome = match event {
            PresetEvent::ChoosePreset { kind, name } => self.choose(kind, name, site, cx),
            PresetEvent::SavePreset { name, mappings, replace } => self.save(&name, &mappings, replace, cx),
            PresetEvent::RemovePreset { name } => {
                self.presets.remove(&name, cx.now);
                Ok(Some(Message::PresetRemoved { name }))
            }
            PresetEvent::ImportPresets { text } => self.import(&text, cx),
            PresetEvent::AnswerImport { answer } => self.answer_import(answer),
            PresetEvent::ExportPresets => {
                let text = preset_text::file(&self.presets.own);
                cx.ask_host(HostAction::Download { name: FILE.into(), text, cluster: None });
                Ok(None)
            }
            PresetEvent::CopyLink { mappings } => self.copy_link(&mappings, cx),
            PresetEvent::OpenLink { link } => self.open_link(&link, cx),
            PresetEvent::RecallPresets { own, launches } => {
                if let Some(text) = launches {
                    self.presets.recall_launches(&text, cx.now);
                }
                let problem = own.and_then(|text| self.presets.recall(&text, cx.now));
                problem.map_or(Ok(None), refused)
            }
        };
        match outcome {
            Ok(None) => {}
            Ok(Some(message)) => self.set_notice(Notice::info(message)),
            Err(message) => self.set_notice(Notice::error(message)),
        }
    }

    fn choose(&mut self, kind: PresetKind, name: String, site: &[SitePreset], cx: &mut Context) -> Outcome {
        let Some(preset) = self.presets.find(kind, &name, site) else {
            return Err(Message::NoPreset { known: self.presets.names(site), name });
        };
        let Preset { name: shown, options, workers, .. } = preset;
        self.fill(Fill { source: Source::Preset, name: shown, options, workers }, cx);
        let kind = match kind {
            PresetKind::Any if self.presets.own(&name).is_some() => PresetKind::Own,
            PresetKind::Any => PresetKind::Site,
            known => known,
        };
        self.presets.chosen = Some((kind, name));
        Ok(None)
    }

    fn save(&mut self, name: &str, mappings: &str, replace: bool, cx: &Context) -> Outcome {
        let Some(name) = preset_text::clean_name(name) else { return refused(PresetProblem::NoName) };
        let Some(fields) = &self.fields else { return Err(Message::LaunchTooEarly) };
        if self.presets.own(&name).is_some() && !replace {
            return refused(PresetProblem::Taken);
        }
        let (Some(options), Ok(workers)) = (fields.options(), self.workers.value()) else {
            return fields.obstacle_with(&self.workers).map_or(Ok(None), |obstacle| Err(obstacle.message));
        };
        let options = fields.keepable(&options, &names(mappings));
        let (description, workers) = (String::new(), self.workers.told(workers));
        let preset = Preset { name: name.clone(), description, options, workers, at: cx.now.floor() };
        match self.presets.save(vec![preset]) {
            Ok(()) => {
                self.presets.chosen = Some((PresetKind::Own, name.clone()));
                Ok(Some(Message::PresetSaved { name }))
            }
            Err(problem) => refused(problem),
        }
    }

    fn import(&mut self, text: &str, cx: &Context) -> Outcome {
        let kept = match preset_text::read(text, cx.now) {
            Ok(kept) if kept.is_odd => return refused(PresetProblem::Damaged),
            Ok(kept) if kept.presets.is_empty() => return refused(PresetProblem::Empty),
            Ok(kept) => kept,
            Err(problem) => return refused(problem),
        };
        // They are new here, whenever they were saved elsewhere.
        let presets: Vec<_> = kept.presets.into_iter().map(|preset| Preset { at: cx.now.floor(), ..preset }).collect();
        if self.presets.conflicts(&presets).is_empty() {
            return self.take_in(presets, 0);
        }
        self.presets.import = Some(presets);
        Ok(None)
    }

    fn answer_import(&mut self, answer: ImportAnswer) -> Outcome {
        let Some(mut presets) = self.presets.import.take() else { return Ok(None) };
        let taken = self.presets.conflicts(&presets);
        match answer {
            ImportAnswer::Cancel => Ok(None),
            ImportAnswer::Keep => {
                presets.retain(|preset| !taken.contains(&preset.name));
                self.take_in(presets, 0)
            }
            ImportAnswer::Replace => self.take_in(presets, taken.len() as u32),
        }
    }

    fn take_in(&mut self, presets: Vec<Preset>, replaced: u32) -> Outcome {
        let before = self.presets.own.len();
        match self.presets.save(presets) {
            Ok(()) => {
                let added = (self.presets.own.len() - before) as u32;
                Ok(Some(Message::PresetsImported { added, replaced }))
            }
            Err(problem) => refused(problem),
        }
    }

    fn copy_link(&mut self, mappings: &str, cx: &mut Context) -> Outcome {
        let Some(fields) = &self.fields else { return Err(Message::LaunchTooEarly) };
        if let Some(obstacle) = fields.obstacle_with(&self.workers) {
            return Err(obstacle.message);
        }
        match self.link(fields, &names(mappings)) {
            Ok(link) => {
                cx.ask_host(HostAction::CopyLink { link, cluster: None });
                Ok(Some(Message::LinkCopied))
            }
            Err(why) => Err(Message::LinkRefused { why }),
        }
    }

    /// What differs from the defaults. `ticked`: the names of mappings that go along.
    pub(super) fn link(&self, fields: &Fields, ticked: &[String]) -> Result<String, LinkProblem> {
        let options = fields.keepable(&fields.changed_options(), ticked);
        let preset = self.presets.chosen.as_ref().filter(|(kind, _)| *kind != PresetKind::Launch);
        let workers = self.workers.told(self.workers.value().ok().flatten()).filter(|_| self.workers.is_changed());
        link::make(options, workers, preset.map_or("", |(_, name)| name))
    }

    fn open_link(&mut self, link: &str, cx: &mut Context) -> Outcome {
        match link::read(link) {
            Ok(fill) => {
                self.presets.chosen = None;
                self.fill(fill, cx);
                Ok(None)
            }
            Err(LinkProblem::Newer) => Err(Message::LinkRefused { why: LinkProblem::Newer }),
            Err(_) => Err(Message::NotFilled { source: Source::Link }),
        }
    }
}

/// What is to be said: of what was done, if anything, or why it was not.
type Outcome = Result<Option<Message>, Message>;

fn refused(why: PresetProblem) -> Outcome {
    Err(Message::PresetRefused { why })
}

/// The names in a JSON text.
fn names(text: &str) -> Vec<String> {
    let Ok(Value::List(names)) = json::parse(text) else { return Vec::new() };
    names.iter().filter_map(|name| Some(name.as_str()?.to_text().into_owned())).collect()
}

impl Form {
    pub fn presets_view(&self, site: &[SitePreset]) -> PresetsView {
        self.presets.view(site, self.fields.as_deref())
    }

    /// See [`crate::core::Core::preset_memory`].
    pub fn preset_memory(&mut self, gateway: Option<&String>) -> Option<PresetMemory> {
        let gateway = gateway?.clone();
        let presets = &mut self.presets;
        if presets.is_told && !presets.is_news {
            return None;
        }
        (presets.is_told, presets.is_news) = (true, false);
        let own = match &presets.unread {
            Some((text, _)) => text.clone(),
            None if presets.is_empty() => String::new(),
            None => preset_text::kept(&presets.own, &presets.removed),
        };
        Some(PresetMemory { gateway, own, launches: preset_text::kept_launches(&presets.launches) })
    }
}

impl Fields {
    /// What the user has changed.
    fn changed_options(&self) -> Dict {
        let changed = self.fields.iter().filter(|field| field.is_changed());
        changed.filter_map(|field| Some((field.spec.name.clone(), field.state.value()?.clone()))).collect()
    }

    /// Those of these options that may be kept where others can read them: no secret, and of mappings only what the user ticked.
    pub(super) fn keepable(&self, options: &Dict, ticked: &[String]) -> Dict {
        let is_keepable = |name: &PyStr, value: &Value| {
            let is_field = |field: &&FormField| field.spec.name == *name;
            let is_plain = !matches!(value, Value::List(_) | Value::Dict(_));
            let is_ticked = || ticked.iter().any(|it| *it == name.to_text());
            !self.fields.iter().filter(is_field).any(|field| field.spec.is_secret)
                && (is_plain
                    || is_ticked() && self.fields.iter().filter(is_field).any(|field| field.spec.kind == Kind::Mapping))
        };
        let kept = options.iter().filter(|(name, value)| is_keepable(name, value));
        kept.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

impl Presets {
    /// As a list, for programs.
    pub fn text(&self, site: &[SitePreset]) -> String {
        let site = site.iter().map(|preset| preset_text::to_value(&Preset::of_site(preset), false));
        let own = self.own.iter().map(|preset| preset_text::to_value(preset, false));
        json::write(&Value::List(site.chain(own).collect()))
    }

    /// The names among these that are taken.
    pub fn conflicts(&self, presets: &[Preset]) -> Vec<String> {
        let taken = presets.iter().filter(|preset| self.own(&preset.name).is_some());
        taken.map(|preset| preset.name.clone()).collect()
    }
}
