import { altOf, FramedPicture, TileCell } from "~/components/media/picture-tile";
import { cn } from "~/components/ui/cn";
import { PageLink } from "~/components/ui/page-link";

/** A picture for visitors to see what comes out, painted from its prompt. */
export interface ExamplePicture {
  src: string;
  width: number;
  height: number;
  prompt: string;
  placeholder: string | null;
}

function hrefOf(prompt: string): string {
  return `/?prompt=${encodeURIComponent(prompt)}`;
}

/** Of the words over each picture, said once for all of them. */
const captions =
  "[&_span]:absolute [&_span]:inset-x-2 [&_span]:bottom-2 [&_span]:translate-y-1 [&_span]:rounded-control [&_span]:bg-chip [&_span]:px-3 [&_span]:py-2 [&_span]:text-md [&_span]:text-on-chip [&_span]:opacity-0 [&_span]:transition-[opacity,translate] [&_span]:group-hover:translate-y-0 [&_span]:group-hover:opacity-100 [&_span]:group-focus-visible:translate-y-0 [&_span]:group-focus-visible:opacity-100";

/** What comes of a few prompts; each leads to the studio with its own. */
export function ExamplePictures({ examples }: { examples: readonly ExamplePicture[] }) {
  return (
    <ul
      className={cn(
        captions,
        "tile-rows gap-2 [--row:9rem] sm:gap-3 sm:[--row:15rem] 2xl:[--row:19rem]",
      )}
    >
      {examples.map((example, at) => (
        <TileCell key={example.src} width={example.width} height={example.height}>
          <PageLink to={hrefOf(example.prompt)} className="group tile">
            <FramedPicture {...example} alt={altOf(example.prompt)} eager={at < 3} />
            <span aria-hidden="true">{example.prompt}</span>
          </PageLink>
        </TileCell>
      ))}
    </ul>
  );
}
