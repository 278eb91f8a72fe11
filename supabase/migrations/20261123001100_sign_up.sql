create function private.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := coalesce(
    nullif(btrim(new.raw_user_meta_data->>'name'), ''),
    nullif(btrim(new.raw_user_meta_data->>'full_name'), ''),
    split_part(coalesce(new.email, ''), '@', 1)
  );
  v_avatar text := coalesce(new.raw_user_meta_data->>'avatar_url', new.raw_user_meta_data->>'picture');
begin
  if not (select s.sign_ups_open from public.app_settings s) then
    perform private.refuse('sign_ups_closed');
  end if;
  insert into public.users (id, name, avatar)
  values (new.id, left(v_name, 200), case when v_avatar like 'https://%' and char_length(v_avatar) <= 2048 then v_avatar end);
  return null;
end
$$;
comment on function private.handle_new_user is 'Gives a new auth user a row, in the transaction that makes the account.';
create trigger on_auth_user_created after insert on auth.users
  for each row execute function private.handle_new_user();

create function private.give_first_grant(p_user uuid, p_default_credits bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_credits bigint := coalesce((select s.signup_credits from public.app_settings s), p_default_credits, 0);
begin
  update public.users u set first_grant_at = now() where u.id = p_user and u.first_grant_at is null;
  if found and v_credits > 0 then
    perform private.move_credits(p_user, v_credits, 'signup_grant');
  end if;
end
$$;
comment on function private.give_first_grant is
  'Gives an account its first credits, once: what an admin has chosen, else the default of whoever calls.';
