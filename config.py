"""Settings: from the environment alone, checked before anything starts.

Every setting is a field of `Settings`; its variable is the field's name in
capitals after `WEBINARS_`. A secret may come from a file instead: append
`_FILE` to its name. An unknown or malformed setting refuses to start.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PREFIX = "WEBINARS_"
SECRETS = frozenset(
    {"secret_key", "smtp_url", "database_url", "storage_url", "redis_url", "demo_password"}
)


PACE = re.compile(r"\d{1,6}(\.\d{1,6})?")


class BadSetting(Exception):
    """A setting that is unknown or cannot be understood; the text names it."""


@dataclass(frozen=True)
class Settings:
    """What the operator chose. Empty text means: the default that `load` derives."""

    data_dir: str = "var"
    database_url: str = ""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str = ""
    mail_from: str = "Technical Assistance Webinars <webinars@example.org>"
    storage_url: str = ""
    redis_url: str = ""
    demo_password: str = "demonstration"  # noqa: S105  (refused unless the data are demonstration data)

    @property
    def data(self) -> Path:
        return Path(self.data_dir).resolve()

    @property
    def secure(self) -> bool:
        """Whether visitors come by https, so that cookies may be `Secure` and `__Host-`."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of `environ`, each checked, each default filled in.

    Makes the data directory and, where no key is given, a key in it.

    Raises:
        BadSetting: a setting is unknown, malformed, or given twice.
    """
    given = Settings(**_given(environ))
    _check(given)
    given.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # names and letters lie there
    filled = {
        "database_url": given.database_url or f"sqlite:///{given.data / 'webinars.sqlite'}",
        "storage_url": given.storage_url or (given.data / "storage").as_uri(),
        "secret_key": given.secret_key or _kept_key(given.data / "secret.key"),
        "base_url": given.base_url.rstrip("/"),
    }
    return Settings(
        **{
            field.name: filled.get(field.name, getattr(given, field.name))
            for field in fields(given)
        }
    )


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    known = {f"{PREFIX}{field.name.upper()}": field.name for field in fields(Settings)}
    values: dict[str, str] = {}
    for variable in sorted(name for name in environ if name.startswith(PREFIX)):
        name = known.get(variable.removesuffix("_FILE"))
        from_file = variable.endswith("_FILE")
        if name is None or (from_file and name not in SECRETS):
            raise BadSetting(f"{variable} is not a setting. See docs/reference/settings.md.")
        if name in values:
            raise BadSetting(f"{variable} is given twice, once as a file.")
        values[name] = _read(Path(environ[variable]), variable) if from_file else environ[variable]
    return values


def _read(path: Path, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{variable}: {path} cannot be read.") from error


SCHEMES = {
    "database_url": ("sqlite", "postgresql", "postgresql+psycopg"),
    "base_url": ("http", "https"),
    "smtp_url": ("smtp", "smtps", "smtp+starttls"),
    "storage_url": ("file", "s3"),
    "redis_url": ("redis", "rediss"),
}


def _check(settings: Settings) -> None:
    _check_schemes(settings)
    pace = parse_qs(urlsplit(settings.smtp_url).query).get("pace", ["0"])[-1]
    if not PACE.fullmatch(pace):
        raise BadSetting(f"{PREFIX}SMTP_URL: pace must be a number of letters a second.")
    if not urlsplit(settings.base_url).hostname:
        raise BadSetting(f"{PREFIX}BASE_URL names no host.")
    if settings.secret_key and len(settings.secret_key) < 32:
        raise BadSetting(f"{PREFIX}SECRET_KEY is too short: at least 32 characters.")
    if "@" not in settings.mail_from:
        raise BadSetting(f"{PREFIX}MAIL_FROM is not an address.")


def _check_schemes(settings: Settings) -> None:
    for name, schemes in SCHEMES.items():
        url = getattr(settings, name)
        if url and urlsplit(url).scheme not in schemes:
            raise BadSetting(f"{PREFIX}{name.upper()} must be one of: {'://, '.join(schemes)}://")


def _kept_key(path: Path) -> str:
    """Return the key kept in `path`, made at the first call; two first calls agree on one."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").strip()
