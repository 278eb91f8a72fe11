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

create function private.search_grams(p_user uuid, p_chunk integer, p_folded text)
returns integer[]
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct ('x' || left(md5(p_user::text || '/' || p_chunk || '/' || gram), 8))::bit(32)::integer), '{}')
    from (
      select letter, letter || lead(letter) over (order by place) as pair
      from unnest(string_to_array(p_folded, null)) with ordinality as l (letter, place)
    ) pairs
    cross join lateral (values (letter), (pair)) as grams (gram)
    where gram !~ ' '
  );
end
$$;
comment on function private.search_grams is
  'Every letter and every two in a row of a folded text, as numbers: what holds a text holds all of its numbers. They '
  'belong to one person and one chunk of that person''s prompts, so that they lead through the index to those rows '
  'only, and a search can begin with the latest and stop when it has enough.';

create function private.word_grams(p_user uuid, p_chunk integer, p_words text[])
returns integer[]
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct ('x' || left(md5(p_user::text || '/' || p_chunk || '/' || w.gram), 8))::bit(32)::integer), '{}')
    from (
      select l.letter as gram, l.letter || lead(l.letter) over (partition by f.place order by l.place) as pair,
        count(*) over (partition by f.place) as length
      from unnest(p_words) with ordinality as f (word, place)
      cross join lateral unnest(string_to_array(f.word, null)) with ordinality as l (letter, place)
    ) l
    cross join lateral (select case when l.length > 1 then l.pair else l.gram end as gram) w
    where w.gram !~ ' '
  );
end
$$;
comment on function private.word_grams is
  'The numbers by which texts that hold all these words are looked for: of those that search_grams has, the pairs '
  'alone where a word has any, since they say more in fewer numbers.';

create table private.prompt_index (
  generation_id uuid not null,
  user_id uuid not null,
  kind public.generation_kind not null,
  number integer not null,
  folded text not null,
  grams integer[] not null,
  constraint prompt_index_pkey primary key (generation_id),
  constraint prompt_index_generation_id_fkey foreign key (generation_id)
    references public.generations (id) on delete cascade
);
comment on table private.prompt_index is
  'What searches read of a generation. A table of its own: rows of generations change often, their words do not.';
comment on column private.prompt_index.number is
  'How many requests the person had made before, or close to it. The numbers of 2,048 of them are one chunk''s.';
-- Without a list of what is pending: each chunk that a search looks through would read all of it.
create index prompt_index_grams on private.prompt_index using gin (grams) with (fastupdate = off);
create index prompt_index_number on private.prompt_index (user_id, number desc);
alter table private.prompt_index enable row level security;

create function private.index_prompt()
returns trigger
language plpgsql
security definer
set search_path = ''
-- Its plan is kept, also one that was made when there were few rows.
set enable_seqscan = off
set enable_bitmapscan = off
as $$
declare
  v_folded text := private.fold(new.prompt);
  v_number integer := coalesce((select i.number from private.prompt_index i where i.generation_id = new.id), (
    select i.number + 1 from private.prompt_index i where i.user_id = new.user_id order by i.number desc limit 1
  ), 0);
begin
  insert into private.prompt_index (generation_id, user_id, kind, number, folded, grams)
  values (new.id, new.user_id, new.kind, v_number, v_folded,
    private.search_grams(new.user_id, v_number / 2048, v_folded))
  on conflict (generation_id) do update set folded = excluded.folded, grams = excluded.grams;
  return null;
end
$$;
comment on function private.index_prompt is 'Keeps prompt_index in step with the prompts.';
create trigger index_prompt after insert or update of prompt on public.generations
  for each row execute function private.index_prompt();

create type private.search as (included text[], excluded text[], near text[], patterns text[]);
comment on type private.search is
  'What a search asks for, folded: texts that must be in a prompt, texts that must not, words of which something at '
  'most one edit away must be, and a regular expression for each of these.';

create function private.near_pattern(p_word text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select '(?:^|[[:punct:][:space:]])(?:' || string_agg(each.pattern, '|') || ')'
  from generate_series(1, char_length(p_word)) as n
  cross join lateral (values
    (left(p_word, n - 1) || '[^[:space:]]?' || substr(p_word, n + 1)),
    (left(p_word, n) || '[^[:space:]]' || substr(p_word, n + 1)),
    (left(p_word, n - 1) || substr(p_word, n + 1, 1) || substr(p_word, n, 1) || substr(p_word, n + 2))
  ) as each (pattern)
$$;
comment on function private.near_pattern is
  'Matches texts with a word that begins with this one, which has no symbols, or with what one edit makes of it: a '
  'letter left out, put in, taken for another, or two in each other''s place.';

create function private.parse_search(p_search text, p_is_near boolean default false)
returns private.search
language sql
stable
set search_path = ''
as $$
  with words as (
    select private.fold(coalesce(w.found[2], w.found[3])) as folded, w.found[1] = '-' as is_excluded,
      w.found[2] is null and p_is_near as may_be_near
    from regexp_matches(p_search, '(?:^|(?<=\s))(-(?=[^-\s]))?(?:"([^"]+)"|(\S+))', 'g') as w (found)
  ), kinds as (
    select w.folded, coalesce(w.is_excluded, false) as is_excluded,
      w.may_be_near and char_length(w.folded) between 4 and 40 and w.folded !~ '[[:punct:][:digit:][:space:]]' as is_near
    from words w where w.folded <> ''
  )
  select row(
    coalesce(array_agg(k.folded) filter (where not k.is_excluded and not k.is_near), '{}'),
    coalesce(array_agg(k.folded) filter (where k.is_excluded), '{}'),
    coalesce(array_agg(k.folded) filter (where not k.is_excluded and k.is_near), '{}'),
    coalesce(array_agg(private.near_pattern(k.folded)) filter (where not k.is_excluded and k.is_near), '{}')
  )::private.search
  from kinds k
$$;
comment on function private.parse_search is
  'Every word is wanted, wherever it stands; one after a single dash is not; what is in quotes counts as one. Symbols '
  'mean themselves. p_is_near: words of 4 to 40 letters may be one edit away; what is in quotes may not.';

create function private.near_pieces(p_word text)
returns text[]
language sql
immutable
strict
set search_path = ''
as $$
  select array[
    left(p_word, char_length(p_word) / 3),
    substr(p_word, char_length(p_word) / 3 + 1, char_length(p_word) * 2 / 3 - char_length(p_word) / 3),
    substr(p_word, char_length(p_word) * 2 / 3 + 1)
  ]
$$;
comment on function private.near_pieces is 'A word in three pieces: one edit leaves at least one of them as it is.';

create function private.word_conditions(p_text text, p_search text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format('not exists (select from unnest((%2$s).included) w where position(w in %1$s) = 0)'
    ' and not exists (select from unnest((%2$s).excluded) w where position(w in %1$s) > 0)'
    ' and not exists (select from unnest((%2$s).patterns) w where %1$s !~ w)', p_text, p_search)
$$;
comment on function private.word_conditions is
  'The conditions of a search on a folded text, for a query in which it stands as p_text and the search as p_search.';

create function private.has_words(p_folded text, p_search private.search)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_answer boolean;
begin
  execute 'select ' || private.word_conditions('$1', '$2') into v_answer using p_folded, p_search;
  return v_answer;
end
$$;
comment on function private.has_words is 'Whether a folded text is one that a search asks for. For few texts.';

create function private.prompt_query(p_search private.search, p_search_name text, p_from text, p_to text)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_grams text := 'select n';
  v_words text := '';
  v_place integer;
  v_piece integer;
begin
  if p_search.included <> '{}' then
    v_grams := v_grams || format(', private.word_grams($1, n, (%s).included) as included', p_search_name);
    v_words := ' and i.grams @> c.included';
  end if;
  for v_place in 1 .. cardinality(p_search.near) loop
    for v_piece in 1 .. 3 loop
      v_grams := v_grams || format(
        ', private.word_grams($1, n, (private.near_pieces((%1$s).near[%2$s]))[%3$s:%3$s]) as near_%2$s_%3$s',
        p_search_name, v_place, v_piece);
    end loop;
    v_words := v_words
      || format(' and (i.grams @> c.near_%1$s_1 or i.grams @> c.near_%1$s_2 or i.grams @> c.near_%1$s_3)', v_place);
  end loop;
  if v_words = '' then
    v_words := ' and i.user_id = $1 and i.number between c.n * 2048 and c.n * 2048 + 2047';
  end if;
  return format('select i.generation_id, i.kind from (%s from generate_series(%s, %s) n offset 0) c cross join lateral '
    '(select i.generation_id, i.kind from private.prompt_index i where %s%s) i',
    v_grams, p_from, p_to, private.word_conditions('i.folded', p_search_name), v_words);
end
$$;
comment on function private.prompt_query is
  'A query of the prompts of the person $1 that a search asks for, in the chunks from p_from to p_to: both, and the '
  'search, as the query calls them. A few rows of others may be among them: numbers of letters are no secret key.';
