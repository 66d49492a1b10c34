"""What keeps code from being read."""

from __future__ import annotations


class UnreadableError(ValueError):
    """This code cannot be read. `sentence` is for its author, and quotes nothing of the code."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
