//! What the browser keeps of clusters, for all its tabs.

use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::event::{Event, UserEvent};

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
