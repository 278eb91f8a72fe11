create function public.echo(p jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('role', current_user, 'user', auth.uid(), 'claim', auth.jwt() ->> 'session_id', 'p', p)
$$;
create function public.raise(p jsonb) returns jsonb language plpgsql as $$
begin
  raise exception using errcode = p ->> 'state', message = p ->> 'message', detail = p ->> 'detail', hint = p ->> 'hint';
end $$;
create function public.my_notes(p jsonb) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(n) order by id), '[]') from public.notes n
$$;
create function public.write_note(p jsonb) returns jsonb language sql security definer set search_path = '' as $$
  insert into public.notes (owner, body) values ((p ->> 'owner')::uuid, p ->> 'body') returning to_jsonb(notes)
$$;
revoke execute on function public.write_note from public, anon, authenticated;
create function public.wait(p jsonb) returns jsonb language plpgsql as $$
begin
  perform pg_sleep((p ->> 'seconds')::float);
  return 'null';
end $$;
create function public.nothing(p jsonb) returns jsonb language sql as $$ select null::jsonb $$;
create function public.add(a int, b int) returns int language sql immutable as $$ select a + b $$;
create function public.page(p jsonb) returns jsonb language sql stable as $$
  select jsonb_agg(jsonb_build_object('id', i, 'me', (select auth.uid()), 'text', repeat('x', 120)))
  from generate_series(1, 50) i
$$;
create function public.send_job(p jsonb) returns jsonb language sql security definer set search_path = '' as $$
  select to_jsonb(pgmq.send('jobs', p))
$$;
revoke execute on function public.send_job from public, anon, authenticated;
create function public.word(p jsonb) returns text language sql immutable as $$ select p ->> 'word' $$;
