"""Which numbers of a page need a citation, in six languages: hard sentences of news, with what is told of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.check.options import Options
from explainer.check.prose_numbers import NumberReader
from explainer.model.facts import Facts
from explainer.problems import Problem
from explainer.prose.pages import read_page
from tests.builders import check, make_site

LANGUAGES = ("en", "de", "fr", "ru", "uk", "bg")
PIECES = [
    *"300 12,5 3:1 +49 0800 8 (800) phase ст. am 24. März le mai à h п’ятих дві трети ½ 5° *four* **4**,000".split(),  # noqa: SIM905 (quotes would hide them)
    *"90-те é ж м. No. half past [@report] [@houses] [^1] [x][@houses] | # - > . ! “ ” ) &nbsp; ` <b> /// [ ](".split(),  # noqa: SIM905
    "\n",
    "\n\n",
    "\\",
]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Return facts with the sources report and gazette, and the figure houses: 412 houses."""
    return check(make_site(tmp_path_factory.mktemp("site"))).every


def _problems(markdown: str, facts: Facts, language: str) -> list[Problem]:
    return list(NumberReader(facts, Options(locale=language)).problems(read_page(markdown, "docs/x.md")))


def _told(markdown: str, facts: Facts, language: str) -> list[str]:
    return [problem.message.split('"')[1] for problem in _problems(markdown, facts, language)]


CASES: dict[str, dict[str, list[str]]] = {
    "en": {
        "Nine out of ten had left, says [@report].": [],
        "[@houses] were lost, 300 of them burnt.": ["300"],
        "The vote was 340 to 112, with 8 abstentions.": ["340", "112", "8"],
        "“We had 20 minutes. Nobody came,” says Anna K., a nurse of 46.": ["20", "46"],
        "Mr. Smith, mayor since 1998, and Gen. Lee spoke at 9 a.m. to 40 men.[@report] Two left.": ["Two"],
        "In the U.S. 40 states sent money.[@report] The U.N. gave $4.5 million.": ["4.5 million"],
        "From 14 to 16 July, on 23 and 24 July, on May 5-7 and on the 5th of May it rained.": [],
        "It rose by 5 per cent in spring 2023, in the 1990s and in the twenty-first century.": ["5 per cent"],
        "The army sent a Boeing 737, two UH-60 helicopters and an A400M by the A7 and Route 66.": ["two"],
        "Phase 2, level 4, Category 3, version 2.3, Articles 3 and 4, Figure 2, room 101: see page 7, § 3.": [],
        "World War 2, Area 51, week 3 and phase two, on day 100: names.": [],
        "On the day 35 were killed, and in the area 1,000; phase 1,000 and phase 1 000.": [
            "35",
            "1,000",
            "1,000",
            "1 000",
        ],
        "In the first phase 5 trains ran; in this phase 70 did.": ["5", "70"],
        "In phase 2 houses burnt; line 7 was shut, and gate 14.": ["2"],
        "On the line 300 men died; in every class 30 sat; plan B 12 times.": ["300", "30", "12"],
        "Call +49 2351 123456 or 0800 123 4567; the book has ISBN 978-3-16-148410-0.": [],
        "At half past six, at six o’clock, at 6 pm, for six hours.": ["six"],
        "At 50° 12′ N it was 14 °C warm.": ["14"],
        "The season 2023/2024 ended 3:1 before 1,204 people.": ["3:1", "1,204"],
        "One of them, the 19-year-old Jan, died.": ["19"],
        "A hundred or so were sold, dozens were left, half a million died.": ["A hundred", "half a million"],
        "Half of them left, less than a third of the town; the second half of 2022 was calm.": [
            "Half of",
            "a third of",
        ],
        "## 2.1 The money: 412 houses": ["412"],
        "1. The gauge broke at 7.2 m.\n2. It held.[^1]": ["7.2"],
        "![Map of 30 streets](maps/2021.png){ width=400 } and `level = 400`": ["30"],
        "It was **4**,000 euros, no: *five* thousand.": ["4,000", "five thousand"],
    },
    "de": {
        "Am 24. Februar 2025 um 14.30 Uhr, um 8 Uhr früh und um halb neun tagten 330 Leute.": ["330"],
        "Am 5. und 6. März, vom 10. bis 14. März, am 3.4. und am 24. kam er.": [],
        "„Am Ende waren es 20.“ Der Chef ging.[@report]": ["20"],
        "Es steht in Zeile 10. Die G20 gaben 5 Euro.[@report] Art. 110 GG, § 3 Abs. 2, Abb. 3, Bd. 4.": [],
        "Das kostet z. B. 520,5 Mrd. Euro, d. h. 3,4 Prozent mehr als 2024.": ["520,5 Mrd", "3,4 Prozent"],
        "Auf der A 7 und der B 96 fuhr der Leopard 2, im ICE 4 lief Windows 11.": [],
        "In den 1980er Jahren, in den 90er Jahren und Anfang 2020 waren es 50 bis 60 Prozent.": ["50 bis 60 Prozent"],
        "Stufe 2, Phase 3, Zimmer 101, die Plätze 1 bis 3, Platz 4, das 4. Quartal, die 2. Bundesliga.": [],
        "In der zweiten Phase 300 Helfer, in dieser Phase 70, auf dem Platz 12 Leute.": ["300", "70", "12"],
        "Fünfundzwanzig Richter, anderthalb Millionen Wohnungen, ein Dutzend Briefe, Hunderte Vereine.": [
            "Fünfundzwanzig",
            "anderthalb Millionen",
            "ein Dutzend",
        ],
        "Telefon 030 18272-0, Fax 030/18 10 272-2555, DIN A4, ISO 9001.": [],
        "| Jahr | Ausgaben |\n|---|--:|\n| 2023 | 457 |\n| 2024 | 476 [@report] |": ["457"],
    },
    "fr": {
        "Le 2 et le 3 mars, du 10 au 14 mars et le 24 au soir, 12 000 agents étaient absents.": ["12 000"],
        "De 7 h à 9 h, de 17h30 à 19h, à 9 heures et vers 8 h, rien ; il faut 3 heures de plus.": ["3"],
        "Un tiers des recettes, 65 % des agents, une dizaine de jours, quatre-vingt-dix communes.": [
            "Un tiers",
            "65 %",
            "une dizaine",
            "quatre-vingt-dix",
        ],
        "L’article 5 du décret n° 2019-797, la phase 3, la ligne 14, la Formule 1 et le 49.3.": [],
        "Dans cette phase 30 médecins travaillaient, sur la ligne 12 trains.": ["30", "12"],
        "Le siège est au 1 rue de Metz, téléphone 01 23 45 67 89 ou +33 1 23 45 67 89.": [],
        "M. Dupont, c.-à-d. le chef, a parlé.[@report] Mme Roux a 82 ans.": ["82"],
        "Depuis les années 80, au XXe siècle, à la 2e place, Louis XIV n’a rien fait.": [],
    },
    "ru": {
        "24 февраля 2025 года, с 5 по 7 марта, 5 и 6 марта, 23–25 мая пришли 12,5 млн человек.": ["12,5 млн"],
        "В 18 часов, с 9 до 17 часов, в 6 утра, в пять часов утра; ехали пять часов.": ["пять"],
        "В 1998 г. В. В. Петров, т. е. депутат, стоял на ул. Ленина.[@report] Их 300.": ["300"],
        "Статья 5, п. 2, рис. 2, табл. 12, стр. 7, версия 2.3, этап 1, дом 5, трасса М-4, Су-35, Ту-154.": [],
        "На первом этапе 5 регионов, на этом этапе 30, в группе 40 детей.": ["5", "30", "40"],
        "На трассе 40 машин, уровень 5 метров; трасса 4, уровень 2.": ["40", "5"],
        "В 19 веке, в 90-е, в 2010-е годы, в 1-м классе, 5 класс.": [],
        "Тысяча девятьсот сорок пятый год, двадцатое июня, сто двадцать тысяч учителей.": ["сто двадцать тысяч"],
        "Тел. +7 495 123-45-67, 8 (800) 555-35-35.": [],
        "Две трети, полтора миллиона, 2 тыс. 300 чел., сотни людей.": ["Две трети", "полтора миллиона", "2 тыс", "300"],
    },
    "uk": {
        "О 18 годині, о 6 ранку, з 9 до 17 години, у 90-ті, на 3-му поверсі, 2-га бригада.": [],
        "Пункти 3 і 4, сторінки 5–7, стаття 438, п. 2, група 7, Боїнг 737.": [],
        "Дві п’ятих, дев’яносто, дванадцять тисяч, кілька сотень.": ["Дві п’ятих", "дев’яносто", "дванадцять тисяч"],
        "Рівень – 12,1 м. 46 осіб вижили.[@report]": ["12,1"],
    },
    "bg": {
        "В 18 часа, в пет часа сутринта, през 90-те, 19. век, 5. клас, на 5-о място, 14-и.": [],
        "Член 5, чл. 3, фиг. 2, точки 12 и 14, страници 5–7, ниво 2, „Формула 1“.": [],
        "Милион и половина дози, двеста и петдесет души, 27-те страни.": [
            "Милион и половина",
            "двеста и петдесет",
            "27",
        ],
    },
}


@pytest.mark.parametrize(
    ("language", "markdown"), [(language, markdown) for language, cases in CASES.items() for markdown in cases]
)
def test_numbers_without_a_fact_or_a_source_are_told(facts: Facts, language: str, markdown: str) -> None:
    told = _told(markdown, facts, language)

    assert [text.replace("\xa0", " ") for text in told] == CASES[language][markdown]


@given(
    st.lists(st.sampled_from(PIECES)).map(" ".join)
    | st.text(alphabet="a1 0\n.,[]()|*_`<>!#@{}&;:\\-~^/$%5é€жп’“”+°", max_size=60),
    st.sampled_from(LANGUAGES),
)
def test_any_text_gives_problems_at_their_numbers(facts: Facts, markdown: str, language: str) -> None:
    lines = markdown.split("\n")
    for problem in _problems(markdown, facts, language):
        rest = lines[problem.where.line - 1][problem.where.column - 1 :]
        written = problem.message.split('"')[1]
        assert rest[:1] == written[:1] or rest[:1] in "&\\"
