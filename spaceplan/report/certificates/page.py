"""Sheets as printable HTML: one self-contained file, every text escaped, no network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from jinja2 import Environment
from markupsafe import Markup

from spaceplan.assets import FONT_FAMILY, font_subset_woff2
from spaceplan.report.certificates.codes import code_svg
from spaceplan.report.certificates.document import Document
from spaceplan.report.safe import visible

_PAGE = """<!doctype html>
<html lang="{{ language }}"><head><meta charset="utf-8"><title>{{ documents[0].title }}</title>
<style>
@font-face { font-family: "{{ family }}"; src: url(data:font/woff2;base64,{{ font }}); }
@page { size: A4 {{ "landscape" if documents[0].landscape else "portrait" }}; margin: 15mm; }
body { font: 10.5pt/1.5 "{{ family }}", sans-serif; margin: 0 auto; max-width: 267mm;
  background: #fff; color: #000; }
@media screen { body { padding: 4mm; } .wide { overflow-x: auto; } .wide > table { min-width: {{
  "230mm" if documents[0].landscape else "150mm" }}; } .head { flex-wrap: wrap; } }
section { break-after: page; } h1 { text-align: center; font-size: 18pt; }
.right { text-align: right; } .head { display: flex; gap: 6mm; align-items: flex-start; }
.head table { flex: 1 1 70mm; } .head th { width: 28%; text-align: start; }
table { border-collapse: collapse; width: 100%; }
th, td { border: .5pt solid #808080; padding: 1mm 2mm; } th { background: #dce6f1; }
thead { display: table-header-group; } tr { break-inside: avoid; }
figure { margin: 0; width: 32mm; text-align: center; font-size: 7pt; overflow-wrap: anywhere; }
td svg { width: 15mm; display: block; } tfoot td { font-weight: bold; }
</style></head><body>
{% for document in documents %}<section>
<h1>{{ document.title }}</h1><p class="right">{{ document.subtitle }}</p>
<div class="head"><table>{% for label, value in document.fields %}
<tr><th scope="row">{{ label }}</th><td>{{ value }}</td></tr>{% endfor %}</table>
<figure>{{ code(document.code) }}<figcaption>{{ document.code }}</figcaption></figure></div>
{% for text in document.paragraphs %}<p>{{ text }}</p>{% endfor %}
{% for line in document.signature %}<p class="right">{{ line }}</p>{% endfor %}
<h2>{{ document.table_title }}</h2>{% set table = document.table %}
<div class="wide"><table><colgroup>{% for share in table.widths %}
<col style="width: {{ (100 * share / table.widths | sum) | round(1) }}%">{% endfor %}
{% if table.codes %}<col style="width: 19mm">{% endif %}</colgroup>
<thead><tr>{% for text in table.heading %}<th scope="col">{{ text }}</th>{% endfor %}
{% if table.codes %}<th scope="col">QR</th>{% endif %}</tr></thead><tbody>
{% for row in table.rows %}<tr>{% for text in row %}
<td{% if loop.index0 in table.right %} class="right"{% endif %}>{{ text }}</td>{% endfor %}
{% if table.codes %}<td>{{ code(table.codes[loop.index0]) }}</td>{% endif %}</tr>{% endfor %}
</tbody><tfoot><tr>{% for text in table.total %}
<td{% if loop.index0 in table.right %} class="right"{% endif %}>{{ text }}</td>{% endfor %}
{% if table.codes %}<td></td>{% endif %}</tr></tfoot></table></div></section>{% endfor %}
</body></html>
"""


def page_html(documents: Sequence[Document], language: str) -> str:
    """Return sheets as one printable page."""
    characters = "".join({c for document in documents for t in document.texts() for c in t})
    template = Environment(autoescape=True, finalize=_shown).from_string(_PAGE)
    return template.render(
        documents=documents,
        language=language,
        family=FONT_FAMILY,
        font=b64encode(font_subset_woff2(visible(characters))).decode(),
        code=lambda text: Markup(code_svg(text)),
    )


def _shown(value: object) -> object:
    """Show what hides in texts; markup of our own passes."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
