"""CarFind: its files, and expressions that its policies share."""

PREREQUISITES = "00_prerequisites.sql"
SESSIONS = "20_chat_sessions.sql"
MESSAGES = "30_chat_messages.sql"
VIEWS = "40_views.sql"
FUNCTIONS = "50_functions.sql"

SIGNED_IN = "(select auth.uid())"
OWN = f"coalesce(user_id, visitor_id) = {SIGNED_IN}"
BEGUN_BY = f"case when (select public.is_visitor()) then visitor_id else user_id end = {SIGNED_IN}"
IN_MY_SESSION = f"""exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and coalesce(s.user_id, s.visitor_id) = {SIGNED_IN}
    )"""
SAID_BY_ME = f"""
    role = 'user'
    and {IN_MY_SESSION}
  """
