create table public.saved_searches (
  id uuid not null,
  user_id uuid not null,
  name text not null,
  query text not null,
  created_at timestamptz not null default now(),
  constraint saved_searches_pkey primary key (id),
  constraint saved_searches_user_id_fkey foreign key (user_id) references public.users (id),
  constraint saved_searches_name check (btrim(name) = name and char_length(name) between 1 and 640),
  constraint saved_searches_query check (char_length(query) between 1 and 4000)
);
comment on table public.saved_searches is 'Searches and filters of the gallery that a person wants to come back to.';
comment on column public.saved_searches.name is
  'At most 80 characters as people count them; 640 code points hold those.';
comment on column public.saved_searches.query is 'What the address of the gallery says after its question mark.';
create index saved_searches_user on public.saved_searches (user_id, created_at, id);
alter table public.saved_searches enable row level security;
create policy saved_searches_own on public.saved_searches for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.saved_searches to authenticated, service_role;

create function public.save_search(p_user_id uuid, p_session_id uuid, p_search_id uuid, p_name text, p_query text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_owner uuid;
begin
  perform private.require_session(p_user_id, p_session_id);
  -- One at a time for each person, so that their number can be told.
  perform pg_advisory_xact_lock(hashtextextended('searches of ' || p_user_id::text, 0));
  select s.user_id into v_owner from public.saved_searches s where s.id = p_search_id;
  if v_owner = p_user_id then
    return p_search_id;
  elsif v_owner is not null then
    perform private.refuse('not_found');
  end if;
  if (select count(*) from public.saved_searches s where s.user_id = p_user_id) >= 50 then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'saved_searches', 'limit', 50));
  end if;
  insert into public.saved_searches (id, user_id, name, query)
  values (p_search_id, p_user_id, private.check_board_name(p_name), p_query);
  return p_search_id;
end
$$;
comment on function public.save_search is
  'Keeps a search under a name, and returns its id, which the form brings: sent again, it makes no second one. Errors: '
  'invalid_input (the name is empty or too long), limit_reached {what, limit}: 50 searches.';
grant execute on function public.save_search to service_role;

create function public.rename_search(p_user_id uuid, p_session_id uuid, p_search_id text, p_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.saved_searches s set name = private.check_board_name(p_name)
  where s.id = private.as_uuid(p_search_id) and s.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.rename_search is 'Errors: invalid_input, not_found.';
grant execute on function public.rename_search to service_role;

create function public.delete_search(p_user_id uuid, p_session_id uuid, p_search_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  delete from public.saved_searches s where s.id = private.as_uuid(p_search_id) and s.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.delete_search is 'Forgets a saved search. Errors: not_found.';
grant execute on function public.delete_search to service_role;
