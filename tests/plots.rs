//! Single plots of a cluster's dashboard: where they are, and that no path of a scheduler's list leads elsewhere.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;

const TASK_STREAM: &str = "/individual-task-stream";
const CLUSTER_MAP: &str = "/statics/individual-cluster-map.html";

fn open(cluster: &str, plots: &str) -> ClusterEvent {
    ClusterEvent::OpenPlots { cluster: cluster.into(), plots: plots.into(), outside: false }
}

fn opened(plots: &str) -> HostAction {
    let below = format!("/services/dask-gateway/clusters/{NAME}");
    HostAction::OpenPlots { below, plots: plots.into(), outside: false, cluster: KEY.into() }
}

#[test]
fn plots_are_beside_the_dashboards_first_page() {
    let mut shell = Shell::with_cluster("RUNNING");
    // A command may name the cluster in full: the host is told its key.
    for cluster in [KEY, NAME] {
        let both = format!("{TASK_STREAM} {CLUSTER_MAP}");
        shell.user(open(cluster, &both));
        assert_eq!(shell.actions, [opened(&both)]);
        shell.actions.clear();
    }
}

#[test]
fn what_leads_to_no_plot_is_passed_over() {
    let mut shell = Shell::with_cluster("RUNNING");
    let long = format!("/individual-{}", "x".repeat(200));
    let hostile = [
        "//evil.example/individual-x",
        "javascript:alert(1)",
        "https://evil.example/individual-x",
        "../individual-x",
        "/../individual-x",
        "/individual-x/../../other/status",
        "/individual-../x",
        "/individual-%2e%2e",
        "/individual-x?next=//evil",
        "/individual-x#y",
        "/statics/../individual-x",
        "/statics//individual-x",
        "/statics",
        "/individual-",
        "/individual-.html",
        "/individual-\u{202e}x",
        "/individual-\\x",
        "@evil.example/individual-x",
        "/status",
        "",
        &long,
    ];
    for path in hostile {
        shell.user(open(KEY, path));
        assert!(shell.actions.is_empty(), "{path}");
    }
    shell.user(open(KEY, &format!("{} {TASK_STREAM}", hostile.join(" "))));
    assert_eq!(shell.actions, [opened(TASK_STREAM)]);
    assert_eq!(shell.cluster().message, None);
}

#[test]
fn without_a_dashboard_there_are_none() {
    let mut pending = Shell::with_cluster("PENDING");
    pending.user(open(KEY, TASK_STREAM));
    assert!(pending.actions.is_empty());
    assert_eq!(pending.cluster().message, Some(Notice::error(Message::NoDashboard)));

    let elsewhere = report(NAME, "RUNNING").replace(&format!("/clusters/{NAME}/status"), "//evil.example/status");
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[elsewhere]));
    shell.quiet();
    shell.user(open(KEY, TASK_STREAM));
    assert!(shell.actions.is_empty());

    shell.user(open("nothing", TASK_STREAM));
    assert!(shell.actions.is_empty());
}
