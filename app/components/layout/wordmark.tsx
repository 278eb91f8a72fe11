import { Link } from "react-router";

/** The name with its mark: a canvas on an easel. */
export function Wordmark() {
  return (
    <Link
      to="/"
      className="-mx-2 flex min-h-11 items-center gap-2 rounded-control px-2 text-lg font-bold tracking-tight"
    >
      <svg
        width="26"
        height="26"
        viewBox="0 0 26 26"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M13 1.5v3M8.5 19 6 24.5M17.5 19l2.5 5.5M13 19v3" />
        <rect x="3.5" y="4.5" width="19" height="14.5" rx="2.5" />
        <path d="m4 16 5.2-5 4.3 4 3-2.4 5.5 4.4" strokeWidth="1.6" strokeLinejoin="round" />
      </svg>
      Easel
    </Link>
  );
}
