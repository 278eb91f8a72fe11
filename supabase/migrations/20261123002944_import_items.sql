-- What an import brings in, thing by thing. Each can be repeated: whatever is there already, by the id that it had where
-- it was made, is there once. Nothing here moves credits.
create function private.import_time(p_text text)
returns timestamptz
language sql
stable
strict
set search_path = ''
as $$
  select greatest('2025-01-01 00:00:00+00', least(now(), p_text::timestamptz))
$$;
comment on function private.import_time is 'When something happened, as a zip says: not in the future, nor before there was an Easel.';

create function private.import_source(p_user uuid, p_origin uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (select m.id from public.media m where m.user_id = p_user and m.origin_id = p_origin limit 1),
    (select u.id from public.uploads u where u.user_id = p_user and u.origin_id = p_origin),
    (select m.id from public.media m where m.user_id = p_user and m.id = p_origin),
    (select u.id from public.uploads u where u.user_id = p_user and u.id = p_origin)
  )
$$;
comment on function private.import_source is 'The person''s own file or upload that has, or had in another Easel, this id.';

create function private.import_request(p_user uuid, p_request jsonb, p_is_made boolean)
returns public.generations
language plpgsql
set search_path = ''
as $$
declare
  v_found public.generations;
  -- One that had not ended may have files in a later zip: then it comes in once more, by its own id.
  v_origin uuid := case when p_is_made or p_request->>'status' not in ('queued', 'running') then (p_request->>'id')::uuid
    else md5(p_request->>'id' || ' unfinished')::uuid end;
  v_created_at timestamptz := private.import_time(p_request->>'createdAt');
  v_count integer := (p_request->>'outputCount')::integer;
  v_status public.generation_status := case
    when p_is_made or p_request->>'status' = 'succeeded' then 'succeeded'
    when p_request->>'status' = 'failed' then 'failed' else 'canceled' end;
begin
  select g.* into v_found from public.generations g where g.user_id = p_user and g.origin_id = v_origin;
  if found then
    return v_found;
  end if;
  insert into public.generations (id, user_id, kind, status, model, prompt, is_prompted, negative_prompt, settings,
    source_media_id, inputs, media_ids, price_credits_each, max_attempts, made_count, failure_code, created_at,
    finished_at, usual_seconds, wait_seconds, work_seconds, deadline_at, imported_at, origin_id)
  values (
    gen_random_uuid(), p_user, (p_request->>'kind')::public.generation_kind, v_status, p_request->>'model',
    p_request->>'prompt', (p_request->>'isPrompted')::boolean, p_request->>'negativePrompt', p_request->'settings',
    private.import_source(p_user, (p_request->>'sourceId')::uuid),
    (
      select coalesce(jsonb_agg(jsonb_build_object('role', i.input->>'role', 'id', own.id) order by i.place), '[]')
      from jsonb_array_elements(p_request->'inputs') with ordinality as i (input, place)
      cross join lateral (select private.import_source(p_user, (i.input->>'id')::uuid) as id) own
      where own.id is not null
    ),
    array(select gen_random_uuid() from generate_series(1, v_count)), 0, 1,
    case when v_status = 'succeeded' then greatest(1, least(v_count, (p_request->>'madeCount')::integer)) else 0 end,
    case when v_status = 'failed' then coalesce(p_request->>'failureCode', 'upstream_failure')::public.failure_code end,
    v_created_at, v_created_at, 1, 1, 2, v_created_at + interval '2 seconds', now(), v_origin
  )
  returning * into v_found;
  return v_found;
end
$$;
comment on function private.import_request is
  'A request of another Easel, which costs nothing here, is counted nowhere and has long ended. p_is_made: a file of it is '
  'there, so it succeeded.';

create function private.import_places(p_user uuid, p_media public.media, p_facts jsonb)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_place record;
  v_is_full boolean := false;
begin
  insert into public.media_tags (media_id, media_kind, user_id, generation_id, tag, made_at)
  select distinct on (private.fold(t.tag)) p_media.id, p_media.kind, p_user, p_media.generation_id, btrim(t.tag), p_media.created_at
  from jsonb_array_elements_text(p_facts->'tags') as t (tag)
  where private.fold(t.tag) <> ''
  limit greatest(0, 30 - (select count(*) from public.media_tags o where o.media_id = p_media.id))
  on conflict (media_id, folded) do nothing;
  for v_place in
    select distinct on (b.id) b.id, (p.place->>'position')::bigint as position
    from jsonb_array_elements(p_facts->'boards') as p (place)
    join public.boards b on b.user_id = p_user and b.deleted_at is null
      and ((p.place->>'id')::uuid in (b.origin_id, b.id))
    order by b.id
  loop
    if (select count(*) from public.board_media o where o.board_id = v_place.id) >= 10000 then
      v_is_full := true;
      continue;
    end if;
    insert into public.board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
    select v_place.id, p_media.id, p_media.kind, p_user, p_media.generation_id, case
      -- Two files at one place could not be told to change it.
      when exists (select from public.board_media o where o.board_id = v_place.id and o.position = v_place.position)
      then (select min(o.position) - 1 from public.board_media o where o.board_id = v_place.id)
      else v_place.position end, p_media.created_at
    on conflict (board_id, media_id) do nothing;
  end loop;
  return v_is_full;
end
$$;
comment on function private.import_places is
  'Puts a file on the person''s boards, and tags on it, as its facts say. True when a board had no room for it.';

create function private.import_file(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_facts jsonb := p_item->'facts';
  v_file jsonb := p_item->'file';
  v_media public.media;
  v_request public.generations;
  v_position integer := (v_facts->>'position')::integer;
  v_is_known boolean := true;
  v_app public.app_settings := (select s from public.app_settings s);
begin
  select m.* into v_media from public.media m
  where m.user_id = p_user and (m.origin_id = (v_facts->>'id')::uuid or m.id = (v_facts->>'id')::uuid)
    and (m.expires_at is null or m.expires_at > now())
  order by m.origin_id is null limit 1 for update;
  if not found then
    if jsonb_typeof(v_file) is distinct from 'object' then
      return 'later';
    elsif exists (
      select from public.media m
      where m.user_id = p_user and (m.origin_id = (v_facts->>'id')::uuid or m.id = (v_facts->>'id')::uuid)
        and m.taken_down_at is not null
    ) then
      return 'taken_down';
    end if;
    v_is_known := false;
    delete from public.media m where m.user_id = p_user and m.origin_id = (v_facts->>'id')::uuid;
    v_request := private.import_request(p_user, v_facts->'request', true);
    if v_request.status <> 'succeeded' or v_request.kind::text <> v_facts->'request'->>'kind' or v_position > v_request.output_count
      or exists (select from public.media m where m.generation_id = v_request.id and m.position = v_position) then
      return 'facts';
    end if;
    update public.generations g set media_ids[v_position] = (v_file->>'id')::uuid where g.id = v_request.id;
    delete from private.leftovers l where l.media_id = (v_file->>'id')::uuid;
    insert into public.media (id, kind, user_id, generation_id, position, width, height, duration_seconds, content_type,
      size_bytes, sha256, thumbhash, store, path, thumb_path, digital_source, has_frame, created_at, saved_at, trashed_at,
      expires_at, starred_at, origin_id)
    select (v_file->>'id')::uuid, v_request.kind, p_user, v_request.id, v_position, f.width, f.height, f."durationSeconds",
      f."contentType", f."sizeBytes", f.sha256, f.thumbhash, f.store, f.path, f."thumbPath", f."digitalSource",
      coalesce(f."hasFrame", true), private.import_time(v_facts->>'createdAt'), s.saved_at,
      case when s.is_trash then now() end,
      case when s.is_trash then now() + make_interval(days => v_app.trash_days)
        when s.saved_at is null then now() + make_interval(days => v_app.recent_days) end,
      private.import_time(v_facts->>'starredAt'), (v_facts->>'id')::uuid
    from jsonb_to_record(v_file) as f (
      width integer, height integer, "durationSeconds" real, "contentType" text, "sizeBytes" bigint, sha256 text,
      thumbhash text, store text, path text, "thumbPath" text, "digitalSource" text, "hasFrame" boolean
    )
    cross join lateral (
      select v_facts->>'shelf' = 'trash' as is_trash, case
        when v_facts->>'shelf' = 'saved' or v_facts->>'shelf' = 'trash' and v_facts->>'savedAt' is not null
        then coalesce(private.import_time(v_facts->>'savedAt'), now()) end as saved_at
    ) s
    returning * into v_media;
  elsif v_media.starred_at is null and v_facts->>'starredAt' is not null then
    update public.media m set starred_at = private.import_time(v_facts->>'starredAt')
    where m.id = v_media.id and m.kind = v_media.kind;
  end if;
  if private.import_places(p_user, v_media, v_facts) then
    return 'board_full';
  end if;
  return case when v_is_known then 'known' end;
end
$$;
comment on function private.import_file is
  'Puts a stored file on record with its request, or finds the one that there is; then its star, boards and tags. Null: '
  'made. known; or why it could not be: facts; taken_down; later: it is not there, and not stored; board_full (but it is there).';

create function private.import_upload(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_facts jsonb := p_item->'facts';
  v_file jsonb := p_item->'file';
  v_known uuid;
begin
  update public.uploads u set expires_at = greatest(u.expires_at, now() + interval '1 day')
  where u.user_id = p_user and (u.origin_id = (v_facts->>'id')::uuid or u.id = (v_facts->>'id')::uuid)
  returning u.id into v_known;
  if v_known is not null then
    return 'known';
  elsif jsonb_typeof(v_file) is distinct from 'object' then
    return 'later';
  end if;
  delete from private.leftovers l where l.media_id = (v_file->>'id')::uuid;
  insert into public.uploads (id, user_id, role, width, height, content_type, size_bytes, sha256, thumbhash, store, path,
    thumb_path, created_at, expires_at, frame_of, origin_id)
  select (v_file->>'id')::uuid, p_user, v_facts->>'role', f.width, f.height, f."contentType", f."sizeBytes", f.sha256,
    f.thumbhash, f.store, f.path, f."thumbPath", private.import_time(v_facts->>'createdAt'), now() + interval '1 day',
    private.import_source(p_user, (v_facts->>'frameOf')::uuid), (v_facts->>'id')::uuid
  from jsonb_to_record(v_file) as f (
    width integer, height integer, "contentType" text, "sizeBytes" bigint, sha256 text, thumbhash text, store text,
    path text, "thumbPath" text
  );
  return null;
end
$$;
comment on function private.import_upload is 'The same for a picture that something is made from: for a day, and as long as that is there.';

create function private.import_board(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_board public.boards;
  v_cover uuid;
begin
  perform private.lock_boards(p_user);
  select b.* into v_board from public.boards b
  where b.user_id = p_user and (b.origin_id = (p_item->>'id')::uuid or b.id = (p_item->>'id')::uuid)
  order by b.origin_id is null limit 1;
  if v_board.id is not null and v_board.deleted_at is null then
    v_cover := private.import_source(p_user, (p_item->>'coverId')::uuid);
    update public.boards b set cover_media_id = v_cover
    where b.id = v_board.id and b.cover_media_id is null
      and exists (select from public.board_media o where o.board_id = b.id and o.media_id = v_cover);
    return 'known';
  end if;
  if (select count(*) from public.boards b where b.user_id = p_user and b.deleted_at is null) >= 200 then
    return 'too_many_boards';
  end if;
  if v_board.id is not null then
    update public.boards b set deleted_at = null where b.id = v_board.id;
    return null;
  end if;
  insert into public.boards (id, user_id, name, position, created_at, origin_id)
  values (gen_random_uuid(), p_user, private.check_board_name(p_item->>'name'),
    coalesce((select max(b.position) from public.boards b where b.user_id = p_user), 0) + 1,
    private.import_time(p_item->>'createdAt'), (p_item->>'id')::uuid);
  return null;
end
$$;
comment on function private.import_board is 'Makes a board, behind those that there are, or finds it; once its cover is on it, that stands for it.';

create function private.import_search(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('searches of ' || p_user::text, 0));
  if exists (
    select from public.saved_searches s where s.user_id = p_user and s.name = p_item->>'name' and s.query = p_item->>'query'
  ) then
    return 'known';
  elsif (select count(*) from public.saved_searches s where s.user_id = p_user) >= 50 then
    return 'too_many_searches';
  end if;
  insert into public.saved_searches (id, user_id, name, query, created_at)
  values (gen_random_uuid(), p_user, private.check_board_name(p_item->>'name'), p_item->>'query',
    private.import_time(p_item->>'createdAt'));
  return null;
end
$$;
comment on function private.import_search is 'Keeps a saved search, unless there is one with this name that searches for this.';

create function private.import_prompt(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_request public.generations;
  v_is_new boolean;
  v_cleared_at timestamptz := (select u.prompts_cleared_at from public.users u where u.id = p_user);
  v_last_used_at timestamptz := private.import_time(p_item->>'lastUsedAt');
begin
  select g.* into v_request from public.generations g
  where g.user_id = p_user and g.id = (p_item->'request'->>'id')::uuid;
  if not found then
    v_request := private.import_request(p_user, p_item->'request', false);
  end if;
  if v_request.prompt = '' or not v_request.is_prompted then
    return 'facts';
  end if;
  insert into public.prompt_history as h (id, user_id, kind, digest, generation_id, uses, last_used_at, starred_at)
  values (v_request.id, p_user, v_request.kind, sha256(convert_to(v_request.prompt, 'UTF8')), v_request.id,
    (p_item->>'uses')::integer, case when v_last_used_at <= v_cleared_at then now() else v_last_used_at end,
    private.import_time(p_item->>'starredAt'))
  on conflict (user_id, kind, digest) do update set
    uses = greatest(h.uses, excluded.uses), last_used_at = greatest(h.last_used_at, excluded.last_used_at),
    starred_at = coalesce(h.starred_at, excluded.starred_at), deleted_at = null
  returning xmax = 0 into v_is_new;
  return case when not v_is_new then 'known' end;
end
$$;
comment on function private.import_prompt is 'Puts a prompt into the history, or a star on the one that is there.';

create function private.import_book(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
begin
  -- One's own books are here as they are.
  if (p_item->>'accountId')::uuid = p_user then
    return 'known';
  end if;
  insert into public.imported_books (user_id, part, account_id, record_id, made_at, facts)
  values (p_user, p_item->>'part', (p_item->>'accountId')::uuid,
    coalesce(p_item->'facts'->>'seq', p_item->'facts'->>'id'), (p_item->'facts'->>'createdAt')::timestamptz, p_item->'facts')
  on conflict do nothing;
  return case when not found then 'known' end;
end
$$;
comment on function private.import_book is 'Keeps a line of another Easel''s ledger or receipts, to be read.';

create function private.import_picture(p_user uuid, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
begin
  perform from public.users u where u.id = p_user for update;
  if exists (select from public.avatars a where a.user_id = p_user) then
    return 'known';
  end if;
  perform private.keep_avatar(p_user, p_item->>'version', p_item->>'webp');
  return null;
end
$$;
comment on function private.import_picture is 'Makes it the person''s picture, unless they have one here.';

create function private.import_thing(p_user uuid, p_part text, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
begin
  return case p_part
    when 'files' then private.import_file(p_user, p_item)
    when 'uploads' then private.import_upload(p_user, p_item)
    when 'boards' then private.import_board(p_user, p_item)
    when 'covers' then private.import_board(p_user, p_item)
    when 'searches' then private.import_search(p_user, p_item)
    when 'prompts' then private.import_prompt(p_user, p_item)
    when 'books' then private.import_book(p_user, p_item)
    when 'picture' then private.import_picture(p_user, p_item)
  end;
exception
  when integrity_constraint_violation or data_exception or program_limit_exceeded then
    return 'facts';
  when sqlstate 'PT400' then
    return 'facts';
end
$$;
comment on function private.import_thing is 'Brings one thing in, or not at all. Null: made; known; or why not.';

create function public.import_batch(
  p_import_id uuid, p_lease_token uuid, p_items jsonb, p_place text, p_files_total integer, p_files_done integer,
  p_lease_seconds integer
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.imports := private.hold_import(p_import_id, p_lease_token);
  v_item record;
  v_outcome text;
  v_counted text;
begin
  for v_item in select * from jsonb_to_recordset(p_items) as i (part text, name text, why text, thing jsonb) loop
    v_outcome := coalesce(v_item.why, private.import_thing(v_import.user_id, v_item.part, v_item.thing));
    v_counted := case when v_outcome is null or v_outcome = 'board_full' then v_item.part when v_outcome = 'known' and v_item.part <> 'covers' then 'known' end;
    if v_counted is not null then
      v_import.counts := v_import.counts
        || jsonb_build_object(v_counted, coalesce((v_import.counts->>v_counted)::integer, 0) + 1);
    end if;
    if v_outcome <> 'known' then
      v_import.fault_count := v_import.fault_count + 1;
      if v_import.fault_count <= 1000 then
        insert into public.import_faults (import_id, seq, user_id, name, why)
        values (p_import_id, v_import.fault_count, v_import.user_id, left(v_item.name, 300), v_outcome);
      end if;
    end if;
  end loop;
  update public.imports i
  set counts = v_import.counts, fault_count = v_import.fault_count, files_total = p_files_total, files_done = p_files_done
  where i.id = p_import_id;
  update private.import_jobs j
  set place = p_place, failures = case when j.place = p_place then j.failures else 0 end, worked_at = clock_timestamp(),
    lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
  where j.import_id = p_import_id;
end
$$;
comment on function public.import_batch is
  'Brings in some things, each by itself, and moves the place where it goes on, in one transaction. p_items: [{part, name, '
  'why, thing}]; why: it cannot come in, as whoever read the zip has found. Error: stale_lease.';
grant execute on function public.import_batch to service_role;

create function public.known_imports(p_import_id uuid, p_lease_token uuid, p_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := (private.hold_import(p_import_id, p_lease_token)).user_id;
begin
  return query
  select i.id from unnest(private.valid_ids(p_ids)) as i (id)
  where exists (
      select from public.media m
      where m.user_id = v_user and (m.origin_id = i.id or m.id = i.id) and (m.expires_at is null or m.expires_at > now())
    ) or exists (
      select from public.uploads u where u.user_id = v_user and (u.origin_id = i.id or u.id = i.id)
    );
end
$$;
comment on function public.known_imports is 'Which of these files and uploads the person has already. Error: stale_lease.';
grant execute on function public.known_imports to service_role;

create function public.data_page()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.imports;
begin
  select i.* into v_last from public.imports i where i.user_id = (select auth.uid()) order by i.created_at desc, i.id desc limit 1;
  return jsonb_build_object(
    'account', private.account_view(),
    'hasBooks', exists (select from public.imported_books b where b.user_id = (select auth.uid())),
    'lastImport', case when v_last.id is not null then jsonb_build_object(
      'id', v_last.id, 'state', v_last.state, 'filesTotal', v_last.files_total, 'filesDone', v_last.files_done,
      'counts', v_last.counts, 'faultCount', v_last.fault_count, 'problem', v_last.problem,
      'createdAt', v_last.created_at, 'finishedAt', v_last.finished_at,
      'faults', (
        select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'why', f.why) order by f.seq), '[]')
        from (
          select o.* from public.import_faults o where o.import_id = v_last.id order by o.seq limit 200
        ) f
      )
    ) end
  );
end
$$;
comment on function public.data_page is 'dataPage: the viewer''s latest import with its first 200 faults, and whether there are books of another Easel.';
grant execute on function public.data_page to authenticated;

create function public.books_page(p_part text, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_page_size integer := least(100, greatest(1, p_page_size));
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'total', (
      select count(*) from public.imported_books b where b.user_id = (select auth.uid()) and b.part = p_part
    ),
    'rows', (
      select coalesce(jsonb_agg(r.facts order by r.made_at desc, r.account_id, r.record_id), '[]')
      from (
        select b.* from public.imported_books b where b.user_id = (select auth.uid()) and b.part = p_part
        order by b.made_at desc, b.account_id, b.record_id
        limit v_page_size offset (greatest(1, p_page) - 1)::bigint * v_page_size
      ) r
    )
  );
end
$$;
comment on function public.books_page is 'booksPage: a page of the ledger or the receipts of the viewer''s earlier Easels, newest first, at most 100.';
grant execute on function public.books_page to authenticated;
