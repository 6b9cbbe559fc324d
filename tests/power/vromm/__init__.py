"""Vromm: its files, and clauses that its policies share."""

PREREQUISITES = "00_prerequisites.sql"
SETTINGS = "10_user_ai_settings.sql"
CONVERSATIONS = "20_ai_conversations.sql"
LOGS = "30_ai_usage_logs.sql"
SEARCHES = "40_ai_content_searches.sql"
RESETS = "50_resets.sql"
LIMITS = "60_rate_limits.sql"

MINE = "user_id = (select auth.uid())"
