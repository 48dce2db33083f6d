"""The one settings file; everything that varies comes from the environment."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from haicap.config.environment import check_environment, words_of
from haicap.config.mail import mail_settings
from haicap.config.secret import own_secret
from haicap.foundation.database.location import connection_settings, var_folder

check_environment()
PACKAGE = Path(__file__).resolve().parents[1]
VAR = var_folder()

DEBUG = os.environ.get("HAICAP_DEBUG") == "1"
SECRET_KEY = os.environ.get("HAICAP_SECRET_KEY") or own_secret(VAR / "secret-key")
ALLOWED_HOSTS = words_of("HAICAP_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = words_of("HAICAP_ORIGINS")

# The statistical code of the one province that this database serves.
HOME_PROVINCE = os.environ.get("HAICAP_PROVINCE", "20")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "axes",
    "csp",
    "lucide",
    "procrastinate.contrib.django",
    "haicap.config",
    "haicap.foundation.database",
    "haicap.foundation.search",
    "haicap.foundation.jobs",
    "haicap.foundation.statutes",
    "haicap.foundation.journal",
    "haicap.foundation.ledger",
    "haicap.foundation.deadlines",
    "haicap.foundation.files",
    "haicap.foundation.sources",
    "haicap.foundation.spreadsheets",
    "haicap.foundation.documents",
    "haicap.foundation.accounts",
    "haicap.foundation.ui",
    "haicap.foundation.api",
    "haicap.foundation.operations",
    "haicap.foundation.alerts",
    "haicap.domain.organisations",
    "haicap.domain.indicators",
    "haicap.domain.tasks",
    "haicap.domain.meetings",
    "haicap.domain.recommendations",
    "haicap.domain.conclusions",
    "haicap.domain.followups",
    "haicap.domain.intake",
    "haicap.domain.calendars",
    "haicap.domain.minutes",
    "haicap.domain.cases",
    "haicap.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "haicap.config.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "haicap.foundation.accounts.middleware.LastSeenMiddleware",
    "haicap.foundation.accounts.middleware.FirstThingsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "haicap.foundation.ui.middleware.ErrorPageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "haicap.config.urls"
WSGI_APPLICATION = "haicap.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "haicap.foundation.ui.context.masthead",
                "haicap.domain.cases.context.one_click_accounts",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        **connection_settings(),
        # Several test runs on one machine keep apart by this name.
        "TEST": {"NAME": os.environ.get("HAICAP_TEST_NAME", "test_haicap")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: argon2 first; five wrong passwords lock a name from one address for a quarter hour.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("username", "name", "email")},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
# Of whom a code is asked besides the password: nobody, "administrators" or "all".
SECOND_FACTOR = os.environ.get("HAICAP_SECOND_FACTOR", "")
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "portal:desk"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "haicap.foundation.accounts.addresses.address_of"
AXES_RESET_ON_SUCCESS = True
# What the owner of an account is shown; a sign-in that succeeds has its place in SignIn.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 100
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "haicap.foundation.accounts.views.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "haicap.foundation.ui.views.csrf_failure"
IS_BEHIND_TLS = os.environ.get("HAICAP_TLS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("de", "Deutsch"), ("el", "Ελληνικά")]
# What is public is told in all of them; who works here, works in one of these.
WORKING_LANGUAGES = ("vi", "en")
# Machinery that is no Django app keeps its sentences in a catalogue of its own all the same.
LOCALE_PATHS = [PACKAGE / "foundation" / "workflow" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["haicap.config.formats"]

STATIC_URL = "static/"
# Served straight from the package (finders): nothing to collect, no folder that may be missing.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
# A day; addresses carry a version, so that a changed stylesheet is fetched at once all the same.
WHITENOISE_MAX_AGE = 0 if DEBUG else 24 * 3600
MEDIA_ROOT = Path(os.environ.get("HAICAP_FILES") or VAR / "files")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "haicap.foundation.ui.static_files.VersionedStaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MAX_FILE_MB = int(os.environ.get("HAICAP_MAX_FILE_MB") or 25)

# E-mail: whether any is sent, through which server, and where links in it lead.
MAIL = mail_settings()
MAIL_IS_ON, ADDRESS, DEFAULT_FROM_EMAIL = MAIL.is_on, MAIL.address, MAIL.sender
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL.backend}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.use_tls, MAIL.use_ssl
EMAIL_TIMEOUT = 20  # seconds
# Who a person is today, for jobs that ask what they may see.
ACTOR_OF = "haicap.domain.organisations.queries.actor_of"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("HAICAP_LOG", "WARNING")},
}
