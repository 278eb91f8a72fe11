/** For the `ref` of what appears in place of what had the focus. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
