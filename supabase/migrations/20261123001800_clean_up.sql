create function private.remove_stale(p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_removed jsonb := '{}';
  v_sessions uuid[];
  v_count integer;
begin
  v_removed := v_removed || jsonb_build_object('idempotencyKeys', private.remove_expired_keys(p_limit));
  delete from private.rate_limits r where r.bucket in (
    select o.bucket from private.rate_limits o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('rateLimits', v_count);
  delete from private.sign_in_tries t where t.bucket in (
    select o.bucket from private.sign_in_tries o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('signInTries', v_count);
  delete from private.known_places k where (k.account, k.place) in (
    select o.account, o.place from private.known_places o where o.seen_at < now() - interval '400 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('knownPlaces', v_count);
  update private.first_grants f set address = null where f.email_hash in (
    select o.email_hash from private.first_grants o
    where o.address is not null and o.granted_at < now() - interval '2 days' limit p_limit for update skip locked);
  delete from private.outbox m where m.id in (
    select o.id from private.outbox o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('mails', v_count);
  delete from private.drafts d where d.token_hash in (
    select o.token_hash from private.drafts o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('drafts', v_count);
  -- A session that the database does not know is not live either; a month longer it can be seen that it was there.
  with gone as (
    delete from public.user_sessions s where s.id in (
      select o.id from public.user_sessions o where o.live_until < now() - interval '30 days' limit p_limit for update skip locked)
    returning s.id
  )
  select array_agg(g.id), count(*) into v_sessions, v_count from gone g;
  perform private.end_in_auth(v_sessions);
  v_removed := v_removed || jsonb_build_object('sessions', v_count);
  v_removed := v_removed || jsonb_build_object('securityLines', private.remove_old_security_lines(p_limit));
  delete from pgmq.a_generations a where a.msg_id in (
    select o.msg_id from pgmq.a_generations o where o.archived_at < now() - interval '7 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  return v_removed || jsonb_build_object('queueMessages', v_count);
end
$$;
comment on function private.remove_stale is 'Deletes what has served its time, up to a number of rows of each sort. Returns the counts.';

create function public.clean_up(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(1000, greatest(1, (p->>'limit')::integer));
  v_expired integer;
  v_paths jsonb;
begin
  delete from public.media m where (m.id, m.kind) in (
    select o.id, o.kind from public.media o where o.expires_at <= now()
    order by o.expires_at limit v_limit for update skip locked);
  get diagnostics v_expired = row_count;
  with taken as (
    update private.blob_deletions b set taken_until = now() + interval '10 minutes'
    where (b.store, b.path) in (
      select o.store, o.path from private.blob_deletions o where o.taken_until <= now()
      order by o.taken_until limit v_limit * 2 for update skip locked)
    returning b.store, b.path
  )
  select coalesce(jsonb_agg(jsonb_build_object('store', t.store, 'path', t.path)), '[]') into v_paths from taken t;
  return jsonb_build_object('paths', v_paths, 'expiredMedia', v_expired, 'removed', private.remove_stale(v_limit));
end
$$;
comment on function public.clean_up is
  '{limit} → {paths: [{store, path}], expiredMedia, removed}. Forgets expired files and hands out objects to delete; '
  'what clean_up_done does not confirm within ten minutes is handed out again. Safe to run in parallel and repeatedly.';
grant execute on function public.clean_up to service_role;

create function public.clean_up_done(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  delete from private.blob_deletions b
  using jsonb_to_recordset(p->'paths') as d (store text, path text)
  where b.store = d.store and b.path = d.path;
  get diagnostics v_count = row_count;
  return jsonb_build_object('confirmed', v_count);
end
$$;
comment on function public.clean_up_done is '{paths: [{store, path}]} → {confirmed}. The store has deleted these objects.';
grant execute on function public.clean_up_done to service_role;

create function public.clean_up_preview(p jsonb default '{}')
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'expiredMedia', (select count(*) from public.media m where m.expires_at <= now()),
    'paths', (select count(*) from private.blob_deletions)
  )
$$;
comment on function public.clean_up_preview is '{} → {expiredMedia, paths}: how much a clean-up would find. Changes nothing.';
grant execute on function public.clean_up_preview to service_role;
