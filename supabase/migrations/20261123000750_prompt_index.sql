-- Search over people's own words, in any script: parts of words, one letter, an emoji, a symbol.
create function private.fold(p_text text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(regexp_replace(translate(normalize(regexp_replace(
    normalize(lower(upper(normalize(p_text, nfkd) collate "und-x-icu") collate "und-x-icu"), nfkd),
    U&'[\0300-\036f\fe00-\fe0f]', '', 'g'), nfc), 'ς', 'σ'), '\s+', ' ', 'g'))
$$;
comment on function private.fold is
  'A text as searches compare it: without case, accents of Latin, Greek and Cyrillic letters, forms of width or '
  'presentation, and with single spaces. Vowel signs stay, for they are letters. ICU''s rules, on every database.';

create function private.search_grams(p_user uuid, p_folded text)
returns integer[]
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select coalesce(array_agg(distinct ('x' || left(md5(p_user::text || gram), 8))::bit(32)::integer), '{}')
  from (
    select letter, letter || lead(letter) over (order by place) as pair
    from unnest(string_to_array(p_folded, null)) with ordinality as l (letter, place)
  ) pairs
  cross join lateral (values (letter), (pair)) as grams (gram)
  where gram !~ ' '
$$;
comment on function private.search_grams is
  'Every letter and every two in a row of a folded text, as numbers that belong to one person: what holds a text '
  'holds all of its numbers. A person''s numbers lead through the index to that person''s rows only.';

create table private.prompt_index (
  generation_id uuid not null,
  user_id uuid not null,
  folded text not null,
  grams integer[] not null,
  constraint prompt_index_pkey primary key (generation_id),
  constraint prompt_index_generation_id_fkey foreign key (generation_id)
    references public.generations (id) on delete cascade
);
comment on table private.prompt_index is
  'What searches read of a generation. A table of its own: rows of generations change often, their words do not.';
create index prompt_index_grams on private.prompt_index using gin (grams);
alter table private.prompt_index enable row level security;

create function private.index_prompt()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_folded text := private.fold(new.prompt);
begin
  insert into private.prompt_index (generation_id, user_id, folded, grams)
  values (new.id, new.user_id, v_folded, private.search_grams(new.user_id, v_folded))
  on conflict (generation_id) do update set folded = excluded.folded, grams = excluded.grams;
  return null;
end
$$;
comment on function private.index_prompt is 'Keeps prompt_index in step with the prompts.';
create trigger index_prompt after insert or update of prompt on public.generations
  for each row execute function private.index_prompt();

create type private.search as (included text[], excluded text[], grams integer[]);
comment on type private.search is
  'What a search asks for, folded: texts that must be in a prompt, texts that must not, and the numbers of the former.';

create function private.parse_search(p_user uuid, p_search text)
returns private.search
language sql
stable
set search_path = ''
as $$
  with words as (
    select private.fold(coalesce(w.found[2], w.found[3])) as folded, w.found[1] = '-' as is_excluded
    from regexp_matches(p_search, '(?:^|(?<=\s))(-(?=[^-\s]))?(?:"([^"]+)"|(\S+))', 'g') as w (found)
  )
  select row(
    coalesce(array_agg(folded) filter (where is_excluded is not true and folded <> ''), '{}'),
    coalesce(array_agg(folded) filter (where is_excluded and folded <> ''), '{}'),
    coalesce((
      select array_agg(distinct gram)
      from words w, unnest(private.search_grams(p_user, w.folded)) as gram where w.is_excluded is not true
    ), '{}')
  )::private.search
  from words
$$;
comment on function private.parse_search is
  'Every word is wanted, wherever it stands; one after a single dash is not; what is in quotes counts as one. Symbols '
  'mean themselves.';

create function private.matches_search(p_generation uuid, p_user uuid, p_search private.search)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from private.prompt_index i
    where i.generation_id = p_generation and i.user_id = p_user
      and not exists (select from unnest((p_search).included) t where position(t in i.folded) = 0)
      and not exists (select from unnest((p_search).excluded) t where position(t in i.folded) > 0)
  )
$$;
comment on function private.matches_search is
  'Whether a person''s generation matches a search. For one row at a time; a page of hits goes by the index.';
