//! What those around the core read of it.

use super::Core;
use super::changes::ViewChanges;
use super::clusters::memory::Memory;
use super::clusters::pages::PageAnswer;
use super::form::preset_text::PresetMemory;
use super::form::text::FormText;
use super::view::View;
use crate::schema::json;
use crate::schema::value::Value;

impl Core {
    /// What to draw, as of the last event.
    pub fn view(&self) -> View {
        View::of(&self.connection, &self.form, &self.clusters, self.cx.now)
    }

    /// What has changed of that since this was asked last; None: nothing. `whole`: as if it had never been asked.
    pub fn changes(&mut self, whole: bool) -> Option<ViewChanges> {
        if whole {
            self.told.forget(&mut self.form, &mut self.clusters);
        }
        self.told.changes(&self.connection, &mut self.form, &mut self.clusters, self.cx.now)
    }

    /// The options that are valid in the form now, as JSON text; `{}` before there is a form.
    pub fn options(&self) -> String {
        json::write(&Value::Dict(self.form.valid_options()))
    }

    /// What is in the form as such a text. None: nothing is published yet, something is not valid, or it cannot be one.
    pub fn form_text(&self, wanted: FormText) -> Option<String> {
        self.form.text(wanted)
    }

    /// The options that the gateway publishes, with the defaults that the form has, and the site's settings: JSON text of an object with
    /// `cluster_options` and `site`. None before there is a form.
    pub fn option_spec(&self) -> Option<String> {
        let site = json::write(&Value::Dict(self.connection.config().site_settings.clone()));
        Some(["{\"cluster_options\": ", &self.form.option_spec()?, ", \"site\": ", &site, "}"].concat())
    }

    /// The full name of a cluster, by its key. It is for programs of the user's, never to be shown or kept.
    pub fn cluster_name(&self, key: &str) -> Option<String> {
        self.clusters.name(key)
    }

    /// What a scheduler told of its workers last, if that has not been taken yet: JSON text as Python writes it, without the name
    /// of their cluster.
    pub fn take_workers(&mut self) -> Option<String> {
        self.clusters.take_workers()
    }

    /// What the browser is to keep of clusters, if that has changed since it was last asked for.
    pub fn memory(&mut self) -> Option<Memory> {
        self.clusters.memory(self.connection.config().address.as_ref())
    }

    /// What is to be kept of presets and of the last launches, if that has changed since it was last asked for. What is kept is to come
    /// first, by the event `recall-presets`: others write there, too.
    pub fn preset_memory(&mut self) -> Option<PresetMemory> {
        self.form.preset_memory(self.connection.config().address.as_ref())
    }

    /// The site's presets and the user's own, for programs of the user's: JSON text as Python writes it, a list.
    pub fn presets(&self) -> String {
        self.form.presets.text(&self.connection.config().site.presets)
    }

    /// A number that no other tab of the browser's is likely to have drawn.
    pub fn number(&mut self, tab: u32) {
        self.clusters.history.starts.tab = tab;
    }

    /// The pages that came since this was asked last, for those who asked.
    pub fn page_answers(&mut self) -> Vec<PageAnswer> {
        self.clusters.pages.take_answers()
    }

    /// Where a gateway that is asked directly has its routes.
    pub fn public_address(&self) -> Option<String> {
        self.connection.config().public_address.clone()
    }
}
