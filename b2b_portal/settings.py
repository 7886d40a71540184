"""Settings: defaults that run on a bare machine; every deployment fact comes from the environment.

A bad value stops the start with a sentence naming the variable (docs/operate.md lists them all).
"""

import os
import secrets
from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from b2b_portal.environment import (
    broker_for,
    database_from_url,
    read_choice,
    read_flag,
    read_host,
    read_integer,
    read_text,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR") or BASE_DIR / "var")

# --- where the portal answers -------------------------------------------------------------------
PORTAL_DOMAIN = read_host("PORTAL_DOMAIN", default="localhost")
PORTAL_IS_LOOPBACK = PORTAL_DOMAIN == "localhost" or PORTAL_DOMAIN.endswith(".localhost")
PORTAL_PORT = read_integer("PORTAL_PORT", default=8000, least=0, most=65535)
PORTAL_INSECURE_HTTP = read_flag("PORTAL_INSECURE_HTTP", default=PORTAL_IS_LOOPBACK)
if PORTAL_INSECURE_HTTP and not PORTAL_IS_LOOPBACK:
    raise ImproperlyConfigured("PORTAL_INSECURE_HTTP=1 is for localhost only: unset it, or PORTAL_DOMAIN.")
PORTAL_SCHEME = "http" if PORTAL_INSECURE_HTTP else "https"
ALLOWED_HOSTS = [f".{PORTAL_DOMAIN}"]
CSRF_TRUSTED_ORIGINS = [f"{PORTAL_SCHEME}://*.{PORTAL_DOMAIN}"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"

DEBUG = False


def _secret_key() -> str:
    """The key from the environment; on localhost one made once and kept under var/."""
    if key := os.environ.get("PORTAL_SECRET_KEY"):
        if len(key) < 50:
            raise ImproperlyConfigured("PORTAL_SECRET_KEY must have at least 50 characters.")
        return key
    if not PORTAL_IS_LOOPBACK:
        raise ImproperlyConfigured("Set PORTAL_SECRET_KEY: at least 50 random characters.")
    kept = VAR_DIR / "secret_key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(60))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = _secret_key()

# --- apps: none stands in both lists, or a missing table would silently be read from public -------
SHARED_APPS = [
    "b2b_portal.runtime",
    "tenants",  # before django_tenants: its `migrate` command stands in for theirs
    "django_tenants",
    "catalogue",
    "cms",
    "desk",
    "b2b_portal.demo",
    "b2b_portal.home",
    "b2b_portal.lib",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pgtrigger",
    "pghistory",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_filters",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_linear_migrations",
]
TENANT_APPS = ["records", "fleet", "quotes", "invoices", "impact"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

TENANT_MODEL = "tenants.Organisation"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True  # the path is set when the organisation changes, not before every statement
# A history is read by its object: an index on each of its other foreign keys would only be kept.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
AUTH_USER_MODEL = "tenants.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "b2b_portal.urls_site"
PORTAL_URLCONFS = {"site": "b2b_portal.urls_site", "desk": "b2b_portal.urls_desk", "portal": "b2b_portal.urls_portal"}
WSGI_APPLICATION = "b2b_portal.wsgi.application"

MIDDLEWARE = [
    "tenants.middleware.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.cookies.CookieHygieneMiddleware",
    "tenants.middleware.room.RoomMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.middleware.binding.SessionBindingMiddleware",
    "tenants.middleware.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "b2b_portal.policy.ContentPolicyMiddleware",
]

_LOADERS = [
    "template_partials.loader.Loader",
    [
        "django.template.loaders.cached.Loader",
        [
            "django_cotton.cotton_loader.Loader",
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ],
    ],
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [(_LOADERS[0], [(_LOADERS[1][0], _LOADERS[1][1])])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "b2b_portal.home.navigation.navigation",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, nothing else
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database, cache, queue -----------------------------------------------------------------------
DATABASES = {"default": database_from_url(read_text("DATABASE_URL", default="postgres://portal@127.0.0.1:5432/portal"))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_url,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
    if (cache_url := os.environ.get("CACHE_URL"))
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}

CELERY_BROKER_URL = broker_for(os.environ.get("BROKER_URL"), DATABASES["default"])
CELERY_WORKER_POOL = "b2b_portal.worker_pool:TaskPool"  # prefork that survives the death of any child
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_000_000  # kB
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "portal"
if CELERY_BROKER_URL.startswith("amqp"):
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "run" / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "tenants.sweep_jobs", "schedule": 5.0},
    "drain-outbox": {"task": "tenants.drain_outbox", "schedule": 5.0},
    "ask-daily-jobs": {"task": "tenants.ask_daily_jobs", "schedule": 1800.0},
    "forget-delivered-messages": {"task": "tenants.forget_delivered_messages", "schedule": 600.0},
}
JOB_STALE_AFTER_SECONDS = 30
JOB_MOST_ATTEMPTS = 3

# --- people ---------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "tenants.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = read_integer("PORTAL_TRUSTED_PROXIES", default=0, least=0, most=5)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("PORTAL_SMTP_HOST", "")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_PORT = read_integer("PORTAL_SMTP_PORT", default=587, least=1, most=65535)
EMAIL_HOST_USER = os.environ.get("PORTAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PORTAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST)
DEFAULT_FROM_EMAIL = os.environ.get("PORTAL_MAIL_FROM", f"Renew <no-reply@{PORTAL_DOMAIN}>")

# --- cookies and headers --------------------------------------------------------------------------
SECURE_COOKIES = not PORTAL_INSECURE_HTTP
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- language, time, files ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("fr", _("French"))]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media-not-served/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": read_choice(
            "PORTAL_STATICFILES",
            default="whitenoise.storage.CompressedManifestStaticFilesStorage",
            choices=[
                "whitenoise.storage.CompressedManifestStaticFilesStorage",
                "django.contrib.staticfiles.storage.StaticFilesStorage",
            ],
        )
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a quote of 500 lines has 3,000 fields
UPLOAD_MOST_BYTES = 50 * 1024 * 1024
OFFER_MOST_DAYS = read_integer("PORTAL_OFFER_MOST_DAYS", default=60, least=1, most=365)
OFFER_ARRIVAL_DAYS = read_integer("PORTAL_OFFER_ARRIVAL_DAYS", default=35, least=1, most=365)

WAGTAIL_SITE_NAME = "Renew"
WAGTAILADMIN_BASE_URL = f"{PORTAL_SCHEME}://desk.{PORTAL_DOMAIN}"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # the account does both
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no picture asked of strangers

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PORTAL_LOG_LEVEL", "WARNING")},
    "loggers": {"portal": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W021" if PORTAL_INSECURE_HTTP else "",
]
OUTBOX_REACTIONS = "b2b_portal.wiring.REACTIONS"
DAILY_JOBS = "b2b_portal.wiring.DAILY_JOBS"
FLEET_COLUMNS = "b2b_portal.wiring.FLEET_COLUMNS"
JOB_RESULT_PAGES = "b2b_portal.home.job_pages.RESULT_PAGES"
