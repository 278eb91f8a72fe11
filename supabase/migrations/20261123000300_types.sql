-- A list is an enum where functions take or return it, so that the generated types have it; all others are checked
-- text.
create type public.generation_kind as enum ('image', 'edit', 'video');
comment on type public.generation_kind is 'A picture from words, a changed picture, or a video.';

create type public.generation_status as enum ('queued', 'running', 'succeeded', 'failed', 'canceled');
comment on type public.generation_status is
  'queued, then running, then one of the last three, which never change again.';

create type public.failure_code as enum (
  'invalid_input', 'safety_filter', 'provider_auth', 'provider_credit', 'rate_limited', 'busy', 'timed_out',
  'upstream_failure', 'ambiguous', 'unusable_file', 'canceled', 'source_gone', 'store_failure', 'deadline',
  'attempts_exhausted'
);
comment on type public.failure_code is 'Why a generation failed. The screens turn it into words.';

create type public.media_shelf as enum ('recent', 'saved', 'trash');
comment on type public.media_shelf is 'Which view of the gallery shows a file.';

create type public.session_opening as enum ('password', 'signup', 'recovery', 'email_change', 'google');
comment on type public.session_opening is
  'How somebody came in: by a password, by a link from a mail that confirms an address, replaces a password or confirms '
  'another address, or by Google.';

create type public.lease_state as enum ('held', 'taken', 'refunded');
comment on type public.lease_state is
  'What has become of a lease: still held; taken by another worker, or its work finished; or nobody wants the work '
  'any more.';
