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
  where f.status <> coalesce(c.to_status, 'queued') and f.imported_at is null
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
    and not exists (select from private.fair_queue l where l.user_id = f.user_id)
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
  where f.created_at > now() - interval '6 days' and u.deleted_at is null and f.imported_at is null
    and not exists (select from public.idempotency_keys k where k.generation_id = f.id)
  union all
  select 'G8', j.generation_id::text, 'A provider may have worked for it, it was refunded, and that is not on the list of orphans.'
  from job j
  where j.submit_intent_at is not null and j.status in ('failed', 'canceled')
    and not exists (select from private.provider_orphans o where o.generation_id = j.generation_id)
  union all
  select 'M1', f.id::text, 'It has more files than it made.'
  from fact f where f.made_count < (select count(*) from public.media m where m.generation_id = f.id)
  union all
  select 'W1', f.id::text, 'Searches do not find it by every word of its prompt.'
  from fact f
  left join private.prompt_index i on i.generation_id = f.id
  cross join lateral (select private.words_in(i.folded, false) as words offset 0) prompt
  where i.folded is distinct from private.fold(f.prompt) or cardinality(prompt.words) <> (
    select count(*) from private.search_words w
    join private.prompt_words p on p.word_id = w.id and p.asked_at = i.asked_at and p.generation_id = f.id
    where w.user_id = f.user_id and w.word = any (prompt.words)
  )
$$;
comment on function private.check_generations is
  'Violations of what must hold for these generations, their leases, jobs and bookings.';

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
comment on function private.check_media is
  'Violations of what must hold for these rows of media, as far as the database can tell.';
