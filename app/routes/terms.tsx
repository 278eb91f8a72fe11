import { PlainTextScreen } from "~/components/layout/plain-text-screen";
import type { RouteHandle } from "~/components/layout/matches";
import type { Route } from "./+types/terms";

export const meta: Route.MetaFunction = () => [
  { title: "Terms · Easel" },
  { name: "description", content: "What you can expect from us, and what we expect from you." },
];

export const handle: RouteHandle = { scripts: false };

export default function Terms() {
  return (
    <PlainTextScreen title="Terms">
      <section>
        <h2>Credits</h2>
        <p>
          The button shows the price before you press it. You're charged once. If nothing is made,
          or you cancel in time, you get a full refund. If only some of it is made, you get the rest
          back. Your credits page lists every change.
        </p>
      </section>
      <section>
        <h2>Your pictures</h2>
        <p>
          What you make is yours to use, as far as the law and the model's license allow. Recent
          pictures and videos are deleted after a few days. Save or download the ones you want to
          keep.
        </p>
      </section>
      <section>
        <h2>What we expect from you</h2>
        <p>
          Don't make pictures that harm others or break the law, and don't pass off a picture made
          by a machine as a photo of something that happened. Each file carries a mark that says a
          machine made it. Please leave it there.
        </p>
      </section>
      <section>
        <h2>Who runs this site</h2>
        <p>The people who set up this copy of Easel run it and answer for it.</p>
      </section>
    </PlainTextScreen>
  );
}
