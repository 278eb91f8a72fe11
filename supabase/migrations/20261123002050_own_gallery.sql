-- What the gallery's pages ask for, always and only of the person who asks.
create function private.own_gallery(
  p_view public.media_shelf,
  p_filter jsonb,
  p_sort text,
  p_page integer,
  p_page_size integer,
  p_count integer,
  p_at timestamptz,
  p_id uuid,
  p_is_before boolean
)
returns table (
  ids uuid[], total integer, unfiltered integer, has_before boolean, has_after boolean, is_near boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_filter private.gallery_filter := private.read_filter(v_user, p_view, p_filter);
  v_plan private.search_plan := private.search_for(v_user, v_filter.search);
  v_near private.search_plan;
  v_view private.gallery_filter := private.whole_view(p_view);
  v_is_ascending boolean := coalesce(p_sort = 'oldest', false);
  v_skip integer := case when p_at is null then (least(1000, greatest(1, p_page)) - 1) * p_page_size else 0 end;
  v_shown integer := case when p_at is null then v_skip + p_count + 1 else 1 end;
  v_needed integer := greatest(1001, v_shown);
  v_first uuid[] := array(
    select h.id from private.gallery_hits(v_user, v_filter, v_plan, v_is_ascending, v_needed, null, null, v_shown) h);
begin
  is_near := false;
  if v_first = '{}' and (v_plan).search is not null then
    v_near := private.near_plan(v_user, v_filter);
    is_near := (v_near).search is not null;
    if is_near then
      v_plan := v_near;
      v_first := array(
        select h.id from private.gallery_hits(v_user, v_filter, v_plan, v_is_ascending, v_needed, null, null, v_shown) h);
    end if;
  end if;
  total := least(1001, cardinality(v_first));
  unfiltered := case when v_view is not distinct from v_filter then total
    else (select count(*) from private.filter_hits(v_user, v_view, false, 1001)) end;
  if p_at is null then
    ids := v_first[v_skip + 1 : v_skip + p_count];
  elsif p_is_before then
    ids := array(
      select h.id from private.gallery_hits(v_user, v_filter, v_plan, not v_is_ascending, p_count, p_at, p_id) h
      order by case when v_is_ascending then h.created_at end, case when v_is_ascending then h.id end,
        h.created_at desc, h.id desc
    );
  else
    ids := array(select h.id from private.gallery_hits(v_user, v_filter, v_plan, v_is_ascending, p_count, p_at, p_id) h);
  end if;
  has_before := ids[1] <> v_first[1];
  has_after := case when p_at is null then cardinality(v_first) > v_skip + p_count else exists (
    select from public.media m
    cross join lateral private.gallery_hits(v_user, v_filter, v_plan, v_is_ascending, 1, m.created_at, m.id) h
    where m.id = ids[cardinality(ids)]
  ) end;
  return next;
end
$$;
comment on function private.own_gallery is
  'p_count ids of the asking person''s files, from a numbered page on, or next to a key; how many match and how many '
  'there are without a filter, where 1,001 stands for more than 1,000; whether there is something before and after; '
  'and whether nothing is what was searched for, and this is what comes close.';
grant execute on function private.own_gallery to authenticated;

create function private.own_unfinished(p_view public.media_shelf, p_is_first boolean, p_filter jsonb)
returns table (ids uuid[], unfiltered integer)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_filter private.gallery_filter := private.read_filter(v_user, p_view, p_filter);
  v_search private.search := case when v_filter.search is not null then private.parse_search(v_filter.search) end;
begin
  ids := array(
    select g.id from public.generations g
    where g.user_id = v_user and g.status in ('queued', 'running') and p_view = 'recent' and p_is_first
      and v_filter.starred is not true and v_filter.board is null and v_filter.tag is null
      and (v_filter.kind is null or g.kind = v_filter.kind)
      and (v_filter.model is null or g.model = v_filter.model)
      and (v_filter.shape is null or g.settings->>'shape' = v_filter.shape)
      and (v_filter.source is null or g.source_media_id = v_filter.source)
      and (v_filter.from_day is null or (g.created_at at time zone 'UTC')::date >= v_filter.from_day)
      and (v_filter.to_day is null or (g.created_at at time zone 'UTC')::date <= v_filter.to_day)
      and (v_search is null or private.has_words(private.fold(g.prompt), v_search))
    order by g.created_at desc, g.id desc
  );
  unfiltered := (
    select coalesce(sum(g.output_count), 0) from public.generations g
    where g.user_id = v_user and g.status in ('queued', 'running') and p_view = 'recent'
  );
  return next;
end
$$;
comment on function private.own_unfinished is
  'The asking person''s requests that this page of the gallery lists as being made, newest first, and how many files '
  'all of those in this view will have.';
grant execute on function private.own_unfinished to authenticated;

create function private.own_going()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return private.going_of(private.current_user_id(), 0) - 'mediaIds';
end
$$;
comment on function private.own_going is '{count, videos} of going_of, of the person who asks.';
grant execute on function private.own_going to authenticated;

create function private.own_neighbours(p_media uuid, p_view public.media_shelf, p_sort text, p_filter jsonb)
returns table (list public.media_shelf, previous_id uuid, next_id uuid)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_media public.media;
  v_filter private.gallery_filter;
  v_plan private.search_plan;
  v_is_ascending boolean := coalesce(p_sort = 'oldest', false);
begin
  select m.* into v_media from public.media m where m.id = p_media and m.user_id = private.current_user_id();
  if not found then
    return next;
    return;
  end if;
  list := coalesce(p_view, v_media.shelf);
  v_filter := private.read_filter(v_media.user_id, list, p_filter);
  v_plan := private.plan_of(v_media.user_id, v_filter);
  -- By their place in time, so that a file which has left the list since still has the same neighbours.
  previous_id := (
    select h.id from private.gallery_hits(
      v_media.user_id, v_filter, v_plan, not v_is_ascending, 1, v_media.created_at, v_media.id) h
  );
  next_id := (
    select h.id from private.gallery_hits(
      v_media.user_id, v_filter, v_plan, v_is_ascending, 1, v_media.created_at, v_media.id) h
  );
  return next;
end
$$;
comment on function private.own_neighbours is
  'The files before and after one of the asking person''s own in a list of the gallery, and which view that is: the '
  'one asked for, else the file''s own.';
grant execute on function private.own_neighbours to authenticated;

create function private.own_matches(
  p_view public.media_shelf,
  p_filter jsonb,
  p_limit integer,
  p_at timestamptz,
  p_id uuid
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_filter private.gallery_filter := private.read_filter(v_user, p_view, p_filter);
begin
  -- Where the gallery shows everything instead, nobody wants everything changed.
  if p_filter->>'board' is not null and v_filter.board is null then
    return;
  end if;
  return query
  select h.id, h.created_at
  from private.gallery_hits(v_user, v_filter, private.plan_of(v_user, v_filter), false, p_limit, p_at, p_id) h;
end
$$;
comment on function private.own_matches is
  'gallery_matches, of the person who asks. Nothing matches a board that is gone, though the gallery then shows all.';
grant execute on function private.own_matches to authenticated;

create function private.own_place(p_media uuid)
returns table (id uuid, view public.media_shelf, place integer, near_at timestamptz, near_id uuid)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_media public.media;
  v_ids uuid[];
  v_times timestamptz[];
begin
  select m.* into v_media from public.media m
  where m.id = p_media and m.user_id = private.current_user_id() and (m.expires_at is null or m.expires_at > now());
  if not found then
    return;
  end if;
  select array_agg(h.id order by h.created_at, h.id), array_agg(h.created_at order by h.created_at, h.id) into v_ids, v_times
  from private.shelf_hits(v_media.user_id, v_media.shelf, true, 1000, v_media.created_at, v_media.id) h;
  id := v_media.id;
  view := v_media.shelf;
  place := coalesce(cardinality(v_ids), 0) + 1;
  near_at := v_times[12];
  near_id := v_ids[12];
  return next;
end
$$;
comment on function private.own_place is 'gallery_place, of the person who asks.';
grant execute on function private.own_place to authenticated;

create function private.own_choices(p_view public.media_shelf)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  -- From one value to the next by the index, however many files have it.
  return jsonb_build_object(
    'models', (
      with recursive own as (
        (select m.model from public.media m where m.user_id = v_user and m.shelf = p_view order by m.model limit 1)
        union all
        select (
          select m.model from public.media m where m.user_id = v_user and m.shelf = p_view and m.model > o.model order by m.model limit 1
        ) from own o where o.model is not null
      )
      select coalesce(jsonb_agg(o.model), '[]') from own o where o.model is not null
    ),
    'tags', (
      with recursive own as (
        (select t.folded, t.tag from public.media_tags t where t.user_id = v_user order by t.folded, t.made_at desc, t.media_id desc limit 1)
        union all
        select n.folded, n.tag from own o cross join lateral (
          select t.folded, t.tag from public.media_tags t where t.user_id = v_user and t.folded > o.folded
          order by t.folded, t.made_at desc, t.media_id desc limit 1
        ) n
      )
      select coalesce(jsonb_agg(o.tag), '[]') from (select * from own limit 500) o
    ),
    'boards', (
      select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name) order by b.position, b.id), '[]')
      from public.boards b where b.user_id = v_user and b.deleted_at is null
    )
  );
end
$$;
comment on function private.own_choices is
  'What the asking person can filter by: {models, tags, boards: [{id, name}]}. Models are those of this view; of tags '
  'the first 500.';
grant execute on function private.own_choices to authenticated;

create function private.own_months(p_view public.media_shelf)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return (
    with recursive own as (
      (
        select date_trunc('month', m.created_at at time zone 'UTC') at time zone 'UTC' as starts from public.media m
        where m.user_id = v_user and m.shelf = p_view order by m.created_at desc, m.id desc limit 1
      )
      union all
      select (
        select date_trunc('month', m.created_at at time zone 'UTC') at time zone 'UTC' from public.media m
        where m.user_id = v_user and m.shelf = p_view and m.created_at < o.starts order by m.created_at desc, m.id desc limit 1
      ) from own o where o.starts is not null
    )
    select coalesce(jsonb_agg(to_char(o.starts at time zone 'UTC', 'YYYY-MM') order by o.starts desc), '[]')
    from own o where o.starts is not null
  );
end
$$;
comment on function private.own_months is 'The months, of UTC, of which the asking person has files in a view, newest first.';
grant execute on function private.own_months to authenticated;
