"""Mixed-methods findings: pure functions from tidy frames to results that know their quotes."""
