create function private.clean_name(p_name text)
returns text
language sql
immutable
set search_path = ''
as $$
  select left(btrim(regexp_replace(
    normalize(coalesce(p_name, ''), nfc), '[\u0001-\u0020\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]+', ' ', 'g'
  )), 200)
$$;
comment on function private.clean_name is
  'A name on one line, in any script, without what is no letter and changes how the words around it are shown.';

create function private.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := coalesce(
    nullif(private.clean_name(new.raw_user_meta_data->>'name'), ''),
    nullif(private.clean_name(new.raw_user_meta_data->>'full_name'), ''),
    private.clean_name(split_part(coalesce(new.email, ''), '@', 1))
  );
begin
  if not (select s.sign_ups_open from public.app_settings s) then
    perform private.refuse('sign_ups_closed');
  end if;
  insert into public.users (id, name) values (new.id, v_name);
  perform private.index_person(new.id);
  return null;
end
$$;
comment on function private.handle_new_user is
  'Gives a new auth user a row, in the transaction that makes the account.';
create trigger on_auth_user_created after insert on auth.users
  for each row execute function private.handle_new_user();

create function private.canonical_email(p_email text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when m.parts is null then e.text
    when m.parts[2] in ('gmail.com', 'googlemail.com') then replace(m.parts[1], '.', '') || '@gmail.com'
    else m.parts[1] || '@' || m.parts[2]
  end
  from (select lower(normalize(btrim(p_email), nfkc)) as text) as e,
    lateral (select regexp_match(e.text, '^([^+@][^+@]*)(?:\+[^@]*)?@([^@]+?)\.?$') as parts) as m
$$;
comment on function private.canonical_email is
  'One spelling for all that lead to one mailbox: without what follows a plus, and at Gmail without dots.';

create table private.first_grants (
  email_hash text not null,
  user_id uuid not null,
  address text,
  granted_at timestamptz not null default now(),
  constraint first_grants_pkey primary key (email_hash),
  constraint first_grants_email_hash check (email_hash ~ '^[0-9a-f]{64}$')
);
comment on table private.first_grants is
  'Who has had first credits. Outlives the account, so that nobody gets them twice.';
comment on column private.first_grants.email_hash is 'SHA-256, hex, of the address in its canonical spelling.';
comment on column private.first_grants.address is 'Coarse: a /24 or /48 block. Forgotten after two days.';
create index first_grants_granted on private.first_grants (granted_at);
create index first_grants_address on private.first_grants (address, granted_at) where address is not null;
alter table private.first_grants enable row level security;

create function private.first_grant_refusal(
  p_email_hash text, p_throwaway_email boolean, p_address text, p_max_per_day integer, p_max_per_address integer
)
returns text
language sql
set search_path = ''
as $$
  select case
    when exists (select from private.first_grants f where f.email_hash = p_email_hash) then 'email'
    when p_throwaway_email then 'throwaway'
    when (select count(*) from private.first_grants f where f.granted_at > now() - interval '1 day') >= p_max_per_day then 'day'
    when (select count(*) from private.first_grants f where f.address = p_address and f.granted_at > now() - interval '1 day')
      >= p_max_per_address then 'address'
  end
$$;
comment on function private.first_grant_refusal is
  'Why a first grant is refused, or null. A limit that is null is none.';

create function private.grant_first_credits(
  p_user uuid,
  p_address text,
  p_default_credits bigint,
  p_max_per_day integer default null,
  p_max_per_address integer default null,
  p_throwaway_email boolean default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_credits bigint := coalesce((select s.signup_credits from public.app_settings s), p_default_credits, 0);
  v_email_hash text;
  v_refused text := 'off';
begin
  perform from public.users u where u.id = p_user and u.first_grant_at is null for no key update;
  if not found then
    return;
  end if;
  if v_credits > 0 then
    -- One after the other, so that as many as come at once are counted like as many in a row.
    perform pg_advisory_xact_lock(hashtext('private.first_grants'));
    select encode(sha256(convert_to(coalesce(private.canonical_email(a.email), a.id::text), 'UTF8')), 'hex')
    into v_email_hash from auth.users a where a.id = p_user;
    v_refused := private.first_grant_refusal(v_email_hash, p_throwaway_email, p_address, p_max_per_day, p_max_per_address);
    if v_refused is null then
      insert into private.first_grants (email_hash, user_id, address) values (v_email_hash, p_user, p_address);
      perform private.move_credits(p_user, v_credits, 'signup_grant');
    end if;
  end if;
  update public.users u set first_grant_refused = v_refused,
    first_grant_at = case when v_refused in ('throwaway', 'address', 'day') then null else now() end
  where u.id = p_user;
end
$$;
comment on function private.grant_first_credits is
  'Gives an account its first credits, once: what an admin has chosen, else the default of whoever calls. Where the '
  'day''s are used up, or the email is a throwaway one, a later session brings them.';
