create table private.outbox (
  id uuid not null,
  recipient text not null,
  subject text not null,
  html text not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint outbox_pkey primary key (id),
  constraint outbox_recipient check (char_length(recipient) <= 320 and recipient !~ '[[:cntrl:][:space:]]'),
  constraint outbox_subject check (char_length(subject) <= 200 and subject !~ '[[:cntrl:]]'),
  constraint outbox_html check (octet_length(html) <= 65536)
);
comment on table private.outbox is
  'Mails on their way to the mail server. A row goes when the server has taken the mail or it is of no use any more.';
comment on column private.outbox.attempts is 'How often it was handed to somebody who tries to send it.';
comment on column private.outbox.next_attempt_at is 'Also a lease: whoever took the mail has until then.';
create index outbox_next_attempt on private.outbox (next_attempt_at);
create index outbox_expires on private.outbox (expires_at);
alter table private.outbox enable row level security;

create function public.enqueue_mail(p_id uuid, p_to text, p_subject text, p_html text, p_useful_seconds integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.outbox (id, recipient, subject, html, expires_at)
  values (p_id, p_to, p_subject, p_html, now() + make_interval(secs => p_useful_seconds))
  on conflict (id) do nothing;
end
$$;
comment on function public.enqueue_mail is 'Keeps a mail until it is sent, or of no use any more.';
grant execute on function public.enqueue_mail to service_role;

create function public.lease_mails(p_limit integer, p_lease_seconds integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_given_up integer;
  v_mails jsonb;
begin
  delete from private.outbox o where o.id in (
    select e.id from private.outbox e where e.expires_at <= now() limit 100 for update skip locked);
  get diagnostics v_given_up = row_count;
  with taken as (
    update private.outbox o
    set attempts = o.attempts + 1,
      next_attempt_at = now() + make_interval(secs => least(3600, p_lease_seconds * 2 ^ least(o.attempts, 10)))
    where o.id in (
      select d.id from private.outbox d where d.next_attempt_at <= now() and d.expires_at > now()
      order by d.next_attempt_at limit p_limit for update skip locked)
    returning o.*
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'to', t.recipient, 'subject', t.subject, 'html', t.html, 'attempt', t.attempts, 'postedAt', t.created_at
  ) order by t.created_at), '[]') into v_mails from taken t;
  return jsonb_build_object('mails', v_mails, 'givenUp', v_given_up, 'nextInSeconds', (
    select greatest(0, ceil(extract(epoch from min(o.next_attempt_at) - now()))) from private.outbox o));
end
$$;
comment on function public.lease_mails is
  '{mails: [{id, to, subject, html, attempt, postedAt}], givenUp, nextInSeconds}. Hands out p_limit mails at most '
  'that are due, each to one caller; what delete_mail does not confirm is due again after the lease, which doubles '
  'with each attempt up to an hour. givenUp counts mails that were not sent while they were of use. nextInSeconds is '
  'null when nothing waits.';
grant execute on function public.lease_mails to service_role;

create function public.delete_mail(p_id uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  delete from private.outbox o where o.id = p_id
$$;
comment on function public.delete_mail is 'The mail server has taken this mail, or refused it for good.';
grant execute on function public.delete_mail to service_role;
