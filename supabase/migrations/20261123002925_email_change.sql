create table private.email_changes (
  user_id uuid not null,
  new_email text not null,
  asked_at timestamptz not null default now(),
  constraint email_changes_pkey primary key (user_id),
  constraint email_changes_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
  constraint email_changes_new_email check (char_length(new_email) <= 320)
);
comment on table private.email_changes is
  'The address that a person wants to have instead: said on the account''s page, whether or not the address is free. Auth '
  'knows whether it is, and has the links.';
alter table private.email_changes enable row level security;

create function private.begin_email_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.email_change_confirm_status := 0;
  return new;
end
$$;
comment on function private.begin_email_change is
  'A link that was opened counts for the change that it was sent for, and for no later one. Not every Auth sees to that.';
create trigger on_auth_user_email_change before update of email_change, email_change_token_new on auth.users
  for each row when (
    old.email_change is distinct from new.email_change
    or new.email_change_token_new <> '' and old.email_change_token_new is distinct from new.email_change_token_new
  )
  execute function private.begin_email_change();

create function private.void_email_change(p_user uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update auth.users a set email_change = '', email_change_token_new = '', email_change_token_current = ''
  where a.id = p_user and a.email_change <> '';
  if to_regclass('auth.one_time_tokens') is not null then
    execute $sql$
      delete from auth.one_time_tokens where user_id = $1 and token_type::text like 'email_change%'
    $sql$ using p_user;
  end if;
end
$$;
comment on function private.void_email_change is
  'The links of a change of address are dead, wherever Auth keeps them: beside the account, or in a table of their own.';

create function public.ask_email_change(p_user_id uuid, p_session_id uuid, p_new_email text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  -- Also where Auth takes no notice of this wish, for the address is taken.
  if not exists (select from private.email_changes c where c.user_id = p_user_id and c.new_email = p_new_email) then
    perform private.void_email_change(p_user_id);
  end if;
  insert into private.email_changes (user_id, new_email) values (p_user_id, p_new_email)
  on conflict (user_id) do update set new_email = excluded.new_email, asked_at = now();
end
$$;
comment on function public.ask_email_change is
  'Links that confirm this address, and the one so far, are about to be asked for. Those for another one are dead.';
grant execute on function public.ask_email_change to service_role;

create function public.email_change(p_user_id uuid, p_session_id uuid)
returns table (new_email text, is_half_confirmed boolean)
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return query
  select c.new_email, coalesce(a.email_change_confirm_status, 0) = 1 and a.email_change <> ''
  from private.email_changes c join auth.users a on a.id = c.user_id
  where c.user_id = p_user_id and c.asked_at > now() - interval '1 hour';
end
$$;
comment on function public.email_change is
  'The address that the person has asked for within the last hour, as long as the links work: one row or none. '
  'is_half_confirmed: one of the two links has been opened.';
grant execute on function public.email_change to service_role;

create function public.cancel_email_change(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  delete from private.email_changes c where c.user_id = p_user_id;
  perform private.void_email_change(p_user_id);
end
$$;
comment on function public.cancel_email_change is 'The address stays, and both links are dead. A repeat changes nothing.';
grant execute on function public.cancel_email_change to service_role;

create function public.email_before_change(p_token_hash text)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select a.email::text from auth.users a
  where p_token_hash <> '' and p_token_hash in (a.email_change_token_new, a.email_change_token_current)
$$;
comment on function public.email_before_change is
  'The address of the account that a link for another address is about, or null: whoever has it is told.';
grant execute on function public.email_before_change to service_role;

create function private.forget_old_mailbox()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.recovery_token := '';
  new.email_change_confirm_status := 0;
  return new;
end
$$;
comment on function private.forget_old_mailbox is
  'With another address, a link to choose a password that lies in the old mailbox is dead, and the next change begins anew.';
create trigger on_auth_user_new_email before update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.forget_old_mailbox();

create function private.handle_new_email()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.email_changes c where c.user_id = new.id;
  perform private.end_sessions(new.id);
  perform private.forget_if_there('auth.one_time_tokens', new.id);
  if old.email_change_confirm_status = 1 and lower(old.email_change) = lower(new.email) then
    perform private.note_proof(new.id);
  end if;
  return null;
end
$$;
comment on function private.handle_new_email is
  'Another address ends every session of its account, in the transaction that changes it, whoever does that. Where both '
  'mailboxes have agreed, it is a proven one.';
create trigger on_auth_user_email_changed after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.handle_new_email();
