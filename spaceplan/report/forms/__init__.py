"""Forms that bureaus hand in, as Excel workbooks: one file a form, pure rows; Excel comes last.

``make_forms`` makes rows of a status quo or a plan and compares their totals with the checker's
and the entitlement's figures; ``form_files`` turns them into workbooks.
"""

from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.make import FORMS, MadeForms, form_files, make_forms
from spaceplan.report.forms.reconcile import Agreement
from spaceplan.report.forms.words import form_words

__all__ = ["FORMS", "Agreement", "FormsData", "MadeForms", "form_files", "form_words", "make_forms"]
