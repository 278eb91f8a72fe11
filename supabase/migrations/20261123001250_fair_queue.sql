create sequence private.turns;

create table private.fair_queue (
  user_id uuid not null,
  turn bigint not null,
  constraint fair_queue_pkey primary key (user_id),
  constraint fair_queue_user_id_fkey foreign key (user_id) references public.users (id)
);
comment on table private.fair_queue is
  'Who has requests waiting. Turns go round: whoever was served goes to the end, and is served again after everybody '
  'else. A line whose person has nothing waiting any more is removed when its turn comes.';
comment on column private.fair_queue.turn is 'The lowest is served next.';
create index fair_queue_turn on private.fair_queue (turn);
alter table private.fair_queue enable row level security;

create function private.join_fair_queue(p_generation uuid, p_user uuid)
returns void
language sql
set search_path = ''
as $$
  -- An update even where nothing changes: it keeps a reader of the queue from removing the line before this is
  -- committed.
  insert into private.fair_queue as l (user_id, turn) values (p_user, nextval('private.turns'))
  on conflict (user_id) do update set turn = case
    when exists (
      select from public.generations g where g.user_id = p_user and g.status = 'queued' and g.id <> p_generation
    ) then l.turn else excluded.turn
  end
$$;
comment on function private.join_fair_queue is
  'Puts somebody at the end of the line for a new request, unless others of theirs wait already. Needs the person''s '
  'row locked.';

create function private.rejoin_fair_queue()
returns void
language sql
set search_path = ''
as $$
  insert into private.fair_queue (user_id, turn)
  select w.user_id, nextval('private.turns')
  from (
    select g.user_id from public.generations g where g.status = 'queued'
    group by g.user_id order by min(g.created_at), g.user_id
  ) w
  where not exists (select from private.fair_queue l where l.user_id = w.user_id)
  on conflict do nothing
$$;
comment on function private.rejoin_fair_queue is
  'Brings back who waits and is not in line: their last request was handed to a worker that never claimed it.';

create function private.deliver_message(p_message bigint, p_seconds integer)
returns void
language sql
set search_path = ''
as $$
  update pgmq.q_generations q
  set vt = clock_timestamp() + make_interval(secs => p_seconds), read_ct = q.read_ct + 1
  where q.msg_id = p_message
$$;
comment on function private.deliver_message is
  'What pgmq.read does to a message, for one that was chosen by its turn. Needs it locked.';

-- Each of these looks up one message after the other: a plan over all of them at once would read the whole queue.
create function private.lock_message(p_generation uuid)
returns bigint
language sql
set search_path = ''
as $$
  select q.msg_id
  from private.generation_jobs j join pgmq.q_generations q on q.msg_id = j.message_id
  where j.generation_id = p_generation and q.vt <= clock_timestamp() and q.message->'version' = '1'
  for update of q skip locked
$$;
comment on function private.lock_message is
  'The message of a generation, locked; null when it cannot be handed out now: hidden, newer code''s, or just being '
  'changed.';

create function private.take_resumable(p_limit integer, p_seconds integer)
returns bigint[]
language plpgsql
set search_path = ''
as $$
declare
  v_messages bigint[] := '{}';
  v_generation uuid;
  v_message bigint;
begin
  for v_generation in
    select g.id from public.generations g join private.generation_jobs j on j.generation_id = g.id
    where g.status = 'running' and coalesce(j.lease_expires_at, '-infinity') <= clock_timestamp()
    order by g.started_at, g.id
  loop
    exit when cardinality(v_messages) >= p_limit;
    v_message := private.lock_message(v_generation);
    if v_message is not null then
      perform private.deliver_message(v_message, p_seconds);
      v_messages := v_messages || v_message;
    end if;
  end loop;
  return v_messages;
end
$$;
comment on function private.take_resumable is
  'Hands out work that was begun and that nobody goes on with: it has had its turn. Returns so many messages at most.';

create function private.lock_oldest(p_user uuid, out generation_id uuid, out message_id bigint)
language plpgsql
set search_path = ''
as $$
begin
  for generation_id in
    select g.id from public.generations g where g.user_id = p_user and g.status = 'queued' order by g.created_at, g.id
  loop
    message_id := private.lock_message(generation_id);
    exit when message_id is not null;
  end loop;
  if message_id is null then
    generation_id := null;
  end if;
end
$$;
comment on function private.lock_oldest is
  'Locks the message of somebody''s oldest waiting request that can be handed out now. Nulls when there is none.';

create function private.take_turns(p_limit integer, p_seconds integer)
returns bigint[]
language plpgsql
set search_path = ''
as $$
declare
  v_messages bigint[] := '{}';
  v_served integer := 0;
  v_round bigint := nextval('private.turns');
  v_person private.fair_queue := row(null, 0);
  v_next record;
begin
  while cardinality(v_messages) < p_limit loop
    select l.* into v_person from private.fair_queue l
    where l.turn > v_person.turn and l.turn < v_round order by l.turn limit 1 for update skip locked;
    if not found then
      exit when cardinality(v_messages) = v_served;
      v_served := cardinality(v_messages);
      v_round := nextval('private.turns');
      v_person.turn := 0;
      continue;
    end if;
    v_next := private.lock_oldest(v_person.user_id);
    if v_next.message_id is not null then
      perform private.deliver_message(v_next.message_id, p_seconds);
      v_messages := v_messages || v_next.message_id;
    end if;
    if not exists (
      select from public.generations g
      where g.user_id = v_person.user_id and g.status = 'queued' and g.id is distinct from v_next.generation_id
    ) then
      delete from private.fair_queue l where l.user_id = v_person.user_id;
    elsif v_next.message_id is not null then
      update private.fair_queue l set turn = nextval('private.turns') where l.user_id = v_person.user_id;
    end if;
  end loop;
  return v_messages;
end
$$;
comment on function private.take_turns is
  'Hands out the next requests, one of each person in turn and each person''s oldest first. Returns so many messages '
  'at most. Waits for nobody: whoever is just being changed is passed over until the next time.';

create function private.queue_positions(p_user uuid)
returns table (generation_id uuid, place bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if not exists (select from public.generations g where g.user_id = p_user and g.status = 'queued') then
    return;
  end if;
  return query
  with own as (
    select g.id, row_number() over (order by g.created_at, g.id) as nth
    from public.generations g where g.user_id = p_user and g.status = 'queued'
  ), own_turn as (
    select coalesce((select l.turn from private.fair_queue l where l.user_id = p_user), 0) as turn
  ), others as (
    select r.waiting, r.is_later, count(*) as people
    from (
      select w.waiting, (coalesce(l.turn, 0), w.user_id) > (o.turn, p_user) as is_later
      from (
        select g.user_id, count(*) as waiting from public.generations g where g.status = 'queued' group by g.user_id
      ) w
      cross join own_turn o left join private.fair_queue l on l.user_id = w.user_id
      where w.user_id <> p_user
    ) r
    group by r.waiting, r.is_later
  )
  -- Before somebody's nth request each of the others has n turns, or one less if they come later in the round.
  select o.id, (o.nth - 1 + coalesce(sum(r.people * least(r.waiting, o.nth - r.is_later::integer)), 0))::bigint
  from own o left join others r on true group by o.id, o.nth;
end
$$;
comment on function private.queue_positions is
  'How many requests of everybody come before each one that a person has waiting, as turns go round. Who has nothing '
  'in line and something waiting has just been served.';

create function private.own_queue_positions()
returns table (generation_id uuid, place bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query select w.generation_id, w.place from private.queue_positions(private.current_user_id()) w;
end
$$;
comment on function private.own_queue_positions is
  'The places of the asking person''s own waiting requests. Tells numbers and nothing else of the others.';
grant execute on function private.own_queue_positions to authenticated;
