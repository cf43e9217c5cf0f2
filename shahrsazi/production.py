"""What production must have and must not have; without it nothing starts."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 12  # different ones: "aaaa…" is long and no secret


def refuse_unsafe(settings: dict) -> None:
    """Raise ImproperlyConfigured with a sentence for each setting that production can't start with."""
    errors = [*_conveniences(settings), *_keys(settings), *_paths(settings), *_addresses(settings)]
    if errors:
        raise ImproperlyConfigured("Production refuses to start:\n" + "\n".join(f"- {error}" for error in errors))


def _conveniences(settings: dict) -> list[str]:
    checks = [
        (settings["DEBUG"], "DEBUG must be off."),
        (settings["CAPTCHA_ANSWER"], "CAPTCHA_ANSWER is for demonstrations only."),
    ]
    return [sentence for wrong, sentence in checks if wrong]


def _keys(settings: dict) -> list[str]:
    errors = []
    for name in ("SECRET_KEY", "PASSWORD_KEY"):
        key = settings[name]
        if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
            errors.append(
                f"SHAHRSAZI_{name} is missing, shorter than {SHORTEST_KEY} characters, or no random text: "
                "make one with `openssl rand -base64 48`."
            )
        elif key in (settings["DEMO_SECRET_KEY"], settings["DEMO_PASSWORD_KEY"]):
            errors.append(f"SHAHRSAZI_{name} is the demonstration's, which everybody knows.")
    if settings["SECRET_KEY"] == settings["PASSWORD_KEY"]:
        errors.append("SHAHRSAZI_SECRET_KEY and SHAHRSAZI_PASSWORD_KEY must differ.")
    return errors


def _paths(settings: dict) -> list[str]:
    """Web, worker and commands are started in different folders, and have to mean the same by a path."""
    paths = settings["PATHS_READ"]
    relative = [name for name, path in paths.items() if path and not path.startswith("/")]
    missing = [] if paths["SHAHRSAZI_STATE"] else ["SHAHRSAZI_STATE is missing: the folder of documents."]
    return missing + [f"{name} must be a whole path, which begins with /." for name in relative]


def _addresses(settings: dict) -> list[str]:
    site, store = urlsplit(settings["SITE_URL"]), settings["DOCUMENTS_URL"]
    checks = [
        (site.scheme != "https" or not site.hostname, "SHAHRSAZI_SITE_URL must be the site's https:// address."),
        (site.path or site.query, "SHAHRSAZI_SITE_URL must be an origin, without a path."),
        (not settings["DATABASE_URL"], "DATABASE_URL is missing."),
        (store and not store.startswith("https://"), "SHAHRSAZI_DOCUMENTS_URL must begin with https://."),
        (
            not settings["PROXY"],
            "SHAHRSAZI_PROXY is missing: name the address of the proxy that ends TLS (127.0.0.1 for one on this "
            "machine). Without it all of the city would count as one visitor.",
        ),
        (
            not settings["CITY_PROFILE"],
            "SHAHRSAZI_CITY is missing: the path of your city's profile (docs/city.md). The one that comes with the "
            "program has the demonstration's counters and telephones.",
        ),
        (
            not (settings["SMTP_URL"] or settings["SMS_URL"]),
            "SHAHRSAZI_SMTP_URL and SHAHRSAZI_SMS_URL are both missing: no password could be sent.",
        ),
        (
            settings["SMTP_URL"] and not settings["MAIL_FROM"],
            "SHAHRSAZI_MAIL_FROM is missing: the sender's address, of a domain that the mail server sends for.",
        ),
    ]
    return [sentence for wrong, sentence in checks if wrong]
