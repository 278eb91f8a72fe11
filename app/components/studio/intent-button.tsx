import type { ComponentProps, MouseEvent } from "react";

interface IntentButtonProps extends Omit<ComponentProps<"button">, "type" | "name" | "value"> {
  /** What the server is asked for without JavaScript, such as `model:painter`. */
  intent: string;
  /** Does the same here. */
  onPress(event: MouseEvent<HTMLButtonElement>): void;
}

/**
 * A button of the studio's form that changes the form instead of sending it for good. Without JavaScript it POSTs the
 * whole form with its intent, and the page comes back changed, with everything that was typed.
 */
export function IntentButton({ intent, onPress, ...button }: IntentButtonProps) {
  return (
    <button
      {...button}
      type="submit"
      name="intent"
      value={intent}
      formNoValidate
      onClick={(event) => {
        event.preventDefault();
        onPress(event);
      }}
    />
  );
}
