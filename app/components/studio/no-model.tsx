import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { PageLink } from "~/components/ui/page-link";
import { studioPaths, type GenerationKind } from "~/domain/generation";
import type { TabWords } from "./types";
import { forOperator as operatorWords, waysOn } from "./words";

interface NoModelProps {
  words: Pick<TabWords, "noModel">;
  otherKinds: readonly GenerationKind[];
  /** True where whoever sees the page is likely to run the site. */
  forOperator: boolean;
}

/**
 * What stands in place of the form where nothing can be made, with the ways on. What only an operator can do stands
 * apart.
 */
export function NoModel({ words, otherKinds, forOperator }: NoModelProps) {
  return (
    <div className="grid gap-4">
      <Card className="grid gap-4 p-5">
        <p className="font-semibold">{words.noModel}</p>
        <div className="flex flex-wrap gap-2">
          {otherKinds.map((kind) => (
            <Button asChild key={kind} variant="outline">
              <PageLink to={studioPaths[kind]}>{waysOn[kind]}</PageLink>
            </Button>
          ))}
        </div>
      </Card>
      {forOperator && (
        <p className="px-5 text-md text-soft">
          {operatorWords[0]}
          <code>.env.example</code>
          {operatorWords[1]}
        </p>
      )}
    </div>
  );
}
