create table private.outside_facts (
  source text not null,
  told jsonb,
  told_at timestamptz,
  tried_at timestamptz,
  trouble text,
  constraint outside_facts_pkey primary key (source),
  constraint outside_facts_source check (char_length(source) between 1 and 300),
  constraint outside_facts_told check ((told is null) = (told_at is null) and octet_length(told::text) <= 2000000),
  constraint outside_facts_trouble check (char_length(trouble) between 1 and 500)
);
comment on table private.outside_facts is
  'What outside services last said of themselves: the models of a Gradio app (source gradio and its name), the routes of '
  'a provider (routes and its name).';
comment on column private.outside_facts.told is 'As the process read it that asked last. Null: nothing was heard yet.';
comment on column private.outside_facts.tried_at is 'When a process last began to ask.';
comment on column private.outside_facts.trouble is 'Why the last one who asked heard nothing. Null: it was told.';
alter table private.outside_facts enable row level security;

create function public.begin_outside_check(p_source text)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.outside_facts as f (source, tried_at) values (p_source, clock_timestamp())
  on conflict (source) do update set tried_at = excluded.tried_at
  -- What lies ahead was written before the clock was set back.
  where f.tried_at between clock_timestamp() - interval '1 hour' and clock_timestamp() is not true
    and f.told_at between clock_timestamp() - interval '1 day' and clock_timestamp() is not true;
  return found;
end
$$;
comment on function public.begin_outside_check is
  'Whether it is time for this process to ask that source: a day after it was last heard, an hour after anybody last '
  'tried in vain. Of many that ask, one is told so.';
grant execute on function public.begin_outside_check to service_role;

create function public.note_outside_facts(p_source text, p_told jsonb default null, p_trouble text default null)
returns void
language sql
security definer
set search_path = ''
as $$
  insert into private.outside_facts as f (source, told, told_at, tried_at, trouble)
  values (p_source, p_told, case when p_told is not null then clock_timestamp() end, clock_timestamp(), p_trouble)
  on conflict (source) do update set
    told = coalesce(excluded.told, f.told), told_at = coalesce(excluded.told_at, f.told_at),
    tried_at = excluded.tried_at, trouble = excluded.trouble
$$;
comment on function public.note_outside_facts is
  'Keeps what a source has said (p_told), or why it said nothing (p_trouble); then what it said before stays.';
grant execute on function public.note_outside_facts to service_role;

create function public.outside_facts(p_prefix text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'source', f.source, 'told', f.told, 'toldAt', f.told_at, 'triedAt', f.tried_at, 'trouble', f.trouble)
    order by f.source), '[]')
  from private.outside_facts f where starts_with(f.source, p_prefix)
$$;
comment on function public.outside_facts is
  '[{source, told, toldAt, triedAt, trouble}] of the sources whose names begin so.';
grant execute on function public.outside_facts to service_role;
