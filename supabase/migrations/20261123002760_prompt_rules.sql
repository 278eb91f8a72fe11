-- Phrases that prompts may not have: off until an admin switches them on.
create table private.prompt_rules (
  id uuid not null,
  phrase text not null,
  folded text[] not null,
  is_allowed boolean not null,
  hits bigint not null default 0,
  made_at timestamptz not null default now(),
  constraint prompt_rules_pkey primary key (id),
  constraint prompt_rules_once unique (is_allowed, phrase),
  constraint prompt_rules_phrase check (phrase = btrim(phrase) and char_length(phrase) between 1 and 200),
  constraint prompt_rules_folded check (btrim(folded[1]) <> '')
);
comment on table private.prompt_rules is
  'Phrases that prompts may not have, and phrases that they may have although one of those is in them.';
comment on column private.prompt_rules.folded is 'As plain_words has it: a 1 read as an i, and as an l.';
comment on column private.prompt_rules.hits is 'How many prompts were refused because of it.';
alter table private.prompt_rules enable row level security;

create table private.blocked_prompts (
  id uuid not null,
  user_id uuid not null,
  rule_id uuid,
  phrase text not null,
  prompt text not null,
  created_at timestamptz not null default now(),
  objection text,
  objected_at timestamptz,
  closed_at timestamptz,
  constraint blocked_prompts_pkey primary key (id),
  constraint blocked_prompts_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
  constraint blocked_prompts_rule_id_fkey foreign key (rule_id) references private.prompt_rules (id) on delete set null,
  constraint blocked_prompts_objection check ((objection is null) = (objected_at is null) and char_length(objection) <= 2000)
);
comment on table private.blocked_prompts is 'Prompts that were refused, for a month: whom the rules hit, and who objects.';
comment on column private.blocked_prompts.closed_at is 'Since when an admin has dealt with the objection.';
create index blocked_prompts_created on private.blocked_prompts (created_at);
create index blocked_prompts_user on private.blocked_prompts (user_id);
create index blocked_prompts_rule on private.blocked_prompts (rule_id);
create index blocked_prompts_objected on private.blocked_prompts (objected_at) where objected_at is not null and closed_at is null;
alter table private.blocked_prompts enable row level security;

create function private.plain_words(p_text text, p_one text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  -- Each word has a space of its own on either side.
  select regexp_replace(' ' || btrim(regexp_replace(translate(
    private.fold(regexp_replace(p_text, U&'[\00ad\200b-\200f\202a-\202e\2060-\2064\feff]', '', 'g')),
    'авекмнорстухіјѕԁɡαβεηικνορτυχω0345789@$€1', 'abekmhopctyxijsdgabenikvoptuxwoeastbgase' || p_one
  ) collate "und-x-icu", '[^[:alnum:]]+', ' ', 'g')) || ' ', '(?<=\S) (?=\S)', '  ', 'g')
$$;
comment on function private.plain_words is
  'The words of a text as rules compare them: without case, accents, punctuation and letters that nobody sees, and with '
  'the Latin letter for one of Greek or Cyrillic, a digit or a sign that looks like it. A 1 is p_one: an i or an l.';

create function private.blocking_rule(p_prompt text)
returns private.prompt_rules
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rule private.prompt_rules;
  v_allowed text;
  v_text text;
  v_one integer;
  v_is_joined boolean;
begin
  for v_one, v_is_joined in select * from unnest(array[1, 1, 2, 2], array[false, true, false, true]) loop
    v_text := private.plain_words(p_prompt, case v_one when 1 then 'i' else 'l' end);
    if v_is_joined then
      -- s p a c e d is one word.
      v_text := regexp_replace(v_text, '(?<=\s\S)\s+(?=\S\s)', '', 'g');
    end if;
    for v_allowed in
      select r.folded[v_one] from private.prompt_rules r
      where r.is_allowed and position(r.folded[v_one] in v_text) > 0 order by char_length(r.phrase) desc
    loop
      v_text := replace(v_text, v_allowed, ' . ');
    end loop;
    select r.* into v_rule from private.prompt_rules r
    where not r.is_allowed and position(
      case when r.folded[v_one] ~ format('[%s]', private.unspaced()) then btrim(r.folded[v_one]) else r.folded[v_one] end
      in v_text) > 0
    order by char_length(r.phrase) desc, r.phrase limit 1;
    if found then
      return v_rule;
    end if;
  end loop;
  return null;
end
$$;
comment on function private.blocking_rule is
  'The longest phrase that a prompt has and may not have, outside of those that are allowed; null for none. Words count '
  'as a whole, in scripts without spaces anywhere.';

create function public.is_prompt_blocked(p_prompt text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if not (select s.prompt_rules_on from public.app_settings s) then
    return false;
  end if;
  return (private.blocking_rule(p_prompt)).id is not null;
end
$$;
comment on function public.is_prompt_blocked is 'Whether the rules for prompts are on and refuse this one.';
grant execute on function public.is_prompt_blocked to service_role;

create function public.note_blocked_prompt(p_user_id uuid, p_session_id uuid, p_id uuid, p_prompt text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_rule private.prompt_rules;
begin
  perform private.require_session(p_user_id, p_session_id);
  v_rule := private.blocking_rule(p_prompt);
  if v_rule.id is null
    or not (select l.allowed from public.take_rate_limit('blocked-prompt:' || p_user_id, 60, 3600) l) then
    return null;
  end if;
  update private.prompt_rules r set hits = r.hits + 1 where r.id = v_rule.id;
  insert into private.blocked_prompts (id, user_id, rule_id, phrase, prompt)
  values (p_id, p_user_id, v_rule.id, v_rule.phrase, p_prompt);
  return v_rule.phrase;
end
$$;
comment on function public.note_blocked_prompt is
  'Counts that a prompt was refused, keeps it for a month under p_id, and returns the phrase that it may not have; null, '
  'and nothing is kept, where no rule refuses it any more, or when the person has had 60 within an hour.';
grant execute on function public.note_blocked_prompt to service_role;

create function public.blocked_prompt(p_user_id uuid, p_session_id uuid, p_id text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return (
    select jsonb_build_object(
      'id', b.id, 'phrase', b.phrase, 'prompt', b.prompt, 'createdAt', b.created_at, 'objection', b.objection
    )
    from private.blocked_prompts b where b.id = private.as_uuid(p_id) and b.user_id = p_user_id
  );
end
$$;
comment on function public.blocked_prompt is
  'blockedPrompt: one of the person''s own prompts that was refused, or null.';
grant execute on function public.blocked_prompt to service_role;

create function public.object_to_block(p_user_id uuid, p_session_id uuid, p_id text, p_words text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update private.blocked_prompts b set objection = p_words, objected_at = coalesce(b.objected_at, now())
  where b.id = private.as_uuid(p_id) and b.user_id = p_user_id;
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.object_to_block is
  'Keeps why a person thinks that their prompt should not have been refused; the last words count. Errors: not_found.';
grant execute on function public.object_to_block to service_role;

create function public.admin_rules(p_admin_session text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.acting_admin(p_admin_session);
  return jsonb_build_object(
    'isOn', (select s.prompt_rules_on from public.app_settings s),
    'rules', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id, 'phrase', r.phrase, 'isAllowed', r.is_allowed, 'hits', r.hits) order by r.phrase, r.is_allowed), '[]')
      from private.prompt_rules r
    ),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', p.user_id, 'name', u.name, 'hits', p.hits, 'lastAt', p.last_at) order by p.hits desc, p.last_at desc), '[]')
      from (
        select b.user_id, count(*) as hits, max(b.created_at) as last_at
        from (select o.* from private.blocked_prompts o order by o.created_at desc limit 10000) b
        group by b.user_id order by count(*) desc, max(b.created_at) desc limit 50
      ) p join public.users u on u.id = p.user_id
    ),
    'objections', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', b.id, 'person', jsonb_build_object('id', u.id, 'name', u.name), 'phrase', b.phrase, 'prompt', b.prompt,
        'words', b.objection, 'at', b.objected_at) order by b.objected_at, b.id), '[]')
      from (
        select o.* from private.blocked_prompts o where o.objected_at is not null and o.closed_at is null
        order by o.objected_at, o.id limit 100
      ) b join public.users u on u.id = b.user_id
    )
  );
end
$$;
comment on function public.admin_rules is
  'adminRules: the rules for prompts, whom the last 10,000 refusals of a month hit (the 50 most often), and the '
  'objections that nobody has dealt with, the oldest first. Errors: signed_out.';
grant execute on function public.admin_rules to service_role;

create function public.add_prompt_rules(p_admin_session text, p_phrases text[], p_is_allowed boolean, p_reason text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_phrases text[];
begin
  v_phrases := array(
    select distinct p.phrase from unnest(p_phrases) n (typed)
    cross join lateral (select private.fold(n.typed) as phrase) p
    where btrim(private.plain_words(p.phrase, 'i')) <> ''
  );
  if v_phrases = '{}' or exists (select from unnest(v_phrases) p (phrase) where char_length(p.phrase) > 200) then
    perform private.refuse('invalid_input', jsonb_build_object('what', 'phrases'));
  end if;
  -- So that two admins at once do not go beyond what may be there.
  perform from public.app_settings for update;
  insert into private.prompt_rules (id, phrase, folded, is_allowed)
  select gen_random_uuid(), p.phrase, array[private.plain_words(p.phrase, 'i'), private.plain_words(p.phrase, 'l')],
    p_is_allowed
  from unnest(v_phrases) p (phrase)
  on conflict do nothing;
  if (select count(*) from private.prompt_rules) > 2000 then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'prompt_rules', 'limit', 2000));
  end if;
  perform private.write_audit(v_actor, 'add_prompt_rules', 'prompt_rules', null,
    jsonb_build_object('phrases', to_jsonb(v_phrases), 'isAllowed', p_is_allowed), p_reason);
  return cardinality(v_phrases);
end
$$;
comment on function public.add_prompt_rules is
  'Adds phrases that prompts may not have, or may have all the same; those that are there already stay. Returns how many '
  'were meant. Errors: signed_out, invalid_input (none, too long, or no reason), limit_reached {what, limit}: 2,000.';
grant execute on function public.add_prompt_rules to service_role;

create function public.remove_prompt_rules(p_admin_session text, p_ids text[], p_reason text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_gone jsonb;
begin
  with gone as (
    delete from private.prompt_rules r where r.id = any (private.valid_ids(p_ids)) returning r.phrase, r.is_allowed
  )
  select jsonb_agg(jsonb_build_object('phrase', g.phrase, 'isAllowed', g.is_allowed)) into v_gone from gone g;
  if v_gone is null then
    perform private.refuse('not_found');
  end if;
  perform private.write_audit(v_actor, 'remove_prompt_rules', 'prompt_rules', v_gone, null, p_reason);
  return jsonb_array_length(v_gone);
end
$$;
comment on function public.remove_prompt_rules is
  'Removes rules for prompts. Returns how many. Errors: signed_out, not_found (none of them), invalid_input (no reason).';
grant execute on function public.remove_prompt_rules to service_role;

create function public.close_objections(p_admin_session text, p_ids text[], p_reason text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_closed uuid[];
begin
  with closed as (
    update private.blocked_prompts b set closed_at = now()
    where b.id = any (private.valid_ids(p_ids)) and b.objected_at is not null and b.closed_at is null returning b.id
  )
  select array_agg(c.id) into v_closed from closed c;
  if v_closed is null then
    perform private.refuse('not_found');
  end if;
  perform private.write_audit(v_actor, 'close_objections', 'prompt_rules', null, to_jsonb(v_closed), p_reason);
  return cardinality(v_closed);
end
$$;
comment on function public.close_objections is
  'Notes that an admin has dealt with objections. Returns how many. Errors: signed_out, not_found, invalid_input.';
grant execute on function public.close_objections to service_role;
