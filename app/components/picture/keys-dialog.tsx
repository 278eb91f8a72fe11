import { Dialog } from "~/components/ui/dialog";
import { keyActions as words } from "./words";

const keys = [
  ["←", words.previous],
  ["→", words.next],
  ["F", words.full],
  ["S", words.save],
  ["D", words.download],
  ["Delete", words.delete],
  ["Esc", words.back],
  ["?", words.list],
] as const;

/** The keys of the picture page. Import it lazily. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl className="divide-y divide-line">
        {keys.map(([key, action]) => (
          <div key={key} className="flex items-center justify-between gap-6 py-2.5">
            <dt>
              <kbd className="inline-grid h-8 min-w-8 place-items-center rounded-tag border border-line bg-sunken px-2 font-sans text-md font-medium">
                {key}
              </kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
