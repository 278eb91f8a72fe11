import { useEffect } from "react";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from "react-router";
import type { Route } from "./+types/root";
import { maintenanceMiddleware } from "~/.server/http/maintenance";
import { noteRefusals } from "~/.server/http/note-refusals";
import { findViewer, sessionMiddleware } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { offersGoogle } from "~/.server/http/google-offer";
import { pageHeaders } from "~/.server/http/page-headers";
import { readTheme } from "~/.server/http/theme-cookie";
import { errorTitle, RouteError } from "~/components/errors/route-error";
import { AppFrame } from "~/components/frame/app-frame";
import { fontPreload } from "~/components/layout/font";
import { accountOf, handleOf, isForVisitor } from "~/components/layout/matches";
import { useFollowedLinks } from "~/components/layout/follow-links";
import { frame, tabNames } from "~/components/layout/words";
import { generationKinds, studioPaths } from "~/domain/generation";
import { PageNotice } from "~/components/layout/shown-page";
import { stayOnPage } from "~/components/layout/stay-on-page";
import styles from "./app.css?url";

/** Every page has its own title; this one is for pages that could not be shown. */
export const meta: Route.MetaFunction = ({ error }) => [{ title: errorTitle(error) }];

export const links: Route.LinksFunction = () => [
  fontPreload,
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const headers = pageHeaders;

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [stayOnPage];

export const middleware: Route.MiddlewareFunction[] = [
  sessionMiddleware,
  noteRefusals,
  ...maintenanceMiddleware,
];

/** Cheap on purpose: no database call, since every page brings its own account. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const viewer = await findViewer(context);
  const { auth, models, env } = context.get(containerContext);
  const made = new Set(models.cards.map(({ kind }) => kind));
  // In development a tab without models tells whoever runs the site how to get some.
  const tabs = generationKinds.filter((kind) => made.has(kind) || env.mode === "development");
  const signUpByMail = auth.signsUpByMail();
  const { signupAge } = env;
  return {
    google: offersGoogle(context),
    theme: readTheme(request),
    account: viewer?.userId ?? "",
    signUpByMail,
    signupAge,
    tabs,
  };
}

/** A refusal that speaks of changed facts, such as who is signed in, brings them along. */
export function shouldRevalidate(args: ShouldRevalidateFunctionArgs) {
  return args.actionStatus === 409 || args.defaultShouldRevalidate;
}

/** The document around every page, the error pages too. */
export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const matches = useMatches();
  const theme = data?.theme ?? "system";
  const { scripts, refreshSeconds, ...page } = handleOf(matches);
  useFollowedLinks();
  // The page's own sign that it is awake: after the effects of all that is on it, so that keys and presses are heard.
  useEffect(() => {
    document.documentElement.dataset["awake"] = "";
  }, []);
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        {refreshSeconds !== null && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <Meta />
        <Links />
      </head>
      <body>
        {page.frame === "own" ? (
          children
        ) : (
          <SiteFrame isBare={page.frame === "none"}>{children}</SiteFrame>
        )}
        {scripts && (
          <>
            <PageNotice />
            <ScrollRestoration />
            <Scripts />
          </>
        )}
      </body>
    </html>
  );
}

/** Header and footer of the site around a page. */
function SiteFrame({ isBare, children }: { isBare: boolean; children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const matches = useMatches();
  const { pathname, search } = useLocation();
  return (
    <AppFrame
      isBare={isBare}
      account={accountOf(matches)}
      signedIn={Boolean(data?.account) && !isForVisitor(matches)}
      theme={data?.theme ?? "system"}
      path={pathname + search}
      tabs={(data?.tabs ?? generationKinds).map((kind) => ({
        to: studioPaths[kind],
        label: tabNames[kind],
      }))}
      footerLinks={[
        { to: "/about-models", label: frame.aboutModels },
        { to: "/privacy", label: frame.privacy },
        { to: "/terms", label: frame.terms },
      ]}
    >
      {children}
    </AppFrame>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <RouteError error={error} />;
}
