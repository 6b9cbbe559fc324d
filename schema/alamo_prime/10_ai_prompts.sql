-- Every prompt of the assistant: personas, viewer contexts, action templates, voice rules.

create table public.ai_prompts (
  id            uuid primary key default extensions.gen_random_uuid(),
  slug          text unique not null,
  category      text not null default 'domain',
  domain        text,
  prompt_en     text not null,
  prompt_es     text,
  voice         text,
  tools_config  jsonb,
  sort_order    int not null default 0,
  is_active     boolean not null default true,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
);

comment on column public.ai_prompts.category is
  'system: persona, tool map, rules; domain: a viewer''s context; action: a button''s template; voice: speech only';
comment on column public.ai_prompts.domain is
  'The viewer of a domain or action prompt; null for system and voice prompts';
comment on column public.ai_prompts.voice is 'Voice of the speech engine, such as cedar, for prompts that are spoken';
comment on column public.ai_prompts.tools_config is
  'Overrides such as {"enabled_tools": ["search_wines"], "max_rounds": 2}; null for all tools as they are';
comment on column public.ai_prompts.sort_order is 'Place in the assembled prompt';

alter table public.ai_prompts
  add constraint ai_prompts_category_check
  check (category in ('system', 'domain', 'action', 'voice'));

alter table public.ai_prompts
  add constraint ai_prompts_domain_check
  check (
    domain is null
    or domain in ('manual', 'recipes', 'dishes', 'wines', 'cocktails', 'beer_liquor')
  );

-- System and voice prompts are assembled into every viewer, so one that names a viewer would reach the others.
alter table public.ai_prompts
  add constraint ai_prompts_domain_required
  check (
    (category in ('domain', 'action') and domain is not null)
    or (category in ('system', 'voice') and domain is null)
  );

-- A look-up by slug uses the index of the unique constraint.
create index idx_ai_prompts_category_domain
  on public.ai_prompts (category, domain)
  where is_active = true;

alter table public.ai_prompts enable row level security;

revoke all on public.ai_prompts from anon, authenticated, service_role;
grant select, insert, update, delete on public.ai_prompts to service_role;
grant select, delete on public.ai_prompts to authenticated;
grant insert (slug, category, domain, prompt_en, prompt_es, voice, tools_config, sort_order, is_active)
  on public.ai_prompts to authenticated;
grant update (slug, category, domain, prompt_en, prompt_es, voice, tools_config, sort_order, is_active)
  on public.ai_prompts to authenticated;

create policy "Authenticated users can view ai_prompts"
  on public.ai_prompts for select to authenticated
  using (is_active = true);

-- Also what lets an admin deactivate a prompt: an UPDATE that reads its table must leave rows that the SELECT
-- policies show, and the policy above does not show an inactive one.
create policy "Admins can view all ai_prompts"
  on public.ai_prompts for select to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

create policy "Admins can insert ai_prompts"
  on public.ai_prompts for insert to authenticated
  with check ((select public.has_role((select auth.uid()), 'admin')));

create policy "Admins can update ai_prompts"
  on public.ai_prompts for update to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')))
  with check ((select public.has_role((select auth.uid()), 'admin')));

create policy "Admins can delete ai_prompts"
  on public.ai_prompts for delete to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

create trigger update_ai_prompts_updated_at
  before update on public.ai_prompts
  for each row execute function public.update_updated_at_column();
