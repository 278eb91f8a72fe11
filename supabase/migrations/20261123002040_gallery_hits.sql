-- One way from a view and a filter to files: the pages of the gallery, their counts, their neighbours, and everything
-- that acts on all that match. What runs with its owner's rights reads only what is of the person who asks.
create type private.gallery_filter as (
  view public.media_shelf, kind public.generation_kind, model text, shape text, from_day date, to_day date,
  starred boolean, board uuid, tag text, source uuid, search text
);
comment on type private.gallery_filter is
  'Which files of a person: those of one view, and what the address of the gallery asks for besides; null for what it '
  'does not. Days are of UTC, both included; source is the picture that something was made from.';

create function private.read_filter(p_user uuid, p_view public.media_shelf, p_filter jsonb)
returns private.gallery_filter
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select row(p_view, f.kind, f.model, f.shape, f."from", f."to", f.starred, b.id, nullif(private.fold(f.tag), ''),
      private.as_uuid(f."madeFrom"), nullif(btrim(f.search), ''))::private.gallery_filter
    from jsonb_to_record(coalesce(p_filter, '{}')) as f (
      kind public.generation_kind, model text, shape text, "from" date, "to" date, starred boolean, board text, tag text,
      "madeFrom" text, search text
    )
    left join public.boards b on b.id = private.as_uuid(f.board) and b.user_id = p_user and b.deleted_at is null
  );
end
$$;
comment on function private.read_filter is
  'A filter as TypeScript has it. A board that the person does not have is left out.';

create function private.filter_conditions(p_filter private.gallery_filter, p_time text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- Fixed pieces, so that each combination gets its own plan; values only ever travel as parameters.
  select 'm.user_id = $1 and m.shelf = ($2).view and (m.expires_at is null or m.expires_at > now())'
    || case when p_filter.kind is not null then ' and m.kind = ($2).kind' else '' end
    || case when p_filter.model is not null then ' and m.model = ($2).model' else '' end
    || case when p_filter.shape is not null then ' and m.shape = ($2).shape' else '' end
    || case when p_filter.starred then ' and m.starred_at is not null' else '' end
    || case when p_filter.source is not null then ' and m.source_media_id = ($2).source' else '' end
    || case when p_filter.from_day is not null
      then format(' and %s >= ($2).from_day::timestamp at time zone ''UTC''', p_time) else '' end
    || case when p_filter.to_day is not null
      then format(' and %s < (($2).to_day + 1)::timestamp at time zone ''UTC''', p_time) else '' end
$$;
comment on function private.filter_conditions is
  'The conditions of a filter on media m: $1 is the person, $2 the filter. p_time: the column of when the file was '
  'made, in the table that gives the order.';

create function private.order_words(p_is_ascending boolean, p_time text, p_id text, p_is_keyed boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when p_is_keyed then format(' and (%1$s, %2$s) %3$s ($4, $5)', p_time, p_id, case when p_is_ascending then '>' else '<' end)
    else '' end || format(' order by %1$s %3$s, %2$s %3$s limit $3', p_time, p_id, case when p_is_ascending then 'asc' else 'desc' end)
$$;
comment on function private.order_words is
  'The end of a query of hits: beyond the key $4, $5 if there is one, in order, at most $3.';

create function private.filter_hits(
  p_user uuid,
  p_filter private.gallery_filter,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz default null,
  p_id uuid default null
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
-- Row by row in the order of the list, which ends after a page: whole tables are not joined for that.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
declare
  v_from text := 'public.media m where ';
  v_time text := 'm.created_at';
  v_id text := 'm.id';
  v_and text := '';
begin
  if p_filter.board is not null then
    v_from := 'public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind '
      || 'where o.board_id = ($2).board and ';
  elsif p_filter.tag is not null then
    v_from := 'public.media_tags o join public.media m on m.id = o.media_id and m.kind = o.media_kind '
      || 'where o.user_id = $1 and o.folded = ($2).tag and ';
  end if;
  if p_filter.board is not null or p_filter.tag is not null then
    v_time := 'o.made_at';
    v_id := 'o.media_id';
  end if;
  if p_filter.board is not null and p_filter.tag is not null then
    v_and := ' and exists (select from public.media_tags t where t.media_id = m.id and t.folded = ($2).tag)';
  end if;
  return query execute format('select %s, %s from %s', v_id, v_time, v_from)
    || private.filter_conditions(p_filter, v_time) || v_and
    || private.order_words(p_is_ascending, v_time, v_id, p_at is not null)
  using p_user, p_filter, p_limit, p_at, p_id;
end
$$;
comment on function private.filter_hits is
  'The first p_limit files of a filter in order, beyond a key where one is given. The search is left to search_hits.';

create function private.named_by(p_user uuid, p_search private.search, out boards uuid[], out tags text[])
language plpgsql
stable
set search_path = ''
as $$
begin
  boards := '{}';
  tags := '{}';
  if p_search.included = '{}' and p_search.near = '{}' then
    return;
  end if;
  boards := array(
    select b.id from public.boards b
    where b.user_id = p_user and b.deleted_at is null and private.has_words(private.fold(b.name), p_search)
    order by char_length(b.name), b.id limit 20
  );
  -- From one tag to the next by the index, however many files each is on.
  tags := array(
    with recursive own as (
      (select t.folded from public.media_tags t where t.user_id = p_user order by t.folded limit 1)
      union all
      select (
        select t.folded from public.media_tags t where t.user_id = p_user and t.folded > o.folded order by t.folded limit 1
      ) from own o where o.folded is not null
    )
    select o.folded from own o where o.folded is not null and private.has_words(o.folded, p_search)
    order by char_length(o.folded), o.folded limit 20
  );
end
$$;
comment on function private.named_by is
  'The person''s boards and tags whose names are what a search asks for: of each the 20 that come closest.';

create function private.search_few(
  p_user uuid,
  p_ids uuid[],
  p_search private.search,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz,
  p_id uuid
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
declare
  v_named record;
begin
  v_named := private.named_by(p_user, p_search);
  return query execute 'select m.id, m.created_at from public.media m '
    || 'join private.prompt_index i on i.generation_id = m.generation_id where m.id = any ($1) and ('
    || private.word_conditions('i.folded', '$2')
    || ' or not exists (select from unnest(($2).excluded) w where position(w in i.folded) > 0) and ('
    || 'exists (select from public.board_media o where o.media_id = m.id and o.board_id = any ($6))'
    || ' or exists (select from public.media_tags t where t.media_id = m.id and t.folded = any ($7))))'
    || private.order_words(p_is_ascending, 'm.created_at', 'm.id', p_at is not null)
  using p_ids, p_search, p_limit, p_at, p_id, v_named.boards, v_named.tags;
end
$$;
comment on function private.search_few is 'What a search finds among these files, which are read one by one.';

create function private.own_place_conditions(p_filter private.gallery_filter)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when p_filter.board is not null
      then ' and exists (select from public.board_media b where b.board_id = ($2).board and b.media_id = m.id)' else '' end
    || case when p_filter.tag is not null
      then ' and exists (select from public.media_tags t where t.media_id = m.id and t.folded = ($2).tag)' else '' end
$$;
comment on function private.own_place_conditions is 'The conditions of a filter''s board and tag on media m.';

create function private.chunk_query(
  p_filter private.gallery_filter,
  p_search private.search,
  p_is_ascending boolean,
  p_is_keyed boolean
)
returns text
language sql
stable
set search_path = ''
as $$
  select 'select array_agg(h.id), array_agg(h.created_at) from (select m.id, m.created_at from ('
    || private.prompt_query(p_search, '$6', '$7', '$8')
    || ') i join public.media m on m.generation_id = i.generation_id and m.kind = i.kind where '
    || private.filter_conditions(p_filter, 'm.created_at') || private.own_place_conditions(p_filter)
    || private.order_words(p_is_ascending, 'm.created_at', 'm.id', p_is_keyed) || ') h'
$$;
comment on function private.chunk_query is
  'A query of what a search finds by the prompts of the chunks from $7 to $8. $6 is the search, the others are those of '
  'filter_conditions and order_words.';

create function private.named_query(p_filter private.gallery_filter, p_is_ascending boolean, p_is_keyed boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  select string_agg(format('select h.id, h.created_at from unnest(%s) n cross join lateral (select m.id, m.created_at from %s '
    'join public.media m on m.id = o.media_id and m.kind = o.media_kind where %s and %s%s '
    'and not exists (select from private.prompt_index i, unnest(($6).excluded) w '
    'where i.generation_id = m.generation_id and position(w in i.folded) > 0)%s) h',
    each.names, each.source, each.matches, private.filter_conditions(p_filter, 'o.made_at'),
    private.own_place_conditions(p_filter), private.order_words(p_is_ascending, 'o.made_at', 'o.media_id', p_is_keyed)), ' union ')
  from (values
    ('$7', 'public.board_media o', 'o.board_id = n'),
    ('$8', 'public.media_tags o', 'o.user_id = $1 and o.folded = n')
  ) each (names, source, matches)
$$;
comment on function private.named_query is
  'A query of the files on the boards $7 and with the tags $8, the first of each. The other parameters are those of '
  'chunk_query.';

create function private.chunk_at(p_user uuid, p_filter private.gallery_filter, p_is_ascending boolean, p_at timestamptz)
returns integer
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select i.number / 2048 from private.prompt_index i
    where i.generation_id = case when p_is_ascending then (
      select m.generation_id from public.media m
      where m.user_id = p_user and m.shelf = p_filter.view and m.created_at >= p_at order by m.created_at, m.id limit 1
    ) else (
      select m.generation_id from public.media m
      where m.user_id = p_user and m.shelf = p_filter.view and m.created_at <= p_at order by m.created_at desc, m.id desc limit 1
    ) end
  );
end
$$;
comment on function private.chunk_at is 'The chunk of the first prompt at or beyond a time, in order; null for none.';

create function private.search_many(
  p_user uuid,
  p_filter private.gallery_filter,
  p_search private.search,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz,
  p_id uuid
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
declare
  v_query text := private.chunk_query(p_filter, p_search, p_is_ascending, p_at is not null);
  v_named record;
  v_newest integer := (
    select i.number / 2048 from private.prompt_index i where i.user_id = p_user order by i.number desc limit 1);
  v_done integer := 0;
  v_count integer := 1;
  v_is_enough boolean := false;
  v_ids uuid[] := '{}';
  v_times timestamptz[] := '{}';
  v_part_ids uuid[];
  v_part_times timestamptz[];
begin
  v_named := private.named_by(p_user, p_search);
  if p_at is not null then
    v_done := private.chunk_at(p_user, p_filter, p_is_ascending, p_at);
    v_done := greatest(0, case when p_is_ascending then v_done else v_newest - v_done end - 1);
  end if;
  -- What was asked for later may be made sooner, by a few places: one chunk more than is needed tells the order.
  while v_done <= v_newest and not v_is_enough loop
    v_is_enough := cardinality(v_ids) >= p_limit;
    v_count := case when v_is_enough then 1 else least(v_count, v_newest - v_done + 1) end;
    execute v_query into v_part_ids, v_part_times
    using p_user, p_filter, p_limit, p_at, p_id, p_search,
      case when p_is_ascending then v_done else v_newest - v_done - v_count + 1 end,
      case when p_is_ascending then v_done + v_count - 1 else v_newest - v_done end;
    v_ids := v_ids || v_part_ids;
    v_times := v_times || v_part_times;
    v_done := v_done + v_count;
    v_count := v_count * 2;
  end loop;
  if v_named.boards <> '{}' or v_named.tags <> '{}' then
    execute 'select array_agg(n.id), array_agg(n.created_at) from ('
      || private.named_query(p_filter, p_is_ascending, p_at is not null) || ') n where n.id <> all ($9)'
    into v_part_ids, v_part_times
    using p_user, p_filter, p_limit, p_at, p_id, p_search, v_named.boards, v_named.tags, v_ids;
    v_ids := v_ids || v_part_ids;
    v_times := v_times || v_part_times;
  end if;
  return query
  select h.id, h.created_at from unnest(v_ids, v_times) as h (id, created_at)
  order by case when p_is_ascending then h.created_at end, case when p_is_ascending then h.id end,
    h.created_at desc, h.id desc
  limit p_limit;
end
$$;
comment on function private.search_many is
  'What a search finds among all files of a filter, the first p_limit in order: by the index, from the chunk where the '
  'list begins until there are enough.';

create function private.gallery_hits(
  p_user uuid,
  p_filter private.gallery_filter,
  p_search private.search,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz default null,
  p_id uuid default null
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_few uuid[];
begin
  if p_search is null then
    return query select * from private.filter_hits(p_user, p_filter, p_is_ascending, p_limit, p_at, p_id);
    return;
  end if;
  v_few := array(select h.id from private.filter_hits(p_user, p_filter, p_is_ascending, 2001) h);
  if cardinality(v_few) <= 2000 then
    return query select * from private.search_few(p_user, v_few, p_search, p_is_ascending, p_limit, p_at, p_id);
  else
    return query
    select * from private.search_many(p_user, p_filter, p_search, p_is_ascending, p_limit, p_at, p_id);
  end if;
end
$$;
comment on function private.gallery_hits is
  'The first p_limit files of a filter and a search (null: none), in the gallery''s order, beyond a key where one is '
  'given. The one way from a filter to files.';

create function private.search_of(p_user uuid, p_filter private.gallery_filter)
returns private.search
language plpgsql
stable
set search_path = ''
as $$
declare
  v_search private.search := private.parse_search(p_filter.search);
  v_near private.search;
begin
  if p_filter.search is null then
    return null;
  end if;
  if not exists (select from private.gallery_hits(p_user, p_filter, v_search, false, 1)) then
    v_near := private.parse_search(p_filter.search, true);
    if v_near.near <> '{}' and exists (select from private.gallery_hits(p_user, p_filter, v_near, false, 1)) then
      return v_near;
    end if;
  end if;
  return v_search;
end
$$;
comment on function private.search_of is
  'What a filter searches for: exactly that, or where nothing has it what is one edit away, if something is.';
