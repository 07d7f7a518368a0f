"""Reads the numbers that a text states, in digits and in words, by the rules of its language.

The kinds of what is found: `cardinal` (1,000 · forty-six), `percent` (15%), `ordinal` (third, 3rd), `one` (a word for
one that may be an article or a pronoun), `yearlike` (a bare 2022, which a caller may take for a year or a number),
`fraction` (two thirds), and those that state no number: `year`, `date`, `time`, `ratio` (24/7, 3:1), `identifier`
(Su-35, COVID-19, No. 5) and `unclear` (1.000 in Russian, 500–600,000: two readings are possible).
"""

from explainer.reading.numbers import (
    StatedNumber,
    days_have_dots,
    follows_year_word,
    knows,
    knows_words,
    names_something,
    read_numbers,
    stating,
    unit_scale,
)

__all__ = [
    "StatedNumber",
    "days_have_dots",
    "follows_year_word",
    "knows",
    "knows_words",
    "names_something",
    "read_numbers",
    "stating",
    "unit_scale",
]
