create table public.notes (
  id bigint generated always as identity primary key,
  owner uuid not null,
  body text not null,
  money numeric not null default 12.50,
  written_at timestamptz not null default '2026-01-02 03:04:05.678901+00'
);
alter table public.notes enable row level security;
create policy notes_own on public.notes to authenticated using ((select auth.uid()) = owner);
revoke all on public.notes from anon, authenticated;
grant select on public.notes to anon, authenticated;
grant update (body) on public.notes to authenticated;

create table public.people (id uuid primary key references auth.users on delete cascade, name text);
alter table public.people enable row level security;
create function public.make_person() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.people (id, name) values (new.id, new.raw_user_meta_data ->> 'name');
  return new;
end $$;
create trigger make_person after insert on auth.users for each row execute function public.make_person();

select pgmq.create('jobs');
