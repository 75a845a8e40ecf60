"""A real WordPress (Debian's package) with MariaDB behind PHP's own server."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.starting import free_port, need_packages, running, wait_for

_SOURCE = Path("/usr/share/wordpress")
_ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = __DIR__ . $path;
if ($path !== '/' && is_file($file)) { return false; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""


@contextmanager
def wordpress(folder: Path) -> Iterator[str]:
    """The address of a running WordPress with three invented posts; stopped at the end."""
    need_packages("wordpress", "php-cli", "php-mysql", "mariadb-server")
    folder.mkdir()
    port, site = free_port(), folder / "site"
    without = shutil.ignore_patterns("wp-config.php")
    shutil.copytree(_SOURCE, site, ignore_dangling_symlinks=True, ignore=without)
    (site / "router.php").write_text(_ROUTER)
    socket = _initialise(folder)
    database = ["mariadbd", "--no-defaults", f"--datadir={folder / 'data'}", f"--socket={socket}", "--skip-networking"]
    with running([*database, "--user=mysql"], folder / "mariadb.log"):
        wait_for(lambda: _query(socket, "SELECT 1"), "MariaDB")
        for who in ("site", "site@localhost"):
            _query(socket, f"CREATE DATABASE IF NOT EXISTS site; CREATE USER {who} IDENTIFIED BY 'site'")
            _query(socket, f"GRANT ALL ON site.* TO {who}")
        (site / "wp-config.php").write_text(_configuration(socket))
        said = {**os.environ, "SITE_FOLDER": str(site), "SITE_HOST": f"127.0.0.1:{port}"}
        install = ["php", "-d", "display_errors=0", str(Path(__file__).with_name("wordpress.php"))]
        done = subprocess.run(install, env=said, capture_output=True, text=True, timeout=300, check=False)
        if "installed" not in done.stdout:
            raise RuntimeError(f"WordPress was not installed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        serve = ["php", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", "-t", str(site), str(site / "router.php")]
        with running(serve, folder / "php.log"):
            url = f"http://127.0.0.1:{port}"
            wait_for(lambda: b"namespaces" in _get(f"{url}/wp-json/"), "WordPress")
            yield url


def _initialise(folder: Path) -> Path:
    data = folder / "data"
    data.mkdir()
    shutil.chown(folder, "mysql")
    shutil.chown(data, "mysql")
    install = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--user=mysql"]
    install.append("--auth-root-authentication-method=normal")
    subprocess.run(install, capture_output=True, timeout=300, check=True)
    return folder / "db.sock"


def _query(socket: Path, words: str) -> bool:
    command = ["mariadb", "--no-defaults", f"--socket={socket}", "-u", "root", "-e", words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0


def _configuration(socket: Path) -> str:
    values = {"DB_NAME": "site", "DB_USER": "site", "DB_PASSWORD": "site", "DB_HOST": f"localhost:{socket}",
              "DB_CHARSET": "utf8mb4", "DB_COLLATE": "", "AUTH_KEY": "invented", "WP_HTTP_BLOCK_EXTERNAL": "1",
              "DISABLE_WP_CRON": "1"}  # fmt: skip
    lines = [f"define('{name}', '{value}');" for name, value in values.items()]
    ending = "if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }\nrequire_once ABSPATH . 'wp-settings.php';"
    return "<?php\n" + "\n".join(lines) + f"\n$table_prefix = 'wp_';\n{ending}\n"


def _get(url: str) -> bytes:
    import urllib.request

    with urllib.request.urlopen(url, timeout=20) as answer:
        body: bytes = answer.read()
        return body
