"""The life of a server's process: the only file that knows testing.postgresql."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection
from testing.postgresql import Postgresql

from pgcordon.database.accounts import Account
from pgcordon.database.binaries import Binaries
from pgcordon.database.extensions import Installation, arrange
from pgcordon.model.errors import CouldNotCheck

SUPERUSER = "pgcordon"
PORT = 5432
"""Part of the socket's name only; nothing listens on the network."""
_BOOT_SECONDS = 60
_STOP_SECONDS = 20
_POLL_SECONDS = 0.005
_SUPERVISOR = Path(__file__).with_name("supervise.py")

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # Nothing has to survive a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1d",
    # Nothing runs long enough to repay the effort, and verdicts should not depend on when it happens.
    "autovacuum": "off",
    "jit": "off",
    # Everything that the server has lies in its folder, and goes with it even after SIGKILL.
    "dynamic_shared_memory_type": "mmap",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
    # Refused attempts are our daily bread and not worth a log line each; start-up failures are FATAL.
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}


class ServerFailed(CouldNotCheck):
    """The server did not start; the message carries its own last words."""


class Process(Postgresql):  # type: ignore[misc]  # the library has no type hints
    """testing.postgresql's server, run through `supervise.py` and reached through its socket."""

    def __init__(self, binaries: Binaries, folder: Path, account: Account | None) -> None:
        self.supervisor: subprocess.Popen[bytes] | None = None
        self._account = account
        self._binaries = binaries
        super().__init__(
            base_dir=str(folder),
            initdb="",
            postgres="",
            port=PORT,
            postgres_args="",
            auto_start=0,
            boot_timeout=_BOOT_SECONDS,
        )

    @property
    def socket_folder(self) -> Path:
        return Path(self.base_dir) / "tmp"

    def start(self) -> None:
        """Start the supervisor first, so that from then on everything is removed, then tell it what to run."""
        self.supervisor = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-S", str(_SUPERVISOR), self.base_dir],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            installation = arrange(self._binaries, Path(self.base_dir), self._account)
            self._make_socket_folder()
            self._tell(installation)
            self.wait_booting()
        except BaseException:
            self.stop()
            raise

    def _make_socket_folder(self) -> None:
        self.socket_folder.mkdir(mode=0o700)
        if self._account is not None:
            os.chown(self.socket_folder, self._account.uid, self._account.gid)

    def _tell(self, installation: Installation) -> None:
        self.initdb, self.postgres = str(installation.initdb), str(installation.postgres)
        settings = _SETTINGS | dict(installation.settings)
        options = [f"-c{name}={value}" for name, value in settings.items()]
        account = self._account
        commands = [
            {
                "argv": argv,
                "uid": None if account is None else account.uid,
                "gid": None if account is None else account.gid,
                "env": _environment(),
            }
            for argv in (self._initdb_commandline(), [*self.get_server_commandline(), *options])
        ]
        assert self.supervisor is not None and self.supervisor.stdin is not None
        self.supervisor.stdin.write(json.dumps(commands).encode() + b"\n")
        self.supervisor.stdin.flush()

    def _initdb_commandline(self) -> list[str]:
        return [
            self.initdb,
            f"--pgdata={self.get_data_directory()}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            "--no-instructions",
            "--wal-segsize=1",
            *_locale(self._binaries.major),
            *(["--no-data-checksums"] if self._binaries.major >= 18 else []),
        ]

    def wait_booting(self) -> None:
        deadline = time.monotonic() + _BOOT_SECONDS
        while not self.is_server_available():
            assert self.supervisor is not None
            if self.supervisor.poll() is not None:
                raise ServerFailed(self._last_words())
            if time.monotonic() > deadline:
                raise ServerFailed(f"{self._binaries} did not answer within {_BOOT_SECONDS} s on {self.socket_folder}")
            time.sleep(_POLL_SECONDS)

    def is_server_available(self) -> bool:
        if not (self.socket_folder / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            self.connect("postgres", SUPERUSER, autocommit=True).close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, dbname: str, user: str, *, autocommit: bool) -> Connection[tuple[Any, ...]]:
        # Every parameter that PG* variables of the caller's environment could set is set here.
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            dbname=dbname,
            user=user,
            autocommit=autocommit,
            options="",
            client_encoding="UTF8",
            target_session_attrs="any",
            application_name="pgcordon",
        )

    def terminate(self, *_: object) -> None:
        """Close the supervisor's input, as our own death would, and wait for it to have removed everything."""
        supervisor, self.supervisor = self.supervisor, None
        self.child_process = None
        if supervisor is None or self._owner_pid != os.getpid():
            return
        for stream in (supervisor.stdin, supervisor.stderr):
            if stream is not None:
                stream.close()
        supervisor.wait(_STOP_SECONDS)

    def _last_words(self) -> str:
        assert self.supervisor is not None and self.supervisor.stderr is not None
        said = self.supervisor.stderr.read().decode(errors="replace").strip()
        user = f" as user {self._account.name}" if self._account else ""
        return (
            f"{self._binaries} from {self._binaries.folder} did not start{user} in {self.base_dir}. It said:\n"
            f"{said or '(nothing)'}\n"
            "Do: make room in the temporary folder or point TMPDIR at another; `pgcordon doctor` shows what is used."
        )


def _environment() -> dict[str, str]:
    """No PG* variable and no locale of the caller reaches the server."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _locale(major: int) -> list[str]:
    """Byte order for comparisons and Unicode for letters, where the version can do both without the machine's help."""
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C"]
