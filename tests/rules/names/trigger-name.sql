-- message: the name of trigger touch on public.note does not match "update_{table}_{column}"
-- option: pattern = "update_{table}_{column}"
create table public.note (id uuid primary key, title text, updated_at timestamptz not null);
create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$;

create trigger touch before update on public.note for each row execute function public.touch(); -- warning: trigger-name
create trigger update_note before update on public.note for each row execute function public.touch(); -- warning: trigger-name
create trigger update_notes_updated_at before update on public.note for each row execute function public.touch(); -- warning: trigger-name
create trigger update_note_created_at before update on public.note for each row execute function public.touch(); -- warning: trigger-name
create trigger "Update_note_title" before update on public.note for each row execute function public.touch(); -- warning: trigger-name

create trigger update_note_updated_at before update on public.note for each row execute function public.touch();
create trigger update_note_title after insert on public.note for each row execute function public.touch();

-- Fixed.
create trigger bump before update on public.note for each row execute function public.touch();
alter trigger bump on public.note rename to update_note_id;
