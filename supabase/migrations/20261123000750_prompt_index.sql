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

create function private.unspaced()
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff'
    '\U00020000-\U0003ffff'
$$;
comment on function private.unspaced is
  'The letters of scripts that are written without spaces, as a regular expression has them between brackets: Thai and '
  'Lao, Burmese, Khmer, kana, Han.';

create function private.words_in(p_folded text, p_is_part boolean)
returns text[]
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct w.word), '{}')
    from regexp_matches(
      p_folded, format('([%1$s]+)|([^ %1$s]+)', private.unspaced()), 'g') as r (run)
    cross join lateral (
      select substr(r.run[1], n, 1) as word from generate_series(1, char_length(r.run[1])) n
      where not p_is_part or char_length(r.run[1]) = 1
      union all
      select substr(r.run[1], n, 2) from generate_series(1, char_length(r.run[1]) - 1) n
      union all
      select case when p_is_part then left(r.run[2], 64) else substr(r.run[2], n, 128) end
      from generate_series(1, case when p_is_part then 1 else greatest(1, char_length(r.run[2]) - 64) end, 64) n
      where r.run[2] is not null
    ) w
  );
end
$$;
comment on function private.words_in is
  'The words of a folded text, each once: what stands between spaces, overlapping pieces of it where it is longer than '
  '128 letters; in scripts that are written without spaces every letter and every two in a row. p_is_part: of a text '
  'that is looked for, so that whatever holds it has, for each of these, a word that holds that.';

create function private.search_grams(p_user uuid, p_word text)
returns integer[]
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct ('x' || left(md5(p_user::text || '/' || gram), 8))::bit(32)::integer), '{}')
    from (
      select letter, letter || lead(letter) over (order by place) as pair
      from unnest(string_to_array(p_word, null)) with ordinality as l (letter, place)
    ) pairs
    cross join lateral (values (letter), (pair)) as grams (gram)
    where gram is not null
  );
end
$$;
comment on function private.search_grams is
  'Every letter and every two in a row of a word, as numbers: what holds a text holds all of its numbers. They belong '
  'to one person, so that they lead through the index to that person''s words only.';

create function private.part_grams(p_user uuid, p_part text)
returns integer[]
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct
      ('x' || left(md5(p_user::text || '/' || substr(p_part, n, 2)), 8))::bit(32)::integer), '{}')
    from generate_series(1, greatest(1, char_length(p_part) - 1)) n
  );
end
$$;
comment on function private.part_grams is
  'The numbers by which words that hold this part are looked for: of those that search_grams has, the pairs alone '
  'where there are any, since they say more in fewer numbers.';

create table private.prompt_index (
  generation_id uuid not null,
  kind public.generation_kind not null,
  asked_at timestamptz not null,
  folded text not null,
  constraint prompt_index_pkey primary key (generation_id),
  constraint prompt_index_generation_id_fkey foreign key (generation_id)
    references public.generations (id) on delete cascade
);
comment on table private.prompt_index is
  'What searches read of a generation. A table of its own: rows of generations change often, their words do not.';
comment on column private.prompt_index.asked_at is 'The generation''s created_at.';
alter table private.prompt_index enable row level security;

create table private.search_words (
  id bigint not null generated always as identity,
  user_id uuid not null,
  word text not null,
  grams integer[] not null,
  constraint search_words_pkey primary key (id),
  constraint search_words_once unique (user_id, word)
);
comment on table private.search_words is
  'The words that are in a person''s prompts, each once: few, however many prompts there are. A search looks for its '
  'words among them first, parts of words and what is one edit away too.';
create index search_words_grams on private.search_words using gin (grams) with (fastupdate = off);
alter table private.search_words enable row level security;

create table private.prompt_words (
  word_id bigint not null,
  asked_at timestamptz not null,
  generation_id uuid not null,
  kind public.generation_kind not null,
  model text not null,
  constraint prompt_words_pkey primary key (word_id, asked_at, generation_id) include (kind, model)
);
comment on table private.prompt_words is
  'Which prompts a word is in, in the order in which they were asked for. No foreign keys: they would lock the word of '
  'each row. index_prompt and forget_words keep it.';
comment on column private.prompt_words.kind is
  'Its generation''s: with model copied here, so that a search within one of them reads no other prompts.';
alter table private.prompt_words enable row level security;

create function private.forget_words(p_user uuid, p_generation uuid)
returns void
language plpgsql
security definer
set search_path = ''
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set enable_bitmapscan = off
as $$
declare
  v_prompt private.prompt_index;
  v_words bigint[];
begin
  select i.* into v_prompt from private.prompt_index i where i.generation_id = p_generation;
  v_words := array(
    select w.id from private.search_words w
    where w.user_id = p_user and w.word = any (private.words_in(v_prompt.folded, false))
  );
  delete from private.prompt_words p
  where p.word_id = any (v_words) and p.asked_at = v_prompt.asked_at and p.generation_id = p_generation;
  delete from private.search_words w
  where w.id = any (v_words) and not exists (select from private.prompt_words p where p.word_id = w.id);
end
$$;
comment on function private.forget_words is
  'Takes a prompt''s words away, and from the person''s words those that no other prompt has.';

create function private.forget_all_words(p_user uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.prompt_words p using private.search_words w where w.user_id = p_user and p.word_id = w.id;
  delete from private.search_words w where w.user_id = p_user;
  update private.prompt_index i set folded = ''
  from public.generations g where g.user_id = p_user and i.generation_id = g.id;
end
$$;
comment on function private.forget_all_words is 'Takes the words of all of a person''s prompts away.';

create function private.index_prompt()
returns trigger
language plpgsql
security definer
set search_path = ''
-- Its plan is kept, also one that was made when there were few rows.
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_folded text := private.fold(new.prompt);
  v_words text[] := private.words_in(v_folded, false);
begin
  if tg_op = 'UPDATE' then
    perform private.forget_words(new.user_id, new.id);
  end if;
  insert into private.prompt_index (generation_id, kind, asked_at, folded)
  values (new.id, new.kind, new.created_at, v_folded)
  on conflict (generation_id) do update set folded = excluded.folded;
  insert into private.search_words (user_id, word, grams)
  select new.user_id, n.word, private.search_grams(new.user_id, n.word) from unnest(v_words) n (word)
  where not exists (select from private.search_words w where w.user_id = new.user_id and w.word = n.word)
  on conflict (user_id, word) do nothing;
  insert into private.prompt_words (word_id, asked_at, generation_id, kind, model)
  select w.id, new.created_at, new.id, new.kind, new.model from private.search_words w
  where w.user_id = new.user_id and w.word = any (v_words)
  on conflict do nothing;
  return null;
end
$$;
comment on function private.index_prompt is
  'Keeps prompt_index, search_words and prompt_words in step with the prompts.';
create trigger index_prompt after insert or update of prompt on public.generations
  for each row execute function private.index_prompt();

create type private.search as (included text[], excluded text[], near text[], patterns text[]);
comment on type private.search is
  'What a search asks for, folded: texts that must be in a prompt, texts that must not, words of which something at '
  'most one edit away must be, and a regular expression for each of these.';

create type private.word_list as (words bigint[], is_long boolean);
comment on type private.word_list is
  'Words of which a prompt has one; is_long where more than 8,000 prompts have.';

create type private.search_plan as (
  search private.search, leads bigint[], is_common boolean, others private.word_list[], rest private.search,
  boards uuid[], tags text[]
);
comment on type private.search_plan is
  'How a search finds files of a person: by words (leads to rest, as leads_of has them), and by boards and tags of '
  'which the name is what it asks for.';

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

create function private.word_conditions(p_text text, p_search private.search, p_name text)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(string_agg(c.condition, ' and '), 'true') from (
    select format('position((%s).included[%s] in %s) > 0', p_name, n, p_text)
    from generate_series(1, cardinality(p_search.included)) n
    union all
    select format('position((%s).excluded[%s] in %s) = 0', p_name, n, p_text)
    from generate_series(1, cardinality(p_search.excluded)) n
    union all
    select format('%s ~ (%s).patterns[%s]', p_text, p_name, n) from generate_series(1, cardinality(p_search.patterns)) n
  ) c (condition)
$$;
comment on function private.word_conditions is
  'The conditions of a search on a folded text, for a query in which it stands as p_text and the search as p_name.';

create function private.has_words(p_folded text, p_search private.search)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_answer boolean;
begin
  execute 'select ' || private.word_conditions('$1', p_search, '$2') into v_answer using p_folded, p_search;
  return v_answer;
end
$$;
comment on function private.has_words is 'Whether a folded text is one that a search asks for. For few texts.';

create function private.words_with(p_user uuid, p_part text)
returns bigint[]
language plpgsql
stable
set search_path = ''
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
begin
  if p_part ~ format('[%s]', private.unspaced()) then
    return array(select w.id from private.search_words w where w.user_id = p_user and w.word = p_part);
  end if;
  -- The grams alone lead to the person's words; a few of others may be among them, for numbers are no secret key.
  return array(
    select w.id from (
      select f.* from private.search_words f where f.grams @> private.part_grams(p_user, p_part) offset 0
    ) w
    where w.user_id = p_user and position(p_part in w.word) > 0 limit 201
  );
end
$$;
comment on function private.words_with is
  'The person''s words that hold this, one of words_in; 201 stand for more than 200.';

create function private.words_near(p_user uuid, p_word text)
returns bigint[]
language plpgsql
stable
set search_path = ''
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_pattern text := private.near_pattern(p_word);
  v_ids bigint[] := '{}';
  v_part text;
begin
  if p_word ~ format('[%s]', private.unspaced()) then
    foreach v_part in array private.near_pieces(p_word) loop
      v_ids := v_ids || private.words_with(p_user, (private.words_in(v_part, true))[1]);
    end loop;
    return v_ids[:201];
  end if;
  return array(
    select distinct w.id from unnest(private.near_pieces(p_word)) n (piece)
    cross join lateral (
      select f.* from private.search_words f where f.grams @> private.part_grams(p_user, n.piece) offset 0
    ) w
    where w.user_id = p_user and position(n.piece in w.word) > 0 and w.word ~ v_pattern limit 201
  );
end
$$;
comment on function private.words_near is
  'The person''s words of which every prompt has one that has this word or what is one edit away; 201 stand for more '
  'than 200.';

create function private.leads_of(
  p_user uuid,
  p_search private.search,
  out leads bigint[],
  out is_common boolean,
  out others private.word_list[],
  out rest private.search
)
returns record
language plpgsql
stable
set search_path = ''
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_part record;
  v_list private.word_list;
  v_rarest private.word_list;
  v_count integer;
  v_least integer;
  v_settled text[] := '{}';
begin
  others := '{}';
  rest := p_search;
  for v_part in
    select n.part, true as is_near from unnest(p_search.near) n (part)
    union
    select w.part, false from unnest(p_search.included) i (part)
    cross join lateral unnest(private.words_in(i.part, true)) w (part)
  loop
    v_list.words := case when v_part.is_near then private.words_near(p_user, v_part.part)
      else private.words_with(p_user, v_part.part) end;
    if v_list.words = '{}' then
      leads := v_list.words;
      is_common := false;
      return;
    end if;
    continue when cardinality(v_list.words) > 200;
    v_count := (
      select count(*) from (select from private.prompt_words p where p.word_id = any (v_list.words) limit 8001) n
    );
    v_list.is_long := v_count > 8000;
    if v_least <= v_count then
      others := others || v_list;
    else
      others := case when v_least is null then others else others || v_rarest end;
      v_rarest := v_list;
      v_least := v_count;
    end if;
    if not v_part.is_near then
      v_settled := v_settled || v_part.part;
    end if;
  end loop;
  leads := v_rarest.words;
  is_common := v_least > 500;
  rest.included := array(select i.part from unnest(p_search.included) i (part) where i.part <> all (v_settled));
end
$$;
comment on function private.leads_of is
  'Where a search''s prompts are: each has one of the words leads, the rarest of all that it asks for, one of each of '
  'others, and what rest asks for, which words do not settle. is_common where more than 500 prompts have one of leads. '
  'None: nothing has what is asked for. Null: it asks for nothing, or for what is in more than 200 words, and prompts '
  'are to be read one by one.';
