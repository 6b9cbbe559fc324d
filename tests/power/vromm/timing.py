"""Counters that begin anew too early, too late or never, and timestamps that do not move."""

from power.hole import Edit, Hole, untimely
from power.vromm import CONVERSATIONS, RESETS

_SETTINGS = "public.user_ai_settings"
_CONVERSATIONS = "public.ai_conversations"

_TODAY = "(p_now at time zone 'Europe/Stockholm')::date"
_DAILY = f"""  set daily_usage = 0,
      last_reset_date = {_TODAY}
  where last_reset_date < {_TODAY};
"""
_DUE_THIS_MONTH = "where last_monthly_reset_date < date_trunc('month', p_now at time zone 'Europe/Stockholm')::date;"
_MONTHLY = f"""  set monthly_usage = 0,
      last_monthly_reset_date = {_TODAY}
  {_DUE_THIS_MONTH}
"""
_TOUCHES_CONVERSATIONS = "create trigger set_ai_conversations_updated_at\n  before update on public.ai_conversations"


def _daily(old: str, new: str) -> Edit:
    return Edit(RESETS, _DAILY, _DAILY.replace(old, new))


def _monthly(old: str, new: str) -> Edit:
    return Edit(RESETS, _MONTHLY, _MONTHLY.replace(old, new))


HOLES = (
    Hole(
        "the day begins again with every run: <= for <",
        untimely(_SETTINGS, "reset-early"),
        [_daily("last_reset_date <", "last_reset_date <=")],
    ),
    Hole(
        "midnight in Stockholm, in winter: an hour added to UTC",
        untimely(_SETTINGS, "reset-calendar"),
        [_daily(_TODAY, "((p_now at time zone 'UTC') + interval '1 hour')::date")],
    ),
    Hole(
        "midnight where the session is: a cast to date",
        untimely(_SETTINGS, "reset-zone"),
        [_daily(_TODAY, "p_now::date")],
    ),
    Hole(
        "a day reset, and no note of it",
        untimely(_SETTINGS, "reset-due"),
        [_daily(f"daily_usage = 0,\n      last_reset_date = {_TODAY}", "daily_usage = 0")],
    ),
    Hole(
        "the month's run clears the day's counter as well",
        untimely(_SETTINGS, "reset-only"),
        [_monthly("monthly_usage = 0", "monthly_usage = 0, daily_usage = 0")],
    ),
    Hole(
        "the same month of another year: months compared by number",
        untimely(_SETTINGS, "reset-late"),
        [
            _monthly(
                _DUE_THIS_MONTH,
                "where extract(month from last_monthly_reset_date)"
                " <> extract(month from p_now at time zone 'Europe/Stockholm');",
            )
        ],
    ),
    Hole(
        "what is said moves a conversation, and its model does not",
        untimely(_CONVERSATIONS, "touch-moved"),
        [
            Edit(
                CONVERSATIONS,
                _TOUCHES_CONVERSATIONS,
                _TOUCHES_CONVERSATIONS.replace("update on", "update of messages on"),
            )
        ],
    ),
)
