"""How many independent origins a fact has: what only retells is counted as an outlet, and as no origin."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from babel import Locale

from explainer.load.nodes import Scalar
from explainer.model.facts import Facts
from explainer.model.kinds import Source
from explainer.model.origins import Origins, origins_of, reading_chain
from explainer.model.phrases import count_phrase
from explainer.model.records import Citation
from explainer.problems import Position


def make_sources(**given: dict[str, str]) -> Facts:
    """Return facts with these sources; each has a publisher of its own unless it names one."""
    sources = {}
    for id, fields in given.items():
        source = Source.model_validate({"publisher": id, "accessed": "2026-01-05", "offline": "On paper."} | fields)
        source.located(id, Scalar("", Position(""), empty=True), Position(""))
        sources[id] = source
    return Facts(sources=sources)


FACTS = make_sources(
    tribune={"stands_with": "independent"},
    gazette={"stands_with": "Independent"},
    herald={"stands_with": "independent"},
    echo={"stands_with": "independent", "publisher": "Herald"},
    herald2={"stands_with": "independent", "publisher": "herald"},
    repost={"stands_with": "other"},
    blank={},
    council={"stands_with": "district"},
    radio={"stands_with": "District"},
    mayor={"stands_with": "town"},
    speech={"stands_with": "town", "via": "tribune"},
    notice={"stands_with": "district", "via": "tribune"},
    agency={"stands_with": "independent", "via": "herald"},
    wire={"via": "agency"},
    told={"stands_with": "independent", "via": "radio"},
    lost={"stands_with": "independent", "via": "nowhere"},
    left={"via": "right"},
    right={"via": "left"},
    self={"via": "self"},
)


def origins(cite: str, claimant: str | None = None) -> Origins:
    return origins_of([Citation(source=id) for id in cite.split()], claimant, FACTS)


def groups(cite: str, claimant: str | None = None) -> list[tuple[str, ...]]:
    return [origin.sources for origin in origins(cite, claimant).all]


class TestWithoutClaimant:
    @pytest.mark.parametrize(
        ("cite", "expected"),
        [
            ("", []),
            ("tribune", [("tribune",)]),
            ("tribune gazette", [("tribune",), ("gazette",)]),
            ("tribune tribune", [("tribune",)]),
            ("echo herald2", [("echo", "herald2")]),
            ("blank repost", [("blank",), ("repost",)]),
            ("tribune council", [("tribune",), ("council",)]),
            ("unheard-of tribune", [("tribune",)]),
        ],
    )
    def test_each_publisher_that_stands_with_nobody_is_an_origin(self, cite: str, expected: object) -> None:
        assert groups(cite) == expected


class TestParties:
    def test_sources_of_one_stand_are_one_mouth_however_it_is_spelt(self) -> None:
        assert groups("council mayor radio") == [("council", "radio"), ("mayor",)]

    def test_their_stands_are_those_of_the_origins(self) -> None:
        assert origins("council mayor radio").stands == ("district", "town")

    def test_two_sides_read_in_one_page_stay_two(self) -> None:
        assert groups("tribune speech notice") == [("speech",), ("notice",)]


class TestVia:
    def test_the_page_in_which_another_was_read_only_retells_it(self) -> None:
        assert groups("tribune speech") == [("speech",)]

    def test_at_any_depth_and_in_any_order(self) -> None:
        assert groups("herald wire") == groups("wire herald") == [("wire",)]
        assert groups("herald agency wire") == [("wire",)]

    def test_what_was_read_in_one_page_without_a_side_is_one_origin(self) -> None:
        assert groups("agency wire") == [("wire",)]
        assert groups("agency lost") == [("agency",), ("lost",)]

    def test_who_is_known_through_a_party_alone_stands_with_it(self) -> None:
        assert groups("told council") == [("told", "council")]

    def test_two_works_known_from_one_publisher_are_one(self) -> None:
        facts = make_sources(page={"stands_with": "independent"}, first={"via": "page"}, second={"via": "page"})
        found = origins_of([Citation(source="first"), Citation(source="second")], None, facts)
        assert ([origin.sources for origin in found.all], found.outlets) == ([("first", "second")], 1)

    @pytest.mark.parametrize(("cite", "expected"), [("left right", [("left",)]), ("self", [("self",)])])
    def test_a_ring_is_followed_once(self, cite: str, expected: object) -> None:
        assert groups(cite) == expected
        assert [source.id for source in reading_chain(FACTS.sources["left"], FACTS)] == ["left", "right"]


class TestClaimant:
    def test_all_who_stand_with_nobody_retell_the_claimant(self) -> None:
        found = origins("tribune gazette repost blank", "council")
        assert [origin.sources for origin in found.all] == [("tribune", "gazette", "repost", "blank")]
        assert found.stands == ()

    def test_beside_a_party_they_are_no_origin(self) -> None:
        assert groups("tribune council gazette", "council") == [("council",)]

    def test_two_parties_stay_two(self) -> None:
        assert origins("tribune council gazette mayor", "council").stands == ("district", "town")


class TestAnyOrder:
    """The order in which sources are cited changes nothing; of a ring only which of them speaks."""

    @pytest.mark.parametrize("claimant", [None, "council"])
    @pytest.mark.parametrize("size", [2, 3])
    def test_gives_as_many_origins_and_outlets(self, size: int, claimant: str | None) -> None:
        for chosen in combinations(FACTS.sources, size):
            ((count, outlets, _),) = {
                # How a stand is spelt is the first one's matter.
                (len(each.all), each.outlets, frozenset(map(str.casefold, each.stands)))
                for each in (origins(" ".join(order), claimant) for order in permutations(chosen))
            }
            assert 1 <= count <= size
            assert 1 <= outlets <= size


class TestStands:
    @pytest.mark.parametrize(
        ("cite", "expected"),
        [
            ("tribune gazette", ("independent",)),
            ("tribune council", ("independent", "district")),
            ("blank repost", ()),
            ("council blank", ("district",)),
        ],
    )
    def test_only_known_stands_count(self, cite: str, expected: tuple[str, ...]) -> None:
        assert origins(cite).stands == expected


class TestOutlets:
    @pytest.mark.parametrize(
        ("cite", "outlets", "retold"),
        [
            ("tribune gazette herald repost", 4, True),
            ("tribune", 1, False),
            ("herald2 echo", 1, False),
            ("tribune speech", 1, False),
            ("tribune gazette speech", 2, True),
            ("council mayor tribune", 3, False),
        ],
    )
    def test_are_the_publishers_of_the_pages_that_were_read(self, cite: str, outlets: int, retold: bool) -> None:
        found = origins(cite, "council")
        assert (found.outlets, found.is_one_retold) == (outlets, retold)


class TestPhrase:
    @pytest.mark.parametrize(
        ("count", "language", "words"),
        [
            (4, "en", "one origin, retold by four outlets"),
            (9, "en", "one origin, retold by nine outlets"),
            (10, "en", "one origin, retold by 10 outlets"),
            (1200, "en", "one origin, retold by 1,200 outlets"),
            (4, "is", "one origin, retold by four outlets"),
        ],
    )
    def test_small_numbers_are_words_and_english_stands_in(self, count: int, language: str, words: str) -> None:
        assert count_phrase("one-origin", count, Locale(language)) == words
