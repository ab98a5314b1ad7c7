"""Rule set files as they are read: each file a layer, on top of the one that it extends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.files.lookup import find_rule_set
from spaceplan.files.partial import validate_partly
from spaceplan.files.yaml_reader import YamlDocument, read_yaml
from spaceplan.i18n import N_, Message
from spaceplan.rules.schema import RuleSetFile

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Layer:
    """One rule set file: its content, its document for the lines, and its hash.

    Parameters
    ----------
    excused
        Words of what was left out because it was faulty: references to them are no second fault.
    """

    content: RuleSetFile
    document: YamlDocument
    sha256: str
    excused: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        """The file as faults call it."""
        return self.document.file

    def line(self, place: Place) -> int:
        """Return the line of a place in the file."""
        return self.document.line_of(place)

    def fault(self, place: Place, found: str, expected: str) -> Fault:
        """Return a fault at a place of this file."""
        return Fault(self.file, self.line(place), found, expected)


@dataclass(frozen=True)
class LayeredSet:
    """A rule set: its own file first, then the one that it extends, and so on."""

    layers: tuple[Layer, ...]

    @property
    def content(self) -> RuleSetFile:
        """What its own file says."""
        return self.layers[0].content

    @property
    def file(self) -> str:
        """Its own file."""
        return self.layers[0].file


def read_layers(name: str, folder: Path | None) -> tuple[LayeredSet | None, tuple[Fault, ...]]:
    """Read a rule set and all that it extends, with the faults of all these files.

    What is faulty is left out of what is returned; None where nothing is left.
    """
    layers: list[Layer] = []
    faults: list[Fault] = []
    paths: list[Path] = []
    while True:
        try:
            path = find_rule_set(name, folder)
        except InputError as error:
            faults += _moved(error.faults, layers)
            break
        if path.resolve() in paths:
            faults.append(_circle(layers, name))
            break
        paths.append(path.resolve())
        layer, wrong = _read(path, _shown(name, path))
        faults += wrong
        if layer is None:
            break
        layers.append(layer)
        if layer.content.extends is None:
            break
        name, own = layer.content.extends, layer.content.rule_set
        folder = None if name == own else path.parent  # its own name: the packaged set of that name
    return (LayeredSet(tuple(layers)) if layers else None), tuple(faults)


def _shown(name: str, path: Path) -> str:
    return name if "/" in name or name.endswith((".yaml", ".yml")) else f"rules/{path.name}"


def _read(path: Path, shown: str) -> tuple[Layer | None, tuple[Fault, ...]]:
    try:
        document = read_yaml(path, shown)
    except InputError as error:
        return None, error.faults
    partial = validate_partly(RuleSetFile.model_validate, document, RuleSetFile)
    if partial.value is None:
        return None, partial.faults
    digest = sha256(path.read_bytes()).hexdigest()
    return Layer(partial.value, document, digest, partial.excused), partial.faults


def _moved(faults: Sequence[Fault], layers: Sequence[Layer]) -> list[Fault]:
    """Return the faults of looking for a set, at the ``extends`` that names it if there is one."""
    if not layers:
        return list(faults)
    top = layers[-1]
    return [
        top.fault(
            ("extends",),
            Message.of(
                N_("extends '{name}': {found}"), name=top.content.extends, found=fault.found
            ),
            fault.expected,
        )
        for fault in faults
    ]


def _circle(layers: Sequence[Layer], name: str) -> Fault:
    way = " → ".join([*(layer.content.rule_set for layer in layers), name])
    found = Message.of(N_("rule sets that extend each other in a circle: {way}"), way=way)
    return layers[-1].fault(("extends",), found, Message.of(N_("a set that extends another one")))
