import { PlainTextScreen } from "~/components/layout/plain-text-screen";
import type { RouteHandle } from "~/components/layout/matches";
import type { Route } from "./+types/terms";

export const meta: Route.MetaFunction = () => [
  { title: "Terms · Easel" },
  { name: "description", content: "What you can expect, and what is expected of you." },
];

export const handle: RouteHandle = { scripts: false };

export default function Terms() {
  return (
    <PlainTextScreen title="Terms">
      <section>
        <h2>Credits</h2>
        <p>
          The price stands on the button before you press it. It is charged once. If nothing comes
          of the request, or you cancel it in time, all of it comes back. Your credits page lists
          every movement.
        </p>
      </section>
      <section>
        <h2>Your pictures</h2>
        <p>
          What you make is yours to use as far as the law and the model's maker allow. Recent
          pictures and videos are deleted after a few days: save or download the ones that you want
          to keep.
        </p>
      </section>
      <section>
        <h2>What is expected of you</h2>
        <p>
          Do not make pictures that harm others or break the law, and do not present a picture made
          by a machine as a photograph of something that happened. The mark in each file says that a
          machine made it; please leave it there.
        </p>
      </section>
      <section>
        <h2>Who runs this site</h2>
        <p>Whoever set up this copy of Easel runs it and answers for it.</p>
      </section>
    </PlainTextScreen>
  );
}
