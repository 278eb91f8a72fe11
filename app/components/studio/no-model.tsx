import { Link } from "react-router";
import { buttonClass } from "~/components/ui/button";
import { Panel } from "~/components/ui/panel";
import { studioPaths, type GenerationKind } from "~/domain/generation";
import type { TabWords } from "./types";

const ways: Readonly<Record<GenerationKind, string>> = {
  image: "Make a picture",
  edit: "Change a picture",
  video: "Make a video",
};

interface NoModelProps {
  words: Pick<TabWords, "work">;
  otherKinds: readonly GenerationKind[];
}

/** What stands in place of the form where nothing can be made, with the ways on. */
export function NoModel({ words, otherKinds }: NoModelProps) {
  return (
    <Panel className="grid gap-4 p-5">
      <p className="font-semibold">No model for {words.work} is set up here yet.</p>
      <p className="text-md text-soft">
        Whoever runs this Easel can add some with the key of a provider. They appear here by
        themselves.
      </p>
      <div className="flex flex-wrap gap-2">
        {otherKinds.map((kind) => (
          <Link key={kind} to={studioPaths[kind]} className={buttonClass()}>
            {ways[kind]}
          </Link>
        ))}
        <Link to="/about-models" className={buttonClass({ tone: "quiet" })}>
          About the models
        </Link>
      </div>
    </Panel>
  );
}
