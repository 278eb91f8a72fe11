create function public.media_rows(p jsonb)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'kind', m.kind, 'store', m.store, 'path', m.path, 'thumbPath', m.thumb_path, 'contentType', m.content_type,
    'sizeBytes', m.size_bytes, 'sha256', m.sha256, 'width', m.width, 'height', m.height
  ) order by m.id), '[]')
  from (
    select * from public.media o
    where o.id > coalesce((p->>'after')::uuid, '00000000-0000-0000-0000-000000000000')
    order by o.id limit least(1000, greatest(1, (p->>'limit')::integer))
  ) m
$$;
comment on function public.media_rows is
  '{after, limit} → the next files of everybody in the order of their ids, for the comparison with the stores. Start with null.';
grant execute on function public.media_rows to service_role;

create function public.known_objects(p jsonb)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  with asked as (
    select distinct a.path from jsonb_array_elements_text(p->'paths') as a (path)
  ), known as (
    select m.path, 'kept' as state from public.media m join asked a on a.path = m.path where m.store = p->>'store'
    union
    select m.thumb_path, 'kept' from public.media m join asked a on a.path = m.thumb_path where m.store = p->>'store'
    union
    select b.path, 'to_delete' from private.blob_deletions b join asked a on a.path = b.path where b.store = p->>'store'
  )
  select coalesce(jsonb_agg(jsonb_build_object('path', k.path, 'state', k.state) order by k.path, k.state), '[]') from known k
$$;
comment on function public.known_objects is
  '{store, paths} → [{path, state}]: kept when a file needs the object, to_delete when a clean-up will remove it. An object that '
  'nobody knows is left out.';
grant execute on function public.known_objects to service_role;
