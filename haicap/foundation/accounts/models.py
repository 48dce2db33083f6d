"""Accounts: who may sign in. What a person may do comes from positions, never from here."""

from typing import ClassVar, Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index

from . import browsers


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A new account; without a password nobody can sign in to it by one."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    unconfirmed_email = models.EmailField(blank=True)
    """Named by the person, not confirmed from there yet."""
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    is_persona = models.BooleanField(default=False)
    """A persona of an example: signed in by one click, all its deeds marked as simulated."""
    must_change_password = models.BooleanField(default=False)
    """The password was given by somebody else: until it is changed, nothing else can be done."""
    password_expires_at = models.DateTimeField(null=True, blank=True)
    """Until when a password that somebody else gave opens the door; own ones do not end."""
    session_round = models.PositiveIntegerField(default=0)
    """Part of what every session is checked by: raised by one, all of them are over."""
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_persona=False)
                | models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
                name="persona_has_no_password",
            )
        ]
        indexes = [word_index("name", "user_words")]

    @property
    def password_has_run_out(self) -> bool:
        return self.password_expires_at is not None and self.password_expires_at <= timezone.now()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        own: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{own}:{self.session_round}" if self.session_round else own

    def __str__(self) -> str:
        return self.name or self.username


class SecondFactor(models.Model):
    """A telephone that shows codes; counts once its first code was typed."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    key = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)
    """The half minute of the last code taken: no code is taken twice."""
    wrong_codes = models.PositiveIntegerField(default=0)
    wrong_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """Stands in once for a code; only its digest is kept."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor", "sha256"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.factor_id}"


class SignInQuerySet(models.QuerySet["SignIn"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, as long as they hold; a persona is many people, who do not see each other."""
        own = self.filter(user_id=actor.user_id, user__is_persona=False)
        return own.filter(session__expire_date__gt=timezone.now())


class SignIn(models.Model):
    """A browser that is signed in: there as long as its session, and gone with it."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="sign_in")
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    address = models.CharField(max_length=45)
    """From where it was last seen."""
    user_agent = models.CharField(max_length=300, blank=True)

    objects = SignInQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.signed_in_at}"

    @property
    def browser(self) -> str:
        """In words; empty where we do not know it."""
        return browsers.in_words(self.user_agent)
