-- Every check looks at the rows that it is told, a thousand at a time, and finds what belongs to them by an index: so
-- no statement runs over a whole table, however many rows there are. These are the ways that nothing else needs.
create index media_path on public.media (path);
create index media_thumb_path on public.media (thumb_path);
create index generation_jobs_message on private.generation_jobs (message_id);
create index credit_ledger_adjustments on public.credit_ledger (user_id) where reason = 'adjustment';

create function private.check_users(p_ids uuid[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  with person as (
    select u.id, u.credits, u.ledger_seq, coalesce(newest.seq, 0) as newest_seq, coalesce(newest.balance_after, 0) as newest_balance
    from public.users u
    left join lateral (
      select l.seq, l.balance_after from public.credit_ledger l where l.user_id = u.id order by l.seq desc limit 1
    ) newest on true
    where u.id = any (p_ids)
  )
  select 'L1', u.id::text, 'The balance is not what the ledger adds up to.'
  from person u where u.credits <> u.newest_balance
  union all
  select 'L2', u.id::text, 'The number of the newest entry is not the number of entries.'
  from person u where u.ledger_seq <> u.newest_seq
  union all
  select 'G9', u.id::text, 'One person has more unfinished generations than the limit.'
  from person u cross join public.app_settings s
  where s.max_running_per_user < (
    select count(*) from public.generations g
    where g.user_id = u.id and g.status in ('queued', 'running') and g.created_at > s.updated_at
  )
  union all
  select 'A6', u.id::text, 'An adjustment has no line in the audit log, or the other way round.'
  from person u
  where (select count(*) from public.credit_ledger l where l.user_id = u.id and l.reason = 'adjustment')
    <> (select count(*) from public.admin_audit_log a where a.subject = u.id::text and a.action = 'adjust_credits')
$$;
comment on function private.check_users is 'Violations of what must hold for these people''s balances and limits.';

create function private.check_entries(p_users uuid[], p_seqs bigint[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  -- Each entry follows from the one before: so a person's newest one shows what all of them add up to.
  with entry as (
    select l.*, coalesce(before.seq, 0) as seq_before, coalesce(before.balance_after, 0) as balance_before
    from unnest(p_users, p_seqs) as place (user_id, seq)
    join public.credit_ledger l on l.user_id = place.user_id and l.seq = place.seq
    left join lateral (
      select b.seq, b.balance_after from public.credit_ledger b
      where b.user_id = l.user_id and b.seq < l.seq order by b.seq desc limit 1
    ) before on true
  )
  select 'L2', e.user_id || ' ' || e.seq, 'An entry is missing before this one, or its balance does not follow from it.'
  from entry e where e.seq <> e.seq_before + 1 or e.balance_after <> e.balance_before + e.delta
  union all
  select 'L3', e.user_id || ' ' || e.seq, 'The balance after this entry is negative.' from entry e where e.balance_after < 0
  union all
  select 'L5', e.user_id || ' ' || e.seq, 'The amount does not fit the reason.'
  from entry e
  where e.delta = 0 or abs(e.delta) > 1000000 or (e.reason = 'charge') <> (e.delta < 0) and e.reason <> 'adjustment'
    or e.reason in ('adjustment', 'goodwill') and (e.actor is null or e.note is null)
  union all
  select 'L6', e.user_id || ' ' || e.seq, 'One idempotency key has moved credits twice.'
  from entry e
  where e.idempotency_key is not null and exists (
    select from public.credit_ledger o
    where o.user_id = e.user_id and o.idempotency_key = e.idempotency_key and o.seq <> e.seq
  )
  union all
  select 'L6', e.user_id || ' ' || e.seq, 'The first grant was given twice.'
  from entry e
  where e.reason = 'signup_grant' and exists (
    select from public.credit_ledger o where o.user_id = e.user_id and o.reason = 'signup_grant' and o.seq <> e.seq
  )
  union all
  select 'L7', e.user_id || ' ' || e.seq, 'It moves the credits of nobody, so balances and ledgers cannot add up to the same.'
  from entry e where not exists (select from public.users u where u.id = e.user_id)
  union all
  select 'L8', e.generation_id::text, 'A refund has no earlier charge.'
  from entry e
  where e.reason in ('refund', 'goodwill') and not exists (
    select from public.credit_ledger c
    where c.generation_id = e.generation_id and c.user_id = e.user_id and c.reason = 'charge' and c.seq < e.seq
  )
  union all
  select 'L9', e.generation_id::text, 'The charge is not the price of one file, as it was at the start, times their number.'
  from entry e join public.generations g on g.id = e.generation_id
  where e.reason = 'charge' and (e.delta <> -g.price_credits_each * cardinality(g.media_ids) or e.user_id <> g.user_id)
$$;
comment on function private.check_entries is 'Violations of what must hold for these entries of the ledger.';
