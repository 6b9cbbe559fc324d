-- Trigrams as the original counts them: words in lower case, two blanks before each and one behind.
create function show_trgm(text) returns text[]
language sql immutable strict parallel safe
as $$
  select coalesce(array_agg(distinct substr(padded, place, 3)), '{}')
  from regexp_split_to_table(lower($1), '[^[:alnum:]]+') as word,
    concat('  ', word, ' ') as padded,
    generate_series(1, length(word) + 1) as place
  where word <> ''
$$;

create function similarity(text, text) returns real
language sql immutable strict parallel safe
as $$
  select coalesce(count(*) filter (where sides = 2)::real / nullif(count(*), 0), 0)
  from (
    select count(*) as sides
    from (
      select unnest(@extschema@.show_trgm($1)) as trigram
      union all
      select unnest(@extschema@.show_trgm($2))
    ) as trigrams
    group by trigram
  ) as counted
$$;

-- The original looks for the best extent of words; here each word stands for itself.
create function word_similarity(text, text) returns real
language sql immutable strict parallel safe
as $$
  select coalesce(max(@extschema@.similarity($1, word)), 0)
  from regexp_split_to_table($2, '[^[:alnum:]]+') as word
$$;

create function strict_word_similarity(text, text) returns real
language sql immutable strict parallel safe
as $$ select @extschema@.word_similarity($1, $2) $$;

create function show_limit() returns real
language sql stable strict parallel safe
as $$ select coalesce(nullif(current_setting('pg_trgm.similarity_threshold', true), ''), '0.3')::real $$;

create function set_limit(real) returns real
language sql volatile strict
as $$ select set_config('pg_trgm.similarity_threshold', $1::text, false)::real $$;

create function similarity_op(text, text) returns boolean
language sql stable strict parallel safe
as $$ select @extschema@.similarity($1, $2) >= @extschema@.show_limit() $$;

create function similarity_dist(text, text) returns real
language sql immutable strict parallel safe
as $$ select (1 - @extschema@.similarity($1, $2))::real $$;

create function word_similarity_op(text, text) returns boolean
language sql stable strict parallel safe
as $$ select @extschema@.word_similarity($1, $2) >= 0.6 $$;

create function word_similarity_commutator_op(text, text) returns boolean
language sql stable strict parallel safe
as $$ select @extschema@.word_similarity($2, $1) >= 0.6 $$;

create operator % (leftarg = text, rightarg = text, procedure = similarity_op, commutator = %);
create operator <-> (leftarg = text, rightarg = text, procedure = similarity_dist, commutator = <->);
create operator <% (leftarg = text, rightarg = text, procedure = word_similarity_op, commutator = %>);
create operator %> (leftarg = text, rightarg = text, procedure = word_similarity_commutator_op, commutator = <%);

-- An index method's support functions must be in C. `boolne` tells two pointers apart from null, so that it always
-- answers false, which GIN takes for "no keys": rows are entered under none. The classes hold no operators, so that
-- no plan reads such an index.
create function gin_no_keys(text, internal) returns internal language internal immutable as 'boolne';
create function gin_no_query(text, internal, smallint, internal, internal) returns internal
language internal immutable as 'boolne';
create function gin_consistent(internal, smallint, text, integer, internal, internal) returns boolean
language internal immutable as 'boolne';

create operator class gin_trgm_ops for type text using gin as
  function 2 gin_no_keys(text, internal),
  function 3 gin_no_query(text, internal, smallint, internal, internal),
  function 4 gin_consistent(internal, smallint, text, integer, internal, internal),
  storage text;
