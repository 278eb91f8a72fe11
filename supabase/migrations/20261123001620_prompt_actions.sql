create function public.star_prompts(p_user_id uuid, p_session_id uuid, p_prompt_ids text[], p_starred boolean)
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  update public.prompt_history h set starred_at = case when p_starred then coalesce(h.starred_at, now()) end
  where h.id = any (private.valid_ids(p_prompt_ids)) and h.user_id = p_user_id and h.deleted_at is null
  returning h.id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.star_prompts is
  'Puts stars on the user''s earlier prompts, or takes them off. Returns the ids that it reached; not_found when none.';
grant execute on function public.star_prompts to service_role;

create function public.delete_prompts(p_user_id uuid, p_session_id uuid, p_prompt_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  update public.prompt_history h set deleted_at = coalesce(h.deleted_at, now())
  where h.id = any (private.valid_ids(p_prompt_ids)) and h.user_id = p_user_id returning h.id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.delete_prompts is
  'Forgets earlier prompts of the user, which can be brought back for a week. Returns the ids that it reached; '
  'not_found when none.';
grant execute on function public.delete_prompts to service_role;

create function public.restore_prompts(p_user_id uuid, p_session_id uuid, p_prompt_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return query
  update public.prompt_history h set deleted_at = null
  where h.id = any (private.valid_ids(p_prompt_ids)) and h.user_id = p_user_id returning h.id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.restore_prompts is
  'Brings forgotten prompts back. Returns the ids that it reached; not_found when none.';
grant execute on function public.restore_prompts to service_role;

create function public.clear_prompts(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.users u set prompts_cleared_before = coalesce(u.prompts_cleared_at, '-infinity'), prompts_cleared_at = clock_timestamp()
  where u.id = p_user_id and exists (
    select from public.prompt_history h
    where h.user_id = p_user_id and h.deleted_at is null and h.last_used_at > coalesce(u.prompts_cleared_at, '-infinity')
  );
end
$$;
comment on function public.clear_prompts is
  'Forgets all prompts of the user, however many, by noting when. They can be brought back for a week.';
grant execute on function public.clear_prompts to service_role;

create function public.unclear_prompts(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.users u set prompts_cleared_at = nullif(u.prompts_cleared_before, '-infinity'), prompts_cleared_before = null
  where u.id = p_user_id and u.prompts_cleared_before is not null;
end
$$;
comment on function public.unclear_prompts is 'Brings back what the last clear_prompts forgot, and nothing that an earlier one did.';
grant execute on function public.unclear_prompts to service_role;

create function private.purge_deleted_prompts(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
  v_cleared integer;
begin
  delete from public.prompt_history h where h.id in (
    select o.id from public.prompt_history o
    where o.deleted_at < now() - interval '7 days' limit p_limit for update skip locked
  );
  get diagnostics v_count = row_count;
  delete from public.prompt_history h where h.id in (
    select o.id from public.users u join public.prompt_history o on o.user_id = u.id and o.last_used_at <= u.prompts_cleared_at
    where u.prompts_cleared_at < now() - interval '7 days' limit p_limit for update of o skip locked
  );
  get diagnostics v_cleared = row_count;
  update public.users u set prompts_cleared_at = null, prompts_cleared_before = null where u.id in (
    select o.id from public.users o
    where o.prompts_cleared_at < now() - interval '7 days'
      and not exists (select from public.prompt_history h where h.user_id = o.id and h.last_used_at <= o.prompts_cleared_at)
    limit p_limit for update skip locked
  );
  return v_count + v_cleared;
end
$$;
comment on function private.purge_deleted_prompts is
  'Removes prompts that were forgotten a week ago, up to a number of each sort. Returns how many.';
