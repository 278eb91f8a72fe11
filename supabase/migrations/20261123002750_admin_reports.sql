-- What admins do about reports of shared pages.
create function private.report_state(p_report public.reports)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return case
    when p_report.closed_at is null then 'open'
    when exists (select from public.take_downs t where t.id = p_report.take_down_id and t.undone_at is null) then 'taken_down'
    else 'rejected'
  end;
end
$$;
comment on function private.report_state is 'open, taken_down or rejected.';

create function private.report_time()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '48 hours'
$$;
comment on function private.report_time is
  'In which a report is to be dealt with: United States law gives so long for intimate pictures that somebody wants gone.';

create function private.report_view(p_report public.reports)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_report.id, 'reason', p_report.reason, 'words', p_report.words, 'contact', p_report.contact,
    'createdAt', p_report.created_at, 'dueAt', p_report.created_at + private.report_time(),
    'closedAt', p_report.closed_at, 'state', private.report_state(p_report), 'mediaId', p_report.media_id,
    'boardName', (select b.name from public.boards b where b.id = p_report.board_id),
    'isBoard', p_report.board_id is not null,
    'owner', (select jsonb_build_object('id', u.id, 'name', u.name) from public.users u where u.id = p_report.user_id)
  );
end
$$;
comment on function private.report_view is 'reportView.';

create function private.reported_places(p_report public.reports)
returns table (id uuid, sha256 text, place bigint)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select p_report.media_id, p_report.sha256, null::bigint where p_report.media_id is not null
  union all
  select coalesce(b.media_id, f.media_id), f.sha256, coalesce(b.position, f.position)
  from (select o.media_id, o.position from public.board_media o where o.board_id = p_report.board_id) b
  full join (select o.* from private.reported_files o where o.board_id = p_report.board_id) f
    on f.media_id = b.media_id
  where coalesce(b.media_id, f.media_id) is distinct from p_report.media_id;
end
$$;
comment on function private.reported_places is
  'The files that a report is about: the one that it names, whose place is null, and what is on its board or was when it '
  'was reported, with their hashes as of then. Some may be gone.';

create function public.admin_reports(p_admin_session text, p_is_open boolean, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_size integer := least(100, greatest(1, p_page_size));
  v_skip integer := (least(1000, greatest(1, p_page)) - 1) * v_size;
  v_found jsonb;
begin
  perform private.acting_admin(p_admin_session);
  if p_is_open then
    v_found := (
      select jsonb_agg(private.report_view(o.report) order by o.created_at, o.id) from (
        select r as report, r.created_at, r.id from public.reports r where r.closed_at is null
        order by r.created_at, r.id offset v_skip limit v_size + 1) o
    );
  else
    v_found := (
      select jsonb_agg(private.report_view(o.report) order by o.closed_at desc, o.id desc) from (
        select r as report, r.closed_at, r.id from public.reports r where r.closed_at is not null
        order by r.closed_at desc, r.id desc offset v_skip limit v_size + 1) o
    );
  end if;
  return jsonb_build_object(
    'open', (select count(*) from public.reports r where r.closed_at is null),
    'overdue', (
      select count(*) from public.reports r where r.closed_at is null and r.created_at <= now() - private.report_time()
    ),
    'hasAfter', coalesce(jsonb_array_length(v_found), 0) > v_size,
    'reports', coalesce(v_found - v_size, '[]')
  );
end
$$;
comment on function public.admin_reports is
  'adminReports: how many reports are open and how many of them are overdue, and a page of the open ones, the first due '
  'first, or of the closed ones, the last closed first. Errors: signed_out.';
grant execute on function public.admin_reports to service_role;

create function public.admin_report(p_admin_session text, p_report_id text, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_size integer := least(200, greatest(1, p_page_size));
  v_skip integer := (least(1000, greatest(1, p_page)) - 1) * v_size;
  v_report public.reports;
begin
  perform private.acting_admin(p_admin_session);
  select r.* into v_report from public.reports r where r.id = private.as_uuid(p_report_id);
  if not found then
    return null;
  end if;
  return private.report_view(v_report) || jsonb_build_object(
    'fileCount', (
      select count(*) from private.reported_places(v_report) i join public.media m on m.id = i.id
    ),
    'goneCount', (
      select count(*) from private.reported_places(v_report) i
      where not exists (select from public.media m where m.id = i.id)
    ),
    'leftCount', (
      select count(*) from private.reported_places(v_report) i left join public.media m on m.id = i.id
      where coalesce(m.sha256, i.sha256) is not null and not exists (
        select from private.blocked_files b where b.take_down_id = v_report.take_down_id and b.media_id = i.id
      )
    ),
    'isLive', exists (
      select from public.shares s
      where s.id = v_report.share_id and s.revoked_at is null and (s.expires_at is null or s.expires_at > now())
    ),
    'files', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', m.id, 'kind', m.kind, 'width', m.width, 'height', m.height, 'durationSeconds', m.duration_seconds,
        'thumbhash', m.thumbhash, 'prompt', g.prompt, 'isHidden', m.taken_down_at is not null,
        'isReported', m.id is not distinct from v_report.media_id
      ) order by i.place nulls first, i.id), '[]')
      from (
        select o.id, o.place from private.reported_places(v_report) o
        where exists (select from public.media e where e.id = o.id)
        order by o.place nulls first, o.id offset v_skip limit v_size
      ) i
      join public.media m on m.id = i.id
      join public.generations g on g.id = m.generation_id
    ),
    'told', (select t.words from public.take_downs t where t.id = v_report.take_down_id),
    'history', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'actor', a.actor, 'action', a.action, 'reason', a.reason, 'at', a.created_at) order by a.id), '[]')
      from public.admin_audit_log a where a.subject = v_report.id::text
    )
  );
end
$$;
comment on function public.admin_report is
  'adminReport: a report with a page of the files that it is about and what admins did about it; null: there is none. '
  'Errors: signed_out.';
grant execute on function public.admin_report to service_role;

create function public.admin_report_file(p_admin_session text, p_report_id text, p_media_id text)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text, prompt text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.acting_admin(p_admin_session);
  return query
  select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256, g.prompt
  from public.reports r
  join public.media m on m.id = private.as_uuid(p_media_id) and exists (select from private.reported_places(r) i where i.id = m.id)
  join public.generations g on g.id = m.generation_id
  where r.id = private.as_uuid(p_report_id);
end
$$;
comment on function public.admin_report_file is
  'Where a file lies that a report is about, also when it is hidden; no row for any other. Errors: signed_out.';
grant execute on function public.admin_report_file to service_role;

create function private.lock_report(p_report_id text)
returns public.reports
language plpgsql
set search_path = ''
as $$
declare
  v_report public.reports;
begin
  select r.* into v_report from public.reports r where r.id = private.as_uuid(p_report_id) for update;
  if not found then
    perform private.refuse('not_found');
  end if;
  return v_report;
end
$$;
comment on function private.lock_report is 'That report, locked. Errors: not_found.';

create function public.take_down(
  p_admin_session text,
  p_report_id text,
  p_media_ids text[],
  p_is_everything boolean,
  p_words text,
  p_take_down_id uuid,
  p_reason text
)
returns table (email text, file_count integer)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_report public.reports;
  v_report_ids uuid[];
  v_ids uuid[];
  v_take_down uuid;
  v_blocked uuid[];
  v_hidden integer;
begin
  select r.* into v_report from public.reports r where r.id = private.as_uuid(p_report_id);
  v_ids := array(
    select i.id from private.reported_places(v_report) i
    where i.id = v_report.media_id or p_is_everything or i.id = any (private.valid_ids(p_media_ids))
  );
  -- All of them in one order, so that two take-downs of one file do not wait for each other in a circle.
  v_report_ids := array(
    select r.id from public.reports r
    where r.id = v_report.id or r.closed_at is null and (
      r.media_id = any (v_ids)
      or r.media_id is null and (r.share_id = v_report.share_id or r.board_id = v_report.board_id))
    order by r.id for update
  );
  v_report := private.lock_report(p_report_id);
  -- Another report of the same take-down may be undoing it.
  perform from public.take_downs t where t.id = v_report.take_down_id for update;
  if private.report_state(v_report) = 'rejected' then
    perform private.refuse('already_finished');
  end if;
  if char_length(p_words) > 1000 then
    perform private.refuse('invalid_input', jsonb_build_object('what', 'words'));
  end if;
  v_take_down := coalesce(v_report.take_down_id, p_take_down_id);
  insert into public.take_downs (id, user_id, words, file_count) values (v_take_down, v_report.user_id, '', 0)
  on conflict (id) do nothing;
  with blocked as (
    insert into private.blocked_files (take_down_id, media_id, sha256)
    select v_take_down, i.id, coalesce(m.sha256, i.sha256)
    from private.reported_places(v_report) i left join public.media m on m.id = i.id
    where i.id = any (v_ids) and coalesce(m.sha256, i.sha256) is not null
    on conflict (take_down_id, media_id) do nothing
    returning media_id
  )
  select coalesce(array_agg(b.media_id order by b.media_id), '{}') into v_blocked from blocked b;
  -- Whoever goes on with a take-down hides more; the same form again hides nothing.
  if v_blocked = '{}' and v_report.take_down_id is not null then
    perform private.refuse('already_finished');
  end if;
  update public.take_downs t
  set file_count = t.file_count + cardinality(v_blocked), seen_at = null,
    words = coalesce(nullif(btrim(coalesce(p_words, '')), ''), t.words)
  where t.id = v_take_down;
  perform from public.media m where m.id = any (v_ids) order by m.id for update;
  update public.media m
  set taken_down_at = now(), trashed_at = coalesce(m.trashed_at, now()), expires_at = least(m.expires_at, now())
  where m.id = any (v_ids) and m.user_id = v_report.user_id and m.taken_down_at is null;
  get diagnostics v_hidden = row_count;
  update public.shares s set revoked_at = now()
  where s.revoked_at is null and (s.id = v_report.share_id or s.media_id = any (v_ids));
  update public.reports r set closed_at = now(), take_down_id = v_take_down
  where r.closed_at is null and r.id = any (v_report_ids);
  perform private.write_audit(v_actor, 'take_down', v_report.id::text, null,
    jsonb_build_object('takeDownId', v_take_down, 'files', cardinality(v_blocked), 'hidden', v_hidden,
      'mediaIds', to_jsonb(v_blocked)), p_reason);
  return query select (select a.email::text from auth.users a where a.id = v_report.user_id), cardinality(v_blocked);
end
$$;
comment on function public.take_down is
  'Ends the link that was reported, hides the file that the report names and p_media_ids of its board, or all that is on '
  'it or was when it was reported, and blocks their bytes from every shared page; closes the other reports of these too. '
  'Of a report that is taken down it hides more. p_words are for the owner. Returns where the owner can be told (null: '
  'the account is gone) and of how many files. Errors: signed_out, not_found, already_finished, invalid_input.';
grant execute on function public.take_down to service_role;

create function public.undo_take_down(p_admin_session text, p_report_id text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_report public.reports := private.lock_report(p_report_id);
  v_shown uuid[];
begin
  update public.take_downs t set undone_at = now() where t.id = v_report.take_down_id and t.undone_at is null;
  if not found then
    perform private.refuse('already_finished');
  end if;
  perform from public.media m
  where m.id in (select b.media_id from private.blocked_files b where b.take_down_id = v_report.take_down_id)
  order by m.id for update;
  with shown as (
    update public.media m
    set taken_down_at = null, trashed_at = null,
      expires_at = case when m.saved_at is null then now() + make_interval(days => s.recent_days) end
    from private.blocked_files b cross join public.app_settings s
    where b.take_down_id = v_report.take_down_id and m.id = b.media_id and m.taken_down_at is not null
      and not exists (
        select from private.blocked_files o join public.take_downs t on t.id = o.take_down_id and t.undone_at is null
        where o.media_id = m.id
      )
    returning m.id
  )
  select coalesce(array_agg(o.id order by o.id), '{}') into v_shown from shown o;
  delete from private.blocked_files b where b.take_down_id = v_report.take_down_id;
  perform private.write_audit(v_actor, 'undo_take_down', v_report.id::text,
    jsonb_build_object('takeDownId', v_report.take_down_id), jsonb_build_object('shown', cardinality(v_shown), 'mediaIds', to_jsonb(v_shown)), p_reason);
end
$$;
comment on function public.undo_take_down is
  'Gives the owner back what was taken down for this report, and lets it be shared again; its link stays ended. A file '
  'that another take-down hides too stays hidden. Errors: signed_out, not_found, already_finished (nothing is taken '
  'down), invalid_input.';
grant execute on function public.undo_take_down to service_role;

create function public.reject_report(p_admin_session text, p_report_id text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_report public.reports := private.lock_report(p_report_id);
begin
  if v_report.closed_at is not null then
    perform private.refuse('already_finished');
  end if;
  update public.reports r set closed_at = now() where r.id = v_report.id;
  perform private.write_audit(v_actor, 'reject_report', v_report.id::text, null, null, p_reason);
end
$$;
comment on function public.reject_report is
  'Closes a report: what it is about stays as it is. Errors: signed_out, not_found, already_finished, invalid_input.';
grant execute on function public.reject_report to service_role;

create function public.note_report(p_admin_session text, p_report_id text, p_note text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_report public.reports := private.lock_report(p_report_id);
begin
  perform private.write_audit(v_actor, 'note_report', v_report.id::text, null, null, p_note);
end
$$;
comment on function public.note_report is
  'Writes something down beside a report, for other admins. Errors: signed_out, not_found, invalid_input.';
grant execute on function public.note_report to service_role;

create function public.dismiss_take_downs(p_user_id uuid, p_session_id uuid, p_ids text[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.take_downs t set seen_at = coalesce(t.seen_at, now())
  where t.id = any (private.valid_ids(p_ids)) and t.user_id = p_user_id;
end
$$;
comment on function public.dismiss_take_downs is 'The owner has read of these.';
grant execute on function public.dismiss_take_downs to service_role;
