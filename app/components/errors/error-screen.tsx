import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import { KeptForm } from "./kept-form";
import { errorPage } from "./words";

export interface ErrorScreenProps {
  status: number;
  title: string;
  words: string;
  /** Told to whoever runs the site; null when the request never got one. */
  requestId: string | null;
  /** The fields of a form that did not get through. */
  kept: Readonly<Record<string, string>> | null;
}

/** A page that could not be shown. */
export function ErrorScreen({ status, title, words, requestId, kept }: ErrorScreenProps) {
  return (
    <div className="mx-auto grid w-full max-w-lg flex-1 content-center justify-items-start gap-4 px-4 py-16 sm:px-6">
      <span aria-hidden="true" className="mb-2 icon-[easel--crooked-frame] h-24 w-28 text-edge" />
      <h1 className="text-3xl">{title}</h1>
      <p className="text-soft">{words}</p>
      {kept && <KeptForm fields={kept} />}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button asChild variant="outline">
          <PageLink to="/">{errorPage.studio}</PageLink>
        </Button>
        <Button asChild variant="ghost">
          <PageLink to="/gallery">{errorPage.gallery}</PageLink>
        </Button>
      </div>
      <p className="mt-4 text-md text-soft wrap-anywhere">
        {errorPage.reference(status, requestId)}
      </p>
    </div>
  );
}
