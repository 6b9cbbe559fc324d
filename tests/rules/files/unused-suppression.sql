-- message: nothing here breaks using-always-true; remove the comment
create table public.menu (id uuid primary key, dish text not null);
alter table public.menu enable row level security;

/* pgcordon: allow using-always-true: it does not break the rule */ -- warning: unused-suppression
create policy careful on public.menu for select to authenticated using (dish <> '');
/* pgcordon: allow using-always-ture: misspelt */ -- warning: unused-suppression
create policy misspelt on public.menu for select to authenticated using (true);
/* pgcordon: allow using-always-true */ -- warning: unused-suppression
create policy unexplained on public.menu for select to authenticated using (true);

-- pgcordon: allow using-always-true: the menu hangs in the window
create policy menu_select on public.menu for select to authenticated using (true);
create policy inline on public.menu for select to authenticated using (true); -- pgcordon: allow using-always-true: so does this
-- pgcordon: allow uuid-primary-key: that rule does not run here, so nobody knows
create table public.tag (id text primary key);
alter table public.tag enable row level security;
