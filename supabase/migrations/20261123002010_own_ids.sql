-- Equality of enums and matching of words are not leakproof, so under row-level security they cannot use an index. The
-- following functions therefore pick ids with their owner's rights, always and only of the person who asks; what the
-- ids stand for is read under row-level security again.
create function private.current_user_id()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when private.session_is_live() then auth.uid() end;
end
$$;
comment on function private.current_user_id is 'Who asks; null for visitors and revoked sessions.';

create function private.own_generation_ids(p_kind public.generation_kind, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select g.id from public.generations g where g.user_id = v_user and g.kind = p_kind
    order by g.created_at desc, g.id desc limit p_limit
  );
end
$$;
comment on function private.own_generation_ids is 'The asking person''s latest generations of one kind, newest first.';
grant execute on function private.own_generation_ids to authenticated;

create function private.own_picture_ids(p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select m.id from public.media m
    where m.user_id = v_user and m.shelf in ('recent', 'saved') and m.kind <> 'video'
      and (m.expires_at is null or m.expires_at > now())
    order by m.created_at desc, m.id desc limit p_limit
  );
end
$$;
comment on function private.own_picture_ids is
  'The asking person''s latest recent and saved pictures, newest first: what something new can be made from.';
grant execute on function private.own_picture_ids to authenticated;

create function private.own_neighbours(p_media uuid, p_view public.media_shelf, p_sort text, p_search text)
returns table (list public.media_shelf, previous_id uuid, next_id uuid)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_media public.media;
  v_search private.search;
  v_newer uuid;
  v_older uuid;
begin
  select m.* into v_media from public.media m where m.id = p_media and m.user_id = private.current_user_id();
  list := coalesce(p_view, v_media.shelf);
  if btrim(p_search) <> '' then
    v_search := private.parse_search(v_media.user_id, p_search);
  end if;
  -- By their place in time, so that a file which has left the list since still has the same neighbours.
  v_newer := (
    select m.id from public.media m
    where m.user_id = v_media.user_id and m.shelf = list and (m.expires_at is null or m.expires_at > now())
      and (m.created_at, m.id) > (v_media.created_at, v_media.id)
      and (v_search is null or private.matches_search(m.generation_id, m.user_id, v_search))
    order by m.created_at, m.id limit 1
  );
  v_older := (
    select m.id from public.media m
    where m.user_id = v_media.user_id and m.shelf = list and (m.expires_at is null or m.expires_at > now())
      and (m.created_at, m.id) < (v_media.created_at, v_media.id)
      and (v_search is null or private.matches_search(m.generation_id, m.user_id, v_search))
    order by m.created_at desc, m.id desc limit 1
  );
  if p_sort = 'oldest' then
    previous_id := v_older;
    next_id := v_newer;
  else
    previous_id := v_newer;
    next_id := v_older;
  end if;
  return next;
end
$$;
comment on function private.own_neighbours is
  'The files before and after one of the asking person''s own in a list of the gallery, and which view that is: the '
  'one asked for, else the file''s own.';
grant execute on function private.own_neighbours to authenticated;

create function private.own_made_into(p_media uuid, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select m.id from public.generations g join public.media m on m.generation_id = g.id
    where g.source_media_id = p_media and g.user_id = v_user and m.user_id = v_user and m.trashed_at is null
      and (m.expires_at is null or m.expires_at > now())
    order by m.created_at desc, m.id desc limit p_limit
  );
end
$$;
comment on function private.own_made_into is
  'The asking person''s latest files that were made from one picture, newest first.';
grant execute on function private.own_made_into to authenticated;

create function private.own_gallery(
  p_view public.media_shelf,
  p_sort text,
  p_page integer,
  p_page_size integer,
  p_kind public.generation_kind,
  p_model text,
  p_search text
)
returns table (ids uuid[], total bigint, unfiltered bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_search private.search;
  v_page_size integer := least(100, greatest(1, p_page_size));
  v_order text := case when p_sort = 'oldest' then 'asc' else 'desc' end;
  v_base text := 'from public.media m where m.user_id = $1 and m.shelf = $2 and (m.expires_at is null or m.expires_at > now())';
  v_filter text := '';
begin
  -- Put together from fixed pieces, so that each combination gets its own plan; values only ever travel as parameters.
  if p_kind is not null then
    v_filter := ' and m.kind = $3';
  end if;
  if p_model is not null then
    v_filter := v_filter
      || ' and (m.generation_id, m.kind) in (select g.id, g.kind from public.generations g where g.user_id = $1 and g.model = $4)';
  end if;
  if btrim(p_search) <> '' then
    v_search := private.parse_search(v_user, p_search);
    v_filter := v_filter || ' and m.generation_id in (select i.generation_id from private.prompt_index i where i.user_id = $1'
      || case when v_search.grams <> '{}' then ' and i.grams @> ($5).grams' else '' end
      || ' and not exists (select from unnest(($5).included) t where position(t in i.folded) = 0)'
      || ' and not exists (select from unnest(($5).excluded) t where position(t in i.folded) > 0))';
  end if;
  -- Words are looked at once, for page and count together; without them the page stops after its own rows.
  return query execute format(
    'with hit as %1$s (select m.id, m.created_at %2$s %3$s) '
    'select array(select h.id from hit h order by h.created_at %4$s, h.id %4$s limit $6 offset $7), '
    '(select count(*) from hit), (select count(*) %5$s)',
    case when p_model is not null or v_search is not null then 'materialized' else 'not materialized' end, v_base, v_filter, v_order,
    case when v_filter = '' then 'from hit' else v_base end
  )
  using v_user, p_view, p_kind, p_model, v_search, v_page_size, (greatest(1, p_page) - 1)::bigint * v_page_size;
end
$$;
comment on function private.own_gallery is
  'One page of ids of the asking person''s files, how many match, and how many there are without filters.';
grant execute on function private.own_gallery to authenticated;

create function private.own_unfinished(
  p_view public.media_shelf,
  p_page integer,
  p_kind public.generation_kind,
  p_model text,
  p_search text
)
returns table (ids uuid[], unfiltered bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_search private.search := case when btrim(p_search) <> '' then private.parse_search(v_user, p_search) end;
  v_is_here boolean := p_view = 'recent';
begin
  ids := array(
    select g.id from public.generations g
    where g.user_id = v_user and g.status in ('queued', 'running') and v_is_here
      and greatest(1, p_page) = 1
      and (p_kind is null or g.kind = p_kind)
      and (p_model is null or g.model = p_model)
      and (v_search is null or private.matches_search(g.id, v_user, v_search))
    order by g.created_at desc, g.id desc
  );
  unfiltered := (
    select coalesce(sum(g.output_count), 0) from public.generations g
    where g.user_id = v_user and g.status in ('queued', 'running') and v_is_here
  );
  return next;
end
$$;
comment on function private.own_unfinished is
  'The asking person''s requests that this page of the gallery lists as being made, newest first, and how many files '
  'all of those in this view will have.';
grant execute on function private.own_unfinished to authenticated;

create function private.own_recent_prompts(p_kind public.generation_kind, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select h.generation_id from public.prompt_history h
    where h.user_id = v_user and h.kind = p_kind and h.deleted_at is null
      and h.last_used_at > coalesce((select u.prompts_cleared_at from public.users u where u.id = v_user), '-infinity')
    order by h.last_used_at desc, h.id desc limit p_limit
  );
end
$$;
comment on function private.own_recent_prompts is
  'Requests with the asking person''s latest prompts for one kind, each prompt once, the latest first.';
grant execute on function private.own_recent_prompts to authenticated;

create function private.own_prompts(
  p_limit integer,
  p_before text,
  p_after text,
  p_search text,
  p_starred boolean
)
returns table (ids uuid[], has_newer boolean, has_older boolean, total bigint, is_key_known boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_search private.search;
  v_key public.prompt_history;
  v_first public.prompt_history;
  v_last public.prompt_history;
  v_cleared_at timestamptz := coalesce((select u.prompts_cleared_at from public.users u where u.id = v_user), '-infinity');
  v_base text := 'from public.prompt_history h where h.user_id = $1 and h.deleted_at is null and h.last_used_at > $2';
begin
  if p_starred then
    v_base := v_base || ' and h.starred_at is not null';
  end if;
  if btrim(p_search) <> '' then
    v_search := private.parse_search(v_user, p_search);
    v_base := v_base || ' and h.generation_id in (select i.generation_id from private.prompt_index i where i.user_id = $1'
      || case when v_search.grams <> '{}' then ' and i.grams @> ($3).grams' else '' end
      || ' and not exists (select from unnest(($3).included) t where position(t in i.folded) = 0)'
      || ' and not exists (select from unnest(($3).excluded) t where position(t in i.folded) > 0))';
  end if;
  select h.* into v_key from public.prompt_history h
  where h.id = private.as_uuid(coalesce(p_before, p_after)) and h.user_id = v_user;
  is_key_known := found or coalesce(p_before, p_after) is null;
  if v_key.id is not null and p_before is null then
    execute format(
      'select array(select n.id from (select h.id, h.last_used_at %s and (h.last_used_at, h.id) > ($4, $5) '
      'order by h.last_used_at, h.id limit $6) n order by n.last_used_at desc, n.id desc)', v_base
    ) using v_user, v_cleared_at, v_search, v_key.last_used_at, v_key.id, p_limit into ids;
  else
    execute format(
      'select array(select h.id %s and (h.last_used_at, h.id) < ($4, $5) order by h.last_used_at desc, h.id desc limit $6)', v_base
    ) using v_user, v_cleared_at, v_search, coalesce(v_key.last_used_at, 'infinity'),
      coalesce(v_key.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), p_limit into ids;
  end if;
  select h.* into v_first from public.prompt_history h where h.id = ids[1];
  select h.* into v_last from public.prompt_history h where h.id = ids[cardinality(ids)];
  execute format(
    'select exists (select %1$s and (h.last_used_at, h.id) > ($4, $5)), exists (select %1$s and (h.last_used_at, h.id) < ($6, $7)), '
    '(select count(*) from (select %1$s limit 1001) n)', v_base
  ) using v_user, v_cleared_at, v_search, v_first.last_used_at, v_first.id, v_last.last_used_at, v_last.id
  into has_newer, has_older, total;
  return next;
end
$$;
comment on function private.own_prompts is
  'A page of ids of the asking person''s earlier prompts, the latest first: after the one with the id p_before, else '
  'before p_after, else from the beginning; whether there are any on either side; how many match, counted up to 1,001.';
grant execute on function private.own_prompts to authenticated;
