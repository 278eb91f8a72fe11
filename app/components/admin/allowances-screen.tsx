import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { ExactTime } from "~/components/ui/moment";
import type { AllowancesPage } from "~/domain/admin/people";
import { AdminPage } from "./admin-page";
import { AdminTable } from "./admin-table";
import { Who } from "./people-screen";
import { allowances as words } from "./people-words";
import { RuleForms, ruleWords } from "./rule-forms";

interface AllowancesScreenProps extends AllowancesPage {
  doneWords: string | null;
  refusal: Refusal | undefined;
}

/** The monthly credits and the spending limits of everybody, what was given, and who has a rule of their own. */
export function AllowancesScreen(props: AllowancesScreenProps) {
  const { allowance, caps, runs, own, doneWords, refusal } = props;
  const { month, people, credits, state } = words.columns;
  return (
    <AdminPage title={words.pageTitle} words={words.description}>
      {doneWords && !refusal && <Alert variant="success" title={doneWords} />}
      <div className="grid gap-4 md:grid-cols-2">
        <RuleForms allowance={allowance} caps={caps} common={null} refusal={refusal} />
      </div>
      <section className="grid gap-3">
        <h2 className="text-lg">{words.runs}</h2>
        {runs.length === 0 ? (
          <p className="text-soft">{words.noRuns}</p>
        ) : (
          <AdminTable
            caption={words.runs}
            columns={[month, `#${people}`, `#${credits}`, state]}
            rows={runs.map((run) => ({
              key: run.month,
              cells: [
                run.month,
                run.people.toLocaleString("en-US"),
                run.credits.toLocaleString("en-US"),
                run.finishedAt ? <ExactTime key="state" iso={run.finishedAt} /> : words.going,
              ],
            }))}
          />
        )}
      </section>
      {own.length > 0 && (
        <section className="grid gap-3">
          <h2 className="text-lg">{words.own}</h2>
          <ul className="grid gap-3">
            {own.map(({ person, allowance: rule }) => (
              <li key={person.id} className="grid gap-0.5">
                <Who person={person} />
                <span className="text-md">{ruleWords(rule)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </AdminPage>
  );
}
