interface Press {
  /** Of the mouse; a key has none. */
  button?: number;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** A press that a page's own scripts may answer: with a key held, or by another button, it is the browser's. */
export function isPlainPress({ button = 0, altKey, ctrlKey, metaKey, shiftKey }: Press): boolean {
  return button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;
}
