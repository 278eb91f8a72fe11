create table private.spending_caps (
  user_id uuid,
  day_credits bigint,
  month_credits bigint,
  updated_at timestamptz not null default clock_timestamp(),
  constraint spending_caps_one_each unique nulls not distinct (user_id),
  constraint spending_caps_user_id_fkey foreign key (user_id) references public.users (id),
  constraint spending_caps_amounts check (
    (day_credits is null or day_credits between 0 and 1000000000)
    and (month_credits is null or month_credits between 0 and 1000000000)
  )
);
comment on table private.spending_caps is
  'The most that people may spend in a day and in a month of UTC. A person''s own line stands in place of the one for '
  'all; where there is none, there is no cap.';
comment on column private.spending_caps.user_id is 'Whose; null: of everybody who has no line of their own.';
comment on column private.spending_caps.day_credits is 'Null: any number.';
comment on column private.spending_caps.month_credits is 'Null: any number.';
alter table private.spending_caps enable row level security;

create function private.caps_of(p_user uuid)
returns private.spending_caps
language plpgsql
stable
set search_path = ''
as $$
declare
  v_caps private.spending_caps;
begin
  select c.* into v_caps from private.spending_caps c where c.user_id = p_user;
  if not found then
    select c.* into v_caps from private.spending_caps c where c.user_id is null;
  end if;
  return v_caps;
end
$$;
comment on function private.caps_of is 'The caps that hold for that person; nulls where none do.';

create function private.spent_since(p_user uuid, p_since timestamptz)
returns bigint
language sql
stable
set search_path = ''
as $$
  select greatest(0, coalesce(-sum(l.delta), 0))::bigint from public.credit_ledger l
  where l.user_id = p_user and l.created_at >= p_since and l.reason in ('charge', 'refund', 'goodwill')
    and (l.reason = 'charge' or exists (
      select from public.credit_ledger c
      where c.generation_id = l.generation_id and c.reason = 'charge' and c.created_at >= p_since
    ))
$$;
comment on function private.spent_since is 'What a person was charged since then, less what of that was refunded.';

create function private.check_spending(p_user uuid, p_credits bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_caps private.spending_caps := private.caps_of(p_user);
  v_period record;
  v_spent bigint;
begin
  for v_period in
    select o.* from (values ('day', v_caps.day_credits), ('month', v_caps.month_credits)) o (name, limit_credits)
    where o.limit_credits is not null and p_credits > 0
  loop
    v_spent := private.spent_since(p_user, date_trunc(v_period.name, clock_timestamp(), 'UTC'));
    if v_spent + p_credits > v_period.limit_credits then
      perform private.refuse('limit_reached', jsonb_build_object(
        'what', 'credits_a_' || v_period.name, 'limit', v_period.limit_credits, 'spent', v_spent));
    end if;
  end loop;
end
$$;
comment on function private.check_spending is
  'limit_reached where so many credits more would take a person over a cap. Needs the user''s row locked, so that as '
  'many as come at once are counted like as many in a row.';

create function private.own_spending()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := private.current_user_id();
  v_caps private.spending_caps := private.caps_of(v_user);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'period', o.name, 'limitCredits', o.limit_credits,
      'spentCredits', private.spent_since(v_user, date_trunc(o.name, clock_timestamp(), 'UTC')),
      'endsAt', date_trunc(o.name, clock_timestamp(), 'UTC') + ('1 ' || o.name)::interval
    ) order by o.place), '[]')
    from (values (1, 'day', v_caps.day_credits), (2, 'month', v_caps.month_credits)) o (place, name, limit_credits)
    where o.limit_credits is not null
  );
end
$$;
comment on function private.own_spending is
  '[{period: day or month, limitCredits, spentCredits, endsAt}]: the caps that hold for the asking person.';
grant execute on function private.own_spending to authenticated;
