"""What is known of a gateway's options: what a rule judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..languages import both, either, say


@dataclass(frozen=True)
class Who:
    """Whom the form is for."""

    name: str = "somebody"
    groups: tuple[str, ...] = ()
    is_admin: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as the gateway's model of a user takes it."""
        return {"name": self.name, "groups": list(self.groups), "admin": self.is_admin}

    @property
    def words(self) -> str:
        """Say “a user without groups”: the name is left out, as it is made up."""
        if not self.groups:
            return say("a user without groups")
        return say("a user in {groups}", groups=both(f"“{group}”" for group in self.groups))


@dataclass(frozen=True)
class Fault:
    """An exception that the file has raised."""

    type: str
    message: str
    line: int | None
    """Of the file; None where none of its lines was being run."""
    by_server: bool
    """An option of dask-gateway-server has refused it when it was made."""
    on_purpose: bool
    """A line of the file says `raise`."""
    trace: str

    @classmethod
    def read(cls, facts: Mapping[str, Any] | None) -> Fault | None:
        """Read what `in_child/plain.py` says of one."""
        return None if facts is None else cls(**facts)

    @property
    def at(self) -> str:
        """Say where, as “ (line 3)”, or nothing."""
        return "" if self.line is None else say(" (line {line})", line=self.line)


@dataclass(frozen=True)
class Option:
    """A published option."""

    name: str
    label: str
    default: Any
    kind: str
    spec: Mapping[str, Any]
    target: str
    """What the handler knows it by."""
    fault: str | None = None
    """Why it cannot be sent as JSON."""
    odd_keys: tuple[str, ...] = ()
    """Names in its default that are no texts."""

    @classmethod
    def read(cls, field: Mapping[str, Any]) -> Option:
        """Read one of `read_specs`, or one that a file's process tells."""
        name, spec = field["field"], field["spec"]
        target, fault = field.get("target", name), field.get("fault")
        odd_keys = tuple(field.get("odd_keys", ()))
        return cls(
            name, field["label"], field["default"], str(spec.get("type")), spec, target, fault, odd_keys
        )


@dataclass(frozen=True)
class Trial:
    """What became of one request for a cluster, with all else at its default."""

    what: str
    """"default", "choice", "min", "max", "beyond" any bound, "text", "number" in a mapping."""
    field: str | None
    value: Any
    stage: str | None
    """How far it came: "options", "request", "handler", "config"."""
    error: Fault | None
    is_lost: bool
    """The gateway cannot answer with that error: it says 500 and nothing else."""
    judge: str
    """The class that knows the backend's settings."""
    returned: str | None
    """The type of what the handler returned, if it is no dictionary."""
    keys: list[str]
    unknown: list[str]
    refused: Mapping[str, str]
    config: Mapping[str, Any]
    numbers: list[str]
    """Where the number that was put into a mapping has come out as one."""

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> Trial:
        """Read what `in_child/trials.py` says of one."""
        return cls(**{**facts, "error": Fault.read(facts["error"])})


@dataclass(frozen=True)
class Form:
    """The options as one user gets them."""

    options: list[Option]
    who: Who | None = None
    """None: it is not known how others' would differ."""
    error: Fault | None = None
    """Raised in place of options."""
    returned: str | None = None
    """The type of what was returned in place of options."""
    trials: list[Trial] = field(default_factory=list)

    @property
    def as_default(self) -> Trial | None:
        """The trial that changes nothing."""
        return next((it for it in self.trials if it.what == "default"), None)

    def trials_of(self, name: str) -> list[Trial]:
        """Return those in which this option is not at its default."""
        return [it for it in self.trials if it.field == name]


@dataclass(frozen=True)
class Facts:
    """What is known of a file, a gateway or a reply."""

    forms: list[Form]
    """Of the user in question first."""
    has_options: bool = True
    ignored: list[str] = field(default_factory=list)
    """What traitlets says of settings that nothing reads."""
    notes: list[str] = field(default_factory=list)
    """What could not be looked at, and why."""

    @classmethod
    def read(cls, result: Mapping[str, Any]) -> Facts:
        """Read what a file's process returns."""
        text = "The backend {name} cannot be imported here ({reason})."
        notes: list[str] = [say(text, name=name, reason=reason) for name, reason in result["not_imported"]]
        if not result["is_named"]:
            notes.append(
                say(
                    "The file names no backend, so what {judges} takes is right: --backend says which.",
                    judges=either(result["judges"]),
                )
            )
        return cls([_form(it) for it in result["users"]], result["has_options"], result["ignored"], notes)


def _form(facts: Mapping[str, Any]) -> Form:
    user = facts["user"]
    return Form(
        [Option.read(it) for it in facts["fields"]],
        Who(user["name"], tuple(user["groups"]), user["admin"]),
        Fault.read(facts["error"]),
        facts["returned"],
        [Trial.read(it) for it in facts["trials"]],
    )
