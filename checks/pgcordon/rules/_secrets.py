"""Which columns hold secrets, as far as their names and types tell."""

import re
from collections.abc import Collection
from functools import cache

from pgcordon.model import Column

_SECRETS = frozenset({
    "password", "passwd", "pwd", "passphrase", "secret", "token", "jwt", "otp", "apikey", "secret_key", "private_key",
    "api_key", "auth_key", "session_key", "encryption_key", "signing_key", "auth_code", "recovery_code", "backup_code",
    "verification_code", "2fa_code", "pgp_key", "gpg_key", "ssh_key", "license_key", "activation_key", "two_factor",
})  # fmt: skip
"""What lets in whoever knows it."""
_NUMBERS = frozenset({
    "ssn", "social_security", "social_security_number", "driver_license", "drivers_license", "license_number",
    "passport_number", "passport_id", "national_id", "tax_id", "credit_card", "card_number", "cvv", "cvc", "cvn",
    "bank_account", "account_number", "routing_number", "iban", "swift_code", "insurance_number", "health_insurance",
    "medical_insurance", "health_record", "medical_record", "mac_address", "macaddr", "imei", "facial_recognition",
})  # fmt: skip
"""What tells who somebody is, how they pay and how they are."""
_FORMS = frozenset({"hash", "hashed", "digest", "salt", "encrypted", "ciphertext", "plain", "value"})
"""What may stand behind such a name and leaves it one."""
_NEVER_SECRET = frozenset({"bool", "date", "time", "timetz", "timestamp", "timestamptz", "interval"})
_COUNTS = frozenset({"int2", "int4", "int8", "float4", "float8"})
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def is_secret(column: Column, more: Collection[str] = ()) -> bool:
    """Whether the name ends like one of a secret, or is one of `more`. Flags, times and counts are none.

    The names are splinter's (lint 0023) without those that say other things as often: session_id, certificate, bic,
    treatment, patient_id, device_uuid.
    """
    if column.name in more:
        return True
    if column.type.built_in and column.type.name in _NEVER_SECRET:
        return False
    is_number, is_word = _names_a_secret(column.name)
    return is_number or (is_word and not (column.type.built_in and column.type.name in _COUNTS))


@cache
def _names_a_secret(name: str) -> tuple[bool, bool]:
    """Whether the name ends like one of _NUMBERS, and whether like one of _SECRETS."""
    words = [word.lower() for word in _WORD.findall(name)]
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    endings = {"_".join(words[start:]) for start in range(len(words))}
    return not endings.isdisjoint(_NUMBERS), not endings.isdisjoint(_SECRETS)
