"""Alamo Prime: its files, and expressions that its policies share."""

PREREQUISITES = "00_prerequisites.sql"
PROMPTS = "10_ai_prompts.sql"
SESSIONS = "20_chat_sessions.sql"
MESSAGES = "30_chat_messages.sql"
FUNCTIONS = "40_functions.sql"

SIGNED_IN = "(select auth.uid())"
ADMINS = "((select public.has_role((select auth.uid()), 'admin')))"
