-- Parts of the pages about boards and tags. They run as the person who asks, as those of page_views do.
create function private.cover_of(p_board public.boards)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    (
      select m.id from public.media m
      where m.id = p_board.cover_media_id and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
    ),
    (
      select m.id from public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind
      where o.board_id = p_board.id and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
      order by o.position, o.media_id limit 1
    )
  );
end
$$;
comment on function private.cover_of is
  'The file that stands for a board: the one chosen for it, else the first one that can be seen; null for none.';
grant execute on function private.cover_of to authenticated;

create function private.count_on_board(p_board uuid)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*) from public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind
    where o.board_id = p_board and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
  );
end
$$;
comment on function private.count_on_board is 'How many files can be seen on a board, which holds 10,000 at most.';
grant execute on function private.count_on_board to authenticated;

create function private.board_neighbours(p_board uuid, p_media uuid)
returns table (board_id uuid, previous_id uuid, next_id uuid)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_place public.board_media;
begin
  select o.* into v_place
  from public.board_media o join public.boards b on b.id = o.board_id
  where o.board_id = p_board and o.media_id = p_media and b.user_id = (select auth.uid()) and b.deleted_at is null;
  if not found then
    return;
  end if;
  board_id := v_place.board_id;
  previous_id := (
    select o.media_id from public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind
    where o.board_id = v_place.board_id and (o.position, o.media_id) < (v_place.position, v_place.media_id)
      and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
    order by o.position desc, o.media_id desc limit 1
  );
  next_id := (
    select o.media_id from public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind
    where o.board_id = v_place.board_id and (o.position, o.media_id) > (v_place.position, v_place.media_id)
      and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
    order by o.position, o.media_id limit 1
  );
  return next;
end
$$;
comment on function private.board_neighbours is
  'The files before and after one on a board of the person, in its order, and the board; no row where it is not on it.';
grant execute on function private.board_neighbours to authenticated;

create function private.board_choices(p_media uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', b.id, 'name', b.name,
      'holds', (select count(*) from public.board_media o where o.board_id = b.id and o.media_id = any (p_media))
    ) order by b.position, b.id), '[]')
    from public.boards b where b.user_id = (select auth.uid()) and b.deleted_at is null
  );
end
$$;
comment on function private.board_choices is 'boardChoice of each board of the person: how many of these files it holds.';
grant execute on function private.board_choices to authenticated;

create function private.tag_views(p_media uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('tag', t.tag, 'count', t.count) order by t.folded), '[]')
    from (
      select o.folded, max(o.tag) as tag, count(*) as count from public.media_tags o
      where o.media_id = any (p_media) group by o.folded
    ) t
  );
end
$$;
comment on function private.tag_views is 'tagView of each tag on these files: how many of them have it.';
grant execute on function private.tag_views to authenticated;
