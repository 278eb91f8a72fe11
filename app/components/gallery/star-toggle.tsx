import { fileFormId } from "~/components/media/file-forms";
import { star as words } from "./star-words";

interface StarToggleProps {
  mediaId: string;
  /** What the file is called. */
  name: string;
  isStarred: boolean;
}

/** Names the file as what is to become of it. Out of the way, as the box is, until it is starred. */
export function StarToggle({ mediaId, name, isStarred }: StarToggleProps) {
  return (
    <button
      form={fileFormId("mark")}
      name={isStarred ? "unstar" : "star"}
      value={mediaId}
      title={words.title}
      aria-label={words.named(name)}
      aria-pressed={isStarred}
      className="tile-button"
    />
  );
}
