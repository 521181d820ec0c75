"""A report written: the template filled, as a page or as a Word document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from workbench.errors import StudyError
from workbench.findings.displays import html
from workbench.findings.displays.sheet import sheet
from workbench.findings.finding import table_as_html
from workbench.report.answers import answers
from workbench.report.checklists import checklists
from workbench.report.contents import Contents, Part
from workbench.report.facts import Facts
from workbench.report.words import report_voice

if TYPE_CHECKING:
    import plotly.graph_objects as go

TEMPLATES = Path(__file__).with_name("templates")
STYLE = """
body{font-family:Inter,"Segoe UI",Helvetica,Arial,sans-serif;color:#222;line-height:1.5;margin:0 auto;
max-width:1100px;padding:24px}
h1{font-size:28px}h2{font-size:21px;margin-top:2.2em;border-bottom:1px solid #dfe3e6;padding-bottom:4px}
h3{font-size:16px;margin-bottom:4px}h4{font-size:14px;margin:10px 0 2px}
table:not([class]){border-collapse:collapse;font-size:13px;margin:8px 0}
table:not([class]) td,table:not([class]) th{border-bottom:1px solid #dfe3e6;padding:4px 9px;text-align:left;
vertical-align:top;overflow-wrap:break-word}
blockquote{margin:6px 0;padding-left:10px;border-left:2px solid #56B4E9}cite{font-style:normal;color:#5f6368}
cite::before{content:"\\2013\\00a0"}
.code p{margin:2px 0;font-size:13px}
.depth-1{margin-left:22px}.depth-2{margin-left:44px}.depth-3{margin-left:66px}
.every-page{position:sticky;top:0;background:#fff4e8;color:#9a3d00;font-weight:600;font-size:13px;
padding:6px 10px;margin:0;z-index:2}
@media print{body{max-width:none;padding:0;font-size:11pt}h2,h3,h4{break-after:avoid}blockquote,.figure,tr{
break-inside:avoid}.every-page{position:static}
.modebar-container{display:none}}
"""


@dataclass(frozen=True)
class Written:
    """A filled template, and the figures that it asks for, by name."""

    html: str
    figures: Mapping[str, go.Figure]


def write(contents: Contents, template: Path | None, language: str, *, page: bool) -> Written:
    """Fill the template; figures become drawings of a page, or places for images of a document.

    Raises
    ------
    StudyError
        The template does not exist, breaks the rules of Jinja, or asks for what is not there.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    loaders = [FileSystemLoader(TEMPLATES)]
    if template is not None:
        if not template.is_file():
            raise StudyError("there is no such template", where=str(template))
        # Its own folder last, so that `{% extends "report.html" %}` finds ours.
        loaders.append(FileSystemLoader(template.parent))
    # A template can come from somebody else: it may lay out, not run programs.
    environment = SandboxedEnvironment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    parts = _Parts(contents, language, page=page)
    try:
        source = (template or TEMPLATES / "report.html").read_text(encoding="utf-8")
        body = environment.from_string(source).render(parts.names())
        whole = body.replace(SCRIPTS, parts.scripts() if page else "")
    except (TemplateError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        where = f"{template or 'report.html'}{f', line {line}' if line else ''}"
        raise StudyError(f"the template cannot be filled ({error})", where=where) from None
    return Written(whole, parts.figures)


SCRIPTS = "<!-- figures -->"


class _Parts:
    """What a template can ask for."""

    def __init__(self, contents: Contents, language: str, *, page: bool) -> None:
        self.contents, self.language, self.page = contents, language, page
        self.voice = report_voice(language)
        self.facts = Facts(contents, language)
        self.figures: dict[str, go.Figure] = {}

    def names(self) -> dict[str, Any]:
        contents = self.contents
        lists = checklists(answers(self.facts), self.language)
        return {
            "name": contents.name,
            "language": self.language,
            "date": datetime.now(UTC).date().isoformat(),
            "constructed": contents.frames.constructed,
            "masked": contents.masked,
            "guarded": contents.guard.summary(self.language),
            "style": Markup(html.STYLE + STYLE + self._pages()),  # noqa: S704 - our own
            "scripts": Markup(SCRIPTS),  # noqa: S704 - our own
            "facts": self.facts,
            "checklists": [
                {
                    "title": one.title,
                    "source": one.source,
                    "note": one.note,
                    "answered": one.answered,
                    "items": one.items,
                    "rows": [(item.id, item.asked, item.answer) for item in one.items],
                }
                for one in lists
            ],
            "say": self.voice.say,
            "table": self.table,
            "finding": self.finding,
            "figure": self.figure,
            "summary": self.summary,
        }

    def _pages(self) -> str:
        """Paper: margins, and at the head of every page that the data are constructed."""
        told = self.voice.say("constructed") if self.contents.frames.constructed else ""
        return f'@page{{margin:18mm 14mm;@top-left{{content:"{told}";font:9pt sans-serif;color:#9a3d00}}}}'

    @staticmethod
    def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
        return Markup(table_as_html(head, rows))  # noqa: S704 - it escapes every cell

    def finding(self, name: str) -> Markup:
        """The table and the words of a part."""
        part = self._part(name)
        if part.found is None:
            return self._not_possible(part.why)
        if name == "display":
            return Markup(html.as_table(sheet(part.found, self.language), self.language))  # noqa: S704
        if name == "negative":
            return Markup(html.as_table(part.found.sheet(self.language), self.language))  # noqa: S704
        printed = part.found._printed(self.language)  # noqa: SLF001 - how it reads in any language
        return self.table(*printed) + self.summary(name)

    def summary(self, name: str) -> Markup:
        part = self._part(name)
        if part.found is None:
            return self._not_possible(part.why)
        return Markup("<p>{}</p>").format(part.found.summary(self.language))

    def figure(self, name: str) -> Markup:
        part = self._part(name)
        if part.found is None:
            return self._not_possible(part.why)
        self.figures[name] = self.contents.guard.without_held(part.found).figure(self.language)
        if self.page:
            return Markup('<div class="figure" id="figure_{}"></div>').format(name)
        return Markup('<img alt="{}">').format(name)

    def _part(self, name: str) -> Part[Any]:
        part = getattr(self.contents, name, None)
        if not isinstance(part, Part):
            raise TemplateRuntimeError(f"the report has no part {name!r}")
        return part

    def _not_possible(self, why: str) -> Markup:
        return Markup("<p>{}</p>").format(self.voice.say("not possible", why=why))

    def scripts(self) -> str:
        """Plotly once, and the figures; nothing in them can end the script."""
        if not self.figures:
            return ""
        from plotly.offline import get_plotlyjs

        drawn = {f"figure_{name}": json.loads(figure.to_json()) for name, figure in self.figures.items()}
        text = json.dumps(drawn).replace("<", "\\u003c")
        return (
            f"<script>{get_plotlyjs()}</script><script>for (const [id, figure] of Object.entries({text}))"
            "Plotly.newPlot(id, figure.data, figure.layout, {displaylogo: false, responsive: true});</script>"
        )
