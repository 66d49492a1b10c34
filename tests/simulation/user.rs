//! What a user does in a tab, as the events that the view would send.

use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::event::{SessionEvent, UserEvent};
use dask_gateway::core::form::events::FormEvent;

use crate::browser::Tab;
use crate::network::Kind;
use crate::steps::UserAct;

/// The events of what the user does, and notes what he clicked for. The view offers no button for what cannot be done; hosts' commands do.
pub fn events(tab: &mut Tab, act: UserAct) -> Vec<UserEvent> {
    let on_cluster = |which, events: &dyn Fn(String) -> Vec<UserEvent>| tab.key(which).map_or(vec![], events);
    let edit = |cluster: &String, input, text: &str| {
        ClusterEvent::EditCluster { cluster: cluster.clone(), input, text: text.into() }.into()
    };
    match act {
        UserAct::Launch => {
            tab.clicks[Kind::Create as usize] += u32::from(can_launch(tab));
            vec![FormEvent::Launch.into()]
        }
        UserAct::DoubleClick => {
            tab.clicks[Kind::Create as usize] += u32::from(can_launch(tab));
            vec![FormEvent::Launch.into(), FormEvent::Launch.into()]
        }
        UserAct::Edit { text } => vec![FormEvent::Edit { field: 0, text: text.into() }.into()],
        UserAct::AtStart { count, up_to } => {
            vec![
                FormEvent::EditWorkers { text: count.into() }.into(),
                FormEvent::EditUpTo { text: up_to.into() }.into(),
            ]
        }
        UserAct::Scale { cluster, text } => {
            let events = on_cluster(cluster, &|cluster| {
                vec![edit(&cluster, ScalingInput::Workers, text), ClusterEvent::Scale { cluster }.into()]
            });
            tab.clicks[Kind::Scale as usize] += 1;
            events
        }
        UserAct::Adapt { cluster, minimum, maximum } => {
            let events = on_cluster(cluster, &|cluster| {
                vec![
                    edit(&cluster, ScalingInput::Minimum, minimum),
                    edit(&cluster, ScalingInput::Maximum, maximum),
                    ClusterEvent::Adapt { cluster }.into(),
                ]
            });
            tab.clicks[Kind::Adapt as usize] += 1;
            events
        }
        UserAct::AskStop { cluster } => on_cluster(cluster, &|cluster| vec![ClusterEvent::AskStop { cluster }.into()]),
        UserAct::AnswerStop { stop } => {
            // In the dialog over several, one for each.
            let rows = tab.view().stop_all.map_or(0, |all| all.rows.len());
            tab.clicks[Kind::Stop as usize] += rows.max(1) as u32;
            vec![ClusterEvent::AnswerStop { stop }.into()]
        }
        UserAct::StopAll => {
            // One for each that can be stopped, or was refused before.
            let count = tab.view().clusters.map_or(0, |clusters| clusters.len());
            tab.clicks[Kind::Stop as usize] += count as u32;
            vec![ClusterEvent::AskStopAll.into(), ClusterEvent::AnswerStop { stop: true }.into()]
        }
        UserAct::Refresh => vec![SessionEvent::Refresh.into()],
        UserAct::Dismiss { cluster } => on_cluster(cluster, &|cluster| vec![ClusterEvent::Dismiss { cluster }.into()]),
        UserAct::DismissRecent { cluster } => {
            tab.recent_key(cluster).map_or(vec![], |cluster| vec![ClusterEvent::Dismiss { cluster }.into()])
        }
        UserAct::Rename { cluster, name } => on_cluster(cluster, &|cluster| {
            let name = name.into();
            vec![ClusterEvent::Rename { cluster, name }.into()]
        }),
        UserAct::CopyCode { cluster } => {
            on_cluster(cluster, &|cluster| vec![ClusterEvent::CopyCode { cluster }.into()])
        }
        UserAct::LookAtWorkers { cluster } => {
            on_cluster(cluster, &|cluster| vec![ClusterEvent::LookAtWorkers { cluster: Some(cluster) }.into()])
        }
        UserAct::OpenDashboard { cluster } => {
            on_cluster(cluster, &|cluster| vec![ClusterEvent::OpenDashboard { cluster, outside: false }.into()])
        }
        UserAct::RunAgain { cluster, launch } => tab.recent_key(cluster).map_or(vec![], |cluster| {
            tab.clicks[Kind::Create as usize] += u32::from(launch);
            vec![ClusterEvent::RunAgain { cluster, launch }.into()]
        }),
        UserAct::Hide => show(tab, false),
        UserAct::Show => show(tab, true),
        UserAct::Reload => {
            // What the browser keeps for the page's next load.
            let kept = tab.view().unsettled;
            tab.reload();
            let recall = kept.map(|kept| ClusterEvent::RecallLaunches { kept, reloaded: true }.into());
            recall.into_iter().chain(show(tab, true)).collect()
        }
    }
}

fn show(tab: &mut Tab, visible: bool) -> Vec<UserEvent> {
    tab.is_visible = visible;
    vec![SessionEvent::Visible { visible }.into()]
}

fn can_launch(tab: &Tab) -> bool {
    tab.view().form.is_some_and(|form| form.can_launch)
}
