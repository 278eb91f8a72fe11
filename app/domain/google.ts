/** Somebody made up who can sign in where there is no real Google, and where choosing them leads. */
export interface StandInChoice {
  name: string;
  email: string;
  verified: boolean;
  returnTo: string;
}

/** Who there is at one request to sign in, and where cancelling leads. */
export type OfferChoices = (
  state: string,
) => Promise<{ people: readonly StandInChoice[]; cancel: string }>;

/** What Easel does itself of signing in with Google, where it runs its own Auth. */
export interface GoogleHere {
  /** Takes what Google sends back to Auth, as it is. Resolves to what Auth makes of it, as a query. */
  answerReturn(query: URLSearchParams): Promise<URLSearchParams>;
  /** Made-up people; null: it is the real Google. */
  standIn: OfferChoices | null;
}
