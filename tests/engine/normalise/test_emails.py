import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.normalise.emails import FUNCTION, NOBODY, PERSON, EmailParts, email_parts


def read(*values: str) -> EmailParts:
    return email_parts(pa.array(values, pa.string()))


def one(value: str) -> tuple[str, str]:
    parts = read(value)
    return parts.local[0].as_py(), parts.domain[0].as_py()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("JOHN_DOE@ANYCOMPANY.COM", "johndoe@anycompany.com"),  # the mission's own example
        ("johndoe@anycompany.com", "johndoe@anycompany.com"),
        ("John.Doe@example.com", "johndoe@example.com"),
        ("john-doe+news@example.com", "johndoe@example.com"),
        ("john.doe+a+b@example.com", "johndoe@example.com"),
        ("+john@example.com", "john@example.com"),
        ("o'neil@example.com", "oneil@example.com"),
        ("  john@example.com\t", "john@example.com"),
        ("mailto:john@example.com", "john@example.com"),
        ("John Doe <john@example.com>", "john@example.com"),
        ('"Doe, John" <john@example.com>', "john@example.com"),
        ("'john@example.com'", "john@example.com"),
        ("<john@example.com>", "john@example.com"),
        ("john@example.com; jane@example.com", "john@example.com"),
        ("john@example.com,jane@example.com", "john@example.com"),
        ("john@example.com/jane@example.com", "john@example.com"),
        ("John at home: john@example.com", "john@example.com"),
        ("john at example.com", "john@example.com"),
        ("john (at) example (dot) com", "john@example.com"),
        ("john[AT]example[DOT]com", "john@example.com"),
        ("john @ example.com", "john@example.com"),
        ("john@@example.com", "john@example.com"),
        ("john@example..com.", "john@example.com"),
        ("john@www.example.com", "john@example.com"),
        ("Müller@Müller.example", "muller@muller.example"),
        ("muller@xn--mller-kva.example", "muller@muller.example"),
        ("muller@xn--bfer3a", "muller@tetwodi"),  # its first letter transliterates to t'e
        ("иван@example.com", "ivan@example.com"),
        ("john＠example.com", "john@example.com"),
        ("lucas.harrington@com", "lucasharrington@com"),
        ("john@", "john@"),
        ("john@example-shop.com", "john@example-shop.com"),
        ("john@googlemail.com", "john@gmail.com"),
        ("john@me.com", "john@icloud.com"),
        ("123456@example.com", "123456@example.com"),
    ],
)
def test_an_address_has_one_canonical_form(value: str, expected: str) -> None:
    assert "@".join(one(value)) == expected


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("gmial.com", "gmail.com"), ("gmai.com", "gmail.com"), ("gmaill.com", "gmail.com"), ("gnail.com", "gmail.com"),
        ("gmail.con", "gmail.com"), ("gmail.cmo", "gmail.com"), ("gmail.co", "gmail.com"), ("gmail.cm", "gmail.com"),
        ("gmail", "gmail.com"), ("gmailcom", "gmail.com"), ("gmail.comm", "gmail.com"), ("gmail.com.com", "gmail.com"),
        ("hotmial.com", "hotmail.com"), ("hotmal.fr", "hotmail.fr"), ("yahooo.com", "yahoo.com"),
        ("yaho.co.uk", "yahoo.co.uk"),
        ("outlok.com", "outlook.com"), ("icould.com", "icloud.com"), ("example.con", "example.com"),
        ("example.vom", "example.com"),
        # what looks like a typo and is somebody's domain
        ("email.com", "email.com"), ("mail.com", "mail.com"), ("ymail.com", "ymail.com"), ("example.co", "example.co"),
        ("example.cm", "example.cm"), ("telecom", "telecom"), ("gmail.example.org", "gmail.example.org"),
    ],
)  # fmt: skip
def test_typos_of_common_domains_are_corrected_and_other_domains_are_left_alone(domain: str, expected: str) -> None:
    assert one(f"john@{domain}") == ("john", expected)


@pytest.mark.parametrize(
    "value", ["", " ", "@", "@example.com", "+@example.com", "...@example.com", "n/a", "john", "at", "☎@☎"]
)
def test_what_has_no_mailbox_is_unusable(value: str) -> None:
    parts = read(value)
    assert (one(value), parts.raw_local[0].as_py(), parts.owner[0]) == (("", ""), "", PERSON)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("JOHN_DOE@example.com", "john.doe"), ("john.-.doe+x@example.com", "john.doe"), ("_john_@example.com", "john"),
        ("john.doe77@example.com", "john.doe77"), ("John Doe <j.m.doe@example.com>", "j.m.doe"),
    ],
)  # fmt: skip
def test_the_words_of_a_local_part_stay_apart_in_raw_local(value: str, expected: str) -> None:
    assert read(value).raw_local[0].as_py() == expected


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("info", FUNCTION), ("Info", FUNCTION), ("sales2", FUNCTION), ("kontakt", FUNCTION), ("office", FUNCTION),
        ("no-reply", NOBODY), ("NoReply", NOBODY), ("test", NOBODY), ("test123", NOBODY), ("asdf", NOBODY),
        ("no.email", NOBODY), ("nobody", NOBODY),
        ("john", PERSON), ("johninfo", PERSON), ("12345", PERSON), ("hellman", PERSON),
    ],
)  # fmt: skip
def test_mailboxes_of_functions_and_stand_ins_are_told_from_persons(local: str, expected: int) -> None:
    assert read(f"{local}@example.com").owner[0] == expected


def test_columns_may_be_slices_or_empty() -> None:
    values = pa.array(["x", "a@example.com", "B <b@example.com>", "y"])
    assert email_parts(values.slice(1, 2)).local.to_pylist() == ["a", "b"]
    assert len(email_parts(values.slice(0, 0)).domain) == 0


@settings(deadline=None)
@given(st.lists(st.text() | st.text("aB@.+-_ <>;\"'ü", max_size=20) | st.emails()))
def test_any_text_is_read_alone_as_in_company_and_only_once(values: list[str]) -> None:
    parts = read(*values)
    assert len(parts.local) == len(parts.raw_local) == len(parts.domain) == len(parts.owner) == len(values)
    for i, value in enumerate(values):
        local, domain = parts.local[i].as_py(), parts.domain[i].as_py()
        assert (local, domain) == one(value)
        assert (local + domain).isascii()
        assert not local or one(f"{local}@{domain}") == (local, domain)
        assert parts.raw_local[i].as_py().replace(".", "") == local


@settings(deadline=None)
@given(st.from_regex(r"[a-z]{2,8}[._-][a-z]{2,8}", fullmatch=True), st.booleans(), st.sampled_from(["", "+tag", "+1"]))
def test_case_signs_and_tags_never_change_the_mailbox(local: str, upper: bool, tag: str) -> None:
    address = f"{local}{tag}@example.com"
    assert one(address.upper() if upper else address) == one(
        f"{local.translate({ord(c): None for c in '._-'})}@example.com"
    )
