create function private.person_row(p_user public.users)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_user.id, 'name', p_user.name, 'credits', p_user.credits, 'createdAt', p_user.created_at,
    'suspendedAt', p_user.suspended_at, 'deletedAt', p_user.deleted_at,
    'email', coalesce((select a.email from auth.users a where a.id = p_user.id), '')
  );
end
$$;
comment on function private.person_row is 'personRow.';

create function public.people_page(p_admin_session text, p_query text default null, p_before_id text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_before public.users;
  v_ids uuid[];
begin
  select u.* into v_before from public.users u where u.id = private.as_uuid(p_before_id);
  if btrim(coalesce(p_query, '')) = '' then
    v_ids := array(
      select u.id from public.users u
      where v_before.id is null or (u.created_at, u.id) < (v_before.created_at, v_before.id)
      order by u.created_at desc, u.id desc limit 51);
  else
    v_ids := array(
      select u.id from private.people_found(p_query) f (id) join public.users u on u.id = f.id
      where v_before.id is null or (u.created_at, u.id) < (v_before.created_at, v_before.id)
      order by u.created_at desc, u.id desc limit 51);
  end if;
  return jsonb_build_object('hasMore', cardinality(v_ids) > 50, 'people', (
    select coalesce(jsonb_agg(private.person_row(u) order by i.place), '[]')
    from unnest(v_ids[:50]) with ordinality i (id, place) join public.users u on u.id = i.id
  ));
end
$$;
comment on function public.people_page is
  '{people: [personRow], hasMore}, for an admin: those whom p_query may mean, or everybody, the newest accounts first, '
  '50 of them, from the one after p_before_id on.';
grant execute on function public.people_page to service_role;

create function private.person_generations(p_user uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', g.id, 'kind', g.kind, 'model', g.model, 'prompt', g.prompt, 'status', g.status, 'createdAt', g.created_at,
      'outputCount', g.output_count, 'madeCount', g.made_count, 'chargedCredits', booked.charged,
      'keptCredits', booked.kept, 'goodwillCredits', booked.goodwill
    ) order by g.created_at desc, g.id desc), '[]')
    from (
      select o.* from public.generations o where o.user_id = p_user order by o.created_at desc, o.id desc limit 25
    ) g
    cross join lateral (
      select coalesce(sum(-l.delta) filter (where l.reason = 'charge'), 0) as charged, coalesce(sum(-l.delta), 0) as kept,
        coalesce(sum(l.delta) filter (where l.reason = 'goodwill'), 0) as goodwill
      from public.credit_ledger l where l.generation_id = g.id
    ) booked
  );
end
$$;
comment on function private.person_generations is 'personGeneration of each of somebody''s latest 25 requests, newest first.';

create function public.person_page(p_admin_session text, p_user_id text, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user public.users;
begin
  select u.* into v_user from public.users u where u.id = private.as_uuid(p_user_id);
  if not found then
    perform private.refuse('not_found');
  end if;
  return jsonb_build_object(
    'person', private.person_row(v_user),
    'suspensionMessage', v_user.suspension_message,
    'codesSince', private.second_factor_since(v_user.id),
    'entries', private.ledger_entries(v_user.id, p_page, p_page_size),
    'total', (select count(*) from public.credit_ledger l where l.user_id = v_user.id),
    'generations', private.person_generations(v_user.id),
    'sessions', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'agent', s.agent, 'address', s.address, 'createdAt', s.created_at, 'lastSeenAt', s.last_seen_at
      ) order by s.last_seen_at desc), '[]')
      from (
        select o.* from public.user_sessions o
        where o.user_id = v_user.id and o.revoked_at is null and o.live_until > now()
        order by o.last_seen_at desc limit 50
      ) s
    ),
    'allowance', (select private.allowance_row(a) from private.allowances a where a.user_id = v_user.id),
    'caps', (
      select jsonb_build_object('dayCredits', c.day_credits, 'monthCredits', c.month_credits)
      from private.spending_caps c where c.user_id = v_user.id
    ),
    'common', private.common_rules()
  );
end
$$;
comment on function public.person_page is
  'personPage, for an admin: one account with a page of its ledger, its latest requests, and where it is signed in.';
grant execute on function public.person_page to service_role;

create function private.lock_account(p_user_id text)
returns public.users
language plpgsql
set search_path = ''
as $$
declare
  v_user public.users;
begin
  select u.* into v_user from public.users u
  where u.id = private.as_uuid(p_user_id) and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('not_found');
  end if;
  return v_user;
end
$$;
comment on function private.lock_account is 'Locks the row of an account that is not deleted; else not_found.';

create function public.suspend_person(p_admin_session text, p_user_id text, p_message text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user public.users := private.lock_account(p_user_id);
  v_message text := nullif(btrim(p_message), '');
begin
  if char_length(v_message) > 1000 then
    perform private.refuse('invalid_input');
  elsif v_user.suspended_at is not null and v_user.suspension_message is not distinct from v_message then
    return;
  end if;
  update public.users u set suspended_at = coalesce(u.suspended_at, now()), suspension_message = v_message where u.id = v_user.id;
  perform private.write_audit(
    v_actor, 'suspend_person', v_user.id::text,
    jsonb_build_object('suspendedAt', v_user.suspended_at, 'message', v_user.suspension_message),
    jsonb_build_object('suspendedAt', coalesce(v_user.suspended_at, now()), 'message', v_message), p_reason
  );
end
$$;
comment on function public.suspend_person is
  'That account may look and take its files along, and make nothing. Again with another message: it reads that one. '
  'The same again changes nothing.';
grant execute on function public.suspend_person to service_role;

create function public.lift_suspension(p_admin_session text, p_user_id text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user public.users := private.lock_account(p_user_id);
begin
  if v_user.suspended_at is null then
    return;
  end if;
  update public.users u set suspended_at = null, suspension_message = null where u.id = v_user.id;
  perform private.write_audit(
    v_actor, 'lift_suspension', v_user.id::text,
    jsonb_build_object('suspendedAt', v_user.suspended_at, 'message', v_user.suspension_message), null, p_reason
  );
end
$$;
comment on function public.lift_suspension is 'That account may make things again. Without a suspension nothing changes.';
grant execute on function public.lift_suspension to service_role;

create function public.sign_out_person(p_admin_session text, p_user_id text, p_reason text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user uuid := private.as_uuid(p_user_id);
  v_count integer;
begin
  -- Sessions come before the person's row everywhere, so that nobody waits in a circle.
  perform from public.user_sessions s
  where s.user_id = v_user and private.may_go_on(s) order by s.id for no key update;
  get diagnostics v_count = row_count;
  perform from public.users u where u.id = v_user and u.deleted_at is null;
  if not found then
    perform private.refuse('not_found');
  elsif v_count > 0 then
    perform private.end_sessions(v_user);
    perform private.write_audit(
      v_actor, 'sign_out_person', v_user::text, jsonb_build_object('sessions', v_count), jsonb_build_object('sessions', 0), p_reason);
  end if;
  return v_count;
end
$$;
comment on function public.sign_out_person is
  'Ends every session of that account. Returns how many there were; where there was none, nothing changes.';
grant execute on function public.sign_out_person to service_role;

create function public.remove_second_factor(p_admin_session text, p_user_id text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user uuid := private.as_uuid(p_user_id);
  v_since timestamptz;
begin
  perform from public.users u where u.id = v_user and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('not_found');
  end if;
  v_since := private.second_factor_since(v_user);
  if v_since is not null then
    perform private.forget_if_there('auth.mfa_factors', v_user);
    if private.second_factor_since(v_user) is not null then
      perform private.refuse('not_set_up');
    end if;
    perform private.write_audit(
      v_actor, 'remove_second_factor', v_user::text, jsonb_build_object('since', v_since), jsonb_build_object('since', null), p_reason);
  end if;
end
$$;
comment on function public.remove_second_factor is
  'No code is asked for at that person''s sign-in any more, for instance since the phone is lost. Where none was, nothing '
  'changes. Error: not_set_up, where the project keeps them to itself.';
grant execute on function public.remove_second_factor to service_role;

create function public.delete_person(p_admin_session text, p_user_id text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user public.users;
begin
  select u.* into v_user from public.users u where u.id = private.as_uuid(p_user_id);
  if not found then
    perform private.refuse('not_found');
  end if;
  delete from auth.users a where a.id = v_user.id;
  -- Of many at once only one deletes it.
  if found then
    perform private.write_audit(
      v_actor, 'delete_person', v_user.id::text, jsonb_build_object('credits', v_user.credits), null, p_reason);
  end if;
end
$$;
comment on function public.delete_person is
  'Deletes that account for good, as private.erase_user says: the books stay. One that is deleted already stays so. '
  'The audit line has its id and no name.';
grant execute on function public.delete_person to service_role;
