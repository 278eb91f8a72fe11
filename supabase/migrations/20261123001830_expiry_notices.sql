-- What a person hears of files that go within a day.
create index media_going on public.media (user_id, expires_at) where saved_at is null and trashed_at is null;

create table private.expiry_notices (
  user_id uuid not null,
  dismissed_until timestamptz not null default '-infinity',
  constraint expiry_notices_pkey primary key (user_id),
  constraint expiry_notices_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade
);
comment on table private.expiry_notices is 'What people have heard of files that are about to go.';
comment on column private.expiry_notices.dismissed_until is
  'They want to hear no more of files that go until then. Later ones are told of again.';
alter table private.expiry_notices enable row level security;

create function public.going_soon(p_user_id uuid, p_session_id uuid, p_ids integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_going jsonb;
begin
  perform private.require_session(p_user_id, p_session_id);
  with going as (
    select m.id, m.kind, m.expires_at from public.media m
    where m.user_id = p_user_id and m.saved_at is null and m.trashed_at is null
      and m.expires_at > greatest(now(), (
        select n.dismissed_until from private.expiry_notices n where n.user_id = p_user_id))
      and m.expires_at <= now() + interval '1 day'
    order by m.expires_at, m.id limit 1001
  )
  select jsonb_build_object('count', count(*), 'videos', count(*) filter (where g.kind = 'video'), 'mediaIds', (
    select coalesce(jsonb_agg(f.id order by f.expires_at, f.id), '[]')
    from (select * from going o order by o.expires_at, o.id limit least(500, p_ids)) f
  )) into v_going from going g;
  return v_going;
end
$$;
comment on function public.going_soon is
  '{count, videos, mediaIds}: files of that person that are neither saved nor in the trash and go within a day, but for '
  'those of which they want to hear no more; 1,001 stands for more than 1,000. mediaIds: p_ids of them at most, and '
  '500, the first to go first.';
grant execute on function public.going_soon to service_role;

create function public.dismiss_going(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  insert into private.expiry_notices (user_id, dismissed_until) values (p_user_id, now() + interval '1 day')
  on conflict (user_id) do update set dismissed_until = excluded.dismissed_until;
end
$$;
comment on function public.dismiss_going is 'That person wants to hear no more of the files that go within a day from now.';
grant execute on function public.dismiss_going to service_role;
