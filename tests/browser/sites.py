"""A real site to visit: `survey serve` in a process of its own, on a free port, with its own database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from survey.config import Settings
from tests import factories

_PATIENCE = 30


def site_settings(folder: Path) -> Settings:
    """Return the settings of a site under `folder` on a port that is free now, with every contact filled in."""
    port = free_port()
    return factories.settings(
        folder,
        port=port,
        url=f"http://127.0.0.1:{port}",
        office="Jugendamt der Landeshauptstadt",
        address="Dr.-Külz-Ring 19, 01067 Dresden",
        contact="Frau Beispiel, Telefon 0351 488-0000",
        email="qualitaetsstandards-jugendhilfeplanung@landeshauptstadt.example",
        data_protection_officer="Datenschutzbeauftragte der Landeshauptstadt, datenschutz@landeshauptstadt.example",
    )


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serve a site and return its address, as long as the block lasts."""
    given = {name: str(getattr(settings, name)) for name in type(settings).model_fields}
    environment = os.environ | {f"SURVEY_{name.upper()}": value for name, value in given.items() if value}
    server = subprocess.Popen([sys.executable, "-m", "survey", "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        _await(f"{settings.url}/healthz", server)
        yield settings.url
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.05)
    raise TimeoutError(address)
