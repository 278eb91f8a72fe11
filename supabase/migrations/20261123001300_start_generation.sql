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

create function private.check_may_start(p_user uuid, p jsonb, p_settings public.app_settings)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_model jsonb := p_settings.models->(p->>'model');
  v_price bigint := coalesce((v_model->>'priceCredits')::bigint, (p->>'priceCreditsEach')::bigint);
  v_minute_ago timestamptz := clock_timestamp() - interval '1 minute';
  v_earlier timestamptz;
begin
  if (p->>'kind')::public.generation_kind = any (p_settings.disabled_kinds) then
    perform private.refuse('kind_disabled');
  end if;
  if v_model->>'enabled' = 'false' then
    perform private.refuse('model_unavailable');
  end if;
  if v_price <> (p->>'priceCreditsEach')::bigint or v_price <> (p->>'quotedCreditsEach')::bigint then
    perform private.refuse('price_changed', jsonb_build_object('priceCredits', v_price));
  end if;
  if (select count(*) from public.generations g where g.user_id = p_user and g.status in ('queued', 'running'))
    >= p_settings.max_running_per_user then
    perform private.refuse('too_many_running', jsonb_build_object('maxRunning', p_settings.max_running_per_user));
  end if;
  select (array_agg(g.created_at order by g.created_at desc))[p_settings.max_starts_per_minute] into v_earlier
  from public.generations g where g.user_id = p_user and g.created_at > v_minute_ago;
  if v_earlier is not null then
    perform private.refuse('rate_limited', jsonb_build_object('retryAfterSeconds',
      greatest(1, ceil(extract(epoch from v_earlier - v_minute_ago)))));
  end if;
  if p->>'sourceMediaId' is not null then
    -- Locked, so that no clean-up takes it before the generation that needs it can be seen.
    perform from public.media m
    where m.id = (p->>'sourceMediaId')::uuid and m.user_id = p_user and m.kind <> 'video' and m.trashed_at is null
      and (m.expires_at is null or m.expires_at > now())
    for key share;
    if not found then
      perform private.refuse('not_found');
    end if;
  end if;
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

create function public.start_generation(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid := (p->>'generationId')::uuid;
  v_asking uuid := private.require_session(p);
  v_user public.users;
  v_earlier public.idempotency_keys;
  v_settings public.app_settings;
  v_price bigint;
begin
  select u.* into v_user from public.users u
  where u.id = v_asking and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('signed_out');
  end if;
  select k.* into v_earlier from public.idempotency_keys k where k.user_id = v_user.id and k.key = p->>'idempotencyKey';
  if found then
    if v_earlier.input_hash <> p->>'inputHash' then
      perform private.refuse('idempotency_conflict', jsonb_build_object('generationId', v_earlier.generation_id));
    end if;
    return jsonb_build_object('generationId', v_earlier.generation_id, 'replayed', true);
  end if;
  if v_user.suspended_at is not null then
    perform private.refuse('suspended');
  end if;
  if p->>'promptRefusal' is not null then
    perform private.refuse(p->>'promptRefusal');
  end if;
  select s.* into v_settings from public.app_settings s;
  perform private.check_may_start(v_user.id, p, v_settings);
  insert into public.generations
    (id, user_id, kind, model, prompt, negative_prompt, settings, prompt_reading, source_media_id, media_ids,
      price_credits_each, max_attempts, usual_seconds, wait_seconds, work_seconds, deadline_at)
  values (
    v_id, v_user.id, (p->>'kind')::public.generation_kind, p->>'model', p->>'prompt', p->>'negativePrompt',
    p->'settings', nullif(p->'promptReading', 'null'), (p->>'sourceMediaId')::uuid,
    array(select m.id::uuid from jsonb_array_elements_text(p->'mediaIds') with ordinality m (id, n) order by m.n),
    (p->>'priceCreditsEach')::bigint, v_settings.max_attempts,
    (p->>'usualSeconds')::integer, (p->>'waitSeconds')::integer, (p->>'workSeconds')::integer,
    clock_timestamp() + make_interval(secs => (p->>'waitSeconds')::numeric)
  ) returning price_credits into v_price;
  if v_price > 0 then
    perform private.move_credits(v_user.id, -v_price, 'charge', v_id);
  end if;
  insert into public.idempotency_keys (user_id, key, input_hash, generation_id)
  values (v_user.id, p->>'idempotencyKey', p->>'inputHash', v_id);
  insert into private.generation_jobs (generation_id, message_id) values (v_id, private.enqueue(v_id));
  perform private.join_line(v_id, v_user.id);
  return jsonb_build_object('generationId', v_id, 'replayed', false);
end
$$;
comment on function public.start_generation is
  '{userId, sessionId, generationId, mediaIds, kind, model, prompt, negativePrompt, settings, promptReading, '
  'promptRefusal, sourceMediaId, priceCreditsEach, quotedCreditsEach, idempotencyKey, inputHash, usualSeconds, '
  'workSeconds, waitSeconds} → {generationId, replayed}. Charges, records and enqueues, or nothing at all. A repeat of key '
  'and input finds the first generation again, before every check but that of the session.';
grant execute on function public.start_generation to service_role;
