import { Link } from "react-router";
import { altOf, FramedPicture, TileCell } from "~/components/media/picture-tile";
import { formatCredits } from "~/domain/credits";
import type { ExamplePicture, StudioModel } from "./types";

interface WelcomeProps {
  visitor: boolean;
  examples: readonly ExamplePicture[];
  signUpCredits?: number | undefined;
  models: readonly StudioModel[];
}

/** What the results say before there are any. */
export function Welcome({ visitor, examples, signUpCredits, models }: WelcomeProps) {
  const cheapest = Math.min(...models.map((model) => model.priceCredits));
  const pictures = signUpCredits ? Math.floor(signUpCredits / cheapest) : 0;
  return (
    <div className="grid gap-6">
      <div className="grid max-w-2xl gap-2">
        <h2 className="text-xl">
          {visitor ? "Words in, pictures out" : "Your pictures will appear here"}
        </h2>
        <p className="text-soft">
          {visitor
            ? "Describe a picture and press the button. "
            : "Describe one and press the button, or begin with one of these. "}
          {visitor && pictures > 0 && (
            <>
              A new account starts with {formatCredits(signUpCredits ?? 0)}, enough for {pictures}{" "}
              pictures.
            </>
          )}
        </p>
      </div>
      <Examples examples={examples} />
    </div>
  );
}

function hrefOf(prompt: string): string {
  return `/?prompt=${encodeURIComponent(prompt)}`;
}

function Examples({ examples }: { examples: readonly ExamplePicture[] }) {
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
