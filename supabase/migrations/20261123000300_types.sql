create type public.generation_kind as enum ('image', 'edit', 'video');
comment on type public.generation_kind is 'A picture from words, a changed picture, or a video.';

create type public.generation_status as enum ('queued', 'running', 'succeeded', 'failed', 'canceled');
comment on type public.generation_status is 'queued, then running, then one of the last three, which never change again.';

create type public.credit_reason as enum ('signup_grant', 'charge', 'refund', 'goodwill', 'adjustment');
comment on type public.credit_reason is 'Why credits moved. A refund is booked by the app, goodwill by hand: both are about one generation.';

create type public.failure_code as enum (
  'invalid_input', 'safety_filter', 'provider_auth', 'provider_credit', 'rate_limited', 'busy', 'timed_out',
  'upstream_failure', 'ambiguous', 'unusable_file', 'canceled', 'source_gone', 'store_failure', 'deadline',
  'attempts_exhausted'
);
comment on type public.failure_code is 'Why a generation failed. The screens turn it into words.';

create type public.media_shelf as enum ('recent', 'saved', 'trash');
comment on type public.media_shelf is 'Which view of the gallery shows a file.';
