create function private.allowance_row(p_allowance private.allowances)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'mode', p_allowance.mode, 'credits', p_allowance.credits, 'day', p_allowance.day, 'nextAt', p_allowance.next_at)
$$;
comment on function private.allowance_row is 'allowanceRule.';

create function private.common_rules()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'allowance', (select private.allowance_row(a) from private.allowances a where a.user_id is null),
    'caps', (
      select jsonb_build_object('dayCredits', c.day_credits, 'monthCredits', c.month_credits)
      from private.spending_caps c where c.user_id is null
    )
  );
end
$$;
comment on function private.common_rules is '{allowance, caps}: those of everybody who has none of their own; null for none.';

create function public.allowances_page(p_admin_session text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
begin
  return private.common_rules() || jsonb_build_object(
    'runs', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'month', to_char(r.month, 'YYYY-MM'), 'startedAt', r.started_at, 'finishedAt', r.finished_at, 'people', r.people,
        'credits', r.credits) order by r.month desc), '[]')
      from (select o.* from private.allowance_runs o order by o.month desc limit 24) r
    ),
    'own', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'person', private.person_row(u), 'allowance', private.allowance_row(o.*)) order by u.created_at desc), '[]')
      from (select a.* from private.allowances a where a.user_id is not null order by a.updated_at desc limit 100) o
      join public.users u on u.id = o.user_id
    )
  );
end
$$;
comment on function public.allowances_page is
  'allowancesPage, for an admin: the rules for everybody, what was given in the last 24 months, and the 100 people who '
  'got a rule of their own last.';
grant execute on function public.allowances_page to service_role;

create function public.choose_allowance(
  p_admin_session text,
  p_mode text,
  p_credits bigint,
  p_day integer,
  p_is_for_this_month boolean,
  p_reason text,
  p_user_id text default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user uuid := private.as_uuid(p_user_id);
  v_now timestamptz := clock_timestamp();
  v_at timestamptz;
  v_old private.allowances;
  v_new private.allowances;
begin
  if p_mode not in ('top_up', 'add') or p_credits not between 0 and 1000000 or p_day not between 1 and 31 then
    perform private.refuse('invalid_input');
  elsif p_user_id is not null then
    perform from public.users u where u.id = v_user and u.deleted_at is null for key share;
    if not found then
      perform private.refuse('not_found');
    end if;
  end if;
  perform pg_advisory_xact_lock(hashtext('private.choose_allowance'));
  select a.* into v_old from private.allowances a where a.user_id is not distinct from v_user for update;
  if (v_old.mode, v_old.credits, v_old.day) = (p_mode, p_credits, p_day) and p_is_for_this_month is not true then
    return;
  end if;
  v_at := private.allowance_moment(private.month_of(v_now), p_day);
  if v_old.next_at <= v_now then
    -- Nobody loses the month that is being given, or was to be given while nothing ran.
    v_at := v_old.next_at;
  elsif v_at <= v_now then
    -- Due at once, and counted for this month; whoever has had this month's gets no other.
    v_at := case when p_is_for_this_month then v_now else private.month_after(v_now, p_day) end;
  end if;
  insert into private.allowances as a (user_id, mode, credits, day, next_at)
  values (v_user, p_mode, p_credits, p_day, v_at)
  on conflict on constraint allowances_one_each do update
  set mode = excluded.mode, credits = excluded.credits, day = excluded.day, next_at = excluded.next_at,
    updated_at = excluded.updated_at
  returning * into v_new;
  perform private.write_audit(
    v_actor, 'choose_allowance', coalesce(v_user::text, 'everybody'),
    case when v_old.mode is not null then private.allowance_row(v_old) end, private.allowance_row(v_new), p_reason);
end
$$;
comment on function public.choose_allowance is
  'From its next day on, and at once for this month where that is wanted and the day is over, that person gets this '
  'allowance; everybody without one of their own where p_user_id is null. A month that is due already is given to whoever has not '
  'had it, as the new rule says. The same again changes nothing.';
grant execute on function public.choose_allowance to service_role;

create function public.end_allowance(p_admin_session text, p_reason text, p_user_id text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user uuid := private.as_uuid(p_user_id);
  v_old private.allowances;
begin
  if p_user_id is not null and v_user is null then
    perform private.refuse('not_found');
  end if;
  delete from private.allowances a where a.user_id is not distinct from v_user returning * into v_old;
  if found then
    perform private.write_audit(
      v_actor, 'end_allowance', coalesce(v_user::text, 'everybody'), private.allowance_row(v_old), null, p_reason);
  end if;
end
$$;
comment on function public.end_allowance is
  'Takes a rule away: that person then has the one for everybody, or everybody none. Where there is none nothing '
  'changes.';
grant execute on function public.end_allowance to service_role;

create function public.choose_caps(
  p_admin_session text,
  p_reason text,
  p_user_id text default null,
  p_day_credits bigint default null,
  p_month_credits bigint default null,
  p_is_own boolean default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_user uuid := private.as_uuid(p_user_id);
  v_old private.spending_caps;
  v_is_kept boolean := num_nonnulls(p_day_credits, p_month_credits) > 0 or coalesce(p_is_own, false);
begin
  if p_day_credits not between 0 and 1000000000 or p_month_credits not between 0 and 1000000000 then
    perform private.refuse('invalid_input');
  elsif p_user_id is not null then
    perform from public.users u where u.id = v_user and u.deleted_at is null for key share;
    if not found then
      perform private.refuse('not_found');
    end if;
  end if;
  perform pg_advisory_xact_lock(hashtext('private.choose_caps'));
  select c.* into v_old from private.spending_caps c where c.user_id is not distinct from v_user;
  if v_is_kept = found and v_old.day_credits is not distinct from p_day_credits
    and v_old.month_credits is not distinct from p_month_credits then
    return;
  end if;
  delete from private.spending_caps c where c.user_id is not distinct from v_user;
  if v_is_kept then
    insert into private.spending_caps (user_id, day_credits, month_credits) values (v_user, p_day_credits, p_month_credits);
  end if;
  perform private.write_audit(
    v_actor, 'choose_caps', coalesce(v_user::text, 'everybody'),
    jsonb_build_object('dayCredits', v_old.day_credits, 'monthCredits', v_old.month_credits),
    jsonb_build_object('dayCredits', p_day_credits, 'monthCredits', p_month_credits), p_reason
  );
end
$$;
comment on function public.choose_caps is
  'The most that a person may spend in a day and in a month of UTC, or everybody without a line of their own where '
  'p_user_id is null. Null: any number. p_is_own: the person has a line also without any cap, so that none of '
  'everybody''s holds; else, without caps, they are like everybody. The same again changes nothing.';
grant execute on function public.choose_caps to service_role;
