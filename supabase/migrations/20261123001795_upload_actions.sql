create table private.upload_folder (
  only_row boolean not null default true,
  visitors uuid not null default gen_random_uuid(),
  constraint upload_folder_pkey primary key (only_row),
  constraint upload_folder_only_row check (only_row)
);
comment on table private.upload_folder is 'Where visitors'' uploads lie in every store: exactly one row.';
comment on column private.upload_folder.visitors is
  'Of this database alone, so that what lies there is known to be its own, also after a backup came back.';
alter table private.upload_folder enable row level security;
insert into private.upload_folder default values;

create function public.plan_upload(p_upload_id uuid, p_user_id uuid default null)
returns uuid
language sql
security definer
set search_path = ''
as $$
  insert into private.leftovers (media_id, user_id)
  values (p_upload_id, coalesce(p_user_id, (select f.visitors from private.upload_folder f)))
  returning user_id
$$;
comment on function public.plan_upload is
  'Something is about to be stored for it: returns in which folder, that person''s or, without one, the visitors''. What '
  'keep_upload does not take over is cleared like any leftover.';
grant execute on function public.plan_upload to service_role;

create function private.drop_surplus_uploads(p_user_id uuid, p_visitor_hash text, p_role text)
returns void
language sql
set search_path = ''
as $$
  update public.uploads u set expires_at = now()
  where u.id = any (array(
    select s.id from public.uploads s
    where s.expires_at > now() and s.id in (
      select o.id from public.uploads o
      where (o.user_id = p_user_id or o.visitor_hash = p_visitor_hash) and o.role = p_role
        and o.created_at > now() - interval '1 day'
      order by o.created_at desc, o.id desc offset case when p_user_id is null then 6 else 60 end limit 100
    )
    order by s.id for update skip locked
  ))
$$;
comment on function private.drop_surplus_uploads is
  'Of the last day, a person''s latest 60 uploads for one purpose stay, a visitor''s latest 6, beside those that '
  'something was made from.';

create function public.keep_upload(
  p_upload_id uuid,
  p_role text,
  p_file jsonb,
  p_user_id uuid default null,
  p_session_id uuid default null,
  p_visitor_hash text default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_expires_at timestamptz := now() + case when p_user_id is null then interval '2 hours' else interval '1 day' end;
  v_known uuid;
begin
  if p_user_id is not null then
    perform private.require_session(p_user_id, p_session_id);
  end if;
  -- One after the other, so that the same file sent twice at once is found too.
  perform pg_advisory_xact_lock(hashtextextended('uploads of ' || coalesce(p_user_id::text, p_visitor_hash), 0));
  update public.uploads u set expires_at = greatest(u.expires_at, v_expires_at)
  where u.id = (
    select o.id from public.uploads o
    where (o.user_id = p_user_id or o.visitor_hash = p_visitor_hash) and o.role = p_role
      and o.sha256 = p_file->>'sha256' and o.expires_at > now()
    order by o.created_at desc, o.id desc limit 1
  ) and u.expires_at > now()
  returning u.id into v_known;
  if v_known is not null then
    return v_known;
  end if;
  delete from private.leftovers l where l.media_id = p_upload_id;
  insert into public.uploads (id, user_id, visitor_hash, role, width, height, content_type, size_bytes, sha256, thumbhash,
    store, path, thumb_path, expires_at, frame_of)
  select p_upload_id, p_user_id, p_visitor_hash, p_role, f.width, f.height, f."contentType", f."sizeBytes", f.sha256,
    f.thumbhash, f.store, f.path, f."thumbPath", v_expires_at, f."frameOf"
  from jsonb_to_record(p_file) as f (
    width integer, height integer, "contentType" text, "sizeBytes" bigint, sha256 text, thumbhash text, store text,
    path text, "thumbPath" text, "frameOf" uuid
  );
  perform private.drop_surplus_uploads(p_user_id, p_visitor_hash, p_role);
  return p_upload_id;
end
$$;
comment on function public.keep_upload is
  'Puts a stored upload on record, as that person''s for a day or, without one, as that visitor''s for two hours. The '
  'same bytes given for the same purpose again are the upload that there is, so that a form sent twice asks for one '
  'thing: what was stored anew is then cleared as a leftover. Returns its id. '
  'p_file: {width, height, contentType, sizeBytes, sha256, thumbhash, store, path, thumbPath, frameOf}.';
grant execute on function public.keep_upload to service_role;

create function public.claim_uploads(p_user_id uuid, p_session_id uuid, p_visitor_hash text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.uploads u
  set user_id = p_user_id, visitor_hash = null, expires_at = now() + interval '1 day'
  where u.visitor_hash = p_visitor_hash and u.expires_at > now();
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function public.claim_uploads is
  'What a visitor gave is the person''s who has signed in there, for a day. Returns how many there were.';
grant execute on function public.claim_uploads to service_role;

create function public.visitor_uploads(p_visitor_hash text)
returns table (
  id uuid, role text, width integer, height integer, thumbhash text, store text, path text, thumb_path text,
  content_type text, size_bytes bigint, sha256 text, prompt text
)
language sql
stable
security definer
set search_path = ''
as $$
  select u.id, u.role, u.width, u.height, u.thumbhash, u.store, u.path, u.thumb_path, u.content_type, u.size_bytes,
    u.sha256, ''
  from public.uploads u where u.visitor_hash = p_visitor_hash and u.expires_at > now()
  order by u.created_at desc, u.id desc
$$;
comment on function public.visitor_uploads is 'What that visitor gave, newest first, with where it lies.';
grant execute on function public.visitor_uploads to service_role;

create function private.is_upload_needed(p_upload uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.generations g
    where (g.source_media_id = p_upload
        or g.inputs <> '[]' and g.inputs @> jsonb_build_array(jsonb_build_object('id', p_upload)))
      and (g.status in ('queued', 'running') or exists (select from public.media m where m.generation_id = g.id))
  )
$$;
comment on function private.is_upload_needed is
  'Whether an unfinished request is made from it, or a file that is still there was.';

create function private.delete_expired_uploads(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_count integer;
begin
  select array_agg(o.id) into v_ids from (
    select u.id from public.uploads u where u.expires_at <= now()
    order by u.expires_at limit p_limit for update skip locked
  ) o;
  update public.uploads u set expires_at = now() + interval '1 day'
  where u.id = any (v_ids) and private.is_upload_needed(u.id);
  -- Whoever starts something from one puts its end off, and waits for the lock before it does.
  delete from public.uploads u where u.id = any (v_ids) and u.expires_at <= now();
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.delete_expired_uploads is
  'Deletes uploads that have expired, so many at most, except what is needed: that is looked at again a day later. '
  'Returns how many.';
