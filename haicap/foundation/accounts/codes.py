"""The codes of a second factor: those a telephone shows, and those kept on paper."""

import base64
import hashlib
import secrets
from urllib.parse import quote, urlencode

import segno
from django_otp.oath import TOTP

KEY_BYTES = 20  # RFC 4226, 4
DIGITS = 6
# A telephone's clock may be half a minute off.
TOLERANCE = 1
RECOVERY_CODES = 10
# Without signs that are mistaken for each other when copied from paper.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """A secret in base32, as every app for codes reads it."""
    return base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()


def step_of(key: str, typed: str, *, after: int) -> int | None:
    """The half minute that a typed code belongs to, if it is right and later than `after`."""
    code = "".join(typed.split())
    if not (len(code) == DIGITS and code.isascii() and code.isdigit()):
        return None
    totp = TOTP(base64.b32decode(key), digits=DIGITS)
    if not totp.verify(int(code), tolerance=TOLERANCE, min_t=after + 1):
        return None
    return int(totp.t())


def app_address(key: str, *, username: str, house: str) -> str:
    """What the picture says to an app: whose key this is, and for which server."""
    label = quote(f"Haicap {house}:{username}")
    return f"otpauth://totp/{label}?" + urlencode({"secret": key, "issuer": f"Haicap {house}"})


def picture(address: str) -> str:
    """A QR code as the address of an image: no style or script comes into the page."""
    # A white border of four squares, or cameras do not find it on a dark page.
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def new_recovery_codes() -> list[str]:
    """Each stands in for one code when the telephone is lost; told once, kept as digests."""
    return ["-".join(_group() for _ in range(4)) for _code in range(RECOVERY_CODES)]


def _group() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(4))


def digest(typed: str) -> str:
    """Blanks, dashes and capitals do not matter. Long and random: a plain hash is enough."""
    plain = "".join(typed.lower().replace("-", " ").split())
    return hashlib.sha256(plain.encode()).hexdigest()
