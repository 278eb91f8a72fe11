create function public.check_invariants(p_place text default null, p_limit integer default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_parts text[] := array['access', 'users', 'entries', 'generations', 'media', 'codes', 'days'];
  v_part text := coalesce(nullif(split_part(p_place, ' ', 1), ''), v_parts[1]);
  v_after uuid := coalesce(private.as_uuid(split_part(p_place, ' ', 2)), '00000000-0000-0000-0000-000000000000');
  v_after_seq bigint := coalesce(nullif(split_part(p_place, ' ', 3), '')::bigint, 0);
  v_limit integer := least(1000, greatest(1, coalesce(p_limit, 1000)));
  v_ids uuid[] := '{}';
  v_seqs bigint[];
  v_day date;
  v_last_day date;
  v_found jsonb;
begin
  case v_part
  when 'access' then
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_access() c;
  when 'users' then
    v_ids := array(select u.id from public.users u where u.id > v_after order by u.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from (
      select * from private.check_users(v_ids) union all select * from private.check_spenders(v_ids)
    ) c;
  when 'entries' then
    select array_agg(l.user_id), array_agg(l.seq) into v_ids, v_seqs
    from (
      select e.user_id, e.seq from public.credit_ledger e where (e.user_id, e.seq) > (v_after, v_after_seq)
      order by e.user_id, e.seq limit v_limit
    ) l;
    select jsonb_agg(to_jsonb(c)) into v_found from (
      select * from private.check_entries(v_ids, v_seqs) union all select * from private.check_given(v_ids, v_seqs)
    ) c;
  when 'generations' then
    v_ids := array(select g.id from public.generations g where g.id > v_after order by g.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_generations(v_ids) c;
  when 'media' then
    v_ids := array(select m.id from public.media m where m.id > v_after order by m.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_media(v_ids) c;
  when 'days' then
    select coalesce(private.as_day(split_part(p_place, ' ', 2)), d.first_day), d.last_day into v_day, v_last_day
    from private.tallied_days() d;
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_day(v_day) c;
  when 'codes' then
    v_ids := array(select c.id from private.gift_codes c where c.id > v_after order by c.id limit v_limit);
    select jsonb_agg(to_jsonb(c)) into v_found from private.check_gift_codes(v_ids) c;
  else
    perform private.refuse('invalid_input');
  end case;
  return jsonb_build_object('violations', coalesce(v_found, '[]'), 'next', case
    when cardinality(v_ids) = v_limit then concat_ws(' ', v_part, v_ids[v_limit], v_seqs[v_limit])
    when v_day < v_last_day then concat_ws(' ', v_part, v_day + 1)
    else v_parts[array_position(v_parts, v_part) + 1]
  end);
end
$$;
comment on function public.check_invariants is
  '{violations: [{rule, subject, sentence}], next}. Looks at the next p_limit rows, a thousand at most, or at one day '
  'of tallies, for what must always hold. Begins without a place, goes on at next, and has seen everything when that '
  'is null.';
grant execute on function public.check_invariants to service_role;

create function public.orphan_costs(p_after bigint default null)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'count', count(*) filter (where not o.is_free),
    'priceCredits', coalesce(sum(o.price_credits) filter (where not o.is_free), 0),
    'next', case when count(*) = 1000 then max(o.id) end
  )
  from (
    select * from private.provider_orphans a where a.id > coalesce(p_after, 0) order by a.id limit 1000
  ) o
$$;
comment on function public.orphan_costs is
  '{count, priceCredits, next}: requests that a provider may have charged us for although the credits went back, and '
  'what they sold for; of a thousand at most after p_after, the next ones after next.';
grant execute on function public.orphan_costs to service_role;
