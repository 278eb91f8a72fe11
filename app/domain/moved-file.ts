interface Steps<File, Result> {
  work(file: File): Promise<Result>;
  /** Where it is now; undefined for nowhere. */
  lookAgain(): Promise<File | undefined>;
  /** Whether an error says that nothing lies there. */
  isGone(error: unknown): boolean;
}

/**
 * Does something with a file where it lies. Saving moves a file: one that is gone from where it lay a moment ago is
 * looked up once more. Errors: those of `work` and `lookAgain`.
 */
export async function whereItLies<File extends { path: string }, Result>(
  file: File,
  { work, lookAgain, isGone }: Steps<File, Result>,
): Promise<Result> {
  try {
    return await work(file);
  } catch (error) {
    if (!isGone(error)) throw error;
    const now = await lookAgain();
    if (!now || now.path === file.path) throw error;
    return await work(now);
  }
}
