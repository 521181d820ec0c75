"""A desk that speaks Danish speaks no English, in both hosts."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache

from coding_desk import NODE, WIDGETS, ShownDesk
from playwright.sync_api import expect
from studies import code_words

# Words that are the same in both languages or are part of what the study holds.
SAME = {"memo", "ok", "status"}


@cache
def english_only() -> list[str]:
    """What the desk says in English and never in Danish; of sentences around a name the longest part."""
    script = f"""
        import {{wordingIn}} from '{WIDGETS}/desk/words/wording.js';
        import {{ACTIONS}} from '{WIDGETS}/desk/actions.js';
        import {{actionWords}} from '{WIDGETS}/desk/words/actions.js';
        import {{dialogWords}} from '{WIDGETS}/desk/words/dialogs.js';
        import {{helpWords}} from '{WIDGETS}/desk/words/help.js';
        import {{panelWords}} from '{WIDGETS}/desk/words/panels.js';
        const flat = (one, said = []) => {{
          for (const value of Object.values(one)) {{
            if (typeof value === 'string') said.push(value);
            else if (typeof value === 'function') said.push(value('\\u0000', '\\u0000', '\\u0000'));
            else flat(value, said);
          }}
          return said;
        }};
        const labels = language => ACTIONS.map(({{id}}) => actionWords(id, language));
        const all = language => {{
          const desk = {{language, wording: wordingIn(language)}};
          const parts = [desk.wording, panelWords(desk), dialogWords(desk), helpWords(desk)];
          return [...parts.flatMap(part => flat(part)), ...labels(language)];
        }};
        console.log(JSON.stringify([all('en'), all('da')]));
    """
    printed = subprocess.check_output([NODE, "--input-type=module", "--eval", script])
    english, danish = json.loads(printed)
    spoken = " ".join(danish).lower()
    parts = {max(words.split("\0"), key=len).strip() for words in english}
    return sorted(
        part for part in parts if len(part) > 3 and part.lower() not in SAME and part.lower() not in spoken
    )


def said(desk: ShownDesk) -> str:
    """All words of the desk that are seen or read aloud, apart from the interview's."""
    return desk.root.evaluate(
        """root => [...root.querySelectorAll('*')]
             .filter(one => one.checkVisibility() && !one.closest('.qwb-said'))
             .flatMap(one => [
               ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data),
               ...['aria-label', 'title', 'placeholder'].map(name => one.getAttribute(name) ?? ''),
             ])
             .map(words => words.trim()).filter(Boolean).join('\\n')"""
    )


def english_in(words: str) -> list[str]:
    """Sentences of the English desk that stand in these words."""
    return [one for one in english_only() if re.search(rf"(?<!\\w){re.escape(one)}(?!\\w)", words)]


def test_no_english_is_left_in_any_panel_or_dialog(show: Callable[..., ShownDesk]) -> None:
    desk = show(screen="da")
    code_words(desk.study, "hun sagde", "voluntariness", memo="Vigtigt")
    code_words(desk.study, "om aftenen", "flexibility")
    expect(desk.root.locator(".qwb-chip")).to_have_text(["Frivillighed✎", "Fleksibilitet"])
    expect(desk.code("Fri udgang")).to_be_visible()
    closed = desk.button("Vis panelerne")
    if closed.is_visible():
        closed.click()
    expect(desk.root.locator(".qwb-save")).to_have_text("Alt er gemt")
    seen = {"text": english_in(said(desk))}
    desk.chips(1).first.click()
    for action in (
        "show-codes",
        "show-transcripts",
        "show-coding",
        "show-quotations",
        "show-search",
        "show-memos",
        "show-review",
    ):
        desk.turn(0).focus()
        desk.do(action)
        if action == "show-search":
            desk.page.keyboard.type("hun")
            desk.button("Kod alle …").last.click()
        seen[action] = english_in(said(desk))
    for item in "Redigér …", "Læg sammen med …", "Del …", "Memo …":
        desk.turn(0).focus()
        desk.do("show-codes")
        desk.code("Fleksibilitet").focus()
        desk.press("Shift+F10")
        seen["menu"] = english_in(said(desk))
        desk.root.get_by_role("menuitem", name=item).click()
        expect(desk.dialog).to_be_visible()
        desk.press("Enter")
        seen[item] = english_in(said(desk))
        desk.press("Escape")
        if desk.dialog.is_visible():
            desk.dialog.get_by_role("button", name="Kassér").click()
    desk.go_to_turn(1)
    for action in "pick-code", "code-in-vivo", "help":
        desk.turn(1).focus()
        desk.do("next-word", action)
        seen[action] = english_in(said(desk))
        desk.press("Escape")
    desk.code_with("1")
    desk.says("Kodet: Frivillighed")
    assert {where: words for where, words in seen.items() if words} == {}


def test_english_would_be_found(desk: ShownDesk) -> None:
    expect(desk.root.get_by_label("Find in this transcript")).to_be_visible()
    assert {"Filter codes", "All saved", "Find in this transcript"} <= set(english_in(said(desk)))
