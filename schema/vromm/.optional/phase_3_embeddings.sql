-- The document's preparation for phase 3, which it keeps commented out: embeddings of the six content tables.
-- It wants pgvector itself, and the tables, which belong to other migrations.
--
-- An ivfflat index sorts rows by the ones that it was built from. Here that is none, so `reindex` each one once the
-- embeddings are there: until then it finds some rows and misses others.

alter table public.routes add column embedding extensions.vector(1536);
alter table public.learning_paths add column embedding extensions.vector(1536);
alter table public.exercises add column embedding extensions.vector(1536);
alter table public.schools add column embedding extensions.vector(1536);
alter table public.events add column embedding extensions.vector(1536);
alter table public.instructors add column embedding extensions.vector(1536);

create index idx_routes_embedding
  on public.routes using ivfflat (embedding extensions.vector_cosine_ops);

create index idx_learning_paths_embedding
  on public.learning_paths using ivfflat (embedding extensions.vector_cosine_ops);

create index idx_exercises_embedding
  on public.exercises using ivfflat (embedding extensions.vector_cosine_ops);

create index idx_schools_embedding
  on public.schools using ivfflat (embedding extensions.vector_cosine_ops);

create index idx_events_embedding
  on public.events using ivfflat (embedding extensions.vector_cosine_ops);

create index idx_instructors_embedding
  on public.instructors using ivfflat (embedding extensions.vector_cosine_ops);
