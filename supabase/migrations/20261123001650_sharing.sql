-- Links by which anybody may see one file or one board, and what strangers report of them.
create table public.shares (
  id uuid not null,
  user_id uuid not null,
  media_id uuid,
  media_kind public.generation_kind,
  board_id uuid,
  token_hash text not null,
  shows_prompt boolean not null,
  is_listed boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  constraint shares_pkey primary key (id),
  constraint shares_user_id_fkey foreign key (user_id) references public.users (id),
  constraint shares_media_fkey foreign key (media_id, media_kind) references public.media (id, kind) on delete cascade,
  constraint shares_board_id_fkey foreign key (board_id) references public.boards (id) on delete cascade,
  constraint shares_token_hash_key unique (token_hash),
  constraint shares_token_hash check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint shares_one_thing check (num_nonnulls(media_id, board_id) = 1 and (media_id is null) = (media_kind is null))
);
comment on table public.shares is 'Links by which anybody may see one file or one board until they end.';
comment on column public.shares.token_hash is
  'SHA-256, hex, of the link''s 128-bit token. The token itself is not kept: the server derives it from the id.';
comment on column public.shares.shows_prompt is 'Whether strangers may read the prompts.';
comment on column public.shares.is_listed is 'Whether search engines may list the page.';
comment on column public.shares.expires_at is 'From then on the link is dead. Null: it lasts until it is revoked.';
create unique index shares_one_per_media on public.shares (media_id, media_kind) where revoked_at is null;
create unique index shares_one_per_board on public.shares (board_id) where revoked_at is null;
create index shares_media on public.shares (media_id, media_kind);
create index shares_board on public.shares (board_id);
create index shares_user on public.shares (user_id, created_at desc, id desc);
alter table public.shares enable row level security;
create policy shares_own on public.shares for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.shares to authenticated, service_role;

create table public.take_downs (
  id uuid not null,
  user_id uuid not null,
  words text not null,
  file_count integer not null,
  taken_at timestamptz not null default now(),
  seen_at timestamptz,
  undone_at timestamptz,
  constraint take_downs_pkey primary key (id),
  constraint take_downs_user_id_fkey foreign key (user_id) references public.users (id),
  constraint take_downs_words check (char_length(words) <= 1000)
);
comment on table public.take_downs is 'What an admin has taken off shared pages after a report.';
comment on column public.take_downs.words is 'What its owner is told, besides that it happened.';
comment on column public.take_downs.file_count is 'How many files were hidden; 0: the link of a board alone was ended.';
comment on column public.take_downs.seen_at is 'Since when its owner wants to hear no more of it.';
create index take_downs_unseen on public.take_downs (user_id, taken_at desc) where seen_at is null and undone_at is null;
alter table public.take_downs enable row level security;
create policy take_downs_own on public.take_downs for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.take_downs to authenticated, service_role;

create table private.blocked_files (
  take_down_id uuid not null,
  media_id uuid not null,
  sha256 text not null,
  constraint blocked_files_pkey primary key (take_down_id, media_id),
  constraint blocked_files_take_down_id_fkey foreign key (take_down_id) references public.take_downs (id)
);
comment on table private.blocked_files is
  'Files that were taken down. Nothing with the same bytes is shown on a shared page, whosever it is, also when the file is gone.';
create index blocked_files_sha256 on private.blocked_files (sha256);
alter table private.blocked_files enable row level security;

create table public.reports (
  id uuid not null,
  share_id uuid,
  user_id uuid not null,
  media_id uuid,
  sha256 text,
  board_id uuid,
  reason text not null,
  words text not null,
  contact text not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  take_down_id uuid,
  constraint reports_pkey primary key (id),
  constraint reports_share_id_fkey foreign key (share_id) references public.shares (id) on delete set null,
  constraint reports_user_id_fkey foreign key (user_id) references public.users (id),
  constraint reports_take_down_id_fkey foreign key (take_down_id) references public.take_downs (id),
  constraint reports_reason check (reason in ('intimate', 'illegal', 'rights', 'other')),
  constraint reports_lengths check (char_length(words) <= 2000 and char_length(contact) <= 254),
  constraint reports_closed check (take_down_id is null or closed_at is not null)
);
comment on table public.reports is 'What strangers say of a shared page. It stays when the link, the file or the board goes.';
comment on column public.reports.user_id is 'Whose page it is.';
comment on column public.reports.media_id is 'The file, also one of several on a board. It may be gone.';
comment on column public.reports.sha256 is 'Of that file, so that it can be blocked although it is gone.';
comment on column public.reports.board_id is 'The board that it was seen on. It may be gone.';
comment on column public.reports.contact is 'Where an answer can go; empty for none.';
comment on column public.reports.closed_at is 'Since when nothing more is to be done: it was rejected, or had what take_down_id says.';
create index reports_open on public.reports (created_at, id) where closed_at is null;
create index reports_done on public.reports (closed_at desc, id desc) where closed_at is not null;
create index reports_share on public.reports (share_id);
create index reports_board on public.reports (board_id) where board_id is not null;
create index reports_user on public.reports (user_id);
create index reports_take_down on public.reports (take_down_id) where take_down_id is not null;
alter table public.reports enable row level security;
grant select on public.reports to service_role;

create table private.reported_files (
  board_id uuid not null,
  media_id uuid not null,
  sha256 text,
  position bigint not null,
  constraint reported_files_pkey primary key (board_id, media_id)
);
comment on table private.reported_files is
  'What was on a board when it was reported. The owner may have emptied or deleted it by the time an admin looks.';
comment on column private.reported_files.sha256 is 'So that it can be blocked although it is gone.';
comment on column private.reported_files.position is 'As on the board.';
alter table private.reported_files enable row level security;

create function private.is_blocked(p_sha256 text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from private.blocked_files b where b.sha256 = p_sha256);
end
$$;
comment on function private.is_blocked is 'Whether a file with these bytes was taken down.';

create function public.make_share(
  p_user_id uuid,
  p_session_id uuid,
  p_share_id uuid,
  p_token_hash text,
  p_shows_prompt boolean,
  p_is_listed boolean,
  p_media_id text default null,
  p_board_id text default null,
  p_expires_at timestamptz default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_media public.media;
  v_board uuid;
  v_share uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  if exists (select from public.users u where u.id = p_user_id and u.suspended_at is not null) then
    perform private.refuse('suspended');
  elsif exists (select from public.users u where u.id = p_user_id and u.deletes_at is not null) then
    perform private.refuse('leaving');
  end if;
  if num_nonnulls(p_media_id, p_board_id) <> 1 or p_expires_at <= now() then
    perform private.refuse('invalid_input');
  end if;
  if p_board_id is null then
    select m.* into v_media from private.lock_own_media(p_user_id, array[p_media_id]) m;
    if private.is_blocked(v_media.sha256) then
      perform private.refuse('taken_down');
    end if;
  else
    v_board := private.lock_own_board(p_user_id, p_board_id);
  end if;
  update public.shares s set revoked_at = s.expires_at
  where (s.media_id = v_media.id or s.board_id = v_board) and s.revoked_at is null and s.expires_at <= now();
  update public.shares s
  set shows_prompt = p_shows_prompt, is_listed = p_is_listed, expires_at = p_expires_at
  where (s.media_id = v_media.id or s.board_id = v_board) and s.revoked_at is null
  returning s.id into v_share;
  if v_share is null then
    v_share := p_share_id;
    insert into public.shares
      (id, user_id, media_id, media_kind, board_id, token_hash, shows_prompt, is_listed, expires_at)
    values (v_share, p_user_id, v_media.id, v_media.kind, v_board, p_token_hash, p_shows_prompt, p_is_listed, p_expires_at);
  end if;
  return v_share;
end
$$;
comment on function public.make_share is
  'Makes a link to the user''s own file or board, one of both, and returns its id; what has a live link keeps it, with '
  'the choices made now. The caller derives the token from the share''s id, so that it can show the link again. '
  'Errors: not_found, suspended, leaving, invalid_input (an end that is past), taken_down (a file like it was).';
grant execute on function public.make_share to service_role;

create function public.revoke_share(p_user_id uuid, p_session_id uuid, p_share_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.shares s set revoked_at = coalesce(s.revoked_at, now())
  where s.id = private.as_uuid(p_share_id) and s.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.revoke_share is 'The link is dead from now on. A repeat changes nothing. Errors: not_found.';
grant execute on function public.revoke_share to service_role;

create function private.live_share(p_token_hash text)
returns setof public.shares
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select s.* from public.shares s
  join public.users u on u.id = s.user_id
  where s.token_hash = p_token_hash and s.revoked_at is null and (s.expires_at is null or s.expires_at > now())
    and u.suspended_at is null and u.deletes_at is null
    and (s.board_id is null or exists (
      select from public.boards b where b.id = s.board_id and b.deleted_at is null));
end
$$;
comment on function private.live_share is
  'The share of a token while its link has not ended, its board is there and its owner is neither suspended nor about to '
  'go. Whether its '
  'file can be seen is another question.';

create function private.shared_places(p_share public.shares)
returns table (media_id uuid, media_kind public.generation_kind, place bigint)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select m.id, m.kind, o.position
  from (
    select p_share.media_id as id, p_share.media_kind as kind, 0::bigint as position where p_share.board_id is null
    union all
    select b.media_id, b.media_kind, b.position from public.board_media b where b.board_id = p_share.board_id
  ) o
  join public.media m on m.id = o.id and m.kind = o.kind
  where m.trashed_at is null and (m.expires_at is null or m.expires_at > now()) and not private.is_blocked(m.sha256);
end
$$;
comment on function private.shared_places is 'The files that a share shows now, with their place on its board.';

create function public.shared_page(p_token_hash text, p_page integer, p_page_size integer, p_media_id text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_share public.shares;
  v_page_size integer := least(100, greatest(1, p_page_size));
  v_ids uuid[];
  v_shown uuid[];
  v_at integer;
begin
  select s.* into v_share from private.live_share(p_token_hash) s;
  v_ids := array(select o.media_id from private.shared_places(v_share) o order by o.place, o.media_id);
  v_at := array_position(v_ids, private.as_uuid(p_media_id));
  if v_share.id is null or (v_share.board_id is null and v_ids = '{}') or (p_media_id is not null and v_at is null) then
    return null;
  end if;
  v_shown := case when v_at is not null then v_ids[v_at:v_at]
    else v_ids[(greatest(1, p_page) - 1) * v_page_size + 1 : greatest(1, p_page) * v_page_size] end;
  return jsonb_build_object(
    'showsPrompt', v_share.shows_prompt,
    'isListed', v_share.is_listed,
    'boardName', (select b.name from public.boards b where b.id = v_share.board_id),
    'total', cardinality(v_ids),
    'files', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', m.id, 'kind', m.kind, 'width', m.width, 'height', m.height, 'durationSeconds', m.duration_seconds,
        'thumbhash', m.thumbhash, 'contentType', m.content_type, 'model', g.model, 'digitalSource', m.digital_source,
        'prompt', case when v_share.shows_prompt then g.prompt end
      ) order by i.place)
      from unnest(v_shown) with ordinality as i (id, place)
      join public.media m on m.id = i.id
      join public.generations g on g.id = m.generation_id
    ), '[]'),
    'previousId', v_ids[v_at - 1],
    'nextId', v_ids[v_at + 1]
  );
end
$$;
comment on function public.shared_page is
  'What a shared page shows, sharedPage: one file, a page of a board, or (p_media_id) one file of it with its '
  'neighbours. Null: the link is dead or never was, or there is no such file. Nothing of its owner, and no prompt '
  'unless that was chosen.';
grant execute on function public.shared_page to service_role;

create function public.shared_files(p_token_hash text, p_limit integer, p_media_id text default null)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint,
  sha256 text, prompt text, shows_prompt boolean, is_listed boolean, has_frame boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_share public.shares;
  v_cover uuid;
begin
  select s.* into v_share from private.live_share(p_token_hash) s;
  v_cover := (select b.cover_media_id from public.boards b where b.id = v_share.board_id);
  return query
  select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256,
    case when v_share.shows_prompt then g.prompt else '' end, v_share.shows_prompt, v_share.is_listed, m.has_frame
  from private.shared_places(v_share) o
  join public.media m on m.id = o.media_id and m.kind = o.media_kind
  join public.generations g on g.id = m.generation_id
  where p_media_id is null or m.id = private.as_uuid(p_media_id)
  order by m.id = v_cover desc nulls last, o.place, m.id
  limit least(10, greatest(1, p_limit));
end
$$;
comment on function public.shared_files is
  'Where files lie that a live link shows: the first ones, a board''s cover before the others, or (p_media_id) that '
  'one. The prompt is empty unless it may be read. No row: the link is dead or never was, or there is no such file.';
grant execute on function public.shared_files to service_role;

create function public.share_state(p_token_hash text)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return case
    when exists (
      select from private.live_share(p_token_hash) s
      where s.board_id is not null or exists (select from private.shared_places(s))
    ) then 'live'
    when exists (select from public.shares s where s.token_hash = p_token_hash) then 'ended'
  end;
end
$$;
comment on function public.share_state is 'live, ended, or null: there is no such link any more, or there never was.';
grant execute on function public.share_state to service_role;

create function public.report_share(
  p_report_id uuid,
  p_token_hash text,
  p_reason text,
  p_words text,
  p_contact text,
  p_media_id text default null
)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_share public.shares;
  v_media uuid;
begin
  select s.* into v_share from public.shares s where s.token_hash = p_token_hash for key share;
  if not found then
    perform private.refuse('not_found');
  end if;
  v_media := coalesce(v_share.media_id, (
    select o.media_id from public.board_media o
    where o.board_id = v_share.board_id and o.media_id = private.as_uuid(p_media_id)));
  insert into public.reports (id, share_id, user_id, media_id, sha256, board_id, reason, words, contact)
  values (p_report_id, v_share.id, v_share.user_id, v_media, (select m.sha256 from public.media m where m.id = v_media),
    v_share.board_id, p_reason, p_words, p_contact)
  on conflict (id) do nothing;
  insert into private.reported_files (board_id, media_id, sha256, position)
  select o.board_id, o.media_id, m.sha256, o.position
  from public.board_media o join public.media m on m.id = o.media_id and m.kind = o.media_kind
  where o.board_id = v_share.board_id
  on conflict (board_id, media_id) do nothing;
  return public.share_state(p_token_hash);
end
$$;
comment on function public.report_share is
  'Keeps what a stranger says of a shared page, also when its link has ended meanwhile, with what is on its board, and '
  'returns share_state. Sent '
  'again with the same id it is kept once. Errors: not_found (there is no such link).';
grant execute on function public.report_share to service_role;
