//! The Python that is copied and inserted: which gateway it names, and what it leaves to dask's configuration.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::connection::config::GatewayConfig;
use dask_gateway::core::connection::gateway_code::GatewayCode;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;

fn with(members: &str) -> String {
    CONFIG.replace(r#""options": {}"#, members)
}

fn copied(shell: &mut Shell) -> String {
    shell.user(FormEvent::CopyPython);
    taken(shell)
}

fn taken(shell: &mut Shell) -> String {
    match shell.actions.pop() {
        Some(HostAction::Copy { text, .. }) => text,
        Some(HostAction::Insert { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

/// Of a cluster, copied and inserted.
fn connection_code(shell: &mut Shell) -> String {
    shell.user(ClusterEvent::CopyCode { cluster: KEY.into() });
    let copied = taken(shell);
    shell.user(ClusterEvent::InsertCode { cluster: KEY.into() });
    assert_eq!(taken(shell), copied);
    copied
}

const BARE: &str = "from dask_gateway import Gateway\n\ngateway = Gateway()\ncluster = gateway.new_cluster()\n\
                    client = cluster.get_client()\nclient";

#[test]
fn what_the_client_sends_by_itself_is_not_written() {
    let options =
        r#"{"cluster_options": [{"field": "image", "label": "Image", "default": "a:1", "spec": {"type": "string"}}]}"#;
    let config = with(r#""options": {"image": "b:2"}"#);
    let mut shell = Shell::ready_with(&config, options, "{}");
    assert_eq!(copied(&mut shell), BARE);
    shell.edit("image", "a:1");
    assert!(copied(&mut shell).contains("    image='a:1',\n"), "the gateway's default is not what is configured");
    shell.edit("image", "b:2");
    assert_eq!(copied(&mut shell), BARE);
}

#[test]
fn what_would_be_refused_is_kept_from_the_client_and_the_rest_is_not() {
    let config = with(r#""options": {"cpu": 4, "worker_cores": 3, "profile": "huge", "note": "mine"}"#);
    let mut shell = Shell::ready_with(&config, OPTIONS, "{}");
    shell.user(FormEvent::Choose { field: 4, option: 2 });
    shell.edit("note", "other");
    let expected = "import dask\nfrom dask_gateway import Gateway\n\ngateway = Gateway()\n\
        # Without what cannot be used of dask's configuration:\n\
        configured = dask.config.get(\"gateway.cluster.options\")\n\
        taken = {name: value for name, value in configured.items() if str(name) not in ['cpu', 'profile']}\n\
        with dask.config.set({\"gateway.cluster.options\": taken}):\n    \
            cluster = gateway.new_cluster(\n        note='other',\n        profile='large',\n    )\n\
        client = cluster.get_client()\nclient";
    assert_eq!(copied(&mut shell), expected);
    shell.user(FormEvent::Choose { field: 4, option: 0 });
    assert!(!copied(&mut shell).contains("'small'"), "what is left out is the gateway's default");
}

#[test]
fn options_that_are_no_mapping_are_left_out_as_a_whole() {
    let problem = r#""options": null, "problems": {"gateway.cluster.options": "It must be a mapping."}"#;
    let mut shell = Shell::ready_with(&with(problem), OPTIONS, "{}");
    assert_eq!(shell.view().remarks, [said("It must be a mapping.")]);
    let code = copied(&mut shell);
    assert!(code.contains("with dask.config.set({\"gateway.cluster.options\": {}}):\n    cluster = "), "{code}");
}

#[test]
fn an_option_whose_template_fails_starts_from_the_gateways_default_and_says_why() {
    let problem = "gateway.cluster.options.note needs NOT_SET, an environment variable that is not set.";
    let config = with(&format!(r#""options": {{"worker_cores": 3}}, "option_problems": {{"note": "{problem}"}}"#));
    let mut shell = Shell::ready_with(&config, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    let field = shell.field("note");
    assert_eq!((field.text.as_str(), field.error, field.changed), ("", None, false));
    assert_eq!(field.note, Some(Message::UnusableDefault { problem: problem.into() }));
    assert_eq!(shell.field("worker_cores").text, "3", "the others are as they are configured");
    assert!(shell.cluster().can_stop && shell.view().form.expect("a form").can_launch);
    assert!(shell.view().problem.is_none());
    let code = copied(&mut shell);
    assert!(code.contains("if str(name) not in ['note']}") && code.contains("gateway.new_cluster()\n"), "{code}");
    shell.edit("note", "mine");
    assert_eq!(shell.field("note").note, None);
    assert!(copied(&mut shell).contains("        note='mine',\n"));
    shell.user(FormEvent::Reset);
    assert!(shell.field("note").note.is_some());
}

#[test]
fn a_configured_value_that_the_gateway_refuses_is_told_to_be_configured() {
    let mut shell = Shell::ready_with(&with(r#""options": {"worker_cores": 99}"#), OPTIONS, "{}");
    let field = shell.field("worker_cores");
    assert_eq!((field.text.as_str(), field.changed, field.error.is_some()), ("99", false, true));
    assert_eq!(field.note, Some(Message::RefusedDefault));
    shell.edit("worker_cores", "98");
    let field = shell.field("worker_cores");
    assert!(field.error.is_some() && field.note.is_none(), "this one was typed");
    shell.edit("worker_cores", "2");
    assert!(copied(&mut shell).contains("not in ['worker_cores']}"));
    shell.user(FormEvent::Reset);
    assert_eq!(shell.field("worker_cores").note, Some(Message::RefusedDefault));
}

#[test]
fn an_option_that_is_only_spelt_otherwise_is_named() {
    let options = OPTIONS.replace("worker_cores", "CPU");
    let config = with(r#""options": {"cpu": 4, "worker-memory": 1, "zone": "a"}, "option_problems": {"cPu": "Odd."}"#);
    let mut shell = Shell::ready_with(&config, &options, "{}");
    let misspelt =
        |set: &str, published: &str| Message::MisspeltDefault { set: set.into(), published: published.into() };
    assert_eq!(
        shell.view().form.expect("a form").remarks,
        [
            misspelt("cpu", "CPU"),
            misspelt("worker-memory", "worker_memory"),
            misspelt("cPu", "CPU"),
            Message::UnknownDefaults { names: "zone".into() }
        ]
    );
    assert_eq!(shell.field("CPU").text, "1", "a name that is only alike is not taken for it");
    let code = copied(&mut shell);
    assert!(code.contains("not in ['cpu', 'worker-memory', 'zone', 'cPu']}"), "{code}");
}

#[test]
fn a_public_address_that_cannot_be_used_is_told_and_missed_by_dashboards_alone() {
    let config = CONFIG
        .replace(r#""/services/dask-gateway/""#, "null")
        .replace(r#""options": {}"#, r#""options": {}, "problems": {"gateway.public-address": "It is not a URL."}"#)
        .replace(r#""basic""#, r#""jupyterhub""#);
    let mut shell = Shell::with_routes(&[Route::Direct, Route::PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, &config);
    assert_eq!(shell.route_of("api/v1/options"), Route::PassThrough, "there is no address to ask directly");
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!((shell.view().problem, shell.view().remarks), (None, vec![said("It is not a URL.")]));
    shell.user(ClusterEvent::OpenDashboard { cluster: KEY.into(), outside: false });
    assert_eq!(shell.actions, [], "nobody is sent to a place that is only guessed");
    assert_eq!(shell.cluster().message, Some(Notice::error(said("It is not a URL."))));
}

#[test]
fn another_gateway_is_named() {
    let named = r#""options": {}, "code": {"imports": "from dask_gateway import BasicAuth, Gateway\n",
        "call": "Gateway(\n    'http://b',\n    auth=BasicAuth(),\n)"}"#;
    let gateway = "from dask_gateway import BasicAuth, Gateway\n\ngateway = Gateway(\n    'http://b',\n    \
        auth=BasicAuth(),\n)\n";
    let client = "client = cluster.get_client()\nclient";
    let mut shell = Shell::ready_with(&with(named), OPTIONS, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(copied(&mut shell), format!("{gateway}cluster = gateway.new_cluster()\n{client}"));
    assert_eq!(connection_code(&mut shell), format!("{gateway}cluster = gateway.connect(\"{NAME}\")\n{client}"));

    let code = GatewayCode { imports: "from x import y\n".into(), call: "y()".into() };
    let mut shell = Shell::new(Route::Direct, Some(GatewayConfig { code: Some(code), ..GatewayConfig::default() }));
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("api/v1/options", 200, OPTIONS);
    assert!(copied(&mut shell).starts_with("from x import y\n\ngateway = y()\n"), "a page tells its own");
}
