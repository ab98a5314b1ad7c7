"""Certificates of use (使用凭证) and yearly publication sheets (公示), a department each.

``certificate_of`` and ``publication_of`` say what stands on a sheet, in one language and in plain
text; ``pdf`` and ``page`` lay the same sheets out as PDF and as printable HTML.
"""

from spaceplan.report.certificates.certificate import certificate_of
from spaceplan.report.certificates.document import Document, DocumentTable, department_code
from spaceplan.report.certificates.page import page_html
from spaceplan.report.certificates.pdf import PdfWriter
from spaceplan.report.certificates.publication import publication_of

__all__ = [
    "Document",
    "DocumentTable",
    "PdfWriter",
    "certificate_of",
    "department_code",
    "page_html",
    "publication_of",
]
