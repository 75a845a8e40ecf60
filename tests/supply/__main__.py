"""``make sbom``: writes out/sbom.json (CycloneDX 1.5) from constraints.txt, by which every installation is pinned."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pinned(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """(name, version, SHA-256 of each file that may be installed) of every pin, in the order of the file."""
    pins = list(_PIN.finditer(text))
    for number, pin in enumerate(pins):
        end = pins[number + 1].start() if number + 1 < len(pins) else len(text)
        yield pin[1].lower(), pin[2], _HASH.findall(text, pin.end(), end)


def bill_of(text: str) -> dict[str, Any]:
    """The bill of materials of a constraints file; the same file gives the same bill."""
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            # Several files of one version may be installed, by platform; CycloneDX holds them as properties.
            "properties": [{"name": "sha256", "value": digest} for digest in digests],
        }
        for name, version, digests in pinned(text)
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "nanoscout", "bom-ref": "nanoscout"}},
        "components": components,
        "dependencies": [{"ref": "nanoscout", "dependsOn": [component["bom-ref"] for component in components]}],
    }


def main() -> int:
    """Writes the bill to the path given."""
    target = Path(sys.argv[1])
    bill = bill_of((ROOT / "constraints.txt").read_text("utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{len(bill['components'])} packages in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
