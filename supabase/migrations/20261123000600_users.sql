create table public.users (
  id uuid not null,
  name text not null,
  avatar text,
  credits bigint not null default 0,
  ledger_seq bigint not null default 0,
  suspended_at timestamptz,
  suspension_message text,
  deletes_at timestamptz,
  deleted_at timestamptz,
  first_grant_at timestamptz,
  first_grant_refused text,
  prompts_cleared_at timestamptz,
  prompts_cleared_before timestamptz,
  proven_email_hash text,
  created_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_credits_never_negative check (credits >= 0),
  constraint users_ledger_seq check (ledger_seq >= 0),
  constraint users_first_grant_refused check (first_grant_refused in ('off', 'email', 'throwaway', 'address', 'day')),
  constraint users_proven_email_hash check (proven_email_hash ~ '^[0-9a-f]{64}$'),
  constraint users_name check (char_length(name) <= 200),
  constraint users_suspension_message check (
    suspension_message is null or char_length(suspension_message) between 1 and 1000 and suspended_at is not null
  ),
  constraint users_avatar check (avatar ~ '^[0-9a-f]{32}$')
);
comment on table public.users is
  'One per auth user. No foreign key to auth.users: the books outlive the account, under an id that names nobody any '
  'more.';
comment on column public.users.credits is
  'Balance in credits: the ledger''s sum, kept for fast reading. Only private.move_credits writes it.';
comment on column public.users.ledger_seq is 'Number of the newest ledger entry.';
comment on column public.users.suspended_at is 'Set: may look, may not start anything.';
comment on column public.users.suspension_message is 'What the person reads about it; null: nothing was said.';
comment on column public.users.first_grant_at is
  'When the first credits were given, or none for good; null before the first session, and while a later one may '
  'still bring them.';
comment on column public.users.first_grant_refused is
  'Why there were none: off (nobody gets any), email (its address has had them), throwaway (its address is at a service '
  'for throwaway mailboxes), address (too many that day for one '
  'network), day (too many that day in all).';
comment on column public.users.prompts_cleared_at is
  'All prompts used until then are forgotten. Null again once none is left.';
comment on column public.users.prompts_cleared_before is
  'What prompts_cleared_at was before; -infinity for none. Null: there is nothing to take back.';
comment on column public.users.proven_email_hash is
  'SHA-256, hex, of the address that its owner has proven to have, by a mailed link or by Google. Null, or of another '
  'address: whoever signed up may not be who has it.';
create index users_prompts_cleared on public.users (prompts_cleared_at) where prompts_cleared_at is not null;
comment on column public.users.deleted_at is 'When the account was deleted; name and pictures are gone.';

comment on column public.users.avatar is 'Which picture in public.avatars is theirs; null: none.';
comment on column public.users.deletes_at is
  'The person has asked for the account to go, and this is when it does: until then they may look, may not spend, and '
  'may keep it after all.';
create index users_deletes_at on public.users (deletes_at) where deletes_at is not null;

create table public.user_sessions (
  id uuid not null,
  user_id uuid not null,
  opened_by public.session_opening not null default 'password',
  agent text not null default '',
  address text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  live_until timestamptz not null,
  revoked_at timestamptz,
  awaits_code boolean not null default false,
  constraint user_sessions_pkey primary key (id),
  constraint user_sessions_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
  constraint user_sessions_agent check (char_length(agent) <= 500),
  constraint user_sessions_address check (char_length(address) <= 100)
);
comment on table public.user_sessions is 'One per signed-in device.';
comment on column public.user_sessions.id is 'The session_id of its access tokens.';
comment on column public.user_sessions.agent is 'The browser''s User-Agent, cut to 500 characters.';
comment on column public.user_sessions.address is 'Coarse: a /24 or /48 block.';
comment on column public.user_sessions.last_seen_at is
  'When its access token was last renewed, about once an hour of use.';
comment on column public.user_sessions.live_until is
  'When it ends by itself: after so long without use, and so long in all.';
comment on column public.user_sessions.revoked_at is
  'From then on the database refuses the session, whatever its token says.';
comment on column public.user_sessions.awaits_code is
  'A code of the second factor is still owed: until then live_until is over, and the session with it.';
create index user_sessions_user_id on public.user_sessions (user_id, last_seen_at desc);
create index user_sessions_live_until on public.user_sessions (live_until);
create index user_sessions_revoked on public.user_sessions (revoked_at) where revoked_at is not null;

create function private.session_is_live()
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.user_sessions s
    where s.id = nullif(auth.jwt()->>'session_id', '')::uuid and s.user_id = auth.uid()
      and s.revoked_at is null and s.live_until > now()
  );
end
$$;
comment on function private.session_is_live is
  'True when the asking token''s session is on record, not revoked and not run out. Every policy asks it; in plpgsql, '
  'which keeps its plan.';
grant execute on function private.session_is_live to authenticated;

create function private.require_session_to_read(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform from public.user_sessions s
  where s.id = p_session_id and s.user_id = p_user_id and s.revoked_at is null and s.live_until > now();
  if not found then
    perform private.refuse('signed_out');
  end if;
end
$$;
comment on function private.require_session_to_read is
  'require_session for functions that change nothing: without a lock, so that they answer while the database only reads.';

create function private.require_session(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from public.user_sessions s
  where s.id = p_session_id and s.user_id = p_user_id and s.revoked_at is null and s.live_until > now()
  for share;
  if not found then
    perform private.refuse('signed_out');
  end if;
end
$$;
comment on function private.require_session is
  'signed_out unless that session is that person''s and live. First thing in every function that acts for a person. '
  'The row stays locked, so that once a session has been ended nothing of it can still be committed.';

alter table public.users enable row level security;
create policy users_own on public.users for select to authenticated
  using ((select auth.uid()) = id and (select private.session_is_live()));
grant select on public.users to authenticated, service_role;

alter table public.user_sessions enable row level security;
create policy user_sessions_own on public.user_sessions for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.user_sessions to authenticated, service_role;
