import { Alert } from "~/components/ui/alert";
import { Card } from "~/components/ui/card";
import { standIn as words } from "./google-words";

interface StandInScreenProps {
  people: readonly { name: string; email: string; verified: boolean; returnTo: string }[];
  /** Where giving up leads. */
  cancel: string;
}

/** Stands in for Google's page in development. Its links leave it as Google's buttons do. */
export function StandInScreen({ people, cancel }: StandInScreenProps) {
  return (
    <div className="mx-auto grid w-full max-w-md flex-1 content-center gap-5 px-4 py-10 sm:py-16">
      <h1 className="text-2xl">{words.title}</h1>
      <Alert title={words.words} />
      <Card className="divide-y divide-line overflow-hidden">
        {people.map(({ name, email, verified, returnTo }) => (
          <a key={email} href={returnTo} className="grid min-h-14 px-5 py-3 hover:bg-sunken">
            <span className="font-medium">{name}</span>
            <span className="text-md text-soft">
              {verified ? email : `${email} · ${words.unverified}`}
            </span>
          </a>
        ))}
      </Card>
      <p className="text-center text-md">
        <a href={cancel} className="link">
          {words.cancel}
        </a>
      </p>
    </div>
  );
}
