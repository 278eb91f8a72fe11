import { useFetcher, useMatches } from "react-router";
import { Icon } from "~/components/ui/icon";
import { useHydrated } from "~/components/ui/use-hydrated";
import { studioOf } from "./matches";
import type { Theme } from "./types";
import { themeNames } from "./words";

/** Of the form of the studio, which has one at most. */
export const studioFormId = "studio-form";

const choices = [
  { value: "system", label: themeNames.system, icon: "icon-[lucide--monitor]" },
  { value: "light", label: themeNames.light, icon: "icon-[lucide--sun]" },
  { value: "dark", label: themeNames.dark, icon: "icon-[lucide--moon]" },
] as const;

interface ThemeSwitchProps {
  theme: Theme;
  /** The page to come back to. */
  path: string;
}

/**
 * Three buttons that POST to `/theme`. In the studio without JavaScript they send its form along, so that what was
 * typed is there again on the page in its other look.
 */
export function ThemeSwitch({ theme, path }: ThemeSwitchProps) {
  const fetcher = useFetcher();
  const studio = studioOf(useMatches());
  const sendsStudio = !useHydrated() && studio !== null;
  const carrying = sendsStudio && {
    form: studioFormId,
    formAction: `/theme?kind=${studio}`,
    formNoValidate: true,
  };
  return (
    <fetcher.Form method="post" action="/theme" className="toggle-group">
      <input type="hidden" name="next" value={path} />
      {choices.map(({ value, label, icon }) => (
        <button
          key={value}
          type="submit"
          name="theme"
          value={value}
          {...carrying}
          aria-pressed={theme === value}
          title={label}
          className="toggle"
        >
          <Icon name={icon} />
          <span className="sr-only">{label}</span>
        </button>
      ))}
    </fetcher.Form>
  );
}
