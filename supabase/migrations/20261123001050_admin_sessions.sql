create table private.admin_sessions (
  token_hash text not null,
  name text not null,
  address text not null,
  password_mark text not null,
  code_step bigint,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint admin_sessions_pkey primary key (token_hash),
  constraint admin_sessions_token_hash check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint admin_sessions_name check (name = btrim(name) and char_length(name) between 1 and 100),
  constraint admin_sessions_one_per_code unique (code_step)
);
comment on table private.admin_sessions is
  'Who is in the admin pages: for half an hour after the latest page, eight hours at most. Nothing to do with accounts.';
comment on column private.admin_sessions.token_hash is 'SHA-256, hex, of the cookie.';
comment on column private.admin_sessions.name is 'As it was given at the way in; the actor of every audit line.';
comment on column private.admin_sessions.address is 'Coarse: a /24 or /48 block.';
comment on column private.admin_sessions.password_mark is
  'Of the password that opened it: with another one the session has ended.';
comment on column private.admin_sessions.code_step is
  'The half minute of the one-time code that opened it: no code opens two.';
create index admin_sessions_created on private.admin_sessions (created_at);
alter table private.admin_sessions enable row level security;

create function private.acting_admin(p_admin_session text)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_name text;
begin
  select s.name into v_name from private.admin_sessions s
  where s.token_hash = p_admin_session and s.ended_at is null
    and s.last_seen_at > now() - interval '30 minutes' and s.created_at > now() - interval '8 hours';
  if not found then
    perform private.refuse('signed_out');
  end if;
  return v_name;
end
$$;
comment on function private.acting_admin is
  'The name of the admin whose live session that is; else signed_out. First thing in every function of an admin.';
