import { Form, useNavigation } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { goingMail as words } from "./words";

interface GoingMailSwitchProps {
  className: string;
  isOn: boolean;
  error: string | undefined;
}

const titleId = "going-mail";

/** Whether a mail comes before files go. POSTs `goingMail` to the account's page. */
export function GoingMailSwitch({ className, isOn, error }: GoingMailSwitchProps) {
  const busy = useNavigation().formData?.has("goingMail") ?? false;
  return (
    <Form method="post" action="/account" preventScrollReset className={className}>
      <AccountMark />
      <div className="min-w-0">
        <h2 id={titleId} className="text-base font-medium tracking-normal">
          {words.title}
        </h2>
        <p className="text-md text-soft">{isOn ? words.on : words.off}</p>
        {error && (
          <p role="alert" className="text-md text-danger">
            {error}
          </p>
        )}
      </div>
      <Button
        variant="outline"
        name="goingMail"
        value={isOn ? "off" : "on"}
        busy={busy}
        aria-describedby={titleId}
        className="shrink-0"
      >
        {isOn ? words.turnOff : words.turnOn}
      </Button>
    </Form>
  );
}
