"""Usage errors in the user's language: what click says, through the catalogue.

click asks gettext's default domain for its words each time it says something. While a command line
runs, that domain is this program's catalogue; before and after it is what it was.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from spaceplan.i18n import CATALOGUE, LANGUAGES, LOCALE, N_, NN_, Message, in_language, language_of

_OPTION = "--language"
_LANGUAGE = "LANGUAGE"
#: Where a context keeps the language, for what goes wrong before its options are read.
_KEY = "spaceplan.language"

#: What click says of a command line, word for word; here so that the catalogue has it.
WORDS = (
    N_("Usage:"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Argument {name!r} takes {nargs} values."),
    N_("Could not open file {filename!r}: {message}"),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid boolean. Recognized values: {states}"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("Aborted!"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    NN_(
        "{value!r} does not match the format {format}.",
        "{value!r} does not match the formats {formats}.",
    ),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
)


def default_language() -> str:
    """Return the language of the user's environment, 'zh' or 'en'."""
    named = next(
        (os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), ""
    )
    return language_of(named or locale.getlocale()[0])


def language_in(arguments: Sequence[str]) -> str:
    """Return the language that ``--language`` names among arguments, else the environment's."""
    for argument, following in zip(arguments, (*arguments[1:], ""), strict=True):
        name, is_joined, joined = argument.partition("=")
        value = joined if is_joined else following
        if name == _OPTION and value in LANGUAGES:
            return value
    return default_language()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let click speak a language while the block runs."""
    domain, named = gettext.textdomain(), os.environ.get(_LANGUAGE)
    gettext.bindtextdomain(CATALOGUE, str(LOCALE))
    gettext.textdomain(CATALOGUE)
    os.environ[_LANGUAGE] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if named is None:
            del os.environ[_LANGUAGE]
        else:
            os.environ[_LANGUAGE] = named


def remember(context: click.Context, language: str) -> None:
    """Keep the language for a context and all that it opens."""
    context.meta[_KEY] = language


def wrong_usage(template: str, /, **values: Any) -> str:
    """Return in the user's language what is wrong with a command line.

    Parameters
    ----------
    template
        A literal inside ``N_``.
    """
    context = click.get_current_context(silent=True)
    language = None if context is None else context.meta.get(_KEY)
    return in_language(Message.of(template, **values), language or default_language())
