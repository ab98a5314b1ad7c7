"""The pictures of all pages side by side, with what is wrong with them: ``index.html``."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

_STYLE = """
body { font: 14px/1.5 sans-serif; margin: 24px; color: #22282e; background: #fffefb; }
.row { display: flex; gap: 12px; overflow-x: auto; align-items: start; padding-bottom: 12px; }
figure { margin: 0; flex: none; } img { height: 360px; border: 1px solid #ccc; }
figcaption { color: #4f6273; } li { color: #b83712; }
small { color: #4f6273; display: block; max-width: 600px; }
"""


@dataclass(frozen=True)
class Picture:
    """One page on one screen."""

    view: str
    screen: str
    cut: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.view}-{self.screen}"


@dataclass
class Gallery:
    """The pictures made, and what is wrong with them."""

    out: Path
    pictures: list[Picture] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def note(self, name: str, faults: list[str]) -> None:
        """Keep what is wrong with a picture, or with all of a screen."""
        self.faults.setdefault(name, []).extend(faults)

    def told(self) -> list[str]:
        """Return what is wrong, a line a fault."""
        return [f"{name}: {fault}" for name, faults in self.faults.items() for fault in faults]

    def write_index(self) -> Path:
        """Write the page that shows all pictures, a row a view, and return its path."""
        parts = ['<!doctype html><meta charset="utf-8"><title>screens</title>']
        parts.append(f"<style>{_STYLE}</style><ul>")
        parts += [f"<li>{escape(line)}</li>" for line in self.told()]
        parts.append("</ul>")
        for view in dict.fromkeys(picture.view for picture in self.pictures):
            parts.append(f"<h2>{escape(view)}</h2><div class=row>")
            parts += [_figure(picture) for picture in self.pictures if picture.view == view]
            parts.append("</div>")
        path = self.out / "index.html"
        path.write_text("\n".join(parts), "utf-8")
        return path


def _figure(picture: Picture) -> str:
    file = escape(f"{picture.name}.png")
    return (
        f'<figure><a href="{file}"><img loading=lazy alt="" src="{file}"></a>'
        f"<figcaption>{escape(picture.screen)}"
        f"<small>{escape(' · '.join(picture.cut))}</small></figcaption></figure>"
    )
