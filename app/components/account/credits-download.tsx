import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import { credits as words } from "./words";

/** Leads to the history as a file: `?from=&to=`, days. */
export function CreditsDownload() {
  return (
    <Card className="grid gap-3 p-5">
      <h2 className="text-base">{words.download}</h2>
      <p className="text-soft">{words.downloadWords}</p>
      <form action="/account/credits/csv" className="flex flex-wrap items-end gap-3">
        <Day name="from" label={words.from} />
        <Day name="to" label={words.to} />
        <Button variant="outline">{words.downloadButton}</Button>
      </form>
    </Card>
  );
}

function Day({ name, label }: { name: string; label: string }) {
  const id = `credits-${name}`;
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input id={id} name={name} type="date" />
    </div>
  );
}
