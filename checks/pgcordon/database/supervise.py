"""The process between pgcordon and its server: runs initdb and postgres, and removes every trace when pgcordon is gone.

It is run as a program of its own, `python supervise.py FOLDER`, and imports the standard library alone. The first
line of its standard input is a JSON list of commands, {"argv", "env", "uid", "gid"}, where a null uid keeps the
user. They run one after the other. When the input ends, because pgcordon closed it or because the kernel did after
`kill -9`, the running command is told to quit and the folder is removed. So the same few lines clean up in every case.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from threading import Lock, Thread
from typing import Any

_KEPT_LINES = 60
_GRACE_SECONDS = 6  # PostgreSQL kills its own children five seconds after SIGQUIT
_REMOVAL_SECONDS = 10


class Supervisor:
    """Runs commands until they end or the input does."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._abandoned = False
        self.output: deque[bytes] = deque(maxlen=_KEPT_LINES)

    def run(self, commands: Sequence[Mapping[str, Any]]) -> int:
        """The exit status of the first command that fails, else 0."""
        Thread(target=self._quit_at_end_of_input, daemon=True).start()
        for command in commands:
            status = self._run_one(command)
            if status != 0 or self._abandoned:
                return status
        return 0

    def _run_one(self, command: Mapping[str, Any]) -> int:
        with self._lock:
            if self._abandoned:
                return 0
            child = self._running = self._spawn(command)
        self.output.extend(child.stdout or ())
        return child.wait()

    def _spawn(self, command: Mapping[str, Any]) -> subprocess.Popen[bytes]:
        account = (
            {} if command["uid"] is None else {"user": command["uid"], "group": command["gid"], "extra_groups": []}
        )
        return subprocess.Popen(  # noqa: S603 - the commands come from our parent
            command["argv"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._folder,
            env=command["env"],
            start_new_session=True,
            **account,
        )

    def _quit_at_end_of_input(self) -> None:
        while os.read(0, 4096):
            pass
        with self._lock:
            self._abandoned = True
            child = self._running
        if child is None:
            return
        _signal_group(child, signal.SIGQUIT)
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _signal_group(child, signal.SIGKILL)

    def remove_folder(self) -> None:
        """Try until it is gone: a backend that is just ending may still write a file."""
        deadline = time.monotonic() + _REMOVAL_SECONDS
        while os.path.lexists(self._folder) and time.monotonic() < deadline:
            shutil.rmtree(self._folder, ignore_errors=True)
            if os.path.lexists(self._folder):
                time.sleep(0.02)


def _signal_group(child: "subprocess.Popen[bytes]", number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except (ProcessLookupError, PermissionError):
        child.send_signal(number)


def _first_line() -> bytes:
    """One line of the input, unbuffered, so that the end of the input is still there to be seen."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)  # not SIG_IGN, which the server would inherit
    supervisor = Supervisor(sys.argv[1])
    try:
        line = _first_line()
        status = supervisor.run(json.loads(line)) if line else 0
    except OSError as error:
        supervisor.output.append(f"{error}\n".encode())
        status = 1
    finally:
        supervisor.remove_folder()
    sys.stderr.buffer.writelines(supervisor.output)
    return status


if __name__ == "__main__":
    sys.exit(main())
