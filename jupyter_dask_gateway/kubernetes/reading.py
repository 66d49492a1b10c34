"""Code into the worker template that the page's converter takes."""

from __future__ import annotations

from ..languages import say
from .clusters import read_arguments
from .errors import UnreadableError
from .pods import is_cluster_spec, is_pod, read_cluster_spec, read_pod
from .program import Files, Program
from .source import parse
from .template import Template


def read_program(text: str, files: Files | None = None) -> Program:
    """Read code; raise UnreadableError for what is no Python."""
    program = Program(files)
    tree = parse(text)
    try:
        program.read(tree)
    except RecursionError:
        raise UnreadableError("This code is nested too deeply to be read.") from None
    return program


def read_template(text: str) -> Template:
    """Return what the workers of this code are made of; raise UnreadableError where it asks for none."""
    program = read_program(text)
    if program.clusters:
        first, *others = program.clusters
        for other in others:
            line = say("line {line}", line=other.node.lineno)
            first.template.drop(line, "Only the first cluster of this code is read.")
        return first.template
    if program.settings.is_set:
        template = Template("kubecluster")
        read_arguments(template, {}, program.settings)
        return template
    template = Template("pod")
    pods = program.pods or [it for it in program.values if is_pod(it) or is_cluster_spec(it)]
    if not pods:
        raise UnreadableError(
            "There is no KubeCluster, pod template or setting of dask-kubernetes in this code."
        )
    (read_cluster_spec if is_cluster_spec(pods[-1]) else read_pod)(template, pods[-1])
    return template
