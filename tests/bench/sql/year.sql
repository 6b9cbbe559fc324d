-- A year of conversations that no schema knows yet: who, when, and how much. Each system's own file writes them into its
-- tables. The settings volume.users, volume.sessions and volume.messages say how many; hashes, not random(), say the rest, so
-- that two runs load the same.

-- A number from 0 up to 1 for the n-th thing, another one for each purpose.
create function pg_temp.fraction(n bigint, purpose bigint) returns double precision
language sql immutable parallel safe
return (hashint8extended(n, purpose) & 4503599627370495) / 4503599627370496.0::double precision;

-- One of many, and the first far more often than the last: a few users hold thousands of sessions, most hold a dozen.
create function pg_temp.skewed(n bigint, purpose bigint, many int, skew double precision) returns int
language sql immutable parallel safe
return 1 + floor(many * power(pg_temp.fraction(n, purpose), skew))::int;

create function pg_temp.one_of(choices text[], n bigint, purpose bigint) returns text
language sql immutable parallel safe
return choices[1 + floor(cardinality(choices) * pg_temp.fraction(n, purpose))::int];

create function pg_temp.key(kind text, n bigint) returns uuid
language sql immutable parallel safe
return md5(kind || n)::uuid;

create function pg_temp.words(n bigint) returns text
language sql immutable parallel safe
return left(
  'Which of these would you take, and why? Please compare price, running costs, space and how each of them is to live with on a cold '
  'morning; then say what you would ask the seller before going there, and what would make you walk away from an offer that looks '
  'good on paper. Keep it short enough to read on the way, and name the two points on which you are least sure of yourself.',
  20 + floor(340 * power(pg_temp.fraction(n, 90), 2))::int
);

create temp table person as
select n, pg_temp.key('user', n) as id
from generate_series(1, current_setting('volume.users')::int) as n;

create temp table utterance as
select n, pg_temp.skewed(n, 1, current_setting('volume.sessions')::int, 1.5) as conversation
from generate_series(1, current_setting('volume.messages')::int) as n;

create temp table conversation as
select
  c.n,
  pg_temp.key('session', c.n) as id,
  p.id as person_id,
  p.n as person,
  began,
  began + (1 + coalesce(messages, 0)) * interval '40 seconds' as ended,
  coalesce(messages, 0) as messages
from generate_series(1, current_setting('volume.sessions')::int) as c (n)
  join person as p on p.n = pg_temp.skewed(c.n, 2, current_setting('volume.users')::int, 2.5)
  left join (select conversation, count(*)::int as messages from utterance group by conversation) as u on u.conversation = c.n
  cross join lateral (select now() - interval '1 day' - interval '364 days' * pg_temp.fraction(c.n, 3)) as start (began);

analyze person;
analyze conversation;
analyze utterance;

-- In the order of time, as they would have been written.
create temp table said as
select
  u.n, pg_temp.key('message', u.n) as id, c.id as session_id, c.person_id, c.person,
  c.began + (c.ended - c.began) * pg_temp.fraction(u.n, 4) as at
from utterance as u
  join conversation as c on c.n = u.conversation
order by at;

analyze said;
