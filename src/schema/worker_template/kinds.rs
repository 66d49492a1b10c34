//! The kinds of texts in which a worker's pod is described, told apart by what they hold.

use super::arguments;
use super::lost;
use super::pod;
use super::short::{dashed, dict, is_empty, item, join, list, quoted, text};
use super::template::{Result, Template};
use crate::schema::value::{Dict, Value};

/// By this the description is known that `jupyter_dask_gateway` makes of Python code, with what it is.
const NORMALIZED: &str = "jupyter_dask_gateway";
const VERSION: &str = "worker-template/1";

/// Of dask's configuration: how a notebook gets at its cluster, which the gateway sees to.
const CONNECTION: [&str; 17] = [
    "name",
    "host",
    "port",
    "deploy-mode",
    "interface",
    "protocol",
    "dashboard-address",
    "port-forward-cluster-ip",
    "create-mode",
    "shutdown-on-close",
    "resource-timeout",
    "scheduler-forward-port",
    "scheduler-service-type",
    "scheduler-service-template",
    "scheduler-service-wait-timeout",
    "scheduler-service-name-resolution-retries",
    "scheduler-pdb-template",
];

/// One document of a text. What it is not, is passed over.
#[inline(never)]
pub fn read(document: &Dict, template: &mut Template) -> Result<()> {
    if let Some(version) = document.item(NORMALIZED) {
        return normalized(version, document, template);
    }
    let spec = dict(document, "spec");
    match (text(document, "kind").as_bytes(), spec) {
        (b"List", _) => {
            for one in list(document, "items").iter().filter_map(Value::as_dict) {
                // A list of lists is none of Kubernetes'.
                if one.item("items").is_none() {
                    read(one, template)?;
                }
            }
            Ok(())
        }
        (b"DaskCluster" | b"DaskWorkerGroup", Some(spec)) => cluster(spec, template),
        (b"DaskJob", Some(spec)) => {
            template.lost.add(&["job"], lost::COMMAND);
            dict(spec, "cluster").and_then(|it| dict(it, "spec")).map_or(Ok(()), |spec| cluster(spec, template))
        }
        (b"DaskAutoscaler", Some(spec)) => {
            template.read_workers(item(spec, "minimum"), item(spec, "maximum"));
            Ok(())
        }
        (_, Some(spec)) if dict(spec, "worker").is_some() => cluster(spec, template),
        // Of what makes pods, such as a Deployment.
        (_, Some(spec)) if dict(spec, "template").is_some() => {
            template.read_workers(item(spec, "replicas"), &Value::None);
            dict(spec, "template").map_or(Ok(()), |it| pod::read(it, template))
        }
        (_, Some(_)) => pod::read(document, template),
        (_, None) => without_spec(document, template),
    }
}

#[inline(never)]
fn without_spec(document: &Dict, template: &mut Template) -> Result<()> {
    if document.item("containers").is_some() {
        return pod::read_spec(document, template);
    }
    if let Some(config) = dict(document, "kubernetes") {
        if let Some(launched) = dict(document, "labextension").and_then(|it| dict(it, "default")) {
            match dict(launched, "adapt") {
                Some(bounds) => template.read_workers(item(bounds, "minimum"), item(bounds, "maximum")),
                None => template.read_workers(item(launched, "workers"), &Value::None),
            }
        }
        return dask_config(config, template);
    }
    if has(document, "worker-template") || has(document, "worker-template-path") {
        return dask_config(document, template);
    }
    if let Some(worker) = dict(document, "worker") {
        return helm_values(document, worker, template);
    }
    if document.item("resources").is_some() || document.item("args").is_some() {
        return pod::read_container(document, template);
    }
    Ok(())
}

/// The `spec` of the operator's DaskCluster or DaskWorkerGroup.
#[inline(never)]
fn cluster(spec: &Dict, template: &mut Template) -> Result<()> {
    if let Some(worker) = dict(spec, "worker") {
        if !template.has_container {
            template.read_workers(item(worker, "replicas"), &Value::None);
        }
        pod::read(worker, template)?;
    }
    if let Some(scheduler) = dict(spec, "scheduler") {
        pod::read_scheduler(scheduler, template)?;
    }
    let timeout = item(spec, "idleTimeout");
    if !is_empty(timeout) && *timeout != Value::int(0) {
        template.lost.add(&["idleTimeout"], lost::OWN);
    }
    Ok(())
}

/// The block `kubernetes` of dask's configuration, in which `_` and `-` are the same.
#[inline(never)]
fn dask_config(config: &Dict, template: &mut Template) -> Result<()> {
    for (name, value) in config.iter().filter(|(_, value)| !is_empty(value)) {
        let name = dashed(name);
        match (name.as_str(), value) {
            ("worker-template", Value::Dict(worker)) => pod::read(worker, template)?,
            ("scheduler-template", Value::Dict(scheduler)) => pod::read_scheduler(scheduler, template)?,
            ("custom-cluster-spec", Value::Dict(spec)) => {
                dict(spec, "spec").map_or(Ok(()), |spec| cluster(spec, template))?;
            }
            ("worker-template-path" | "custom-cluster-spec", _) => template.lost.add(&[&name], lost::OTHER_FILE),
            ("resources", Value::Dict(resources)) => template.read_resources(resources)?,
            ("worker-command", command) => arguments::read(command, template)?,
            ("count", Value::Dict(count)) => {
                template.read_workers(item(count, "start"), &Value::None);
                if !is_empty(item(count, "max")) {
                    template.lost.add(&["count.max"], lost::BOUND);
                }
            }
            // They hold for the template, too: below.
            ("image" | "env", _) => (),
            ("idle-timeout", _) => template.lost.add(&[&name], lost::OWN),
            (name, _) if CONNECTION.contains(&name) || name == "controller" || name == "scheduler-jupyter" => (),
            _ => template.lost.add(&[&name], lost::SITE),
        }
    }
    // The classic one adds `env` to the pod's, and knows no `image`; with the operator's there is no template.
    if template.image.is_none() {
        template.read_image(item(config, "image"));
    }
    template.read_env(item(config, "env"));
    Ok(())
}

/// The values of Dask's Helm chart.
#[inline(never)]
fn helm_values(values: &Dict, worker: &Dict, template: &mut Template) -> Result<()> {
    if let Some(image) = dict(worker, "image") {
        let (mut full, tag) = (text(image, "repository"), text(image, "tag"));
        if !full.is_empty() && !tag.is_empty() {
            full.push_str(":");
            full.push(&tag);
        }
        template.read_image(&Value::Str(full));
    }
    template.read_env(item(worker, "env"));
    template.read_workers(item(worker, "replicas"), &Value::None);
    if let Some(resources) = dict(worker, "resources") {
        template.read_resources(resources)?;
    }
    if let threads @ Value::Int(_) = item(worker, "threads_per_worker") {
        arguments::read(&Value::List(vec![Value::str("--nthreads"), threads.clone()]), template)?;
    }
    let read = ["name", "image", "env", "replicas", "resources", "threads_per_worker", "default_resources"];
    template.lost.add_rest(worker, &read);
    dict(values, "scheduler").and_then(|it| dict(it, "resources")).map_or(Ok(()), |it| template.read_scheduler(it))
}

/// What `jupyter_dask_gateway` found in Python code.
#[inline(never)]
fn normalized(version: &Value, found: &Dict, template: &mut Template) -> Result<()> {
    if version.as_str().is_none_or(|version| *version != *VERSION) {
        let version = version.as_str().map(|it| quoted(&it.to_text())).unwrap_or_default();
        return Err(join(&["This was written by another version of jupyter-dask-gateway ", &version, "."]));
    }
    template.read_image(item(found, "image"));
    template.read_env(item(found, "env"));
    if let Some(resources) = dict(found, "resources") {
        template.read_resources(resources)?;
    }
    if let Some(resources) = dict(found, "scheduler") {
        template.read_scheduler(resources)?;
    }
    arguments::read(item(found, "args"), template)?;
    match list(found, "workers") {
        [minimum, maximum] => template.read_workers(minimum, maximum),
        _ => template.read_workers(item(found, "workers"), &Value::None),
    }
    for dropped in list(found, "dropped").iter().filter_map(Value::as_dict) {
        template.lost.push(&[&text(dropped, "what").to_text()], text(dropped, "why"), None);
    }
    Ok(())
}

#[inline(never)]
fn has(dict: &Dict, name: &str) -> bool {
    dict.iter().any(|(key, value)| !is_empty(value) && dashed(key) == name)
}
