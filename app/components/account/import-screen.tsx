import { useEffect } from "react";
import { Form, useNavigation, useRevalidator } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { Progress } from "~/components/ui/progress";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import type { ImportView } from "~/domain/takeout-views";
import { faultWords, isImportRunning, problemWords, zipField } from "~/domain/takeout-words";
import { AccountPage } from "./account-page";
import { cameIn, importing as words } from "./takeout-words";

interface ImportScreenProps {
  lastImport: ImportView | null;
  /** Whether there are receipts of an Easel before. */
  hasBooks: boolean;
  maxGigabytes: number;
  refusal: Refusal | undefined;
}

/** A form for the zip of another Easel, and how far the last one is. POSTs the zip, or `importId` to stop it. */
export function ImportScreen({ lastImport, hasBooks, maxGigabytes, refusal }: ImportScreenProps) {
  const isRunning = lastImport !== null && isImportRunning(lastImport);
  const isOpen = isRunning || lastImport?.state === "coming";
  useLookingAgain(isOpen);
  return (
    <AccountPage within="/account/data">
      <header className="grid gap-1">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="text-soft">{words.words}</p>
        {hasBooks && (
          <p>
            <TextLink to="/account/old-receipts">{words.receipts}</TextLink>
          </p>
        )}
      </header>
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      {lastImport && isOpen && <Going going={lastImport} />}
      {!isRunning && (
        <ZipForm errors={refusal?.result.error?.[zipField]} maxGigabytes={maxGigabytes} />
      )}
      {lastImport && !isOpen && <Ended ended={lastImport} />}
    </AccountPage>
  );
}

const lookAgainMs = 2000;

/** While it goes on, the page follows. */
function useLookingAgain(isOpen: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => void revalidate(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isOpen, revalidate]);
}

/** The browser itself sends it, and shows how far it is. */
function ZipForm({
  errors,
  maxGigabytes,
}: {
  errors: string[] | null | undefined;
  maxGigabytes: number;
}) {
  const errorId = "zip-error";
  return (
    <Card className="p-5">
      <form
        method="post"
        action="/account/import"
        encType="multipart/form-data"
        className="grid gap-3"
      >
        <AccountMark />
        <label htmlFor={zipField} className="font-medium">
          {words.field}
        </label>
        <input
          id={zipField}
          name={zipField}
          type="file"
          accept=".zip,application/zip"
          required
          aria-describedby={errors ? errorId : undefined}
          aria-invalid={errors ? true : undefined}
          className="min-h-11 w-full min-w-0 text-md file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-control file:border file:border-line file:bg-surface file:px-4 file:font-medium"
        />
        {errors && <FieldError field={{ errorId, errors }} />}
        <p className="text-md text-soft">
          {words.most(maxGigabytes)} {words.again}
        </p>
        <Button variant="outline" className="justify-self-start">
          {words.button}
        </Button>
      </form>
    </Card>
  );
}

function Going({ going }: { going: ImportView }) {
  const busy = useNavigation().formData?.has("importId") ?? false;
  const { id, state, filesDone, filesTotal } = going;
  return (
    <Card className="grid gap-4 p-5">
      <output className="grid gap-2">
        <h2 className="text-lg">{words.states[state]}</h2>
        {filesTotal > 0 && (
          <>
            <Progress value={filesDone} max={filesTotal} aria-label={words.states[state]} />
            <p className="text-soft tabular-nums">{words.progress(filesDone, filesTotal)}</p>
          </>
        )}
        <p className="text-soft">{state === "coming" ? words.coming : words.leave}</p>
      </output>
      <div className="flex flex-wrap items-center gap-3">
        <Form method="post" action="/account/import" preventScrollReset>
          <AccountMark />
          <Button name="importId" value={id} variant="outline" busy={busy}>
            {words.cancel}
          </Button>
        </Form>
        <TextLink to="/account/import">{words.refresh}</TextLink>
      </div>
    </Card>
  );
}

function Ended({ ended }: { ended: ImportView }) {
  const { state, problem, counts, faultCount, faults } = ended;
  const came = cameIn(ended);
  const known = counts.known ?? 0;
  return (
    <Card className="grid gap-4 p-5">
      <div className="grid gap-2">
        <h2 className="text-lg">{words.states[state]}</h2>
        {problem && <p>{problemWords[problem]}</p>}
        {came.length > 0 && (
          <ul className="list-disc pl-5">
            {came.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {state === "done" && came.length === 0 && <p>{words.nothing}</p>}
        {known > 0 && <p className="text-soft">{words.known(known)}</p>}
        {state !== "done" && came.length > 0 && <p className="text-soft">{words.kept}</p>}
        {came.length > 0 && (
          <p>
            <TextLink to="/gallery">{words.gallery}</TextLink>
          </p>
        )}
      </div>
      {faultCount > 0 && (
        <section className="grid gap-2">
          <h3 className="text-base">{words.faults(faultCount)}</h3>
          {faults.length < faultCount && (
            <p className="text-soft">{words.firstFaults(faults.length)}</p>
          )}
          <ul className="grid gap-2 text-md">
            {faults.map(({ name, why }, place) => (
              <li key={`${place} ${name}`} className="min-w-0">
                <UserText as="p" className="font-medium wrap-anywhere">
                  {name}
                </UserText>
                <p className="text-soft">{faultWords[why]}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}
