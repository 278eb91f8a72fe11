create function public.boards_page()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'boards', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', b.id, 'name', b.name, 'count', private.count_on_board(b.id),
        'cover', private.media_views(array[private.cover_of(b)])->0
      ) order by b.position, b.id), '[]')
      from public.boards b where b.user_id = (select auth.uid()) and b.deleted_at is null
    ),
    'deleted', (
      select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'deletedAt', b.deleted_at)
        order by b.deleted_at desc, b.id), '[]')
      from (
        select o.* from public.boards o
        where o.user_id = (select auth.uid()) and o.deleted_at > now() - interval '7 days'
        order by o.deleted_at desc, o.id limit 50
      ) b
    )
  );
end
$$;
comment on function public.boards_page is
  'boardsPage: the person''s boards in their order, and the latest 50 that can be brought back.';
grant execute on function public.boards_page to authenticated;

create function public.board_page(p_board_id text, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_page_size integer := least(100, greatest(1, p_page_size));
  v_board public.boards;
begin
  select b.* into v_board from public.boards b where b.id = private.as_uuid(p_board_id) and b.deleted_at is null;
  return jsonb_build_object(
    'account', private.account_view(),
    'board', case when v_board.id is not null then
      jsonb_build_object('id', v_board.id, 'name', v_board.name, 'coverMediaId', private.cover_of(v_board))
    end,
    'items', private.media_views(array(
      select o.media_id from public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind
      where o.board_id = v_board.id and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
      order by o.position, o.media_id
      limit v_page_size offset (greatest(1, p_page) - 1)::bigint * v_page_size
    )),
    'total', private.count_on_board(v_board.id)
  );
end
$$;
comment on function public.board_page is
  'boardPage: the files on one board, in its order. At most 100 a page. board is null when there is none.';
grant execute on function public.board_page to authenticated;

create function public.organize_page(p_media_ids text[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_ids uuid[] := array(
    select m.id from public.media m
    where m.id = any (private.valid_ids(p_media_ids[:100])) and m.trashed_at is null
      and (m.expires_at is null or m.expires_at > now())
    order by m.created_at desc, m.id desc
  );
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'items', private.media_views(v_ids),
    'boards', private.board_choices(v_ids),
    'tags', private.tag_views(v_ids)
  );
end
$$;
comment on function public.organize_page is
  'organizePage: which boards and tags these files of the person have. Those of the first 100 that are not in the trash.';
grant execute on function public.organize_page to authenticated;

create function public.prompts_page(
  p_page_size integer,
  p_before text default null,
  p_after text default null,
  p_search text default null,
  p_starred boolean default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_hits record;
begin
  select o.* into v_hits
  from private.own_prompts(least(100, greatest(1, p_page_size)), p_before, p_after, p_search, p_starred) o;
  return jsonb_build_object(
    'account', private.account_view(),
    'prompts', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', h.id, 'kind', h.kind, 'prompt', g.prompt, 'uses', h.uses, 'lastUsedAt', h.last_used_at,
        'starredAt', h.starred_at, 'generationId', h.generation_id
      ) order by i.place), '[]')
      from unnest(v_hits.ids) with ordinality as i (id, place)
      join public.prompt_history h on h.id = i.id
      join public.generations g on g.id = h.generation_id
    ),
    'hasNewer', v_hits.has_newer,
    'hasOlder', v_hits.has_older,
    'total', v_hits.total,
    'isKeyKnown', v_hits.is_key_known,
    'canUnclear', (select u.prompts_cleared_before is not null from public.users u where u.id = (select auth.uid()))
  );
end
$$;
comment on function public.prompts_page is
  'promptsPage: earlier prompts, the latest first; those after p_before or before p_after, ids of prompts. At most 100 '
  'a page; total is counted up to 1,001.';
grant execute on function public.prompts_page to authenticated;
