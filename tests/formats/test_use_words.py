"""What rooms are called, and the use that it means."""

from __future__ import annotations

import pytest

from spaceplan.formats.ifc import uses
from spaceplan.formats.use_words import all_uses, use_of_words
from spaceplan.rules import load_rules


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("MEN'S RESTROOM", "toilet"),
        ("Elevator Lobby", "lobby"),
        ("Elevator 2", "lift"),
        ("Elevator Shaft", "lift"),
        ("电梯机房", "lift_machine"),
        ("2号楼梯间", "stair"),
        ("合用前室", "lobby"),
        ("女卫生间", "toilet"),
        ("弱电间", "telecom"),
        ("局长办公室", "office"),
        ("Besprechungsraum 3", "meeting"),
        ("Büro 1.12", "office"),
        ("Office 12b", "office"),
        ("Duty Officer", "office"),
        ("Offices, open plan", "office"),
        ("Copy/Print", "print"),
        ("Coffee", "pantry"),
        ("Server Room", "server"),
        ("Transformer Room", "switch"),
    ],
)
def test_a_name_has_a_use(name: str, use: str) -> None:
    assert use_of_words(name) == use


@pytest.mark.parametrize("name", ["", "101", "XYZZY", "S-2", "storyboard", "Liftoff"])
def test_a_name_that_says_nothing_has_none(name: str) -> None:
    assert use_of_words(name) is None


def test_every_use_is_one_of_the_embedded_rule_set() -> None:
    rulebook = load_rules(["cn-2014"])
    known = all_uses() | set(uses._OMNICLASS.values()) | {uses.UNKNOWN_USE}
    for use in known:
        rulebook.category(use)
