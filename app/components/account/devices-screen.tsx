import { Form, useNavigation } from "react-router";
import type { Problem } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { RelativeTime } from "~/components/ui/moment";
import { TextLink } from "~/components/ui/text-link";
import { AccountPage } from "./account-page";
import { devices as words } from "./words";

interface ListedDevice {
  id: string;
  /** "Firefox on Windows" */
  name: string;
  /** "203.0.113.x"; empty where it is not known. */
  place: string;
  createdAt: string;
  lastSeenAt: string;
  isThis: boolean;
}

interface DevicesScreenProps {
  devices: readonly ListedDevice[];
  nowIso: string;
  /** True after signing some out. */
  isEnded: boolean;
  problem: Problem | undefined;
}

const formId = "sign-out-device";

/** Where one is signed in, this browser first. POSTs `deviceId`, which signs that one out, or `all`: all others. */
export function DevicesScreen({ devices, nowIso, isEnded, problem }: DevicesScreenProps) {
  const ending = useNavigation().formData;
  return (
    <AccountPage>
      <header className="grid gap-1">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="text-soft">
          {words.words} <TextLink to="/reset-password">{words.newPassword}</TextLink>
        </p>
      </header>
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      {isEnded && <Alert variant="success" title={words.isEnded} />}
      <Card className="overflow-hidden">
        <ul className="divide-y divide-line">
          {devices.map((device) => (
            <Row
              key={device.id}
              device={device}
              nowIso={nowIso}
              busy={ending?.get("deviceId") === device.id}
            />
          ))}
        </ul>
      </Card>
      <Form id={formId} method="post" preventScrollReset>
        <AccountMark />
        {devices.length > 1 && (
          <Button name="all" value="1" variant="outline" busy={ending?.has("all")}>
            {words.endAll}
          </Button>
        )}
      </Form>
    </AccountPage>
  );
}

function Row({ device, nowIso, busy }: { device: ListedDevice; nowIso: string; busy: boolean }) {
  const { id, name, place, createdAt, lastSeenAt, isThis } = device;
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3 max-sm:px-4">
      <div className="min-w-40 flex-1 text-md">
        <p className="font-medium first-letter:uppercase">{name}</p>
        <p className="text-soft">
          {place && `${words.from(place)} · `}
          {words.since} <RelativeTime iso={createdAt} nowIso={nowIso} />
          {!isThis && (
            <>
              {" · "}
              {words.seen} <RelativeTime iso={lastSeenAt} nowIso={nowIso} />
            </>
          )}
        </p>
      </div>
      {isThis ? (
        <p className="text-md text-soft">{words.isThis}</p>
      ) : (
        <Button
          form={formId}
          name="deviceId"
          value={id}
          variant="outline"
          busy={busy}
          aria-label={words.endWhat(name)}
        >
          {words.end}
        </Button>
      )}
    </li>
  );
}
