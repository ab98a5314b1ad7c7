"""The overview's own address: Streamlit knows the first page by the app's address alone."""

from __future__ import annotations

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

#: What somebody types who has read the addresses of the other pages.
_PATH = "overview"


def first_page_routes() -> list[Route]:
    """Return the route that leads from the overview's name to the app, choices included."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    home = f"/{base}/" if base else "/"
    return [Route(f"{home}{_PATH}", _to_the_app)]


async def _to_the_app(request: Request) -> RedirectResponse:
    """Lead to the address beside it, whatever stands before both on a proxy."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")
