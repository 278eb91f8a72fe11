create function public.ready(p jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform from public.app_settings;
  if not found then
    raise exception 'The settings are missing';
  end if;
  perform from pgmq.q_generations limit 1;
  return '{"ok": true}';
end
$$;
comment on function public.ready is '{} → {ok: true} when schema and queue are there.';
grant execute on function public.ready to service_role;
