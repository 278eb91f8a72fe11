import { Results } from "./results";
import { StudioFormPanel } from "./studio-form-panel";
import type { StudioScreenProps } from "./types";
import { Welcome } from "./welcome";

/**
 * The studio's picture tab. POSTs to its own route: idempotencyKey, model, prompt, negativePrompt, shape, count, seed,
 * quotedCreditsEach. Choosing a model, or keeping a seed, GETs the same path with the same fields in the query; there
 * the last value of a repeated field is the chosen one.
 */
export function StudioScreen(props: StudioScreenProps) {
  const { generations, models, nowIso, account, examples, signUpCredits } = props;
  return (
    <div className="mx-auto grid w-full max-w-450 flex-1 gap-x-10 gap-y-10 px-4 pt-5 pb-16 sm:px-6 lg:grid-cols-[24rem_minmax(0,1fr)] lg:px-8 lg:pt-0 lg:pb-0 xl:gap-x-14">
      <div className="min-w-0">
        <div className="studio-column">
          <StudioFormPanel {...props} />
        </div>
      </div>
      <section aria-label="Results" className="min-w-0 lg:pt-8 lg:pb-16">
        {generations.length > 0 ? (
          <Results generations={generations} models={models} nowIso={nowIso} />
        ) : (
          <Welcome
            visitor={!account}
            examples={examples}
            signUpCredits={signUpCredits}
            models={models}
          />
        )}
      </section>
    </div>
  );
}
