-- message: the name of table constraint mood_ok on public.note does not match "{table}_(.+_)?check"
-- option: primary_key = "{table}_pkey"
-- option: unique = "uq_{table}_{columns}"
-- option: check = "{table}_(.+_)?check"
-- option: foreign_key = "fk_{table}_{column}"
create table public.person (
  id uuid constraint pk_person primary key, -- warning: constraint-name `constraint pk_person primary key`
  email text constraint unique_email unique, -- warning: constraint-name `constraint unique_email unique`
  age integer constraint age_ok check (age > 0), -- warning: constraint-name `constraint age_ok check (age > 0)`
  -- PostgreSQL's own choice, person_boss_fkey.
  boss uuid references public.person (id),
  chief uuid constraint person_chief_fkey references public.person (id) -- warning: constraint-name `constraint person_chief_fkey references public.person (id)`
);
alter table public.person
  add constraint person_email_age_uniq unique (email, age); -- warning: constraint-name `constraint person_email_age_uniq unique (email, age)`

-- Named in the agreed form, or by PostgreSQL in the agreed form.
create table public.pet (
  id uuid primary key,
  owner_id uuid constraint fk_pet_owner_id references public.person (id),
  name text constraint uq_pet_name unique check (name <> ''),
  born date,
  constraint uq_pet_owner_id_name unique (owner_id, name),
  constraint pet_plausible_check check (born < date '2100-01-01')
);

-- No pattern is set for exclusion constraints.
create table public.booking (during tstzrange, constraint no_overlap exclude using gist (during with &&));

-- A partition's constraints are its parent's, under names that PostgreSQL makes up.
create table public.visit (day date not null constraint uq_visit_day unique, pet_id uuid constraint fk_visit_pet_id references public.pet (id),
  constraint visit_day_check check (day > date '2000-01-01')) partition by range (day);
create table public.visit_2026 partition of public.visit for values from ('2026-01-01') to ('2027-01-01');
create table public.visit_2027 partition of public.visit (
  constraint recent check (day > date '2001-01-01') -- warning: constraint-name
) for values from ('2027-01-01') to ('2028-01-01');

-- A child's keys are its own, its checks are its parent's.
create table public.place (id uuid primary key, name text, constraint place_name_check check (name <> ''));
create table public.city (
  constraint pk_city primary key (id) -- warning: constraint-name
) inherits (public.place);

-- Fixed; and gone.
create table public.fixed (id uuid constraint wrong primary key);
alter table public.fixed rename constraint wrong to fixed_pkey;
create table public.gone (id uuid constraint wrong primary key);
alter table public.gone drop constraint wrong;
