import { Link } from "react-router";
import { buttonClass } from "~/components/ui/button";
import { KeptForm } from "./kept-form";

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
      <CrookedFrame />
      <h1 className="text-3xl">{title}</h1>
      <p className="text-soft">{words}</p>
      {kept && <KeptForm fields={kept} />}
      <div className="mt-2 flex flex-wrap gap-2">
        <Link to="/" className={buttonClass()}>
          Go to the studio
        </Link>
        <Link to="/gallery" className={buttonClass({ tone: "quiet" })}>
          Gallery
        </Link>
      </div>
      <p className="mt-4 text-md text-soft wrap-anywhere">
        {status}
        {requestId && <>, request {requestId}</>}
      </p>
    </div>
  );
}

/** A picture that hangs askew. */
function CrookedFrame() {
  return (
    <svg
      width="112"
      height="96"
      viewBox="0 0 112 96"
      fill="none"
      strokeWidth="1.75"
      strokeLinecap="round"
      aria-hidden="true"
      className="mb-2 stroke-edge"
    >
      <path d="M56 6 38.5 27.5M56 6l29.5 12" />
      <circle cx="56" cy="5" r="2.5" className="fill-edge" />
      <rect x="20" y="26" width="74" height="54" rx="6" transform="rotate(-11 57 53)" />
      <path d="m27 72 17-19 14 11 10-13 23 14" strokeLinejoin="round" />
    </svg>
  );
}
