import { Form } from "react-router";
import { cx } from "~/components/ui/cx";
import { Icon } from "~/components/ui/icon";
import type { Theme } from "./types";

const choices = [
  { value: "system", label: "Like my device", icon: "monitor" },
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
] as const;

interface ThemeSwitchProps {
  theme: Theme;
  /** The page to come back to. */
  path: string;
}

/** Three buttons that POST to `/theme`. */
export function ThemeSwitch({ theme, path }: ThemeSwitchProps) {
  return (
    <Form
      method="post"
      action="/theme"
      replace
      preventScrollReset
      className="inline-flex rounded-control bg-sunken p-0.5"
    >
      <input type="hidden" name="next" value={path} />
      {choices.map(({ value, label, icon }) => (
        <button
          key={value}
          type="submit"
          name="theme"
          value={value}
          aria-pressed={theme === value}
          title={label}
          className={cx(
            "grid size-11 place-items-center rounded-[8px] transition-colors duration-150",
            theme === value ? "bg-raised text-ink shadow-rest" : "text-soft hover:text-ink",
          )}
        >
          <Icon name={icon} />
          <span className="sr-only">{label}</span>
        </button>
      ))}
    </Form>
  );
}
