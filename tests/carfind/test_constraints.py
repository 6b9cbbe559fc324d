"""How long a text may be, what is blank, and whose a session is."""

import unicodedata

import pytest
from psycopg import errors

from carfind.chat import BACKEND, SCHEMA, USER_ONE, VISITOR_ONE, Chat

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

ONE_BYTE, TWO_BYTES, FOUR_BYTES = "a", "é", "🚗"
WIDTHS = pytest.mark.parametrize("character", [ONE_BYTE, TWO_BYTES, FOUR_BYTES], ids=["1", "2", "4"])
"""A character of so many bytes in UTF-8: lengths are characters, not bytes."""

WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Unicode's White_Space: PropList.txt of the Unicode Character Database."""
NO_WIDTH = "\u180e\u200b\u200c\u200d\u2060\ufeff"
BLANKS = ["", *WHITE_SPACE, *NO_WIDTH, " \t\n", "\r\n\r\n", "\u200b \u00a0", WHITE_SPACE + NO_WIDTH]


def names(text: str) -> str:
    return " ".join(unicodedata.name(each, f"U+{ord(each):04X}") for each in text[:3]) or "empty"


@WIDTHS
@pytest.mark.requirement("004-sessions-title-length", "004-unit-tests", "004-assess-constraints")
def test_a_title_has_at_most_a_hundred_characters(chat: Chat, character: str) -> None:
    chat.begin(USER_ONE, character * 100)
    with pytest.raises(errors.CheckViolation) as refused:
        chat.begin(USER_ONE, character * 101)
    assert refused.value.diag.constraint_name == "chat_sessions_title_length"


@WIDTHS
@pytest.mark.requirement("004-messages-content-length", "004-unit-tests", "004-assess-constraints")
def test_a_message_has_at_most_fifty_thousand_characters(chat: Chat, character: str) -> None:
    session = chat.begin(USER_ONE)
    chat.say(USER_ONE, session, character * 50_000)
    with pytest.raises(errors.CheckViolation) as refused:
        chat.say(USER_ONE, session, character * 50_001)
    assert refused.value.diag.constraint_name == "chat_messages_content_length"


@pytest.mark.requirement("004-sessions-title-not-empty", "004-messages-content-not-empty")
@pytest.mark.parametrize("blank", BLANKS, ids=names)
def test_a_text_says_something(chat: Chat, blank: str) -> None:
    """(i) TRIM takes away spaces, and no other white space"""
    with pytest.raises(errors.CheckViolation) as refused:
        chat.begin(USER_ONE, blank)
    assert refused.value.diag.constraint_name == "chat_sessions_title_not_empty"
    session = chat.begin(USER_ONE, f"{blank}A{blank}")
    with pytest.raises(errors.CheckViolation) as refused:
        chat.say(USER_ONE, session, blank)
    assert refused.value.diag.constraint_name == "chat_messages_content_not_empty"
    chat.say(USER_ONE, session, f"{blank}A{blank}")


def test_white_space_is_all_that_python_knows_of() -> None:
    """The list above is complete: Python's, without the four separators that Unicode does not call White_Space."""
    known = {chr(code) for code in range(0x11_0000) if chr(code).isspace()}
    assert known - set("\x1c\x1d\x1e\x1f") == set(WHITE_SPACE)


@pytest.mark.parametrize("text", ["👩‍👧", "می‌خواهم", "\N{NO-BREAK SPACE}Golf\N{NO-BREAK SPACE}"])
def test_joiners_inside_a_text_stay(chat: Chat, text: str) -> None:
    session = chat.begin(USER_ONE, text)
    assert chat.value(USER_ONE, "select title from public.chat_sessions where id = %s", session) == text


@pytest.mark.requirement("004-messages-role-valid")
@pytest.mark.parametrize("role", ["user", "assistant", "system"])
def test_a_message_has_one_of_three_roles(chat: Chat, role: str) -> None:
    chat.say(BACKEND, chat.begin(USER_ONE), role=role)


@pytest.mark.requirement("004-messages-role-valid")
@pytest.mark.parametrize("role", ["tool", "User", "", " user"])
def test_a_message_has_no_other_role(chat: Chat, role: str) -> None:
    session = chat.begin(USER_ONE)
    with pytest.raises(errors.CheckViolation) as refused:
        chat.say(BACKEND, session, role=role)
    assert refused.value.diag.constraint_name == "chat_messages_role_valid"


def test_metadata_is_no_way_around_the_limit(chat: Chat) -> None:
    """(j) content ends at 50,000 characters, and metadata nowhere"""
    session = chat.begin(USER_ONE)
    statement = """
        insert into public.chat_messages (session_id, role, content, metadata)
        values (%s, 'user', 'text', to_jsonb(repeat('x', %s)))
    """
    chat.run(USER_ONE, statement, session, 49_998)  # and two quotes
    for who in (USER_ONE, BACKEND):
        with pytest.raises(errors.CheckViolation) as refused:
            chat.run(who, statement, session, 49_999)
        assert refused.value.diag.constraint_name == "chat_messages_metadata_length"


@pytest.mark.parametrize(
    ("user", "visitor"), [(None, None), (USER_ONE.uid, VISITOR_ONE.uid), (USER_ONE.uid, USER_ONE.uid)]
)
def test_a_session_is_either_a_users_or_a_visitors(chat: Chat, user: object, visitor: object) -> None:
    """(b) a session that belongs to nobody, whoever writes it"""
    with pytest.raises(errors.CheckViolation) as refused:
        chat.run(BACKEND, "insert into public.chat_sessions (user_id, visitor_id) values (%s, %s)", user, visitor)
    assert refused.value.diag.constraint_name == "chat_sessions_one_owner"
