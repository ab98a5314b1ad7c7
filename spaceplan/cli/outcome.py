"""Which exit code a check comes to."""

from __future__ import annotations

from spaceplan.check import CheckResult, State
from spaceplan.cli.console import ExitCode, say_error
from spaceplan.i18n import N_, Message
from spaceplan.rules import RuleBook


def exit_code(
    check: CheckResult, rulebook: RuleBook, fail_on: str, *, unseated: int = 0
) -> ExitCode:
    """Return 2 where a required rule could not be judged, 1 where findings remain, else 0.

    Parameters
    ----------
    fail_on
        Findings of this severity or a graver one count.
    unseated
        People without a seat count as well.
    """
    blocked = [
        (rule.id, number)
        for rule in rulebook.rules
        if rule.required and (number := check.count(State.BLOCKED, rule.id))
    ]
    for rule, number in blocked:
        text = N_("rule {rule} is required, and data that it needs are missing: not judged {n:,}")
        say_error(Message.of(text, rule=rule, n=number))
    if blocked:
        return ExitCode.BAD_INPUT
    found = check.worst_failures(fail_on) or unseated
    return ExitCode.FINDINGS if found else ExitCode.CLEAN
