import { useId } from "react";
import { Fact } from "~/components/generation/receipt";
import { UserText } from "~/components/ui/user-text";
import { CopyButton } from "./copy-button";
import type { GenerationCard } from "~/components/media/types";
import { promptDetails as words, settingNames } from "./words";

function isShown(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The whole prompt, what was left out, and every setting. */
export function PromptDetails({ generation }: { generation: GenerationCard }) {
  const { prompt, isPrompted, negativePrompt, settings } = generation;
  const facts = Object.entries(settings).filter(([, value]) => isShown(value) && value !== "");
  return (
    <div className="grid gap-4 pb-2 text-md">
      {isPrompted && <Words title={words.prompt} text={prompt} />}
      {negativePrompt && <Words title={words.leftOut} text={negativePrompt} />}
      <dl>
        {facts.map(([name, value]) => (
          <Fact key={name} name={settingNames[name] ?? name}>
            {name === "seed" ? <Seed value={String(value)} /> : String(value)}
          </Fact>
        ))}
      </dl>
    </div>
  );
}

function Seed({ value }: { value: string }) {
  const id = useId();
  return (
    <>
      <span id={id}>{value}</span>
      <CopyButton what="seed" text={value} shownIn={id} />
    </>
  );
}

function Words({ title, text }: { title: string; text: string }) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h2 className="text-md tracking-normal text-soft">{title}</h2>
        <CopyButton what={title.toLowerCase()} text={text} shownIn={id} />
      </div>
      <UserText as="p" id={id} className="whitespace-pre-line">
        {text}
      </UserText>
    </div>
  );
}
