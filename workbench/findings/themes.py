"""Findings about themes: which themes, and what they are called."""

from __future__ import annotations

from abc import abstractmethod

from workbench.errors import FindingError
from workbench.findings.finding import Finding
from workbench.findings.grouping import nearest
from workbench.findings.presence import Theme
from workbench.model.scheme import localise


class ThemeFinding(Finding):
    """A finding whose rows, columns or marks are themes."""

    @property
    @abstractmethod
    def _themes(self) -> tuple[Theme, ...]:
        """The themes, in order."""

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids of the themes, in order."""
        return tuple(theme.code for theme in self._themes)

    def theme_label(self, code: str, language: str = "en") -> str:
        """What the theme `code` is called."""
        return localise(self._themes[self._place(code)].label, language) or code

    def _stated_themes(self) -> list[tuple[str, list[str]]]:
        """The themes with the codes that count for them, for the fingerprint."""
        return [(theme.code, sorted(theme.codes)) for theme in self._themes]

    def _place(self, code: str) -> int:
        """Where the theme `code` stands among the themes.

        Raises
        ------
        FindingError
            There is no such theme.
        """
        if code not in self.themes:
            raise FindingError(f"{code!r} is not a theme of this finding", hint=nearest(code, self.themes))
        return self.themes.index(code)
