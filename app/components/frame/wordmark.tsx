import { Link } from "react-router";

/** The name with its mark: a canvas on an easel. */
export function Wordmark() {
  return (
    <Link to="/" className="wordmark">
      <span aria-hidden="true" className="icon mark size-6.5" />
      Easel
    </Link>
  );
}
