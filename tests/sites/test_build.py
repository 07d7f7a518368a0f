"""A build: what it prints, what it leaves alone when it fails, and what it never does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.sites.conftest import ENGINE, ENVIRONMENT, Done, Site, contents

CopySite = Callable[[str], Site]
WRONG_FACTS = """\
sources:
  gazette:
    publisher: Gazette
    url: ftp://gazette.example/1
    accessed: 2026-01-05
figures:
  houses:
    label: Houses
    value: 1,000
    cite: gazete
"""


@pytest.fixture
def old(hamlet: Site) -> dict[str, bytes]:
    """The hamlet's built site, with what a publisher keeps in it."""
    assert hamlet.build().code == 0
    hamlet.write("site/.git/HEAD", "ref: refs/heads/gh-pages\n")
    hamlet.write("site/.nojekyll", "")
    return contents(hamlet.built)


def assert_whole(site: Site, old: dict[str, bytes]) -> None:
    """The old site is there byte for byte, and nothing else is left beside it."""
    assert contents(site.built) == old
    assert [path.name for path in site.root.iterdir() if path.name.startswith(".site")] == []


class TestFailure:
    """A build that fails or is killed leaves the previous site whole (design.md, 8)."""

    def test_wrong_facts(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.write("data/facts.yml", WRONG_FACTS)
        hamlet.edit(
            "docs/index.md",
            "There are [@houses].",
            "There are [@hoses].\n\n/// timelin\n///\n\n/// timeline\n    kind: x\n///",
        )
        done = hamlet.build()
        assert done.code == 1
        assert [line.rsplit(": ", 1)[0].split(": ")[:2] for line in done.problems()] == [
            ["data/facts.yml:4:5", "url-is-safe"],
            ["data/facts.yml:9:5", "value-is-number"],
            ["data/facts.yml:10:5", "citation-resolves"],
            ["docs/index.md:3:11", "reference-resolves"],
            ["docs/index.md:5:5", "option-is-known"],
            ["docs/index.md:9:5", "option-is-known"],
        ]
        assert '    hint: did you mean "gazette"?\n' in done.log
        assert done.log.splitlines()[-1] == "6 problems to mend; the site is left as it was"
        assert_whole(hamlet, old)

    def test_wrong_facts_and_no_site_before(self, hamlet: Site) -> None:
        hamlet.write("data/facts.yml", WRONG_FACTS)
        assert hamlet.build().code == 1
        assert not hamlet.built.exists()

    def test_an_unknown_option_at_its_line(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.edit("mkdocs.yml", "  - explainer\n", "  - explainer:\n      locale: de\n      dat: data\n")
        done = hamlet.build()
        assert done.code == 1
        assert done.problems() == ['mkdocs.yml:7:7: option-is-known: "dat" is no option of the plugin']
        assert '    hint: did you mean "data"?\n' in done.log
        assert_whole(hamlet, old)

    def test_a_problem_that_only_the_page_shows(self, site: CopySite) -> None:
        included = site("included")
        assert included.build("--strict").code == 0
        old = contents(included.built)
        included.write("parts/part.md", "There are [@hoses].\n")
        done = included.build()
        assert done.code == 1
        assert (
            'docs/index.md: reference-resolves: "[@hoses]" names no fact\n    hint: did you mean "houses"?' in done.log
        )
        assert_whole(included, old)

    def test_strict_with_a_warning_of_ours(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.write("data/more.yml", "sources:\n  unused: {publisher: U, offline: paper, accessed: 2026-01-05}\n")
        done = hamlet.build("--strict")
        assert done.code == 1
        assert [line.split(": ")[:2] for line in done.problems()] == [["data/more.yml:2:3", "fact-is-used"]]
        assert_whole(hamlet, old)
        assert hamlet.build().code == 0

    def test_strict_with_a_warning_of_the_engine(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.edit("docs/index.md", "There are", "[Gone](gone.md). There are")
        done = hamlet.build("--strict")
        assert done.code == 1
        assert "gone.md" in done.log
        assert_whole(hamlet, old)

    def test_an_error_of_another_plugin(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.write("hook.py", "def on_page_context(context, **_):\n    raise SystemExit('stop here')\n")
        hamlet.edit("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
        assert hamlet.build().code == 1
        assert hamlet.build().log.count("stop here") == 1
        assert contents(hamlet.built) == old

    def test_killed_midway(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hook = "import os, signal\n\n\ndef on_post_page(output, page, **_):\n    if page.file.name == 'index':\n"
        hamlet.write("hook.py", hook + "        os.kill(os.getpid(), signal.SIGKILL)\n")
        settings = (hamlet.root / "mkdocs.yml").read_text()
        hamlet.write("mkdocs.yml", settings + "hooks: [hook.py]\n")
        hamlet.edit("docs/about.md", "# About", "# All about")
        assert hamlet.run("build", "-f", "mkdocs.yml").code == -signal.SIGKILL
        assert contents(hamlet.built) == old
        hamlet.write("mkdocs.yml", settings)
        assert hamlet.build().code == 0
        assert "All about" in hamlet.page("about/index.html")
        assert_whole(hamlet, contents(hamlet.built))

    def test_killed_between_the_old_and_the_new(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.built.rename(hamlet.root / ".site.old")
        hamlet.write("data/facts.yml", WRONG_FACTS)
        assert hamlet.build().code == 1
        assert_whole(hamlet, old)

    def test_killed_before_hidden_files_were_moved(self, hamlet: Site, old: dict[str, bytes]) -> None:
        (hamlet.root / ".site.old").mkdir()
        (hamlet.built / ".git").rename(hamlet.root / ".site.old" / ".git")
        assert hamlet.build().code == 0
        assert_whole(hamlet, old)


class TestSiteFolder:
    def test_hidden_files_survive_and_stale_ones_do_not(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.write("site/stale.html", "old")
        assert hamlet.build().code == 0
        assert_whole(hamlet, old)

    def test_elsewhere(self, hamlet: Site, tmp_path: Path) -> None:
        away = tmp_path / "some" / "where else"
        assert hamlet.build("--site-dir", str(away)).code == 0
        assert hamlet.build("-d", str(away)).code == 0
        assert sorted(path.name for path in away.iterdir()) == [
            "about",
            "assets",
            "index.html",
            "sitemap.xml",
            "sitemap.xml.gz",
        ]
        assert [path.name for path in away.parent.iterdir()] == ["where else"]
        assert not hamlet.built.exists()

    def test_a_link_to_a_folder_stays_one(self, hamlet: Site, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        hamlet.built.symlink_to(tmp_path / "real", target_is_directory=True)
        assert hamlet.build().code == 0
        assert hamlet.build().code == 0
        assert hamlet.built.is_symlink()
        assert (tmp_path / "real" / "index.html").is_file()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["hamlet", "real"]

    def test_named_like_a_preview(self, hamlet: Site) -> None:
        hamlet.write("data/facts.yml", WRONG_FACTS)
        assert hamlet.build("-d", "mkdocs_abcdefgh").code == 1

    def test_dirty(self, hamlet: Site, old: dict[str, bytes]) -> None:
        hamlet.edit("docs/about.md", "# About", "# All about")
        os.utime(hamlet.root / "docs" / "about.md", (4e9, 4e9))
        assert hamlet.build("--dirty").code == 0
        new = contents(hamlet.built)
        assert {name for name in new if new[name] != old.get(name)} == {"about/index.html"}
        assert set(new) == set(old)
        assert '<h1 id="all-about">All about</h1>' in hamlet.page("about/index.html")

    def test_plain_addresses(self, hamlet: Site) -> None:
        hamlet.edit("mkdocs.yml", "plugins:", "use_directory_urls: false\nplugins:")
        assert hamlet.build("--strict").code == 0
        assert '<a href="about.html#houses">' in hamlet.page()
        assert '<a href="index.html">The hamlet</a>' in hamlet.page("about.html")

    def test_a_publisher_finds_it(self, hamlet: Site) -> None:
        """gh-deploy pushes what config.site_dir names at the end of a build."""
        code = f"""
            import sys
            from importlib import import_module
            engine = {ENGINE!r}
            import_module(engine + '.__main__')
            config = import_module(engine + '.config').load_config('mkdocs.yml')
            config.plugins.on_startup(command='gh-deploy', dirty=False)
            import_module(engine + '.commands.build').build(config)
            print(config.site_dir)
        """
        code = "\n".join(line.strip() for line in code.splitlines())
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=hamlet.root,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.stdout.strip(), done.returncode) == (str(hamlet.built), 0), done.stderr
        assert "412 houses" in hamlet.page()


class TestReviews:
    """Whether a review is due is told by the day of a reproducible build, and by no clock."""

    FACTS = "figures:\n  barns: {label: Barns, value: 3, cite: gazette, review_by: 2025-12-31}\n"
    PAGE = "# The hamlet\n\nThere are [@houses].\n\n/// figures\n///\n\n/// coverage\n///\n"

    @pytest.mark.parametrize(
        ("epoch", "is_due"),
        [("1767225599", False), ("1767225600", True), (None, False)],  # The last second of 2025, and the next one.
    )
    def test_only_the_day_of_the_build_tells(
        self, hamlet: Site, monkeypatch: pytest.MonkeyPatch, epoch: str | None, is_due: bool
    ) -> None:
        monkeypatch.delitem(ENVIRONMENT, "SOURCE_DATE_EPOCH")
        hamlet.write("data/more.yml", self.FACTS)
        hamlet.write("docs/index.md", self.PAGE)

        done = hamlet.build(**({"SOURCE_DATE_EPOCH": epoch} if epoch else {}))

        assert done.code == 0
        assert [line.split(": ")[1] for line in done.problems()] == ["review-is-due"] * is_due
        (register, coverage) = hamlet.page().split("register-coverage")
        assert "review by December 31, 2025" in register
        assert ("due for review" in register) is is_due
        row = coverage.partition('data-kind="figures"')[2].partition("</tr>")[0]
        assert re.findall(r'"number">([^<]*)<', row)[-2:] == [{True: "1", False: "0"}[is_due] if epoch else "–", "0"]

    @pytest.mark.parametrize("epoch", ["now", "", "-1", "9" * 40])
    def test_an_epoch_that_is_none_ends_the_build(self, hamlet: Site, old: dict[str, bytes], epoch: str) -> None:
        done = hamlet.build(SOURCE_DATE_EPOCH=epoch)

        assert done.code == 1
        assert f'SOURCE_DATE_EPOCH is "{epoch}", which is no number of seconds since 1970' in done.log
        assert_whole(hamlet, old)

    def test_coverage_leads_to_the_entries(self, hamlet: Site) -> None:
        hamlet.write("docs/index.md", self.PAGE)
        hamlet.write("docs/more.md", "/// coverage\n///\n")

        assert hamlet.build("--strict").code == 0
        assert '<a href="about/#houses">Houses</a>' in hamlet.page()
        assert '<a href="../about/#houses">Houses</a>' in hamlet.page("more/index.html")


class TestNoFacts:
    def test_no_folder(self, site: CopySite) -> None:
        bare = site("bare")
        done = bare.build()
        assert done.code == 0
        assert done.problems() == ['data:1:1: facts-are-present: there are no facts: the folder "data" does not exist']
        assert "Nothing here yet." in bare.page()

    def test_a_file_of_comments(self, site: CopySite) -> None:
        empty = site("empty")
        done = empty.build()
        assert done.code == 0
        assert [line.split(": ")[1] for line in done.problems()] == ["facts-are-present"]
        assert "Nothing in the facts matches this selection." in empty.page()


class TestEngines:
    def test_the_preview_says_nothing_of_its_own_in_a_build(self, hamlet: Site) -> None:
        done = hamlet.build("--strict")
        assert done.problems() == []
        assert done.log.startswith("INFO    -  checked 1 figure, ")

    @pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
    def test_a_theme(self, hamlet: Site, theme: str) -> None:
        if theme not in {entry.name for group in (ENGINE, "mkdocs") for entry in entry_points(group=f"{group}.themes")}:
            pytest.skip(f"{ENGINE} has no theme {theme} here")
        hamlet.edit("mkdocs.yml", "{name: null, custom_dir: theme}", theme)
        done: Done = hamlet.build("--strict")
        assert (done.code, done.problems()) == (0, [])
        assert '<span class="fact" data-fact="houses">412 houses</span>' in hamlet.page()
        assert '<link href="assets/explainer.css" rel="stylesheet"' in hamlet.page() or (
            '<link rel="stylesheet" href="assets/explainer.css">' in hamlet.page()
        )
