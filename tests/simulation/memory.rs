//! What the browser keeps of clusters, for all its tabs.

use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::history::Ended;
use dask_gateway::core::event::{Event, UserEvent};
use dask_gateway::core::view::View;
use dask_gateway::gateway::cluster_info::Status;

use crate::world::World;

/// It is written and read as `js/view/session/history-memory.ts` does it.
pub fn keep(world: &mut World, tab: usize) {
    if !world.keeps {
        return;
    }
    let Some(news) = world.tabs[tab].core.memory() else { return };
    if let Some(memory) = world.kept.clone() {
        world.update_core(tab, recall(memory, false));
    }
    let text = world.tabs[tab].core.memory().map_or(news.text, |memory| memory.text);
    if world.kept.as_ref() != Some(&text) {
        world.kept = Some(text);
        world.tell_kept(tab);
    }
}

/// Another tab has written it.
pub fn on_kept(world: &World) -> Option<Event> {
    Some(recall(world.kept.clone()?, true))
}

fn recall(memory: String, live: bool) -> Event {
    Event::User(UserEvent::from(ClusterEvent::Recall { memory, live }))
}

/// Of one cluster: its key and name, how it ended, and whether that is news.
type Told = (String, String, Option<(Ended, bool)>);

/// What a tab shows of the past, and what it calls clusters, but for those that failed.
fn told(view: View, failed: &[String]) -> Vec<Told> {
    // Since when it had nothing to do, each tab sees itself.
    let ended = |ended| if ended == Ended::Idle { Ended::Unknown } else { ended };
    let past = view.recent.into_iter().map(|past| (past.key, past.name, Some((ended(past.ended), past.news))));
    let active = view.clusters.into_iter().flatten().map(|cluster| (cluster.key, cluster.name, None));
    let mut all: Vec<_> = past.chain(active).filter(|(key, ..)| !failed.contains(key)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// The keys of those that failed. Each tab has those in its list that failed before its eyes, until its user has seen that.
fn failed(view: View) -> impl Iterator<Item = String> {
    let past = view.recent.into_iter().filter(|past| past.ended == Ended::Failed).map(|past| past.key);
    let active = view.clusters.into_iter().flatten().filter(|cluster| cluster.status == Status::Failed);
    past.chain(active.map(|cluster| cluster.key))
}

/// All tabs tell the same of what became of clusters, and call them the same.
pub fn tabs_agree(world: &World, tabs: &[usize]) -> Result<(), String> {
    if !world.keeps || world.was_garbled || tabs.len() < 2 {
        return Ok(());
    }
    let failed: Vec<_> = tabs.iter().flat_map(|tab| failed(world.tabs[*tab].view())).collect();
    let told = |tab: usize| told(world.tabs[tab].view(), &failed);
    let first = told(tabs[0]);
    for tab in tabs {
        let told = told(*tab);
        if told != first {
            let only = |these: &[Told], those: &[Told]| -> Vec<_> {
                these.iter().filter(|it| !those.contains(it)).cloned().collect()
            };
            return Err(format!(
                "tab {} tells {:?}, tab {tab} {:?}",
                tabs[0],
                only(&first, &told),
                only(&told, &first)
            ));
        }
    }
    Ok(())
}
