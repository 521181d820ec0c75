"""YAML that researchers write by hand, read safely, with the line of every entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    Node = MappingNode | SequenceNode | ScalarNode

Steps = tuple[str | int, ...]
"""The way to an entry: keys of maps and positions in lists, from the top."""

MAX_BYTES = 2_000_000
MAX_ENTRIES = 100_000
"""Bounds what aliases can expand to; the largest shipped scheme holds about 4,000."""
MAX_DEPTH = 60

_TAG = "tag:yaml.org,2002:"
_PLAIN_KINDS = {"str", "int", "float", "bool", "null", "timestamp", "merge", "map", "seq"}
# YAML can write these as escapes, but neither PostgreSQL nor a UTF-8 file can hold them.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file, and what to do about it; `line` counts from 1."""

    line: int | None
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LocatedDocument:
    """What a YAML file holds: plain dicts, lists, text, numbers, booleans and None.

    Attributes
    ----------
    lines
        Line, from 1, of every entry by the way to it; `()` is the document itself.
    problems
        Doubled keys, tags and characters that have no place in such a file.
    """

    content: object
    lines: Mapping[Steps, int]
    problems: tuple[Problem, ...] = ()

    def line_of(self, steps: Steps) -> int | None:
        """Return the line of the entry, or of the nearest one around it that has a line."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps)


def read_located_yaml(path: Path) -> LocatedDocument:
    """Read a YAML 1.2 file in UTF-8 of at most 2 MB.

    Raises
    ------
    RefusedFileError
        The file cannot be opened, is too large, in another encoding, no YAML, or expands
        without bound.
    """
    where = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise RefusedFileError(f"the file cannot be read ({error.strerror})", where=where) from None
    if len(data) > MAX_BYTES:
        raise RefusedFileError(f"the file is larger than {MAX_BYTES // 1_000_000} MB", where=where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedFileError(
            "the file is not in UTF-8",
            where=f"{where}, line {line}",
            hint="Save it again with the encoding UTF-8",
        ) from None
    return locate_yaml(text, where=where)


def locate_yaml(text: str, *, where: str) -> LocatedDocument:
    """Parse one YAML document; `where` names it in errors.

    Only the parser's nodes are used and turned into plain values here: no constructor of any
    tag ever runs.

    Raises
    ------
    RefusedFileError
        The text is not YAML, or expands without bound.
    """
    reading = _Reading(where)
    node = _compose(text, where)
    content = None if node is None else reading.value(node, ())
    return LocatedDocument(content, reading.lines, tuple(reading.problems))


def _compose(text: str, where: str) -> Node | None:
    # Loaded when needed: it takes 80 ms, and every study that is opened imports this module.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        raise RefusedFileError("its entries are nested too deeply", where=where) from None
    except MarkedYAMLError as error:
        # A text that is never closed is best told where it opens; all else where it is noticed.
        unclosed = "end of stream" in str(error.problem)
        mark = error.context_mark if unclosed else error.problem_mark
        what, hint = _in_plain_words(error)
        place = where if mark is None else f"{where}, line {mark.line + 1}"
        raise RefusedFileError(what, where=place, hint=hint) from None
    except (YAMLError, ValueError) as error:
        said = str(error).splitlines()[0]
        raise RefusedFileError(f"this is not text that YAML allows ({said})", where=where) from None
    return node


@dataclass
class _Reading:
    """One walk over the nodes of a document."""

    where: str
    lines: dict[Steps, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value(self, node: Node, steps: Steps) -> object:
        line = self.lines.setdefault(steps, node.start_mark.line + 1)
        if len(self.lines) > MAX_ENTRIES or len(steps) > MAX_DEPTH:
            raise RefusedFileError(
                "its entries are too many or nested too deeply",
                where=f"{self.where}, line {line}",
                hint="Look for a name with * that repeats a large part of the file",
            )
        kind = str(node.tag).removeprefix(_TAG)
        if kind not in _PLAIN_KINDS:
            self.problems.append(Problem(line, f"the tag {kind!r} is not allowed", "Leave it out"))
        if node.id == "mapping":
            return self._map(node, steps)
        if node.id == "sequence":
            return [self.value(item, (*steps, position)) for position, item in enumerate(node.value)]
        return self._scalar(node.value, kind, line)

    def _map(self, node: Node, steps: Steps) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.id != "scalar":
                self.problems.append(Problem(line, "a key must be a word, not a list or a map"))
                continue
            # As it is written: a language may be called `no`, whatever YAML makes of that.
            key = key_node.value
            if key in found:
                first = self.lines[*steps, key]
                self.problems.append(
                    Problem(line, f"the key {key!r} stands twice (first in line {first})", "Keep one of them")
                )
                continue
            self.lines[*steps, key] = line
            found[key] = self.value(value_node, (*steps, key))
        return found

    def _scalar(self, text: str, kind: str, line: int) -> str | float | bool | None:
        if _UNSTORABLE.search(text):
            self.problems.append(Problem(line, "the text holds a character that cannot be stored"))
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in {"true", "yes", "on", "y"}
        if kind in {"int", "float"}:
            try:
                return int(text) if kind == "int" else float(text)
            except ValueError:  # 0x1F, .inf: the text as it is written serves as well
                return text
        return text


# What ruamel.yaml says, what is wrong in plain words, and what to do about it.
_PLAIN_WORDS = (
    (r"character '\\t'", "a tab stands where YAML allows only spaces", "Indent with spaces"),
    (
        r"character '(.)' that cannot start",
        "text cannot begin with the character {0}",
        "Put quotes around the text",
    ),
    (
        r"mapping values are not allowed",
        "a colon stands where no key can be, or the line is indented unlike the lines around it",
        "Put quotes around text that holds ': ', and indent keys that belong together alike",
    ),
    (r"could not find expected ':'", "a key without its colon", "Write it as key: value"),
    (r"unexpected end of stream", "a quotation mark is opened and never closed", "Close it"),
    (r"expected <block end>", "this line is indented unlike the lines it belongs to", "Indent them alike"),
    (r"expected ',' or '(.)'", "a comma or the closing {0} is missing", "Close every bracket"),
    (
        r"undefined alias '(.*)'",
        "a * at the beginning of text refers to a name, and nothing is named &{0}",
        "Put quotes around the text",
    ),
    (r"another document", "a line with --- begins a second document", "Keep one document in a file"),
    (
        r"unknown escape character",
        "a \\ in double quotes begins a code that YAML does not know",
        "Use single quotes",
    ),
)


def _in_plain_words(error: MarkedYAMLError) -> tuple[str, str | None]:
    said = f"{error.context or ''} {error.problem or ''}"
    for pattern, what, hint in _PLAIN_WORDS:
        if match := re.search(pattern, said):
            return what.format(*match.groups()), hint
    return f"this is not valid YAML ({error.problem})", None
