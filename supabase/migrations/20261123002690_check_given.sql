create function private.check_spenders(p_ids uuid[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  select 'L10', u.id::text, 'One person has spent more than the cap of the ' || o.name || '.'
  from unnest(p_ids) u (id)
  cross join lateral private.caps_of(u.id) c
  cross join lateral (values ('day', c.day_credits), ('month', c.month_credits)) o (name, limit_credits)
  cross join lateral (
    -- Once a line of their own is taken away, the older one for all holds from then on.
    select max(a.created_at) as at from public.admin_audit_log a
    where a.subject = u.id::text and a.action = 'choose_caps'
  ) chosen
  where o.limit_credits is not null and o.limit_credits < private.spent_since(
    u.id, greatest(c.updated_at, chosen.at, date_trunc(o.name, clock_timestamp(), 'UTC')))
$$;
comment on function private.check_spenders is 'Violations of the caps of these people, since those are the caps that hold for them.';

create function private.check_given(p_users uuid[], p_seqs bigint[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  with entry as (
    select l.* from unnest(p_users, p_seqs) as place (user_id, seq)
    join public.credit_ledger l on l.user_id = place.user_id and l.seq = place.seq
    where l.reason in ('allowance', 'gift_code', 'goodwill')
  )
  select 'L6', e.user_id || ' ' || e.seq, 'An allowance belongs to no month, or was given before its month began.'
  from entry e
  where e.reason = 'allowance' and not exists (
    select from private.allowance_runs r
    where e.idempotency_key = 'allowance:' || to_char(r.month, 'YYYY-MM') and r.month::timestamp at time zone 'UTC' <= e.created_at
  )
  union all
  select 'L6', e.user_id || ' ' || e.seq, 'It comes from no gift code, or is not what the code gives.'
  from entry e
  where e.reason = 'gift_code' and not exists (
    select from private.gift_codes c join private.gift_batches b on b.id = c.batch_id
    where e.idempotency_key = 'gift:' || c.code_hash and b.credits = e.delta
  )
  union all
  select 'A6', e.user_id || ' ' || e.seq, 'A refund by hand has no line in the audit log, or more than one.'
  from entry e
  where e.reason = 'goodwill' and 1 <> (
    select count(*) from public.admin_audit_log a
    where a.subject = e.user_id::text and a.action = 'refund_by_hand'
      and a.new_value->>'generationId' = e.generation_id::text
  )
$$;
comment on function private.check_given is
  'Violations of what must hold for those of these entries that were given as an allowance, for a gift code or by hand.';

create function private.check_gift_codes(p_ids uuid[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  select 'L6', c.id::text, 'A gift code was used more often than it may be, or not as often as the ledger says.'
  from private.gift_codes c
  where c.id = any (p_ids) and (
    c.uses > c.max_uses or c.uses <> (
      select count(*) from public.credit_ledger l
      where l.reason = 'gift_code' and l.idempotency_key = 'gift:' || c.code_hash
    )
  )
$$;
comment on function private.check_gift_codes is 'Violations of what must hold for these gift codes and their uses.';
