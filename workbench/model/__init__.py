"""The nouns of the workbench: frozen dataclasses and their validation, without any I/O."""
