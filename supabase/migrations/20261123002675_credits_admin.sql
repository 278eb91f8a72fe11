create function private.check_by_hand(p_credits bigint, p_caps jsonb, p_is_confirmed boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_today timestamptz;
  v_given bigint;
begin
  if p_caps is null then
    return;
  elsif p_credits > (p_caps->>'maxCredits')::bigint then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'by_hand', 'limit', (p_caps->>'maxCredits')::bigint));
  end if;
  -- One admin after the other, so that as many as come at once are counted like as many in a row.
  perform pg_advisory_xact_lock(hashtext('private.check_by_hand'));
  v_today := date_trunc('day', clock_timestamp(), 'UTC');
  v_given := coalesce((
    select sum(abs(l.delta)) from public.credit_ledger l
    where l.created_at >= v_today and l.reason in ('adjustment', 'goodwill')), 0) + coalesce((
    select sum(b.credits * b.code_count * b.max_uses) from private.gift_batches b where b.created_at >= v_today), 0);
  if v_given + p_credits > (p_caps->>'maxCreditsADay')::bigint then
    perform private.refuse('limit_reached', jsonb_build_object(
      'what', 'by_hand_a_day', 'limit', (p_caps->>'maxCreditsADay')::bigint, 'spent', v_given));
  elsif p_credits > (p_caps->>'confirmAbove')::bigint and p_is_confirmed is not true then
    perform private.refuse('confirm_needed', jsonb_build_object('credits', p_credits));
  end if;
end
$$;
comment on function private.check_by_hand is
  'p_caps: {maxCredits, maxCreditsADay, confirmAbove}, null for none. Refuses what admins may not move by hand in one '
  'go, or all of them within a day of UTC, both ways and in gift codes together (limit_reached); and what needs a second '
  'word (confirm_needed). What is checked at the same time waits.';

create function public.refund_by_hand(
  p_admin_session text,
  p_generation_id text,
  p_credits bigint,
  p_reason text,
  p_idempotency_key text,
  p_caps jsonb default null,
  p_is_confirmed boolean default null
)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_reason text := nullif(btrim(p_reason), '');
  v_key text := nullif(p_idempotency_key, '');
  v_generation public.generations;
  v_earlier public.credit_ledger;
  v_kept bigint;
  v_balance bigint;
begin
  if p_credits is null or p_credits < 1 or v_key is null or v_reason is null or char_length(v_reason) > 1000 then
    perform private.refuse('invalid_input');
  end if;
  select g.* into v_generation from public.generations g where g.id = private.as_uuid(p_generation_id);
  if not found then
    perform private.refuse('not_found');
  end if;
  -- What is finished stays as it is: its row needs no lock, and whoever locks it locks the person's after it.
  perform pg_advisory_xact_lock(hashtext('private.check_by_hand'));
  perform private.lock_account(v_generation.user_id::text);
  select l.* into v_earlier from public.credit_ledger l
  where l.generation_id = v_generation.id and l.reason = 'goodwill';
  if found then
    if v_earlier.idempotency_key = v_key and v_earlier.delta = p_credits and v_earlier.note = v_reason then
      return v_earlier.balance_after;
    end if;
    perform private.refuse('already_refunded', jsonb_build_object('credits', v_earlier.delta));
  end if;
  if exists (
    select from public.credit_ledger l where l.user_id = v_generation.user_id and l.idempotency_key = v_key
  ) then
    perform private.refuse('idempotency_conflict');
  end if;
  select coalesce(sum(-l.delta), 0) into v_kept from public.credit_ledger l where l.generation_id = v_generation.id;
  if v_generation.status in ('queued', 'running') or p_credits > v_kept then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'kept_credits', 'limit',
      case when v_generation.status in ('queued', 'running') then 0 else v_kept end));
  end if;
  perform private.check_by_hand(p_credits, p_caps, p_is_confirmed);
  v_balance := private.move_credits(
    v_generation.user_id, p_credits, 'goodwill', v_generation.id, v_actor, v_reason, v_key);
  perform private.write_audit(
    v_actor, 'refund_by_hand', v_generation.user_id::text,
    jsonb_build_object('generationId', v_generation.id, 'keptCredits', v_kept),
    jsonb_build_object('generationId', v_generation.id, 'keptCredits', v_kept - p_credits, 'balance', v_balance), v_reason
  );
  return v_balance;
end
$$;
comment on function public.refund_by_hand is
  'Gives back what is kept for a finished request, or a part of it, once. Returns the balance; a repeat answers as the '
  'first time. idempotency_conflict (the key moved other credits), already_refunded, limit_reached (more than is kept; nothing is while it goes on), and as check_by_hand.';
grant execute on function public.refund_by_hand to service_role;

create function public.make_gift_codes(
  p_admin_session text,
  p_batch_id uuid,
  p_label text,
  p_credits bigint,
  p_code_hashes text[],
  p_max_uses integer,
  p_reason text,
  p_expires_at timestamptz default null,
  p_caps jsonb default null,
  p_is_confirmed boolean default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_label text := btrim(p_label);
  v_count integer := cardinality(p_code_hashes);
  v_earlier private.gift_batches;
begin
  if p_credits not between 1 and 1000000 or v_count not between 1 and 1000 or p_max_uses not between 1 and 100000
    or char_length(v_label) not between 1 and 100 or p_expires_at <= clock_timestamp() then
    perform private.refuse('invalid_input');
  end if;
  perform pg_advisory_xact_lock(hashtext('private.check_by_hand'));
  select b.* into v_earlier from private.gift_batches b where b.id = p_batch_id;
  if found then
    if (v_earlier.label, v_earlier.credits, v_earlier.code_count, v_earlier.max_uses) <> (v_label, p_credits, v_count, p_max_uses)
      or v_earlier.expires_at is distinct from p_expires_at then
      perform private.refuse('idempotency_conflict');
    end if;
    return;
  end if;
  perform private.check_by_hand(p_credits * v_count * p_max_uses, p_caps, p_is_confirmed);
  insert into private.gift_batches (id, label, credits, code_count, max_uses, expires_at, made_by)
  values (p_batch_id, v_label, p_credits, v_count, p_max_uses, p_expires_at, v_actor);
  insert into private.gift_codes (batch_id, number, code_hash, max_uses)
  select p_batch_id, c.number, c.hash, p_max_uses from unnest(p_code_hashes) with ordinality c (hash, number);
  perform private.write_audit(
    v_actor, 'make_gift_codes', p_batch_id::text, null,
    jsonb_build_object('label', v_label, 'credits', p_credits, 'codes', v_count, 'maxUses', p_max_uses, 'expiresAt', p_expires_at),
    p_reason
  );
end
$$;
comment on function public.make_gift_codes is
  'Keeps a batch of codes by their hashes, all of it once. A repeat changes nothing; another batch under the same id is '
  'idempotency_conflict. Counts in full for check_by_hand.';
grant execute on function public.make_gift_codes to service_role;

create function public.withdraw_gift_codes(p_admin_session text, p_batch_id text, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_batch private.gift_batches;
begin
  select b.* into v_batch from private.gift_batches b where b.id = private.as_uuid(p_batch_id) for update;
  if not found then
    perform private.refuse('not_found');
  elsif v_batch.withdrawn_at is not null then
    return;
  end if;
  update private.gift_batches b set withdrawn_at = clock_timestamp() where b.id = v_batch.id;
  perform private.write_audit(
    v_actor, 'withdraw_gift_codes', v_batch.id::text, jsonb_build_object('withdrawn', false),
    jsonb_build_object('withdrawn', true), p_reason);
end
$$;
comment on function public.withdraw_gift_codes is
  'From now on none of the batch''s codes gives anything; what they gave stays. Again changes nothing.';
grant execute on function public.withdraw_gift_codes to service_role;

create function private.batch_row(p_batch private.gift_batches)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_batch.id, 'label', p_batch.label, 'credits', p_batch.credits, 'codeCount', p_batch.code_count,
    'maxUses', p_batch.max_uses, 'expiresAt', p_batch.expires_at, 'withdrawnAt', p_batch.withdrawn_at,
    'madeBy', p_batch.made_by, 'createdAt', p_batch.created_at,
    'uses', (select coalesce(sum(c.uses), 0) from private.gift_codes c where c.batch_id = p_batch.id)
  );
end
$$;
comment on function private.batch_row is 'giftBatch.';

create function public.gift_batches_page(p_admin_session text, p_page integer, p_page_size integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_page_size integer := least(100, greatest(1, p_page_size));
begin
  return jsonb_build_object(
    'batches', (
      select coalesce(jsonb_agg(private.batch_row(b) order by b.created_at desc, b.id desc), '[]')
      from (
        select o.* from private.gift_batches o order by o.created_at desc, o.id desc
        limit v_page_size offset (greatest(1, p_page) - 1)::bigint * v_page_size
      ) b
    ),
    'total', (select count(*) from private.gift_batches)
  );
end
$$;
comment on function public.gift_batches_page is '{batches: [giftBatch], total}, for an admin, newest first.';
grant execute on function public.gift_batches_page to service_role;

create function public.gift_batch(p_admin_session text, p_batch_id text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_batch private.gift_batches;
begin
  select b.* into v_batch from private.gift_batches b where b.id = private.as_uuid(p_batch_id);
  if not found then
    perform private.refuse('not_found');
  end if;
  return jsonb_build_object('batch', private.batch_row(v_batch), 'codes', (
    select jsonb_agg(jsonb_build_object('number', c.number, 'hash', c.code_hash, 'uses', c.uses) order by c.number)
    from private.gift_codes c where c.batch_id = v_batch.id
  ));
end
$$;
comment on function public.gift_batch is
  '{batch: giftBatch, codes: [{number, hash, uses}]}, for an admin who gets the codes again.';
grant execute on function public.gift_batch to service_role;
