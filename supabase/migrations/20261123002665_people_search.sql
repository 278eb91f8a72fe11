create table private.people_words (
  word text collate "C" not null,
  user_id uuid not null,
  constraint people_words_pkey primary key (word, user_id),
  constraint people_words_user_id_fkey foreign key (user_id) references public.users (id)
);
comment on table private.people_words is
  'By what admins find a person: the e-mail address, its parts, and the words of the name. Gone with the account.';
create index people_words_user on private.people_words (user_id);
alter table private.people_words enable row level security;
create index users_newest on public.users (created_at desc, id desc);

create function private.index_person(p_user uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.people_words w where w.user_id = p_user;
  insert into private.people_words (word, user_id)
  select distinct left(t.word, 320), p_user
  from (
    select private.fold(u.name) as name, private.fold(coalesce(a.email, '')) as email
    from public.users u left join auth.users a on a.id = u.id where u.id = p_user
  ) p
  cross join lateral (
    select p.email as word
    union all select unnest(regexp_split_to_array(p.email, '[@.+_-]+'))
    union all select split_part(p.email, '@', 2)
    union all select unnest(regexp_split_to_array(p.name, '[[:space:]]+'))
  ) t
  where t.word <> '';
end
$$;
comment on function private.index_person is 'Notes anew by what words a person is found.';

create function private.handle_new_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.index_person(new.id);
  return null;
end
$$;
comment on function private.handle_new_words is 'A person with another name or e-mail address is found by that one.';
create trigger on_name_change after update of name on public.users
  for each row execute function private.handle_new_words();
create trigger on_auth_user_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.handle_new_words();

create function private.people_with(p_word text)
returns setof uuid
language sql
stable
rows 5000
set search_path = ''
as $$
  select w.user_id from private.people_words w
  where w.word >= p_word collate "C" and w.word < (p_word || chr(1114111)) collate "C"
  order by w.word limit 5000
$$;
comment on function private.people_with is 'The people one of whose words begins like that, the first 5,000 of them.';

create function private.people_found(p_query text)
returns setof uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_words text[];
  v_rarest text;
begin
  if private.as_uuid(btrim(p_query)) is not null then
    return query select private.as_uuid(btrim(p_query));
    return;
  end if;
  v_words := array(
    select w.word from unnest(regexp_split_to_array(private.fold(left(p_query, 400)), '[[:space:]]+')) with ordinality w (word, place)
    where w.word <> '' order by w.place limit 5);
  select w.word into v_rarest from unnest(v_words) w (word)
  order by (select count(*) from private.people_with(w.word)), char_length(w.word) desc limit 1;
  return query
  select distinct p.id from private.people_with(v_rarest) p (id)
  where not exists (
    select from unnest(v_words) o (word)
    where o.word <> v_rarest and not exists (
      select from private.people_words w
      where w.user_id = p.id and w.word >= o.word collate "C" and w.word < (o.word || chr(1114111)) collate "C"
    )
  );
end
$$;
comment on function private.people_found is
  'Whom an admin may mean: by an id, or everybody who has words that begin like each of those that were typed. Begins '
  'with the rarest word, of which it looks at 5,000 people at most.';
