create index shares_expired on public.shares (expires_at) where expires_at is not null;
create index shares_revoked on public.shares (revoked_at) where revoked_at is not null;
create index reports_closed on public.reports (closed_at) where closed_at is not null;

create function private.is_reported_lately(p_board_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.reports r
    where r.board_id = p_board_id and (r.closed_at is null or r.closed_at >= now() - interval '180 days')
  );
end
$$;
comment on function private.is_reported_lately is
  'Whether a board has a report that stays: what was on the board stays with it.';

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
  delete from private.reported_files f where (f.board_id, f.media_id) in (
    select i.board_id, i.media_id from public.reports o join private.reported_files i on i.board_id = o.board_id
    where o.closed_at < now() - interval '180 days' and not private.is_reported_lately(o.board_id)
    limit p_limit);
  delete from public.reports r where r.id in (
    select o.id from public.reports o
    where o.closed_at < now() - interval '180 days' and (
      private.is_reported_lately(o.board_id)
      or not exists (select from private.reported_files f where f.board_id = o.board_id))
    limit p_limit for update skip locked);
  get diagnostics v_reports = row_count;
  return jsonb_build_object('shares', v_shares, 'reports', v_reports);
end
$$;
comment on function private.purge_ended_shares is
  'Deletes links a month after their end, and reports half a year after they were closed, with what is kept of their '
  'boards: so many of each at most.';

-- Auth's own record has no such index, and is not ours to change everywhere.
do $$
begin
  if pg_has_role((select c.relowner from pg_class c where c.oid = to_regclass('auth.audit_log_entries')), 'usage') then
    create index audit_log_entries_actor on auth.audit_log_entries ((payload->>'actor_id'));
    create index audit_log_entries_created on auth.audit_log_entries (created_at);
  end if;
end
$$;

create function private.may_purge_audit_entries()
returns boolean
language sql
stable
set search_path = ''
as $$
  select has_table_privilege(to_regclass('auth.audit_log_entries'), 'select')
    and has_table_privilege(to_regclass('auth.audit_log_entries'), 'delete') is true
$$;
comment on function private.may_purge_audit_entries is
  'Whether Auth''s record of sign-ins is a table here, and may be emptied.';

create function private.forget_audit_entries(p_user uuid, p_limit integer default null)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer := 0;
begin
  if private.may_purge_audit_entries() then
    delete from auth.audit_log_entries e where e.id in (
      select o.id from auth.audit_log_entries o where o.payload->>'actor_id' = p_user::text limit p_limit);
    get diagnostics v_count = row_count;
  end if;
  return v_count;
end
$$;
comment on function private.forget_audit_entries is
  'Deletes what Auth''s own record has of a person, whose email it names: so many entries (null: all) at most. Returns '
  'how many there were.';

create function private.purge_audit_entries(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer := 0;
begin
  if private.may_purge_audit_entries() then
    delete from auth.audit_log_entries e where e.id in (
      select o.id from auth.audit_log_entries o where o.created_at < now() - interval '90 days'
      order by o.created_at limit p_limit for update skip locked);
    get diagnostics v_count = row_count;
  end if;
  return v_count;
end
$$;
comment on function private.purge_audit_entries is
  'Deletes entries of Auth''s own record of sign-ins that are older than 90 days: so many at most. Returns how many.';

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
  delete from private.admin_sessions a where a.token_hash in (
    select o.token_hash from private.admin_sessions o where o.created_at < now() - interval '2 days' limit p_limit for update skip locked);
  delete from private.outbox m where m.id in (
    select o.id from private.outbox o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('mails', v_count);
  delete from private.email_changes c where c.user_id in (
    select o.user_id from private.email_changes o where o.asked_at < now() - interval '1 day' limit p_limit for update skip locked);
  delete from private.drafts d where d.token_hash in (
    select o.token_hash from private.drafts o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('drafts', v_count);
  v_removed := v_removed || jsonb_build_object('uploads', private.delete_expired_uploads(p_limit));
  v_removed := v_removed || private.purge_deleted_boards(p_limit);
  v_removed := v_removed || jsonb_build_object('prompts', private.purge_deleted_prompts(p_limit));
  v_removed := v_removed || jsonb_build_object('imports', private.purge_imports(p_limit));
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
  delete from private.blocked_prompts b where b.id in (
    select o.id from private.blocked_prompts o where o.created_at < now() - interval '30 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  v_removed := v_removed || jsonb_build_object('blockedPrompts', v_count);
  v_removed := v_removed || jsonb_build_object('securityLines', private.purge_security_log(p_limit));
  v_removed := v_removed || jsonb_build_object('auditEntries', private.purge_audit_entries(p_limit));
  delete from pgmq.a_generations a where a.msg_id in (
    select o.msg_id from pgmq.a_generations o where o.archived_at < now() - interval '7 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  return v_removed || jsonb_build_object('queueMessages', v_count);
end
$$;
comment on function private.purge_stale_rows is
  'Deletes what has served its time, up to a number of rows of each sort. Returns the counts.';
