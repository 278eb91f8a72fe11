-- One function a page. They run as the person who asks; row-level security leaves only that person's rows.
create function public.account_page()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('account', private.account_view());
end
$$;
comment on function public.account_page is 'accountPage.';
grant execute on function public.account_page to authenticated;

create function public.studio_page(p_kind public.generation_kind)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_ids uuid[] := private.own_generation_ids(p_kind, 24);
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'settings', private.settings_view(),
    'generations', private.generation_views(v_ids),
    'recentPrompts', (
      select coalesce(jsonb_agg(g.prompt order by i.place), '[]')
      from unnest(private.own_recent_prompts(p_kind, 12)) with ordinality as i (id, place)
      join public.generations g on g.id = i.id
    ),
    'sources', case when p_kind = 'image' then '[]' else private.media_views(private.own_picture_ids(12)) end,
    'uploads', case when p_kind = 'image' then '[]' else (
      select coalesce(jsonb_agg(private.upload_view(u) order by u.created_at desc, u.id desc), '[]')
      from (
        select o.* from public.uploads o where o.user_id = (select auth.uid()) and o.role = 'picture' and o.expires_at > now()
        order by o.created_at desc, o.id desc limit 4
      ) u
    ) end
  );
end
$$;
comment on function public.studio_page is
  'studioPage: the latest 24 requests of that kind, and for kinds that are made from a picture the latest 12 of one''s '
  'own and the latest 4 uploads.';
grant execute on function public.studio_page to authenticated;

create function public.generation_page(p_generation_id text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'generation', private.generation_views(array[private.as_uuid(p_generation_id)])->0
  );
end
$$;
comment on function public.generation_page is 'generationPage.';
grant execute on function public.generation_page to authenticated;

create function public.gallery_page(
  p_view public.media_shelf,
  p_sort text,
  p_page integer,
  p_page_size integer,
  p_count integer default null,
  p_filter jsonb default null,
  p_at timestamptz default null,
  p_id uuid default null,
  p_is_before boolean default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_size integer := least(100, greatest(1, p_page_size));
  v_hits record;
  v_unfinished record;
begin
  select o.* into v_hits from private.own_gallery(
    p_view, p_filter, p_sort, p_page, v_size, least(1000, greatest(1, coalesce(p_count, v_size))), p_at, p_id, p_is_before
  ) o;
  select o.* into v_unfinished
  from private.own_unfinished(p_view, p_at is null and greatest(1, p_page) = 1, p_filter) o;
  return jsonb_build_object(
    'account', private.account_view(),
    'items', private.gallery_items(v_hits.ids),
    'total', v_hits.total,
    'totalUnfiltered', v_hits.unfiltered + v_unfinished.unfiltered,
    'hasBefore', coalesce(v_hits.has_before, false),
    'hasAfter', coalesce(v_hits.has_after, false),
    'isNear', v_hits.is_near,
    'pending', private.generation_views(v_unfinished.ids),
    'choices', private.own_choices(p_view),
    'savedSearches', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'query', s.query) order by s.created_at, s.id), '[]')
      from public.saved_searches s
    ),
    'months', case when v_hits.total > 1000 then private.own_months(p_view) else '[]' end
  );
end
$$;
comment on function public.gallery_page is
  'galleryPage. p_sort: oldest, or newest first. p_filter: galleryFilter. Files from a numbered page on, or where p_at '
  'and p_id name a place in the list, those after it or, with p_is_before, before it. A page has at most 100; p_count, '
  'at most 1,000, asks for more than one of them.';
grant execute on function public.gallery_page to authenticated;

create function public.gallery_matches(
  p_view public.media_shelf,
  p_filter jsonb default null,
  p_at timestamptz default null,
  p_id uuid default null
)
returns table (id uuid, created_at timestamptz)
language sql
stable
set search_path = ''
as $$
  select o.id, o.created_at from private.own_matches(p_view, p_filter, 1000, p_at, p_id) o
$$;
comment on function public.gallery_matches is
  'All files of a view that match a filter (galleryFilter), newest first, 1,000 a call; who wants more goes on after '
  'the last, by its created_at and id.';
grant execute on function public.gallery_matches to authenticated;

create function public.gallery_place(p_media_id text)
returns table (id uuid, view public.media_shelf, place integer, near_at timestamptz, near_id uuid)
language sql
stable
set search_path = ''
as $$
  select o.* from private.own_place(private.as_uuid(p_media_id)) o
$$;
comment on function public.gallery_place is
  'Where one of the viewer''s own files stands: in which view, and at which place from 1 of it, newest first, where '
  '1,001 stands for beyond the first 1,000. near_at and near_id are those of the twelfth file before it. No row for '
  'what is not the viewer''s.';
grant execute on function public.gallery_place to authenticated;

create function public.media_page(
  p_media_id text,
  p_view public.media_shelf default null,
  p_sort text default null,
  p_filter jsonb default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_id uuid := private.as_uuid(p_media_id);
  v_media public.media;
  v_near record;
  v_on_board record;
  v_source uuid;
begin
  select m.* into v_media from public.media m where m.id = v_id and (m.expires_at is null or m.expires_at > now());
  select o.* into v_on_board from private.board_neighbours(
    case when p_view is null then private.as_uuid(p_filter->>'board') end, v_media.id) o;
  select o.* into v_near from private.own_neighbours(v_media.id, p_view, p_sort, p_filter) o
  where v_on_board.board_id is null;
  v_source := (
    select s.id from public.generations g join public.media s on s.id = g.source_media_id
    where g.id = v_media.generation_id and s.trashed_at is null and (s.expires_at is null or s.expires_at > now())
  );
  return jsonb_build_object(
    'account', private.account_view(),
    'media', (private.media_views(array[v_media.id])->0)
      || jsonb_build_object('contentType', v_media.content_type, 'sizeBytes', v_media.size_bytes),
    'generation', private.generation_views(array[v_media.generation_id])->0,
    'source', private.media_views(array[v_source])->0,
    'sourceUpload', (
      select private.upload_view(u) from public.uploads u where u.id = v_media.source_media_id
    ),
    'madeInto', private.media_views(private.own_made_into(v_media.id, 12)),
    'list', v_near.list,
    'boardId', v_on_board.board_id,
    'previousId', coalesce(v_on_board.previous_id, v_near.previous_id),
    'nextId', coalesce(v_on_board.next_id, v_near.next_id),
    'boards', private.board_choices(array[v_media.id]),
    'tags', private.tag_views(array[v_media.id]),
    'settings', private.settings_view()
  );
end
$$;
comment on function public.media_page is
  'mediaPage, with its neighbours in that list of the gallery (p_view null: the file''s own, or the board of p_filter '
  'in its own order, where the file is on it), and what it was made from and into (the latest 12).';
grant execute on function public.media_page to authenticated;

create function public.credits_page(p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_page integer := greatest(1, p_page);
  v_page_size integer := least(100, greatest(1, p_page_size));
  v_user uuid := auth.uid();
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'entries', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'seq', e.seq, 'delta', e.delta, 'balanceAfter', e.balance_after, 'reason', e.reason, 'note', e.note,
        'createdAt', e.created_at, 'generationId', e.generation_id, 'prompt', g.prompt, 'status', g.status,
        'missing', case when e.media_id is not null then
          jsonb_build_object('kind', g.kind, 'place', array_position(g.media_ids, e.media_id), 'outputCount', g.output_count)
        end
      ) order by e.seq desc), '[]')
      from (
        select l.* from public.credit_ledger l where l.user_id = v_user
        order by l.seq desc limit v_page_size offset (v_page - 1)::bigint * v_page_size
      ) e
      left join public.generations g on g.id = e.generation_id
    ),
    'total', (select count(*) from public.credit_ledger l where l.user_id = v_user),
    'firstGrantRefused', (select u.first_grant_refused from public.users u where u.id = v_user)
  );
end
$$;
comment on function public.credits_page is 'creditsPage, newest first. At most 100 a page.';
grant execute on function public.credits_page to authenticated;

create function public.media_file(p_media_id text)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text, prompt text
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_id uuid := private.as_uuid(p_media_id);
begin
  return query
  select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256, g.prompt
  from public.media m join public.generations g on g.id = m.generation_id
  where m.id = v_id and (m.expires_at is null or m.expires_at > now())
  union all
  select u.id, u.store, u.path, u.thumb_path, u.content_type, u.size_bytes, u.sha256, ''
  from public.uploads u where u.id = v_id;
end
$$;
comment on function public.media_file is
  'One of the viewer''s own files or uploads, or no row. Also in the trash, as long as it is there.';
grant execute on function public.media_file to authenticated;

create function public.own_upload(p_upload_id text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (select private.upload_view(u) from public.uploads u where u.id = private.as_uuid(p_upload_id) and u.role = 'picture');
end
$$;
comment on function public.own_upload is 'uploadView of one of the viewer''s own uploads, or null.';
grant execute on function public.own_upload to authenticated;
