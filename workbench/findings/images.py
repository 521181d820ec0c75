"""Figures as files for print: PNG, SVG and PDF, drawn by the Chromium of the machine without a network.

Plotly draws in a browser, so each way needs one. Kaleido, plotly's own, starts the same browser, no
quicker, and knows no size in print; `docs/figures.md` has what was measured.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.errors import FindingError
from workbench.findings.sheet import NARROWEST
from workbench.findings.style import FONT
from workbench.study.exporting import written_whole

if TYPE_CHECKING:
    import plotly.graph_objects as go

FORMATS = (".png", ".svg", ".pdf")
DOTS_PER_INCH = 300
MILLIMETRES_PER_INCH = 25.4
# At 160 mm the smallest letters of a figure have 7 points; below 120 mm they would have less than 5.
PIXELS_PER_MILLIMETRE = NARROWEST / 160
NARROWEST_MM, WIDEST_MM = 120, 420
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
APPLICATIONS = tuple(
    Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in ("Google Chrome", "Chromium")
)
SECONDS = 120
# Widths of these letters in Helvetica, Arial and all fonts made to their measure, in their height.
MEASURED, MEASURE, TOLERANCE = "The quick brown fox", 8.948, 0.05
PAGE = """<!DOCTYPE html><meta charset="utf-8"><body><script src="plotly.js"></script><script>
const keep = (id, text) => {{
  const kept = document.createElement("pre");
  kept.id = id;
  kept.textContent = text;
  document.body.append(kept);
}};
const pen = document.createElement("canvas").getContext("2d");
pen.font = "100px {font}";
keep("font-measure", pen.measureText("{measured}").width / 100);
(async () => {{
  for (const [name, figure] of Object.entries({figures})) {{
    const size = {{width: {width}, height: figure.layout.height, scale: {scale}, imageDataOnly: true}};
    keep(`figure-${{name}}`, encodeURIComponent(await Plotly.toImage(figure, {{format: "{kind}", ...size}})));
  }}
}})();
</script>"""
PRINTED = """<!DOCTYPE html><meta charset="utf-8"><title>{title}</title>
<style>@page{{size:{width}mm {height}mm;margin:0}}html,body{{margin:0;height:{height}mm;overflow:hidden}}
svg{{display:block}}</style>{svg}"""
KEPT = re.compile(r'<pre id="figure-(\w+)">([^<]*)</pre>')
FONT_MEASURE = re.compile(r'<pre id="font-measure">([0-9.]+)</pre>')


def browser() -> str | None:
    """The Chromium of this machine, if it has one."""
    found = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    return found or next((str(place) for place in APPLICATIONS if place.is_file()), None)


def export_figure(figure: go.Figure, out: str | Path, *, width_mm: float = 160) -> Path:
    """Write a figure as png, svg, pdf or html, by the ending of `out`.

    A png has 300 dots per inch; svg and pdf hold lines and letters, and no quotes. A html page answers
    to the mouse, holds the quotes that it then shows, and is as wide as its window.

    Parameters
    ----------
    figure
        The figure of a finding.
    out
        The file.
    width_mm
        Width in print, in millimetres; the height follows. Not for html.

    Raises
    ------
    FindingError
        The ending or the width is another, or there is no Chromium to draw with (html needs none).
    StudyError
        The file cannot be written.
    """
    out = Path(out)
    ending = out.suffix.lower()
    if ending not in (*FORMATS, ".html"):
        raise FindingError(
            f"{out.suffix or 'a name without an ending'} is not a format of figures",
            where=out.name,
            hint="Use .svg, .pdf, .png or .html",
        )
    if not NARROWEST_MM <= width_mm <= WIDEST_MM:
        raise FindingError(
            f"a figure cannot be {width_mm:g} mm wide in print",
            hint=f"From {NARROWEST_MM} to {WIDEST_MM} mm the letters can be read",
        )
    if ending == ".html":
        with written_whole(out) as part:
            figure.write_html(part, include_plotlyjs=True, config={"displaylogo": False})
        return out
    drawn = _drawn({"one": figure}, "png" if ending == ".png" else "svg", width_mm)["one"]
    with written_whole(out) as part:
        if ending == ".png":
            part.write_bytes(drawn)
        else:
            svg = _sized(drawn.decode(), figure, width_mm)
            part.write_bytes(_printed(svg, figure, width_mm) if ending == ".pdf" else svg.encode())
    return out


def png_images(figures: Mapping[str, go.Figure], *, width_mm: float) -> dict[str, bytes]:
    """Draw figures as PNG with one start of Chromium.

    Parameters
    ----------
    figures
        By name: letters, digits and `_`.
    width_mm
        Width of all of them in print.

    Raises
    ------
    FindingError
        There is no Chromium, or it draws nothing.
    """
    return _drawn(figures, "png", width_mm) if figures else {}


def _drawn(figures: Mapping[str, go.Figure], kind: str, width_mm: float) -> dict[str, bytes]:
    """Each figure as the bytes of a png with its size in print, or of an svg in pixels."""
    import orjson

    from workbench.findings.heatmap import in_squares

    width = _pixels(width_mm)
    per_pixel = width_mm / MILLIMETRES_PER_INCH * DOTS_PER_INCH / width
    plain = {name: orjson.Fragment(in_squares(figure).to_json()) for name, figure in figures.items()}
    page = PAGE.format(
        # Nothing that a study holds can end the script.
        figures=orjson.dumps(plain).decode().replace("<", "\\u003c"),
        font=FONT,
        measured=MEASURED,
        width=width,
        scale=per_pixel if kind == "png" else 1,
        kind=kind,
    )
    told = _run(page, ["--virtual-time-budget=20000", "--dump-dom"])
    drawn = dict(KEPT.findall(told))
    if set(drawn) != set(figures):
        raise FindingError("Chromium did not draw the figure", hint="Write .html, which needs no Chromium")
    measured = FONT_MEASURE.search(told)
    if measured is None or abs(float(measured[1]) / MEASURE - 1) > TOLERANCE:
        raise FindingError(
            "this machine has no font like Helvetica or Arial, and labels would not fit",
            hint="Install one (on Debian: apt install fonts-liberation)",
        )
    if kind == "png":
        return {name: _with_density(base64.b64decode(unquote(text))) for name, text in drawn.items()}
    return {name: unquote(text).encode() for name, text in drawn.items()}


def _pixels(width_mm: float) -> int:
    """How wide a figure is laid out: letters keep their size in wider figures."""
    return max(NARROWEST, round(width_mm * PIXELS_PER_MILLIMETRE))


def _height_mm(figure: go.Figure, width_mm: float) -> float:
    return round(float(figure.layout.height) * width_mm / _pixels(width_mm), 2)


def _sized(svg: str, figure: go.Figure, width_mm: float) -> str:
    """The drawing at its size in print, with its title for screen readers."""
    size = f"0 0 {_pixels(width_mm)} {figure.layout.height:g}"
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'width="{width_mm:g}mm" height="{_height_mm(figure, width_mm):g}mm" viewBox="{size}">'
        f"<title>{escape(_title(figure))}</title>"
    )
    return re.sub(r"^<svg\b[^>]*>", lambda _: head, svg, count=1)


def _title(figure: go.Figure) -> str:
    """The words of the title, without its marks of weight and size."""
    from html import unescape

    return unescape(re.sub(r"<[^>]*>", " ", figure.layout.title.text or "")).strip()


def _printed(svg: str, figure: go.Figure, width_mm: float) -> bytes:
    """One page of the size of the drawing, with letters as letters."""
    page = PRINTED.format(
        title=escape(_title(figure)),
        width=f"{width_mm:g}",
        height=f"{_height_mm(figure, width_mm):g}",
        svg=svg,
    )
    with TemporaryDirectory(prefix="figures-") as folder:
        made = Path(folder) / "figure.pdf"
        _run(page, ["--no-pdf-header-footer", f"--print-to-pdf={made}"])
        if not made.is_file():
            raise FindingError("Chromium did not print the figure", hint="Write .svg instead")
        return made.read_bytes()


def _run(page: str, arguments: Sequence[str]) -> str:
    """Open a page in Chromium, with every address unreachable, and return what it tells."""
    from plotly.offline import get_plotlyjs

    program = browser()
    if program is None:
        raise FindingError(
            "there is no Chromium or Chrome on this machine to draw the figure with",
            hint="Install one (on Debian: apt install chromium), or write .html, which needs none",
        )
    with TemporaryDirectory(prefix="figures-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "figures.html"
        file.write_text(page, encoding="utf-8")
        (Path(folder) / "plotly.js").write_text(get_plotlyjs(), encoding="utf-8")
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder}/profile",
            *arguments,
            file.as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # Chromium refuses to be run by root with its sandbox, as in a container.
            command.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FindingError(f"Chromium could not be run ({type(error).__name__})", where=program) from None
    return done.stdout.decode(errors="replace")


def _with_density(png: bytes) -> bytes:
    """Say in a PNG how many dots an inch has, so that it is as large in print as it was asked for."""
    per_metre = round(DOTS_PER_INCH / MILLIMETRES_PER_INCH * 1000)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    # After the signature (8 bytes) and the header (25 bytes).
    return png[:33] + struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body)) + png[33:]
