import { useEffect, useEffectEvent, useId, useRef, useState, type DragEvent } from "react";
import { FieldError } from "~/components/ui/field-error";
import { uploadField, uploadTypes } from "~/domain/uploads";
import { IntentButton } from "./intent-button";
import { useUpload } from "./send-upload";
import type { UploadTile } from "~/components/media/types";
import { source as words } from "./words";

interface SourceFileProps {
  /** The field that the file goes in without JavaScript. */
  name?: string;
  /** Somebody's own picture is in the store now. */
  onGiven(upload: UploadTile): void;
}

/**
 * Takes a picture from outside: chosen, dropped or pasted. It is sent at once. Without JavaScript it goes along with
 * the form, whichever of its buttons is pressed.
 */
export function SourceFile({ name = uploadField, onGiven }: SourceFileProps) {
  const [id, hintId] = [useId(), useId()];
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const { isSending, problem, send } = useUpload(uploadField, (upload) => {
    if (input.current) input.current.value = "";
    onGiven(upload);
  });
  const give = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file) void send(file, input.current?.form ?? null);
  };
  usePaste(name === uploadField ? give : null);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    give(event.dataTransfer.files);
  }

  return (
    <div
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      className="grid gap-2 rounded-control border border-dashed border-edge p-3 data-over:border-ink data-over:bg-sunken"
    >
      <label htmlFor={id} className="text-md font-medium">
        {words.file}
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        name={name}
        accept={uploadTypes}
        aria-describedby={hintId}
        disabled={isSending}
        onChange={(event) => give(event.currentTarget.files)}
        className="min-h-11 w-full min-w-0 text-md file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-control file:border file:border-line file:bg-surface file:px-4 file:font-medium"
      />
      <p id={hintId} className="text-sm text-soft">
        <span className="noscript:hidden">
          {name === uploadField ? words.dropHint : words.dropOnlyHint}{" "}
        </span>
        {words.fileHint} {words.private}
      </p>
      <IntentButton
        intent="upload"
        onPress={() => give(input.current?.files)}
        className="hidden min-h-11 justify-self-start rounded-control border border-line bg-surface px-4 text-md font-medium noscript:block"
      >
        {words.upload}
      </IntentButton>
      <output className="text-md text-soft empty:hidden">{isSending && words.uploading}</output>
      <FieldError field={{ errorId: `${id}-error`, errors: problem ? [problem] : undefined }} />
    </div>
  );
}

/** Where text is pasted into a box, a picture beside it stays where it is. */
function usePaste(give: ((files: FileList) => void) | null) {
  const hear = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData: pasted } = event;
    if (!give || !pasted?.files.length || pasted.types.includes("text/plain")) return;
    event.preventDefault();
    give(pasted.files);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => hear(event);
    document.addEventListener("paste", listener);
    return () => document.removeEventListener("paste", listener);
  }, []);
}
