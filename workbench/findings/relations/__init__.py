"""How codes stand to each other: in the text, in the order of the talk, and in people."""
