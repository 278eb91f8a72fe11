import { nameOf } from "~/components/media/picture-tile";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { film as words } from "./film-words";
import { PictureRadios } from "./picture-radios";
import type { SourceChoiceProps } from "./types";

/** The video that a model goes on from: one of one's own. */
export function FilmPart({ fields, sources, signedIn }: SourceChoiceProps) {
  const field = fields.sourceMediaId;
  const films = sources.filter(({ kind }) => kind === "video");
  const mine = films.length > 0 ? words.older : words.none;
  return (
    <Card className="px-4 py-1.5 sm:px-5">
      <p className="py-2.5 font-medium">{words.title}</p>
      <div className="grid gap-3 pb-2.5">
        <FieldError field={field} />
        {films.length > 0 && (
          <PictureRadios
            field={field}
            label={words.choices}
            canBeNone={false}
            shown={films.map((tile) => ({ ...tile, label: nameOf(tile) }))}
          />
        )}
        <p className="text-md text-soft">{signedIn ? mine : words.signIn}</p>
      </div>
    </Card>
  );
}
