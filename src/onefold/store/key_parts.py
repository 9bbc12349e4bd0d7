"""The parts of search keys that people search by, as expressions in words of SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Final

REST_OF_NAME: Final = "substr(ltrim(value, replace(value, ' ', '')), 2)"
"""Behind the first word: ltrim takes away all characters that are no blanks, up to the first that is one."""
LAST_WORD: Final = "substr(value, length(rtrim(value, replace(value, ' ', ''))) + 1)"
DOMAIN_PART: Final = "substr(ltrim(value, replace(value, '@', '')), 2)"
LAST_FOUR: Final = "substr(value, length(value) - 3)"
OF_A_NAME: Final = "name = '_fullName'"
OF_THREE_WORDS: Final = f"{OF_A_NAME} AND value LIKE '% % %'"
"""Or more: of two words the last is the rest."""
OF_AN_EMAIL: Final = "name = '_email'"
OF_A_PHONE: Final = "name = '_phone'"
STRETCH: Final = "(profile >> 15)"
"""32,768 numbers of profiles side by side."""
KEY_INDEXES: Final = {
    "ix_profile_keys_rest_of_name": (REST_OF_NAME, OF_A_NAME),
    "ix_profile_keys_last_word": (LAST_WORD, OF_THREE_WORDS),
    "ix_profile_keys_domain_part": (DOMAIN_PART, OF_AN_EMAIL),
    "ix_profile_keys_last_four": (LAST_FOUR, OF_A_PHONE),
}
"""What people search by who do not know how a key begins: by name of the index, the expression behind domain_id and
STRETCH, and the keys that are in it. New profiles are all of one stretch, so that an import changes few pages again and
again, and not all pages of indexes of a million keys. Storing 400,000 profiles writes 5.5 GB without stretches and 2.4
to 2.9 GB with those of 2^14 to 2^16 numbers; 2.1 GB without these indexes."""
