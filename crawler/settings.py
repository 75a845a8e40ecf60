"""Settings: flags first, then NANOSCOUT_… in the environment, then nanoscout.toml, then defaults."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import BeforeValidator, Field, PrivateAttr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import TomlConfigSettingsSource as TomlSource

from crawler.networks import load_network, network_names
from crawler.networks.network import Network, Options
from crawler.secrets import find_secrets, how_to_set
from scoring.toml_slips import word_slip
from storage.errors import BadSettings
from storage.files.text_files import text_of
from storage.problems import word_problem, word_value

FILE_NAME = "nanoscout.toml"
_PREFIX = "NANOSCOUT_"


def settings_files() -> list[Path]:
    """Where nanoscout.toml is looked for; the last one that exists wins: the user's folder, then this one."""
    return [Path(platformdirs.user_config_dir("nanoscout", appauthor=False)) / FILE_NAME, Path(FILE_NAME)]


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[list[str], NoDecode, BeforeValidator(_split)]


def _said(value: Any) -> Any:
    """A value of a network's table as a word: who writes true, 5 or a list of sites in TOML means yes, "5", "a, b"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else value


Said = Annotated[str, BeforeValidator(_said)]

_MOST = 10**12  # a larger number fits no column of a database


class _TomlSource(TomlSource):
    """Reads what Windows saves as well: with a mark before the first letter, or in UTF-16."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        return tomllib.loads(text_of(file_path.read_bytes()))


class Settings(BaseSettings):
    """Every setting, with its default. Lists are written with commas in the environment."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid")

    database: str | None = Field(default=None, description="address of the database, or a file name")
    contact: str | None = Field(default=None, description="your email or page, told to every site that is asked")
    brief: Path | None = Field(default=None, description="the brief that rankings use by default")
    model: Path | None = Field(default=None, description="folder of a sentence model (ONNX) that widens briefs")
    instances: Words = Field(default_factory=list, description="Mastodon-compatible servers to ask")
    networks: dict[str, dict[str, Said]] = Field(
        default_factory=dict, description="what one network needs to know: [networks.instagram] user_id = …"
    )
    max_requests: int | None = Field(default=500, ge=1, le=_MOST, description="a crawl stops after so many requests")
    max_profiles: int | None = Field(default=None, ge=1, le=_MOST, description="… after so many profiles")
    max_depth: int = Field(default=3, ge=0, le=20, description="steps away from a seed")
    max_minutes: float | None = Field(default=None, gt=0, description="… after so many minutes")
    stop_at_coverage: float | None = Field(
        default=None, gt=0, le=1, description="… once so much of those within reach is found, 0–1"
    )
    pictures: bool = Field(default=False, description="fetch small copies of pictures after a crawl")
    picture_megabytes: int = Field(default=200, ge=1, description="what all copies together may take")
    seconds_between_requests: float | None = Field(
        default=None,
        ge=0,
        le=150,
        description="between two requests to one host, in place of each network's own pace; 150 at most",
    )
    _flags: frozenset[str] = PrivateAttr(default=frozenset())

    @property
    def flags(self) -> frozenset[str]:
        """Which settings were named in this very call, not in a file or in the environment."""
        return self._flags

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # pydantic-settings passes it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, environment, file."""
        return init_settings, env_settings, _TomlSource(settings_cls, toml_file=settings_files())

    def options(self, network: Network, *, live: bool = True) -> Options:
        """What a network may know of these settings; a replay asks nobody, so it is told of no keys and no sources.

        Raises BadSettings where its secrets cannot be read.
        """
        if not live:
            return Options(instances=tuple(self.instances), live=False)
        said = self.networks.get(network.name, {})
        return Options(tuple(self.instances), said, find_secrets(network.name, network.secrets))

    def named_hosts(self) -> list[str]:
        """Hosts that the user named, with their ports where they have one: those may be private addresses."""
        addresses = [instance if "://" in instance else f"https://{instance}" for instance in self.instances]
        addresses += [said for table in self.networks.values() for said in table.values() if "://" in said]
        return sorted({urlsplit(address.strip()).netloc.rpartition("@")[2].lower() for address in addresses})


def load_settings(**flags: Any) -> Settings:
    """The settings, flags that are not ``None`` above all; raises BadSettings in one sentence."""
    named = {name: value for name, value in flags.items() if value not in (None, [])}
    try:
        settings = Settings(**named)
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(str(part) for part in problem["loc"])
        raise BadSettings(_words(name, problem)) from None
    except (ValueError, OSError) as error:
        file, slip = _damaged() or (FILE_NAME, str(error))
        raise BadSettings(f"The settings cannot be read ({file}): {slip}") from None
    for name, said in settings.networks.items():
        _refuse_unknown(name, said)
    settings._flags = frozenset(named)
    return settings


def _refuse_unknown(name: str, said: Mapping[str, str]) -> None:
    """Refuses settings that no network would read, and secrets, which would be in a file that people pass on."""
    if name not in network_names():
        close = get_close_matches(name, network_names(), n=1)
        raise BadSettings(f"networks.{name} is no network" + (f"; did you mean networks.{close[0]}?" if close else ""))
    network = load_network(name)
    for key in said:
        if key in network.secrets:
            raise BadSettings(
                f"networks.{name}.{key} is a secret and must not stand in nanoscout.toml: take it out, and "
                + how_to_set(name, key)
            )
        if key not in network.settings:
            raise BadSettings(f"networks.{name}.{key} is no setting{_way_on(key, network)}")


def _way_on(key: str, network: Network) -> str:
    if key in known_settings():  # TOML counts every line below [networks.NAME] to that table
        return f" of one network: write {key} above the first line that begins with ["
    known = f"{network.title} has {', '.join(network.settings) or 'none'}"
    close = get_close_matches(key, network.settings, n=1)
    return f"; did you mean {close[0]}? {known}" if close else f": {known}"


def _damaged() -> tuple[Path, str] | None:
    """Which of the files is no TOML, and what to write instead: the parser tells the line, not the file."""
    for file in settings_files():
        try:
            slip = word_slip(text_of(file.read_bytes()))
        except FileNotFoundError:
            continue
        except UnicodeDecodeError:
            return file, "it is not UTF-8 text; save it as UTF-8"
        except OSError as error:
            return file, str(error)
        if slip is not None:
            return file, slip
    return None


def _words(name: str, problem: Any) -> str:
    if problem["type"] == "extra_forbidden":
        close = get_close_matches(name, known_settings(), n=1)
        return f"{name} is no setting" + (f"; did you mean {close[0]}?" if close else "")
    return f"{name} cannot be {word_value(problem['input'])}: {word_problem(problem)}"


@cache
def known_settings() -> tuple[str, ...]:
    """The names of all settings."""
    return tuple(Settings.model_fields)


def unread_variables() -> dict[str, str | None]:
    """Each NANOSCOUT_… of the environment that nothing reads, with the one that was probably meant: a limit that is
    misspelled would not hold, and nobody would say so."""
    known = {"BROWSER", *(name.upper() for name in known_settings())}
    said = {name.upper().removeprefix(_PREFIX): name for name in os.environ if name.upper().startswith(_PREFIX)}
    left = {part: name for part, name in said.items() if part not in known and not part.startswith("NETWORKS__")}
    if left:  # secrets are asked for last: every network is loaded for their names
        known |= {f"{name}_{secret}".upper() for name in network_names() for secret in load_network(name).secrets}
    close = {part: get_close_matches(part, sorted(known), n=1, cutoff=0.75) for part in left if part not in known}
    return {left[part]: _PREFIX + found[0] if found else None for part, found in close.items()}
