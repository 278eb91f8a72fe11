import { Link } from "react-router";
import { altOf, FramedPicture, TileCell } from "~/components/media/picture-tile";

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
    <ul className={"picture-rows gap-2 [--row:9rem] sm:gap-3 sm:[--row:15rem] 2xl:[--row:19rem]"}>
      {examples.map((example, at) => (
        <TileCell key={example.src} width={example.width} height={example.height}>
          <Link to={hrefOf(example.prompt)} className="tile">
            <FramedPicture {...example} alt={altOf(example.prompt)} eager={at < 3} />
            <span aria-hidden="true" className="tile-words">
              {example.prompt}
            </span>
          </Link>
        </TileCell>
      ))}
    </ul>
  );
}
