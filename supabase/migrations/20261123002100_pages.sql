-- One function a page. They run as the person who asks; row-level security leaves only that person's rows.
create function public.account_page()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('account', private.account_view(), 'suspensionMessage', (
    select u.suspension_message from public.users u where u.id = (select auth.uid())));
end
$$;
comment on function public.account_page is 'accountPage.';
grant execute on function public.account_page to authenticated;

create function public.devices_page()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_session uuid := nullif(auth.jwt()->>'session_id', '')::uuid;
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'devices', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', d.id, 'agent', d.agent, 'address', d.address, 'createdAt', d.created_at, 'lastSeenAt', d.last_seen_at,
        'isThis', d.id = v_session
      ) order by d.id = v_session desc, d.last_seen_at desc, d.id desc), '[]')
      from (
        select s.* from public.user_sessions s
        where s.user_id = (select auth.uid()) and s.revoked_at is null and s.live_until > now()
        order by s.id = v_session desc, s.last_seen_at desc, s.id desc limit 100
      ) d
    )
  );
end
$$;
comment on function public.devices_page is
  'devicesPage: the sessions in which one is signed in, this one first, then the last used; at most 100.';
grant execute on function public.devices_page to authenticated;

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
    'sources', case when p_kind = 'image' then '[]' else private.media_views(private.own_source_ids(false, 12)) end,
    'films', case when p_kind = 'video' then private.media_views(private.own_source_ids(true, 8)) else '[]' end,
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
    'months', case when v_hits.total > 1000 then private.own_months(p_view) else '[]' end,
    'going', case when p_view = 'recent' then private.own_going() end,
    'takenDown', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id, 'words', t.words, 'fileCount', t.file_count, 'takenAt', t.taken_at) order by t.taken_at desc), '[]')
      from (
        select o.* from public.take_downs o where o.seen_at is null and o.undone_at is null
        order by o.taken_at desc limit 5
      ) t
    )
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

create function private.given_views(p_generation_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'role', i.input->>'role',
      'media', private.media_views(array(
        select m.id from public.media m
        where m.id = (i.input->>'id')::uuid and m.trashed_at is null and (m.expires_at is null or m.expires_at > now())
      ))->0,
      'upload', (select private.upload_view(u) from public.uploads u where u.id = (i.input->>'id')::uuid)
    ) order by i.place), '[]')
    from public.generations g cross join jsonb_array_elements(g.inputs) with ordinality as i (input, place)
    where g.id = p_generation_id and i.input->>'role' <> 'mask'
  );
end
$$;
comment on function private.given_views is
  'The further pictures that a generation was given, in order: {role, media, upload}; both null for one that is gone.';
grant execute on function private.given_views to authenticated;

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
    select s.id from public.media s
    where s.id = v_media.source_media_id and s.trashed_at is null and (s.expires_at is null or s.expires_at > now())
  );
  return jsonb_build_object(
    'account', private.account_view(),
    'media', (private.media_views(array[v_media.id])->0)
      || jsonb_build_object(
        'contentType', v_media.content_type, 'sizeBytes', v_media.size_bytes, 'hasFrame', v_media.has_frame
      ),
    'generation', private.generation_views(array[v_media.generation_id])->0,
    'source', case when v_source is not null then private.media_views(array[v_source])->0 end,
    'sourceUpload', (
      select private.upload_view(u) from public.generations g join public.uploads u on u.id = g.source_media_id
      where g.id = v_media.generation_id
    ),
    'given', private.given_views(v_media.generation_id),
    'isSource', exists (
      select from public.media s
      where s.source_media_id = v_media.id and s.trashed_at is null and (s.expires_at is null or s.expires_at > now())
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
  'in its own order, where the file is on it), and what it was made from, with and into (the latest 12).';
grant execute on function public.media_page to authenticated;

create function private.ledger_entry(p_entry public.credit_ledger, p_generation public.generations)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'seq', p_entry.seq, 'delta', p_entry.delta, 'balanceAfter', p_entry.balance_after, 'reason', p_entry.reason,
    'note', p_entry.note, 'createdAt', p_entry.created_at, 'generationId', p_entry.generation_id,
    'prompt', p_generation.prompt, 'status', p_generation.status,
    'missing', case when p_entry.media_id is not null then
      jsonb_build_object('kind', p_generation.kind, 'place', array_position(p_generation.media_ids, p_entry.media_id),
        'outputCount', p_generation.output_count)
    end
  );
end
$$;
comment on function private.ledger_entry is 'creditEntryView of a movement, and of the request that it is about.';
grant execute on function private.ledger_entry to authenticated;

create function private.ledger_entries(p_user uuid, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_page integer := greatest(1, p_page);
  v_page_size integer := least(100, greatest(1, p_page_size));
begin
  return (
    select coalesce(jsonb_agg(private.ledger_entry(l, g) order by l.seq desc), '[]')
    from (
      select o.seq from public.credit_ledger o where o.user_id = p_user
      order by o.seq desc limit v_page_size offset (v_page - 1)::bigint * v_page_size
    ) e
    join public.credit_ledger l on l.user_id = p_user and l.seq = e.seq
    left join public.generations g on g.id = l.generation_id
  );
end
$$;
comment on function private.ledger_entries is
  'creditEntryView of a page of somebody''s ledger, newest first, of at most 100. As whoever asks may see it.';
grant execute on function private.ledger_entries to authenticated;

create function public.credits_page(p_page integer, p_page_size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'entries', private.ledger_entries(v_user, p_page, p_page_size),
    'spending', private.own_spending(),
    'allowance', private.own_allowance(),
    'total', (select count(*) from public.credit_ledger l where l.user_id = v_user),
    'firstGrantRefused', (select u.first_grant_refused from public.users u where u.id = v_user)
  );
end
$$;
comment on function public.credits_page is 'creditsPage, newest first. At most 100 a page.';
grant execute on function public.credits_page to authenticated;

create function public.credits_history(p_after bigint, p_from date default null, p_to date default null)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  return jsonb_build_object(
    'account', private.account_view(),
    'entries', (
      select coalesce(jsonb_agg(private.ledger_entry(l, g) order by l.seq), '[]')
      from (
        select o.seq from public.credit_ledger o
        where o.user_id = v_user and o.seq > p_after
          and (p_from is null or o.created_at >= p_from::timestamp at time zone 'UTC')
          and (p_to is null or o.created_at < (p_to + 1)::timestamp at time zone 'UTC')
        order by o.seq limit 500
      ) e
      join public.credit_ledger l on l.user_id = v_user and l.seq = e.seq
      left join public.generations g on g.id = l.generation_id
    )
  );
end
$$;
comment on function public.credits_history is
  'creditsHistory: one''s own movements of those days (UTC, both included) after the one of that number, oldest first, '
  '500 at most.';
grant execute on function public.credits_history to authenticated;

-- With the server's rights: whoever reads a zip may go on for longer than an access token lasts.
create function public.media_file(p_user_id uuid, p_session_id uuid, p_media_id text)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text, prompt text,
  has_frame boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_id uuid := private.as_uuid(p_media_id);
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return query
  select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256, g.prompt, m.has_frame
  from public.media m join public.generations g on g.id = m.generation_id
  where m.id = v_id and m.user_id = p_user_id and (m.expires_at is null or m.expires_at > now())
  union all
  select u.id, u.store, u.path, u.thumb_path, u.content_type, u.size_bytes, u.sha256, '', true
  from public.uploads u where u.id = v_id and u.user_id = p_user_id;
end
$$;
comment on function public.media_file is
  'One of the person''s own files or uploads; no row for any other. Also in the trash, as long as it is there. Error: '
  'signed_out.';
grant execute on function public.media_file to service_role;

create function public.own_inputs(p_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'sources', private.media_views(array(
      select m.id from public.media m
      where m.id = any (p_ids) and m.kind <> 'video' and m.trashed_at is null
        and (m.expires_at is null or m.expires_at > now())
    )),
    'films', (
      select coalesce(jsonb_agg(jsonb_build_object('tile', f.tile, 'sizeBytes', m.size_bytes, 'store', m.store)), '[]')
      from jsonb_array_elements(private.media_views(array(
        select o.id from public.media o
        where o.id = any (p_ids) and o.kind = 'video' and o.trashed_at is null
          and (o.expires_at is null or o.expires_at > now())
      ))) as f (tile)
      join public.media m on m.id = (f.tile->>'id')::uuid
    ),
    'uploads', (
      select coalesce(jsonb_agg(private.upload_view(u) order by u.created_at desc, u.id desc), '[]')
      from public.uploads u where u.id = any (p_ids) and u.role = 'picture'
    ),
    'maskIds', (
      select coalesce(jsonb_agg(u.id), '[]') from public.uploads u where u.id = any (p_ids) and u.role = 'mask'
    ),
    'made', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', m.id, 'model', g.model, 'prompt', g.prompt, 'negativePrompt', g.negative_prompt,
        'settings', g.settings, 'position', m.position
      )), '[]')
      from public.media m join public.generations g on g.id = m.generation_id
      where m.id = any (p_ids) and m.kind <> 'video' and m.trashed_at is null
        and (m.expires_at is null or m.expires_at > now())
    )
  );
end
$$;
comment on function public.own_inputs is
  'ownInputs: those of the ids that something can be made from or with, and how they were made, the viewer''s own alone.';
grant execute on function public.own_inputs to authenticated;
