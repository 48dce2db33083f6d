"""`haicap token create|revoke|list`: the keys with which programs come in by the JSON door."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from haicap.foundation.access import Invalid, house
from haicap.foundation.accounts.models import User
from haicap.foundation.api import actions
from haicap.foundation.api.models import Token

CONSOLE = "haicap token"


class Command(BaseCommand):
    help = "Make, revoke or list a person's access tokens for the API."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        create = deeds.add_parser("create", help="make a token; its secret is shown once")
        create.add_argument("user", help="user name of the person it acts as")
        create.add_argument("--name", required=True, help="what it is for")
        create.add_argument(
            "--days", type=int, default=actions.DAYS, help=f"valid so long ({actions.DAYS})"
        )
        revoke = deeds.add_parser("revoke", help="end a token at once")
        revoke.add_argument("user")
        revoke.add_argument("--name", required=True)
        deeds.add_parser("list", help="a person's tokens").add_argument("user")

    def handle(self, *args: Any, deed: str, user: str, **options: Any) -> None:
        owner = User.objects.filter(username=user).first()
        if not owner:
            raise CommandError(f"there is no account {user}")
        try:
            getattr(self, f"_{deed}")(owner, options)
        except Invalid as error:
            raise CommandError(f"{error.field}: {error.reason}") from error

    def _create(self, owner: User, options: dict[str, Any]) -> None:
        new = actions.create_token(
            owner, actor=house(CONSOLE), name=options["name"], days=options["days"]
        )
        # Only the secret on stdout, so that a script can catch it.
        self.stderr.write(
            f"Valid to {new.token.expires_on:%d/%m/%Y}. It is shown only now; send it as"
            " “Authorization: Bearer …”."
        )
        self.stdout.write(new.secret)

    def _revoke(self, owner: User, options: dict[str, Any]) -> None:
        token = Token.objects.live().filter(user=owner, name=options["name"]).first()
        if not token:
            raise CommandError(f"{owner.username} has no live token named {options['name']}")
        actions.revoke_token(token, actor=house(CONSOLE))
        self.stdout.write(f"Revoked: {token.name}")

    def _list(self, owner: User, options: dict[str, Any]) -> None:
        for token in Token.objects.filter(user=owner).order_by("id"):
            state = "revoked" if token.revoked_at else f"to {token.expires_on:%d/%m/%Y}"
            used = f"last used {token.last_used_on:%d/%m/%Y}" if token.last_used_on else "unused"
            self.stdout.write(f"{token.name}: {state}, {used}")
