"""Coverage-guided fuzzing of one network's reader with atheris: ``python -m tests.torture.fuzz_bytes NETWORK SECONDS``.

It begins with the bodies of the fixtures and keeps what reaches new code. Only PageError may come of any bytes. atheris
is no dependency: ``make torture`` installs it beside the environment (out/atheris).
"""

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # out/atheris

with atheris.instrument_imports(include=["crawler.networks", "crawler.claims"]):
    from crawler.claims import with_claims
    from crawler.networks import load_network
from crawler.page import Page
from storage.errors import PageError
from tests.fixture_pages import case_folders, load_page


def main() -> None:
    """Fuzzes for so many seconds; atheris ends the process with 0, or leaves the bytes that broke the reader in
    out/fuzz."""
    network, seconds = load_network(sys.argv[1]), sys.argv[2]
    pages = [load_page(folder) for folder in case_folders(network.name)]

    def read(data: bytes) -> None:
        if not data:
            return
        like = pages[data[0] % len(pages)]
        page = Page(like.url, data[1:], like.status, like.headers, like.time, document=like.document)
        network.recognises(page)
        try:
            with_claims(network.read(page))
        except PageError:
            return

    broken = Path("out/fuzz")
    broken.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        for number, page in enumerate(pages):
            (Path(folder) / str(number)).write_bytes(bytes([number % 256]) + page.body[:60_000])
        arguments = [
            f"-max_total_time={seconds}",
            "-timeout=30",
            "-rss_limit_mb=4096",
            "-max_len=65536",
        ]
        atheris.Setup([sys.argv[0], folder, *arguments, f"-artifact_prefix={broken}/{network.name}-"], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
