import { z } from "zod";
import { upstreamPlace } from "~/domain/views";
import { generationKinds } from "~/domain/generation";
import type { Database } from "../db/clients";
import type { ClaimedGeneration, GenerationStore } from "./port";

const started = z.object({ generationId: z.uuid(), replayed: z.boolean() });
const messages = z.array(
  z.object({ messageId: z.number().int(), generationId: z.uuid(), deliveries: z.number().int() }),
);
const intent = z.object({
  intendedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  endedRequestIds: z.array(z.string()),
});
const claimed = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    leaseToken: z.uuid(),
    attempt: z.number().int(),
    maxAttempts: z.number().int(),
    kind: z.enum(generationKinds),
    model: z.string(),
    prompt: z.string(),
    negativePrompt: z.string(),
    settings: z.record(z.string(), z.unknown()),
    mediaIds: z.array(z.uuid()),
    sourceMediaId: z.uuid().nullable(),
    routeOrder: z.array(z.string()),
    submitted: intent
      .extend({
        provider: z.string(),
        route: z.string(),
        job: z.record(z.string(), z.unknown()).nullable(),
      })
      .nullable(),
    secondsToDeadline: z.number(),
    upstream: upstreamPlace.nullable(),
  })
  .nullable();
const deadline = z.object({ secondsToDeadline: z.number() });
const leaseTokens = z.array(z.uuid());
const heartbeat = z.object({ held: z.enum(["held", "taken", "refunded"]) });
const swept = z.object({ failed: z.number().int(), requeued: z.number().int() });
const changes = z.object({
  generations: z.array(
    z.object({ generationId: z.uuid(), userId: z.uuid(), revision: z.number().int() }),
  ),
  endedSessions: z.array(z.object({ sessionId: z.uuid(), userId: z.uuid() })),
});

/** A sweep may have hours to catch up with. */
const sweepPatienceMs = 8000;

/** The generation pipeline on SQL functions: one call, one transaction each. Errors: see `GenerationStore`. */
export function createSupabaseGenerationStore(database: Database): GenerationStore {
  const service = database.asService();
  const lease = ({ id, leaseToken }: ClaimedGeneration) => ({ generationId: id, leaseToken });

  return {
    async start({ userId, sessionId }, input) {
      return started.parse(await service.call("start_generation", { ...input, userId, sessionId }));
    },
    async readQueue(limit, visibilitySeconds) {
      return messages.parse(await service.call("queue_read", { limit, visibilitySeconds }));
    },
    async claim(message, worker, leaseSeconds) {
      return claimed.parse(
        await service.call("claim_generation", { ...message, worker, leaseSeconds }),
      );
    },
    async heartbeat(claim, leaseSeconds) {
      const reply = await service.call("heartbeat_generation", { ...lease(claim), leaseSeconds });
      return heartbeat.parse(reply).held;
    },
    async lostLeases(claims) {
      return leaseTokens.parse(await service.call("lost_leases", { leases: claims.map(lease) }));
    },
    async recordSubmitIntent(claim, asked) {
      return intent.parse(
        await service.call("record_submit_intent", { ...lease(claim), ...asked }),
      );
    },
    async withdrawSubmitIntent(claim) {
      await service.call("withdraw_submit_intent", lease(claim));
    },
    async recordProviderJob(claim, asked, job, requestId) {
      await service.call("record_provider_job", { ...lease(claim), ...asked, job, requestId });
    },
    async reportProgress(claim, progress) {
      await service.call("report_progress", { ...lease(claim), progress });
    },
    async reportPlace(claim, upstream) {
      const reply = await service.call("report_place", { ...lease(claim), upstream });
      return deadline.parse(reply).secondsToDeadline;
    },
    async complete(claim, media, note = null) {
      await service.call("complete_generation", { ...lease(claim), media, note });
    },
    async fail(claim, code, words) {
      await service.call("fail_generation", { ...lease(claim), code, words });
    },
    async release(claim, pause) {
      await service.call("release_generation", { ...lease(claim), ...pause });
    },
    async cancel({ userId, sessionId }, generationId) {
      await service.call("cancel_generation", { userId, sessionId, generationId });
    },
    async sweep(limit) {
      return swept.parse(await service.call("sweep_generations", { limit }, sweepPatienceMs));
    },
    async changes(sinceSeconds) {
      return changes.parse(await service.call("generation_changes", { sinceSeconds }));
    },
  };
}
