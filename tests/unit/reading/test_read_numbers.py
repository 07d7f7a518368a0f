"""What the reader makes of real wordings and of hard ones, language by language."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from explainer.reading import knows, knows_words, read_numbers, stating, unit_scale

# Made once with num2words 0.5.14, less its slips (двохста, дев'яностами, quatre-vingtsième) and English commas.
SPELLED = json.loads((Path(__file__).parent / "number_words.json").read_text("utf-8"))


def show(text: str, language: str) -> list[str]:
    """Return every number as `words = value`, with its kind and qualifier where they say something."""
    found = []
    for number in read_numbers(text, language):
        value = f"{number.low.normalize():f}" + (f"..{number.high.normalize():f}" if number.is_range else "")
        marks = "" if number.kind == "cardinal" else f" {number.kind}"
        found.append(f"{number.text} = {value}{marks}" + (f", {number.qualifier}" if number.qualifier else ""))
    return found


CASES = {
    "en": {
        "35 in 135 and 192/25": ["35 = 35", "135 = 135", "192/25 = 0 ratio"],
        "a thousand, a dozen, two dozen, half a dozen": [
            "a thousand = 1000",
            "a dozen = 12",
            "two dozen = 24",
            "half a dozen = 6",
        ],
        "Nearly half a million Russian soldiers": ["half a million = 500000, nearly"],
        "one and a half million": ["one and a half million = 1500000"],
        "two million and a half": ["two million and a half = 2500000"],
        "a quarter of a million": ["a quarter of a million = 250000"],
        "twelve hundred and one": ["twelve hundred and one = 1201"],
        "hundred and five men, several thousand two hundred": [
            "hundred and five = 5 unclear",
            "thousand two hundred = 200 unclear",
        ],
        "12 lakh, 1.5 crore": ["12 lakh = 1200000", "1.5 crore = 15000000"],
        "several thousand, hundreds of thousands, a few hundred": [],
        "15%, 15 per cent, 5-10%, 5 percentage points": [
            "15% = 15 percent",
            "15 per cent = 15 percent",
            "5-10% = 5..10 percent",
            "5 = 5",
        ],
        "−5, minus five, -7": ["−5 = -5", "minus five = -5", "-7 = -7"],
        "between 500,000 to 600,000": ["500,000 to 600,000 = 500000..600000"],
        "between about 20 and about 30": ["20 and about 30 = 20..30, about"],
        "from 20 to 30": ["20 to 30 = 20..30"],
        "rose from 20 to 30": ["20 = 20", "30 = 30"],
        "roughly 2–2.5 times": ["2–2.5 = 2..2.5, about"],
        "two to three hundred thousand": ["two to three hundred thousand = 200000..300000"],
        "$1.5m-2m, 2 to 3 million": ["1.5m-2m = 1500000..2000000", "2 to 3 million = 2000000..3000000"],
        "$5-$10, between $5 and $10 million": ["5-$10 = 5..10", "5 and $10 million = 5000000..10000000"],
        "500–600,000": ["500–600,000 = 500..600000 unclear"],
        "6,000 to 6,000 bodies": ["6,000 = 6000", "6,000 = 6000"],
        "307-for-307": ["307 = 307", "307 = 307"],
        "Su-35, COVID-19, T-72B3, MH17, 5G, 4x4": [
            "Su-35 = 0 identifier",
            "COVID-19 = 0 identifier",
            "T-72B3 = 0 identifier",
            "MH17 = 0 identifier",
            "5G = 0 identifier",
            "4x4 = 0 identifier",
        ],
        "24 February 2022 at 12:30, 10-12 p.m.": [
            "24 February 2022 = 0 date",
            "12:30 = 0 time",
            "10-12 p.m. = 0 time",
        ],
        "at half past six, six o’clock, six hours": ["six = 0 time", "six o’clock = 0 time", "six = 6"],
        "the season 2023/2024, 50° 12′ N, 14 °C": [
            "2023/2024 = 2023 year",
            "50° 12′ = 0 identifier",
            "14 = 14",
        ],
        "Articles 3 and 4, (p. 7), the n° 12": [
            "3 and 4 = 0 identifier",
            "7 = 0 identifier",
            "12 = 0 identifier",
        ],
        "half of them, nearly a quarter of 300, the second half of May, a third round": [
            "half of = 0.5 fraction",
            "a quarter of = 0.25 fraction, nearly",
            "300 = 300",
            "second = 2 ordinal",
            "third = 3 ordinal",
        ],
        "five and a half of those, half a million": ["five and a half = 5.5", "half a million = 500000"],
        "of phase 5 bodies, the (nearly 300) men": ["5 = 5", "300 = 300, nearly"],
        "Jan. 23–24, Feb. 4–5, and Feb. 17–18": [
            "Jan. 23–24 = 0 date",
            "Feb. 4–5 = 0 date",
            "Feb. 17–18 = 0 date",
        ],
        "On 24 March, 24 people": ["24 March = 0 date", "24 = 24"],
        "In 2022, 300 of the 1990s": ["2022 = 2022 yearlike", "300 = 300", "1990s = 1990 year"],
        "more than 2000 bodies": ["2000 = 2000, more than"],
        "No. 5, pp. 3-5, Chapter Three, no 5": [
            "5 = 0 identifier",
            "3-5 = 0 identifier",
            "Three = 0 identifier",
            "5 = 5",
        ],
        "no one, one of them": ["one = 1 one"],
        "46.5K, 90k, $5bn, 3rd": ["46.5K = 46500", "90k = 90000", "5bn = 5000000000", "3rd = 3 ordinal"],
        "over-107-000-russian-soldiers-killed": ["107-000 = 107000, more than"],
        "verified-russian-deaths-in-ukraine-war-exceed-90k": ["90k = 90000, more than"],
        "6 060 bodies, 1'000, 1,00,000, 1.000.000": [
            "6 060 = 6060",
            "1'000 = 1000",
            "1,00,000 = 100000",
            "1.000.000 = 1000000",
        ],
        "12 300 45": ["12 300 = 12300 unclear", "45 = 45"],
        "no fewer than 1,000; 6,000, at least; 100+; at least some 5": [
            "1,000 = 1000, at least",
            "6,000 = 6000, at least",
            "100 = 100, at least",
            "5 = 5, at least",
        ],
        "unilaterally hand over 6,000 frozen bodies": ["6,000 = 6000"],
        "https://example.org/2026/02/26/x-35": [],
    },
    "de": {
        "rund 8.000, 15 000, 1.000,5 und 46.5": [
            "8.000 = 8000, about",
            "15 000 = 15000",
            "1.000,5 = 1000.5",
            "46.5 = 46.5",
        ],
        "am 24.02. um 12.30 Uhr, 3,5 Mio.": ["24.02. = 0 date", "12.30 Uhr = 0 time", "3,5 Mio = 3500000"],
        "eine halbe Million, anderthalb Millionen": ["eine halbe Million = 500000", "anderthalb Millionen = 1500000"],
        "hundertzwanzig Tausend, mehrere tausend": ["hundertzwanzig Tausend = 120000"],
        "zwischen 20 und 30 Prozent, von 20 auf 30": ["20 und 30 Prozent = 20..30 percent", "20 = 20", "30 = 30"],
        "die Hälfte, die zweite Hälfte, ein Viertel": [
            "Hälfte = 0.5 fraction",
            "zweite = 2 ordinal",
            "ein Viertel = 0.25 fraction",
        ],
        "um halb neun, das 19-Uhr-Konzert": ["neun = 0 time", "19-Uhr = 0 time"],
        "Abschn. 6, Bd. 4, Kap. 5, kap 5": ["6 = 0 identifier", "4 = 0 identifier", "5 = 0 identifier", "5 = 5"],
        "dritte, 3. Runde, 1990er": ["dritte = 3 ordinal", "3 = 3 ordinal", "1990er = 1990 year"],
    },
    "fr": {
        "l’échange de 314, plus d’un million": ["314 = 314", "un million = 1000000, more than"],
        "de 20 à 30 pour cent, moins de 5, moins 5": [
            "20 à 30 pour cent = 20..30 percent",
            "5 = 5, less than",
            "moins 5 = -5",
        ],
        "une dizaine de milliers, un million et demi": [
            "une dizaine de milliers = 10000",
            "un million et demi = 1500000",
        ],
        "à 9 heures, de 7 h à 9 h, 9 h de route, à 2 heures de route": [
            "9 heures = 0 time",
            "7 h à 9 h = 0 time",
            "9 = 9",
            "2 = 2",
        ],
        "du 10 au 14 mars, le 2 et le 3 mars 2025, n° 5": [
            "10 au 14 mars = 0 date",
            "2 et le 3 mars 2025 = 0 date",
            "5 = 0 identifier",
        ],
        "1.000, 24 000, 14h30": ["1.000 = 1000 unclear", "24 000 = 24000", "14h30 = 0 time"],
    },
    "ru": {
        "более 9 тысяч, около тысячи, тысячи тел": ["9 тысяч = 9000, more than", "тысячи = 1000, about"],
        "от 10 тыс. до 15 тыс., два-три": ["10 тыс. до 15 тыс = 10000..15000", "два-три = 2..3"],
        "полтора миллиона, полмиллиона, трёмстам": [
            "полтора миллиона = 1500000",
            "полмиллиона = 500000",
            "трёмстам = 300",
        ],
        "в 2022 году, 24 февраля, 3-й, 1990-е": [
            "2022 = 2022 year",
            "24 февраля = 0 date",
            "3-й = 3 ordinal",
            "1990-е = 1990 year",
        ],
        "половина, половина миллиона, две трети, вторая половина, четверть тел": [
            "половина = 0.5 fraction",
            "половина миллиона = 500000",
            "две трети = 0.6666666666666666666666666667 fraction",
            "вторая = 2 ordinal",
            "четверть = 0.25 fraction",
        ],
        "в 18 часов, с 9 до 17 часов, за 18 часов, в пять утра, в 18 часов пути": [
            "18 часов = 0 time",
            "9 до 17 часов = 0 time",
            "18 = 18",
            "пять утра = 0 time",
            "18 = 18",
        ],
        "с 5 по 7 марта, тысяча девятьсот сорок пятый": [
            "5 по 7 марта = 0 date",
            "тысяча девятьсот сорок пятый = 1945 ordinal",
        ],
        "1 млн 200 тыс., 12 тысяч 345": ["1 млн 200 тыс = 1200000", "12 тысяч 345 = 12345"],
    },
    "uk": {
        "5 503 тіла, п’ятсот, пів мільйона": ["5 503 = 5503", "п’ятсот = 500", "пів мільйона = 500000"],
        "від двох до трьох тисяч, 10 відсотків": ["двох до трьох тисяч = 2000..3000", "10 відсотків = 10 percent"],
        "дві п’ятих, о 18 годині, 18 годин, 2-га, 90-ті": [
            "дві п’ятих = 0.4 fraction",
            "18 годині = 0 time",
            "18 = 18",
            "2-га = 2 ordinal",
            "90-ті = 90 ordinal",
        ],
        "двадцять перший, 5 з половиною": ["двадцять перший = 21 ordinal", "5 з половиною = 5.5"],
    },
    "bg": {
        "186 102, сто двадесет и пет хиляди, 15 на сто": [
            "186 102 = 186102",
            "сто двадесет и пет хиляди = 125000",
            "15 на сто = 15 percent",
        ],
        "19. век, 5-и, през 90-те, 27-те страни, в 18 часа": [
            "19 = 19 ordinal",
            "5-и = 5 ordinal",
            "90-те = 90 year",
            "27 = 27",
            "18 часа = 0 time",
        ],
        "две хиляди и петстотин, 5 хил., хиляди": ["две хиляди и петстотин = 2500", "5 хил = 5000"],
    },
    "zh": {"村里有412名居民, 41万人": ["412 = 412", "41万 = 410000"], "2022年": ["2022年 = 2022 year"]},
    "ja": {"5万4000人、1.2億円": ["5万4000 = 54000", "1.2億 = 120000000"], "3月5日": ["3月 = 0 date", "5日 = 0 date"]},
    "ko": {"4만5천명": ["4만5 = 40000 unclear"]},
    "th": {"มี412คน": ["412 = 412"]},
    "pl": {"ponad 90 tys. osób, 1,5 mln": ["90 tys = 90000, more than", "1,5 mln = 1500000"]},
    "ro": {
        "peste 95.000, 25 de mii, 15 la sută": [
            "95.000 = 95000, more than",
            "25 de mii = 25000",
            "15 la sută = 15 percent",
        ]
    },
    "el": {"133.117 Ρώσων, 5 χιλ.": ["133.117 = 133117", "5 χιλ = 5000"]},
    "es": {"100 mil millones": ["100 mil millones = 100000000000"]},
    "it": {"5mila, 15 per cento": ["5mila = 5000", "15 per cento = 15 percent"]},
    "ar": {"١٬٠٠٠": ["١٬٠٠٠ = 1000"]},
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, cases in CASES.items() for text in cases], ids=str
)
def test_numbers_are_read(language: str, text: str) -> None:
    assert show(text, language) == CASES[language][text]


@pytest.mark.parametrize("name", SPELLED)
def test_spelled_numbers_are_read_back(name: str) -> None:
    language = name.partition("-")[0]
    kinds = {"ordinal"} if name.endswith("-ord") else {"cardinal", "one", "yearlike"}
    wrong = {}
    for words, value in SPELLED[name].items():
        found = read_numbers(words, language)
        if [(item.low, item.text) for item in found] != [(value, words)] or found[0].kind not in kinds:
            wrong[words] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "language", "low", "high", "expected"),
    [
        ("receiving the bodies of 35 of its soldiers", "en", 35, 35, True),
        ("135 of its soldiers", "en", 35, 35, False),
        ("10000 bodies", "en", 1000, 1000, False),
        ("between 20 and 30", "en", 20, 30, True),
        ("between 20 and 30", "en", 30, 30, False),
        ("third round of talks", "en", 3, 3, True),
        ("one, two or three people", "en", 3, 3, True),
        ("fell by 5", "en", -5, -5, False),
        ("minus 5", "en", -5, -5, True),
        ("15%", "en", 15, 15, False),
        ("Su-35", "en", 35, 35, False),
        ("6 060 тел", "ru", 6060, 6060, True),
        ("1000", "xx-none", 1000, 1000, False),
        ("", "en", 0, 0, False),
    ],
)
def test_what_a_wording_states(text: str, language: str, low: int, high: int, expected: bool) -> None:
    assert bool(stating(read_numbers(text, language), Decimal(low), Decimal(high))) is expected


def test_a_percentage_is_stated_as_one() -> None:
    assert stating(read_numbers("only 15% of these", "en"), Decimal(15), Decimal(15), percent=True)
    assert not stating(read_numbers("only 15 of these", "en"), Decimal(15), Decimal(15), percent=True)


def test_what_is_known() -> None:
    assert [knows(tag) for tag in ("en", "de-CH", "pt-BR", "xx-none", "")] == [True, True, True, False, False]
    assert [knows_words(tag) for tag in ("en-GB", "uk", "pl", "xx-none")] == [True, True, False, False]


def test_the_scale_of_a_unit() -> None:
    assert [int(unit_scale(unit, "en")) for unit in ("million tonnes", "bodies", "%", "")] == [10**6, 1, 1, 1]


def test_letters_in_two_characters_are_read_at_their_place() -> None:
    text = "5 мільйонів".replace("й", "и\u0306")
    (number,) = read_numbers(f"це {text} тіл", "uk")
    assert (number.low, number.text, number.start) == (Decimal(5_000_000), text, 3)
