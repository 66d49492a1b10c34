//! What must be so in every run: while it goes on, and after the network has healed and time has passed.

use dask_gateway::core::clusters::history::Ended;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::messages::Message;
use dask_gateway::core::polling::MAX_PENDING_READS;
use dask_gateway::core::view::View;
use dask_gateway::gateway::cluster_info::Status;

use crate::browser::Tab;
use crate::memory;
use crate::network::{Fate, Kind, Misanswer};
use crate::sayings;
use crate::starts;
use crate::steps::{Act, UserAct, Weather};
use crate::vanishing;
use crate::world::World;

/// Milliseconds after which a page that was cut off has caught up, at the latest: its longest wait for an answer, its longest
/// back-off, and a poll.
const CATCHES_UP: f64 = 95_000.0;
/// The same for a page that was not cut off.
pub const POLL: f64 = 24_000.0;

/// A request is about to go out.
pub fn before_sending(world: &mut World, tab: usize, kind: Kind) {
    let at = &world.tabs[tab];
    if kind.is_mutation() {
        let by_itself = if starts::is_asking(kind) { world.starts.allowed() } else { 0 };
        let (sent, clicks) = (at.sent[kind as usize] + 1, at.clicks[kind as usize] + by_itself);
        if sent > clicks {
            world.fail(|| format!("{kind:?} is sent {sent} times for {clicks} clicks"));
        }
        return;
    }
    let reads = at.in_flight.iter().filter(|(_, kind, _)| !kind.is_mutation()).count();
    // Tabs that know each other have one together.
    let waiting = |at: &Tab| at.in_flight.iter().filter(|(_, kind, _)| *kind == Kind::Watch).count();
    let others = world.tabs.iter().filter(|other| at.is_joined && other.is_joined && other.is_at_work());
    let waits = waiting(at).max(others.map(waiting).sum());
    let (is_visible, is_waking) = (at.is_visible, at.is_waking);
    if !is_visible {
        world.fail(|| format!("{kind:?} is asked while nobody looks"));
    } else if reads >= MAX_PENDING_READS {
        world.fail(|| format!("{kind:?} is read number {} at once", reads + 1));
    } else if kind == Kind::Watch && waits > 0 && !is_waking {
        world.fail(|| "a second ?wait at once".into());
    }
}

/// The gateway has carried out a create of the browser's.
pub fn after_a_create(world: &mut World) {
    if world.creates > world.launches {
        let World { creates, launches, .. } = *world;
        world.fail(|| format!("{creates} clusters were made for {launches} clicks on Launch"));
    }
}

/// Something happened to a tab.
pub fn of_what_is_shown(world: &mut World, tab: usize) {
    let at = &mut world.tabs[tab];
    if let Some(changes) = at.core.changes(false) {
        at.drawn.take(changes);
    }
    let mut view = at.view();
    if !at.drawn.is(&mut view) {
        let drawn = format!("{:?}", at.drawn);
        world.note(|| format!("drawn: {drawn}"));
        world.note(|| format!("so is: {view:?}"));
        world.fail(|| "what has changed is not told".into());
    }
    if let Some(form) = &view.form {
        let was_launching = std::mem::replace(&mut world.tabs[tab].was_launching, form.launching);
        if was_launching && !form.launching && form.message.is_none() && form.launched.is_none() {
            world.fail(|| "a launch ends without a word".into());
        }
    }
    if world.is_misled {
        return;
    }
    let mut checked = is_true(world, tab, &view).and_then(|()| is_no_step_back(world, tab, &view));
    // What one that stands still shows is as old as that.
    if checked.is_ok() && world.tabs[tab].is_at_work() {
        checked = sayings::check(world, tab, &view, false);
    }
    if let Err(wrong) = checked {
        world.fail(|| wrong);
    }
}

/// What is shown was so when it was shown.
fn is_true(world: &World, tab: usize, view: &View) -> Result<(), String> {
    let gateway = &world.gateway;
    let form_says = view.form.as_ref().and_then(|form| form.message.as_ref()).map(|notice| &notice.message);
    if let Some(Message::Launched { cluster }) = form_says {
        let is_pending = |shown: &ClusterView| shown.key == *cluster && shown.status == Status::Pending;
        if !view.clusters.iter().flatten().any(is_pending) {
            return Err(format!("{cluster} is said to be starting, and not shown as pending"));
        }
    }
    for shown in view.clusters.iter().flatten() {
        let key = &shown.key;
        let Some(cluster) = world.cluster_of(tab, key) else { return Err(format!("there never was a cluster {key}")) };
        let is_known = gateway.by_name(&cluster.name).is_some();
        let status = cluster.status();
        let may_be = match shown.status {
            Status::Pending => true,
            Status::Running => status != Status::Pending,
            Status::Stopping => !is_known || cluster.is_ending(),
            Status::Stopped => !is_known || status == Status::Stopped,
            Status::Failed => !is_known || status == Status::Failed,
            // The model has none that are not known here: it is not listed.
            Status::Unknown => !is_known || status.is_finished(),
        };
        if !may_be && cluster.hidden_until == 0.0 {
            return Err(format!("{key} is shown as {:?} before it is: {status:?}", shown.status));
        }
    }
    for shown in &view.recent {
        let key = &shown.key;
        let Some(cluster) = world.cluster_of(tab, key) else {
            // By a name that a garbled reply made up, or in a tab that has heard of one beside such a name and gives keys otherwise.
            if world.was_garbled {
                continue;
            }
            return Err(format!("there never was a cluster {key}"));
        };
        let is_known = gateway.by_name(&cluster.name).is_some();
        let may_be = match shown.ended {
            Ended::Failed => !is_known || cluster.status() == Status::Failed,
            // That it is there again is seen with the next list.
            Ended::Gone => !is_known || cluster.hidden_until > 0.0,
            Ended::ByYou | Ended::Idle | Ended::Unknown => !is_known || cluster.status().is_finished(),
        };
        if !may_be && cluster.hidden_until == 0.0 || view.clusters.iter().flatten().any(|active| active.key == *key) {
            return Err(format!("{key} is {:?}, and one of the recent ones: {:?}", cluster.status(), shown.ended));
        }
    }
    Ok(())
}

/// Nothing newer is undone by what comes late: a cluster's status only goes on.
fn is_no_step_back(world: &mut World, tab: usize, view: &View) -> Result<(), String> {
    let before = &mut world.tabs[tab].shown;
    let clusters = view.clusters.as_deref().unwrap_or_default();
    if before.iter().map(|(key, status)| (key, *status)).eq(clusters.iter().map(|shown| (&shown.key, shown.status))) {
        return Ok(());
    }
    for ClusterView { key, status, .. } in clusters {
        let was = before.iter().find(|(other, _)| other == key).map(|(_, status)| *status);
        // Of one that is not listed everything may be heard, but for that it runs.
        let goes_back = |was: &Status| match was {
            Status::Unknown => matches!(status, Status::Pending | Status::Running),
            was => *was as usize > *status as usize,
        };
        if let Some(was) = was.filter(goes_back) {
            // The gateway takes the stop of one that it does not know for the moment, and does nothing.
            if world.gateway.by_key(key).is_some_and(|cluster| cluster.hidden_until > 0.0) {
                continue;
            }
            return Err(format!("{key} was shown as {was:?}, and is {status:?} again"));
        }
    }
    *before = clusters.iter().map(|shown| (shown.key.clone(), shown.status)).collect();
    Ok(())
}

/// The network heals, somebody looks, and time passes.
pub fn at_the_end(world: &mut World) {
    world.note(|| "== the network heals".into());
    world.heal();
    world.pass((world.gateway.down_until - world.now).max(0.0));
    if !world.tabs.iter().any(Tab::is_at_work)
        && let Some(tab) = world.tabs.iter().position(|tab| tab.is_open)
    {
        world.thaw(tab);
    }
    // One that stands still is to be replaced.
    let tabs: Vec<_> = (0..world.tabs.len()).filter(|tab| world.tabs[*tab].is_at_work()).collect();
    for tab in &tabs {
        world.show(*tab, true);
    }
    world.pass(CATCHES_UP);
    all_is_well(world, &tabs);
    if world.is_long {
        an_outage(world, &tabs);
        all_is_well(world, &tabs);
        vanishing::all_at_once(world, &tabs);
        all_is_well(world, &tabs);
        a_quiet_minute(world, &tabs);
    }
}

/// Every tab shows what is so, and says nothing else, whatever it was told before.
fn all_is_well(world: &mut World, tabs: &[usize]) {
    // What changes meanwhile is not seen before the next poll.
    while world.wrong.is_none() && world.gateway.changed_at > world.now - POLL {
        world.pass(POLL);
    }
    if world.wrong.is_none()
        && let Err(wrong) = starts::all_are_asked_for(world, tabs)
    {
        world.fail(|| wrong);
    }
    if std::mem::take(&mut world.is_misled) {
        world.tabs.iter_mut().for_each(|tab| tab.shown.clear());
    }
    for tab in tabs.iter().filter(|_| world.wrong.is_none()).copied().collect::<Vec<_>>() {
        of_what_is_shown(world, tab);
        let view = world.tabs[tab].view();
        if let Err(wrong) = is_equal(world, tab, &view).and_then(|()| sayings::check(world, tab, &view, true)) {
            world.fail(|| wrong);
        }
    }
    if world.wrong.is_none()
        && let Err(wrong) = memory::tabs_agree(world, tabs)
    {
        world.fail(|| wrong);
    }
}

/// Nothing can be reached for some minutes: fewer and fewer requests. Then it can.
fn an_outage(world: &mut World, tabs: &[usize]) {
    world.note(|| "== an outage, while a cluster is to start".into());
    world.gateway.starts_take = None;
    world.user(tabs[0], UserAct::Launch);
    world.pass(2_000.0);
    world.act(Act::Network(Weather::All(world.outage)));
    world.pass(240_000.0);
    // Of tabs whose logins are refused each tries in its turn: another's may still be taken.
    let turns = if world.outage == Fate::NotDone(Misanswer::Json401) { tabs.len() } else { 1 };
    let bounds = [
        // By one route after the other.
        (Kind::List, 6 * turns * world.tabs[tabs[0]].routes.len()),
        (Kind::Options, 0),
        (Kind::Config, 0),
        (Kind::Watch, 3 * turns),
        // Those that do not poll look themselves after what another tab should have told.
        (Kind::Get, 3 * tabs.len()),
        (Kind::Counts, 5 * turns),
    ];
    is_bounded(world, tabs, &bounds);
    world.note(|| "== it is over".into());
    world.heal();
    world.pass(CATCHES_UP);
}

/// Of a minute that has just gone by.
pub fn is_bounded(world: &mut World, tabs: &[usize], bounds: &[(Kind, usize)]) {
    for (kind, bound) in bounds {
        let since = world.now - 60_000.0;
        let counts: Vec<_> = tabs.iter().map(|tab| world.tabs[*tab].count_since(since, *kind)).collect();
        // One tab polls for all, where it can be known which.
        let count = if world.tabs[tabs[0]].is_joined { counts.iter().sum() } else { counts[0] };
        if count > *bound {
            let is_out = if world.is_cut_off() { "and nothing answers" } else { "and nothing happens" };
            world.fail(|| format!("{kind:?} is asked {count} times a minute, {is_out}"));
        }
    }
}

/// Nothing happens for a minute: few requests, and none while nobody looks.
fn a_quiet_minute(world: &mut World, tabs: &[usize]) {
    world.pass(60_000.0);
    let clusters: Vec<_> = tabs.iter().flat_map(|tab| world.tabs[*tab].view().clusters.unwrap_or_default()).collect();
    let count = |status| world.gateway.clusters.iter().filter(|cluster| cluster.status() == status).count();
    // Each tab knows what it asked for itself.
    let asked = clusters.iter().filter(|shown| shown.asked.is_some()).count();
    let running = 31 * count(Status::Running) + 90 * asked;
    let bounds = [
        (Kind::List, 13),
        (Kind::Ended, 1),
        (Kind::Options, 0),
        (Kind::Config, 0),
        (Kind::Get, 0),
        (Kind::Watch, 4 * count(Status::Pending).max(1)),
        (Kind::Counts, running),
        (Kind::Identity, running),
    ];
    is_bounded(world, tabs, &bounds);
    for tab in tabs {
        world.show(*tab, false);
    }
    world.pass(60_000.0);
}

/// The page shows what the gateway has.
fn is_equal(world: &World, tab: usize, view: &View) -> Result<(), String> {
    if view.problem.is_some() || view.loading {
        return Err(format!("all is well, and the page says {:?} (loading: {})", view.problem, view.loading));
    }
    let form = view.form.as_ref().ok_or("there is no form")?;
    if form.launching {
        return Err("it is launching for ever".into());
    }
    let clusters = view.clusters.as_ref().ok_or("there is no list")?;
    for cluster in &world.gateway.clusters {
        let status = cluster.status();
        if status.is_finished() {
            continue;
        }
        let key = cluster.key();
        let is_it = |shown: &&ClusterView| world.cluster_of(tab, &shown.key).is_some_and(|it| it.name == cluster.name);
        let shown = clusters.iter().find(is_it);
        let shown = shown.ok_or_else(|| format!("{key} is {status:?} and forgotten"))?;
        if shown.status != status {
            return Err(format!("{key} is {status:?} and shown as {:?}", shown.status));
        }
        if !cluster.options.contains(&format!(": {}", shown.options[0].value)) {
            return Err(format!("{key} has {} and is shown with {:?}", cluster.options, shown.options));
        }
        // An hour that the gateway's clock is off does not show where it was seen when it was made.
        let page = (tab, world.tabs[tab].load);
        let has_made = world.made.iter().any(|made| made.page == page && made.name == cluster.name && made.is_listed);
        let off = (shown.start as f64 - cluster.born).abs();
        let are_clocks_set = world.was_page_clock_set || world.gateway.was_clock_set;
        if has_made && !are_clocks_set && !world.was_garbled && off > 120_000.0 {
            return Err(format!("{key} is shown to have started {off} ms off"));
        }
        if status == Status::Running && cluster.has_scheduler && shown.workers != Some(cluster.workers) {
            return Err(format!("{key} has {} workers and is shown with {:?}", cluster.workers, shown.workers));
        }
        if shown.busy {
            return Err(format!("{key} is busy for ever"));
        }
    }
    for shown in clusters.iter().filter(|shown| !shown.status.is_finished()) {
        let known = world.cluster_of(tab, &shown.key).filter(|it| world.gateway.by_name(&it.name).is_some());
        if known.is_none_or(|cluster| cluster.status().is_finished()) {
            return Err(format!("{} is shown as {:?} and is not there", shown.key, shown.status));
        }
    }
    Ok(())
}
