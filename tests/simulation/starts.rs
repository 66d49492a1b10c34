//! Launches that want workers: each cluster gets them once.

use dask_gateway::core::effect::RequestId;
use dask_gateway::core::form::view::FormView;
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::schema::json;

use crate::browser::Page;
use crate::network::Kind;
use crate::world::World;

/// The body of the scale or adapt that is wanted.
fn body(form: &FormView) -> Option<String> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    match (number(&form.workers.count.text), number(&form.workers.up_to.text)) {
        (None | Some(0), None) => None,
        (Some(count), None) => Some(format!(r#"{{"count": {count}}}"#)),
        (minimum, Some(maximum)) => {
            Some(format!(r#"{{"minimum": {}, "maximum": {maximum}, "active": true}}"#, minimum.unwrap_or_default()))
        }
    }
}

/// A create that wants workers.
struct Wanted {
    page: Page,
    id: RequestId,
    body: String,
    /// The first characters of the cluster that it made.
    key: Option<String>,
    /// That page heard so.
    is_told: bool,
}

/// Of the whole run.
#[derive(Default)]
pub struct Starts {
    wanted: Vec<Wanted>,
    /// Clusters, by their first characters, for which somebody asked for workers or an end besides.
    pub meddled: Vec<String>,
    pub has_stopped_all: bool,
    /// What was sent for which cluster.
    sent: Vec<(String, String)>,
}

impl Starts {
    pub fn on_create_sent(&mut self, page: Page, id: RequestId, form: Option<FormView>) {
        if let Some(body) = form.as_ref().and_then(body) {
            self.wanted.push(Wanted { page, id, body, key: None, is_told: false });
        }
    }

    fn of(&mut self, page: Page, id: RequestId) -> Option<&mut Wanted> {
        self.wanted.iter_mut().find(|wanted| wanted.page == page && wanted.id == id)
    }

    pub fn on_made(&mut self, page: Page, id: RequestId, name: &str) {
        if let Some(wanted) = self.of(page, id) {
            wanted.key = Some(name[..8].into());
        }
    }

    /// The create was answered: as it should be, if that names the cluster and nothing is cut off.
    pub fn on_told(&mut self, page: Page, id: RequestId, answer: &[u8]) {
        if let Some(wanted) = self.of(page, id) {
            let text = String::from_utf8_lossy(answer);
            wanted.is_told = json::parse(&text).is_ok() && wanted.key.as_ref().is_some_and(|key| text.contains(key));
        }
    }

    /// How many scales or adapts a tab may send without a click.
    pub fn allowed(&self) -> u32 {
        self.wanted.len() as u32
    }
}

/// A scale or adapt goes out, and not by another route once more.
pub fn before_asking(world: &mut World, key: &str, body: &str) {
    let starts = &mut world.starts;
    starts.sent.push((key.into(), body.into()));
    if world.was_garbled || starts.has_stopped_all || starts.meddled.iter().any(|other| other == key) {
        return;
    }
    // What made a cluster may be told by its options alone: so it may be another launch's.
    let is_wanted = starts.wanted.iter().any(|wanted| wanted.body == *body);
    let times = starts.sent.iter().filter(|(other, _)| other == key).count();
    if !is_wanted {
        world.fail(|| format!("{key} is asked for {body}, and nobody wants that"));
    } else if times > 1 && world.keeps {
        world.fail(|| format!("the workers of {key} are asked for {times} times"));
    }
}

/// Whoever looks has seen that it runs, and its workers have been asked for.
pub fn all_are_asked_for(world: &World, tabs: &[usize]) -> Result<(), String> {
    let starts = &world.starts;
    if world.was_garbled || starts.has_stopped_all {
        return Ok(());
    }
    for Wanted { page, key, is_told, .. } in &starts.wanted {
        let Some(key) = key.as_ref().filter(|key| *is_told && !starts.meddled.contains(key)) else { continue };
        let is_here = tabs.iter().any(|tab| (*tab, world.tabs[*tab].load) == *page);
        let is_known = |name: &str| world.gateway.by_name(name).is_some();
        let cluster = world.gateway.by_key(key);
        let cluster = cluster.filter(|cluster| cluster.status() == Status::Running && is_known(&cluster.name));
        if cluster.is_none() || !(is_here || world.keeps) {
            continue;
        }
        let times = starts.sent.iter().filter(|(other, _)| other == key).count();
        if times != 1 {
            return Err(format!("{key} runs, and its workers were asked for {times} times"));
        }
    }
    Ok(())
}

/// Whether it is one that only a user's click, or a launch, sends.
pub fn is_asking(kind: Kind) -> bool {
    matches!(kind, Kind::Scale | Kind::Adapt)
}
