import { AccountMark } from "~/components/layout/account-mark";
import { Form, useNavigation } from "react-router";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import type { CommonClock } from "./clocks";
import type { GalleryItem } from "./types";
import { clock as words } from "./words";

interface ClockLineProps {
  clock: CommonClock;
  /** Of the page. */
  items: readonly GalleryItem[];
  /** In all pages. */
  total: number;
  nowIso: string;
}

function isSavingMany(form: FormData | undefined): boolean {
  return form?.get("intent") === "save" && form.has("mediaIds");
}

/**
 * Says once for a page when its files are deleted, with one way to keep them all. POSTs `intent=save` and `mediaIds`,
 * with commas between them, to the page: what is shown is saved, and nothing else.
 */
export function ClockLine({ clock, items, total, nowIso }: ClockLineProps) {
  const saving = isSavingMany(useNavigation().formData);
  const ids = items.flatMap((item) => (item.expiresAt && !item.trashedAt ? item.id : []));
  const all = ids.length === total ? words.saveAll : words.saveThese(ids.length);
  return (
    <div className="-my-2 flex flex-wrap items-center gap-x-2 text-md text-soft">
      <Icon name="icon-[lucide--clock]" size={16} className="max-sm:hidden" />
      <p>
        {words.before(items.length, clock.isForAll)}{" "}
        <RelativeTime iso={clock.iso} nowIso={nowIso} /> {words.after(items.length)}
      </p>
      {ids.length > 1 && (
        <Form method="post" preventScrollReset>
          <AccountMark />
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="mediaIds" value={ids.join(",")} />
          <button aria-disabled={saving} className="link min-h-11 text-ink">
            {saving ? words.saving : all}
          </button>
        </Form>
      )}
    </div>
  );
}
