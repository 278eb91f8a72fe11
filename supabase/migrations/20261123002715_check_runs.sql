create table private.check_run (
  only_row boolean not null default true,
  started_at timestamptz,
  started_by text,
  finished_at timestamptz,
  stepped_at timestamptz,
  place text,
  steps bigint not null default 0,
  violation_count bigint not null default 0,
  violations jsonb not null default '[]',
  constraint check_run_pkey primary key (only_row),
  constraint check_run_only_row check (only_row),
  constraint check_run_started check ((started_at is null) = (started_by is null))
);
comment on table private.check_run is
  'The check of what must always hold that goes on, else the last one: exactly one row. See check_invariants.';
comment on column private.check_run.started_at is 'Null: there has been none yet.';
comment on column private.check_run.place is 'Where it goes on. Null: at the beginning, or everything has been seen.';
comment on column private.check_run.violations is 'The first hundred of them: [{rule, subject, sentence}].';
alter table private.check_run enable row level security;
insert into private.check_run default values;

create function private.check_run_view()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'startedAt', r.started_at, 'startedBy', r.started_by, 'finishedAt', r.finished_at, 'place', r.place,
    'violationCount', r.violation_count, 'violations', r.violations
  )
  from private.check_run r
$$;
comment on function private.check_run_view is
  '{startedAt, startedBy, finishedAt, place, violationCount, violations: [{rule, subject, sentence}]}.';

create function public.begin_check(p_admin_session text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_run private.check_run;
begin
  select r.* into v_run from private.check_run r for no key update;
  if v_run.started_at is not null and v_run.finished_at is null then
    return;
  end if;
  update private.check_run r
  set started_at = clock_timestamp(), started_by = v_actor, finished_at = null, stepped_at = null, place = null, steps = 0,
    violation_count = 0, violations = '[]'
  where r.only_row;
  perform private.write_audit(v_actor, 'begin_check', 'invariants', null, null, p_reason);
end
$$;
comment on function public.begin_check is
  'Has everything that must always hold be checked anew; check_step does it. One that is under way just goes on.';
grant execute on function public.begin_check to service_role;

create function public.check_step(p_limit integer)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run private.check_run;
  v_found jsonb;
begin
  select r.* into v_run from private.check_run r
  where r.started_at is not null and r.finished_at is null for no key update skip locked;
  if not found then
    return null;
  end if;
  v_found := public.check_invariants(v_run.place, p_limit);
  update private.check_run r
  set place = v_found->>'next', steps = r.steps + 1, stepped_at = clock_timestamp(),
    finished_at = case when v_found->>'next' is null then clock_timestamp() end,
    violation_count = r.violation_count + jsonb_array_length(v_found->'violations'),
    violations = (
      select coalesce(jsonb_agg(v.line order by v.place), '[]')
      from (
        select l.line, l.place from jsonb_array_elements(r.violations || (v_found->'violations'))
          with ordinality as l (line, place) where l.place <= 100
      ) v
    )
  where r.only_row;
  return v_found->>'next';
end
$$;
comment on function public.check_step is
  'One step of the check that is under way, with its place in one transaction: what is cut off goes on there. Returns '
  'where it goes on; null when it is over, when there is none, or when another process is at it.';
grant execute on function public.check_step to service_role;
