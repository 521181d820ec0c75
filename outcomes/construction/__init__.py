"""How the constructed register is made; `outcomes/generate.py` runs it."""
