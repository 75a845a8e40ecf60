"""Keys and tokens: where they may stand, and where not."""

import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from crawler.networks import load_network
from crawler.secrets import find_secrets, secrets_file
from crawler.settings import load_settings
from storage.errors import BadSettings
from tests.commands import complaint

SECRET = "canary-0123456789"


class _Ring(KeyringBackend):
    """A keyring of one entry; ``None`` is a locked one."""

    priority = 1.0

    def __init__(self, value: str | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring types it not
        self.value = value

    def get_password(self, service: str, username: str) -> str | None:
        if self.value is None:
            raise KeyringError("locked")
        return self.value if (service, username) == ("nanoscout", "instagram_token") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def put_file(mode: int, text: str = f'[instagram]\ntoken = "{SECRET}"\n') -> Path:
    path = secrets_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", _Ring("").get_password)


def test_the_environment_comes_first_then_the_file_then_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_secrets("instagram", ["token"]) == {}
    monkeypatch.setattr(keyring, "get_password", _Ring("from the ring").get_password)
    assert find_secrets("instagram", ["token"]) == {"token": "from the ring"}
    put_file(0o600)
    assert find_secrets("instagram", ["token"]) == {"token": SECRET}
    monkeypatch.setenv("NANOSCOUT_INSTAGRAM_TOKEN", " from outside ")
    assert find_secrets("instagram", ["token"]) == {"token": "from outside"}


def test_a_locked_keyring_is_as_good_as_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", _Ring(None).get_password)
    assert find_secrets("instagram", ["token"]) == {}


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_file_that_others_may_read_is_refused_and_not_quoted() -> None:
    path = put_file(0o644)
    words = complaint("networks", code=11)
    assert f"chmod 600 {path}" in words
    assert SECRET not in words


def test_a_broken_file_is_named_and_not_quoted() -> None:
    put_file(0o600, f'[instagram]\ntoken = "{SECRET}\n')
    with pytest.raises(BadSettings, match="cannot be read as TOML") as told:
        find_secrets("instagram", ["token"])
    assert SECRET not in str(told.value)
    assert told.value.__cause__ is None


def test_options_do_not_print_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANOSCOUT_INSTAGRAM_TOKEN", SECRET)
    network = load_network("instagram")
    options = load_settings().options(network)
    assert options.secrets == {"token": SECRET}
    assert SECRET not in repr(options)
    assert load_settings().options(network, live=False).secrets == {}, "a replay asks nobody"


def test_a_secret_in_the_settings_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nanoscout.toml").write_text(f'[networks.instagram]\ntoken = "{SECRET}"\n')
    with pytest.raises(BadSettings, match="token is a secret") as told:
        load_settings().options(load_network("instagram"))
    assert SECRET not in str(told.value)
