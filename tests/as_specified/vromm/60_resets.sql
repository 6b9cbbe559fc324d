-- The two reset functions as their document gives them.

create or replace function reset_daily_ai_usage()
returns void as $$
begin
  update user_ai_settings
  set daily_usage = 0,
      last_reset_date = current_date
  where last_reset_date < current_date;
end;
$$ language plpgsql;

create or replace function reset_monthly_ai_usage()
returns void as $$
begin
  update user_ai_settings
  set monthly_usage = 0
  where extract(day from current_date) = 1;
end;
$$ language plpgsql;
