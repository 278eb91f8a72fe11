create table private.allowances (
  user_id uuid,
  mode text not null,
  credits bigint not null,
  day smallint not null,
  next_at timestamptz not null,
  after_user uuid,
  updated_at timestamptz not null default clock_timestamp(),
  constraint allowances_one_each unique nulls not distinct (user_id),
  constraint allowances_user_id_fkey foreign key (user_id) references public.users (id),
  constraint allowances_mode check (mode in ('top_up', 'add')),
  constraint allowances_credits check (credits between 0 and 1000000),
  constraint allowances_day check (day between 1 and 31),
  constraint allowances_after_user check (after_user is null or user_id is null)
);
comment on table private.allowances is
  'Credits that come by themselves every month. A person''s own line stands in place of the one for all; one of 0 '
  'credits gives none.';
comment on column private.allowances.user_id is 'Whose; null: of everybody who has no line of their own.';
comment on column private.allowances.mode is 'top_up: as much as is missing to so many; add: so many more.';
comment on column private.allowances.day is 'Of the month, in UTC; the last one where a month is shorter.';
comment on column private.allowances.next_at is
  'Its month is the next one to be given. In the past: it is being given, or was to be given while nothing ran.';
comment on column private.allowances.after_user is
  'Of the one for all: the people up to this one have had it for the month of next_at. Null: nobody has.';
create index allowances_next on private.allowances (next_at);
alter table private.allowances enable row level security;

create table private.allowance_runs (
  month date not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  people bigint not null default 0,
  credits bigint not null default 0,
  constraint allowance_runs_pkey primary key (month),
  constraint allowance_runs_counts check (people >= 0 and credits >= 0)
);
comment on table private.allowance_runs is 'What was given as allowances, month by month.';
comment on column private.allowance_runs.finished_at is 'When everybody had had the one for all. Null where there is none.';
comment on column private.allowance_runs.people is 'How many got credits: nobody counts who had enough already.';
alter table private.allowance_runs enable row level security;

create function private.allowance_moment(p_month date, p_day integer)
returns timestamptz
language sql
immutable
set search_path = ''
as $$
  select (p_month + least(p_day, extract(day from p_month + interval '1 month' - interval '1 day')::integer) - 1)::timestamp
    at time zone 'UTC'
$$;
comment on function private.allowance_moment is 'The beginning of that day of the month, or of its last one.';

create function private.month_of(p_at timestamptz)
returns date
language sql
immutable
set search_path = ''
as $$
  select date_trunc('month', p_at at time zone 'UTC')::date
$$;
comment on function private.month_of is 'The first day of the month in UTC.';

create function private.give_allowance(p_user public.users, p_allowance private.allowances)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_key text := 'allowance:' || to_char(private.month_of(p_allowance.next_at), 'YYYY-MM');
  v_credits bigint := p_allowance.credits - case p_allowance.mode when 'top_up' then p_user.credits else 0 end;
begin
  if v_credits <= 0 or p_user.deleted_at is not null or exists (
    select from public.credit_ledger l where l.user_id = p_user.id and l.idempotency_key = v_key
  ) then
    return 0;
  end if;
  perform private.move_credits(p_user.id, v_credits, 'allowance', p_key => v_key);
  return v_credits;
end
$$;
comment on function private.give_allowance is
  'Gives one person, whose row is locked, the allowance of the month that it is due for, unless they have had one for '
  'that month. Returns the credits.';

create function private.note_allowances(p_month date, p_people integer, p_credits bigint)
returns void
language sql
set search_path = ''
as $$
  insert into private.allowance_runs as r (month, people, credits) values (p_month, p_people, p_credits)
  on conflict (month) do update set people = r.people + excluded.people, credits = r.credits + excluded.credits
$$;
comment on function private.note_allowances is 'Adds to what was given in a month.';

create function private.month_after(p_at timestamptz, p_day integer)
returns timestamptz
language sql
immutable
set search_path = ''
as $$
  select private.allowance_moment((private.month_of(p_at) + interval '1 month')::date, p_day)
$$;
comment on function private.month_after is 'That day of the month after the one of p_at.';

create function private.lock_person(p_user uuid, p_waits boolean)
returns public.users
language plpgsql
set search_path = ''
as $$
declare
  v_user public.users;
begin
  -- Whoever holds one person and waits for the next may wait in a circle: only the first is waited for.
  if p_waits then
    select u.* into v_user from public.users u where u.id = p_user for no key update;
  else
    select u.* into v_user from public.users u where u.id = p_user for no key update skip locked;
  end if;
  return v_user;
end
$$;
comment on function private.lock_person is
  'Locks a person''s row, or gives nulls where it is just being changed and p_waits is false.';

create function private.give_own_allowances(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_allowance private.allowances;
  v_user public.users;
  v_credits bigint;
  v_done integer := 0;
begin
  for v_id in
    select a.user_id from private.allowances a
    where a.next_at <= clock_timestamp() and a.user_id is not null order by a.next_at, a.user_id limit p_limit
  loop
    v_user := private.lock_person(v_id, v_done = 0);
    continue when v_user.id is null;
    select a.* into v_allowance from private.allowances a
    where a.user_id = v_id and a.next_at <= clock_timestamp() for update;
    continue when not found;
    v_credits := private.give_allowance(v_user, v_allowance);
    perform private.note_allowances(private.month_of(v_allowance.next_at), (v_credits > 0)::integer, v_credits);
    update private.allowances a set next_at = private.month_after(a.next_at, a.day) where a.user_id = v_id;
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.give_own_allowances is
  'Gives so many of the people at most who have an allowance of their own what is due. Returns how many.';

create function private.give_common_allowance(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_allowance private.allowances;
  v_month date;
  v_user public.users;
  v_ids uuid[];
  v_credits bigint;
  v_people integer := 0;
  v_total bigint := 0;
  v_done integer := 0;
begin
  select a.* into v_allowance from private.allowances a
  where a.user_id is null and a.next_at <= clock_timestamp() for update;
  if not found then
    return 0;
  end if;
  v_month := private.month_of(v_allowance.next_at);
  v_ids := array(
    select u.id from public.users u
    where u.id > coalesce(v_allowance.after_user, '00000000-0000-0000-0000-000000000000') order by u.id limit p_limit);
  for v_at in 1 .. cardinality(v_ids) loop
    v_user := private.lock_person(v_ids[v_at], v_at = 1);
    exit when v_user.id is null;
    v_done := v_at;
    continue when v_user.created_at >= v_allowance.next_at
      or exists (select from private.allowances o where o.user_id = v_user.id);
    v_credits := private.give_allowance(v_user, v_allowance);
    v_people := v_people + (v_credits > 0)::integer;
    v_total := v_total + v_credits;
  end loop;
  perform private.note_allowances(v_month, v_people, v_total);
  if v_done = cardinality(v_ids) and v_done < p_limit then
    update private.allowance_runs r set finished_at = clock_timestamp() where r.month = v_month;
    update private.allowances a set next_at = private.month_after(a.next_at, a.day), after_user = null where a.user_id is null;
  else
    update private.allowances a set after_user = v_ids[v_done] where a.user_id is null;
  end if;
  return greatest(1, v_done);
end
$$;
comment on function private.give_common_allowance is
  'Gives the next so many people at most the allowance for all, where it is due: everybody who was there by then and '
  'has none of their own. Returns how many it went through, 0 when nothing is due.';

create function public.give_allowances(p_limit integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(1000, greatest(1, p_limit));
  v_done integer;
begin
  -- Ends with the transaction, whatever becomes of the process.
  if not pg_try_advisory_xact_lock(hashtext('private.allowances')) then
    return 0;
  end if;
  v_done := private.give_own_allowances(v_limit);
  return case when v_done > 0 then v_done else private.give_common_allowance(v_limit) end;
end
$$;
comment on function public.give_allowances is
  'Goes through p_limit people at most who are due an allowance. Each month''s is given once, in the order of the '
  'months, also when nothing ran on its day. Returns how many it went through: 0 when nothing is due, or while another '
  'process is at it. What is cut off is undone, and the next call does it.';
grant execute on function public.give_allowances to service_role;

create function private.own_allowance()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return (
    select case when a.credits > 0 then
      jsonb_build_object('mode', a.mode, 'credits', a.credits, 'nextAt', a.next_at)
    end
    from private.allowances a
    where v_user is not null and (a.user_id = v_user or a.user_id is null)
    order by a.user_id nulls last limit 1
  );
end
$$;
comment on function private.own_allowance is
  '{mode, credits, nextAt}: the allowance of the asking person; null for none.';
grant execute on function private.own_allowance to authenticated;
