create table private.route_outcomes (
  id bigint generated always as identity,
  route text not null,
  model text not null,
  failure text,
  wait_seconds real not null,
  happened_at timestamptz not null default clock_timestamp(),
  constraint route_outcomes_pkey primary key (id),
  constraint route_outcomes_names check (char_length(route) between 1 and 300 and char_length(model) between 1 and 200),
  constraint route_outcomes_wait check (wait_seconds >= 0)
);
comment on table private.route_outcomes is 'How every request of a route ended. The last 50 of each say how it does now.';
comment on column private.route_outcomes.failure is 'Null when it succeeded.';
create index route_outcomes_route on private.route_outcomes (route, id desc);
alter table private.route_outcomes enable row level security;

create table private.route_health (
  route text not null,
  model text not null,
  outcome_count integer not null,
  failure_count integer not null,
  median_wait_seconds real,
  updated_at timestamptz not null default clock_timestamp(),
  constraint route_health_pkey primary key (route),
  constraint route_health_counts check (failure_count between 0 and outcome_count)
);
comment on table private.route_health is
  'One line for each route, made from its latest outcomes: small enough to be read with every page.';
comment on column private.route_health.median_wait_seconds is 'Of those that succeeded; null when none did.';
alter table private.route_health enable row level security;

create function public.record_route_outcome(p_route text, p_model text, p_wait_seconds real, p_failure text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- One at a time for each route, so that two of them never count without each other.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('route ' || p_route, 0));
  with added as (
    insert into private.route_outcomes (route, model, failure, wait_seconds)
    values (p_route, p_model, p_failure, p_wait_seconds)
    returning failure, wait_seconds, happened_at
  )
  insert into private.tally_changes (day, measure, detail, model, route, count, amount)
  select (a.happened_at at time zone 'UTC')::date, 'routes',
    case when a.failure is null then private.wait_bucket(a.wait_seconds)::text else 'failed' end, p_model, p_route, 1,
    round(a.wait_seconds::numeric * 1000)
  from added a;
  insert into private.route_health (route, model, outcome_count, failure_count, median_wait_seconds)
  select p_route, p_model, count(*), count(o.failure),
    percentile_cont(0.5) within group (order by o.wait_seconds) filter (where o.failure is null)
  from (select l.* from private.route_outcomes l where l.route = p_route order by l.id desc limit 50) o
  where o.happened_at > clock_timestamp() - interval '6 hours'
  on conflict (route) do update set model = excluded.model, outcome_count = excluded.outcome_count,
    failure_count = excluded.failure_count, median_wait_seconds = excluded.median_wait_seconds,
    updated_at = clock_timestamp();
end
$$;
comment on function public.record_route_outcome is
  'Adds one outcome of a route, counts it, and sums up the last 50 of the last six hours; p_failure null: it '
  'succeeded.';
grant execute on function public.record_route_outcome to service_role;

create function private.model_health()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_object_agg(h.model, jsonb_build_object(
      'failureShare', h.failures / h.outcomes::real, 'waitSeconds', h.wait_seconds
    )), '{}')
    from (
      select r.model, sum(r.outcome_count) as outcomes, sum(r.failure_count) as failures,
        min(r.median_wait_seconds) as wait_seconds
      from private.route_health r
      where r.updated_at > clock_timestamp() - interval '6 hours'
      group by r.model having sum(r.outcome_count) >= 3
    ) h
  );
end
$$;
comment on function private.model_health is
  'Per model {failureShare, waitSeconds} over the last six hours, for people who choose one. Models with fewer than '
  'three requests are left out. In plpgsql, which keeps its plan.';
create function private.settings_view()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'signUpsOpen', s.sign_ups_open,
      'signupCredits', s.signup_credits,
      'disabledKinds', to_jsonb(s.disabled_kinds),
      'disabledMessage', s.disabled_message,
      'maintenance', s.maintenance,
      'providers', s.providers,
      'models', s.models,
      'health', private.model_health(),
      'maxRunningPerUser', s.max_running_per_user
    )
    from public.app_settings s
  );
end
$$;
comment on function private.settings_view is 'The part of the settings that everybody may see, as settingsView.';
grant execute on function private.settings_view to authenticated, service_role;

create function public.public_settings()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select private.settings_view()
$$;
comment on function public.public_settings is 'settingsView.';
grant execute on function public.public_settings to service_role;
