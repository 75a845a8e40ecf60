"""Keys and tokens: out of the environment, a file that only its owner may read, or the keyring. Never out of flags."""

import os
import stat
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import platformdirs

from storage.errors import BadSettings
from storage.files.text_files import text_of

SERVICE = "nanoscout"
FILE_NAME = "secrets.toml"


def secrets_file() -> Path:
    """The file of secrets: one table a network, as ``[instagram]`` with ``token = "…"``."""
    return Path(platformdirs.user_config_dir(SERVICE, appauthor=False)) / FILE_NAME


def find_secrets(network: str, names: Sequence[str]) -> dict[str, str]:
    """The secrets of a network that are set, by name: NANOSCOUT_NETWORK_NAME, else the file, else the keyring.

    Raises BadSettings where the file may be read by others, or is no TOML; a keyring that is locked or missing is
    as good as empty.
    """
    found: dict[str, str] = {}
    for name in names:
        value = os.environ.get(f"NANOSCOUT_{network}_{name}".upper()) or _from_file(network, name)
        value = (value or _from_keyring(f"{network}_{name}") or "").strip()
        if value:
            found[name] = value
    return found


def how_to_set(network: str, name: str) -> str:
    """How a secret is set, in one clause."""
    return f"set {f'NANOSCOUT_{network}_{name}'.upper()}, or run: keyring set {SERVICE} {network}_{name}"


def _from_file(network: str, name: str) -> str | None:
    path = secrets_file()
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise BadSettings(f"{path} may be read by others: run chmod 600 {path}, then try again")
    try:
        said: Any = tomllib.loads(text_of(path.read_bytes()))
    except (OSError, ValueError):  # the parser's own words would quote the line, and so the secret
        raise BadSettings(f'{path} cannot be read as TOML: write [{network}], and below it {name} = "…"') from None
    table = said.get(network)
    value = table.get(name) if isinstance(table, dict) else None
    return value if isinstance(value, str) else None


def _from_keyring(user: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, user)
    except (KeyringError, RuntimeError):
        return None
