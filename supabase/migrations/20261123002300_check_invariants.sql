-- Every check looks at the rows that it is told, a thousand at a time, and finds what belongs to them by an index: so no statement
-- runs over a whole table, however many rows there are. These are the ways that nothing else needs.
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

create function private.check_generations(p_ids uuid[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  -- Two sweeps take two minutes at most.
  with fact as (
    select g.*, g.status in ('queued', 'running') as unfinished, booked.*
    from public.generations g cross join lateral (
      select count(*) filter (where l.reason = 'charge') as charges,
        count(*) filter (where l.reason = 'refund') as refunds,
        count(*) filter (where l.reason = 'refund' and l.delta = case
          when g.status <> 'succeeded' then case when l.media_id is null then g.price_credits end
          when l.media_id = any (g.media_ids) and not exists (
            select from public.media m where m.generation_id = g.id and m.id = l.media_id
          ) then g.price_credits_each
        end) as right_refunds,
        count(*) - count(distinct (l.reason, l.media_id)) as repeats,
        sum(l.delta) as spent
      from public.credit_ledger l where l.generation_id = g.id
    ) booked
    where g.id = any (p_ids)
  ), job as (
    select j.*, f.status, f.unfinished, f.updated_at from fact f join private.generation_jobs j on j.generation_id = f.id
  ), change as (
    select t.*, lag(t.to_status, 1, 'queued') over (partition by t.generation_id order by t.id) as before,
      row_number() over (partition by t.generation_id order by t.id desc) = 1 as is_last
    from private.generation_transitions t where t.generation_id = any (p_ids)
  )
  select 'L6', f.id::text, 'It, or one of its files, has been booked twice for the same reason.' from fact f where f.repeats > 0
  union all
  select 'L8', f.id::text, 'More was given back than charged.' from fact f where f.spent > 0
  union all
  select 'G1', c.generation_id::text, 'It went from ' || c.from_status || ' to ' || c.to_status || ', which is not a declared change.'
  from change c
  where (c.from_status, c.to_status) not in (
    ('queued', 'running'), ('queued', 'failed'), ('queued', 'canceled'),
    ('running', 'succeeded'), ('running', 'failed'), ('running', 'canceled')
  )
  union all
  select 'G1', f.id::text, 'Its status is not the last one that was logged.'
  from fact f left join change c on c.generation_id = f.id and c.is_last
  where f.status <> coalesce(c.to_status, 'queued')
  union all
  select 'G1', c.generation_id::text, 'It went on from ' || c.from_status || ', but was ' || c.before || '.'
  from change c where c.from_status <> c.before
  union all
  select 'G2', f.id::text, 'It has ended, but its charge is not kept for what was made and given back once for what was not.'
  from fact f cross join lateral (
    select case when f.status = 'succeeded' then f.output_count - f.made_count else 1 end as due
  ) refund
  where not f.unfinished and f.price_credits > 0
    and (f.charges, f.refunds, f.right_refunds) <> (1, refund.due, refund.due)
    or (f.status = 'succeeded') <> (f.made_count > 0)
  union all
  select 'G3', f.id::text, 'It is past its deadline and has not ended.'
  from fact f where f.unfinished and f.deadline_at < now() - interval '2 minutes'
  union all
  select 'G3', j.generation_id::text, 'Nobody works on it, and no message on the queue leads to it.'
  from job j
  where j.unfinished and greatest(j.updated_at, j.lease_expires_at) < now() - interval '2 minutes'
    and not exists (select from pgmq.q_generations q where q.msg_id = j.message_id)
  union all
  select 'G3', f.id::text, 'It waits, but its person is not in line.'
  from fact f join private.generation_jobs j on j.generation_id = f.id
  join pgmq.q_generations q on q.msg_id = j.message_id
  where f.status = 'queued' and greatest(f.updated_at, q.vt) < now() - interval '2 minutes'
    and not exists (select from private.people_in_line l where l.user_id = f.user_id)
  union all
  select 'G4', f.id::text, 'It has not ended, but it is not charged exactly once, or has been refunded, or has no job.'
  from fact f
  where f.unfinished and (f.price_credits > 0 and f.charges <> 1 or f.refunds <> 0
    or not exists (select from job j where j.generation_id = f.id))
  union all
  select 'G4', j.generation_id::text, 'It shares its message on the queue with another generation.'
  from job j
  where exists (
    select from private.generation_jobs o where o.message_id = j.message_id and o.generation_id <> j.generation_id
  )
  union all
  select 'G5', j.generation_id::text, 'It has ended, but a worker still holds its lease.'
  from job j where not j.unfinished and j.lease_expires_at is not null
  union all
  select 'G6', g.id::text, 'It has been tried more often than allowed, or not been given up after the last attempt.'
  from public.generations g left join private.generation_jobs j on j.generation_id = g.id
  where g.id = any (p_ids) and (
    g.attempts > g.max_attempts or j.lost_lease_count >= private.max_lost_leases()
    or g.status in ('queued', 'running') and private.is_exhausted(g, j)
      and coalesce(j.lease_expires_at, g.updated_at) < now() - interval '2 minutes'
  )
  union all
  select 'G7', k.user_id || ' ' || k.key, 'An idempotency key leads to someone else''s generation.'
  from fact f join public.idempotency_keys k on k.generation_id = f.id where f.user_id <> k.user_id
  union all
  select 'G7', f.id::text, 'No idempotency key leads to it, though keys live for seven days.'
  from fact f join public.users u on u.id = f.user_id
  where f.created_at > now() - interval '6 days' and u.deleted_at is null
    and not exists (select from public.idempotency_keys k where k.generation_id = f.id)
  union all
  select 'G8', j.generation_id::text, 'A provider may have worked for it, it was refunded, and that is not on the list of orphans.'
  from job j
  where j.submit_intent_at is not null and j.status in ('failed', 'canceled')
    and not exists (select from private.provider_orphans o where o.generation_id = j.generation_id)
  union all
  select 'M1', f.id::text, 'It has more files than it made.'
  from fact f where f.made_count < (select count(*) from public.media m where m.generation_id = f.id)
$$;
comment on function private.check_generations is 'Violations of what must hold for these generations, their leases, jobs and bookings.';

create function private.check_media(p_ids uuid[])
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  with file as (
    select m.*, g.status, g.media_ids, g.user_id as maker, g.kind as made_kind
    from public.media m left join public.generations g on g.id = m.generation_id
    where m.id = any (p_ids)
  )
  select 'G2', f.id::text, 'A file can be seen of a generation that did not succeed.'
  from file f where f.status is distinct from 'succeeded'
  union all
  select 'M1', f.id::text, 'The file does not belong to its generation: other owner, other kind, or an id that was not given out.'
  from file f where f.user_id <> f.maker or f.kind <> f.made_kind or f.id <> all (f.media_ids)
  union all
  select 'M1', f.id::text, 'The object of a file that can be seen is on the list of deletions.'
  from file f
  where exists (select from private.blob_deletions b where b.store = f.store and b.path in (f.path, f.thumb_path))
  union all
  select 'M1', f.path, 'Two files share one object.'
  from file f
  where exists (
    select from public.media o where o.path in (f.path, f.thumb_path) and o.store = f.store and o.id <> f.id
  ) or exists (
    select from public.media o where o.thumb_path in (f.path, f.thumb_path) and o.store = f.store and o.id <> f.id
  )
$$;
comment on function private.check_media is 'Violations of what must hold for these rows of media, as far as the database can tell.';

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
      -- Of others: nobody but PostgreSQL can call an event trigger's function (hosted projects have rls_auto_enable), and what an
      -- extension brings is its own affair.
      and f.prorettype <> 'event_trigger'::regtype
      and not exists (
        select from pg_catalog.pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e'
      )
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
  where not (pg_get_expr(y.polqual, r.oid) like '%auth.uid()%' and pg_get_expr(y.polqual, r.oid) like '%session_is_live()%')
  union all
  select 'A2', f.name, 'Visitors may call it.' from routine f where has_function_privilege('anon', f.oid, 'execute')
  union all
  select 'A2', f.name, 'It runs with its owner''s rights, and everybody who is signed in may call it.'
  from routine f
  where f.prosecdef and has_function_privilege('authenticated', f.oid, 'execute')
    -- Each of these tells nobody more than their own rows do.
    and not (f.nspname = 'private' and f.proname in (
      'session_is_live', 'settings_view', 'own_places', 'own_generation_ids', 'own_neighbours', 'own_gallery',
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
$$;
comment on function private.check_access is 'Violations of what must hold for privileges and row-level security.';

create function public.check_invariants(p_place text default null, p_limit integer default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_parts text[] := array['access', 'users', 'entries', 'generations', 'media'];
  v_part text := coalesce(nullif(split_part(p_place, ' ', 1), ''), v_parts[1]);
  v_after uuid := coalesce(private.as_uuid(split_part(p_place, ' ', 2)), '00000000-0000-0000-0000-000000000000');
  v_after_seq bigint := coalesce(nullif(split_part(p_place, ' ', 3), '')::bigint, 0);
  v_limit integer := least(1000, greatest(1, coalesce(p_limit, 1000)));
  v_ids uuid[] := '{}';
  v_seqs bigint[];
  v_found jsonb;
begin
  case v_part
  when 'access' then
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_access() c;
  when 'users' then
    v_ids := array(select u.id from public.users u where u.id > v_after order by u.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_users(v_ids) c;
  when 'entries' then
    select array_agg(l.user_id), array_agg(l.seq) into v_ids, v_seqs
    from (
      select e.user_id, e.seq from public.credit_ledger e where (e.user_id, e.seq) > (v_after, v_after_seq)
      order by e.user_id, e.seq limit v_limit
    ) l;
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_entries(v_ids, v_seqs) c;
  when 'generations' then
    v_ids := array(select g.id from public.generations g where g.id > v_after order by g.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_generations(v_ids) c;
  when 'media' then
    v_ids := array(select m.id from public.media m where m.id > v_after order by m.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_media(v_ids) c;
  else
    perform private.refuse('invalid_input');
  end case;
  return jsonb_build_object('violations', coalesce(v_found, '[]'), 'next', case
    when cardinality(v_ids) = v_limit then concat_ws(' ', v_part, v_ids[v_limit], v_seqs[v_limit])
    else v_parts[array_position(v_parts, v_part) + 1]
  end);
end
$$;
comment on function public.check_invariants is
  '{violations: [{rule, subject, sentence}], next}. Looks at the next p_limit rows, a thousand at most, for what must always hold. Begins '
  'without a place, goes on at next, and has seen everything when that is null.';
grant execute on function public.check_invariants to service_role;

create function public.orphan_costs(p_after bigint default null)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'count', count(*) filter (where not o.is_free),
    'priceCredits', coalesce(sum(o.price_credits) filter (where not o.is_free), 0),
    'next', case when count(*) = 1000 then max(o.id) end
  )
  from (
    select * from private.provider_orphans a where a.id > coalesce(p_after, 0) order by a.id limit 1000
  ) o
$$;
comment on function public.orphan_costs is
  '{count, priceCredits, next}: requests that a provider may have charged us for although the credits went back, and what they '
  'sold for; of a thousand at most after p_after, the next ones after next.';
grant execute on function public.orphan_costs to service_role;
