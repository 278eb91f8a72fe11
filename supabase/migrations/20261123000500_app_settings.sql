create table public.app_settings (
  only_row boolean not null default true,
  sign_ups_open boolean not null default true,
  signup_credits bigint,
  disabled_kinds public.generation_kind[] not null default '{}',
  disabled_message text,
  maintenance text,
  providers jsonb not null default '{}',
  models jsonb not null default '{}',
  max_running_per_user integer not null default 10,
  max_starts_per_minute integer not null default 60,
  max_attempts integer not null default 3,
  recent_days integer not null default 3,
  trash_days integer not null default 7,
  prompt_rules_on boolean not null default false,
  updated_at timestamptz not null default now(),
  constraint app_settings_pkey primary key (only_row),
  constraint app_settings_only_row check (only_row),
  constraint app_settings_signup_credits check (signup_credits between 0 and 1000000),
  constraint app_settings_maintenance check (char_length(btrim(maintenance)) between 1 and 500),
  constraint app_settings_disabled_message check (char_length(btrim(disabled_message)) between 1 and 300),
  constraint app_settings_providers check (jsonb_typeof(providers) = 'object'),
  constraint app_settings_models check (jsonb_typeof(models) = 'object'),
  constraint app_settings_prices check (
    not jsonb_path_exists(models, '$.*.priceCredits ? (@.type() != "number" || @ < 1 || @ > 1000000 || @ != @.floor())')
    and not jsonb_path_exists(models, '$.*.rates.* ? (@.type() != "number" || @ <= 0 || @ > 1000000)')
  ),
  constraint app_settings_limits check (
    max_running_per_user between 1 and 1000 and max_starts_per_minute between 1 and 10000
    and max_attempts between 1 and 20 and recent_days between 1 and 3650 and trash_days between 1 and 3650
  )
);
comment on table public.app_settings is
  'What admins choose for the whole app: exactly one row. Null in a setting that the environment has too: nobody has '
  'chosen, and the function that needs it takes the default that its caller hands in.';
comment on column public.app_settings.only_row is 'True; makes a second row impossible.';
comment on column public.app_settings.signup_credits is
  'First grant of a new account; 0 gives none. Null: SIGNUP_CREDITS.';
comment on column public.app_settings.disabled_kinds is 'Kinds that nobody can start now.';
comment on column public.app_settings.disabled_message is
  'What people are told where such a kind is made. Null: the usual words.';
comment on column public.app_settings.maintenance is
  'While it is not null, people are told this in place of every page, and nobody starts anything.';
comment on column public.app_settings.providers is
  'Per provider: {"enabled": false, "message": "…"}, each part optional. Of one that is off no route is taken.';
comment on column public.app_settings.models is
  'Per model id: {"enabled": false, "priceCredits": 500, "rates": {"720p": 120}, "message": "…", "routes": '
  '["fal:fal-ai/flux/dev"]}, each part optional. The price is for one file, the least of them where they differ; a rate '
  'is for each second, or each file where no length is chosen, by resolution. The routes are tried first, in that order.';
comment on column public.app_settings.max_running_per_user is 'Most unfinished generations of one person at a time.';
comment on column public.app_settings.max_starts_per_minute is
  'Most generations that one person can start in any 60 seconds.';
comment on column public.app_settings.max_attempts is 'Attempts at one generation before it is given up and refunded.';
comment on column public.app_settings.recent_days is 'How long a file lives that nobody saves.';
comment on column public.app_settings.prompt_rules_on is 'Whether prompts are compared with prompt_rules.';
comment on column public.app_settings.trash_days is 'How long a file stays in the trash.';

alter table public.app_settings enable row level security;
grant select on public.app_settings to service_role;
insert into public.app_settings default values;
