"""All settings in one place; the environment overrides what differs between machines.

`POLICYAPI_DEBUG`, `POLICYAPI_SECRET_KEY`, `POLICYAPI_ALLOWED_HOSTS`, `POLICYAPI_PUBLIC_URL`,
`POLICYAPI_DOCUMENTS`, `POLICYAPI_DOWNLOADS`, `POLICYAPI_ADMIN`, `POLICYAPI_HTTPS`,
`POLICYAPI_THROTTLE`, `POLICYAPI_CACHE_URL`, `POLICYAPI_TRUSTED_PROXIES`, `POLICYAPI_STORE_BYTES`,
`POLICYAPI_CONTACT`, `POLICYAPI_FONTS`, `POLICYAPI_MCP`, `DATABASE_URL` and
`POLICYAPI_REPLICA_URLS` are read.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("POLICYAPI_DEBUG", default=False)
SECRET_KEY = env.str("POLICYAPI_SECRET_KEY", default="")
POLICYAPI_ADMIN = env.bool("POLICYAPI_ADMIN", default=False)
if not SECRET_KEY:
    if POLICYAPI_ADMIN:
        raise ImproperlyConfigured(
            "The admin signs its sessions: set POLICYAPI_SECRET_KEY to a long random text, the "
            "same for every worker."
        )
    # Without the admin nothing is signed; a key of this process alone is as good as a kept one.
    SECRET_KEY = secrets.token_urlsafe(50)

ALLOWED_HOSTS = env.list("POLICYAPI_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
POLICYAPI_PUBLIC_URL = env.str("POLICYAPI_PUBLIC_URL", default="").rstrip("/")
POLICYAPI_DOCUMENTS = Path(env.str("POLICYAPI_DOCUMENTS", default="") or BASE_DIR / "documents")
POLICYAPI_SOURCES = BASE_DIR / "fixtures" / "sources"
POLICYAPI_FIXTURES = BASE_DIR / "fixtures"
POLICYAPI_DOWNLOADS = Path(
    env.str("POLICYAPI_DOWNLOADS", default="") or BASE_DIR / "var" / "downloads"
)
HTTPS = env.bool("POLICYAPI_HTTPS", default=False)
POLICYAPI_THROTTLE = env.str("POLICYAPI_THROTTLE", default="").strip()
POLICYAPI_TRUSTED_PROXIES = env.int("POLICYAPI_TRUSTED_PROXIES", default=0)
POLICYAPI_CONTACT = env.str("POLICYAPI_CONTACT", default="").strip()
POLICYAPI_MCP = env.bool("POLICYAPI_MCP", default=False)
POLICYAPI_FONTS = [Path(p) for p in env.str("POLICYAPI_FONTS", default="").split(os.pathsep) if p]
POLICYAPI_STORE_BYTES = env.int("POLICYAPI_STORE_BYTES", default=8 * 1024 * 1024)

INSTALLED_APPS = [
    "corsheaders",
    "csp",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "policyapi",
    "districts",
    "plans",
    "pages",
]
if POLICYAPI_ADMIN:
    INSTALLED_APPS += [
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.messages",
        "django.contrib.sessions",
    ]

MIDDLEWARE = [
    "policyapi.middleware.AnswerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "policyapi.compressing.StaticCompression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "policyapi.policies.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
if POLICYAPI_THROTTLE:
    # After CORS: a page of another origin may read the refusal, and its preflights do not count.
    after_cors = MIDDLEWARE.index("corsheaders.middleware.CorsMiddleware") + 1
    MIDDLEWARE.insert(after_cors, "policyapi.throttling.ThrottleMiddleware")
if POLICYAPI_ADMIN:
    MIDDLEWARE += [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]

ROOT_URLCONF = "policyapi.urls"
WSGI_APPLICATION = "policyapi.wsgi.application"
APPEND_SLASH = False
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"]
            + (
                [
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
                if POLICYAPI_ADMIN
                else []
            )
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
# SQLite reads its options only from here; tests/loading/test_snapshots.py reads the PRAGMAs back.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "DEFERRED",
        "timeout": 30,
        # The page size is that of a file that is made: several rendered rows go into a page.
        "init_command": "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; "
        "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-2000; PRAGMA mmap_size=2147418112",
    }
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
REPLICA_URLS = [url for url in env.str("POLICYAPI_REPLICA_URLS", default="").split(",") if url]
for number, url in enumerate(REPLICA_URLS, 1):
    DATABASES[f"replica{number}"] = env.db_url_config(url.strip()) | {
        "CONN_MAX_AGE": None,
        # What a kept connection is worth is known when it is used: another server is asked then.
        "CONN_HEALTH_CHECKS": False,
        "TEST": {"MIRROR": "default"},
    }
if REPLICA_URLS:
    DATABASE_ROUTERS = ["policyapi.replicas.ReadRouter"]
for database in DATABASES.values():
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["ENGINE"] = "policyapi.postgresql"
        # A server that is away is noticed in seconds: none is waited for as long as TCP would.
        database["OPTIONS"] = {
            "connect_timeout": 2,
            "tcp_user_timeout": 5_000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
        } | database.get("OPTIONS", {})
    elif REPLICA_URLS:
        raise ImproperlyConfigured(
            "Replicas are PostgreSQL's: DATABASE_URL and each of POLICYAPI_REPLICA_URLS, by comma, "
            "must begin with postgres://."
        )
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Where all workers count requests together; files are enough for one machine.
    "throttle": env.cache_url_config(env.str("POLICYAPI_CACHE_URL"))
    if env.str("POLICYAPI_CACHE_URL", default="")
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": BASE_DIR / "var" / "throttle",
    },
}
if "redis" in CACHES["throttle"]["BACKEND"]:
    # A Redis that does not answer must not hold up what is asked of the API.
    CACHES["throttle"].setdefault("OPTIONS", {}).update(socket_connect_timeout=1, socket_timeout=1)
    # django-environ writes the name of this one small, where Django does not look for it.
    CACHES["throttle"]["KEY_PREFIX"] = CACHES["throttle"].pop("key_prefix", "policyapi")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
# Static files are served from where the packages keep them; nothing is collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "policyapi.schema.Schema",
    "DEFAULT_RENDERER_CLASSES": ["policyapi.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "EXCEPTION_HANDLER": "policyapi.errors.answer_exception",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "policyapi",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "COMPONENT_SPLIT_REQUEST": False,
    "DESCRIPTION": "What Jinan's districts have promised, done and proclaimed in print, as data: "
    "each fact typed, normalised, and carried with the words it was printed in and the place where "
    "they stand. Reading only. A question that is misspelt is refused, never answered wrongly. "
    "Where the operator limits how often one address may ask, a request beyond that is answered "
    "with 429 and `Retry-After`.",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "policyapi.schema.keep_the_contract",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Basis": "plans.models.sources.Basis",
        "Domain": "plans.models.facts.Domain",
        "Comparator": "plans.models.quantities.Comparator",
        "Measure": "plans.models.quantities.Measure",
        "Modality": "plans.models.quantities.Modality",
        "Stage": "plans.models.projects.Stage",
        "Checkability": "plans.models.claims.Target.Checkability",
        "Certainty": "plans.models.claims.Achievement.Certainty",
        "AchievementKind": "plans.models.claims.Achievement.Kind",
        "IndicatorDirection": "plans.models.claims.Indicator.Direction",
        "Verdict": "plans.models.claims.Outcome.Verdict",
        "Directness": "plans.models.claims.Outcome.Directness",
        "PlanKind": "plans.models.programmes.Plan.Kind",
        "ProjectKind": "plans.models.projects.Project.Kind",
        "SloganKind": "plans.models.slogans.Slogan.Kind",
        "DiscrepancyKind": "plans.models.differences.Discrepancy.Kind",
        "DistrictKind": "districts.models.District.Kind",
    },
}

CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = [
    "API-Version",
    "Content-Disposition",
    "Data-Version",
    "ETag",
    "Matched",
    "Retry-After",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Without the admin there is no form, no session and no cookie that a forged request could use.
SILENCED_SYSTEM_CHECKS = [] if POLICYAPI_ADMIN else ["security.W003"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
