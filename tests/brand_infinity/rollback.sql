-- Takes everything back that the schema made on top of its prerequisites; the brands stay. In reverse order and
-- without CASCADE, so that whatever somebody has built on it since is named by an error and not dropped along.
begin;

drop function public.apply_data_retention();

drop view public.daily_message_volume;
drop view public.provider_usage_stats;

drop function public.get_session_message_stats(uuid);
drop function public.get_session_cost(uuid);
drop function public.get_conversation_history(uuid, integer);

drop table public.conversation_messages;
drop function public.update_session_on_message();

drop function public.cancel_conversation_session(uuid);
drop function public.complete_conversation_session(uuid);
drop table public.conversation_sessions;
drop function public.update_session_activity();

commit;
