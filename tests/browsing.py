"""A crawl of an invented site in a real Chromium, as tests ask for it."""

from pathlib import Path
from typing import Any

from tests.commands import end_of, run
from tests.instagram_site import Site


def settings(folder: Path, site: Site, *lines: str) -> None:
    """Settings that allow to visit an invented site."""
    (folder / "nanoscout.toml").write_text(
        f'database = "here.db"\ncontact = "me@brand.example"\n[networks.instagram]\nweb = "{site.url}"\n'
        + "\n".join(lines or ('permission = "granted in writing on 2026-10-01"',))
    )


def discover(folder: Path, *arguments: str, code: int = 0) -> Any:
    """The end of a crawl of it as JSON; with another ``code`` what was said on the other stream."""
    done = run("discover", *arguments, "--network", "instagram", "--json", folder=folder)
    if code == 0:
        return end_of(done)
    assert done.returncode == code, done.stderr.decode()
    return done.stderr.decode()
