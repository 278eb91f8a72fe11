create table public.app_settings (
  only_row boolean not null default true,
  sign_ups_open boolean not null default true,
  signup_credits bigint,
  disabled_kinds public.generation_kind[] not null default '{}',
  models jsonb not null default '{}',
  max_running_per_user integer not null default 10,
  max_starts_per_minute integer not null default 60,
  max_attempts integer not null default 3,
  recent_days integer not null default 3,
  trash_days integer not null default 7,
  updated_at timestamptz not null default now(),
  constraint app_settings_pkey primary key (only_row),
  constraint app_settings_only_row check (only_row),
  constraint app_settings_signup_credits check (signup_credits between 0 and 1000000),
  constraint app_settings_models check (jsonb_typeof(models) = 'object'),
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
comment on column public.app_settings.models is
  'Per model id: {"enabled": false, "priceCredits": 500, "message": "…", "routes": ["fal:fal-ai/flux/dev"]}, each '
  'part optional. The price is for one file; the routes are tried first, in that order.';
comment on column public.app_settings.max_running_per_user is 'Most unfinished generations of one person at a time.';
comment on column public.app_settings.max_starts_per_minute is
  'Most generations that one person can start in any 60 seconds.';
comment on column public.app_settings.max_attempts is 'Attempts at one generation before it is given up and refunded.';
comment on column public.app_settings.recent_days is 'How long a file lives that nobody saves.';
comment on column public.app_settings.trash_days is 'How long a file stays in the trash.';

alter table public.app_settings enable row level security;
grant select on public.app_settings to service_role;
insert into public.app_settings default values;
