"""What is announced of an edition, and why one of its releases is retracted, tells nothing that it hides."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.announce import command as announce
from erpsite.cli.retract import command as retract
from erpsite.model import Handbook
from erpsite.model.plan import Edition
from erpsite.model.review import Review
from tests.factory import REVIEWS, small_handbook
from tests.plan_folder import write_plan_folder
from tests.publish.fake_site import open_target, publish_fake
from tests.publish.proof import make_repository

HIDES = ("money", "people")


def _plan(decision: str) -> Handbook:
    """Return the small plan with an edition and a decision that says something."""
    told = {
        **REVIEWS[1],
        "decisions": [{**REVIEWS[1]["decisions"][0], "text": {"zh": decision, "en": decision}}],
    }
    reviews = {row["month"]: Review.model_validate(row) for row in (REVIEWS[0], told)}
    whole = small_handbook(reviews=reviews)
    editions = (Edition.model_validate({"id": "some", "name": "Some", "hides": HIDES}),)
    return replace(whole, plan=whole.plan.model_copy(update={"editions": editions}))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan whose decision names a person and an amount."""
    write_plan_folder(tmp_path, _plan("Li Qiang spends EUR 4,711 more."))
    return tmp_path / "data"


def _run(command: object, *words: str, code: int = 0, language: str = "en") -> Result:
    environment = {"LC_ALL": language, "ERPSITE_ANNOUNCE": "", "ERPSITE_SITE_URL": ""}
    done = CliRunner().invoke(command, [*words], env=environment, standalone_mode=False)  # type: ignore[arg-type]
    if done.exception:
        raise done.exception
    assert done.return_value == code, done.output
    return done


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_announcement_tells_what_its_edition_may_know(plan: Path, form: str, language: str) -> None:
    words = ("2026-03", "--data", str(plan), "--format", form, "--language", language)
    whole = _run(announce, *words).output
    told = _run(announce, *words, "--edition", "some").output
    for secret in ("4,711", {"zh": "李强", "en": "Li Qiang"}[language]):
        assert secret in whole
        assert secret not in told
    assert "spends [amount withheld]" in told.replace("\\", "")


def test_links_of_an_edition_lead_to_its_release(plan: Path) -> None:
    words = (
        "2026-03",
        "--data",
        str(plan),
        "--language",
        "en",
        "--site-url",
        "https://erp.example.org/plan/",
    )
    assert "https://erp.example.org/plan/en/reviews/2026-03/" in _run(announce, *words).output
    told = _run(announce, *words, "--edition", "some", "--release", "latest").output
    assert "https://erp.example.org/plan/some/en/latest/reviews/2026-03/" in told


def test_an_edition_of_which_something_is_to_be_judged_is_not_announced(tmp_path: Path) -> None:
    write_plan_folder(tmp_path, _plan("It saves 300k a year."))
    words = ("2026-03", "--data", str(tmp_path / "data"), "--print")
    assert "300k" in _run(announce, *words).output
    done = _run(announce, *words, "--edition", "some", code=1)
    assert done.stdout == ""
    assert "reviews/2026-03.yml:" in done.stderr
    assert "The edition some was not announced." in done.stderr
    chinese = _run(announce, *words, "--edition", "some", code=1, language="zh_CN").stderr
    assert "既未显示也未发送" in chinese
    assert "not announced" not in chinese


def test_an_unknown_edition_is_refused(plan: Path) -> None:
    with pytest.raises(Exception, match="some"):
        _run(announce, "2026-03", "--data", str(plan), "--edition", "sone")


@pytest.fixture(params=["folder", "branch"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, ...]:
    """Publish two releases of an edition, and return the options that name where."""
    place = str(tmp_path / "public")
    branch = "pages" if request.param == "branch" else ""
    if branch:
        make_repository(Path(place))
    for month in ("2026-02", "2026-03"):
        publish_fake(open_target(place, branch, ""), month, "words", edition="some")
    return ("--branch", branch) if branch else ("--in", place)


def test_the_reason_of_a_retraction_is_cut(
    plan: Path, target: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "public")
    reason = "Li Qiang saw that EUR 4,711 was shown"
    words = ("2026-03", *target, "--edition", "some", "--data", str(plan), "--reason", reason)
    _run(retract, *words)
    shown = _shown(target, tmp_path / "public")
    row = json.loads(shown)["releases"][-1]
    assert row["retracted"].endswith("saw that [amount withheld] was shown")
    assert "Li Qiang" not in shown


def _shown(target: tuple[str, ...], place: Path) -> str:
    if target[0] == "--in":
        return (place / "some/releases.json").read_text(encoding="utf-8")
    command = ["git", "show", "pages:some/releases.json"]
    return subprocess.run(command, cwd=place, capture_output=True, check=True).stdout.decode()


def test_a_reason_that_a_person_has_to_judge_retracts_nothing(plan: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "public")
    publish_fake(open_target(place, "", ""), "2026-03", "words", edition="some")
    before = (tmp_path / "public/some/releases.json").read_bytes()
    words = ("2026-03", "--in", place, "--edition", "some", "--data", str(plan))
    done = _run(retract, *words, "--reason", "Shows 300k too much", code=1)
    assert "--reason: This may be an amount of money, 'Shows 300k'" in done.stderr
    assert "was not retracted" in done.stderr
    assert (tmp_path / "public/some/releases.json").read_bytes() == before


def test_without_a_plan_no_reason_of_an_edition_can_be_judged(tmp_path: Path) -> None:
    words = ("2026-03", "--in", str(tmp_path), "--edition", "some", "--data", str(tmp_path / "none"))
    with pytest.raises(Exception, match="name one with --data"):
        _run(retract, *words, "--reason", "wrong")


def test_an_edition_that_the_plan_has_no_longer_hides_everything(plan: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "public")
    publish_fake(open_target(place, "", ""), "2026-03", "words", edition="gone")
    words = ("2026-03", "--in", place, "--edition", "gone", "--data", str(plan))
    _run(retract, *words, "--reason", "EUR 5 said Li Qiang")
    told = json.loads((tmp_path / "public/gone/releases.json").read_text("utf-8"))["releases"][-1][
        "retracted"
    ]
    assert told.startswith("[amount withheld] said")
    assert "Li Qiang" not in told
