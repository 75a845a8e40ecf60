"""A keyring that holds what a test planted in the environment."""

import os

from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    """One secret, for whoever asks."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002  # the same for all
        """The planted secret."""
        return os.environ.get("PLANTED_IN_KEYRING")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing is ever put here."""
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        """Nothing is ever taken out."""
        raise NotImplementedError
