"""The quotes behind a mark of a figure, as a list beside it shows them."""
