/**
 * Keeps @vercel/blob, in this process, from repeating a failed request: the store that uses it repeats by its own
 * policy, and with the SDK's ten repetitions one that is down looks like one that hangs. The SDK has no option for it,
 * only this variable (`getRetries` in the code of @vercel/blob 2.8), which nothing else reads.
 */
export function stopBlobRetries(): void {
  process.env["VERCEL_BLOB_RETRIES"] = "0";
}
