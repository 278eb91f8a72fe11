-- How a person orders their files: stars, boards and tags. A file's place on boards and its tags go with the file.
create table public.boards (
  id uuid not null,
  user_id uuid not null,
  name text not null,
  position bigint not null,
  cover_media_id uuid,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  origin_id uuid,
  constraint boards_pkey primary key (id),
  constraint boards_user_id_fkey foreign key (user_id) references public.users (id),
  constraint boards_name check (btrim(name) = name and char_length(name) between 1 and 640)
);
comment on table public.boards is 'A person''s collections of files.';
comment on column public.boards.name is 'At most 80 characters as people count them; 640 code points hold those.';
comment on column public.boards.position is 'Boards are listed by it, the lowest first.';
comment on column public.boards.cover_media_id is
  'The file on it that was chosen to stand for it. Null, or not to be seen: the first one that can be.';
comment on column public.boards.deleted_at is 'From then on it can be brought back for a week.';
comment on column public.boards.origin_id is 'Its id in the Easel where it was made. Null: it was made here.';
create unique index boards_origin on public.boards (user_id, origin_id) where origin_id is not null;
create index boards_user on public.boards (user_id, position, id);
create index boards_deleted on public.boards (deleted_at) where deleted_at is not null;
alter table public.boards enable row level security;
create policy boards_own on public.boards for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.boards to authenticated, service_role;

create table public.board_media (
  board_id uuid not null,
  media_id uuid not null,
  media_kind public.generation_kind not null,
  user_id uuid not null,
  generation_id uuid not null,
  position bigint not null,
  made_at timestamptz not null,
  added_at timestamptz not null default now(),
  constraint board_media_pkey primary key (board_id, media_id),
  constraint board_media_board_id_fkey foreign key (board_id) references public.boards (id) on delete cascade,
  constraint board_media_media_fkey foreign key (media_id, media_kind) references public.media (id, kind) on delete cascade
);
comment on table public.board_media is 'Which files are on which boards. A file may be on several.';
comment on column public.board_media.generation_id is
  'The file''s, which never changes: searches on a board need not read each file.';
comment on column public.board_media.position is 'Within the board, the lowest first; what is added comes first.';
comment on column public.board_media.made_at is
  'The file''s created_at, which never changes: the gallery lists a board''s files in its own order by index.';
create index board_media_order on public.board_media (board_id, position, media_id);
create index board_media_made on public.board_media (board_id, made_at desc, media_id desc) include (media_kind, generation_id);
create index board_media_media on public.board_media (media_id, media_kind);
alter table public.board_media enable row level security;
create policy board_media_own on public.board_media for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.board_media to authenticated, service_role;
alter table public.boards add constraint boards_cover_fkey foreign key (id, cover_media_id)
  references public.board_media (board_id, media_id) on delete set null (cover_media_id);
create index boards_cover on public.boards (id, cover_media_id);

create table private.board_removals (
  board_id uuid not null,
  media_id uuid not null,
  media_kind public.generation_kind not null,
  position bigint not null,
  was_cover boolean not null,
  removed_at timestamptz not null default now(),
  constraint board_removals_pkey primary key (board_id, media_id),
  constraint board_removals_board_id_fkey foreign key (board_id) references public.boards (id) on delete cascade,
  constraint board_removals_media_fkey foreign key (media_id, media_kind) references public.media (id, kind) on delete cascade
);
comment on table private.board_removals is
  'Where files lay that were taken off boards, for a day, so that they can be put back as they were.';
create index board_removals_media on private.board_removals (media_id, media_kind);
create index board_removals_old on private.board_removals (removed_at);
alter table private.board_removals enable row level security;

create table public.media_tags (
  media_id uuid not null,
  media_kind public.generation_kind not null,
  user_id uuid not null,
  generation_id uuid not null,
  tag text not null,
  folded text not null generated always as (private.fold(tag)) stored,
  made_at timestamptz not null,
  constraint media_tags_pkey primary key (media_id, folded),
  constraint media_tags_media_fkey foreign key (media_id, media_kind) references public.media (id, kind) on delete cascade,
  constraint media_tags_tag check (btrim(tag) = tag and folded <> '' and char_length(tag) between 1 and 320)
);
comment on table public.media_tags is 'Words that a person has put on files to find them by.';
comment on column public.media_tags.generation_id is 'The file''s, which never changes: as on board_media.';
comment on column public.media_tags.tag is
  'As it was typed, at most 40 characters as people count them; 320 code points hold those.';
comment on column public.media_tags.folded is 'As it is compared: without case and accents.';
comment on column public.media_tags.made_at is 'The file''s created_at, which never changes: for the gallery''s order.';
create index media_tags_user on public.media_tags (user_id, folded, made_at desc, media_id desc)
  include (tag, media_kind, generation_id);
create index media_tags_media on public.media_tags (media_id, media_kind);
alter table public.media_tags enable row level security;
create policy media_tags_own on public.media_tags for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.media_tags to authenticated, service_role;

create function private.lock_own_media(p_user_id uuid, p_media_ids text[])
returns setof public.media
language plpgsql
set search_path = ''
as $$
begin
  return query
  select m.* from public.media m
  where m.id = any (private.valid_ids(p_media_ids)) and m.user_id = p_user_id and m.trashed_at is null
    and (m.expires_at is null or m.expires_at > now())
  order by m.id for no key update;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function private.lock_own_media is
  'Those of a person''s own files that can be seen and are not in the trash, locked; not_found when there is none. '
  'Before their boards, everywhere: a file that goes takes its place on boards along in that order.';

create function private.lock_own_board(p_user_id uuid, p_board_id text)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  select b.id into v_id from public.boards b
  where b.id = private.as_uuid(p_board_id) and b.user_id = p_user_id and b.deleted_at is null
  for no key update;
  if not found then
    perform private.refuse('not_found');
  end if;
  return v_id;
end
$$;
comment on function private.lock_own_board is 'The id of a person''s own board, locked; not_found when there is none.';

create function private.check_board_name(p_name text)
returns text
language plpgsql
set search_path = ''
as $$
begin
  if btrim(p_name) <> p_name or char_length(p_name) not between 1 and 640 or private.fold(p_name) = '' then
    perform private.refuse('invalid_input');
  end if;
  return p_name;
end
$$;
comment on function private.check_board_name is 'The name, when a board may have it.';

create function public.star_media(p_user_id uuid, p_session_id uuid, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  with chosen as materialized (select c.id, c.kind from private.lock_own_media(p_user_id, p_media_ids) c)
  update public.media m set starred_at = coalesce(m.starred_at, now())
  from chosen c where m.id = c.id and m.kind = c.kind returning m.id;
end
$$;
comment on function public.star_media is
  'Marks the user''s files as favorites. Returns the ids that it reached; not_found when it reached none. Files in the '
  'trash are left out, here and in every function of boards and tags.';
grant execute on function public.star_media to service_role;

create function public.unstar_media(p_user_id uuid, p_session_id uuid, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  with chosen as materialized (select c.id, c.kind from private.lock_own_media(p_user_id, p_media_ids) c)
  update public.media m set starred_at = null
  from chosen c where m.id = c.id and m.kind = c.kind returning m.id;
end
$$;
comment on function public.unstar_media is
  'Takes the stars off the user''s files. Returns the ids that it reached; not_found when it reached none.';
grant execute on function public.unstar_media to service_role;

create function private.put_on_board(p_user_id uuid, p_board_id text, p_media_ids text[])
returns setof uuid
language plpgsql
set search_path = ''
as $$
declare
  v_board uuid;
  v_media public.media[];
begin
  v_media := array(select m from private.lock_own_media(p_user_id, p_media_ids) m);
  v_board := private.lock_own_board(p_user_id, p_board_id);
  insert into public.board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
  select v_board, n.id, n.kind, p_user_id, n.generation_id,
    coalesce((select min(o.position) from public.board_media o where o.board_id = v_board), 0)
      - row_number() over (order by n.created_at, n.id),
    n.created_at
  from unnest(v_media) n
  on conflict (board_id, media_id) do nothing;
  if (select count(*) from public.board_media o where o.board_id = v_board) > 10000 then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'board_files', 'limit', 10000));
  end if;
  return query select n.id from unnest(v_media) n;
end
$$;
comment on function private.put_on_board is 'add_to_board, for a person whose session has been looked at.';

create function private.lock_boards(p_user_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('boards of ' || p_user_id::text, 0));
end
$$;
comment on function private.lock_boards is
  'One board at a time comes to a person, so that each has a place of its own and their number can be told.';

create function private.check_board_count(p_user_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if (select count(*) from public.boards b where b.user_id = p_user_id and b.deleted_at is null) > 200 then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'boards', 'limit', 200));
  end if;
end
$$;
comment on function private.check_board_count is 'limit_reached {what, limit} for a person with more than 200 boards.';

create function public.make_board(
  p_user_id uuid,
  p_session_id uuid,
  p_board_id uuid,
  p_name text,
  p_media_ids text[] default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_board public.boards;
begin
  perform private.require_session(p_user_id, p_session_id);
  perform private.lock_boards(p_user_id);
  select b.* into v_board from public.boards b where b.id = p_board_id;
  if found then
    if v_board.user_id <> p_user_id then
      perform private.refuse('not_found');
    end if;
    return v_board.id;
  end if;
  insert into public.boards (id, user_id, name, position)
  values (p_board_id, p_user_id, private.check_board_name(p_name),
    coalesce((select min(b.position) from public.boards b where b.user_id = p_user_id), 0) - 1);
  perform private.check_board_count(p_user_id);
  if cardinality(p_media_ids) > 0 then
    perform private.put_on_board(p_user_id, p_board_id::text, p_media_ids);
  end if;
  return p_board_id;
end
$$;
comment on function public.make_board is
  'Makes a board, first in the list, with those of the user''s files on it, and returns its id, which the form brings: '
  'sent again, it makes no second one. invalid_input: the name is empty or too long; limit_reached {what, limit}: '
  '200 boards; not_found: files were named, and none is to be had.';
grant execute on function public.make_board to service_role;

create function public.rename_board(p_user_id uuid, p_session_id uuid, p_board_id text, p_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_board uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  v_board := private.lock_own_board(p_user_id, p_board_id);
  update public.boards b set name = private.check_board_name(p_name) where b.id = v_board;
end
$$;
comment on function public.rename_board is 'Errors: invalid_input, not_found.';
grant execute on function public.rename_board to service_role;

create function public.order_boards(p_user_id uuid, p_session_id uuid, p_board_ids text[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  perform from public.boards b where b.user_id = p_user_id order by b.id for no key update;
  with asked as (
    select private.as_uuid(i.id) as id, min(i.place) as place from unnest(p_board_ids) with ordinality as i (id, place)
    group by 1
  ), chosen as (
    select b.id, b.position, row_number() over (order by a.place) as place, row_number() over (order by b.position, b.id) as rank
    from public.boards b join asked a on a.id = b.id where b.user_id = p_user_id and b.deleted_at is null
  )
  update public.boards b set position = t.position
  from chosen c join chosen t on t.rank = c.place where b.id = c.id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.order_boards is
  'The user''s boards named here take the places that these have among all, in the order given; the others stay where '
  'they are. not_found when it reached none.';
grant execute on function public.order_boards to service_role;

create function public.delete_board(p_user_id uuid, p_session_id uuid, p_board_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.boards b set deleted_at = coalesce(b.deleted_at, now())
  where b.id = private.as_uuid(p_board_id) and b.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.delete_board is
  'Takes a board away, not its files. It can be brought back for a week. Errors: not_found.';
grant execute on function public.delete_board to service_role;

create function public.restore_board(p_user_id uuid, p_session_id uuid, p_board_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  perform private.lock_boards(p_user_id);
  update public.boards b set deleted_at = null
  where b.id = private.as_uuid(p_board_id) and b.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
  perform private.check_board_count(p_user_id);
end
$$;
comment on function public.restore_board is
  'Brings a deleted board back, at its place and with its files. Errors: not_found, limit_reached {what, limit}.';
grant execute on function public.restore_board to service_role;

create function public.add_to_board(p_user_id uuid, p_session_id uuid, p_board_id text, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query select private.put_on_board(p_user_id, p_board_id, p_media_ids);
end
$$;
comment on function public.add_to_board is
  'Puts the user''s files on the user''s board, first, the newest before the others; what is on it already stays where '
  'it is. Returns the ids that it reached. Errors: not_found (no such board, or none of the files); limit_reached '
  '{what, limit}: 10,000 files on a board.';
grant execute on function public.add_to_board to service_role;

create function public.remove_from_board(p_user_id uuid, p_session_id uuid, p_board_id text, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_board uuid;
  v_cover uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  perform from public.media m
  where m.id = any (private.valid_ids(p_media_ids)) and m.user_id = p_user_id order by m.id for key share;
  v_board := private.lock_own_board(p_user_id, p_board_id);
  v_cover := (select b.cover_media_id from public.boards b where b.id = v_board);
  return query
  with taken as (
    delete from public.board_media b
    where b.board_id = v_board and b.media_id = any (private.valid_ids(p_media_ids))
    returning b.media_id, b.media_kind, b.position
  ), remembered as (
    insert into private.board_removals (board_id, media_id, media_kind, position, was_cover)
    select v_board, t.media_id, t.media_kind, t.position, t.media_id = v_cover is true from taken t
    on conflict (board_id, media_id) do update
    set position = excluded.position, was_cover = excluded.was_cover, removed_at = now()
  )
  select t.media_id from taken t;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.remove_from_board is
  'Takes files off the user''s board; the files stay. Returns the ids that were on it; not_found when none was.';
grant execute on function public.remove_from_board to service_role;

create function public.put_back_on_board(p_user_id uuid, p_session_id uuid, p_board_id text, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_board uuid := private.as_uuid(p_board_id);
  v_ids uuid[];
begin
  perform private.require_session(p_user_id, p_session_id);
  v_ids := array(select private.put_on_board(p_user_id, p_board_id, p_media_ids));
  update public.board_media b set position = r.position
  from private.board_removals r
  where b.board_id = v_board and r.board_id = v_board and r.media_id = b.media_id and b.media_id = any (v_ids);
  -- Two files at one place could not be told to change it.
  if exists (select from public.board_media b where b.board_id = v_board group by b.position having count(*) > 1) then
    update public.board_media b set position = n.position
    from (
      select o.media_id, row_number() over (order by o.position, o.media_id) as position
      from public.board_media o where o.board_id = v_board
    ) n
    where b.board_id = v_board and b.media_id = n.media_id;
  end if;
  update public.boards b set cover_media_id = r.media_id
  from private.board_removals r
  where b.id = v_board and r.board_id = v_board and r.was_cover and r.media_id = any (v_ids) and b.cover_media_id is null;
  delete from private.board_removals r where r.board_id = v_board and r.media_id = any (v_ids);
  return query select unnest(v_ids);
end
$$;
comment on function public.put_back_on_board is
  'Takes remove_from_board back: as add_to_board, but each file at the place where it lay, and as the cover if it was '
  'that and there is no other. What was taken off more than a day ago comes first.';
grant execute on function public.put_back_on_board to service_role;

create function public.order_on_board(p_user_id uuid, p_session_id uuid, p_board_id text, p_media_ids text[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_board uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  perform from public.media m
  where m.id = any (private.valid_ids(p_media_ids)) and m.user_id = p_user_id order by m.id for key share;
  v_board := private.lock_own_board(p_user_id, p_board_id);
  with asked as (
    select private.as_uuid(i.id) as id, min(i.place) as place from unnest(p_media_ids) with ordinality as i (id, place)
    group by 1
  ), chosen as (
    select b.media_id, b.position, row_number() over (order by a.place) as place,
      row_number() over (order by b.position, b.media_id) as rank
    from public.board_media b join asked a on a.id = b.media_id where b.board_id = v_board
  )
  update public.board_media b set position = t.position
  from chosen c join chosen t on t.rank = c.place where b.board_id = v_board and b.media_id = c.media_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.order_on_board is
  'The files named here take the places that these have on the board, in the order given. Errors: not_found.';
grant execute on function public.order_on_board to service_role;

create function public.set_cover(p_user_id uuid, p_session_id uuid, p_board_id text, p_media_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_board uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  v_board := private.lock_own_board(p_user_id, p_board_id);
  update public.boards b set cover_media_id = o.media_id
  from public.board_media o
  where b.id = v_board and o.board_id = v_board and o.media_id = private.as_uuid(p_media_id);
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.set_cover is 'Lets a file that is on the board stand for it. Errors: not_found.';
grant execute on function public.set_cover to service_role;

create function public.tag_media(p_user_id uuid, p_session_id uuid, p_media_ids text[], p_tags text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_media public.media[];
begin
  perform private.require_session(p_user_id, p_session_id);
  if cardinality(p_tags) not between 1 and 30 or exists (
    select from unnest(p_tags) as t (tag)
    where btrim(t.tag) <> t.tag or char_length(t.tag) not between 1 and 320 or private.fold(t.tag) = ''
  ) then
    perform private.refuse('invalid_input');
  end if;
  v_media := array(select m from private.lock_own_media(p_user_id, p_media_ids) m);
  insert into public.media_tags (media_id, media_kind, user_id, generation_id, tag, made_at)
  select n.id, n.kind, p_user_id, n.generation_id, t.tag, n.created_at
  from unnest(v_media) n
  cross join (select distinct on (private.fold(i.tag)) i.tag from unnest(p_tags) as i (tag)) t
  on conflict (media_id, folded) do update set tag = excluded.tag;
  if exists (
    select from public.media_tags t where t.media_id in (select n.id from unnest(v_media) n)
    group by t.media_id having count(*) > 30
  ) then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'file_tags', 'limit', 30));
  end if;
  return query select n.id from unnest(v_media) n;
end
$$;
comment on function public.tag_media is
  'Puts tags on the user''s files; one that differs in case or accents alone is the same, as it is typed now. Returns '
  'the ids that it reached. Errors: invalid_input (no tag, an empty or a too long one), not_found, limit_reached '
  '{what, limit}: 30 tags on a file.';
grant execute on function public.tag_media to service_role;

create function public.untag_media(p_user_id uuid, p_session_id uuid, p_media_ids text[], p_tags text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  perform private.require_session(p_user_id, p_session_id);
  v_ids := array(select m.id from private.lock_own_media(p_user_id, p_media_ids) m);
  delete from public.media_tags t
  where t.media_id = any (v_ids) and t.folded in (select private.fold(i.tag) from unnest(p_tags) as i (tag));
  return query select unnest(v_ids);
end
$$;
comment on function public.untag_media is
  'Takes tags off the user''s files, however they are typed. Returns the ids that it reached; not_found when none.';
grant execute on function public.untag_media to service_role;

create function private.purge_deleted_boards(p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_boards uuid[] := array(
    select b.id from public.boards b where b.deleted_at < now() - interval '7 days'
    order by b.deleted_at limit p_limit for update skip locked
  );
  v_places integer;
  v_count integer;
begin
  delete from private.board_removals r where (r.board_id, r.media_id) in (
    select o.board_id, o.media_id from private.board_removals o
    where o.removed_at < now() - interval '1 day' limit p_limit for update skip locked);
  delete from public.board_media o where (o.board_id, o.media_id) in (
    select i.board_id, i.media_id from public.board_media i where i.board_id = any (v_boards) limit p_limit
    for update skip locked);
  get diagnostics v_places = row_count;
  delete from public.boards b
  where b.id = any (v_boards) and not exists (select from public.board_media o where o.board_id = b.id);
  get diagnostics v_count = row_count;
  return jsonb_build_object('boards', v_count, 'boardFiles', v_places);
end
$$;
comment on function private.purge_deleted_boards is
  'Takes the files off boards that have been deleted for a week, so many at a time, and removes those that are empty. '
  'Returns how many places and boards went.';
