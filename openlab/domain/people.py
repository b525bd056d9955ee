"""Names, e-mails, passwords and the codes that people type."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

from openlab.domain import Refused

NAME_LIMIT = 40
# Letters that show nothing: zero-width ones are not printable, these are.
BLANKS = " \u2800\u3164\u115f\u1160\uffa0"
# They change the direction of what follows, or mark the beginning of a file; nobody's name needs them.
TURNS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
PASSWORD_MINIMUM = 12
PASSWORD_LIMIT = 200
FEWEST_CHARACTERS = 5
# What guessers try first among passwords that are long enough, in English and in French.
GUESSED_FIRST = """
123456789012 1234567890123 12345678901234 123456123456 012345678901 0123456789012 987654321098 password1234
password12345 password123456 passwordpassword mypassword123 motdepasse123 motdepasse1234 monmotdepasse
motdepassemotdepasse qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyqwerty qwerty123456 azertyuiop12 azertyuiop123
azertyazerty azerty123456 azertyuiopqs 1q2w3e4r5t6y 1a2z3e4r5t6y 1qaz2wsx3edc abcdefghijkl abcdefghijklm
abcd12345678 abc123456789 administrator administrateur adminadminadmin admin1234567 welcome12345 bienvenue123
bienvenue1234 iloveyou1234 letmeinletmein changemechangeme changeme1234 openlabopenlab openlab12345 openlab123456
"""
ROLES = ("facilitator", "owner", "developer", "designer")

# No 0 O 1 I L U: they are mistaken for each other, read aloud or from a projector.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LAB_CODE_LENGTH = 6
RETURN_CODE_LENGTH = 12


def clean_name(text: str) -> str:
    """A first name or pseudonym of 1 to 40 characters, without what would turn the text around it the other way.

    Raises `name_missing`, `name_too_long`.
    """
    kept = (character for character in unicodedata.normalize("NFC", text) if character not in TURNS)
    printable = (character if unicodedata.category(character) not in ("Cc", "Cs") else " " for character in kept)
    name = " ".join("".join(printable).split())
    if not any(character.isprintable() and character not in BLANKS for character in name):
        raise Refused("name_missing", "name")
    if len(name) > NAME_LIMIT:
        raise Refused("name_too_long", "name", length=len(name), limit=NAME_LIMIT)
    return name


def clean_email(text: str) -> str:
    """An e-mail address in lower case. Raises `email_wrong`; only its shape is checked: no mail is ever sent."""
    email = text.strip().casefold()
    if not re.fullmatch(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}", email) or len(email) > 254:
        raise Refused("email_wrong", "email")
    return email


def check_password(password: str) -> None:
    """12 to 200 characters, none of those that are guessed first, no composition rules (NIST SP 800-63B-4, ANSSI 2021).

    Raises `password_short`, `password_long`, `password_guessed`.
    """
    if len(password) < PASSWORD_MINIMUM:
        raise Refused("password_short", "password", minimum=PASSWORD_MINIMUM)
    if len(password) > PASSWORD_LIMIT:
        raise Refused("password_long", "password", limit=PASSWORD_LIMIT)
    if len(set(password)) < FEWEST_CHARACTERS or password.casefold() in GUESSED_FIRST.split():
        raise Refused("password_guessed", "password")


def new_lab_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(LAB_CODE_LENGTH))


def typed_code(text: str) -> str:
    """A code as people type it: only its letters and digits matter, large or small."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def return_code(browser: str, lab_code: str) -> str:
    """The personal return code of 12 characters (59 bits): always the same for one browser in one lab.

    A double tap, two tabs or the back button therefore lead to the same person, without the code being stored.
    """
    digest = hmac.new(browser.encode(), f"return code {lab_code}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest), []
    for _ in range(RETURN_CODE_LENGTH):
        number, letter = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[letter])
    return "".join(letters)


def spaced(code: str) -> str:
    """A code in groups that are easy to read aloud: `K7QM-2XPD-9RTA`."""
    size = 4 if len(code) % 4 == 0 else 3
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def fingerprint(secret: str) -> str:
    """What is stored of a secret that is already random (a code, a token): its SHA-256, never the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def slug(text: str) -> str:
    """An address-friendly form of a product's name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "product"
