"""Rule sets for programs: plain data, areas in m²."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spaceplan.report.applied import figure_dict, name_dict, rule_set_dict
from spaceplan.report.data import SCHEMA_VERSION
from spaceplan.rules import Change, Difference, Quota, QuotaChange, Rule, RuleChange, RuleSetView
from spaceplan.units import to_m2


def list_dict(views: Sequence[RuleSetView]) -> dict[str, Any]:
    """Return rule sets with what is counted of them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rule_sets": [
            {
                **_head(view),
                "quotas": len(view.quotas),
                "figures": len(view.figures),
                "rules": len(view.rules),
                "stated": len(view.stated),
                "unverified": view.unverified,
            }
            for view in views
        ],
    }


def view_dict(view: RuleSetView) -> dict[str, Any]:
    """Return one rule set in full, what it takes over included."""
    return {
        "schema_version": SCHEMA_VERSION,
        **_head(view),
        "quotas": [_quota(quota) for quota in view.quotas],
        "figures": [figure_dict(figure) for figure in view.figures],
        "rules": [_rule(rule) for rule in view.rules],
        "stated": [
            {
                "id": entry.id,
                "title": name_dict(entry.title),
                "value": entry.value,
                "source": entry.source,
                "clause": entry.clause,
                "verified": entry.verified,
                "why_not_checked": name_dict(entry.why),
            }
            for entry in view.stated
        ],
        "uses": [
            {
                "use": use,
                "category": entry.category.value,
                "name": name_dict(entry.name),
                "verified": entry.verified,
            }
            for use, entry in view.uses
        ],
    }


def difference_dict(difference: Difference) -> dict[str, Any]:
    """Return what differs between two rule sets; null is what a set does not have."""
    return {
        "schema_version": SCHEMA_VERSION,
        "before": _head(difference.before),
        "after": _head(difference.after),
        "quotas": [_quota_change(change) for change in difference.quotas],
        "figures": [
            {
                "id": change.id,
                "before": change.before and figure_dict(change.before),
                "after": change.after and figure_dict(change.after),
            }
            for change in difference.figures
        ],
        "rules": [_rule_change(change) for change in difference.rules],
        "uses": [_use_change(change) for change in difference.uses],
    }


def _head(view: RuleSetView) -> dict[str, Any]:
    rule_set = view.rule_set
    return {
        **rule_set_dict(rule_set),
        "file": rule_set.file,
        "title": name_dict(rule_set.title),
        "document_title": name_dict(rule_set.document_title),
        "shape": view.shape or None,
    }


def _quota(quota: Quota) -> dict[str, Any]:
    entry = quota.entry
    return {
        "rank": quota.rank,
        "name": name_dict(entry.name),
        "level": entry.level,
        "m2": to_m2(entry.quota_dm2),
        "counts_as": entry.counts_as or None,
        "own_room": entry.own_room,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": name_dict(rule.title),
        "severity": rule.severity,
        "check": rule.kind.model_dump(mode="json"),
        "source": rule.source,
        "clause": rule.clause,
        "verified": rule.verified,
        "note": name_dict(rule.note),
        "required": rule.required,
        "remedies": [remedy.value for remedy in rule.remedies],
        "rule_set": rule.rule_set,
    }


def _quota_change(change: QuotaChange) -> dict[str, Any]:
    difference = change.difference_dm2
    return {
        "rank": change.id,
        "name": name_dict(change.name),
        "before_m2": None if change.before is None else to_m2(change.before.quota_dm2),
        "after_m2": None if change.after is None else to_m2(change.after.quota_dm2),
        "difference_m2": None if difference is None else to_m2(difference),
    }


def _rule_change(change: RuleChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "parts": list(change.parts),
        "before": change.before and _rule(change.before),
        "after": change.after and _rule(change.after),
    }


def _use_change(change: Change[str]) -> dict[str, Any]:
    return {"use": change.id, "before": change.before, "after": change.after}
