"""The options that a gateway publishes: defaults, and what is valid, in the gateway's words."""

from __future__ import annotations

import copy
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, NoReturn

from .. import _compat
from ..gateway.option_spec import is_too_deep, read_specs
from ..languages import spoken
from ..plain_text import plain_line
from ..secret_names import DOTS, is_secret_name


class OptionsError(ValueError):
    """The gateway would refuse these options. `str(error)` is what it would say."""

    def __init__(self, text: str) -> None:
        """`text` may have a gateway's words in it."""
        super().__init__(plain_line(text))


class OptionsNotLoadedError(RuntimeError):
    """The gateway's options have not been loaded yet. `str(error)` says why."""

    def __init__(self, text: str) -> None:
        """`text` may have a gateway's words in it."""
        super().__init__(plain_line(text))


class OptionValues(dict[str, Any]):
    """The options at one moment. A change in it could not reach the form, so it says how to make one."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        text = 'these are the options of a moment; to change one: w.options = {{"name": value}}'
        raise TypeError(spoken(text))

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def copied(self) -> OptionValues:
        """Return the same values, with mappings of their own."""
        return OptionValues(copy.deepcopy(dict(self)))


class Schema:
    """The published options, in the administrator's order."""

    def __init__(self, published: object, configured: Collection[str] = ()) -> None:
        """Take `cluster_options` as the gateway's API lists it.

        `configured` names the options that dask's configuration has defaults for: they stand in no notebook.
        Raises SpecError if it cannot be read.
        """
        self.spec = read_specs(published)
        self._by_name = {field["field"]: _Field(field, configured) for field in self.spec}

    def defaults(self, configured: Mapping[str, Any]) -> OptionValues:
        """Return the defaults, with the configured ones laid over them where they are valid."""
        values = {name: field.default for name, field in self._by_name.items()}
        for name, value in configured.items():
            if name in self._by_name:
                try:
                    values[name] = self._by_name[name].validated(value)
                except OptionsError:
                    # The form shows it, and what is wrong with it, and does not launch.
                    continue
        return OptionValues(copy.deepcopy(values))

    def validated(self, options: object, base: Mapping[str, Any]) -> OptionValues:
        """Return `options` laid over `base`, as the gateway would store them.

        Raises OptionsError with the gateway's words for the first option that it would refuse.
        """
        if not isinstance(options, Mapping):
            raise OptionsError(f"options must be a dict, got {type(options).__name__!r}")
        unknown = [name for name in options if name not in self._by_name]
        if unknown:
            raise OptionsError(f"Unknown fields {sorted(unknown, key=str)!r}")
        return OptionValues(
            {
                name: field.validated(options[name]) if name in options else base.get(name, field.default)
                for name, field in self._by_name.items()
            }
        )

    def taken(self, options: Mapping[str, Any], base: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return those of the options that the gateway would take, and what it would say of the others."""
        taken: dict[str, Any] = {}
        faults: list[str] = []
        for name, value in options.items():
            try:
                self.validated({name: value}, base)
            except OptionsError as error:
                faults.append(str(error))
            else:
                taken[name] = value
        return taken, faults

    def only_published(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of the options that are published."""
        return {name: value for name, value in options.items() if name in self._by_name}

    def as_rows(self, options: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return label and text of each option: mappings only counted, dots for secrets."""
        return [(f.label, f.text(options[name])) for name, f in self._by_name.items() if name in options]

    def fit_to_save(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options that may stand in a notebook's file."""
        return {n: options[n] for n, f in self._by_name.items() if n in options and not f.is_withheld}

    def spec_fit_to_save(self) -> list[dict[str, Any]]:
        """Return the spec as it may stand in a notebook's file: a page is told the defaults that it lacks."""
        return [
            {**spec, "default": _stand_in(spec["spec"]), "default_is_withheld": True}
            if self._by_name[spec["field"]].is_withheld
            else spec
            for spec in self.spec
        ]


_PLAIN_KINDS = {"int", "float", "string", "bool", "select"}


class _Field:
    """One option."""

    def __init__(self, spec: Mapping[str, Any], configured: Collection[str]) -> None:
        self.name: str = spec["field"]
        self.label: str = spec["label"]
        # The client knows mappings too, but refuses them in other words than the server.
        self.is_mapping = spec["spec"]["type"] == "mapping"
        self._client_field: Any = None
        if not self.is_mapping:
            # Fails for a kind that this client does not know, for a default that is itself invalid, and, in
            # many ways, for odd bounds: then the gateway is the judge.
            with suppress(Exception):
                self._client_field = _compat.field_from_spec(spec)
        self.default: Any = spec["default"] if self._client_field is None else self._client_field.value
        self._is_secret = is_secret_name(self.name) or is_secret_name(self.label)
        # What a mapping holds often is a secret, and a kind of the future may be another sort of mapping.
        self.is_withheld = (
            self._is_secret or self.name in configured or spec["spec"]["type"] not in _PLAIN_KINDS
        )

    def validated(self, value: object) -> Any:
        if is_too_deep(value):
            raise OptionsError(f"{self.name} is nested too deeply")
        if self.is_mapping:
            if not isinstance(value, Mapping):
                text = f"{self.name} must be a mapping, got {value!r}"
                raise OptionsError(self._without_value(text, value))
            value = dict(value)
        elif self._client_field is not None:
            try:
                return self._client_field.validate(value)
            except (TypeError, ValueError, OverflowError) as error:
                raise OptionsError(self._without_value(str(error), value)) from None
        try:
            json.dumps(value)
        except (TypeError, ValueError, RecursionError):
            raise OptionsError(f"{self.name} must be json serializable") from None
        return copy.deepcopy(value)

    def _without_value(self, text: str, value: object) -> str:
        """Return the sentence without a secret: a traceback is saved with the notebook."""
        if not self._is_secret:
            return text
        said, got, _ = text.partition(", got ")
        return f"{said}{got}{DOTS}" if got else text.replace(repr(value), DOTS)

    def text(self, value: Any) -> str:
        if self.is_mapping:
            # A default may be no mapping, whatever it is.
            count = len(value) if isinstance(value, Mapping) else 0
            return spoken("1 item") if count == 1 else spoken("{count} items", count=count)
        return DOTS if self.is_withheld else str(value)


def _stand_in(kind: Mapping[str, Any]) -> Any:
    """Return a value of this kind that tells nothing, for a default that stands in no notebook."""
    match kind["type"]:
        case "int" | "float":
            match kind.get("min"), kind.get("max"):
                case ((int() | float() as low), _):
                    return max(0, low)
                case _, (int() | float() as high):
                    return min(0, high)
            return 0
        case "string":
            return ""
        case "bool":
            return False
        case "select":
            return next(iter(kind["options"]), None)
        case "mapping":
            return {}
    return None
