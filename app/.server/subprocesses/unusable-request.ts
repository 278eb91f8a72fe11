/** The request itself cannot be worked on, such as a picture that cannot be decoded: another try fails as well. */
export class UnusableRequestError extends Error {
  override name = "UnusableRequestError";
}

/** For what decodes a file that came with a request. */
export function refuseFile(cause: unknown): never {
  throw new UnusableRequestError(`The picture cannot be decoded: ${String(cause)}`, { cause });
}
