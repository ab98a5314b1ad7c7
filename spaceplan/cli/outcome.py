"""Which exit code a check comes to, and what is said on the way."""

from __future__ import annotations

from spaceplan.check import CheckResult, Comparison, Verdict, must_be_judged, verdict_of
from spaceplan.cli.console import ExitCode, say_error
from spaceplan.i18n import N_, Message
from spaceplan.rules import RuleBook

_CODES = {
    Verdict.CLEAN: ExitCode.CLEAN,
    Verdict.FINDINGS: ExitCode.FINDINGS,
    Verdict.NOT_JUDGED: ExitCode.BAD_INPUT,
}


def exit_code(
    check: CheckResult,
    rulebook: RuleBook,
    fail_on: str,
    *,
    unseated: int = 0,
    only: tuple[str, ...] = (),
    comparison: Comparison | None = None,
) -> ExitCode:
    """Return 2 where a rule that must be judged could not be, 1 where findings remain, else 0.

    Parameters
    ----------
    fail_on
        Findings of this severity or a graver one count.
    unseated
        People without a seat count as well.
    only
        Rules that were asked for: they must be judged, as required ones.
    comparison
        Against a baseline only what is new or worse counts.
    """
    for rule, number in must_be_judged(check, rulebook, only):
        text = N_("rule {rule} is required, and data that it needs are missing: not judged {n:,}")
        say_error(Message.of(text, rule=rule, n=number))
    verdict = verdict_of(check, rulebook, fail_on=fail_on, only=only, comparison=comparison)
    if verdict is Verdict.CLEAN and unseated:
        return ExitCode.FINDINGS
    return _CODES[verdict]
