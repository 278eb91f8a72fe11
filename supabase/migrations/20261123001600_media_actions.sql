create table public.shares (
  id uuid not null,
  user_id uuid not null,
  media_id uuid not null,
  media_kind public.generation_kind not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint shares_pkey primary key (id),
  constraint shares_user_id_fkey foreign key (user_id) references public.users (id),
  constraint shares_media_fkey foreign key (media_id, media_kind) references public.media (id, kind) on delete cascade,
  constraint shares_token_hash_key unique (token_hash),
  constraint shares_token_hash check (token_hash ~ '^[0-9a-f]{64}$')
);
comment on table public.shares is 'Links by which anybody may see one file until they are revoked.';
comment on column public.shares.token_hash is
  'SHA-256, hex, of the link''s 128-bit token. The token itself is not kept.';
create unique index shares_one_live_per_media on public.shares (media_id, media_kind) where revoked_at is null;
create index shares_media on public.shares (media_id, media_kind);
create index shares_user on public.shares (user_id, created_at desc);
alter table public.shares enable row level security;
create policy shares_own on public.shares for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.shares to authenticated, service_role;

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
      select private.as_uuid(a."mediaId") as id, a."from" as old_path, a.path, a."thumbPath" as thumb_path
      from jsonb_to_recordset(p_files) as a ("mediaId" text, "from" text, path text, "thumbPath" text)
    ) f order by f.id
  ), chosen as (
    select m.id, m.kind, m.store, m.path as old_path, m.thumb_path as old_thumb_path, a.path, a.thumb_path
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
    from chosen c cross join lateral (values (c.old_path, c.path), (c.old_thumb_path, c.thumb_path)) as o (path, new_path)
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
  'p_files: [{mediaId, from, path, thumbPath}]. Returns {mediaIds, left: [{store, path}]}. Keeps the user''s files '
  'for good, at the new paths, to which their objects have been copied. What lay at the old ones is left to be '
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

create function public.share_media(
  p_user_id uuid,
  p_session_id uuid,
  p_media_id text,
  p_share_id uuid,
  p_token_hash text
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_media public.media;
  v_share uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  select m.* into v_media from public.media m
  where m.id = private.as_uuid(p_media_id) and m.user_id = p_user_id and m.trashed_at is null
    and (m.expires_at is null or m.expires_at > now())
  for update;
  if not found then
    perform private.refuse('not_found');
  end if;
  select s.id into v_share from public.shares s
  where s.media_id = v_media.id and s.media_kind = v_media.kind and s.revoked_at is null;
  if v_share is null then
    v_share := p_share_id;
    insert into public.shares (id, user_id, media_id, media_kind, token_hash)
    values (v_share, v_media.user_id, v_media.id, v_media.kind, p_token_hash);
  end if;
  return v_share;
end
$$;
comment on function public.share_media is
  'Makes a link to the user''s own file, and returns its id; a file that has a live link keeps it. The caller derives '
  'the token from the share''s id, so that it can show the link again.';
grant execute on function public.share_media to service_role;

create function public.revoke_share(p_user_id uuid, p_session_id uuid, p_share_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.shares s set revoked_at = coalesce(s.revoked_at, now())
  where s.id = private.as_uuid(p_share_id) and s.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.revoke_share is 'The link is dead from now on.';
grant execute on function public.revoke_share to service_role;

create function public.shared_media(p_token_hash text)
returns table (
  id uuid, kind public.generation_kind, width integer, height integer, thumbhash text, prompt text, model text,
  created_at timestamptz, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text
)
language sql
stable
security definer
set search_path = ''
as $$
  select m.id, m.kind, m.width, m.height, m.thumbhash, g.prompt, g.model, m.created_at, m.store, m.path, m.thumb_path,
    m.content_type, m.size_bytes, m.sha256
  from public.shares s
  join public.media m on m.id = s.media_id and m.kind = s.media_kind
  join public.generations g on g.id = m.generation_id
  where s.token_hash = p_token_hash and s.revoked_at is null and m.trashed_at is null
    and (m.expires_at is null or m.expires_at > now())
$$;
comment on function public.shared_media is 'What a shared page shows and serves, or no row.';
grant execute on function public.shared_media to service_role;
