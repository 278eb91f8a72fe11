create function public.metrics()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_today date := (now() at time zone 'UTC')::date;
  v_check jsonb;
begin
  select jsonb_build_object('violations', r.violation_count, 'ageSeconds', extract(epoch from now() - r.finished_at))
  into v_check
  from private.check_run r where r.finished_at is not null;
  return jsonb_build_object(
    'waiting', (
      select jsonb_build_object('count', count(*),
        'oldestSeconds', coalesce(greatest(0, extract(epoch from now() - min(w.created_at))), 0))
      from (select g.created_at from public.generations g where g.status = 'queued' limit 10000) w
    ),
    'running', (
      select count(*) from (select from public.generations g where g.status = 'running' limit 10000) r
    ),
    'requests', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'outcome', t.detail, 'count', t.count)), '[]')
      from (
        select a.kind, a.detail, sum(a.count) as count from private.all_tallies a
        where a.measure = 'requests' and a.day = v_today group by a.kind, a.detail
      ) t
    ),
    'routes', (
      select coalesce(jsonb_agg(jsonb_build_object('route', t.route, 'isFailure', t.failed, 'count', t.count)), '[]')
      from (
        select a.route, a.detail = 'failed' as failed, sum(a.count) as count from private.all_tallies a
        where a.measure = 'routes' and a.day = v_today group by a.route, a.detail = 'failed'
      ) t
    ),
    'credits', (
      select coalesce(jsonb_agg(
        jsonb_build_object('reason', t.detail, 'count', t.count, 'amount', abs(t.amount))), '[]')
      from (
        select a.detail, sum(a.count) as count, sum(a.amount) as amount from private.all_tallies a
        where a.measure = 'credits' and a.day = v_today group by a.detail
      ) t
    ),
    'storage', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'files', t.count, 'bytes', t.amount)), '[]')
      from (
        select a.kind, sum(a.count) as count, sum(a.amount) as amount from private.all_tallies a
        where a.measure = 'storage' group by a.kind
      ) t
    ),
    'check', v_check
  );
end
$$;
comment on function public.metrics is
  '{waiting: {count, oldestSeconds}, running, requests: [{kind, outcome, count}], routes: [{route, isFailure, count}], '
  'credits: [{reason, count, amount}], storage: [{kind, files, bytes}], check: {violations, ageSeconds} or null}: what a '
  'monitor asks for often. Requests, routes and credits are of today (UTC); the rest is as of now, up to 10,000 of the '
  'work in hand. Reads counts that are kept, never a whole table of requests, files or credits.';
grant execute on function public.metrics to service_role;
