create function private.check_ledger()
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  with entry as (
    select l.*, row_number() over (partition by l.user_id order by l.seq) as place,
      sum(l.delta) over (partition by l.user_id order by l.seq) as running
    from public.credit_ledger l
  ), book as (
    select e.user_id, count(*) as entries, sum(e.delta) as total,
      (array_agg(e.balance_after order by e.seq desc))[1] as newest
    from entry e group by e.user_id
  )
  select 'L1', u.id::text, 'The balance is not what the ledger adds up to.'
  from public.users u left join book b on b.user_id = u.id
  where u.credits <> coalesce(b.total, 0) or u.credits <> coalesce(b.newest, 0)
  union all
  select 'L2', e.user_id || ' ' || e.seq, 'An entry is missing before this one, or its balance does not follow from it.'
  from entry e where e.seq <> e.place or e.balance_after <> e.running
  union all
  select 'L2', u.id::text, 'The number of the newest entry is not the number of entries.'
  from public.users u left join book b on b.user_id = u.id where u.ledger_seq <> coalesce(b.entries, 0)
  union all
  select 'L3', e.user_id || ' ' || e.seq, 'The balance after this entry is negative.' from entry e where e.balance_after < 0
  union all
  select 'L5', e.user_id || ' ' || e.seq, 'The amount does not fit the reason.'
  from entry e
  where e.delta = 0 or abs(e.delta) > 1000000 or (e.reason = 'charge') <> (e.delta < 0) and e.reason <> 'adjustment'
    or e.reason in ('adjustment', 'goodwill') and (e.actor is null or e.note is null)
  union all
  select 'L6', e.generation_id::text, 'One generation, or one of its files, has been booked twice for the same reason.'
  from entry e where e.generation_id is not null group by e.generation_id, e.reason, e.media_id having count(*) > 1
  union all
  select 'L6', e.user_id::text, 'One idempotency key has moved credits twice.'
  from entry e where e.idempotency_key is not null group by e.user_id, e.idempotency_key having count(*) > 1
  union all
  select 'L6', e.user_id::text, 'The first grant was given twice.'
  from entry e where e.reason = 'signup_grant' group by e.user_id having count(*) > 1
  union all
  select 'L7', 'all users', 'All balances together are not what all ledgers add up to.'
  where (select coalesce(sum(u.credits), 0) from public.users u) <> (select coalesce(sum(e.delta), 0) from entry e)
  union all
  select 'L8', r.generation_id::text, 'A refund has no earlier charge.'
  from entry r
  where r.reason in ('refund', 'goodwill') and not exists (
    select from entry c
    where c.generation_id = r.generation_id and c.user_id = r.user_id and c.reason = 'charge' and c.seq < r.seq
  )
  union all
  select 'L8', e.generation_id::text, 'More was given back than charged.'
  from entry e where e.generation_id is not null group by e.generation_id having sum(e.delta) > 0
  union all
  select 'L9', c.generation_id::text, 'The charge is not the price of one file, as it was at the start, times their number.'
  from entry c join public.generations g on g.id = c.generation_id
  where c.reason = 'charge' and (c.delta <> -g.price_credits_each * cardinality(g.media_ids) or c.user_id <> g.user_id)
$$;
comment on function private.check_ledger is 'Violations of what must hold for balances and ledger.';

create function private.check_generations()
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  -- Two sweeps take two minutes at most.
  with fact as (
    select g.id, g.user_id, g.status, g.price_credits, g.output_count, g.made_count, g.created_at, g.deadline_at,
      g.status in ('queued', 'running') as unfinished, g.failure_code, g.updated_at,
      count(l.seq) filter (where l.reason = 'charge') as charges,
      count(l.seq) filter (where l.reason = 'refund') as refunds,
      count(l.seq) filter (where l.reason = 'refund' and l.delta = case
        when g.status <> 'succeeded' then case when l.media_id is null then g.price_credits end
        when l.media_id = any (g.media_ids) and not exists (
          select from public.media m where m.generation_id = g.id and m.id = l.media_id
        ) then g.price_credits_each
      end) as right_refunds
    from public.generations g left join public.credit_ledger l on l.generation_id = g.id
    group by g.id
  )
  select 'G1', t.generation_id::text, 'It went from ' || t.from_status || ' to ' || t.to_status || ', which is not a declared change.'
  from private.generation_transitions t
  where (t.from_status, t.to_status) not in (
    ('queued', 'running'), ('queued', 'failed'), ('queued', 'canceled'),
    ('running', 'succeeded'), ('running', 'failed'), ('running', 'canceled')
  )
  union all
  select 'G1', g.id::text, 'Its status is not the last one that was logged.'
  from public.generations g
  left join lateral (
    select t.to_status from private.generation_transitions t where t.generation_id = g.id order by t.id desc limit 1
  ) last on true
  where g.status <> coalesce(last.to_status, 'queued')
  union all
  select 'G1', t.generation_id::text, 'It went on from ' || t.from_status || ', but was ' || t.before || '.'
  from (
    select c.*, lag(c.to_status, 1, 'queued') over (partition by c.generation_id order by c.id) as before
    from private.generation_transitions c
  ) t
  where t.from_status <> t.before
  union all
  select 'G2', f.id::text, 'It has ended, but its charge is not kept for what was made and given back once for what was not.'
  from fact f cross join lateral (
    select case when f.status = 'succeeded' then f.output_count - f.made_count else 1 end as due
  ) refund
  where not f.unfinished and f.price_credits > 0
    and (f.charges, f.refunds, f.right_refunds) <> (1, refund.due, refund.due)
    or (f.status = 'succeeded') <> (f.made_count > 0)
  union all
  select 'G2', m.id::text, 'A file can be seen of a generation that did not succeed.'
  from public.media m join public.generations g on g.id = m.generation_id where g.status <> 'succeeded'
  union all
  select 'G3', f.id::text, 'It is past its deadline and has not ended.'
  from fact f where f.unfinished and f.deadline_at < now() - interval '2 minutes'
  union all
  select 'G3', f.id::text, 'Nobody works on it, and no message on the queue leads to it.'
  from fact f join private.generation_jobs j on j.generation_id = f.id
  where f.unfinished and greatest(f.updated_at, j.lease_expires_at) < now() - interval '2 minutes'
    and not exists (select from pgmq.q_generations q where q.msg_id = j.message_id)
  union all
  select 'G4', f.id::text, 'It has not ended, but it is not charged exactly once, or has been refunded, or has no job.'
  from fact f left join private.generation_jobs j on j.generation_id = f.id
  where f.unfinished and (f.price_credits > 0 and f.charges <> 1 or f.refunds <> 0 or j.generation_id is null)
  union all
  select 'G4', min(j.generation_id::text), 'It shares its message on the queue with another generation.'
  from private.generation_jobs j group by j.message_id having count(*) > 1
  union all
  select 'G5', f.id::text, 'It has ended, but a worker still holds its lease.'
  from fact f join private.generation_jobs j on j.generation_id = f.id where not f.unfinished and j.lease_expires_at is not null
  union all
  select 'G6', g.id::text, 'It has been tried more often than allowed, or not been given up after the last attempt.'
  from public.generations g left join private.generation_jobs j on j.generation_id = g.id
  where g.attempts > g.max_attempts or j.deaths >= private.max_deaths()
    or g.status in ('queued', 'running') and private.is_exhausted(g, j)
      and coalesce(j.lease_expires_at, g.updated_at) < now() - interval '2 minutes'
  union all
  select 'G7', k.user_id || ' ' || k.key, 'An idempotency key leads to someone else''s generation.'
  from public.idempotency_keys k join public.generations g on g.id = k.generation_id where g.user_id <> k.user_id
  union all
  select 'G7', g.id::text, 'No idempotency key leads to it, though keys live for seven days.'
  from public.generations g join public.users u on u.id = g.user_id
  where g.created_at > now() - interval '6 days' and u.deleted_at is null
    and not exists (select from public.idempotency_keys k where k.generation_id = g.id)
  union all
  select 'G8', f.id::text, 'A provider may have worked for it, it was refunded, and that is not on the list of orphans.'
  from fact f join private.generation_jobs j on j.generation_id = f.id
  where j.submit_intent_at is not null and f.status in ('failed', 'canceled')
    and not exists (select from private.provider_orphans o where o.generation_id = f.id)
  union all
  select 'G9', f.user_id::text, 'One person has more unfinished generations than the limit.'
  from fact f cross join public.app_settings s
  where f.unfinished and f.created_at > s.updated_at group by f.user_id, s.max_running_per_user
  having count(*) > s.max_running_per_user
$$;
comment on function private.check_generations is 'Violations of what must hold for generations, leases and jobs.';

create function private.check_media()
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  select 'M1', m.id::text, 'The file does not belong to its generation: other owner, other kind, or an id that was not given out.'
  from public.media m join public.generations g on g.id = m.generation_id
  where m.user_id <> g.user_id or m.kind <> g.kind or m.id <> all (g.media_ids)
  union all
  select 'M1', m.id::text, 'The object of a file that can be seen is on the list of deletions.'
  from public.media m
  where exists (select from private.blob_deletions b where b.store = m.store and b.path in (m.path, m.thumb_path))
  union all
  select 'M1', min(o.path), 'Two files share one object.'
  from (
    select m.store, m.path from public.media m union all select m.store, m.thumb_path from public.media m
  ) o
  group by o.store, o.path having count(*) > 1
  union all
  select 'M1', g.id::text, 'It has more files than it made.'
  from public.generations g join public.media m on m.generation_id = g.id
  group by g.id having count(*) > g.made_count
$$;
comment on function private.check_media is 'Violations of what must hold for rows of media, as far as the database can tell.';

create function private.check_access()
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  with relation as (
    select c.oid, n.nspname || '.' || c.relname as name, c.relkind, c.relrowsecurity, c.reloptions, n.nspname = 'public' as exposed
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private')
  ), routine as (
    select f.oid, f.oid::regprocedure::text as name, f.proname, f.prosecdef, f.proconfig, n.nspname
    from pg_catalog.pg_proc f join pg_catalog.pg_namespace n on n.oid = f.pronamespace
    where n.nspname in ('public', 'private')
  ), role as (
    select unnest(array['anon', 'authenticated', 'service_role']) as name
  )
  select 'L4', r.name, 'An append-only table can be changed: one of its guards is missing or switched off.'
  from relation r
  where r.name in ('public.credit_ledger', 'public.admin_audit_log') and (
    select count(*) from pg_catalog.pg_trigger t
    where t.tgrelid = r.oid and t.tgfoid = 'private.refuse_change'::regproc and t.tgenabled in ('O', 'A')
  ) <> 2
  union all
  select 'A1', r.name, o.name || ' may write to it.'
  from relation r cross join role o
  where r.relkind in ('r', 'p') and (
    has_table_privilege(o.name, r.oid, 'delete, truncate') or has_any_column_privilege(o.name, r.oid, 'insert, update')
  )
  union all
  select 'A1', r.name, 'Visitors may read it.'
  from relation r where r.relkind in ('r', 'p', 'v', 'm', 'f') and has_any_column_privilege('anon', r.oid, 'select')
  union all
  select 'A1', r.name, 'Its policy ' || y.polname || ' is for more than reading.'
  from relation r join pg_catalog.pg_policy y on y.polrelid = r.oid where y.polcmd <> 'r'
  union all
  select 'A1', r.name, 'Its policy ' || y.polname || ' does not ask who reads, or whether the session is live.'
  from relation r join pg_catalog.pg_policy y on y.polrelid = r.oid
  where y.polroles <> array['service_role'::regrole::oid]
    and not (pg_get_expr(y.polqual, r.oid) like '%auth.uid()%' and pg_get_expr(y.polqual, r.oid) like '%session_is_live()%')
  union all
  select 'A2', f.name, 'Visitors may call it.' from routine f where has_function_privilege('anon', f.oid, 'execute')
  union all
  select 'A2', f.name, 'It runs with its owner''s rights, and everybody who is signed in may call it.'
  from routine f
  where f.prosecdef and has_function_privilege('authenticated', f.oid, 'execute')
    -- Each of these tells nobody more than their own rows do.
    and not (f.nspname = 'private' and f.proname in (
      'session_is_live', 'settings_view', 'queue_position', 'own_generation_ids', 'own_neighbours', 'own_gallery',
      'own_picture_ids', 'own_made_into', 'own_unfinished'
    ))
  union all
  select 'A2', f.name, 'Its search_path is not fixed.'
  from routine f where not coalesce(f.proconfig @> array['search_path=""'], false)
  union all
  select 'A3', r.name, 'Row-level security is off.' from relation r where r.relkind in ('r', 'p') and not r.relrowsecurity
  union all
  select 'A3', r.name, 'The view shows rows with its owner''s rights.'
  from relation r where r.relkind = 'v' and not coalesce(r.reloptions @> array['security_invoker=true'], false)
  union all
  select 'A3', r.name, 'A materialised view or foreign table is exposed.'
  from relation r where r.relkind in ('m', 'f') and r.exposed
  union all
  select 'A6', u.id::text, 'An adjustment has no line in the audit log, or the other way round.'
  from public.users u
  where (select count(*) from public.credit_ledger l where l.user_id = u.id and l.reason = 'adjustment')
    <> (select count(*) from public.admin_audit_log a where a.subject = u.id::text and a.action = 'adjust_credits')
$$;
comment on function private.check_access is 'Violations of what must hold for privileges, row-level security and the audit log.';

create function public.check_invariants(p jsonb default '{}')
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(v) order by v.rule, v.subject), '[]')
  from (
    select * from private.check_ledger() where coalesce(p->>'part', 'ledger') = 'ledger'
    union all select * from private.check_generations() where coalesce(p->>'part', 'generations') = 'generations'
    union all select * from private.check_media() where coalesce(p->>'part', 'media') = 'media'
    union all select * from private.check_access() where coalesce(p->>'part', 'access') = 'access'
  ) v
$$;
comment on function public.check_invariants is
  '{part: ledger | generations | media | access} → [{rule, subject, sentence}]: every violation of what must always hold in '
  'that part, or in all of them when none is named. Empty when all is well.';
grant execute on function public.check_invariants to service_role;

create function public.orphan_costs(p jsonb default '{}')
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object('count', count(*), 'priceCredits', coalesce(sum(o.price_credits), 0))
  from private.provider_orphans o
$$;
comment on function public.orphan_costs is
  '{} → {count, priceCredits}: requests that a provider may have charged us for although the credits went back, and what they sold for.';
grant execute on function public.orphan_costs to service_role;
