"""For people who know Scrapy: its own command runs the same crawl."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.simulated_mastodon import TAG, run_simulation

ROOT = Path(__file__).parent.parent


def test_scrapy_crawl_stores_what_discover_would(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    with run_simulation(size=40, tagged=4, delay=0.005) as simulation:
        for spider, seed in (("hashtag", f"tag={TAG}"), ("related", f"handle=person_0003@{simulation.host}")):
            arguments = [seed, "network=mastodon", f"instance={simulation.url}", f"database={database}", "max_depth=1"]
            words = [word for argument in arguments for word in ("-a", argument)]
            command = [sys.executable, "-m", "scrapy", "crawl", spider, *words]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
            assert done.returncode == 0, done.stderr.decode()
    with closing(sqlite3.connect(database)) as connection:
        runs = connection.execute("SELECT state, pages > 0, facts > 0 FROM run").fetchall()
        posts = connection.execute("SELECT count(*) FROM post").fetchone()
    assert runs == [("finished", 1, 1), ("finished", 1, 1)]
    assert posts > (4,)
