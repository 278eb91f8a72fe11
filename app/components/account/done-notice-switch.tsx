import { Suspense } from "react";
import { tell as words } from "~/components/generation/tell-words";
import { lazyPart } from "~/components/layout/lazy-part";
import { useHydrated } from "~/components/ui/use-hydrated";

const TellMe = lazyPart(
  () => import("~/components/generation/tell-me").then(({ TellMe }) => TellMe),
  () => null,
);

interface DoneNoticeSwitchProps {
  className: string;
  accountId: string;
}

/** Whether this browser tells of all long work that has ended. Kept in the browser, for this account. */
export function DoneNoticeSwitch({ className, accountId }: DoneNoticeSwitchProps) {
  const hydrated = useHydrated();
  return (
    <div className={className}>
      <div className="min-w-0">
        <h2 className="text-base font-medium tracking-normal">{words.title}</h2>
        <p className="text-md text-soft">{hydrated ? words.words : words.needsScript}</p>
      </div>
      {hydrated && (
        <Suspense>
          <TellMe accountId={accountId} />
        </Suspense>
      )}
    </div>
  );
}
