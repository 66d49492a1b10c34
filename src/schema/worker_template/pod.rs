//! Pods and their containers, as Kubernetes describes them.

use super::arguments;
use super::lost;
use super::short::{dict, is_empty, item, join, list, quoted, text};
use super::template::{Result, Template};
use crate::schema::value::{Dict, Value};

/// A pod, or what describes one: `metadata` and `spec`.
#[inline(never)]
pub fn read(pod: &Dict, template: &mut Template) -> Result<()> {
    if let Some(metadata) = dict(pod, "metadata") {
        for name in ["labels", "annotations", "namespace"] {
            if !is_empty(item(metadata, name)) {
                template.lost.add(&[name], lost::SITE);
            }
        }
    }
    match dict(pod, "spec") {
        Some(spec) => read_spec(spec, template),
        None => Ok(()),
    }
}

/// What a pod is to be: `containers`, and where and how they run.
#[inline(never)]
pub fn read_spec(spec: &Dict, template: &mut Template) -> Result<()> {
    if template.has_container {
        template.lost.add(&["containers"], lost::SECOND_GROUP);
        return Ok(());
    }
    let Some(containers) = spec.item("containers") else { return Ok(()) };
    match containers {
        Value::List(items) => match items.as_slice() {
            [container] => {
                let Some(container) = container.as_dict() else {
                    return Err("The pod’s container is no mapping of names to values.".into());
                };
                read_container(container, template)?;
            }
            [] => return Err("The pod has no container, so there is nothing to read.".into()),
            several => return Err(too_many(several)),
        },
        _ => return Err("The pod’s containers are no list.".into()),
    }
    template.lost.add_rest(spec, &["containers", "restartPolicy", "restart_policy"]);
    Ok(())
}

#[inline(never)]
fn too_many(containers: &[Value]) -> String {
    let name = |container: &Value| Some(text(container.as_dict()?, "name").into_text());
    let names = containers.iter().take(3).filter_map(name).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(|name| quoted(&name)).collect();
    let names = if names.is_empty() { String::new() } else { join(&[" (", &names.join(", "), ")"]) };
    let count = containers.len().to_string();
    join(&["The pod has ", &count, " containers", &names, ": leave only the one that runs the worker."])
}

#[inline(never)]
pub fn read_container(container: &Dict, template: &mut Template) -> Result<()> {
    template.has_container = true;
    template.read_image(item(container, "image"));
    for name in ["command", "args"] {
        arguments::read(item(container, name), template)?;
    }
    template.read_env(item(container, "env"));
    if let Some(resources) = dict(container, "resources") {
        template.read_resources(resources)?;
    }
    template.lost.add_rest(container, &["name", "image", "command", "args", "env", "resources"]);
    Ok(())
}

/// Of a scheduler's pod only its resources can be an option.
#[inline(never)]
pub fn read_scheduler(pod: &Dict, template: &mut Template) -> Result<()> {
    let containers = dict(pod, "spec").map_or(&[][..], |spec| list(spec, "containers"));
    let resources = containers.first().and_then(Value::as_dict).and_then(|it| dict(it, "resources"));
    resources.map_or(Ok(()), |resources| template.read_scheduler(resources))
}
