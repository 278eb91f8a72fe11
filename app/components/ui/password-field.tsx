import { useState, type MouseEvent } from "react";
import { TextField, type TextFieldProps } from "./text-field";
import { useHydrated } from "./use-hydrated";
import { passwordButton as words } from "./words";

/** A password that can be looked at while it is typed: the button keeps the focus, and the cursor, where they are. */
export function PasswordField(props: Omit<TextFieldProps, "type" | "aside">) {
  const [isShown, setShown] = useState(false);
  const hydrated = useHydrated();

  /** Browsers put the cursor to the beginning when the type changes, some of them only as they draw it. */
  function toggle({ currentTarget }: MouseEvent) {
    const input = currentTarget.parentElement?.querySelector("input");
    const { selectionStart = null, selectionEnd = null } = input ?? {};
    setShown(!isShown);
    requestAnimationFrame(() => input?.setSelectionRange(selectionStart, selectionEnd));
  }

  const button = (
    <button
      type="button"
      aria-pressed={isShown}
      onPointerDown={(event) => event.preventDefault()}
      onClick={toggle}
      className="absolute inset-y-0 right-0 min-w-16 rounded-control px-3 text-md font-medium text-soft hover:text-ink"
    >
      {isShown ? words.hide : words.show}
      <span className="sr-only">{words.of}</span>
    </button>
  );
  return (
    <TextField
      {...props}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      className="pr-18"
      aside={hydrated ? button : null}
    />
  );
}
