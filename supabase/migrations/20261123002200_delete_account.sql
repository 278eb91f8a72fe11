create function private.erase_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations;
begin
  -- Sessions, imports, generations, the user's row: in this order everywhere, so that nobody waits in a circle.
  delete from public.user_sessions s where s.user_id = old.id;
  -- Waits for a batch that is being brought in; no other comes after what is deleted here.
  delete from public.imports i where i.user_id = old.id;
  perform from public.generations g
  where g.user_id = old.id and g.status in ('queued', 'running') order by g.id for no key update;
  perform from public.users u where u.id = old.id for no key update;
  for v_generation in
    select g.* from public.generations g
    where g.user_id = old.id and g.status in ('queued', 'running') order by g.id for no key update
  loop
    perform private.refund_generation(v_generation, 'canceled');
  end loop;
  delete from public.media m where m.user_id = old.id;
  delete from public.uploads p where p.user_id = old.id;
  delete from public.saved_searches s where s.user_id = old.id;
  delete from public.boards b where b.user_id = old.id;
  delete from public.imported_books b where b.user_id = old.id;
  delete from public.prompt_history h where h.user_id = old.id;
  delete from private.blocked_prompts b where b.user_id = old.id;
  delete from public.idempotency_keys k where k.user_id = old.id;
  delete from private.allowances a where a.user_id = old.id;
  delete from private.spending_caps c where c.user_id = old.id;
  delete from public.avatars a where a.user_id = old.id;
  delete from private.email_changes c where c.user_id = old.id;
  delete from private.expiry_notices n where n.user_id = old.id;
  delete from public.shares s where s.user_id = old.id;
  delete from private.known_places k
  where k.account = encode(sha256(convert_to(lower(btrim(old.email)), 'UTF8')), 'hex');
  perform private.forget_audit_entries(old.id);
  perform private.forget_all_words(old.id);
  perform private.forget_words_of_requests(old.id);
  update private.generation_jobs j set provider_job = null
  from public.generations g
  where g.id = j.generation_id and g.user_id = old.id and j.provider_job is not null;
  update public.users u set name = '', avatar = null, suspension_message = null, proven_email_hash = null,
    deletes_at = null, deleted_at = now() where u.id = old.id;
  return null;
end
$$;
comment on function private.erase_user is
  'When an account goes: unfinished work is canceled and refunded, words and pictures are deleted (their objects by '
  'the next clean-up), and the books stay, under an id that names nobody.';
create trigger on_auth_user_deleted after delete on auth.users
  for each row execute function private.erase_user();
