-- Everything that a person has, part by part and in pages by key, as `app/domain/export-format.ts` says. With the server's
-- rights: reading it may take longer than an access token lasts. Each page asks for the session.
create function private.exported_id(p_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    (select coalesce(m.origin_id, m.id) from public.media m where m.id = p_id),
    (select coalesce(u.origin_id, u.id) from public.uploads u where u.id = p_id),
    p_id
  );
end
$$;
comment on function private.exported_id is
  'The id by which a file or an upload is known wherever it is imported: the one that it had where it was made.';

create function private.exported_request(p_generation public.generations)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', coalesce(p_generation.origin_id, p_generation.id), 'kind', p_generation.kind, 'model', p_generation.model,
    'prompt', p_generation.prompt, 'isPrompted', p_generation.is_prompted,
    'negativePrompt', p_generation.negative_prompt, 'settings', p_generation.settings,
    'sourceId', private.exported_id(p_generation.source_media_id),
    'inputs', (
      select coalesce(jsonb_agg(
        jsonb_build_object('role', i.input->>'role', 'id', private.exported_id((i.input->>'id')::uuid)) order by i.place
      ), '[]')
      from jsonb_array_elements(p_generation.inputs) with ordinality as i (input, place)
    ),
    'status', p_generation.status, 'failureCode', p_generation.failure_code,
    'outputCount', p_generation.output_count, 'madeCount', p_generation.made_count,
    'createdAt', p_generation.created_at
  );
end
$$;
comment on function private.exported_request is 'exportedRequest of app/domain/export-format.ts.';

create function private.exported_file(p_media public.media)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'what', 'file', 'id', coalesce(p_media.origin_id, p_media.id), 'contentType', p_media.content_type,
    'sizeBytes', p_media.size_bytes, 'sha256', p_media.sha256, 'width', p_media.width, 'height', p_media.height,
    'createdAt', p_media.created_at, 'durationSeconds', p_media.duration_seconds,
    'digitalSource', p_media.digital_source, 'position', p_media.position,
    'request', (
      select private.exported_request(g) from public.generations g where g.id = p_media.generation_id
    ),
    'shelf', p_media.shelf, 'savedAt', p_media.saved_at, 'trashedAt', p_media.trashed_at,
    'expiresAt', p_media.expires_at, 'starredAt', p_media.starred_at,
    'tags', array(select t.tag from public.media_tags t where t.media_id = p_media.id order by t.folded),
    'boards', (
      select coalesce(jsonb_agg(
        jsonb_build_object('id', coalesce(b.origin_id, b.id), 'position', o.position) order by b.position, b.id
      ), '[]')
      from public.board_media o join public.boards b on b.id = o.board_id
      where o.media_id = p_media.id and b.deleted_at is null
    )
  );
end
$$;
comment on function private.exported_file is 'exportedFile of app/domain/export-format.ts.';

create function private.exported_items(p_user uuid, p_after uuid, p_limit integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(i.row order by i.id), '[]')
    from (
      (
        select m.id, jsonb_build_object(
          'item', private.exported_file(m), 'id', m.id, 'store', m.store, 'path', m.path, 'thumbPath', m.thumb_path
        ) as row
        from public.media m
        where m.user_id = p_user and m.id > p_after and (m.expires_at is null or m.expires_at > now())
        order by m.id limit p_limit
      )
      union all
      (
        select u.id, jsonb_build_object(
          'item', jsonb_build_object(
            'what', 'upload', 'id', coalesce(u.origin_id, u.id), 'contentType', u.content_type, 'sizeBytes', u.size_bytes,
            'sha256', u.sha256, 'width', u.width, 'height', u.height, 'createdAt', u.created_at, 'role', u.role,
            'frameOf', private.exported_id(u.frame_of), 'expiresAt', u.expires_at
          ),
          'id', u.id, 'store', u.store, 'path', u.path, 'thumbPath', u.thumb_path
        )
        from public.uploads u
        where u.user_id = p_user and u.id > p_after and u.expires_at > now()
        order by u.id limit p_limit
      )
      order by 1 limit p_limit
    ) i
  );
end
$$;
comment on function private.exported_items is
  'A person''s files and uploads after an id, in the order of their ids: what something is made from comes '
  'before it. Also what is recent or in the trash.';

create function private.exported_prompts(p_user uuid, p_at timestamptz, p_id uuid, p_limit integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'key', h.last_used_at || ' ' || h.id,
      'row', jsonb_build_object(
        'uses', h.uses, 'lastUsedAt', h.last_used_at, 'starredAt', h.starred_at, 'request', private.exported_request(g)
      )
    ) order by h.last_used_at desc, h.id desc), '[]')
    from (
      select o.* from public.prompt_history o
      where o.user_id = p_user and o.deleted_at is null and (o.last_used_at, o.id) < (p_at, p_id)
        and o.last_used_at > coalesce(
          (select u.prompts_cleared_at from public.users u where u.id = p_user), '-infinity')
      order by o.last_used_at desc, o.id desc limit p_limit
    ) h
    join public.generations g on g.id = h.generation_id
  );
end
$$;
comment on function private.exported_prompts is '[{key, row}]: a person''s earlier prompts before a key.';

create function private.exported_receipts(p_user uuid, p_at timestamptz, p_id uuid, p_limit integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'key', g.created_at || ' ' || g.id,
      'row', jsonb_build_object(
        'id', g.id, 'kind', g.kind, 'model', g.model, 'prompt', g.prompt, 'status', g.status,
        'outputCount', g.output_count, 'madeCount', g.made_count, 'quotedCredits', g.price_credits,
        'chargedCredits', booked.charged, 'refundedCredits', booked.refunded, 'provider', g.provider,
        'providerRequestId', g.provider_request_id, 'createdAt', g.created_at, 'finishedAt', g.finished_at
      )
    ) order by g.created_at desc, g.id desc), '[]')
    from (
      select o.* from public.generations o
      where o.user_id = p_user and o.imported_at is null and (o.created_at, o.id) < (p_at, p_id)
      order by o.created_at desc, o.id desc limit p_limit
    ) g
    cross join lateral (
      select coalesce(sum(-l.delta) filter (where l.reason = 'charge'), 0) as charged,
        coalesce(sum(l.delta) filter (where l.reason <> 'charge'), 0) as refunded
      from public.credit_ledger l where l.generation_id = g.id
    ) booked
  );
end
$$;
comment on function private.exported_receipts is '[{key, row}]: what a person''s requests before a key cost.';

create function private.exported_lists(p_user uuid, p_part text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return case p_part
    when 'account' then (
      select jsonb_build_array(jsonb_build_object(
        'id', u.id, 'name', u.name, 'email', coalesce((select a.email from auth.users a where a.id = u.id), ''), 'createdAt', u.created_at,
        'credits', u.credits, 'isSuspended', u.suspended_at is not null))
      from public.users u where u.id = p_user
    )
    when 'boards' then (
      select jsonb_agg(jsonb_build_object(
        'id', coalesce(b.origin_id, b.id), 'name', b.name, 'coverId', private.exported_id(b.cover_media_id),
        'createdAt', b.created_at
      ) order by b.position, b.id)
      from public.boards b where b.user_id = p_user and b.deleted_at is null
    )
    when 'picture' then (
      select jsonb_build_array(jsonb_build_object('webp', translate(encode(a.webp, 'base64'), E'\n', '')))
      from public.avatars a where a.user_id = p_user
    )
    when 'searches' then (
      select jsonb_agg(
        jsonb_build_object('name', s.name, 'query', s.query, 'createdAt', s.created_at) order by s.created_at, s.id)
      from public.saved_searches s where s.user_id = p_user
    )
  end;
end
$$;
comment on function private.exported_lists is 'The parts that are short: a person has 200 boards and 50 saved searches at most.';

create function private.exported_entries(p_user uuid, p_part text, p_after text, p_limit integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_key text[] := string_to_array(coalesce(p_after, '  '), ' ');
begin
  if p_part = 'ledger' then
    return (
      select jsonb_agg(jsonb_build_object('key', l.seq::text, 'row', jsonb_build_object(
        'seq', l.seq, 'delta', l.delta, 'balanceAfter', l.balance_after, 'reason', l.reason, 'note', l.note,
        'requestId', l.generation_id, 'createdAt', l.created_at
      )) order by l.seq)
      from (
        select o.* from public.credit_ledger o
        where o.user_id = p_user and o.seq > coalesce(nullif(p_after, '')::bigint, 0)
        order by o.seq limit p_limit
      ) l
    );
  end if;
  return (
    select jsonb_agg(jsonb_build_object(
      'key', concat_ws(' ', b.part, b.account_id, b.record_id),
      'row', jsonb_build_object('part', b.part, 'accountId', b.account_id, 'facts', b.facts)
    ) order by b.part, b.account_id, b.record_id)
    from (
      select o.* from public.imported_books o
      where o.user_id = p_user and (o.part, o.account_id, o.record_id) > (
        v_key[1], coalesce(private.as_uuid(v_key[2]), '00000000-0000-0000-0000-000000000000'), v_key[3])
      order by o.part, o.account_id, o.record_id limit p_limit
    ) b
  );
end
$$;
comment on function private.exported_entries is
  '[{key, row}]: a person''s ledger, or what was imported of earlier ones, after a key.';

create function public.export_page(p_user_id uuid, p_session_id uuid, p_part text, p_after text default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit integer := case p_part when 'items' then 50 else 500 end;
  v_id uuid := coalesce(private.as_uuid(split_part(p_after, ' ', 3)), 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_at timestamptz;
  v_keyed jsonb;
  v_rows jsonb;
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  if p_part in ('prompts', 'receipts') then
    v_at := coalesce(split_part(p_after, ' ', 1) || ' ' || split_part(p_after, ' ', 2), 'infinity');
  end if;
  case
  when p_part in ('account', 'picture', 'boards', 'searches') then
    v_rows := private.exported_lists(p_user_id, p_part);
  when p_part = 'items' then
    v_rows := private.exported_items(
      p_user_id, coalesce(private.as_uuid(p_after), '00000000-0000-0000-0000-000000000000'), v_limit);
    return jsonb_build_object('rows', v_rows, 'next', v_rows->(v_limit - 1)->>'id');
  when p_part = 'prompts' then
    v_keyed := private.exported_prompts(p_user_id, v_at, v_id, v_limit);
  when p_part = 'receipts' then
    v_keyed := private.exported_receipts(p_user_id, v_at, v_id, v_limit);
  when p_part in ('ledger', 'earlier') then
    v_keyed := private.exported_entries(p_user_id, p_part, p_after, v_limit);
  else
    null;
  end case;
  if v_keyed is not null then
    v_rows := (select jsonb_agg(k.line->'row' order by k.place) from jsonb_array_elements(v_keyed) with ordinality as k (line, place));
  end if;
  return jsonb_build_object('rows', coalesce(v_rows, '[]'), 'next', v_keyed->(v_limit - 1)->>'key');
end
$$;
comment on function public.export_page is
  '{rows, next}: some of a person''s items (files and uploads, 50 at a time), prompts, ledger, receipts, '
  'earlier (500 at a time), or all of account, picture, boards, searches. Begins without p_after and goes on at next, until that '
  'is null. No rows of anything else. Error: signed_out.';
grant execute on function public.export_page to service_role;
