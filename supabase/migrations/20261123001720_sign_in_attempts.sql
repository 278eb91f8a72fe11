create table private.known_places (
  account text not null,
  place text not null,
  seen_at timestamptz not null default now(),
  constraint known_places_pkey primary key (account, place),
  constraint known_places_account check (account ~ '^[0-9a-f]{64}$' or account = 'admin'),
  constraint known_places_place check (place ~ '^(device:[0-9a-f]{64}|address:.{1,100})$')
);
comment on table private.known_places is
  'Where an account was signed in: devices and coarse addresses. They get through when strangers try its passwords.';
comment on column private.known_places.account is
  'SHA-256, hex, of its address in lower case: the same for an address that nobody has. admin: the admin pages.';
comment on column private.known_places.place is
  'device: and the SHA-256, hex, of a random id that only the browser has; or address: and a /24 or /48 block.';
create index known_places_seen on private.known_places (seen_at);
alter table private.known_places enable row level security;

create table private.sign_in_attempts (
  bucket text not null,
  account text,
  attempts integer not null default 0,
  attempted_at timestamptz,
  blocked_until timestamptz,
  expires_at timestamptz not null,
  constraint sign_in_attempts_pkey primary key (bucket),
  constraint sign_in_attempts_bucket check (char_length(bucket) between 1 and 250),
  constraint sign_in_attempts_attempts check (attempts >= 0)
);
comment on table private.sign_in_attempts is
  'Tries to sign in that did not succeed, or have not yet. A day after the first of them they are forgotten.';
comment on column private.sign_in_attempts.bucket is
  'place: one account from one place; account: one account from places that it does not know; from: any account from '
  'one address.';
comment on column private.sign_in_attempts.account is 'Null for what is about no one account.';
create index sign_in_attempts_account on private.sign_in_attempts (account);
create index sign_in_attempts_expires on private.sign_in_attempts (expires_at);
alter table private.sign_in_attempts enable row level security;

create function private.count_attempt(
  p_bucket text, p_account text, p_free integer, p_longest_seconds integer, out o_attempts integer, out o_wait_seconds integer
)
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz;
  v_blocked_until timestamptz;
begin
  insert into private.sign_in_attempts as t (bucket, account, expires_at) values (p_bucket, p_account, now() + interval '1 day')
  on conflict (bucket) do update set
    attempts = case when t.expires_at > now() then t.attempts else 0 end,
    expires_at = case when t.expires_at > now() then t.expires_at else excluded.expires_at end
  returning t.attempts + 1, t.blocked_until into o_attempts, v_blocked_until;
  v_now := clock_timestamp();
  if v_blocked_until > v_now then
    o_attempts := null;
    o_wait_seconds := ceil(extract(epoch from v_blocked_until - v_now));
    return;
  end if;
  update private.sign_in_attempts t set attempts = o_attempts, attempted_at = v_now, blocked_until = case
    when o_attempts >= p_free then v_now + make_interval(secs => least(p_longest_seconds, 2 ^ least(o_attempts - p_free + 1, 20)))
  end
  where t.bucket = p_bucket;
end
$$;
comment on function private.count_attempt is
  'Counts a try, or says how long none is let through. From the last free one on, each failure doubles the wait, up '
  'to the longest.';

create function private.discard_attempts(p_counted jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from private.sign_in_attempts t where p_counted ? t.bucket order by t.bucket for no key update;
  update private.sign_in_attempts t
  set attempts = greatest(0, t.attempts - 1), blocked_until = case when t.attempts <> (c.value)::integer then t.blocked_until end
  from jsonb_each_text(p_counted) as c where t.bucket = c.key;
end
$$;
comment on function private.discard_attempts is
  'Takes back tries that were none, and the wait that began with them unless others have failed since.';

create function public.begin_sign_in(p_account text, p_address text, p_devices text[])
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_address text := 'address:' || p_address;
  v_device text;
  v_is_known boolean;
  v_bucket record;
  v_result record;
  v_counted jsonb := '{}';
  v_wait_seconds integer := 0;
begin
  select k.place into v_device from private.known_places k
  where k.account = p_account and k.place in (select 'device:' || d.id from unnest(p_devices) as d (id))
  limit 1;
  v_is_known := v_device is not null
    or exists (select from private.known_places k where k.account = p_account and k.place = v_address);
  -- In the order of their names, as everywhere, so that nobody waits in a circle.
  for v_bucket in
    select b.* from (values
      ('account:' || p_account, p_account, 20, 300, false),
      ('from:' || v_address, null, 50, 900, false),
      ('place:' || p_account || ':' || coalesce(v_device, v_address), p_account, 5, 900, true)
    ) as b (name, account, free, longest_seconds, is_own)
    where b.is_own or not v_is_known
  loop
    v_result := private.count_attempt(v_bucket.name, v_bucket.account, v_bucket.free, v_bucket.longest_seconds);
    v_wait_seconds := greatest(v_wait_seconds, v_result.o_wait_seconds);
    if v_result.o_attempts is not null then
      v_counted := v_counted || jsonb_build_object(v_bucket.name, v_result.o_attempts);
    end if;
  end loop;
  if v_wait_seconds > 0 then
    perform private.discard_attempts(v_counted);
    return jsonb_build_object('allowed', false, 'retryAfterSeconds', v_wait_seconds);
  end if;
  return jsonb_build_object('allowed', true, 'retryAfterSeconds', 0, 'counted', v_counted, 'device', substr(v_device, 8));
end
$$;
comment on function public.begin_sign_in is
  '{allowed, retryAfterSeconds, counted, device}. Counts one try before its password is looked at, so that many at '
  'once are no more than many in a row. counted is for end_sign_in; device is the one of the devices that the account '
  'knows.';
grant execute on function public.begin_sign_in to service_role;

create function public.end_sign_in(p_counted jsonb, p_succeeded boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.discard_attempts(p_counted);
  if p_succeeded then
    delete from private.sign_in_attempts t where p_counted ? t.bucket and t.bucket like 'place:%';
  end if;
end
$$;
comment on function public.end_sign_in is
  'The try was no failure: it succeeded, which clears what failed at the same place, or was never made.';
grant execute on function public.end_sign_in to service_role;

create function public.register_place(p_account text, p_address text, p_device text, p_afresh boolean)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_is_first boolean;
begin
  if p_afresh then
    delete from private.known_places k where k.account = p_account;
    delete from private.sign_in_attempts t where t.account = p_account;
  end if;
  v_is_first := not exists (select from private.known_places k where k.account = p_account);
  insert into private.known_places as k (account, place)
  select p_account, o.place from unnest(array['address:' || p_address, 'device:' || p_device]) as o (place) order by o.place
  on conflict (account, place) do update set seen_at = now();
  delete from private.known_places k where k.account = p_account and k.place in (
    select o.place from private.known_places o where o.account = p_account order by o.seen_at desc offset 50);
  return v_is_first;
end
$$;
comment on function public.register_place is
  'The account was signed in here; true: and nowhere before. p_afresh forgets every other place and every failure: a '
  'mailed link has proven whose account it is.';
grant execute on function public.register_place to service_role;
