create table public.uploads (
  id uuid not null,
  user_id uuid,
  visitor_hash text,
  role text not null,
  width integer not null,
  height integer not null,
  content_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  thumbhash text not null,
  store text not null,
  path text not null,
  thumb_path text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  frame_of uuid,
  origin_id uuid,
  constraint uploads_pkey primary key (id),
  constraint uploads_user_id_fkey foreign key (user_id) references public.users (id),
  constraint uploads_one_owner check ((user_id is null) <> (visitor_hash is null)),
  constraint uploads_visitor_hash check (visitor_hash ~ '^[0-9a-f]{64}$'),
  constraint uploads_role check (role in ('picture', 'mask')),
  constraint uploads_size check (width between 1 and 65535 and height between 1 and 65535 and size_bytes > 0),
  constraint uploads_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint uploads_paths check (
    path <> thumb_path and path !~ '(^/|\.\.)' and thumb_path !~ '(^/|\.\.)'
    and char_length(path) between 1 and 500 and char_length(thumb_path) between 1 and 500
  )
);
comment on table public.uploads is
  'One picture that a person gave to make something from, or a mask for one. Its id can stand wherever a file is named '
  'that something is made from.';
comment on column public.uploads.user_id is 'Null while it is a visitor''s.';
comment on column public.uploads.visitor_hash is
  'SHA-256, hex, of a random token that only the visitor''s browser has, until that visitor signs in.';
comment on column public.uploads.role is 'What it was given as: a picture, or a mask that says which part of one changes.';
comment on column public.uploads.sha256 is 'Hex, of the stored bytes.';
comment on column public.uploads.thumbhash is 'Base64: a blurred stand-in of about 25 bytes.';
comment on column public.uploads.store is 'Which store holds the bytes, so that old files stay readable after a switch.';
comment on column public.uploads.path is 'Within the store; derived from the id.';
comment on column public.uploads.expires_at is
  'From then on clean_up deletes it. What a request or a file that is there was made from is kept for another day, '
  'again and again.';
comment on column public.uploads.frame_of is
  'The video that it is the last frame of: whatever is made from it counts as made from that. Null for a given file.';
comment on column public.uploads.origin_id is 'Its id in the Easel where it was given first. Null: it was given here.';
create unique index uploads_origin on public.uploads (user_id, origin_id) where origin_id is not null;
create index uploads_own on public.uploads (user_id, created_at desc, id desc) where user_id is not null;
create index uploads_visitor on public.uploads (visitor_hash, created_at desc) where visitor_hash is not null;
create index uploads_expires on public.uploads (expires_at);

alter table public.uploads enable row level security;
create policy uploads_own on public.uploads for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.uploads to authenticated, service_role;

create trigger schedule_blob_deletion after delete on public.uploads
  for each row execute function private.schedule_blob_deletion();
