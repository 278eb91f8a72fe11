import { Link } from "react-router";
import { buttonClass } from "~/components/ui/button";
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
      <span aria-hidden="true" className="crooked-frame" />
      <h1 className="text-3xl">{title}</h1>
      <p className="text-soft">{words}</p>
      {kept && <KeptForm fields={kept} />}
      <div className="mt-2 flex flex-wrap gap-2">
        <Link to="/" className={buttonClass()}>
          {errorPage.studio}
        </Link>
        <Link to="/gallery" className={buttonClass({ tone: "quiet" })}>
          {errorPage.gallery}
        </Link>
      </div>
      <p className="mt-4 text-md text-soft wrap-anywhere">
        {errorPage.reference(status, requestId)}
      </p>
    </div>
  );
}
