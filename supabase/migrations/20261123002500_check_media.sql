create function public.media_rows(p_limit integer, p_after uuid default null)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text, width integer,
  height integer
)
language sql
stable
security definer
set search_path = ''
as $$
  (
    select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256, m.width, m.height
    from public.media m
    where m.id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    order by m.id limit least(1000, greatest(1, p_limit))
  )
  union all
  (
    select u.id, u.store, u.path, u.thumb_path, u.content_type, u.size_bytes, u.sha256, u.width, u.height
    from public.uploads u
    where u.id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    order by u.id limit least(1000, greatest(1, p_limit))
  )
  order by 1 limit least(1000, greatest(1, p_limit))
$$;
comment on function public.media_rows is
  'The files and uploads of everybody after p_after (null: from the first) in the order of their ids, for the '
  'comparison with the stores.';
grant execute on function public.media_rows to service_role;

create function public.known_objects(p_store text, p_paths text[])
returns table (path text, to_delete boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
  select m.path, false from public.media m where m.store = p_store and m.path = any (p_paths)
  union
  select m.thumb_path, false from public.media m where m.store = p_store and m.thumb_path = any (p_paths)
  union
  select u.path, false from public.uploads u where u.store = p_store and u.path = any (p_paths)
  union
  select u.thumb_path, false from public.uploads u where u.store = p_store and u.thumb_path = any (p_paths)
  union
  select j.path, false from private.import_jobs j where j.store = p_store and j.path = any (p_paths)
  union
  select b.path, true from private.blob_deletions b where b.store = p_store and b.path = any (p_paths)
  order by 1, 2;
end
$$;
comment on function public.known_objects is
  'Those of the paths that a file or an import needs, and those that a clean-up will delete. An object that nobody knows is left '
  'out.';
grant execute on function public.known_objects to service_role;
