create index shares_expired on public.shares (expires_at) where expires_at is not null;
create index shares_revoked on public.shares (revoked_at) where revoked_at is not null;
create index reports_closed on public.reports (closed_at) where closed_at is not null;

create function private.purge_ended_shares(p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shares integer;
  v_reports integer;
begin
  delete from public.shares s where s.id in (
    select o.id from public.shares o
    where o.expires_at < now() - interval '30 days' or o.revoked_at < now() - interval '30 days'
    limit p_limit for update skip locked);
  get diagnostics v_shares = row_count;
  delete from public.reports r where r.id in (
    select o.id from public.reports o where o.closed_at < now() - interval '180 days' limit p_limit for update skip locked);
  get diagnostics v_reports = row_count;
  return jsonb_build_object('shares', v_shares, 'reports', v_reports);
end
$$;
comment on function private.purge_ended_shares is
  'Deletes links a month after their end, and reports half a year after they were closed: so many of each at most.';

create function private.purge_stale_rows(p_limit integer)
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
  delete from private.sign_in_attempts t where t.bucket in (
    select o.bucket from private.sign_in_attempts o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('signInAttempts', v_count);
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
  v_removed := v_removed || jsonb_build_object('uploads', private.delete_expired_uploads(p_limit));
  v_removed := v_removed || private.purge_deleted_boards(p_limit);
  v_removed := v_removed || jsonb_build_object('prompts', private.purge_deleted_prompts(p_limit));
  -- A session that the database does not know is not live either; a month longer it can be seen that it was there.
  with gone as (
    delete from public.user_sessions s where s.id in (
      select o.id from public.user_sessions o where o.live_until < now() - interval '30 days' limit p_limit for update skip locked)
    returning s.id
  )
  select array_agg(g.id), count(*) into v_sessions, v_count from gone g;
  perform private.delete_auth_sessions(v_sessions);
  v_removed := v_removed || jsonb_build_object('sessions', v_count);
  v_removed := v_removed || private.purge_ended_shares(p_limit);
  v_removed := v_removed || jsonb_build_object('securityLines', private.purge_security_log(p_limit));
  delete from pgmq.a_generations a where a.msg_id in (
    select o.msg_id from pgmq.a_generations o where o.archived_at < now() - interval '7 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  return v_removed || jsonb_build_object('queueMessages', v_count);
end
$$;
comment on function private.purge_stale_rows is
  'Deletes what has served its time, up to a number of rows of each sort. Returns the counts.';
