import type { ComponentProps } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import type { TabExample as WholeTabExample } from "./tab-example";

/** In the HTML at once; its code is fetched by browsers that show it. */
export const TabExample = import.meta.env.SSR
  ? (await import("./tab-example")).TabExample
  : lazyPart<ComponentProps<typeof WholeTabExample>>(
      async () => (await import("./tab-example")).TabExample,
      () => null,
    );
