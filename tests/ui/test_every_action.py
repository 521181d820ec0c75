"""No action of the desk's table is without a test that does it by its key in both hosts."""

from __future__ import annotations

import test_changing_codings_at_the_desk
import test_codebook_on_the_desk
import test_moving_and_finding
import test_selecting_and_coding
from coding_desk import keys_of_actions

# The fixture `desk` sees to it that a test does what it says that it exercises.
MODULES = (
    test_changing_codings_at_the_desk,
    test_codebook_on_the_desk,
    test_moving_and_finding,
    test_selecting_and_coding,
)


def test_every_action_of_the_table_is_done_by_its_key_in_some_test() -> None:
    exercised = {
        action
        for module in MODULES
        for name, test in vars(module).items()
        if name.startswith("test_")
        for marker in getattr(test, "pytestmark", [])
        if marker.name == "exercises"
        for action in marker.args
    }
    assert sorted(keys_of_actions()) == sorted(exercised)
