-- The document's validation queries, for whoever has just migrated a project.

-- List all AI tables
select table_name
from information_schema.tables
where table_schema = 'public'
  and (table_name like 'ai\_%' or table_name = 'user_ai_settings');

-- Check indexes
select indexname, tablename
from pg_indexes
where tablename in ('user_ai_settings', 'ai_conversations', 'ai_usage_logs', 'ai_content_searches');

-- Check RLS policies
select tablename, policyname
from pg_policies
where tablename in ('user_ai_settings', 'ai_conversations', 'ai_usage_logs', 'ai_content_searches');

-- Count users by tier
select tier, count(*)
from public.user_ai_settings
group by tier;

-- Total tokens used (last 7 days)
select sum(tokens_used) as total_tokens, sum(cost_usd) as total_cost
from public.ai_usage_logs
where created_at >= now() - interval '7 days';

-- Most active users
select user_id, count(*) as conversation_count
from public.ai_conversations
group by user_id
order by conversation_count desc
limit 10;
