import { tabNames } from "~/components/layout/words";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import type { GenerationKind } from "~/domain/generation";
import { change, models as words } from "./words";

export interface ListedModel {
  id: string;
  name: string;
  kind: GenerationKind;
  isOn: boolean;
  /** In words, as people are asked for it now. */
  price: string;
  /** An admin has chosen something of it. */
  isChosen: boolean;
}

/** Every model, with a way to what can be changed of it. */
export function ModelList({ models }: { models: readonly ListedModel[] }) {
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{words.title}</h2>
      <p className="text-soft">{words.words}</p>
      <Card>
        <ul className="divide-y divide-line">
          {models.map(({ id, name, kind, isOn, price, isChosen }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2">
              <a
                href={`/admin-control/models/${encodeURIComponent(id)}`}
                className="link flex min-h-11 items-center font-medium wrap-anywhere"
              >
                {name}
              </a>
              <span className="text-md text-soft">{tabNames[kind]}</span>
              <span className="text-md tabular-nums">{price}</span>
              {!isOn && <Badge variant="warning">{change.off}</Badge>}
              {isChosen && <Badge>{words.chosen}</Badge>}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
