create function private.refuse(p_code text, p_facts jsonb default '{}')
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT' || case p_code
      when 'invalid_input' then '400'
      when 'signed_out' then '401'
      when 'insufficient_credits' then '402'
      when 'suspended' then '403'
      when 'leaving' then '403'
      when 'sign_ups_closed' then '403'
      when 'email_unverified' then '403'
      when 'kind_disabled' then '403'
      when 'taken_down' then '403'
      when 'prompt_blocked' then '403'
      when 'not_found' then '404'
      when 'model_unavailable' then '409'
      when 'price_changed' then '409'
      when 'words_skipped' then '409'
      when 'idempotency_conflict' then '409'
      when 'already_finished' then '409'
      when 'limit_reached' then '409'
      when 'changed_meanwhile' then '409'
      when 'gift_code_refused' then '409'
      when 'confirm_needed' then '409'
      when 'already_refunded' then '409'
      when 'stale_lease' then '409'
      when 'too_large' then '413'
      when 'rate_limited' then '429'
      when 'maintenance' then '503'
      when 'not_set_up' then '503'
      when 'too_many_running' then '429'
      else '500'
    end,
    message = replace(p_code, '_', ' '),
    detail = p_code,
    hint = p_facts::text;
end
$$;
comment on function private.refuse is
  'Raises an expected failure: HTTP status in the code (PTxxx), stable code in detail, a JSON object of facts in hint.';

create function private.as_uuid(p_text text)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_text ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then p_text::uuid
  end;
end
$$;
comment on function private.as_uuid is 'Null for what is not a UUID, so that a made-up id answers like a missing one.';
grant execute on function private.as_uuid to authenticated, service_role;

create function private.refuse_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
comment on function private.refuse_change is
  'Trigger of append-only tables: refuses every update, delete and truncate.';
