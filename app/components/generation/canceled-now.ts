let canceledNow: string | null = null;

/** Says that the person has just pressed Cancel for this request: the button that has the focus will be gone. */
export function rememberCancel(generationId: string): void {
  canceledNow = generationId;
}

/** True once, where the person has just canceled this request here. */
export function wasJustCanceled(generationId: string): boolean {
  const isThis = canceledNow === generationId;
  if (isThis) canceledNow = null;
  return isThis;
}
