create table private.gift_batches (
  id uuid not null,
  label text not null,
  credits bigint not null,
  code_count integer not null,
  max_uses integer not null,
  expires_at timestamptz,
  withdrawn_at timestamptz,
  made_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint gift_batches_pkey primary key (id),
  constraint gift_batches_uses unique (id, max_uses),
  constraint gift_batches_label check (char_length(label) between 1 and 100),
  constraint gift_batches_credits check (credits between 1 and 1000000),
  constraint gift_batches_code_count check (code_count between 1 and 1000),
  constraint gift_batches_max_uses check (max_uses between 1 and 100000)
);
comment on table private.gift_batches is 'Gift codes that were made together.';
comment on column private.gift_batches.label is 'What admins call them.';
comment on column private.gift_batches.credits is 'What each use of each of them gives.';
comment on column private.gift_batches.max_uses is 'How many people may use each of them, each once.';
comment on column private.gift_batches.withdrawn_at is 'From then on they give nothing any more.';
create index gift_batches_created on private.gift_batches (created_at desc, id desc);
alter table private.gift_batches enable row level security;

create table private.gift_codes (
  id uuid not null default gen_random_uuid(),
  batch_id uuid not null,
  number integer not null,
  code_hash text not null,
  max_uses integer not null,
  uses integer not null default 0,
  constraint gift_codes_pkey primary key (id),
  constraint gift_codes_batch_id_fkey foreign key (batch_id, max_uses) references private.gift_batches (id, max_uses),
  constraint gift_codes_number unique (batch_id, number),
  constraint gift_codes_once unique (code_hash),
  constraint gift_codes_code_hash check (code_hash ~ '^[0-9a-f]{64}$'),
  constraint gift_codes_uses check (uses between 0 and max_uses)
);
comment on table private.gift_codes is
  'Gift codes, of which the database knows hashes alone: whoever reads it can use none. Their uses are entries of the '
  'ledger, with the key gift: and the hash.';
comment on column private.gift_codes.number is 'Of its batch, from 1. The server derives the code from batch and number.';
comment on column private.gift_codes.code_hash is 'SHA-256, hex, of a hundred random bits in their one spelling.';
alter table private.gift_codes enable row level security;

create function public.redeem_gift_code(p_user_id uuid, p_session_id uuid, p_code_hash text)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user public.users;
  v_code record;
  v_why text;
begin
  perform private.require_session(p_user_id, p_session_id);
  select u.* into v_user from public.users u where u.id = p_user_id and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('signed_out');
  elsif v_user.suspended_at is not null then
    perform private.refuse('suspended', jsonb_build_object('message', v_user.suspension_message));
  elsif v_user.deletes_at is not null then
    perform private.refuse('leaving');
  end if;
  select c.id, c.uses, c.max_uses, b.credits, b.withdrawn_at, b.expires_at, exists (
    select from public.credit_ledger l where l.user_id = v_user.id and l.idempotency_key = 'gift:' || c.code_hash
  ) as is_theirs into v_code
  from private.gift_codes c join private.gift_batches b on b.id = c.batch_id
  where c.code_hash = p_code_hash for update of c for share of b;
  v_why := case
    when not found then 'unknown'
    when v_code.is_theirs then 'yours'
    when v_code.withdrawn_at is not null then 'withdrawn'
    when v_code.expires_at <= clock_timestamp() then 'expired'
    when v_code.uses >= v_code.max_uses then 'used'
  end;
  if v_why is not null then
    perform private.refuse('gift_code_refused', jsonb_build_object('why', v_why));
  end if;
  update private.gift_codes c set uses = c.uses + 1 where c.id = v_code.id;
  perform private.move_credits(v_user.id, v_code.credits, 'gift_code', p_key => 'gift:' || p_code_hash);
  return v_code.credits;
end
$$;
comment on function public.redeem_gift_code is
  'Gives a person what a gift code is worth, once, and returns how much. gift_code_refused says why not: unknown, '
  'yours (used by that person already), withdrawn, expired, used (by as many as may).';
grant execute on function public.redeem_gift_code to service_role;
