create table public.idempotency_keys (
  user_id uuid not null,
  key text not null,
  input_hash text not null,
  generation_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  constraint idempotency_keys_pkey primary key (user_id, key),
  constraint idempotency_keys_user_id_fkey foreign key (user_id) references public.users (id),
  constraint idempotency_keys_generation_id_fkey foreign key (generation_id) references public.generations (id),
  constraint idempotency_keys_one_per_generation unique (generation_id),
  constraint idempotency_keys_key check (char_length(key) between 1 and 255)
);
comment on table public.idempotency_keys is 'A repeated form finds the generation that it started the first time.';
comment on column public.idempotency_keys.input_hash is 'SHA-256, hex, of everything that the person chose.';
comment on column public.idempotency_keys.expires_at is 'From then on the next sweep removes it.';
create index idempotency_keys_expires on public.idempotency_keys (expires_at);
alter table public.idempotency_keys enable row level security;
create policy idempotency_keys_own on public.idempotency_keys for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.idempotency_keys to authenticated, service_role;

create function private.remove_expired_keys(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  delete from public.idempotency_keys k where (k.user_id, k.key) in (
    select o.user_id, o.key from public.idempotency_keys o where o.expires_at < now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.remove_expired_keys is
  'A key can be used anew once it has expired. Removes so many at most, and returns how many.';

create function private.hold_input(p_user uuid, p_id uuid, p_role text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- Locked, so that no clean-up takes it before the generation that needs it can be seen.
  if p_role <> 'mask' then
    perform from public.media m
    where m.id = p_id and m.user_id = p_user and (m.kind = 'video') = (p_role = 'film') and m.trashed_at is null
      and (m.expires_at is null or m.expires_at > now())
    for key share;
    if found then
      return true;
    end if;
  end if;
  update public.uploads u set expires_at = greatest(u.expires_at, now() + interval '1 day')
  where u.id = p_id and u.user_id = p_user and (u.role = 'mask') = (p_role = 'mask') and p_role <> 'film';
  return found;
end
$$;
comment on function private.hold_input is
  'Whether that person may make something from this: an own picture or upload, for a film an own video, or for a mask an '
  'upload that is one. It stays until the transaction has ended, an upload for a day more.';

create function private.check_may_start(
  p_app public.app_settings,
  p_user uuid,
  p_kind public.generation_kind,
  p_model text,
  p_price_credits_each bigint,
  p_list_credits_each bigint,
  p_list_rates jsonb,
  p_quoted_credits_each bigint,
  p_source_media_id uuid,
  p_takes_film boolean,
  p_inputs jsonb
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_model jsonb := p_app.models->p_model;
  v_list bigint := coalesce((v_model->>'priceCredits')::bigint, p_list_credits_each);
  v_minute_ago timestamptz := clock_timestamp() - interval '1 minute';
  v_earlier timestamptz;
  v_input record;
begin
  if p_app.maintenance is not null then
    perform private.refuse('maintenance');
  end if;
  if p_kind = any (p_app.disabled_kinds) then
    perform private.refuse('kind_disabled');
  end if;
  if v_model->>'enabled' = 'false' then
    perform private.refuse('model_unavailable');
  end if;
  -- What one file costs was worked out from that, so that nothing else has to be compared.
  if v_list <> p_list_credits_each or nullif(p_list_rates, 'null') is distinct from nullif(v_model->'rates', 'null')
    or p_price_credits_each <> p_quoted_credits_each then
    perform private.refuse('price_changed', jsonb_build_object('priceCredits', v_list));
  end if;
  if (select count(*) from public.generations g where g.user_id = p_user and g.status in ('queued', 'running'))
    >= p_app.max_running_per_user then
    perform private.refuse('too_many_running', jsonb_build_object('maxRunning', p_app.max_running_per_user));
  end if;
  select (array_agg(g.created_at order by g.created_at desc))[p_app.max_starts_per_minute] into v_earlier
  from public.generations g where g.user_id = p_user and g.created_at > v_minute_ago and g.imported_at is null;
  if v_earlier is not null then
    perform private.refuse('rate_limited', jsonb_build_object('retryAfterSeconds',
      greatest(1, ceil(extract(epoch from v_earlier - v_minute_ago)))));
  end if;
  if p_source_media_id is not null
    and not private.hold_input(p_user, p_source_media_id, case when p_takes_film then 'film' else 'picture' end) then
    perform private.refuse('not_found');
  end if;
  for v_input in select i.role, i.id from jsonb_to_recordset(p_inputs) as i (role text, id uuid) loop
    if not private.hold_input(p_user, v_input.id, v_input.role) then
      perform private.refuse('not_found', jsonb_build_object('role', v_input.role, 'id', v_input.id));
    end if;
  end loop;
end
$$;
comment on function private.check_may_start is
  'Switches, price, running cap, starts in any 60 seconds, and the source file. Needs the user''s row locked.';

create function private.enqueue(p_generation uuid)
returns bigint
language sql
set search_path = ''
as $$
  select * from pgmq.send('generations', jsonb_build_object('generationId', p_generation, 'version', 1))
$$;
comment on function private.enqueue is 'Puts a generation on the queue and returns the message''s id.';

create function private.is_larger(p_id uuid, p_largest jsonb)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from (
      select m.width, m.height from public.media m where m.id = p_id
      union all
      select u.width, u.height from public.uploads u where u.id = p_id
    ) file
    where file.width::bigint * file.height > (p_largest->>'pixels')::bigint
      or greatest(file.width, file.height) > (p_largest->>'sidePixels')::bigint
  )
$$;
comment on function private.is_larger is
  'Whether a picture or upload has more pixels than that: {pixels, sidePixels}, of all and of its longer side. Null: no.';

create function public.start_generation(
  p_user_id uuid,
  p_session_id uuid,
  p_generation_id uuid,
  p_media_ids uuid[],
  p_kind public.generation_kind,
  p_model text,
  p_prompt text,
  p_negative_prompt text,
  p_settings jsonb,
  p_price_credits_each bigint,
  p_idempotency_key text,
  p_input_hash text,
  p_usual_seconds integer,
  p_work_seconds integer,
  p_wait_seconds integer,
  p_source_media_id uuid default null,
  p_inputs jsonb default null,
  p_prompt_reading jsonb default null,
  p_prompt_refusal text default null,
  p_list_credits_each bigint default null,
  p_quoted_credits_each bigint default null,
  p_is_prompted boolean default null,
  p_largest_source jsonb default null,
  p_list_rates jsonb default null,
  p_takes_film boolean default null
)
returns table (generation_id uuid, replayed boolean)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user public.users;
  v_earlier public.idempotency_keys;
  v_app public.app_settings;
  v_price bigint;
begin
  perform private.require_session(p_user_id, p_session_id);
  select u.* into v_user from public.users u
  where u.id = p_user_id and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('signed_out');
  end if;
  select k.* into v_earlier from public.idempotency_keys k where k.user_id = v_user.id and k.key = p_idempotency_key;
  if found then
    if v_earlier.input_hash <> p_input_hash then
      perform private.refuse('idempotency_conflict', jsonb_build_object('generationId', v_earlier.generation_id));
    end if;
    return query select v_earlier.generation_id, true;
    return;
  end if;
  if v_user.suspended_at is not null then
    perform private.refuse('suspended', jsonb_build_object('message', v_user.suspension_message));
  end if;
  if v_user.deletes_at is not null then
    perform private.refuse('leaving');
  end if;
  if p_prompt_refusal is not null then
    perform private.refuse(p_prompt_refusal);
  end if;
  select s.* into v_app from public.app_settings s;
  perform private.check_may_start(
    v_app, v_user.id, p_kind, p_model, p_price_credits_each, coalesce(p_list_credits_each, p_price_credits_each),
    p_list_rates, p_quoted_credits_each, p_source_media_id, coalesce(p_takes_film, false),
    coalesce(p_inputs, '[]')
  );
  perform private.check_spending(v_user.id, p_price_credits_each * cardinality(p_media_ids));
  if private.is_larger(p_source_media_id, p_largest_source) then
    perform private.refuse('too_large');
  end if;
  insert into public.generations
    (id, user_id, kind, model, prompt, is_prompted, negative_prompt, settings, prompt_reading, source_media_id, inputs, media_ids,
      price_credits_each, max_attempts, usual_seconds, wait_seconds, work_seconds, deadline_at)
  values (
    p_generation_id, v_user.id, p_kind, p_model, p_prompt, coalesce(p_is_prompted, true), p_negative_prompt, p_settings,
    p_prompt_reading,
    p_source_media_id, coalesce(p_inputs, '[]'), p_media_ids, p_price_credits_each, v_app.max_attempts, p_usual_seconds, p_wait_seconds,
    p_work_seconds, clock_timestamp() + make_interval(secs => p_wait_seconds)
  ) returning price_credits into v_price;
  if v_price > 0 then
    perform private.move_credits(v_user.id, -v_price, 'charge', p_generation_id);
  end if;
  insert into public.idempotency_keys (user_id, key, input_hash, generation_id)
  values (v_user.id, p_idempotency_key, p_input_hash, p_generation_id);
  insert into private.generation_jobs (generation_id, message_id)
  values (p_generation_id, private.enqueue(p_generation_id));
  perform private.join_fair_queue(p_generation_id, v_user.id);
  return query select p_generation_id, false;
end
$$;
comment on function public.start_generation is
  'Charges, records and enqueues, or nothing at all; one row. A repeat of key and input finds the first generation '
  'again, before every check but that of the session. p_prompt_refusal is a code to refuse with, unless it is a '
  'repeat. p_is_prompted is false where p_prompt is no words of the person''s but what the model does. '
  'p_takes_film: the source is a video of the person''s own, and no picture.';
grant execute on function public.start_generation to service_role;
