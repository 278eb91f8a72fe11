create table private.leftovers (
  media_id uuid not null,
  user_id uuid not null,
  due_at timestamptz not null default clock_timestamp() + interval '6 hours',
  constraint leftovers_pkey primary key (media_id)
);
comment on table private.leftovers is
  'Files that a request was to have and did not get, though a worker had begun: it may have stored something for '
  'them. A line goes when the stores have confirmed that nothing is there.';
comment on column private.leftovers.due_at is
  'Before, a worker that has not heard of the end may still write; later on, until then a clean-up is at it.';
create index leftovers_due on private.leftovers (due_at);
alter table private.leftovers enable row level security;

create function private.note_leftovers()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.leftovers (media_id, user_id)
  select f.id, new.user_id from unnest(new.media_ids) as f (id)
  where not exists (select from public.media m where m.id = f.id)
  on conflict do nothing;
  return null;
end
$$;
comment on function private.note_leftovers is
  'No request that was worked on ends without its missing files being put on the list.';
create trigger note_leftovers after update of status on public.generations
  for each row when (old.status = 'running' and new.status in ('succeeded', 'failed', 'canceled'))
  execute function private.note_leftovers();
