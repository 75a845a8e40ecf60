"""What changed from one run to the next."""

from pathlib import Path

from tests.commands import complaint, nanoscout, nanoscout_json
from tests.review_server import BRIEF, SESSION


def test_two_runs_are_held_against_each_other(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    discover = ("--database", file, "discover", "--replay", SESSION, "--brief", BRIEF)
    nanoscout(*discover, "@marnie.oatwhistle", "--max-depth", "0")
    nanoscout(*discover, "#discoverunder10k")
    found = nanoscout_json("--database", file, "compare", "1", "2")
    came = {move["handle"] for move in found["came"]}
    assert "tamsin.fennimould" in came
    assert "marnie.oatwhistle" not in came
    assert found["went"] == []
    assert nanoscout_json("--database", file, "compare", "2", "2")["same"] == 51
    assert "No ranking of run 9" in complaint("--database", file, "compare", "1", "9", code=20)
    nanoscout("--database", file, "forget", "tamsin.fennimould@instagram")
    assert "tamsin" not in nanoscout("--database", file, "compare", "1", "2", "--limit", "100")
