create function private.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_settings public.app_settings;
  v_name text := coalesce(
    nullif(btrim(new.raw_user_meta_data->>'name'), ''),
    nullif(btrim(new.raw_user_meta_data->>'full_name'), ''),
    split_part(coalesce(new.email, ''), '@', 1)
  );
  v_avatar text := coalesce(new.raw_user_meta_data->>'avatar_url', new.raw_user_meta_data->>'picture');
begin
  select s.* into v_settings from public.app_settings s;
  if not v_settings.sign_ups_open then
    perform private.refuse('sign_ups_closed');
  end if;
  insert into public.users (id, name, avatar)
  values (new.id, left(v_name, 200), case when v_avatar like 'https://%' and char_length(v_avatar) <= 2048 then v_avatar end);
  if v_settings.signup_credits > 0 then
    perform private.move_credits(new.id, v_settings.signup_credits, 'signup_grant');
  end if;
  return null;
end
$$;
comment on function private.handle_new_user is 'Gives a new auth user a row and the first credits, in the transaction that makes the account.';
create trigger on_auth_user_created after insert on auth.users
  for each row execute function private.handle_new_user();
