import { useSearchParams } from "react-router";
import { Button } from "~/components/ui/button";
import { Container } from "~/components/ui/container";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { studioPaths } from "~/domain/generation";
import { ModelBrowser } from "./model-browser";
import type { StudioFormProps } from "./types";
import { models as words } from "./words";

type ModelPageProps = Pick<StudioFormProps, "kind" | "models" | "generations" | "selectedModel">;

/** The list of models as a page of its own, for browsers without JavaScript and for who came to switch. */
export function ModelPage({ kind, models, generations, selectedModel }: ModelPageProps) {
  const [query] = useSearchParams();
  const back = new URLSearchParams(
    [...query].filter(([name]) => !["choose", "find", "tier"].includes(name)),
  );
  return (
    <Container className="grid content-start gap-6 pt-5 pb-16 lg:pt-8">
      <header className="grid justify-items-start gap-2">
        <Button asChild variant="muted" className="-ml-4">
          <PageLink to={back.size > 0 ? `${studioPaths[kind]}?${back}` : studioPaths[kind]}>
            <Icon name="icon-[lucide--chevron-left]" />
            {words.keep(selectedModel.name)}
          </PageLink>
        </Button>
        <h1 className="text-2xl">{words.choose}</h1>
        <p className="text-soft">{words.stays}</p>
      </header>
      <ModelBrowser models={models} generations={generations} selected={selectedModel.id} />
    </Container>
  );
}
