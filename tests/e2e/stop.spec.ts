import type { Page } from "@playwright/test";
import type postgres from "postgres";
import { type Site, testWith } from "./emulated-site";
import { expect, makeAccount, makeButton, promptBox } from "./fixtures";
import { startWorker, type TestWorker } from "./server";

const settings = {
  FAL_KEY: "emulated-key-id:emulated-key-secret",
  GRADIO_SPACES: "black-forest-labs/FLUX.1-schnell",
  SIGNUP_CREDITS: "10000",
  WORKER: "off",
};
const test = testWith(settings);
/** One server for all of them. */
test.describe.configure({ mode: "default" });
/** A job of fal.ai can be followed from anywhere, one of a Gradio app only by whoever holds its connection. */
const models = { anywhere: "z-image-turbo", here: "flux-schnell" };

let sql: postgres.Sql;
const workers: TestWorker[] = [];

test.beforeAll(async ({ site }) => {
  sql = site.sql;
  const routes = ["gradio:black-forest-labs/FLUX.1-schnell/infer"];
  await sql`update app_settings set models = ${sql.json({ [models.here]: { routes } })}`;
});

test.afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.signal("SIGKILL");
    await worker.ended;
  }
});

async function hire({ server, emulator }: Site, stopSeconds: number): Promise<TestWorker> {
  const worker = await startWorker(server.dataDir, {
    ...settings,
    NODE_ENV: "test",
    PROVIDER_EMULATOR: emulator.origin,
    STOP_SECONDS: String(stopSeconds),
  });
  workers.push(worker);
  return worker;
}

/** How a request stands, in the database itself. */
async function look(prompt: string) {
  const [row] = await sql<
    {
      status: string;
      attempts: number;
      deaths: number;
      worker: string | null;
      hasJob: boolean;
      spent: number;
    }[]
  >`
    select g.status, g.attempts, j.lost_lease_count as deaths, split_part(j.worker, ' ', 1) as worker, j.provider_job is not null as "hasJob",
      (select -sum(l.delta)::int from credit_ledger l where l.generation_id = g.id) as spent
    from generations g join private.generation_jobs j on j.generation_id = g.id where g.prompt = ${prompt}`;
  return row;
}

async function ask(page: Page, model: string, prompt: string): Promise<void> {
  await page.goto(`/?model=${model}`);
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  await expect.poll(async () => (await look(prompt))?.hasJob).toBe(true);
}

/** One worker with a job that could be followed from anywhere, and one that could not; neither ends by itself. */
async function atWork(page: Page, site: Site, stopSeconds: number, mark: string) {
  site.emulator.fal.behave({ queuedPolls: 1_000_000 });
  site.emulator.gradio.behave({ hold: "work" });
  const worker = await hire(site, stopSeconds);
  await makeAccount(page);
  const prompts = { anywhere: `a kite ${mark}`, here: `a boat ${mark}` };
  await ask(page, models.anywhere, prompts.anywhere);
  await ask(page, models.here, prompts.here);
  return { worker, prompts };
}

/** As if its time were over. */
async function runOutLease(prompt: string): Promise<void> {
  await sql`
    update private.generation_jobs set lease_expires_at = clock_timestamp()
    where generation_id = (select id from generations where prompt = ${prompt})`;
  await sql`
    update pgmq.q_generations set vt = clock_timestamp()
    where (message ->> 'generationId')::uuid = (select id from generations where prompt = ${prompt})`;
}

/** The other worker goes on with the job; nobody waited for a lease to run out. */
async function expectHandedOver(prompt: string, before: string | null | undefined): Promise<void> {
  await expect.poll(async () => (await look(prompt))?.worker ?? before).not.toBe(before);
  expect(await look(prompt)).toMatchObject({ status: "running", attempts: 1, deaths: 0 });
}

test("a worker that is told to stop hands over what others can go on with, and finishes the rest", async ({
  page,
  site,
}) => {
  const { worker, prompts } = await atWork(page, site, 3600, "at noon");
  const before = (await look(prompts.anywhere))?.worker;
  await hire(site, 3600);
  worker.signal("SIGTERM");
  await expectHandedOver(prompts.anywhere, before);
  expect(await look(prompts.here)).toMatchObject({ status: "running", worker: before });
  expect(worker.isRunning()).toBe(true);
  site.emulator.gradio.release();
  expect(await worker.ended).toBe(0);
  expect(await look(prompts.here)).toMatchObject({ status: "succeeded", attempts: 1, spent: 500 });
  for (const job of site.emulator.fal.jobs)
    Object.assign(job, { behaviour: { ...job.behaviour, queuedPolls: 0, runningPolls: 0 } });
  await expect.poll(async () => (await look(prompts.anywhere))?.status).toBe("succeeded");
  expect(await look(prompts.anywhere)).toMatchObject({ attempts: 1, deaths: 0, spent: 500 });
  expect(site.emulator.fal.jobs).toHaveLength(1);
  expect(site.emulator.gradio.jobs).toHaveLength(1);
});

test("a worker that may not wait any longer gives the rest back, and its credits return", async ({
  page,
  site,
}) => {
  const { worker, prompts } = await atWork(page, site, 5, "at dusk");
  worker.signal("SIGTERM");
  expect(await worker.ended).toBe(0);
  expect(await look(prompts.here)).toMatchObject({ status: "running", worker: null, attempts: 0 });
  expect(await look(prompts.anywhere)).toMatchObject({ status: "running", worker: null });
  await hire(site, 5);
  await expect.poll(async () => (await look(prompts.here))?.status).toBe("failed");
  expect(await look(prompts.here)).toMatchObject({ spent: 0 });
  expect(site.emulator.gradio.jobs).toHaveLength(1);
});

test("a second signal ends it at once", async ({ page, site }) => {
  const { worker, prompts } = await atWork(page, site, 3600, "at night");
  const before = (await look(prompts.anywhere))?.worker;
  await hire(site, 3600);
  worker.signal("SIGTERM");
  await expectHandedOver(prompts.anywhere, before);
  expect(worker.isRunning()).toBe(true);
  worker.signal("SIGINT");
  expect(await worker.ended).toBe(130);
  // What it could not finish is as if it had been killed: another worker finds out when the lease has run out.
  await runOutLease(prompts.here);
  await expect.poll(async () => (await look(prompts.here))?.status).toBe("failed");
  expect(await look(prompts.here)).toMatchObject({ spent: 0 });
});
