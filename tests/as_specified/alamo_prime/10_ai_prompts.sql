-- The prompts as their document gives them, defects included: the schema on which pgcordon must find fault.

create table public.ai_prompts (
  id          uuid primary key default extensions.gen_random_uuid(),
  slug        text unique not null,
  category    text not null default 'domain',
  domain      text,
  prompt_en   text not null,
  prompt_es   text,
  voice       text,
  tools_config jsonb,
  sort_order  int not null default 0,
  is_active   boolean not null default true,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

alter table public.ai_prompts
  add constraint ai_prompts_category_check
  check (category in ('system', 'domain', 'action', 'voice'));

alter table public.ai_prompts
  add constraint ai_prompts_domain_check
  check (domain is null or domain in (
    'manual', 'recipes', 'dishes', 'wines', 'cocktails', 'beer_liquor'
  ));

alter table public.ai_prompts
  add constraint ai_prompts_domain_required
  check (
    (category in ('domain', 'action') and domain is not null)
    or
    (category in ('system', 'voice'))
  );

create index idx_ai_prompts_category_domain
  on public.ai_prompts (category, domain)
  where is_active = true;

create index idx_ai_prompts_slug
  on public.ai_prompts (slug)
  where is_active = true;

alter table public.ai_prompts enable row level security;

create policy "Authenticated users can view ai_prompts"
  on public.ai_prompts for select to authenticated
  using (is_active = true);

create policy "Admins can insert ai_prompts"
  on public.ai_prompts for insert to authenticated
  with check (has_role(auth.uid(), 'admin'::user_role));

create policy "Admins can update ai_prompts"
  on public.ai_prompts for update to authenticated
  using (has_role(auth.uid(), 'admin'::user_role))
  with check (has_role(auth.uid(), 'admin'::user_role));

create policy "Admins can delete ai_prompts"
  on public.ai_prompts for delete to authenticated
  using (has_role(auth.uid(), 'admin'::user_role));

create trigger update_ai_prompts_updated_at
  before update on public.ai_prompts
  for each row execute function public.update_updated_at_column();
