"""Several rule sets as one book: later sets add to earlier ones, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from spaceplan.errors import Fault, InputError
from spaceplan.files.nearest import one_of
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.i18n import N_, Message
from spaceplan.model import Name
from spaceplan.rules.book import RankEntry, Rule, RuleBook, RuleSet, UseEntry
from spaceplan.rules.figures import figures_of
from spaceplan.rules.schema import Ancillary, RuleSetFile
from spaceplan.rules.strict import Sourced
from spaceplan.rules.tables import (
    EquipmentRatio,
    Minimum,
    OwnRoom,
    PrivateToilet,
    ServiceLike,
    SteppedService,
    UseCoefficient,
    exact_dm2,
)
from spaceplan.units import half_up

Path = tuple[str | int, ...]
S = TypeVar("S", bound=Sourced)
_NEEDED = ("office", "minimum", "service", "equipment", "use_coefficient")


@dataclass(frozen=True)
class LoadedSet:
    """One validated rule set with its document, for the lines, and the hash of its file."""

    content: RuleSetFile
    document: YamlDocument
    sha256: str

    def fault(self, path: Path, found: str, expected: str) -> Fault:
        """Return a fault at a place of this file."""
        return Fault(self.document.file, self.document.line_of(path), found, expected)


def merge_sets(sets: Sequence[LoadedSet]) -> RuleBook:
    """Put rule sets together.

    Raises
    ------
    InputError
        With every id that is defined twice, every reference to nothing, every section missing.
    """
    faults = [*_twice(sets), *_missing(sets), *_references(sets)]
    if faults:
        raise InputError(faults)
    return _book(sets)


# What is defined, and where


def _definitions(content: RuleSetFile) -> Iterator[tuple[str, str, Path]]:
    """Yield (what, id, place) of everything that a book can hold only once."""
    yield "rule_set", content.rule_set, ("rule_set",)
    for section in ("own_room", "minimum", "private_toilet", "equipment", "use_coefficient"):
        if getattr(content, section) is not None:
            yield "section", section, (section,)
    if content.remedies is not None:
        yield "section", "remedies", ("remedies",)
    for item in Ancillary.model_fields:
        if getattr(content.ancillary, item) is not None:
            yield "ancillary", item, ("ancillary", item)
    yield from _levels(content)
    for use in content.uses:
        yield "use", use, ("uses", use)
    for i, rule in enumerate(content.rules):
        yield "rule", rule.id, ("rules", i, "id")


def _levels(content: RuleSetFile) -> Iterator[tuple[str, str, Path]]:
    for level, table in content.office.levels.items() if content.office else ():
        yield "office level", level, ("office", "levels", level)
        for rank in table.ranks:
            yield "rank", rank, ("office", "levels", level, "ranks", rank)
    for level in content.service.levels if content.service else ():
        yield "service level", level, ("service", "levels", level)


def _twice(sets: Sequence[LoadedSet]) -> Iterator[Fault]:
    first: dict[tuple[str, str], str] = {}
    for loaded in sets:
        for what, id, path in _definitions(loaded.content):
            if (what, id) not in first:
                line = loaded.document.line_of(path)
                first[what, id] = f"{loaded.document.file}:{line}"
                continue
            found = Message.of(
                N_("{what} '{id}' a second time (first in {place})"),
                what=what,
                id=id,
                place=first[what, id],
            )
            yield loaded.fault(path, found, Message.of(N_("it once")))
            if what == "rule_set":
                break  # one fault is enough for a set that is listed twice


def _missing(sets: Sequence[LoadedSet]) -> Iterator[Fault]:
    for section in _NEEDED:
        if all(getattr(loaded.content, section) is None for loaded in sets):
            files = ", ".join(loaded.document.file for loaded in sets) or "rule_sets"
            found = Message.of(N_("no '{section}' in any rule set"), section=section)
            expected = Message.of(N_("one rule set with it, such as cn-2014"))
            yield Fault(files, None, found, expected)
    if not any(loaded.content.uses for loaded in sets):
        files = ", ".join(loaded.document.file for loaded in sets) or "rule_sets"
        yield Fault(
            files,
            None,
            Message.of(N_("no '{section}' in any rule set"), section="uses"),
            Message.of(N_("one rule set with it, such as cn-2014")),
        )


def _references(sets: Sequence[LoadedSet]) -> Iterator[Fault]:
    ranks = {rank for loaded in sets for rank, _ in _ranks(loaded)}
    stepped = {level for loaded in sets for level, t in _service(loaded) if _is_stepped(t)}
    forbidden = {r for s in sets if s.content.remedies for r in s.content.remedies.forbidden}
    for loaded in sets:
        for section in ("own_room", "private_toilet"):
            table: OwnRoom | PrivateToilet | None = getattr(loaded.content, section)
            for i, rank in enumerate(table.ranks if table else ()):
                if rank not in ranks:
                    found = Message.of(N_("unknown rank '{rank}'"), rank=rank)
                    yield loaded.fault((section, "ranks", i), found, one_of(sorted(ranks), rank))
        for level, entry in _service(loaded):
            if isinstance(entry, ServiceLike) and entry.same_as not in stepped:
                path = ("service", "levels", level, "same_as")
                found = Message.of(N_("no service table of level '{level}'"), level=entry.same_as)
                yield loaded.fault(path, found, one_of(sorted(stepped), entry.same_as))
        for i, rule in enumerate(loaded.content.rules):
            for remedy in forbidden.intersection(rule.remedies):
                found = Message.of(N_("the remedy '{remedy}', which is forbidden"), remedy=remedy)
                yield loaded.fault(
                    ("rules", i, "remedies"), found, Message.of(N_("one that is allowed"))
                )


def _ranks(loaded: LoadedSet) -> Iterator[tuple[str, str]]:
    for level, table in loaded.content.office.levels.items() if loaded.content.office else ():
        yield from ((rank, level) for rank in table.ranks)


def _service(loaded: LoadedSet) -> Iterator[tuple[str, SteppedService | ServiceLike]]:
    if loaded.content.service:
        yield from loaded.content.service.levels.items()


def _is_stepped(table: SteppedService | ServiceLike) -> bool:
    return isinstance(table, SteppedService)


# The book


def _book(sets: Sequence[LoadedSet]) -> RuleBook:
    own = _only(sets, "own_room", OwnRoom)
    toilet = _only(sets, "private_toilet", PrivateToilet)
    minimum = _needed(sets, "minimum", Minimum)
    remedies = next((s.content.remedies for s in sets if s.content.remedies), None)
    return RuleBook(
        sets=tuple(_rule_set(loaded) for loaded in sets),
        rules=tuple(rule for loaded in sets for rule in _rules(loaded)),
        figures=tuple(f for s in sets for f in figures_of(s.content)),
        minimum_dm2=half_up(exact_dm2(minimum.person_m2)),
        minimum_alone_dm2=half_up(exact_dm2(minimum.alone_m2)),
        remedy_order=remedies.order if remedies else (),
        forbidden_remedies=remedies.forbidden if remedies else (),
        equipment=_needed(sets, "equipment", EquipmentRatio),
        use_coefficient=_needed(sets, "use_coefficient", UseCoefficient),
        ancillary=_ancillary(sets),
        private_toilet_dm2=half_up(exact_dm2(toilet.max_m2)) if toilet else 0,
        private_toilet_ranks=frozenset(toilet.ranks) if toilet else frozenset(),
        _ranks=_rank_entries(sets, frozenset(own.ranks) if own else frozenset()),
        _levels=_level_names(sets),
        _uses={
            use: UseEntry(entry.category, Name(entry.zh, entry.en), entry.verified)
            for loaded in sets
            for use, entry in loaded.content.uses.items()
        },
        _service=_service_tables(sets),
    )


def _only(sets: Sequence[LoadedSet], section: str, kind: type[S]) -> S | None:
    for loaded in sets:
        value = getattr(loaded.content, section)
        if isinstance(value, kind):
            return value
    return None


def _needed(sets: Sequence[LoadedSet], section: str, kind: type[S]) -> S:
    value = _only(sets, section, kind)
    assert value is not None, f"_missing let '{section}' pass"
    return value


def _rule_set(loaded: LoadedSet) -> RuleSet:
    content = loaded.content
    return RuleSet(
        name=content.rule_set,
        version=content.version,
        title=content.title.name,
        document=content.document.number,
        document_title=content.document.title.name,
        file=loaded.document.file,
        sha256=loaded.sha256,
    )


def _rules(loaded: LoadedSet) -> Iterator[Rule]:
    for entry in loaded.content.rules:
        yield Rule(
            id=entry.id,
            kind=entry.check,
            severity=entry.severity,
            title=entry.title.name,
            source=entry.source or loaded.content.document.number,
            clause=entry.clause,
            verified=entry.verified,
            rule_set=loaded.content.rule_set,
            required=entry.required,
            remedies=entry.remedies,
            note=entry.note.name,
        )


def _ancillary(sets: Sequence[LoadedSet]) -> Ancillary:
    items = {
        item: getattr(loaded.content.ancillary, item)
        for loaded in sets
        for item in Ancillary.model_fields
        if getattr(loaded.content.ancillary, item) is not None
    }
    return Ancillary(**items)


def _rank_entries(sets: Sequence[LoadedSet], own: frozenset[str]) -> dict[str, RankEntry]:
    return {
        rank: RankEntry(level, quota.name.name, quota.quota_dm2, rank in own)
        for loaded in sets
        if loaded.content.office
        for level, table in loaded.content.office.levels.items()
        for rank, quota in table.ranks.items()
    }


def _level_names(sets: Sequence[LoadedSet]) -> dict[str, Name]:
    return {
        level: table.name.name
        for loaded in sets
        if loaded.content.office
        for level, table in loaded.content.office.levels.items()
    }


def _service_tables(sets: Sequence[LoadedSet]) -> dict[str, SteppedService]:
    stated = {level: table for loaded in sets for level, table in _service(loaded)}
    tables = {level: t for level, t in stated.items() if isinstance(t, SteppedService)}
    for level, table in stated.items():
        if isinstance(table, ServiceLike):
            tables[level] = tables[table.same_as]
    return tables
