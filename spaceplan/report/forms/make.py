"""Which forms there are, and the files that they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spaceplan.i18n import N_, Message, in_language
from spaceplan.report.forms.county import county_form
from spaceplan.report.forms.entitlements import entitlement_form
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.ledger import ledger_form
from spaceplan.report.forms.national import national_forms
from spaceplan.report.forms.notes import notes_sheet
from spaceplan.report.forms.reconcile import Agreement, reconcile
from spaceplan.report.forms.rooms import rooms_form
from spaceplan.report.forms.sheet import Form
from spaceplan.report.forms.vacated_form import vacated_form
from spaceplan.report.forms.workbook import workbook_bytes

_MAKERS: dict[str, Callable[[FormsData], tuple[Form, ...]]] = {
    "national": national_forms,
    "county": lambda data: (county_form(data),),
    "rooms": lambda data: (rooms_form(data),),
    "entitlement": lambda data: (entitlement_form(data),),
    "vacated": lambda data: (vacated_form(data),),
    "ledger": lambda data: (ledger_form(data),),
}
#: Names of the forms, as the command line has them.
FORMS = tuple(_MAKERS)
_NOT_IN_FILES = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
_SUBTITLE = N_("{portfolio}    as of {day}    areas in m²")


@dataclass(frozen=True)
class MadeForms:
    """Forms, and how their totals agree."""

    forms: tuple[Form, ...]
    agreements: tuple[Agreement, ...]

    @property
    def differing(self) -> tuple[Agreement, ...]:
        """Totals that should be equal and are not."""
        return tuple(agreement for agreement in self.agreements if agreement.difference)


def make_forms(data: FormsData, names: Sequence[str] = FORMS) -> MadeForms:
    """Return forms by name, in the order of ``FORMS``; raises KeyError for an unknown one."""
    if unknown := set(names) - set(FORMS):
        raise KeyError(f"no form {sorted(unknown)}")
    forms = tuple(form for name in FORMS if name in names for form in _MAKERS[name](data))
    return MadeForms(forms, reconcile(forms, data))


def form_files(
    made: MadeForms, data: FormsData, *, language: str = "zh"
) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of every workbook."""
    subtitle = Message.of(
        _SUBTITLE,
        portfolio=data.portfolio.name.text(language) or data.portfolio.id,
        day=data.as_of.isoformat(),
    )
    for form in made.forms:
        sheets = (*form.sheets, notes_sheet(form, data, made.agreements))
        content = workbook_bytes(
            sheets, subtitle=in_language(subtitle, language), day=data.as_of, language=language
        )
        yield _file_name(form, language), content


def _file_name(form: Form, language: str) -> str:
    """Return the national tables' prescribed name, for others what the form is called."""
    prescribed = form.key == "national" or language == "zh"
    stem = form.file if prescribed else form.key
    return f"{_NOT_IN_FILES.sub('_', stem).strip('._')[:120] or form.key}.xlsx"
