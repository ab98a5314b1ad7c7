"""The words of the page that do not depend on data, marked for translation."""

from __future__ import annotations

from spaceplan.i18n import N_
from spaceplan.report.html_both import Both, both

_TEXTS = {
    "report": N_("Office space report"),
    "as_of": N_("As of"),
    "version": N_("version"),
    "overview": N_("Overview"),
    "costs": N_("What the plan costs"),
    "rules": N_("Findings by rule"),
    "departments": N_("Departments"),
    "findings": N_("Findings that remain"),
    "findings_now": N_("Findings"),
    "storeys": N_("Storeys"),
    "computed": N_("How it was computed"),
    "today": N_("today"),
    "plan": N_("plan"),
    "term": N_("Term"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit"),
    "price": N_("Price"),
    "cost": N_("Cost, points"),
    "total": N_("Total"),
    "bound": N_("Proven lower bound"),
    "gap": N_("Gap"),
    "structural": N_("Structural excess: proven to be unavoidable"),
    "avoidable": N_("Avoidable, at most"),
    "structural_title": N_("Structural and avoidable excess"),
    "rule": N_("Rule"),
    "clause": N_("Clause"),
    "severity": N_("Severity"),
    "waived": N_("Waived"),
    "blocked": N_("Not judged"),
    "unverified": N_("not verified"),
    "unverified_title": N_(
        "Figures and clauses that mattered here and that nobody has checked against the "
        "official text"
    ),
    "department": N_("Department"),
    "people": N_("People"),
    "seated": N_("Seated"),
    "entitled": N_("entitled"),
    "office_m2": N_("Office held, m²"),
    "storeys_short": N_("Storeys"),
    "excess_m2": N_("Excess, m²"),
    "unavoidable": N_("unavoidable, if it chose first"),
    "search_departments": N_("Search departments"),
    "excess_note": N_(
        "Excess is what offices hold above what the people in them justify (an empty office counts "
        "in full), or what all offices hold above the entitlement, whichever is more; and service "
        "area above its entitlement. A contractor has no entitlement, so all that it holds counts."
    ),
    "search_findings": N_("Search findings"),
    "nothing_found": N_("Nothing matches."),
    "no_findings": N_("Nothing to show: every rule is met."),
    "found": N_("What was found"),
    "excess": N_("Excess"),
    "remedies": N_("Remedies allowed"),
    "no_pictures": N_("No drawings were made for this report."),
    "open_plans": N_("Open a building to see its storeys."),
    "needs_script": N_("The storey plans need a browser that runs scripts."),
    "status": N_("Result"),
    "stopped": N_("Search ended by"),
    "started": N_("Search started from"),
    "seconds": N_("Seconds of search"),
    "work": N_("Deterministic work"),
    "seed": N_("Random seed"),
    "workers": N_("Cores"),
    "bound_method": N_("How the bound was proven"),
    "bound_ignores": N_("The bound takes as 0"),
    "terms_off": N_("Not counted, data missing"),
    "versions": N_("Versions"),
    "inputs": N_("Input files (SHA-256)"),
    "trajectory": N_("Best plan and bound over the seconds of the search, points"),
    "all": N_("All"),
    "filter": N_("Severity"),
    "language": N_("Language"),
    "made_by": N_("Made by spaceplan; this page needs no network."),
}


def page_texts() -> dict[str, Both]:
    """Return the words of the page by key, in both languages."""
    return {key: both(template) for key, template in _TEXTS.items()}
