"""A filled form or a building taken in: checked, shown, and written as a portfolio of its own."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.in_sight import bring_into_sight
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session, chosen_workspace
from spaceplan.dashboard.tables import show_table
from spaceplan.errors import SpaceplanError
from spaceplan.files import save_portfolio
from spaceplan.formats import Imported, read_foreign
from spaceplan.formats.xlsx import ENDINGS
from spaceplan.i18n import in_language
from spaceplan.importing import Changed, import_forms, list_changes
from spaceplan.report.safe import visible
from spaceplan.store.names import slug_of
from spaceplan.things import DEPARTMENTS, PEOPLE, ROOMS

#: What is taken in at most, MB; the readers refuse archives that unpack to far more.
_MOST_MB = 64
_SAID = "import_written"
#: The word on Streamlit's button is English in every language.
_BUTTON_STYLE = """<style>
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "%s"; font-size: 14px; }
</style>"""
_ENDING = ".imported"


def show_import(session: Session) -> None:
    """Show where a file is put in, what it would change, and where it goes."""
    _ = session.t
    endings = [ending.lstrip(".") for ending in ENDINGS]
    has_ifc = find_spec("ifcopenshell") is not None
    st.markdown(
        _(
            "A filled Excel form replaces people, departments and holdings of this portfolio in a "
            "new one; the portfolio itself stays as it is."
        )
    )
    if has_ifc:
        endings.append("ifc")
        st.caption(
            _("An IFC file becomes a portfolio of its own, with its rooms and nobody in it.")
        )
    st.html(_BUTTON_STYLE % _("Choose a file"))
    given = st.file_uploader(
        _("Form or building"), endings, max_upload_size=_MOST_MB, key="import_file"
    )
    st.caption(_("At most {mb} MB: {endings}").format(mb=_MOST_MB, endings=", ".join(endings)))
    if given is None:
        _say_written(session)
        st.info(_("Take the forms of the other tab, fill them in, and bring them back here."))
        return
    try:
        with st.spinner(_("Reading and checking"), show_time=True):
            imported = _read(session, given.name, given.getvalue())
    except SpaceplanError as error:
        show_faults(error, session.language, _("The file cannot be taken in. Nothing was changed."))
        return
    _show_preview(session, imported)
    _show_save(session, imported, Path(given.name).stem)
    _say_written(session)


def _say_written(session: Session) -> None:
    """Say where the portfolio was written just now, and how it is looked at."""
    _ = session.t
    if said := st.session_state.pop(_SAID, ""):
        with st.container(key=_SAID):
            st.success(_("Written to {folder}.").format(folder=plain(said)))
            st.code(f"spaceplan dashboard {said}", language=None)
        bring_into_sight(_SAID, said)


def _read(session: Session, name: str, content: bytes) -> Imported:
    called = f"{slug_of(Path(name).stem, ())}{Path(name).suffix.lower()}"
    key = f"{session.base.key}\0{sha256(content).hexdigest()}"
    return _imported(key, called, content, session)


@st.cache_resource(max_entries=4, show_spinner=False)
def _imported(key: str, name: str, _content: bytes, _session: Session) -> Imported:
    """Read an upload from a folder of its own, under a name that is safe in any folder."""
    del key
    with TemporaryDirectory(prefix="spaceplan-") as folder:
        path = Path(folder, name)
        path.write_bytes(_content)
        if path.suffix in ENDINGS:
            return import_forms(path, _session.base.prepared.folder)
        return read_foreign(path)


def _show_preview(session: Session, imported: Imported) -> None:
    """Show what is odd about the file, and everything that would be different."""
    _ = session.t
    places = imported.portfolio
    text = _("It can be taken in: {rooms}, {departments}, {people}.")
    st.success(
        text.format(
            rooms=session.number_of(ROOMS, len(places.rooms)),
            departments=session.number_of(DEPARTMENTS, len(places.departments)),
            people=session.number_of(PEOPLE, len({one.person for one in places.ledger or ()})),
        )
    )
    if imported.notes:
        with st.expander(_("What is odd about the file: {n:,}").format(n=len(imported.notes))):
            st.dataframe(
                [
                    {
                        _("Place"): visible(fault.file + (f":{fault.line}" if fault.line else "")),
                        _("Found"): visible(in_language(fault.found, session.language)),
                        _("Expected"): visible(in_language(fault.expected, session.language)),
                    }
                    for fault in imported.notes
                ],
                hide_index=True,
            )
    if not imported.sheets:
        return  # a building of its own: nothing of the portfolio shown is in it
    _show_sheets(session, imported)
    changes = list_changes(session.base.prepared.portfolio, places)
    if not changes:
        st.info(_("Nothing would be different from the portfolio shown."))
        return
    kinds = {
        "department": _("Departments: people there / posts"),
        "person": _("People: their rooms"),
        "room": _("Rooms: who holds them"),
        "site": _("Sites: land"),
        "project": _("Building projects"),
        "reporting": _("Who fills the forms in"),
    }
    counted = Counter(change.what for change in changes)
    for what, title in kinds.items():
        if counted[what]:
            st.subheader(f"{title} · {counted[what]:,}")
            rows = [_change_row(session, c) for c in changes if c.what == what]
            show_table(
                rows, key=f"import_{what}", select="none", height=min(280, 80 + 35 * len(rows))
            )


def _show_sheets(session: Session, imported: Imported) -> None:
    """Show what each sheet of the forms gave, and how much of it was compared."""
    _, language = session.t, session.language
    st.dataframe(
        [
            {
                _("Sheet"): visible(sheet.name),
                _("Lines"): sheet.lines,
                _("Taken over"): ", ".join(in_language(one, language) for one in sheet.given),
                _("Cells compared"): sheet.compared,
                _("Differences"): sheet.differing,
            }
            for sheet in imported.sheets
        ],
        hide_index=True,
    )


def _change_row(session: Session, change: Changed) -> dict[str, str | None]:
    _ = session.t
    return {
        _("Id"): visible(change.id),
        _("Before"): None if change.before is None else visible(change.before),
        _("After"): None if change.after is None else visible(change.after),
    }


def _show_save(session: Session, imported: Imported, stem: str) -> None:
    """Show where it goes: forms are next year's, a building is called as its file."""
    _ = session.t
    next_year = f"{session.portfolio.id}-{session.prepared.as_of.year + 1}"
    workspace = chosen_workspace(session.base.prepared.folder)
    home = workspace.with_name(workspace.name.removesuffix(".scenarios") + _ENDING)
    with st.form("import_save"):
        name = st.text_input(
            _("Name of the new portfolio's folder"),
            value=next_year if imported.sheets else slug_of(stem, ()),
            max_chars=80,
        )
        st.caption(_("It is written into {folder}").format(folder=plain(str(home))))
        if not st.form_submit_button(_("Write the new portfolio"), icon=":material/save:"):
            return
    try:
        target = _new_folder(home, name)
        save_portfolio(imported.portfolio, target)
    except OSError as error:
        st.error(
            _("The folder {folder} cannot be written: {reason}").format(
                folder=plain(str(home)), reason=plain(error.strerror or str(error))
            )
        )
        return
    st.session_state[_SAID] = str(target)
    st.rerun()


def _new_folder(home: Path, name: str) -> Path:
    """Make an empty folder that nobody else has, whatever the name."""
    home.mkdir(parents=True, exist_ok=True)
    while True:
        target = home / slug_of(name, [entry.name for entry in home.iterdir()])
        try:
            target.mkdir()
        except FileExistsError:
            continue
        return target
