-- With the server's rights: whoever reads a zip may go on for longer than an access token lasts.
create function public.media_details(p_user_id uuid, p_session_id uuid, p_media_ids text[])
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ids uuid[] := private.valid_ids(p_media_ids[:100]);
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return (
    select coalesce(jsonb_agg(private.media_tile(m, g) || jsonb_build_object(
      'negativePrompt', g.negative_prompt, 'settings', g.settings,
      'boardIds', array(select b.board_id from public.board_media b where b.media_id = m.id),
      'file', jsonb_build_object(
        'store', m.store, 'path', m.path, 'thumbPath', m.thumb_path, 'contentType', m.content_type,
        'sizeBytes', m.size_bytes, 'sha256', m.sha256
      )
    ) order by array_position(p_media_ids, m.id::text)), '[]')
    from public.media m join public.generations g on g.id = m.generation_id
    where m.id = any (v_ids) and m.user_id = p_user_id and (m.expires_at is null or m.expires_at > now())
  );
end
$$;
comment on function public.media_details is
  'mediaDetails: those of the first 100 ids that are the person''s own files, in that order, with how they were made '
  'and where they lie. Also those in the trash, as long as they are there. Error: signed_out.';
grant execute on function public.media_details to service_role;
