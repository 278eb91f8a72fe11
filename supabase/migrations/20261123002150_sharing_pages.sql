-- What a person sees of their own links. They run as the person who asks; row-level security leaves only that person's
-- rows.
create function private.own_live_share(p_media_id uuid, p_board_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', s.id, 'tokenHash', s.token_hash, 'showsPrompt', s.shows_prompt, 'isListed', s.is_listed,
      'createdAt', s.created_at, 'expiresAt', s.expires_at
    )
    from public.shares s
    where (s.media_id = p_media_id or s.board_id = p_board_id) and s.revoked_at is null
      and (s.expires_at is null or s.expires_at > now())
  );
end
$$;
comment on function private.own_live_share is 'shareView of the live link to a file or a board, or null.';
grant execute on function private.own_live_share to authenticated;

create function private.board_in_short(p_board_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('id', b.id, 'name', b.name)
    from public.boards b where b.id = p_board_id and b.deleted_at is null
  );
end
$$;
comment on function private.board_in_short is 'sharedBoardView of one''s own board, or null.';
grant execute on function private.board_in_short to authenticated;

create function public.share_page(p_media_id text default null, p_board_id text default null)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_media uuid := (
    select m.id from public.media m where m.id = private.as_uuid(p_media_id) and m.trashed_at is null
      and (m.expires_at is null or m.expires_at > now())
  );
  v_board uuid := private.as_uuid(p_board_id);
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'media', private.media_views(array[v_media])->0,
    'board', private.board_in_short(v_board),
    'share', private.own_live_share(v_media, v_board)
  );
end
$$;
comment on function public.share_page is 'sharePage: one''s own file or board, one of both, with its live link.';
grant execute on function public.share_page to authenticated;

create function public.links_page(p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_page_size integer := least(100, greatest(1, p_page_size));
  v_user uuid := auth.uid();
  v_ids uuid[];
begin
  v_ids := array(
    select s.id from public.shares s
    left join public.media m on m.id = s.media_id and m.kind = s.media_kind
    left join public.boards b on b.id = s.board_id
    where s.user_id = v_user and s.revoked_at is null and (s.expires_at is null or s.expires_at > now())
      and ((b.id is not null and b.deleted_at is null) or (
        m.id is not null and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())))
    order by s.created_at desc, s.id desc
  );
  return jsonb_build_object(
    'account', private.account_view(),
    'total', cardinality(v_ids),
    'links', coalesce((
      select jsonb_agg(private.own_live_share(s.media_id, s.board_id) || jsonb_build_object(
        'media', private.media_views(array[s.media_id])->0, 'board', private.board_in_short(s.board_id)
      ) order by i.place)
      from unnest(v_ids[(greatest(1, p_page) - 1) * v_page_size + 1 : greatest(1, p_page) * v_page_size])
        with ordinality as i (id, place)
      join public.shares s on s.id = i.id
    ), '[]')
  );
end
$$;
comment on function public.links_page is 'linksPage: one''s own live links, the latest first. At most 100 a page.';
grant execute on function public.links_page to authenticated;
