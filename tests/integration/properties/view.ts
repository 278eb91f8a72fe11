import { placesOf, waitingOf } from "./line-rules.ts";
import type { Model } from "./model.ts";

/** The model's part that the database shows too. */
export function viewOf(model: Model): unknown {
  const { people, works, files, deletions, line } = model;
  const places = placesOf(model);
  const rows = <T, R>(record: Record<string, T>, row: (id: string, each: T) => R): R[] =>
    Object.keys(record)
      .toSorted()
      .map((id) => row(id, record[id]!));
  return {
    people: rows(people, (id, { credits, entries, isSuspended, isDeleted, isSignedIn, keys }) => ({
      ...{ id, credits, entries, isSuspended, isDeleted, isSignedIn },
      keys: Object.keys(keys).toSorted(),
    })),
    works: rows(works, (id, each) => {
      const { status, failure, attempts, deaths, progress, made, hand, isLeaseLive, message } =
        each;
      const { intent, job, isOrphan, isQuarantined, price } = each;
      const refunds = each.refunded === "everything" ? ["everything"] : each.refunded.toSorted();
      return {
        ...{ id, status, failure, attempts, deaths, progress, made, hand, isLeaseLive, message },
        ...{ intent, job, isOrphan, isQuarantined, charges: price > 0 ? 1 : 0, refunds },
        place: places.get(id) ?? null,
      };
    }),
    files: rows(files, (id, each) => ({ id, ...each, user: each.user })),
    deletions: rows(deletions, (path, state) => ({ path, state })),
    line: line.filter((user) => waitingOf(model, user).length > 0),
  };
}

/** The same of the database: the SQL function `properties_look`. */
export const lookFunction = `
create function public.properties_look() returns jsonb language sql volatile set search_path = '' as $$
  select jsonb_build_object(
    'people', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'credits', u.credits,
      'entries', (select count(*) from public.credit_ledger l where l.user_id = u.id),
      'isSuspended', u.suspended_at is not null, 'isDeleted', u.deleted_at is not null,
      'liveSessions', (select coalesce(jsonb_agg(s.id), '[]') from public.user_sessions s
        where s.user_id = u.id and s.revoked_at is null and s.live_until > clock_timestamp()),
      'keys', (select coalesce(jsonb_agg(k.key order by k.key collate "C"), '[]') from public.idempotency_keys k where k.user_id = u.id)
    ) order by u.id::text collate "C"), '[]') from public.users u),
    'works', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'status', g.status, 'failure', g.failure_code,
      'attempts', g.attempts, 'deaths', j.lost_lease_count, 'progress', g.progress, 'made', g.made_count, 'token', j.lease_token,
      'messageId', j.message_id, 'isLeaseLive', coalesce(j.lease_expires_at > clock_timestamp(), false),
      'message', case
        when exists (select from pgmq.a_generations a where a.msg_id = j.message_id) then 'archived'
        else coalesce((select case when q.vt <= clock_timestamp() then 'visible' else 'hidden' end
          from pgmq.q_generations q where q.msg_id = j.message_id), 'lost') end,
      'intent', j.submit_intent_at is not null, 'job', j.provider_job is not null,
      'isOrphan', exists (select from private.provider_orphans o where o.generation_id = g.id),
      'isQuarantined', exists (select from private.dead_letters m where m.generation_id = g.id),
      'charges', (select count(*) from public.credit_ledger l where l.generation_id = g.id and l.reason = 'charge'),
      'refunds', (select coalesce(jsonb_agg(coalesce(l.media_id::text, 'everything') order by l.media_id::text collate "C"), '[]')
        from public.credit_ledger l where l.generation_id = g.id and l.reason = 'refund'),
      'place', (select w.place from private.queue_positions(g.user_id) w where w.generation_id = g.id)
    ) order by g.id::text collate "C"), '[]')
      from public.generations g join private.generation_jobs j on j.generation_id = g.id),
    'files', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'user', m.user_id, 'isSaved', m.saved_at is not null,
      'isTrashed', m.trashed_at is not null, 'isExpired', coalesce(m.expires_at <= clock_timestamp(), false),
      'isVideo', m.kind = 'video'
    ) order by m.id::text collate "C"), '[]') from public.media m),
    'deletions', (select coalesce(jsonb_agg(jsonb_build_object('path', b.path,
      'state', case when b.leased_until > clock_timestamp() then 'taken' else 'waiting' end
    ) order by b.path collate "C"), '[]') from private.blob_deletions b),
    'line', (select coalesce(jsonb_agg(l.user_id order by l.turn), '[]') from private.fair_queue l
      where exists (select from public.generations g where g.user_id = l.user_id and g.status = 'queued'))
  )
$$`;
