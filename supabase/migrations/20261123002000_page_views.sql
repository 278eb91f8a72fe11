-- Parts of the pages, in plpgsql: a pooled connection plans each of them once. They run as the person
-- who asks, so that row-level security does the filtering.
create function private.account_view()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', u.id, 'email', coalesce(auth.jwt()->>'email', ''), 'name', u.name, 'credits', u.credits,
      'suspended', u.suspended_at is not null, 'avatar', u.avatar, 'deletesAt', u.deletes_at
    )
    from public.users u where u.id = (select auth.uid()) and u.deleted_at is null
  );
end
$$;
comment on function private.account_view is
  'accountView of the person who asks; null when the session is revoked or the account is gone.';
grant execute on function private.account_view to authenticated;

create function private.media_tile(p_media public.media, p_generation public.generations)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_media.id, 'generationId', p_media.generation_id, 'kind', p_media.kind, 'prompt', p_generation.prompt,
    'model', p_generation.model, 'width', p_media.width, 'height', p_media.height,
    'durationSeconds', p_media.duration_seconds, 'thumbhash', p_media.thumbhash, 'createdAt', p_media.created_at,
    'savedAt', p_media.saved_at, 'expiresAt', p_media.expires_at, 'trashedAt', p_media.trashed_at,
    'starredAt', p_media.starred_at
  );
end
$$;
comment on function private.media_tile is 'mediaTileView of a file of that generation.';
grant execute on function private.media_tile to authenticated;

create function private.media_views(p_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Most pages have nothing here, and asking for that costs more than all else of the call.
  if p_ids = '{}' then
    return '[]';
  end if;
  return coalesce((
    select jsonb_agg(private.media_tile(m, g) order by i.place)
    from unnest(p_ids) with ordinality as i (id, place)
    join public.media m on m.id = i.id
    join public.generations g on g.id = m.generation_id
  ), '[]');
end
$$;
comment on function private.media_views is 'mediaTileView of each file, in the order of the ids.';
grant execute on function private.media_views to authenticated;

create function private.upload_view(p_upload public.uploads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_upload.id, 'width', p_upload.width, 'height', p_upload.height, 'thumbhash', p_upload.thumbhash
  );
end
$$;
comment on function private.upload_view is 'uploadView.';
grant execute on function private.upload_view to authenticated;

create function private.gallery_items(p_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(private.media_tile(m, g) || jsonb_build_object('shortfall', case
      when g.made_count < g.output_count and g.imported_at is null and m.id = (
        select o.id from public.media o where o.generation_id = g.id order by o.position desc limit 1
      ) then jsonb_build_object(
        'outputCount', g.output_count, 'madeCount', g.made_count, 'priceCredits', g.price_credits
      )
    end) order by i.place)
    from unnest(p_ids) with ordinality as i (id, place)
    join public.media m on m.id = i.id
    join public.generations g on g.id = m.generation_id
  ), '[]');
end
$$;
comment on function private.gallery_items is
  'mediaTileView of each file, in the order of the ids. The last file of a request of which others did not come has '
  'its shortfall beside it.';
grant execute on function private.gallery_items to authenticated;

create function private.generation_views(p_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_ids = '{}' then
    return '[]';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', g.id, 'kind', g.kind, 'model', g.model, 'prompt', g.prompt, 'isPrompted', g.is_prompted,
      'negativePrompt', g.negative_prompt, 'settings', g.settings, 'promptReading', g.prompt_reading, 'sourceMediaId', g.source_media_id,
      'inputs', g.inputs,
      'outputCount', g.output_count, 'madeCount', g.made_count, 'priceCredits', g.price_credits,
      'chargedCredits', booked.charged, 'refundedCredits', booked.refunded,
      'status', g.status, 'progress', g.progress,
      'queuePosition', case when g.status = 'queued' then line.place end,
      'upstream', case when g.status = 'running' then g.upstream end, 'providerNote', g.provider_note,
      'failureCode', g.failure_code, 'failureWords', g.failure_words,
      'provider', g.provider, 'providerRequestId', g.provider_request_id, 'attempts', g.attempts,
      'createdAt', g.created_at, 'startedAt', g.started_at, 'finishedAt', g.finished_at,
      'usualSeconds', g.usual_seconds, 'deadlineAt', g.deadline_at, 'importedAt', g.imported_at
    ) || jsonb_build_object('media', files.tiles) order by i.place)
    from unnest(p_ids) with ordinality as i (id, place)
    join public.generations g on g.id = i.id
    left join private.own_queue_positions() line on line.generation_id = g.id
    cross join lateral (
      select coalesce(sum(-l.delta) filter (where l.reason = 'charge'), 0) as charged,
        coalesce(sum(l.delta) filter (where l.reason <> 'charge'), 0) as refunded
      from public.credit_ledger l where l.generation_id = g.id
    ) booked
    cross join lateral (
      select coalesce(jsonb_agg(private.media_tile(m, g) order by m.position), '[]') as tiles
      from public.media m
      where m.generation_id = g.id and m.kind = g.kind and m.trashed_at is null
        and (m.expires_at is null or m.expires_at > now())
    ) files
  ), '[]');
end
$$;
comment on function private.generation_views is
  'generationView of each generation, in the order of the ids, with the files that can be seen.';
grant execute on function private.generation_views to authenticated;
