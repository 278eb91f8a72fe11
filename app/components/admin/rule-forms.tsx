import { Label } from "~/components/ui/label";
import { Select } from "~/components/ui/select";
import { ExactTime } from "~/components/ui/moment";
import { TextField } from "~/components/ui/text-field";
import type { Refusal } from "~/components/errors/problem";
import type { AllowanceRule, SpendingCaps } from "~/domain/admin/people";
import { ActForm } from "./act-form";
import { Checkbox } from "./checkbox";
import { rules as words } from "./people-words";

interface RuleFormsProps {
  allowance: AllowanceRule | null;
  caps: SpendingCaps | null;
  /** Of a person: what holds without a rule of their own. Null: these are the rules for everybody. */
  common: { allowance: AllowanceRule | null } | null;
  refusal: Refusal | undefined;
}

/** The monthly credits and the spending limits of everybody, or of one person. */
export function RuleForms({ allowance, caps, common, refusal }: RuleFormsProps) {
  const of = common ? "own" : "everybody";
  return (
    <>
      <ActForm
        intent="allowance"
        title={words.allowance.title}
        words={<AllowanceWords of={of} allowance={allowance} common={common?.allowance ?? null} />}
        refusal={refusal}
        values={{
          mode: allowance?.mode ?? "top_up",
          credits: String(allowance?.credits ?? ""),
          day: String(allowance?.day ?? 1),
        }}
        button={words.allowance.button}
      >
        {({ mode, credits, day, thisMonth }) => (
          <>
            {mode && (
              <div className="grid gap-1.5">
                <Label htmlFor={mode.id}>{words.allowance.title}</Label>
                <Select id={mode.id} name={mode.name} defaultValue={mode.initialValue}>
                  <option value="top_up">{words.allowance.topUp}</option>
                  <option value="add">{words.allowance.add}</option>
                </Select>
              </div>
            )}
            {credits && (
              <TextField
                field={credits}
                label={words.allowance.credits}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
            {day && (
              <TextField
                field={day}
                label={words.allowance.day}
                hint={words.allowance.dayHint}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
            {thisMonth && <Checkbox field={thisMonth} label={words.allowance.thisMonth} />}
          </>
        )}
      </ActForm>
      {allowance && (
        <ActForm
          intent="end-allowance"
          title={words.allowance.end}
          refusal={refusal}
          button={words.allowance.end}
        />
      )}
      <ActForm
        intent="caps"
        title={words.caps.title}
        words={words.caps[of]}
        refusal={refusal}
        values={{
          dayCredits: String(caps?.dayCredits ?? ""),
          monthCredits: String(caps?.monthCredits ?? ""),
          isOwn: caps ? "on" : "",
        }}
        button={words.caps.button}
      >
        {({ dayCredits, monthCredits, isOwn }) => (
          <>
            {dayCredits && (
              <TextField
                field={dayCredits}
                label={words.caps.day}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
            {monthCredits && (
              <TextField
                field={monthCredits}
                label={words.caps.month}
                hint={words.caps.hint}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
            {common && isOwn && <Checkbox field={isOwn} label={words.caps.isOwn} />}
          </>
        )}
      </ActForm>
    </>
  );
}

interface AllowanceWordsProps {
  of: "own" | "everybody";
  allowance: AllowanceRule | null;
  common: AllowanceRule | null;
}

/** What the rule is now, and when it is due next. */
function AllowanceWords({ of, allowance, common }: AllowanceWordsProps) {
  const rule = allowance ?? common;
  return (
    <>
      {words.allowance[of]}{" "}
      {rule ? (
        <>
          {allowance ? "" : `${words.asEverybody} `}
          {ruleWords(rule)}. {words.next}: <ExactTime iso={rule.nextAt} />.
        </>
      ) : (
        words.none
      )}
    </>
  );
}

/** `Filled up to 5,000 credits on day 1` */
export function ruleWords({ mode, credits, day }: AllowanceRule): string {
  return mode === "add" ? words.addWords(credits, day) : words.topUpWords(credits, day);
}
