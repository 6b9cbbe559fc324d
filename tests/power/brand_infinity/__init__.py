"""Brand Infinity: its files, and expressions that its policies share."""

BRANDS = "00_prerequisites.sql"
SESSIONS = "10_conversation_sessions.sql"
MESSAGES = "20_conversation_messages.sql"
HISTORY = "30_history_and_costs.sql"
RETENTION = "40_data_retention.sql"

SIGNED_IN = "(select auth.uid())"
OWN = f"user_id = {SIGNED_IN}"
MY_BRANDS = f"brand_id in (select b.id from public.brands as b where b.user_id = {SIGNED_IN})"
MY_OPEN_SESSIONS = f"""session_id in (
      select s.id
      from public.conversation_sessions as s
      where s.user_id = {SIGNED_IN}
        and s.state not in ('delivered', 'cancelled')
    )"""
