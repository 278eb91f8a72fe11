import type { Database } from "../db/clients";
import { onlyRow } from "../db/only-row";
import type { ClaimedGeneration, GenerationStore } from "./port";

/** A sweep may have hours to catch up with. */
const sweepTimeoutMs = 8000;

/** The generation pipeline on SQL functions: one call, one transaction each. Errors: see `GenerationStore`. */
export function createSupabaseGenerationStore(database: Database): GenerationStore {
  const service = database.asService();
  const lease = ({ id, leaseToken }: ClaimedGeneration) => ({
    p_generation_id: id,
    p_lease_token: leaseToken,
  });

  return {
    async start({ userId, sessionId }, input) {
      const rows = await service.call("start_generation", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_generation_id: input.generationId,
        p_media_ids: input.mediaIds,
        p_kind: input.kind,
        p_model: input.model,
        p_prompt: input.prompt,
        p_is_prompted: input.isPrompted,
        p_negative_prompt: input.negativePrompt,
        p_settings: input.settings,
        p_source_media_id: input.sourceMediaId,
        p_largest_source: input.largestSource,
        p_takes_film: input.takesFilm ?? false,
        p_inputs: input.inputs,
        p_prompt_reading: input.promptReading,
        p_prompt_refusal: input.promptRefusal,
        p_price_credits_each: input.priceCreditsEach,
        p_list_credits_each: input.listCreditsEach,
        p_list_rates: input.listRates ?? null,
        p_quoted_credits_each: input.quotedCreditsEach,
        p_idempotency_key: input.idempotencyKey,
        p_input_hash: input.inputHash,
        p_usual_seconds: input.usualSeconds,
        p_work_seconds: input.workSeconds,
        p_wait_seconds: input.waitSeconds,
      });
      const { generation_id: generationId, replayed } = onlyRow(rows);
      return { generationId, replayed };
    },
    async readQueue(limit, visibilitySeconds) {
      const rows = await service.call("queue_read", {
        p_limit: limit,
        p_visibility_seconds: visibilitySeconds,
      });
      return rows.map(({ message_id: messageId, generation_id: generationId, deliveries }) => ({
        messageId,
        generationId,
        deliveries,
      }));
    },
    async claim({ messageId, generationId, deliveries }, worker, leaseSeconds) {
      return await service.call("claim_generation", {
        p_message_id: messageId,
        p_generation_id: generationId,
        p_deliveries: deliveries,
        p_worker: worker,
        p_lease_seconds: leaseSeconds,
      });
    },
    async heartbeat(claim, leaseSeconds) {
      const state = await service.call("heartbeat_generation", {
        ...lease(claim),
        p_lease_seconds: leaseSeconds,
      });
      return state ?? "taken";
    },
    async lostLeases(claims) {
      const leases = claims.map(({ id, leaseToken }) => ({ generationId: id, leaseToken }));
      return await service.call("lost_leases", { p_leases: leases });
    },
    async recordSubmitIntent(claim, { provider, route, isFree = false }) {
      const rows = await service.call("record_submit_intent", {
        ...lease(claim),
        p_provider: provider,
        p_route: route,
        p_is_free: isFree,
      });
      const { intended_at: intendedAt, ended_request_ids: endedRequestIds } = onlyRow(rows);
      return { intendedAt: new Date(intendedAt), endedRequestIds };
    },
    async withdrawSubmitIntent(claim) {
      await service.call("withdraw_submit_intent", lease(claim));
    },
    async recordProviderJob(claim, { provider, route }, job, requestId) {
      await service.call("record_provider_job", {
        ...lease(claim),
        p_provider: provider,
        p_route: route,
        p_job: job,
        p_request_id: requestId,
      });
    },
    async reportProgress(claim, progress) {
      await service.call("report_progress", { ...lease(claim), p_progress: progress });
    },
    async reportPlace(claim, upstream) {
      const args = { ...lease(claim), p_upstream: upstream };
      return (await service.call("report_place", args)) ?? 0;
    },
    async complete(claim, media, note = null) {
      await service.call("complete_generation", { ...lease(claim), p_media: media, p_note: note });
    },
    async fail(claim, code, words) {
      await service.call("fail_generation", { ...lease(claim), p_code: code, p_words: words });
    },
    async release(claim, { delaySeconds, countsAsAttempt }) {
      await service.call("release_generation", {
        ...lease(claim),
        p_delay_seconds: delaySeconds,
        p_counts_as_attempt: countsAsAttempt,
      });
    },
    async cancel({ userId, sessionId }, generationId) {
      await service.call("cancel_generation", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_generation_id: generationId,
      });
    },
    async sweep(limit) {
      const swept = await service.call("sweep_generations", { p_limit: limit }, sweepTimeoutMs);
      // By itself, so that nobody's row is locked meanwhile.
      await service.call("fold_tallies", { p_limit: 50_000 }, sweepTimeoutMs);
      return onlyRow(swept);
    },
    async changes(sinceSeconds) {
      return await service.call("generation_changes", { p_since_seconds: sinceSeconds });
    },
  };
}
