-- For good: what is in the trash, and nothing else.
create function private.forget_media(p_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- What an unfinished generation is made from is gone for its owner, and goes with the first clean-up after that.
  update public.media m set expires_at = now() where m.id = any (p_ids) and private.is_source_in_use(m.id);
  delete from public.media m where m.id = any (p_ids) and not private.is_source_in_use(m.id);
end
$$;
comment on function private.forget_media is
  'Deletes the rows of these files for good; their objects get on the list of deletions.';

create function public.delete_media(p_user_id uuid, p_session_id uuid, p_media_ids text[])
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  perform private.require_session(p_user_id, p_session_id);
  select array_agg(o.id) into v_ids from (
    select m.id from public.media m
    where m.id = any (private.valid_ids(p_media_ids)) and m.user_id = p_user_id and m.trashed_at is not null
      and m.expires_at > now()
    order by m.id for update
  ) o;
  if v_ids is null then
    perform private.refuse('not_found');
  end if;
  perform private.forget_media(v_ids);
  return query select unnest(v_ids);
end
$$;
comment on function public.delete_media is
  'Deletes the user''s files that are in the trash for good. Their generations and receipts stay. Returns the ids that '
  'it reached; not_found when it reached none.';
grant execute on function public.delete_media to service_role;

create function public.empty_trash(p_user_id uuid, p_session_id uuid, p_limit integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  perform private.require_session(p_user_id, p_session_id);
  select array_agg(o.id) into v_ids from (
    select m.id from public.media m
    where m.user_id = p_user_id and m.shelf = 'trash' and m.expires_at > now()
    order by m.created_at desc, m.id desc limit least(1000, greatest(1, p_limit)) for update skip locked
  ) o;
  perform private.forget_media(v_ids);
  return coalesce(cardinality(v_ids), 0);
end
$$;
comment on function public.empty_trash is
  'Deletes so many of the user''s files in the trash for good, at most 1,000. Returns how many: 0 when the trash is '
  'empty. Calls at the same time share the work.';
grant execute on function public.empty_trash to service_role;
