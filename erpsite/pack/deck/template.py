"""Open the company's template, or make the default one, and say what is wrong before anything is written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from erpsite.errors import ErpsiteError
from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.load.plan_files import DECK
from erpsite.pack.deck.default_template import default_template

__all__ = [
    "LAYOUTS",
    "Frame",
    "Template",
    "TemplateError",
    "body_layout",
    "frame_of",
    "open_template",
    "template_file",
]

LAYOUTS = ("erpsite", "Title Only", "仅标题", "只有标题", "僅標題", "只有標題", "Nur Titel", "Titre seul")
"""Names of the layout that slides are laid on, the first that the template has; small letters or capitals."""
_INCH = 914_400
_LEAST_WIDTH, _LEAST_HEIGHT = 6.0, 3.2
"""Inches that a table or a chart needs."""
_MOST_BYTES = 200_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension in which PowerPoint keeps the names of groups of slides."""


class TemplateError(ErpsiteError):
    """Say what is wrong with a template, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold where on a slide there is room, in EMU (914,400 an inch)."""

    left: int
    top: int
    width: int
    height: int
    title_width: int
    title_height: int
    title_size: float
    """Letters of the template's titles, in points."""


@dataclass(frozen=True, slots=True)
class Template:
    """Hold a template that can be written to."""

    content: bytes
    """A presentation whose slides are those that stay: without hidden ones."""
    own: bool
    """Whether it is the company's."""


def template_file(data_dir: Path, config_file: Path) -> Path | None:
    """Return the company's template, `deck/template.pptx` in the data or beside `mkdocs.yml`, if any."""
    for folder in (data_dir, config_file.parent):
        found = folder / DECK / "template.pptx"
        if found.is_file():
            return found
    return None


def open_template(path: Path | None) -> Template:
    """Return the template in a file, or the default one; raises `TemplateError` and `MissingExtraError`."""
    if path is None:
        return Template(default_template(), own=False)
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise TemplateError("the template {file} cannot be read: {why}", file=path, why=why) from error
    made = _opened(path, _as_presentation(path, content))
    layout = body_layout(made)
    if layout is None:
        raise TemplateError(
            "the template {file} has no layout named {wanted}; it has: {known}. In PowerPoint, under View, "
            "Slide Master, rename the one that holds a title and room below it",
            file=path,
            wanted="“Title Only”",
            known=", ".join(one.name for one in made.slide_layouts) or "–",
        )
    _refuse_small(path, made, layout)
    _drop_hidden(made)
    out = io.BytesIO()
    made.save(out)
    return Template(out.getvalue(), own=True)


def _as_presentation(path: Path, content: bytes) -> bytes:
    """Return the file as a presentation, also where it is a template (.potx) under another name."""
    if content.startswith(_OLD):
        raise TemplateError(
            "the template {file} is protected by a password, or of PowerPoint 97–2003; save it as .pptx "
            "without a password",
            file=path,
        )
    broken = (
        "the template {file} is no whole .pptx file: it is damaged, cut short or of another kind; save it "
        "again from PowerPoint as a presentation (.pptx)"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_BYTES:
                raise TemplateError(
                    "the template {file} holds more than {most} MB; leave its pictures and films out",
                    file=path,
                    most=_MOST_BYTES // 1_000_000,
                )
            if packed.testzip() is not None or "[Content_Types].xml" not in packed.namelist():
                raise TemplateError(broken, file=path)
            types = packed.read("[Content_Types].xml")
            if b"presentationml.template.main+xml" not in types:
                return content
            types = types.replace(
                b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
            )
            files = {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise TemplateError(broken, file=path) from error
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, one in files.items():
            made.writestr(name, types if name == "[Content_Types].xml" else one)
    return out.getvalue()


def _opened(path: Path, content: bytes) -> Any:
    try:
        return need("pptx").Presentation(io.BytesIO(content))
    except (KeyError, ValueError, AttributeError, SyntaxError, need("pptx").exc.PythonPptxError) as error:
        raise TemplateError(
            "the template {file} is no presentation that can be read ({why}); save it again from PowerPoint "
            "as a presentation (.pptx)",
            file=path,
            why=type(error).__name__,
        ) from error


def body_layout(made: Any) -> Any | None:
    """Return the layout that slides are laid on: by its name, with a title; None where there is none."""
    known = [layout for master in made.slide_masters for layout in master.slide_layouts]
    for wanted in LAYOUTS:
        for layout in known:
            if layout.name.strip().casefold() == wanted.casefold() and _title_of(layout) is not None:
                return layout
    return None


def _title_of(layout: Any) -> Any | None:
    """Return the placeholder of the title."""
    kinds = need("pptx.enum.shapes").PP_PLACEHOLDER
    wanted = {kinds.TITLE, kinds.CENTER_TITLE}
    return next((one for one in layout.placeholders if one.placeholder_format.type in wanted), None)


def frame_of(made: Any, layout: Any) -> Frame:
    """Return the room below the title and above footer, date and number of a layout."""
    kinds = need("pptx.enum.shapes").PP_PLACEHOLDER
    title, high = _title_of(layout), made.slide_height
    if title is None or title.left is None:
        raise TemplateError("the layout {name} does not say where its title stands", name=layout.name)
    feet = {kinds.FOOTER, kinds.DATE, kinds.SLIDE_NUMBER}
    tops = [
        one.top
        for one in layout.placeholders
        if one.placeholder_format.type in feet and one.top is not None and one.top > high / 2
    ]
    top = title.top + title.height + int(0.08 * _INCH)
    bottom = min([*tops, int(high * 0.96)]) - int(0.06 * _INCH)
    left = max(title.left, int(0.2 * _INCH))
    width = min(title.width, made.slide_width - left - int(0.2 * _INCH))
    return Frame(left, top, width, bottom - top, title.width, title.height, _title_size(layout, title))


_SIZE = re.compile(r'<a:defRPr[^>]*\bsz="(\d+)"')


def _title_size(layout: Any, title: Any) -> float:
    """Return the size of the letters of titles: the placeholder's own, else the master's."""
    xml = need("lxml.etree", "pack").tostring
    master = layout.slide_master
    styles = master._element.find("{*}txStyles/{*}titleStyle")
    for part in (title._element, _title_of_master(master), styles):
        found = _SIZE.search(xml(part, encoding="unicode")) if part is not None else None
        if found:
            return int(found[1]) / 100
    return 28.0


def _title_of_master(master: Any) -> Any | None:
    found = _title_of(master)
    return None if found is None else found._element


def _refuse_small(path: Path, made: Any, layout: Any) -> None:
    frame = frame_of(made, layout)
    if frame.width < _LEAST_WIDTH * _INCH or frame.height < _LEAST_HEIGHT * _INCH:
        raise TemplateError(
            "the layout {name} of the template {file} leaves {width} × {height} inches between title and "
            "footer, and slides need {least}; make its title lower or the slide larger (Design, Slide Size)",
            name=layout.name,
            file=path,
            width=f"{max(frame.width, 0) / _INCH:.1f}",
            height=f"{max(frame.height, 0) / _INCH:.1f}",
            least=f"{_LEAST_WIDTH:g} × {_LEAST_HEIGHT:g}",
        )


def _drop_hidden(made: Any) -> None:
    """Take out the slides that the template hides, and the names of groups, which would still list them."""
    listed = made.slides._sldIdLst
    for entry in list(listed):
        if made.part.related_part(entry.rId)._element.get("show") in {"0", "false"}:
            made.part.drop_rel(entry.rId)
            listed.remove(entry)
    for extension in made.part._element.findall(".//{*}ext"):
        if extension.get("uri") == _SECTIONS:
            extension.getparent().remove(extension)
