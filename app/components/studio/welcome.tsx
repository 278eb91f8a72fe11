import type { StudioScreenProps } from "./types";
import { welcome as say } from "./words";

type WelcomeProps = Pick<
  StudioScreenProps,
  "account" | "examplesPart" | "signUpCredits" | "models" | "words"
>;

/** What the results say before there are any. */
export function Welcome({ account, examplesPart, signUpCredits, models, words }: WelcomeProps) {
  const cheapest = Math.min(...models.map((model) => model.priceCredits));
  const enoughFor = signUpCredits ? Math.floor(signUpCredits / cheapest) : 0;
  return (
    <div className="grid gap-6">
      <div className="grid max-w-2xl gap-2">
        <h2 className="text-xl">{account ? say.willAppear(words.many) : words.welcomeTitle}</h2>
        <p className="text-soft">
          {words.welcome} {account && examplesPart && words.begin}
          {enoughFor > 0 &&
            say.firstCredits(
              signUpCredits ?? 0,
              enoughFor,
              enoughFor === 1 ? words.one : words.many,
            )}
        </p>
      </div>
      {examplesPart}
    </div>
  );
}
