import { notes as words } from "./note-words";

export interface PlaceNotesProps {
  /** The parts of the address that could not be read. */
  unread: readonly string[];
  /** True where the board is not one of the person's. */
  isBoardGone: boolean;
  isTurned: boolean;
  isMoved: boolean;
  /** What was searched for, where these only come close to it. */
  near: string | null;
}

/** Says in plain sentences what the address asked for and did not get. */
export function PlaceNotes({ unread, isBoardGone, isTurned, isMoved, near }: PlaceNotesProps) {
  const sentences = [
    unread.length > 0 && words.unread(unread),
    isBoardGone && words.board,
    isTurned && words.turned,
    isMoved && words.moved,
  ].filter((sentence) => sentence !== false);
  return (
    <output className="-my-2 grid gap-1 text-md text-soft">
      {sentences.map((sentence) => (
        <span key={sentence}>{sentence}</span>
      ))}
      {near !== null && (
        <span>
          {words.near[0]}
          <bdi>{near}</bdi>
          {words.near[1]}
        </span>
      )}
    </output>
  );
}
