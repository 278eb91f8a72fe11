import type { WatchedPrice, WatchedProvider, WatchedRouteView } from "~/domain/model-watch";
import { ExactTime } from "~/components/ui/moment";
import { models as words } from "./models-words";

interface WatchedModelsProps {
  providers: readonly WatchedProvider[];
}

/** What each provider said of our routes to it: what needs a look as a table, the rest as a count. */
export function WatchedModels({ providers }: WatchedModelsProps) {
  if (providers.length === 0) return <p>{words.none}</p>;
  return providers.map((provider) => (
    <section key={provider.name} className="grid gap-3">
      <h2 className="text-lg">{provider.name}</h2>
      <p className={provider.trouble ? "text-warning" : "text-soft"}>
        {checkedWords(provider)}
        {provider.checkedAt && (
          <>
            {" "}
            <ExactTime iso={provider.checkedAt} />.
          </>
        )}
        {provider.trouble && ` ${words.because(provider.trouble)}`}
      </p>
      <Attention {...provider} />
      <Rest {...provider} />
    </section>
  ));
}

function checkedWords({ checkedAt, trouble }: WatchedProvider): string {
  if (!checkedAt) return words.never;
  return trouble ? words.notSince : words.checked;
}

/** Those that somebody should look at, the worst first. */
const order = ["gone", "dearer", "unlike", "cheaper"] as const;
type Notable = WatchedRouteView & { state: (typeof order)[number] };

function Attention({ name, routes }: WatchedProvider) {
  const notable = order.flatMap((state) =>
    routes.filter((route): route is Notable => route.state === state),
  );
  if (notable.length === 0) return null;
  return (
    <ul className="divide-y divide-line border-y border-line" aria-label={words.attention(name)}>
      {notable.map(({ route, model, state, asked, configured }) => (
        <li key={route} className="grid gap-1 py-3">
          <h3 className="font-semibold">{model}</h3>
          <p className="text-md text-soft wrap-anywhere">{route}</p>
          <p className={state === "cheaper" ? "" : "text-warning"}>{words.states[state]}</p>
          <p className="text-md tabular-nums">
            {asked && `${words.asks}: ${priceWords(asked)}. `}
            {configured && `${words.reckons}: ${priceWords(configured)}.`}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Rest({ routes }: WatchedProvider) {
  const countOf = (state: WatchedRouteView["state"]) =>
    routes.filter((route) => route.state === state).length;
  const lines = (["fine", "unpriced", "unread"] as const).flatMap((name) => {
    const count = countOf(name === "fine" ? "same" : name);
    return count > 0 ? words[name](count) : [];
  });
  return lines.map((line) => <p key={line}>{line}</p>);
}

function priceWords(price: WatchedPrice): string {
  const least = price.leastUsd === undefined ? "" : `${dollars(price.leastUsd)} to `;
  return words.price(least + dollars(price.usd), price.per);
}

const dollars = (usd: number) => String(Number(usd.toPrecision(4)));
