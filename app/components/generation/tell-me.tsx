import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { canNotice } from "./browser-notices";
import { keepWishes, readWishes } from "./tell-done";
import { tell as words } from "./tell-words";

interface TellMeProps {
  accountId: string;
  /** Of one request; left out: of all long work. */
  generationId?: string;
}

/** Asks for a notice of this browser when a request has ended, or takes that back. Off until it is pressed. */
export function TellMe({ accountId, generationId }: TellMeProps) {
  const [wishes, setWishes] = useState(() => readWishes(window.localStorage, accountId));
  const [isBlocked, setIsBlocked] = useState(false);
  if (!canNotice())
    return generationId ? null : <p className="text-md text-soft">{words.cannot}</p>;
  const isAllowed = Notification.permission === "granted";
  const isOn =
    isAllowed && (generationId ? wishes.ids.includes(generationId) : wishes.all === true);

  async function press() {
    const permission = await Notification.requestPermission();
    setIsBlocked(permission !== "granted");
    if (permission !== "granted") return;
    const known = readWishes(window.localStorage, accountId);
    const ids = known.ids.filter((id) => id !== generationId);
    const next = generationId
      ? { all: known.all, ids: isOn ? ids : [...ids, generationId] }
      : { all: !isOn, ids: known.ids };
    keepWishes(window.localStorage, accountId, next);
    setWishes(next);
  }

  return (
    <div
      className={
        generationId
          ? "flex flex-wrap items-center gap-x-3"
          : "grid shrink-0 justify-items-end gap-1 text-right"
      }
    >
      <Button
        type="button"
        variant={generationId ? "muted" : "outline"}
        aria-pressed={isOn}
        className={generationId ? "-ml-4" : "whitespace-nowrap"}
        onClick={() => void press()}
      >
        <Icon name={isOn ? "icon-[lucide--bell-ring]" : "icon-[lucide--bell]"} size={18} />
        {generationId ? words.ask : isOn ? words.turnOff : words.turnOn}
      </Button>
      <output className="max-w-48 text-sm text-soft empty:hidden">
        {isBlocked ? words.blocked : isOn ? words.on : ""}
      </output>
    </div>
  );
}
