import { RelativeTime } from "~/components/ui/moment";
import { isOver } from "~/components/ui/time-words";
import { keeping as words } from "./words";

/**
 * `Deletes in 2 days`, and `Deleted` from that moment on, when nobody can open or save the file any more. Both ISO
 * 8601.
 */
export function Deletion({ iso, nowIso }: { iso: string; nowIso: string }) {
  if (isOver(iso, nowIso)) return <p>{words.deleted}</p>;
  return (
    <p>
      {words.deletes} <RelativeTime iso={iso} nowIso={nowIso} />
    </p>
  );
}
