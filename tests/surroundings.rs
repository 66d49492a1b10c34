//! Remarks on options that choose the workers' image or environment.

mod common;

use common::{CONFIG, Shell};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;

/// What is said of an option's default.
fn remark(here: &str, name: &str, default: &str) -> Option<Message> {
    let config = CONFIG.replace(r#""image": null"#, here);
    let field = format!(r#"{{"field": "{name}", "label": "", "default": "{default}", "spec": {{"type": "string"}}}}"#);
    let shell = Shell::ready_with(&config, &format!(r#"{{"cluster_options": [{field}]}}"#), "{}");
    shell.field(name).note
}

#[test]
fn an_environment_that_is_not_the_kernels() {
    // As Nebari publishes them.
    let options = r#"{"cluster_options": [
        {"field": "conda_environment", "label": "Environment", "default": "analyst/analyst-dask",
            "spec": {"type": "select", "options": ["analyst/analyst-dask", "global/global-dask"]}},
        {"field": "environment_vars", "label": "Environment Variables", "default": {}, "spec": {"type": "mapping"}}]}"#;
    let config =
        CONFIG.replace(r#""image": null"#, r#""image": null, "environment": "/home/conda/global/envs/global-dask""#);
    let mut shell = Shell::ready_with(&config, options, "{}");
    let other = Message::OtherEnvironment { environment: "global-dask".into() };
    assert_eq!(shell.field("conda_environment").note, Some(other));
    assert_eq!(shell.field("environment_vars").note, None);
    shell.user(FormEvent::Choose { field: 0, option: 1 });
    assert_eq!(shell.field("conda_environment").note, None);
}

#[test]
fn an_environment_by_any_of_its_names() {
    let here = |path: &str| format!(r#""image": null, "environment": "{path}""#);
    let dask = here("/home/conda/global/envs/dask");
    for name in ["dask", "global/dask", "envs/dask", "/home/conda/global/envs/dask"] {
        assert_eq!(remark(&dask, "conda_env", name), None, "{name}");
    }
    for name in ["ml", "other/dask", "dask/ml", "base"] {
        assert!(matches!(remark(&dask, "conda_env", name), Some(Message::OtherEnvironment { .. })), "{name}");
    }
    assert_eq!(remark(&here("/opt/conda"), "env", "base"), None);
    let other = Some(Message::OtherEnvironment { environment: "base".into() });
    assert_eq!(remark(&here("/opt/conda"), "env", "dask"), other);
    assert_eq!(remark(&here(""), "env", "dask"), other);
    assert_eq!(remark(&here(r"C:\\conda\\envs\\dask"), "env", "dask"), None);
}

#[test]
fn where_the_kernel_runs_in_an_environment_that_is_not_known() {
    for name in ["conda_environment", "Environment", "worker env", "conda"] {
        assert_eq!(remark(r#""image": null"#, name, "dask"), Some(Message::ChooseEnvironment), "{name}");
        assert_eq!(remark(r#""image": null"#, name, ""), None, "the gateway chooses");
    }
    for name in ["environment_vars", "env_type", "environments_", "envelope", "note"] {
        assert_eq!(remark(r#""image": null"#, name, "dask"), None, "{name}");
    }
}

#[test]
fn an_image_that_is_not_the_servers() {
    let here = r#""image": "a:1""#;
    for name in ["image", "worker_image", "Docker Image"] {
        assert_eq!(remark(here, name, "b:2"), Some(Message::OtherImage { image: "a:1".into() }), "{name}");
        assert_eq!(remark(here, name, "a:1"), None);
        assert_eq!(remark(r#""image": null"#, name, "b:2"), None);
    }
    assert_eq!(remark(here, "image_pull_policy", "Always"), None);
}
