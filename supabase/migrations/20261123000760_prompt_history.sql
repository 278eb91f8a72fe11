-- What a person has asked for, each text once for each tab of the studio. It stays when the files are gone.
create table public.prompt_history (
  id uuid not null,
  user_id uuid not null,
  kind public.generation_kind not null,
  digest bytea not null,
  generation_id uuid not null,
  uses integer not null default 1,
  last_used_at timestamptz not null,
  starred_at timestamptz,
  deleted_at timestamptz,
  constraint prompt_history_pkey primary key (id),
  constraint prompt_history_user_id_fkey foreign key (user_id) references public.users (id),
  constraint prompt_history_generation_id_fkey foreign key (generation_id) references public.generations (id),
  constraint prompt_history_once unique (user_id, kind, digest),
  constraint prompt_history_generation unique (generation_id),
  constraint prompt_history_digest check (octet_length(digest) = 32),
  constraint prompt_history_uses check (uses > 0)
);
comment on table public.prompt_history is
  'The prompts of a person, each once for each kind. Forgetting one leaves the requests and their receipts alone.';
comment on column public.prompt_history.id is 'Of the first request with this prompt.';
comment on column public.prompt_history.digest is 'SHA-256 of the prompt.';
comment on column public.prompt_history.generation_id is 'The latest request with this prompt, which has its text.';
comment on column public.prompt_history.uses is 'How often it was used since it was last forgotten.';
comment on column public.prompt_history.deleted_at is 'From then on it can be brought back for a week.';
create index prompt_history_latest on public.prompt_history (user_id, last_used_at desc, id desc) where deleted_at is null;
create index prompt_history_kind on public.prompt_history (user_id, kind, last_used_at desc, id desc) where deleted_at is null;
create index prompt_history_starred on public.prompt_history (user_id, last_used_at desc, id desc)
  where deleted_at is null and starred_at is not null;
create index prompt_history_deleted on public.prompt_history (deleted_at) where deleted_at is not null;
alter table public.prompt_history enable row level security;
create policy prompt_history_own on public.prompt_history for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.prompt_history to authenticated, service_role;

create function private.remember_prompt()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_cleared_at timestamptz := (select u.prompts_cleared_at from public.users u where u.id = new.user_id);
begin
  insert into public.prompt_history as h (id, user_id, kind, digest, generation_id, last_used_at)
  values (new.id, new.user_id, new.kind, sha256(convert_to(new.prompt, 'UTF8')), new.id, new.created_at)
  on conflict (user_id, kind, digest) do update set
    generation_id = excluded.generation_id,
    last_used_at = excluded.last_used_at,
    -- A prompt that was forgotten begins anew.
    uses = case when h.deleted_at is null and (h.last_used_at <= v_cleared_at) is not true then h.uses + 1 else 1 end,
    starred_at = case when h.deleted_at is null and (h.last_used_at <= v_cleared_at) is not true then h.starred_at end,
    deleted_at = null;
  return null;
end
$$;
comment on function private.remember_prompt is 'Keeps prompt_history in step with what is asked for.';
create trigger remember_prompt after insert on public.generations
  for each row when (new.prompt <> '' and new.is_prompted and new.imported_at is null) execute function private.remember_prompt();
