-- What a person hears of files that go within a day.
create index media_going on public.media (user_id, expires_at) where saved_at is null and trashed_at is null;

create table private.expiry_notices (
  user_id uuid not null,
  dismissed_until timestamptz not null default '-infinity',
  wants_mail boolean not null default false,
  mailed_at timestamptz not null default '-infinity',
  mailed_until timestamptz not null default '-infinity',
  constraint expiry_notices_pkey primary key (user_id),
  constraint expiry_notices_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade
);
comment on table private.expiry_notices is 'What people have heard of files that are about to go.';
comment on column private.expiry_notices.dismissed_until is
  'They want to hear no more of files that go until then. Later ones are told of again.';
comment on column private.expiry_notices.wants_mail is 'They have asked for a mail before files go.';
comment on column private.expiry_notices.mailed_at is 'When the last one was handed in.';
comment on column private.expiry_notices.mailed_until is 'They were told by mail of files that go until then.';
create index expiry_notices_mailed on private.expiry_notices (mailed_at) where wants_mail;
alter table private.expiry_notices enable row level security;

create function private.going_of(p_user uuid, p_ids integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_going jsonb;
begin
  with going as (
    select m.id, m.kind, m.expires_at from public.media m
    where m.user_id = p_user and m.saved_at is null and m.trashed_at is null
      and m.expires_at > greatest(now(), (
        select n.dismissed_until from private.expiry_notices n where n.user_id = p_user))
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
comment on function private.going_of is
  '{count, videos, mediaIds}: files of that person that are neither saved nor in the trash and go within a day, but for '
  'those of which they want to hear no more; 1,001 stands for more than 1,000. mediaIds: p_ids of them at most, and '
  '500, the first to go first.';

create function public.going_soon(p_user_id uuid, p_session_id uuid, p_ids integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return private.going_of(p_user_id, p_ids);
end
$$;
comment on function public.going_soon is 'going_of, of that person.';
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

create function public.wants_going_mail(p_user_id uuid, p_session_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return exists (select from private.expiry_notices n where n.user_id = p_user_id and n.wants_mail);
end
$$;
comment on function public.wants_going_mail is 'Whether that person wants a mail before files go.';
grant execute on function public.wants_going_mail to service_role;

create function public.choose_going_mail(p_user_id uuid, p_session_id uuid, p_wanted boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  insert into private.expiry_notices (user_id, wants_mail) values (p_user_id, p_wanted)
  on conflict (user_id) do update set wants_mail = excluded.wants_mail;
end
$$;
comment on function public.choose_going_mail is 'That person wants a mail before files go, or no longer.';
grant execute on function public.choose_going_mail to service_role;

create function public.mail_going(p_letters jsonb, p_limit integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person record;
  v_going record;
  v_letter jsonb;
  v_mails integer := 0;
begin
  for v_person in
    select n.user_id, greatest(now(), n.dismissed_until, n.mailed_until) as told_until, a.email
    from private.expiry_notices n
    join public.users u on u.id = n.user_id and u.suspended_at is null and u.deleted_at is null
    join auth.users a on a.id = n.user_id
    where n.wants_mail and n.mailed_at <= now() - interval '1 day'
      and char_length(a.email) between 3 and 320 and a.email !~ '[[:cntrl:][:space:]]'
      and exists (
        select from public.media m
        where m.user_id = n.user_id and m.saved_at is null and m.trashed_at is null
          and m.expires_at > greatest(now(), n.dismissed_until, n.mailed_until)
          and m.expires_at <= now() + interval '1 day')
    limit p_limit for update of n skip locked
  loop
    select count(*) as files, count(*) filter (where g.kind = 'video') as videos, min(g.expires_at) as first_at,
      max(g.expires_at) as last_at
    into v_going from (
      select m.kind, m.expires_at from public.media m
      where m.user_id = v_person.user_id and m.saved_at is null and m.trashed_at is null
        and m.expires_at > v_person.told_until and m.expires_at <= now() + interval '2 days'
    ) g;
    -- All were saved in this moment.
    continue when v_going.files = 0;
    v_letter := p_letters->case
      when v_going.files = 1 then case v_going.videos when 1 then 'video' else 'picture' end
      when v_going.videos = 0 then 'pictures'
      when v_going.videos = v_going.files then 'videos'
      else 'both' end;
    insert into private.outbox (id, recipient, subject, html, expires_at)
    select gen_random_uuid(), v_person.email, w.words[1], w.words[2], v_going.last_at
    from (select array_agg(replace(replace(t.words,
        '{{ .Count }}', ltrim(to_char(v_going.files, '999,999,999'))),
        '{{ .First }}', to_char(v_going.first_at at time zone 'UTC', 'FMMonth FMDD, YYYY "at" FMHH12:MI AM "UTC"'))
        order by t.nr) as words
      from (values (1, v_letter->>'subject'), (2, v_letter->>'html')) t (nr, words)) w;
    update private.expiry_notices n set mailed_at = now(), mailed_until = v_going.last_at
    where n.user_id = v_person.user_id;
    v_mails := v_mails + 1;
  end loop;
  return v_mails;
end
$$;
comment on function public.mail_going is
  'Hands in a mail for each of p_limit people at most who want one, have had none for a day, and have files that go '
  'within a day of which they were not told. It tells of all that go within two days, so that whatever goes next can '
  'wait for the next day''s mail. p_letters: {picture, pictures, video, videos, both: {subject, html}}, with '
  '{{ .Count }} for how many and {{ .First }} for when the first goes. Returns how many mails.';
grant execute on function public.mail_going to service_role;
