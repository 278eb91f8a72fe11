import { TextLink } from "~/components/account/text-link";
import { PlainTextScreen } from "~/components/layout/plain-text-screen";
import type { RouteHandle } from "~/components/layout/matches";
import type { Route } from "./+types/privacy";

export const meta: Route.MetaFunction = () => [
  { title: "Privacy · Easel" },
  { name: "description", content: "What is kept about you, where, and for how long." },
];

export const handle: RouteHandle = { scripts: false };

export default function Privacy() {
  return (
    <PlainTextScreen title="Privacy">
      <p>
        This site runs Easel, which anybody can run on a server of their own. This is what it keeps
        and why.
      </p>
      <section>
        <h2>What is kept</h2>
        <ul>
          <li>
            Your e-mail address, your name and a scrambled form of your password, so that you can
            sign in.
          </li>
          <li>What you asked for and what was made of it, so that you can find it again.</li>
          <li>Every movement of your credits, so that every charge can be checked.</li>
          <li>
            The browser and a rough network address of each signed-in device, so that you can tell
            them apart.
          </li>
          <li>
            Who signed in or tried to, and from which rough network address, for 90 days. The places
            you signed in from, for 400 days, so that we can tell you about new ones.
          </li>
          <li>
            After you delete your account: a scrambled form of your email, so that welcome credits
            are given once.
          </li>
          <li>If you press the button before signing in: what you typed, for one hour.</li>
        </ul>
      </section>
      <section>
        <h2>For how long</h2>
        <p>
          Recent pictures and videos show when they will be deleted; saved ones stay. Everything
          else that has no time of its own above stays as long as the account.
        </p>
      </section>
      <section>
        <h2>Who else sees it</h2>
        <p>
          A built-in model runs on this server, and nothing leaves it. For every other model, your
          words, and the picture that you begin with, are sent to the provider named beside it on{" "}
          <TextLink to="/about-models">About the models</TextLink>; when that one cannot, another
          one named there may be asked instead. Nobody else is shown your pictures. The words are
          also written into the picture's own file, so whoever gets the file from you can read them.
        </p>
        <p>
          When you choose a password, this site may ask Have I Been Pwned whether it was in a data
          breach. It sends five of the forty characters of a scrambled form, which many passwords
          share.
        </p>
      </section>
      <section>
        <h2>Cookies</h2>
        <p>
          One cookie keeps you signed in, one lets your account know this browser again, and one
          remembers light or dark. There is no tracking and no advertising.
        </p>
      </section>
    </PlainTextScreen>
  );
}
