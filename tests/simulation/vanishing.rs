//! All clusters vanish from the gateway's list at once.

use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::gateway::cluster_info::Status;

use crate::invariants::{POLL, is_bounded};
use crate::network::Kind;
use crate::steps::{Act, Incident};
use crate::world::World;

/// Others have so many made first.
const MANY: u32 = 8;
/// Looks at single clusters, of which some are for those that were there before.
const A_FEW: usize = 4;
/// With few requests it is known what became of them, and none is said to run any more.
pub fn all_at_once(world: &mut World, tabs: &[usize]) {
    world.note(|| "== all clusters vanish".into());
    world.gateway.starts_take = Some(300.0);
    world.act(Act::Gateway(Incident::OthersCreate { count: MANY }));
    world.pass(POLL);
    let were_there: Vec<_> = world.gateway.active().iter().map(|cluster| cluster.key().to_owned()).collect();
    let keeps_records = world.tabs.len() % 2 == 1;
    if keeps_records {
        world.act(Act::Gateway(Incident::AllStop));
        // Nobody sees them stopping.
        world.gateway.advance(world.now + 1_000.0);
    } else {
        world.act(Act::Gateway(Incident::Restart { keeps_database: false, down: 0 }));
    }
    // What is on its way has come.
    world.pass(100.0);
    // A new list comes before schedulers are asked one after the other.
    for tab in tabs {
        world.come_back(*tab);
    }
    world.pass(POLL);
    if world.wrong.is_some() {
        return;
    }
    for tab in tabs {
        let runs = |shown: &&ClusterView| {
            matches!(shown.status, Status::Pending | Status::Running) && were_there.contains(&shown.key)
        };
        let view = world.tabs[*tab].view();
        if let Some(shown) = view.clusters.iter().flatten().find(runs) {
            let (key, status) = (shown.key.clone(), shown.status);
            world.fail(|| format!("{key} is shown as {status:?} for long after all have vanished"));
        }
    }
    let looks = if keeps_records { A_FEW } else { were_there.len() + A_FEW };
    is_bounded(world, tabs, &[(Kind::Ended, 2), (Kind::Get, looks)]);
}
