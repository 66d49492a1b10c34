"""What Python says, in the languages that people read it in.

A sentence is English wherever it is taken for a text: in logs, in exceptions, in reports. It knows what it
was made of, so that whoever shows it to somebody can have it in his language.

    sentence.py  sentences, and how they come into another language
    wanted.py    which language somebody reads
    zh_cn/       Simplified Chinese
"""

from .sentence import SaidError, Sentence, both, either, in_language, join, say, spoken
from .wanted import language_of_environment, language_of_header, language_of_tag

__all__ = [
    "SaidError",
    "Sentence",
    "both",
    "either",
    "in_language",
    "join",
    "language_of_environment",
    "language_of_header",
    "language_of_tag",
    "say",
    "spoken",
]
