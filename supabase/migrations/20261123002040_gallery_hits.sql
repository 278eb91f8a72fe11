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
    select row(p_view, f.kind, f.model, f.shape, f."from", f."to", nullif(f.starred, false), b.id, nullif(private.fold(f.tag), ''),
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

create function private.whole_view(p_view public.media_shelf)
returns private.gallery_filter
language sql
immutable
set search_path = ''
as $$
  select row(p_view, null, null, null, null, null, null, null, null, null, null)::private.gallery_filter
$$;
comment on function private.whole_view is 'The filter that leaves nothing of a view out.';

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

create function private.key_condition(p_is_ascending boolean, p_time text, p_id text, p_is_keyed boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when p_is_keyed
    then format(' and (%s, %s) %s ($4, $5)', p_time, p_id, case when p_is_ascending then '>' else '<' end) else '' end
$$;
comment on function private.key_condition is
  'The condition of a query of hits to be beyond the key $4, $5, if there is one.';

create function private.order_words(p_is_ascending boolean, p_time text, p_id text, p_is_keyed boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  select private.key_condition(p_is_ascending, p_time, p_id, p_is_keyed)
    || format(' order by %1$s %3$s, %2$s %3$s limit $3', p_time, p_id,
      case when p_is_ascending then 'asc' else 'desc' end)
$$;
comment on function private.order_words is
  'The end of a query of hits: beyond the key $4, $5 if there is one, in order, at most $3.';

create function private.own_place_conditions(p_filter private.gallery_filter)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when p_filter.board is not null
      then ' and exists (select from public.board_media b '
        'where b.board_id = ($2).board and b.media_id = m.id offset 0)' else '' end
    || case when p_filter.tag is not null
      then ' and exists (select from public.media_tags t '
        'where t.media_id = m.id and t.folded = ($2).tag offset 0)' else '' end
$$;
comment on function private.own_place_conditions is 'The conditions of a filter''s board and tag on media m.';

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

create function private.search_for(p_user uuid, p_text text, p_is_near boolean default false)
returns private.search_plan
language plpgsql
stable
set search_path = ''
as $$
declare
  v_plan private.search_plan;
begin
  if p_text is null then
    return null;
  end if;
  v_plan.search := private.parse_search(p_text, p_is_near);
  select l.leads, l.is_common, l.others, l.rest into v_plan.leads, v_plan.is_common, v_plan.others, v_plan.rest
  from private.leads_of(p_user, v_plan.search) l;
  select n.boards, n.tags into v_plan.boards, v_plan.tags from private.named_by(p_user, v_plan.search) n;
  return v_plan;
end
$$;
comment on function private.search_for is 'The plan of a search; null for none.';

create function private.has_names(p_plan private.search_plan)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_plan.boards <> '{}' or p_plan.tags <> '{}'
$$;
comment on function private.has_names is 'Whether a board or a tag is called what a search asks for.';

create function private.search_conditions(p_plan private.search_plan, p_generation text, p_is_led boolean)
returns text
language sql
immutable
set search_path = ''
as $$
  -- Names first: where they suffice, nothing else is looked at. As a case, which the planner leaves as it is.
  select ' and case when false'
    || case when p_plan.boards <> '{}' then ' or exists (select from public.board_media n '
      'where n.media_id = m.id and n.board_id = any (($6).boards)' || rest.words || ' offset 0)' else '' end
    || case when p_plan.tags <> '{}' then ' or exists (select from public.media_tags n '
      'where n.media_id = m.id and n.folded = any (($6).tags)' || rest.words || ' offset 0)' else '' end
    || ' then true else '
    || case when p_is_led then '(' || p_generation || ' in (select p.generation_id from private.prompt_words p '
      'where p.word_id = any (($6).leads) limit 20000)) is true and ' else '' end
    || 'exists (select from private.prompt_index i where i.generation_id = m.generation_id and '
    || private.word_conditions('i.folded', p_plan.search, '(($6).search)') || ' offset 0) end'
  from (select case when (p_plan.search).excluded = '{}' then '' else
    ' and not exists (select from private.prompt_index i, unnest((($6).search).excluded) w '
    'where i.generation_id = m.generation_id and position(w in i.folded) > 0 offset 0)' end) rest (words)
$$;
comment on function private.search_conditions is
  'The conditions of a search on media m; $6 is its plan. p_is_led: its words lead to 20,000 prompts at most, among '
  'which p_generation is looked up by hash before the prompt is read.';

create function private.shelf_hits(
  p_user uuid,
  p_view public.media_shelf,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz,
  p_id uuid
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set enable_bitmapscan = off
as $$
begin
  if p_is_ascending then
    return query
    select m.id, m.created_at from public.media m
    where m.user_id = p_user and m.shelf = p_view and (m.expires_at is null or m.expires_at > now())
      and (m.created_at, m.id) > (coalesce(p_at, '-infinity'), coalesce(p_id, '00000000-0000-0000-0000-000000000000'))
    order by m.created_at, m.id limit p_limit;
  else
    return query
    select m.id, m.created_at from public.media m
    where m.user_id = p_user and m.shelf = p_view and (m.expires_at is null or m.expires_at > now())
      and (m.created_at, m.id) < (coalesce(p_at, 'infinity'), coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by m.created_at desc, m.id desc limit p_limit;
  end if;
end
$$;
comment on function private.shelf_hits is
  'filter_hits of a view without a filter, which most pages ask for: the plan is made once for each connection.';

create function private.filter_hits(
  p_user uuid,
  p_filter private.gallery_filter,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz default null,
  p_id uuid default null,
  p_plan private.search_plan default null
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
-- Row by row in the order of the list, which ends after a page: whole tables are not joined for that, nor other
-- processes asked for help.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set enable_bitmapscan = off
as $$
declare
  v_is_listed boolean := p_filter.board is not null or p_filter.tag is not null;
  v_from text := 'public.media m where ';
  v_time text := case when v_is_listed then 'o.made_at' else 'm.created_at' end;
  v_id text := case when v_is_listed then 'o.media_id' else 'm.id' end;
  v_and text := '';
  v_is_led boolean;
begin
  if (p_plan).search is null and p_filter is not distinct from private.whole_view(p_filter.view) then
    return query select h.* from private.shelf_hits(p_user, p_filter.view, p_is_ascending, p_limit, p_at, p_id) h;
    return;
  end if;
  if p_filter.board is not null then
    v_from := 'public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind '
      || 'where o.board_id = ($2).board and ';
  elsif p_filter.tag is not null then
    v_from := 'public.media_tags o join public.media m on m.id = o.media_id and m.kind = o.media_kind '
      || 'where o.user_id = $1 and o.folded = ($2).tag and ';
  end if;
  if p_filter.board is not null and p_filter.tag is not null then
    v_and := ' and exists (select from public.media_tags t where t.media_id = m.id and t.folded = ($2).tag offset 0)';
  end if;
  if (p_plan).search is not null then
    v_is_led := p_plan.leads is not null and (
      select count(*) from (select from private.prompt_words p where p.word_id = any (p_plan.leads) limit 20001) n
    ) <= 20000;
    v_and := v_and || private.search_conditions(
      p_plan, case when v_is_listed then 'o' else 'm' end || '.generation_id', v_is_led);
  end if;
  return query execute format('select %s, %s from %s', v_id, v_time, v_from)
    || private.filter_conditions(p_filter, v_time) || v_and
    || private.order_words(p_is_ascending, v_time, v_id, p_at is not null)
  using p_user, p_filter, p_limit, p_at, p_id, p_plan;
end
$$;
comment on function private.filter_hits is
  'The first p_limit files of a filter in order, beyond a key where one is given; with a plan those of which the '
  'prompt, a board or a tag is what its search asks for, found by going through the filter''s list.';

create function private.lead_query(
  p_filter private.gallery_filter,
  p_plan private.search_plan,
  p_is_ascending boolean,
  p_is_keyed boolean
)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_words text := private.word_conditions('i.folded', p_plan.rest, '(($6).rest)');
  v_filter private.gallery_filter := p_filter;
begin
  v_filter.kind := null;
  v_filter.model := null;
  -- From each prompt to its files, whatever the planner thinks of all files of a person.
  return 'select array_agg(f.id), array_agg(f.created_at) from unnest($7, $8) g (id, kind) '
    || case when v_words = 'true' then '' else 'join private.prompt_index i on i.generation_id = g.id ' end
    || 'cross join lateral (select m.id, m.created_at from public.media m '
    || 'where m.generation_id = g.id and m.kind = g.kind and '
    || private.filter_conditions(v_filter, 'm.created_at') || private.own_place_conditions(p_filter)
    || private.key_condition(p_is_ascending, 'm.created_at', 'm.id', p_is_keyed)
    || ' offset 0) f where ' || v_words;
end
$$;
comment on function private.lead_query is
  'A query of what a search, of the plan $6, finds by the prompts of the generations $7 of the kinds $8, which are of '
  'the kind and model that the filter asks for. The other parameters are those of filter_conditions and key_condition.';

create function private.longest_work()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '6 hours'
$$;
comment on function private.longest_work is
  'So long after it was asked for everything has been made or given up: what was asked for later may be made sooner.';

create function private.led_conditions(p_filter private.gallery_filter, p_plan private.search_plan)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when p_filter.kind is not null then ' and p.kind = ($2).kind' else '' end
    || case when p_filter.model is not null then ' and p.model = ($2).model' else '' end
    || case when p_filter.from_day is not null
      then ' and p.asked_at >= ($2).from_day::timestamp at time zone ''UTC'' - private.longest_work()' else '' end
    || case when p_filter.to_day is not null
      then ' and p.asked_at < (($2).to_day + 1)::timestamp at time zone ''UTC''' else '' end
    || coalesce(string_agg(case when (p_plan.others[n]).is_long
      then format(' and exists (select from private.prompt_words o where o.word_id = any ((($1).others[%s]).words) '
        'and o.asked_at = p.asked_at and o.generation_id = p.generation_id offset 0)', n)
      else format(' and (p.generation_id in (select o.generation_id from private.prompt_words o '
        'where o.word_id = any ((($1).others[%s]).words) limit 8000)) is true', n)
      end, ''), '')
  from generate_subscripts(p_plan.others, 1) n
$$;
comment on function private.led_conditions is
  'What prompt_words tell of a search''s other words ($1 is its plan) and of a filter ($2), as conditions on p. A short '
  'list is read once and looked up by hash.';

create function private.next_led(
  p_plan private.search_plan,
  p_filter private.gallery_filter,
  p_is_ascending boolean,
  p_at timestamptz,
  p_id uuid,
  p_limit integer,
  out generations uuid[],
  out kinds public.generation_kind[],
  out last_at timestamptz
)
language plpgsql
stable
set search_path = ''
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set enable_bitmapscan = off
as $$
begin
  execute format(
    'select array_agg(n.generation_id), array_agg(n.kind), (array_agg(n.asked_at))[cardinality(array_agg(n.asked_at))] from ('
    'select distinct p.asked_at, p.generation_id, p.kind from unnest(($1).leads) w (id) cross join lateral ('
    'select p.asked_at, p.generation_id, p.kind from private.prompt_words p '
    'where p.word_id = w.id and (p.asked_at, p.generation_id) %1$s ($3, $4)%3$s '
    'order by p.asked_at %2$s, p.generation_id %2$s limit $5) p '
    'order by p.asked_at %2$s, p.generation_id %2$s limit $5) n',
    case when p_is_ascending then '>' else '<' end, case when p_is_ascending then 'asc' else 'desc' end,
    private.led_conditions(p_filter, p_plan)
  ) into generations, kinds, last_at using p_plan, p_filter, p_at, p_id, p_limit;
end
$$;
comment on function private.next_led is
  'The next p_limit generations that have a plan''s words, of a filter''s kind, model and days, beyond a place in the '
  'order in which they were asked for, and when the last of them was.';

create function private.lead_hits(
  p_user uuid,
  p_filter private.gallery_filter,
  p_plan private.search_plan,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz,
  p_id uuid,
  p_exact integer
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
-- From the prompts to their files, in this order.
set join_collapse_limit = 1
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_query text := private.lead_query(p_filter, p_plan, p_is_ascending, p_at is not null);
  v_count integer := case when p_plan.is_common then p_limit / 3 + 16 else 501 * cardinality(p_plan.leads) end;
  v_read integer := 0;
  v_led record;
  v_filter private.gallery_filter := p_filter;
  v_rest private.search_plan;
  v_listed integer := p_limit;
  v_from timestamptz := case when p_is_ascending then '-infinity' else 'infinity' end;
  v_from_id uuid := case when p_is_ascending
    then '00000000-0000-0000-0000-000000000000' else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end;
  v_enough timestamptz;
  v_ids uuid[] := '{}';
  v_times timestamptz[] := '{}';
  v_part_ids uuid[];
  v_part_times timestamptz[];
begin
  if p_at is not null and p_plan.is_common then
    v_from := case when p_is_ascending then p_at - private.longest_work() else p_at end;
  end if;
  loop
    v_led := private.next_led(p_plan, p_filter, p_is_ascending, v_from, v_from_id, v_count);
    exit when v_led.generations is null;
    execute v_query into v_part_ids, v_part_times
    using p_user, p_filter, p_limit, p_at, p_id, p_plan, v_led.generations, v_led.kinds;
    v_ids := v_ids || v_part_ids;
    v_times := v_times || v_part_times;
    exit when cardinality(v_led.generations) < v_count;
    if v_read = 0 and cardinality(v_ids) < p_limit
      and (select count(*) from private.filter_hits(p_user, p_filter, p_is_ascending, 2001)) <= 2000 then
      return query select * from private.filter_hits(p_user, p_filter, p_is_ascending, p_limit, p_at, p_id, p_plan);
      return;
    end if;
    v_read := v_read + v_count;
    if cardinality(v_ids) >= p_limit then
      v_enough := (
        select t from unnest(v_times) t
        order by case when p_is_ascending then t end, t desc offset p_limit - 1 limit 1
      );
      exit when case when p_is_ascending then v_led.last_at > v_enough else v_led.last_at < v_enough - private.longest_work() end;
    end if;
    v_from := v_led.last_at;
    v_from_id := v_led.generations[v_count];
    -- As many as are likely to be needed yet.
    v_count := least(4096, greatest(64,
      (p_limit - cardinality(v_ids)) * v_read / greatest(1, cardinality(v_ids)) + 16));
  end loop;
  -- The lists of the boards and tags that are called so. Where prompts alone make more than are counted, their first
  -- ones are enough.
  if cardinality(v_ids) >= p_limit then
    v_listed := p_exact;
  end if;
  if ((p_plan.search).excluded) <> '{}' then
    v_rest.search := row('{}', (p_plan.search).excluded, '{}', '{}');
  end if;
  for v_filter.board, v_filter.tag in
    select n.id, null from unnest(p_plan.boards) n (id)
    union all
    select null, n.folded from unnest(p_plan.tags) n (folded)
  loop
    select array_agg(h.id), array_agg(h.created_at) into v_part_ids, v_part_times
    from private.filter_hits(p_user, v_filter, p_is_ascending, v_listed, p_at, p_id, v_rest) h;
    v_ids := v_ids || v_part_ids;
    v_times := v_times || v_part_times;
  end loop;
  return query execute format(
    'select distinct h.id, h.created_at from unnest($1, $2) as h (id, created_at) '
    'order by h.created_at %1$s, h.id %1$s limit $3', case when p_is_ascending then 'asc' else 'desc' end
  ) using v_ids, v_times, p_limit;
end
$$;
comment on function private.lead_hits is
  'What a search finds among all files of a filter, the first p_limit in order: by the prompts that have one of its '
  'words, from where the list begins until there are enough; by going through the list where that turns out to be '
  'short. Beyond the first p_exact it is their number alone that is right.';

create function private.gallery_hits(
  p_user uuid,
  p_filter private.gallery_filter,
  p_plan private.search_plan,
  p_is_ascending boolean,
  p_limit integer,
  p_at timestamptz default null,
  p_id uuid default null,
  p_exact integer default null
)
returns table (id uuid, created_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
begin
  if (p_plan).search is null or p_plan.leads is null
    or (p_plan.is_common or private.has_names(p_plan)) and (p_filter.board is not null or p_filter.tag is not null) then
    return query select * from private.filter_hits(p_user, p_filter, p_is_ascending, p_limit, p_at, p_id, p_plan);
  else
    return query select * from private.lead_hits(
      p_user, p_filter, p_plan, p_is_ascending, p_limit, p_at, p_id, coalesce(p_exact, p_limit));
  end if;
end
$$;
comment on function private.gallery_hits is
  'The first p_limit files of a filter and a search''s plan (null: none), in the gallery''s order, beyond a key where '
  'one is given. The one way from a filter to files. p_exact: beyond so many it is the number of files alone that '
  'matters, and there may be others.';

create function private.near_plan(p_user uuid, p_filter private.gallery_filter)
returns private.search_plan
language plpgsql
stable
set search_path = ''
as $$
declare
  v_plan private.search_plan := private.search_for(p_user, p_filter.search, true);
begin
  if ((v_plan).search).near <> '{}'
    and exists (select from private.gallery_hits(p_user, p_filter, v_plan, false, 1)) then
    return v_plan;
  end if;
  return null;
end
$$;
comment on function private.near_plan is
  'The plan of a filter''s search for what is one edit away; null if nothing is.';

create function private.plan_of(p_user uuid, p_filter private.gallery_filter)
returns private.search_plan
language plpgsql
stable
set search_path = ''
as $$
declare
  v_plan private.search_plan := private.search_for(p_user, p_filter.search);
  v_near private.search_plan;
begin
  if (v_plan).search is not null
    and not exists (select from private.gallery_hits(p_user, p_filter, v_plan, false, 1)) then
    v_near := private.near_plan(p_user, p_filter);
  end if;
  return case when (v_near).search is null then v_plan else v_near end;
end
$$;
comment on function private.plan_of is
  'How a filter''s search finds files: exactly what it asks for, or where nothing has it what is one edit away, if '
  'something is.';
