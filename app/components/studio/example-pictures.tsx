import {
  altOf,
  FramedPicture,
  TileCell,
  tileLook,
  tileRows,
} from "~/components/media/picture-tile";
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

/** What comes of a few prompts; each leads to the studio with its own. */
export function ExamplePictures({ examples }: { examples: readonly ExamplePicture[] }) {
  return (
    <ul className={cn(tileRows, "gap-2 [--row:9rem] sm:gap-3 sm:[--row:15rem] 2xl:[--row:19rem]")}>
      {examples.map((example, at) => (
        <TileCell key={example.src} width={example.width} height={example.height}>
          <PageLink to={hrefOf(example.prompt)} className={tileLook}>
            <FramedPicture {...example} alt={altOf(example.prompt)} eager={at < 3} />
            <span
              aria-hidden="true"
              className="absolute inset-x-2 bottom-2 translate-y-1 rounded-control bg-chip px-3 py-2 text-md text-on-chip opacity-0 transition-[opacity,translate] group-hover:translate-y-0 group-hover:opacity-100 group-focus-visible:translate-y-0 group-focus-visible:opacity-100"
            >
              {example.prompt}
            </span>
          </PageLink>
        </TileCell>
      ))}
    </ul>
  );
}
