"""Other words, numbers and dates in place of those of a letter, of the same look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b

from imrparse.data.regexes import regex
from imrparse.text.decoration.unseen import INVISIBLE

UNSEEN = f"[{''.join(sorted(INVISIBLE))}]+"
TOKEN = regex(rf"[^\W\d_]+(?:{UNSEEN}[^\W\d_]+)*|\d+")
"""A word or a number."""
DATE = regex(r"(\d{1,2})(\W)(\d{1,2})\2(\d{2,4})")
"""A date: its month, a sign, its day, the sign again, its year."""
_DAY = regex(r"(?<!\d)\d{1,2}(?!\d)")
_TRIES = 8  # until a word is another one
_SHORTEST_MONTH = 28  # days
_CONSONANTS, _VOWELS = "bcdfghjklmnpqrstvwz", "aeiou"


def seen(token: str) -> str:
    """A word in small letters, without the invisible characters in it."""
    return re.sub(UNSEEN, "", token).lower()


def other_token(token: str, salt: bytes) -> str:
    """Another word or number of the same length, the same one for each occurrence."""
    wanted = seen(token)
    for repeat in range(_TRIES):
        numbers = _numbers(salt + bytes([repeat]) + wanted.encode("utf-8", "replace"))
        made = _digits(token, numbers) if token.isdecimal() else _word(token, numbers)
        if made != token:
            break
    return made


def other_date(text: str, shift: timedelta) -> str | None:
    """A date in its own notation, some days later; None if it is no date."""
    found = DATE.fullmatch(text)
    if found:
        return _moved(found, shift)
    # The month is named by a word.
    return _DAY.sub(lambda day: str((int(day[0]) + shift.days - 1) % _SHORTEST_MONTH + 1), text)


def _moved(found: re.Match[str], shift: timedelta) -> str | None:
    month, sign, day, year = found.groups()
    century = 0 if len(year) > len("16") else 2000
    try:
        moved = date(century + int(year), int(month), int(day)) + shift
    except (ValueError, OverflowError):
        return None
    pair = [
        f"{value:0{len(old) if old.startswith('0') or len(old) > 1 else 1}d}"
        for value, old in ((moved.month, month), (moved.day, day))
    ]
    return sign.join([*pair, f"{moved.year:04d}"[-len(year) :]])


def _numbers(seed: bytes) -> Iterator[int]:
    count = 0
    while True:
        yield from blake2b(seed + count.to_bytes(4, "big")).digest()
        count += 1


def _digits(token: str, numbers: Iterator[int]) -> str:
    """Another number with as many digits, and no zero in front unless the original has one."""
    first = "0" if token[0] == "0" else "123456789"[next(numbers) % 9]
    return first + "".join(str(next(numbers) % 10) for _ in token[1:])


def _word(token: str, numbers: Iterator[int]) -> str:
    """A word of as many letters, with capitals where the original has them."""
    letters = []
    choice = _CONSONANTS
    for letter in token:
        if letter in INVISIBLE:
            letters.append(letter)
            continue
        made = choice[next(numbers) % len(choice)]
        letters.append(made.upper() if letter.isupper() else made)
        choice = _VOWELS if choice == _CONSONANTS else _CONSONANTS
    return "".join(letters)
