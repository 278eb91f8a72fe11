create function public.adjust_credits(
  p_admin_session text,
  p_user_id text,
  p_delta_credits bigint,
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
  v_user public.users;
  v_key text := nullif(p_idempotency_key, '');
  v_reason text := nullif(btrim(p_reason), '');
  v_earlier public.credit_ledger;
  v_balance bigint;
begin
  if p_delta_credits is null or p_delta_credits = 0 or abs(p_delta_credits) > 1000000 or v_key is null or v_reason is null
    or char_length(v_reason) > 1000 then
    perform private.refuse('invalid_input');
  end if;
  -- Before the person's row, which others want who never come to this.
  perform pg_advisory_xact_lock(hashtext('private.check_by_hand'));
  v_user := private.lock_account(p_user_id);
  select l.* into v_earlier from public.credit_ledger l where l.user_id = v_user.id and l.idempotency_key = v_key;
  if found then
    if v_earlier.reason <> 'adjustment' or v_earlier.delta <> p_delta_credits or v_earlier.note <> v_reason then
      perform private.refuse('idempotency_conflict');
    end if;
    return v_earlier.balance_after;
  end if;
  perform private.check_by_hand(abs(p_delta_credits), p_caps, p_is_confirmed);
  v_balance := private.move_credits(v_user.id, p_delta_credits, 'adjustment', null, v_actor, v_reason, v_key);
  perform private.write_audit(
    v_actor, 'adjust_credits', v_user.id::text, to_jsonb(v_user.credits), to_jsonb(v_balance), v_reason
  );
  return v_balance;
end
$$;
comment on function public.adjust_credits is
  'An admin''s grant or deduction with its audit row. Returns the balance in credits; a repeat answers as the first '
  'time. Refusals: those of check_by_hand, insufficient_credits, idempotency_conflict.';
grant execute on function public.adjust_credits to service_role;
