"""The commands for what people judge: negative cases with their notes, and what must not leave the team."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.bundles import bundled
from workbench.cli.options import CodesOption, JsonOption, LanguageOption, StudyOption, open_study
from workbench.cli.output import records, say, say_json, told_on_stderr
from workbench.cli.showing import Showing
from workbench.errors import FindingError

CoderOption = Annotated[str, typer.Option(metavar="NAME", help="Who writes it; needed to save something.")]


@bundled
def cases(
    *,
    outcome: Annotated[str, typer.Option(metavar="VAR", help="The outcome variable.")],
    code: CodesOption = None,
    group: Annotated[
        list[str] | None, typer.Option(metavar="VALUE", help="One of two outcome groups; repeat.")
    ] = None,
    note: Annotated[
        list[str] | None,
        typer.Option(metavar="THEME=TEXT", help="Save what the negative cases of a theme mean; repeat."),
    ] = None,
    reported: Annotated[
        list[str] | None,
        typer.Option(metavar="THEME", help="Mark a theme as reported, once its note is written; repeat."),
    ] = None,
    coder: CoderOption = "",
    showing: Showing,
) -> None:
    """Negative cases: who contradicts the pattern of each theme, and what the team makes of them."""
    from workbench.findings.negative_cases.negative_cases import negative_cases

    with showing.opened() as study:
        found = negative_cases(study, outcome=outcome, codes=code, groups=group)
        for one in note or []:
            theme, equals, text = one.partition("=")
            if not equals:
                raise FindingError(f"{one!r} is not THEME=TEXT")
            found = found.edit(theme, note=text)
        for theme in reported or []:
            found = found.report(theme)
        found = study.keep(found, coder=coder)
        showing.show(found, {"outcome": outcome, "themes": found.table, "cases": found.cases})


def disclosure(
    attribute: Annotated[
        list[str] | None,
        typer.Option(metavar="VAR", help="What a reader may know of a person; repeat for several."),
    ] = None,
    k: Annotated[
        int, typer.Option("--k", metavar="N", help="So many of the interviewed must share these values.")
    ] = 3,
    release: Annotated[
        str | None, typer.Option(metavar="QUOTE", help="Release this quote, by its id; needs --reason.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why nobody is exposed by it.")] = "",
    withdraw: Annotated[
        str | None, typer.Option(metavar="QUOTE", help="Take the release of this quote back.")
    ] = None,
    coder: CoderOption = "",
    language: LanguageOption = "en",
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Disclosure: quotes that could expose somebody, and their release one by one, with a reason."""
    from workbench.findings.disclosure.disclosure import disclosure as guard_of

    with told_on_stderr(), open_study(study) as opened:
        guard = guard_of(opened, variables=attribute or (), smallest=1, k=k)
        if release is not None:
            guard = guard.release(release, reason=reason)
        if withdraw is not None:
            guard = guard.withdraw(withdraw)
        guard = opened.keep(guard, coder=coder)
        if as_json:
            say_json(
                {
                    "held": len(guard.held),
                    "quotes": records(guard.quotes),
                    "releases": records(guard.releases),
                }
            )
        else:
            say(guard.as_text(language, ids=True))
