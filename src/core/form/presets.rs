//! Named choices of options that the user keeps, and what he launched last. The administrator's are in [`crate::core::site`].
//!
//! All tabs of a browser, and all windows of a user's JupyterLab, keep the same presets: of one name the one that was saved last counts, also
//! before one that was removed, in whatever order they hear of each other.

use super::preset::{Kind, LAUNCHES, MOST, Preset, PresetProblem};
use super::preset_text::{self, MAX_TEXT};
use crate::core::site::preset::SitePreset;
use crate::core::timers::Time;
use crate::core::workers::Workers;
use crate::schema::value::Dict;

#[derive(Default)]
pub struct Presets {
    /// The user's own, by name.
    pub own: Vec<Preset>,
    /// The names of those that were removed, and when: another tab may not know it yet.
    pub removed: Vec<(String, Time)>,
    /// What was launched last, the latest first.
    pub launches: Vec<Preset>,
    /// With which options and workers something is being launched, or perhaps was.
    pub sent: Option<(Dict, Option<Workers>)>,
    /// Which one the form was filled from, while nothing in it has been changed since.
    pub chosen: Option<(Kind, String)>,
    /// What is to be imported, while the user is asked whether it may replace presets of his.
    pub import: Option<Vec<Preset>>,
    /// What is kept and cannot be read, with why: it stays there as it is, until the user saves something.
    pub unread: Option<(String, PresetProblem)>,
    /// It was asked for what is to be kept.
    pub is_told: bool,
    /// That has changed since.
    pub is_news: bool,
}

impl Presets {
    /// The user's own preset of this name.
    pub fn own(&self, name: &str) -> Option<&Preset> {
        self.own.iter().find(|preset| preset.name == name)
    }

    pub fn find(&self, kind: Kind, name: &str, site: &[SitePreset]) -> Option<Preset> {
        let own = || self.own(name).cloned();
        let sites = || site.iter().find(|preset| preset.name == name).map(Preset::of_site);
        match kind {
            Kind::Own => own(),
            Kind::Site => sites(),
            Kind::Any => own().or_else(sites),
            Kind::Launch => self.launches.iter().find(|launch| launch.launch_name() == name).cloned(),
        }
    }

    /// Of those of the user's and of the site's.
    pub fn names(&self, site: &[SitePreset]) -> String {
        let own = self.own.iter().map(|preset| preset.name.as_str());
        let names: Vec<&str> = own.chain(site.iter().map(|preset| preset.name.as_str())).collect();
        names.join(", ")
    }

    /// There have never been any of the user's own.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.removed.is_empty()
    }

    /// The user saves these, in the place of those of the same names. All or none.
    pub fn save(&mut self, presets: Vec<Preset>) -> Result<(), PresetProblem> {
        if let Some((_, PresetProblem::Newer)) = self.unread {
            return Err(PresetProblem::Newer);
        }
        let before = (self.own.clone(), self.removed.clone());
        for preset in presets {
            let known = self.own(&preset.name).map(|own| own.at).or_else(|| self.removed_at(&preset.name));
            // Also where the clock was set back meanwhile.
            let at = known.map_or(preset.at, |known| preset.at.max(known + 1.0));
            self.put(Preset { at, ..preset });
        }
        let problem = if self.own.len() > MOST {
            PresetProblem::TooMany
        } else if preset_text::kept(&self.own, &self.removed).len() > MAX_TEXT {
            PresetProblem::TooLarge
        } else {
            self.unread = None;
            self.is_news = true;
            return Ok(());
        };
        (self.own, self.removed) = before;
        Err(problem)
    }

    /// In the place of one of the same name. They stay in the order of their names, so that all tabs show the same.
    fn put(&mut self, preset: Preset) {
        self.own.retain(|other| other.name != preset.name);
        self.removed.retain(|(name, _)| *name != preset.name);
        let after = self.own.iter().position(|other| other.name > preset.name);
        self.own.insert(after.unwrap_or(self.own.len()), preset);
    }

    pub fn remove(&mut self, name: &str, at: Time) {
        self.own.retain(|preset| preset.name != name);
        self.removed.retain(|(other, _)| other != name);
        let after = self.removed.iter().position(|(other, _)| other.as_str() > name);
        self.removed.insert(after.unwrap_or(self.removed.len()), (name.into(), at.floor()));
        self.is_news = true;
    }

    /// Takes in what this or another tab keeps, or any page of this origin has written there: what makes no sense is passed over. All who
    /// take in the same come to the same text, in whatever order: else they would go on correcting each other.
    pub fn recall(&mut self, text: &str, now: Time) -> Option<PresetProblem> {
        let kept = match preset_text::read(text, now) {
            Ok(kept) => kept,
            // Those that are here take the place of what nobody can read.
            Err(why) if why != PresetProblem::Newer && !self.is_empty() => return None,
            Err(why) => {
                let unread = Some((text.into(), why));
                let is_new = self.unread != unread;
                self.unread = unread;
                self.is_news |= is_new;
                return Some(why).filter(|_| is_new);
            }
        };
        self.is_news |= self.unread.take().is_some();
        for (name, at) in kept.removed {
            let known = self.own(&name).map(|preset| preset.at).or_else(|| self.removed_at(&name));
            if known.is_none_or(|known| at >= known) && self.removed_at(&name) != Some(at) {
                self.remove(&name, at);
            }
        }
        for preset in kept.presets {
            let is_newer = match self.own(&preset.name) {
                Some(known) => (preset.at, preset_text::of(&preset)) > (known.at, preset_text::of(known)),
                None => self.removed_at(&preset.name).is_none_or(|at| preset.at > at),
            };
            if is_newer {
                self.put(preset);
                self.is_news = true;
            }
        }
        self.shrink();
        None
    }

    fn removed_at(&self, name: &str) -> Option<Time> {
        self.removed.iter().find(|(other, _)| other == name).map(|(_, at)| *at)
    }

    /// The earliest go, until what stays can be kept.
    fn shrink(&mut self) {
        while self.removed.len() > MOST {
            let earliest = earliest(self.removed.iter().map(|(_, at)| *at));
            self.removed.remove(earliest);
        }
        while self.own.len() > MOST
            || !self.own.is_empty() && preset_text::kept(&self.own, &self.removed).len() > MAX_TEXT
        {
            let earliest = earliest(self.own.iter().map(|preset| preset.at));
            self.own.remove(earliest);
        }
    }

    /// The same of launches.
    pub fn recall_launches(&mut self, text: &str, now: Time) {
        let Ok(kept) = preset_text::read_launches(text, now) else { return };
        // The earliest first, so that of equal ones the latest stays.
        for launch in kept.into_iter().rev() {
            self.add_launch(launch);
        }
    }

    /// It is known what came of the create.
    pub fn on_launched(&mut self, is_made: bool, now: Time) {
        if let Some((options, workers)) = self.sent.take().filter(|_| is_made) {
            let (name, description) = Default::default();
            self.add_launch(Preset { name, description, options, workers, at: now.floor() });
        }
    }

    fn add_launch(&mut self, launch: Preset) {
        if self.launches.iter().any(|other| other.at >= launch.at && other.is_same_choice(&launch)) {
            return;
        }
        self.launches.retain(|other| !other.is_same_choice(&launch));
        let after = self.launches.iter().position(|other| other.at < launch.at);
        self.launches.insert(after.unwrap_or(self.launches.len()), launch);
        self.launches.truncate(LAUNCHES);
        self.is_news = true;
    }
}

/// The place of the first of the earliest.
fn earliest(times: impl Iterator<Item = Time>) -> usize {
    let mut found = (0, f64::INFINITY);
    for (place, at) in times.enumerate() {
        if at < found.1 {
            found = (place, at);
        }
    }
    found.0
}
