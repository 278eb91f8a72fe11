create function public.adjust_credits(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user public.users;
  v_delta bigint := (p->>'deltaCredits')::bigint;
  v_key text := nullif(p->>'idempotencyKey', '');
  v_actor text := nullif(btrim(p->>'actor'), '');
  v_reason text := nullif(btrim(p->>'reason'), '');
  v_earlier public.credit_ledger;
  v_balance bigint;
begin
  if v_delta is null or v_delta = 0 or abs(v_delta) > 1000000 or v_key is null or v_actor is null or v_reason is null
    or char_length(v_reason) > 1000 then
    perform private.refuse('invalid_input');
  end if;
  select u.* into v_user from public.users u
  where u.id = private.as_uuid(p->>'userId') and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('not_found');
  end if;
  select l.* into v_earlier from public.credit_ledger l where l.user_id = v_user.id and l.idempotency_key = v_key;
  if found then
    if v_earlier.delta <> v_delta or v_earlier.note <> v_reason then
      perform private.refuse('idempotency_conflict');
    end if;
    return jsonb_build_object('balanceCredits', v_earlier.balance_after);
  end if;
  v_balance := private.move_credits(v_user.id, v_delta, 'adjustment', null, v_actor, v_reason, v_key);
  insert into public.admin_audit_log (actor, action, subject, old_value, new_value, reason)
  values (v_actor, 'adjust_credits', v_user.id::text, to_jsonb(v_user.credits), to_jsonb(v_balance), v_reason);
  return jsonb_build_object('balanceCredits', v_balance);
end
$$;
comment on function public.adjust_credits is
  '{userId, deltaCredits, reason, actor, idempotencyKey} → {balanceCredits}. An admin''s grant or deduction with its audit '
  'row. A repeat answers as the first time.';
grant execute on function public.adjust_credits to service_role;
