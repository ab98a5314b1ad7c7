"""Many documents as one archive: forms, certificates and publication sheets."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from spaceplan.entitlement import CONTRACTOR
from spaceplan.report.certificates import PdfWriter, certificate_of, publication_of
from spaceplan.report.forms import FormsData, form_files, make_forms

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name: the same files, the same bytes


def zip_bytes(files: Iterable[tuple[str, bytes | str]]) -> bytes:
    """Return (name, content) as an archive; the same files give the same bytes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = ZipInfo(name, _DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def forms_archive(data: FormsData, language: str) -> bytes:
    """Return all forms as workbooks in an archive."""
    return zip_bytes(form_files(make_forms(data), data, language=language))


def certificates_archive(data: FormsData, language: str) -> bytes:
    """Return the certificate and the publication sheet of every department as PDFs."""
    made = [
        (f"{folder}/{department.id}.pdf", make(data, department, language))
        for department in data.portfolio.departments
        if department.kind != CONTRACTOR
        for folder, make in (("certificates", certificate_of), ("publications", publication_of))
    ]
    writer = PdfWriter(sheet for _name, sheet in made)
    return zip_bytes((name, writer.pdf_bytes([sheet])) for name, sheet in made)
