create table public.media (
  id uuid not null,
  kind public.generation_kind not null,
  user_id uuid not null,
  generation_id uuid not null,
  position integer not null,
  width integer not null,
  height integer not null,
  duration_seconds real,
  content_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  thumbhash text not null,
  store text not null,
  path text not null,
  thumb_path text not null,
  created_at timestamptz not null default now(),
  saved_at timestamptz,
  trashed_at timestamptz,
  expires_at timestamptz,
  starred_at timestamptz,
  taken_down_at timestamptz,
  model text not null,
  source_media_id uuid,
  digital_source text not null default 'trainedAlgorithmicMedia',
  has_frame boolean not null default true,
  origin_id uuid,
  shape text not null generated always as (
    case
      when width::real / height < 0.6495 then '9:16'
      when width::real / height < 0.866 then '3:4'
      when width::real / height <= 1.1547 then '1:1'
      when width::real / height <= 1.5396 then '4:3'
      else '16:9'
    end
  ) stored,
  shelf public.media_shelf not null generated always as (
    case
      when trashed_at is not null then 'trash'::public.media_shelf
      when saved_at is not null then 'saved'::public.media_shelf
      else 'recent'::public.media_shelf
    end
  ) stored,
  constraint media_pkey primary key (id, kind),
  constraint media_user_id_fkey foreign key (user_id) references public.users (id),
  constraint media_generation_id_fkey foreign key (generation_id) references public.generations (id),
  constraint media_position check (position between 1 and 16),
  constraint media_size check (width between 1 and 65535 and height between 1 and 65535 and size_bytes > 0),
  constraint media_digital_source check (digital_source in
    ('trainedAlgorithmicMedia', 'algorithmicMedia', 'algorithmicallyEnhanced', 'compositeWithTrainedAlgorithmicMedia')),
  constraint media_duration check (duration_seconds > 0),
  constraint media_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint media_paths check (
    path <> thumb_path and path !~ '(^/|\.\.)' and thumb_path !~ '(^/|\.\.)'
    and char_length(path) between 1 and 500 and char_length(thumb_path) between 1 and 500
  ),
  constraint media_taken_down check (taken_down_at is null or expires_at <= taken_down_at),
  constraint media_expires_unless_saved check ((expires_at is null) = (saved_at is not null and trashed_at is null))
) partition by list (kind);
create table public.images partition of public.media for values in ('image');
create table public.edited_images partition of public.media for values in ('edit');
create table public.videos partition of public.media for values in ('video');

comment on table public.media is 'One finished file. Partitioned by kind.';
comment on table public.images is 'Pictures made from words.';
comment on table public.edited_images is 'Pictures made from other pictures.';
comment on table public.videos is 'Videos.';
comment on column public.media.position is 'Place among the files of its generation, from 1.';
comment on column public.media.sha256 is 'Hex, of the stored bytes.';
comment on column public.media.thumbhash is 'Base64: a blurred stand-in of about 25 bytes.';
comment on column public.media.store is 'Which store holds the bytes, so that old files stay readable after a switch.';
comment on column public.media.path is 'Within the store; derived from the id.';
comment on column public.media.expires_at is 'From then on nobody sees it and clean_up deletes it. Null while saved.';
comment on column public.media.starred_at is 'Since when it is a favorite. Stays in the trash, and on the way back.';
comment on column public.media.taken_down_at is
  'Since when an admin has hidden it: it has expired then, and is kept a month longer, should that have been wrong.';
comment on column public.media.model is 'Its generation''s: with source_media_id copied here for the gallery''s filters.';
comment on column public.media.source_media_id is
  'Its generation''s: the picture that it was made from, one of these or an upload; the video whose last frame that is.';
comment on column public.media.digital_source is 'How it came to be, as the mark in the file says it (IPTC).';
comment on column public.media.has_frame is
  'False: the thumbnail of this video is drawn, since none of its frames could be read here.';
comment on column public.media.origin_id is 'Its id in the Easel where it was made. Null: it was made here.';
comment on column public.media.shape is 'The nearest of the shapes that the studio offers; between two it is halfway by proportion.';

-- Each filter of the gallery has the gallery's order in an index of its own: pages, counts and neighbours cost the
-- same however much a person has.
create index media_shelves on public.media (user_id, shelf, created_at desc, id desc) include (expires_at);
create index media_starred on public.media (user_id, shelf, created_at desc, id desc) include (expires_at)
  where starred_at is not null;
create index media_models on public.media (user_id, shelf, model, created_at desc, id desc) include (expires_at);
create index media_shapes on public.media (user_id, shelf, shape, created_at desc, id desc) include (expires_at);
create index media_made_from on public.media (source_media_id, created_at desc, id desc)
  include (user_id, shelf, expires_at) where source_media_id is not null;
create index media_generation on public.media (generation_id, position)
  include (kind, user_id, shelf, created_at, id, expires_at);
create unique index media_origin on public.media (user_id, origin_id, kind) where origin_id is not null;
create index media_user on public.media (user_id, id);
create index media_expires on public.media (expires_at) where expires_at is not null;

create function private.copy_to_media()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  select g.model, coalesce((select u.frame_of from public.uploads u where u.id = g.source_media_id), g.source_media_id)
  into new.model, new.source_media_id
  from public.generations g where g.id = new.generation_id;
  return new;
end
$$;
comment on function private.copy_to_media is 'Every file has its generation''s model and source.';
create trigger copy_to_media before insert on public.media
  for each row execute function private.copy_to_media();

alter table public.media enable row level security;
create policy media_own on public.media for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.media to authenticated, service_role;
alter table public.images enable row level security;
create policy images_own on public.images for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.images to authenticated, service_role;
alter table public.edited_images enable row level security;
create policy edited_images_own on public.edited_images for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.edited_images to authenticated, service_role;
alter table public.videos enable row level security;
create policy videos_own on public.videos for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.videos to authenticated, service_role;

create table private.blob_deletions (
  store text not null,
  path text not null,
  requested_at timestamptz not null default clock_timestamp(),
  leased_until timestamptz not null default '-infinity',
  constraint blob_deletions_pkey primary key (store, path)
);
comment on table private.blob_deletions is
  'Objects whose row is gone: to be deleted from the store. A line goes when the store has confirmed.';
comment on column private.blob_deletions.leased_until is 'Until then a clean-up is deleting it.';
create index blob_deletions_leased on private.blob_deletions (leased_until);
alter table private.blob_deletions enable row level security;

create function private.schedule_blob_deletion()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.blob_deletions (store, path)
  values (old.store, old.path), (old.store, old.thumb_path)
  on conflict do nothing;
  return null;
end
$$;
comment on function private.schedule_blob_deletion is
  'No row of media disappears without its objects being put on the list of deletions.';
create trigger schedule_blob_deletion after delete on public.media
  for each row execute function private.schedule_blob_deletion();
