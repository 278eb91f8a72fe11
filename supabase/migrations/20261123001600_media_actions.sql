create function private.valid_ids(p_ids text[])
returns uuid[]
language sql
immutable
set search_path = ''
as $$
  select array(
    select distinct private.as_uuid(i.id) from unnest(p_ids) as i (id) where private.as_uuid(i.id) is not null
  )
$$;
comment on function private.valid_ids is 'The ids that are UUIDs, each once: a made-up one answers like a missing one.';
grant execute on function private.valid_ids to authenticated;

create function public.media_places(p_media_ids text[])
returns table (id uuid, store text, path text, thumb_path text, content_type text)
language sql
stable
set search_path = ''
as $$
  select m.id, m.store, m.path, m.thumb_path, m.content_type
  from public.media m
  where m.id = any (private.valid_ids(p_media_ids)) and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
  order by m.id
$$;
comment on function public.media_places is 'Where those of the viewer''s own files lie that can be saved.';
grant execute on function public.media_places to authenticated;

create function public.save_media(p_user_id uuid, p_session_id uuid, p_files jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_left jsonb;
begin
  perform private.require_session(p_user_id, p_session_id);
  with requested as (
    select distinct on (f.id) f.* from (
      select private.as_uuid(a."mediaId") as id, a."from" as old_path, a."thumbFrom" as thumb_from, a.path,
        a."thumbPath" as thumb_path
      from jsonb_to_recordset(p_files) as a (
        "mediaId" text, "from" text, "thumbFrom" text, path text, "thumbPath" text)
    ) f order by f.id
  ), chosen as (
    -- A poster that has come meanwhile stays where it is, and the copy of the drawn one is left behind.
    select m.id, m.kind, m.store, m.path as old_path, m.thumb_path as old_thumb_path, a.path,
      a.thumb_path as copied_thumb_path,
      case when m.thumb_path <> a.thumb_from then m.thumb_path else a.thumb_path end as thumb_path
    from public.media m join requested a on a.id = m.id
    where m.user_id = p_user_id and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
      and m.path in (a.old_path, a.path)
    order by m.id for update of m
  ), changed as (
    update public.media m
    set saved_at = coalesce(m.saved_at, now()), expires_at = null, path = c.path, thumb_path = c.thumb_path
    from chosen c where m.id = c.id and m.kind = c.kind returning m.id
  ), left_behind as (
    insert into private.blob_deletions (store, path, leased_until)
    select c.store, o.path, now() + interval '10 minutes'
    from chosen c cross join lateral (values
      (c.old_path, c.path), (c.old_thumb_path, c.thumb_path), (c.copied_thumb_path, c.thumb_path)
    ) as o (path, new_path)
    where o.path <> o.new_path
    on conflict do nothing
    returning blob_deletions.store, blob_deletions.path
  )
  select (select array_agg(c.id order by c.id) from changed c),
    (select coalesce(jsonb_agg(jsonb_build_object('store', l.store, 'path', l.path)), '[]') from left_behind l)
  into v_ids, v_left;
  if v_ids is null then
    perform private.refuse('not_found');
  end if;
  return jsonb_build_object('mediaIds', to_jsonb(v_ids), 'left', v_left);
end
$$;
comment on function public.save_media is
  'p_files: [{mediaId, from, thumbFrom, path, thumbPath}]. Returns {mediaIds, left: [{store, path}]}. Keeps the '
  'user''s files for good, at the new paths, to which their objects have been copied from the old ones; a thumbnail '
  'that is not at thumbFrom any more stays where it is. What no row names then is left to be '
  'deleted: by the caller, who confirms with confirm_deletions, or after ten minutes by a clean-up. A repeat changes '
  'nothing. Files that are missing, in the trash, someone else''s or no longer at from or path are left out; '
  'not_found when that leaves none.';
grant execute on function public.save_media to service_role;

create function public.trash_media(p_user_id uuid, p_session_id uuid, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  with chosen as (
    select m.id, m.kind from public.media m
    where m.id = any (private.valid_ids(p_media_ids)) and m.user_id = p_user_id
      and (m.expires_at is null or m.expires_at > now())
    order by m.id for update
  ), changed as (
    update public.media m
    set trashed_at = coalesce(m.trashed_at, now()),
      expires_at = case when m.trashed_at is null then now() + make_interval(days => s.trash_days) else m.expires_at end
    from chosen c cross join public.app_settings s
    where m.id = c.id and m.kind = c.kind returning m.id
  )
  select c.id from changed c;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.trash_media is
  'Moves the user''s files to the trash, where they stay for app_settings.trash_days. Returns the ids that it '
  'reached; not_found when it reached none.';
grant execute on function public.trash_media to service_role;

create function public.restore_media(p_user_id uuid, p_session_id uuid, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  with chosen as (
    select m.id, m.kind from public.media m
    where m.id = any (private.valid_ids(p_media_ids)) and m.user_id = p_user_id and m.trashed_at is not null
      and m.expires_at > now()
    order by m.id for update
  ), changed as (
    update public.media m
    set trashed_at = null,
      expires_at = case when m.saved_at is null then now() + make_interval(days => s.recent_days) end
    from chosen c cross join public.app_settings s
    where m.id = c.id and m.kind = c.kind returning m.id
  )
  select c.id from changed c;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.restore_media is
  'Takes the user''s files out of the trash: saved ones are saved again, the others get a new clock. Returns the ids '
  'that it reached; not_found when it reached none.';
grant execute on function public.restore_media to service_role;

create function public.drawn_poster(p_media_id text)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text, prompt text,
  width integer, height integer
)
language sql
stable
set search_path = ''
as $$
  select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256, ''::text, m.width, m.height
  from public.media m
  where m.id = private.as_uuid(p_media_id) and m.kind = 'video' and not m.has_frame and m.trashed_at is null
    and (m.expires_at is null or m.expires_at > now())
$$;
comment on function public.drawn_poster is
  'One of the viewer''s own videos whose thumbnail is drawn, as long as it is; no row for every other file.';
grant execute on function public.drawn_poster to authenticated;

create function public.keep_poster(
  p_user_id uuid,
  p_session_id uuid,
  p_media_id uuid,
  p_store text,
  p_thumb_path text,
  p_poster_path text,
  p_thumbhash text
)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_is_kept boolean;
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.media m set has_frame = true, thumbhash = p_thumbhash, thumb_path = p_poster_path
  where m.id = p_media_id and m.kind = 'video' and m.user_id = p_user_id and not m.has_frame and m.store = p_store
    and m.thumb_path = p_thumb_path and m.trashed_at is null and (m.expires_at is null or m.expires_at > now());
  v_is_kept := found or exists (select from public.media m where m.id = p_media_id and m.thumb_path = p_poster_path);
  insert into private.blob_deletions (store, path, leased_until)
  values (p_store, case when v_is_kept then p_thumb_path else p_poster_path end, now() + interval '10 minutes')
  on conflict do nothing;
  return v_is_kept;
end
$$;
comment on function public.keep_poster is
  'Puts one of its frames, stored at p_poster_path, in the place of the thumbnail of that person''s video, which lay in '
  'p_store at p_thumb_path, once. False: there is one already, or the file has gone or moved meanwhile. Whichever of '
  'the two is needed no more is deleted ten minutes later. A repeat changes nothing.';
grant execute on function public.keep_poster to service_role;
