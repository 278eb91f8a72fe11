create table private.rate_limits (
  bucket text not null,
  uses timestamptz[] not null,
  expires_at timestamptz not null,
  constraint rate_limits_pkey primary key (bucket),
  constraint rate_limits_bucket check (char_length(bucket) between 1 and 200)
);
comment on table private.rate_limits is 'The latest uses of each limited thing.';
comment on column private.rate_limits.uses is 'Times of the uses that were allowed within the window.';
create index rate_limits_expires on private.rate_limits (expires_at);
alter table private.rate_limits enable row level security;

create function public.take_rate_limit(p_bucket text, p_limit integer, p_window_seconds double precision)
returns table (allowed boolean, retry_after_seconds integer)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_window interval := make_interval(secs => p_window_seconds);
  v_now timestamptz;
  v_uses timestamptz[];
begin
  if p_limit is null or p_limit not between 1 and 10000 then
    perform private.refuse('invalid_input');
  end if;
  -- Each call adds at most one row and removes up to two old ones.
  delete from private.rate_limits r where r.bucket in (
    select o.bucket from private.rate_limits o
    where o.expires_at < now() and o.bucket <> p_bucket limit 2 for update skip locked
  );
  insert into private.rate_limits as r (bucket, uses, expires_at) values (p_bucket, '{}', now() + v_window)
  on conflict (bucket) do update set expires_at = greatest(r.expires_at, excluded.expires_at)
  returning r.uses into v_uses;
  v_now := clock_timestamp();
  v_uses := array(select u.at from unnest(v_uses) as u (at) where u.at > v_now - v_window order by u.at);
  if cardinality(v_uses) >= p_limit then
    return query select false, greatest(1,
      ceil(extract(epoch from v_uses[cardinality(v_uses) - p_limit + 1] + v_window - v_now)))::integer;
    return;
  end if;
  update private.rate_limits r set uses = v_uses || v_now where r.bucket = p_bucket;
  return query select true, 0;
end
$$;
comment on function public.take_rate_limit is
  'Counts a use; one row. Never allows more than p_limit uses in any window of that length.';
grant execute on function public.take_rate_limit to service_role;

create function public.take_person_limit(
  p_user_id uuid, p_session_id uuid, p_name text, p_limit integer, p_window_seconds integer
)
returns table (allowed boolean, retry_after_seconds integer)
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query select t.* from public.take_rate_limit(p_name || ':' || p_user_id, p_limit, p_window_seconds) t;
end
$$;
comment on function public.take_person_limit is
  'The same of what a person may do, counted only for a live session of theirs: nobody else uses it up. Error: signed_out.';
grant execute on function public.take_person_limit to service_role;

create table private.drafts (
  token_hash text not null,
  fields jsonb not null,
  expires_at timestamptz not null,
  constraint drafts_pkey primary key (token_hash),
  constraint drafts_token_hash check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint drafts_fields check (jsonb_typeof(fields) = 'object' and octet_length(fields::text) <= 65536)
);
comment on table private.drafts is
  'What was typed into a form that goes on after signing in or with another model, for an hour.';
comment on column private.drafts.token_hash is 'SHA-256, hex, of a random token that only the visitor''s browser has.';
create index drafts_expires on private.drafts (expires_at);
alter table private.drafts enable row level security;

create function public.save_draft(p_token_hash text, p_fields jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if octet_length(p_fields::text) > 65536 then
    perform private.refuse('too_large');
  end if;
  delete from private.drafts d where d.token_hash in (
    select o.token_hash from private.drafts o
    where o.expires_at < now() and o.token_hash <> p_token_hash limit 2 for update skip locked
  );
  insert into private.drafts (token_hash, fields, expires_at)
  values (p_token_hash, p_fields, now() + interval '1 hour')
  on conflict (token_hash) do update set fields = excluded.fields, expires_at = excluded.expires_at;
end
$$;
comment on function public.save_draft is 'Keeps up to 64 kB for an hour.';
grant execute on function public.save_draft to service_role;

create function public.read_draft(p_token_hash text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select d.fields from private.drafts d where d.token_hash = p_token_hash and d.expires_at > now()
$$;
comment on function public.read_draft is 'The fields of a draft, or null.';
grant execute on function public.read_draft to service_role;
