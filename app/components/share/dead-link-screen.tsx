import { Button } from "~/components/ui/button";
import { BareFrame } from "./bare-frame";
import { shared as words } from "./words";

/** Where a link does not lead anywhere, or not now. */
export function DeadLinkScreen({ isGone }: { isGone: boolean }) {
  const { title, words: sentence } = isGone ? words.gone : words.trouble;
  return (
    <BareFrame reportPath={null}>
      <div className="mx-auto grid w-full max-w-lg flex-1 content-center justify-items-start gap-4 px-4 py-16 sm:px-6">
        <span aria-hidden="true" className="mb-2 icon-[easel--crooked-frame] h-24 w-28 text-edge" />
        <h1 className="text-3xl">{title}</h1>
        <p className="text-soft">{sentence}</p>
        <Button asChild variant="outline" className="mt-2">
          <a href="/">{words.studio}</a>
        </Button>
      </div>
    </BareFrame>
  );
}
