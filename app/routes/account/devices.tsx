import { redirect } from "react-router";
import type { Route } from "./+types/devices";
import { accountAction } from "~/.server/http/account-action";
import { isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { redirectToSignIn, requireViewer, respondOrSignIn } from "~/.server/http/session";
import { DevicesScreen } from "~/components/account/devices-screen";
import { devices as words } from "~/components/account/words";
import { useAnswer } from "~/components/layout/use-answer";
import { coarsePlace, deviceName } from "~/domain/device-name";
import { signOutDevicesForm } from "~/domain/devices";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { devices: own } = context.get(containerContext);
  const { account, devices } = await respondOrSignIn(url, () => own.list(viewer));
  return {
    account: account ?? redirectToSignIn(url),
    devices: devices.map(({ agent, address, ...device }) => ({
      ...device,
      name: deviceName(agent),
      place: coarsePlace(address),
    })),
    isEnded: url.searchParams.has("ended"),
    nowIso: new Date().toISOString(),
  };
}

/** Signs out one of the person's other browsers, or all of them. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const { devices } = context.get(containerContext);
  return await accountAction(
    { request, context, url },
    signOutDevicesForm,
    async (form, viewer) => {
      await devices.endOthers(viewer, "all" in form ? "all" : form.deviceId);
      return isScripted(request) ? { isEnded: true } : redirect(`${url.pathname}?ended`, 303);
    },
  );
}

export default function Devices({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const problem = answer && "problem" in answer ? answer.problem : undefined;
  const isEnded = answer === undefined ? loaderData.isEnded : "isEnded" in answer;
  return <DevicesScreen {...loaderData} isEnded={isEnded} problem={problem} />;
}
