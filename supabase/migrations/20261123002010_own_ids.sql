-- Equality of enums and matching of words are not leakproof, so under row-level security they cannot use an index. The
-- following functions therefore pick ids with their owner's rights, always and only of the person who asks; what the
-- ids stand for is read under row-level security again.
create function private.current_user_id()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return case when private.session_is_live() then auth.uid() end;
end
$$;
comment on function private.current_user_id is 'Who asks; null for visitors and revoked sessions.';

create function private.own_generation_ids(p_kind public.generation_kind, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select g.id from public.generations g where g.user_id = v_user and g.kind = p_kind and g.imported_at is null
    order by g.created_at desc, g.id desc limit p_limit
  );
end
$$;
comment on function private.own_generation_ids is 'The asking person''s latest generations of one kind, newest first.';
grant execute on function private.own_generation_ids to authenticated;

create function private.own_source_ids(p_films boolean, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  -- Each with its kind in it, so that only its partitions are looked through.
  if p_films then
    return array(
      select m.id from public.media m
      where m.user_id = v_user and m.shelf in ('recent', 'saved') and m.kind = 'video'
        and (m.expires_at is null or m.expires_at > now())
      order by m.created_at desc, m.id desc limit p_limit
    );
  end if;
  return array(
    select m.id from public.media m
    where m.user_id = v_user and m.shelf in ('recent', 'saved') and m.kind <> 'video'
      and (m.expires_at is null or m.expires_at > now())
    order by m.created_at desc, m.id desc limit p_limit
  );
end
$$;
comment on function private.own_source_ids is
  'The asking person''s latest recent and saved pictures, or films, newest first: what something new can be made from.';
grant execute on function private.own_source_ids to authenticated;

create function private.given_to(p_media uuid)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return array(
    select g.id from public.generations g
    where g.inputs <> '[]' and g.inputs @> jsonb_build_array(jsonb_build_object('id', p_media))
  );
end
$$;
comment on function private.given_to is
  'The generations that were given this file besides what they are made from. For functions that look whose they are.';

create function private.own_made_into(p_media uuid, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select m.id from public.media m
    where (m.source_media_id = p_media or m.generation_id = any (private.given_to(p_media)))
      and m.user_id = v_user and m.trashed_at is null
      and (m.expires_at is null or m.expires_at > now())
    order by m.created_at desc, m.id desc limit p_limit
  );
end
$$;
comment on function private.own_made_into is
  'The asking person''s latest files that were made from or with one picture, newest first.';
grant execute on function private.own_made_into to authenticated;

create function private.own_recent_prompts(p_kind public.generation_kind, p_limit integer)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
begin
  return array(
    select h.generation_id from public.prompt_history h
    where h.user_id = v_user and h.kind = p_kind and h.deleted_at is null
      and h.last_used_at > coalesce((select u.prompts_cleared_at from public.users u where u.id = v_user), '-infinity')
    order by h.last_used_at desc, h.id desc limit p_limit
  );
end
$$;
comment on function private.own_recent_prompts is
  'Requests with the asking person''s latest prompts for one kind, each prompt once, the latest first.';
grant execute on function private.own_recent_prompts to authenticated;

create function private.own_prompts(
  p_limit integer,
  p_before text,
  p_after text,
  p_search text,
  p_starred boolean
)
returns table (ids uuid[], has_newer boolean, has_older boolean, total bigint, is_key_known boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_search private.search_plan;
  v_key public.prompt_history;
  v_first public.prompt_history;
  v_last public.prompt_history;
  v_cleared_at timestamptz := coalesce((select u.prompts_cleared_at from public.users u where u.id = v_user), '-infinity');
  v_base text := 'from public.prompt_history h where h.user_id = $1 and h.deleted_at is null and h.last_used_at > $2';
begin
  if p_starred then
    v_base := v_base || ' and h.starred_at is not null';
  end if;
  if btrim(p_search) <> '' then
    v_search := private.search_for(v_user, p_search);
    v_base := v_base || ' and exists (select from private.prompt_index i where i.generation_id = h.generation_id and '
      || private.word_conditions('i.folded', v_search.search, '(($3).search)') || ')';
    if v_search.leads is not null then
      v_base := v_base || ' and h.generation_id in ('
        'select p.generation_id from private.prompt_words p where p.word_id = any (($3).leads))';
    end if;
  end if;
  select h.* into v_key from public.prompt_history h
  where h.id = private.as_uuid(coalesce(p_before, p_after)) and h.user_id = v_user;
  is_key_known := found or coalesce(p_before, p_after) is null;
  if v_key.id is not null and p_before is null then
    execute format(
      'select array(select n.id from (select h.id, h.last_used_at %s and (h.last_used_at, h.id) > ($4, $5) '
      'order by h.last_used_at, h.id limit $6) n order by n.last_used_at desc, n.id desc)', v_base
    ) using v_user, v_cleared_at, v_search, v_key.last_used_at, v_key.id, p_limit into ids;
  else
    execute format(
      'select array(select h.id %s and (h.last_used_at, h.id) < ($4, $5) order by h.last_used_at desc, h.id desc limit $6)', v_base
    ) using v_user, v_cleared_at, v_search, coalesce(v_key.last_used_at, 'infinity'),
      coalesce(v_key.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), p_limit into ids;
  end if;
  select h.* into v_first from public.prompt_history h where h.id = ids[1];
  select h.* into v_last from public.prompt_history h where h.id = ids[cardinality(ids)];
  execute format(
    'select exists (select %1$s and (h.last_used_at, h.id) > ($4, $5)), exists (select %1$s and (h.last_used_at, h.id) < ($6, $7)), '
    '(select count(*) from (select %1$s limit 1001) n)', v_base
  ) using v_user, v_cleared_at, v_search, v_first.last_used_at, v_first.id, v_last.last_used_at, v_last.id
  into has_newer, has_older, total;
  return next;
end
$$;
comment on function private.own_prompts is
  'A page of ids of the asking person''s earlier prompts, the latest first: after the one with the id p_before, else '
  'before p_after, else from the beginning; whether there are any on either side; how many match, counted up to 1,001.';
grant execute on function private.own_prompts to authenticated;
