import { TextLink } from "~/components/ui/text-link";
import { PlainTextScreen } from "~/components/layout/plain-text-screen";
import type { RouteHandle } from "~/components/layout/matches";
import type { Route } from "./+types/privacy";

export const meta: Route.MetaFunction = () => [
  { title: "Privacy · Easel" },
  { name: "description", content: "What we keep about you, where, and for how long." },
];

export const handle: RouteHandle = { scripts: false };

export default function Privacy() {
  return (
    <PlainTextScreen title="Privacy">
      <p>
        This site runs Easel, which anyone can run on their own server. Here's what it keeps, and
        why.
      </p>
      <section>
        <h2>What we keep</h2>
        <ul>
          <li>Your email, your name and a scrambled form of your password, so you can sign in.</li>
          <li>
            If you continue with Google: your email and your name, which Google tells us. It learns
            that you sign in here.
          </li>
          <li>
            If you give us a picture of yourself: a small square of it, which only you see, until
            you remove it. Nothing else that the file says is kept.
          </li>
          <li>What you asked for and what was made, so you can find it again.</li>
          <li>Everything that changed your credits, so every charge can be checked.</li>
          <li>
            The browser and a rough network address of each device you're signed in on, so you can
            tell them apart.
          </li>
          <li>
            Who signed in or tried to, and from which rough network address, for 90 days. The places
            you signed in from, for 400 days, so we can tell you about new ones.
          </li>
          <li>
            What you share: which pictures or boards, with which choices, until you turn the link
            off or they go.
          </li>
          <li>
            Whether you want an email before pictures are deleted, and when the last one was sent.
          </li>
          <li>If you report a shared page: what you wrote, and your email if you gave it.</li>
          <li>
            If a picture of yours is taken down after a report: that it was, and its fingerprint, so
            it can&apos;t be shared again. Its file, for 30 days.
          </li>
          <li>
            If a prompt of yours is refused because this site doesn&apos;t allow its words: the
            prompt, and what you wrote if you objected, for 30 days.
          </li>
          <li>
            After you delete your account: a scrambled form of your email, so welcome credits are
            given only once, and the list of credits, without names or words. You have a week to
            change your mind; then everything else goes.
          </li>
          <li>
            Pictures you upload to make something from: for a day, or two hours if you aren't signed
            in, and as long as something you made from them. Where a photo was taken and everything
            else it says about itself is removed first.
          </li>
          <li>
            If you press the button before signing in, or change the model without JavaScript: what
            you typed, for one hour.
          </li>
        </ul>
      </section>
      <section>
        <h2>For how long</h2>
        <p>
          Recent pictures and videos show when they'll be deleted. Saved ones stay. Everything else
          stays as long as your account, unless a time is given above.
        </p>
      </section>
      <section>
        <h2>Who else sees it</h2>
        <p>
          Built-in models run on this server, and nothing leaves it. With any other model, your
          prompt and the picture you start from go to the provider named beside it on{" "}
          <TextLink to="/about-models">About the models</TextLink>. If that provider can't do it,
          another one named there may get them instead. Nobody else is shown your pictures, unless
          you share them: then anyone who has the link sees them until you turn it off, and nothing
          else about you. The prompt is also written into the picture's file, so anyone you give the
          file to can read it. A shared link leaves it out unless you choose to show it.
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
          One cookie keeps you signed in, one helps your account recognize this browser, and one
          remembers light or dark. Without JavaScript, another one remembers for a minute what you
          just saved. If you upload a picture before signing in, one keeps it yours for two hours.
          If you ask to be told when something is done, your browser remembers that; it isn't sent
          to us. There's no tracking and no advertising.
        </p>
      </section>
    </PlainTextScreen>
  );
}
