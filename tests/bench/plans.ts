import type postgres from "postgres";
import { z } from "zod";
import { openDatabase } from "../e2e/database.ts";

export interface PlanWatch {
  /** The plans of all statements that run meanwhile, those inside functions too. */
  during(work: (sql: postgres.Sql) => Promise<unknown>): Promise<Plan[]>;
  end(): Promise<void>;
}

export interface Plan {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  Plans?: Plan[] | undefined;
}

const plan: z.ZodType<Plan> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  Plans: z.lazy(() => z.array(plan)).optional(),
});
const told = z.object({ Plan: plan });

/** Has PostgreSQL tell the plan of everything that it does for one connection. */
export async function watchPlans(dataDir: string): Promise<PlanWatch> {
  const plans: Plan[] = [];
  const sql = await openDatabase({ dataDir }, (words) => {
    const at = words.indexOf("{");
    if (words.startsWith("duration:") && at > 0)
      plans.push(told.parse(JSON.parse(words.slice(at))).Plan);
  });
  await sql`load 'auto_explain'`;
  await sql`
    select set_config('auto_explain.' || name, value, false)
    from (values ('log_min_duration', '0'), ('log_nested_statements', 'on'), ('log_format', 'json'),
      ('log_level', 'notice')) as settings (name, value)`;
  return {
    async during(work) {
      plans.length = 0;
      await work(sql);
      return [...plans];
    },
    end: () => sql.end(),
  };
}

/** Tables that grow with what people make. */
const growing = new Set([
  "images",
  "edited_images",
  "videos",
  "generations",
  "prompt_index",
  "prompt_words",
  "search_words",
  "prompt_history",
  "board_media",
  "media_tags",
]);

/** The growing tables that these plans read from end to end. */
export function findTableScans(plans: readonly Plan[]): string[] {
  const found = new Set<string>();
  const look = (node: Plan): void => {
    const name = node["Relation Name"];
    if (node["Node Type"] === "Seq Scan" && name !== undefined && growing.has(name))
      found.add(name);
    node.Plans?.forEach(look);
  };
  plans.forEach(look);
  return [...found];
}
