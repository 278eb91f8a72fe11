create table public.credit_ledger (
  user_id uuid not null,
  seq bigint not null,
  delta bigint not null,
  balance_after bigint not null,
  reason text not null,
  generation_id uuid,
  media_id uuid,
  actor text,
  note text,
  idempotency_key text,
  created_at timestamptz not null default clock_timestamp(),
  constraint credit_ledger_pkey primary key (user_id, seq),
  constraint credit_ledger_user_id_fkey foreign key (user_id) references public.users (id),
  constraint credit_ledger_generation_id_fkey foreign key (generation_id) references public.generations (id),
  constraint credit_ledger_once_per_key unique (user_id, idempotency_key),
  constraint credit_ledger_seq check (seq >= 1),
  constraint credit_ledger_delta check (delta <> 0 and abs(delta) <= 1000000),
  constraint credit_ledger_never_negative check (balance_after >= 0),
  constraint credit_ledger_reason check (
    reason in ('signup_grant', 'charge', 'refund', 'goodwill', 'adjustment', 'allowance', 'gift_code')
  ),
  constraint credit_ledger_sign check (
    case reason when 'charge' then delta < 0 when 'adjustment' then true else delta > 0 end
  ),
  constraint credit_ledger_generation check ((reason in ('charge', 'refund', 'goodwill')) = (generation_id is not null)),
  constraint credit_ledger_media check (media_id is null or reason = 'refund'),
  constraint credit_ledger_by_hand_is_explained check (
    reason not in ('adjustment', 'goodwill') or (actor is not null and note is not null and idempotency_key is not null)
  ),
  constraint credit_ledger_allowance_of_a_month check (
    (reason = 'allowance') = (idempotency_key is not null and idempotency_key ~ '^allowance:[0-9]{4}-[0-9]{2}$')
  ),
  constraint credit_ledger_gift_of_a_code check (
    (reason = 'gift_code') = (idempotency_key is not null and idempotency_key ~ '^gift:[0-9a-f]{64}$')
  )
);
create unique index credit_ledger_once_per_generation on public.credit_ledger (generation_id, reason, media_id)
  nulls not distinct where generation_id is not null;
create unique index credit_ledger_one_signup_grant on public.credit_ledger (user_id) where reason = 'signup_grant';
create index credit_ledger_gifts on public.credit_ledger (idempotency_key) where reason = 'gift_code';
create index credit_ledger_spending on public.credit_ledger (user_id, created_at) include (delta)
  where reason in ('charge', 'refund', 'goodwill');
create index credit_ledger_by_hand on public.credit_ledger (created_at) include (delta)
  where reason in ('adjustment', 'goodwill');
comment on table public.credit_ledger is 'Every movement of credits. Append-only; only private.move_credits writes it.';
comment on column public.credit_ledger.seq is '1, 2, 3 … for each user, without gaps.';
comment on column public.credit_ledger.reason is
  'Why credits moved. A refund is booked by the app, goodwill by hand: both are about one generation.';
comment on column public.credit_ledger.media_id is
  'Of a refund: the file that was paid for and did not come, by the id that was given out for it. Null when nothing '
  'came.';
comment on column public.credit_ledger.actor is
  'Who moved them by hand; null for movements that the app makes by itself.';
comment on column public.credit_ledger.note is 'Why they were moved by hand, in words that the user may read.';
comment on column public.credit_ledger.idempotency_key is
  'Of a movement by hand, an allowance (allowance:2026-11) or a gift code (gift: and the code''s hash): the same key '
  'moves one person''s credits once.';

create trigger append_only before update or delete on public.credit_ledger
  for each row execute function private.refuse_change();
create trigger append_only_truncate before truncate on public.credit_ledger
  for each statement execute function private.refuse_change();

alter table public.credit_ledger enable row level security;
create policy credit_ledger_own on public.credit_ledger for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.credit_ledger to authenticated, service_role;

create function private.move_credits(
  p_user uuid,
  p_delta bigint,
  p_reason text,
  p_generation uuid default null,
  p_actor text default null,
  p_note text default null,
  p_key text default null,
  p_media uuid default null
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_balance bigint;
  v_seq bigint;
begin
  update public.users u
  set credits = u.credits + p_delta, ledger_seq = u.ledger_seq + 1
  where u.id = p_user and u.credits + p_delta >= 0
  returning u.credits, u.ledger_seq into v_balance, v_seq;
  if not found then
    select u.credits into v_balance from public.users u where u.id = p_user;
    if not found then
      perform private.refuse('not_found');
    end if;
    perform private.refuse('insufficient_credits', jsonb_build_object(
      'missingCredits', -(v_balance + p_delta), 'balanceCredits', v_balance
    ));
  end if;
  insert into public.credit_ledger
    (user_id, seq, delta, balance_after, reason, generation_id, media_id, actor, note, idempotency_key)
  values (p_user, v_seq, p_delta, v_balance, p_reason, p_generation, p_media, p_actor, p_note, p_key);
  return v_balance;
end
$$;
comment on function private.move_credits is
  'The only writer of balances and ledger. Locks the user''s row; returns the new balance. Refuses to go below zero.';
