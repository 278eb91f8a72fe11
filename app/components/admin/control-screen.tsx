import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Card } from "~/components/ui/card";
import type { AuditLine } from "~/domain/admin/audit";
import type { HandCaps } from "~/domain/admin/people";
import { plainSettings, type AppSettings, type PlainSetting } from "~/domain/admin/settings";
import { AdminPage } from "./admin-page";
import { AuditLines } from "./audit-lines";
import { ModelList, type ListedModel } from "./model-list";
import { handCapsWords } from "./people-words";
import { ProviderRow, type ProviderRowProps } from "./provider-row";
import { SettingRow } from "./setting-row";
import { audit, change, control, providers as providerWords } from "./words";

export interface ControlScreenProps {
  settings: AppSettings;
  /** What the environment says of settings that nobody has chosen. */
  fallbacks: Partial<Record<PlainSetting, { value: number; variable: string }>>;
  handCaps: HandCaps;
  providers: readonly ProviderRowProps["provider"][];
  models: readonly ListedModel[];
  latest: readonly AuditLine[];
  /** What was done a moment ago. */
  done: "saved" | "unchanged" | "undone" | null;
  refusal: Refusal | undefined;
}

const doneWords = {
  saved: { title: change.saved, words: change.savedWords },
  undone: { title: audit.undone, words: change.savedWords },
  unchanged: { title: change.unchanged, words: null },
};

/** `/admin-control`: everything that admins choose for the whole app. */
export function ControlScreen(props: ControlScreenProps) {
  const { settings, fallbacks, handCaps, providers, models, latest, done, refusal } = props;
  const sent = refusal?.result.initialValue ?? {};
  return (
    <AdminPage title={control.pageTitle} words={control.description}>
      {done && (
        <Alert variant="success" title={doneWords[done].title}>
          {doneWords[done].words}
        </Alert>
      )}
      <Card className="divide-y divide-line">
        {plainSettings.map((name) => (
          <SettingRow
            key={name}
            name={name}
            settings={settings}
            fallback={fallbacks[name]}
            refusal={sent["intent"] === "change" && sent["name"] === name ? refusal : undefined}
          />
        ))}
      </Card>
      <section className="grid gap-3">
        <h2 className="text-xl">{control.byHand}</h2>
        <p className="text-soft">
          {handCapsWords(handCaps)} {control.byEnvironment}
        </p>
      </section>
      <section className="grid gap-3">
        <h2 className="text-xl">{providerWords.title}</h2>
        <p className="text-soft">
          {providers.length > 0 ? providerWords.words : providerWords.none}
        </p>
        {providers.length > 0 && (
          <Card className="divide-y divide-line">
            {providers.map((provider) => (
              <ProviderRow
                key={provider.name}
                provider={provider}
                setting={settings.providers[provider.name] ?? null}
                refusal={sent["provider"] === provider.name ? refusal : undefined}
              />
            ))}
          </Card>
        )}
      </section>
      {latest.length > 0 && (
        <section className="grid gap-3">
          <h2 className="text-xl">{audit.latest}</h2>
          <AuditLines lines={latest} refusal={sent["intent"] === "undo" ? refusal : undefined} />
          <p>
            <a href="/admin/audit" className="link">
              {audit.all}
            </a>
          </p>
        </section>
      )}
      <ModelList models={models} />
    </AdminPage>
  );
}
