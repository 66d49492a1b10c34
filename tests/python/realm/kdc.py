"""A real Kerberos realm of the tests' own: its KDC on a free port, its keys and its tickets in one folder.

    with realm(folder) as kerberos:
        kerberos.kinit()

or `python kdc.py FOLDER`, until a signal: for scripts/stack/kerberos.mjs. It needs Debian's packages
krb5-kdc, krb5-admin-server and krb5-user.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REALM = "DASK.TEST"
# Names are not looked up, so the gateway's is the one in its address.
SERVICE = "HTTP/127.0.0.1"
USER = "ada"
_PASSWORD = "s3cret"
# What starts processes is given this many seconds on a slow machine.
_TIMEOUT_SECONDS = 60

_CLIENT = """\
[libdefaults]
  default_realm = {realm}
  dns_canonicalize_hostname = false
  dns_lookup_kdc = false
  dns_lookup_realm = false
  udp_preference_limit = 1
[realms]
  {realm} = {{
    kdc = 127.0.0.1:{port}
  }}
"""
_KDC = """\
[kdcdefaults]
  kdc_listen = 127.0.0.1:{port}
  kdc_tcp_listen = 127.0.0.1:{port}
[realms]
  {realm} = {{
    database_name = {folder}/principal
    key_stash_file = {folder}/stash
    acl_file = {folder}/acl
  }}
[logging]
  kdc = FILE:{folder}/kdc.log
  default = FILE:{folder}/kdc.log
"""


@dataclass
class Kerberos:
    """`environment` is what whoever takes part in the realm needs; tickets lie in its KRB5CCNAME."""

    folder: Path
    environment: dict[str, str]

    @property
    def keytab(self) -> Path:
        """The gateway's keys."""
        return self.folder / "gateway.keytab"

    def kinit(self, *, seconds: int = 3600) -> None:
        """Get the user a ticket."""
        self.run("kinit", "-l", f"{seconds}s", USER, input=f"{_PASSWORD}\n")

    def kdestroy(self) -> None:
        """Throw the tickets away."""
        self.run("kdestroy", "-q")

    def new_service_key(self) -> None:
        """Give the gateway another key, without telling the gateway."""
        self.run("kadmin.local", "-q", f"change_password -randkey {SERVICE}")

    def run(self, program: str, *args: str, input: str | None = None) -> None:
        """Run one of Kerberos's own programs."""
        path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/sbin"])
        command = shutil.which(program, path=path)
        if command is None:
            raise RuntimeError(f"{program} is missing: install krb5-kdc, krb5-admin-server and krb5-user.")
        environment = {**os.environ, **self.environment}
        done = subprocess.run(
            [command, *args], env=environment, input=input, text=True, capture_output=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} {' '.join(args)}: {done.stdout}{done.stderr}")


@contextmanager
def realm(folder: Path) -> Iterator[Kerberos]:
    """Make one, and run its KDC until the block ends. `folder` exists and is empty."""
    port = _free_port()
    values = {"realm": REALM, "port": port, "folder": folder}
    (folder / "krb5.conf").write_text(_CLIENT.format(**values))
    (folder / "kdc.conf").write_text(_KDC.format(**values))
    kerberos = Kerberos(
        folder,
        {
            "KRB5_CONFIG": str(folder / "krb5.conf"),
            "KRB5_KDC_PROFILE": str(folder / "kdc.conf"),
            "KRB5CCNAME": f"FILE:{folder}/tickets",
        },
    )
    kerberos.run("kdb5_util", "create", "-s", "-r", REALM, "-P", "master")
    kerberos.run("kadmin.local", "-q", f"add_principal -randkey {SERVICE}")
    kerberos.run("kadmin.local", "-q", f"ktadd -k {kerberos.keytab} {SERVICE}")
    kerberos.run("kadmin.local", "-q", f"add_principal -pw {_PASSWORD} {USER}")
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/sbin"])
    kdc = subprocess.Popen(
        [shutil.which("krb5kdc", path=path) or "krb5kdc", "-n"],
        env={**os.environ, **kerberos.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, kdc)
        yield kerberos
    finally:
        kdc.terminate()
        kdc.wait(_TIMEOUT_SECONDS)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(port: int, kdc: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if kdc.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The KDC does not answer: its log is kdc.log.") from None
            time.sleep(0.1)


if __name__ == "__main__":
    # So that the block below is left in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with realm(Path(sys.argv[1])) as running:
        running.kinit()
        signal.pause()
