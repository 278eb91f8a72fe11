create table public.avatars (
  user_id uuid not null,
  version text not null,
  webp bytea not null,
  constraint avatars_pkey primary key (user_id),
  constraint avatars_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
  constraint avatars_version check (version ~ '^[0-9a-f]{32}$'),
  constraint avatars_webp check (octet_length(webp) between 1 and 300000)
);
comment on table public.avatars is
  'The picture of a person, small: here and not in a store, so that it goes with the account in one transaction.';
comment on column public.avatars.version is 'The beginning of its SHA-256, hex: part of its address.';
alter table public.avatars enable row level security;
create policy avatars_own on public.avatars for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.avatars to authenticated, service_role;

create function public.avatar_file(p_version text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select translate(encode(a.webp, 'base64'), E'\n', '')
    from public.avatars a where a.user_id = (select auth.uid()) and a.version = p_version
  );
end
$$;
comment on function public.avatar_file is 'One''s own picture of that version, WebP in base64; null for any other.';
grant execute on function public.avatar_file to authenticated;

create function private.keep_avatar(p_user uuid, p_version text, p_webp text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.avatars (user_id, version, webp) values (p_user, p_version, decode(p_webp, 'base64'))
  on conflict (user_id) do update set version = excluded.version, webp = excluded.webp;
  update public.users u set avatar = p_version where u.id = p_user and u.deleted_at is null;
end
$$;
comment on function private.keep_avatar is 'That is the person''s picture from now on.';

create function public.choose_avatar(
  p_user_id uuid, p_session_id uuid, p_version text default null, p_webp text default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  if p_version is null then
    delete from public.avatars a where a.user_id = p_user_id;
    update public.users u set avatar = null where u.id = p_user_id and u.deleted_at is null;
  else
    perform private.keep_avatar(p_user_id, p_version, p_webp);
  end if;
end
$$;
comment on function public.choose_avatar is
  'The person''s picture is that one from now on (WebP in base64), or, without a version, none.';
grant execute on function public.choose_avatar to service_role;

create function public.choose_name(p_user_id uuid, p_session_id uuid, p_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.users u set name = private.clean_name(p_name) where u.id = p_user_id and u.deleted_at is null;
end
$$;
comment on function public.choose_name is 'The person is called so from now on; empty: not at all.';
grant execute on function public.choose_name to service_role;
