import { Form } from "react-router";
import { Icon } from "~/components/ui/icon";
import type { Theme } from "./types";
import { themeNames } from "./words";

const choices = [
  { value: "system", label: themeNames.system, icon: "monitor" },
  { value: "light", label: themeNames.light, icon: "sun" },
  { value: "dark", label: themeNames.dark, icon: "moon" },
] as const;

interface ThemeSwitchProps {
  theme: Theme;
  /** The page to come back to. */
  path: string;
}

/** Three buttons that POST to `/theme`. */
export function ThemeSwitch({ theme, path }: ThemeSwitchProps) {
  return (
    <Form method="post" action="/theme" replace preventScrollReset className="switch">
      <input type="hidden" name="next" value={path} />
      {choices.map(({ value, label, icon }) => (
        <button
          key={value}
          type="submit"
          name="theme"
          value={value}
          aria-pressed={theme === value}
          title={label}
          className="switch-part"
        >
          <Icon name={icon} />
          <span className="sr-only">{label}</span>
        </button>
      ))}
    </Form>
  );
}
