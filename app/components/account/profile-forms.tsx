import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { FieldError } from "~/components/ui/field-error";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import type { NameForm as Fields } from "~/domain/forms";
import { avatarField, uploadTypes } from "~/domain/uploads";
import type { AccountView } from "~/domain/views";
import { Avatar } from "./avatar";
import { fields as labels } from "./words";
import { profile as words } from "./profile-words";

interface ProfileFormProps {
  account: AccountView;
  refusal: Refusal | undefined;
}

/** POSTs `avatar`, `save` with the file or `remove`, to the account's page. */
export function PictureForm({ account, refusal }: ProfileFormProps) {
  const sent = useNavigation().formData?.get("avatar");
  const errors = refusal?.result.error?.[avatarField] ?? refusal?.result.error?.["avatar"];
  return (
    <Form method="post" action="/account" encType="multipart/form-data" className="grid gap-3">
      <AccountMark />
      <div className="flex flex-wrap items-center gap-4">
        <Avatar account={account} className="size-20 text-2xl" />
        <div className="grid min-w-0 flex-1 basis-56 gap-1.5">
          <label htmlFor="avatar-file" className="font-medium">
            {words.picture}
          </label>
          <input
            id="avatar-file"
            type="file"
            name={avatarField}
            accept={uploadTypes}
            aria-describedby="avatar-hint avatar-error"
            className="min-h-11 w-full min-w-0 text-md file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-control file:border file:border-line file:bg-surface file:px-4 file:font-medium"
          />
          <p id="avatar-hint" className="text-md text-soft">
            {words.pictureHint}
          </p>
          <FieldError field={{ errorId: "avatar-error", errors: errors ?? undefined }} />
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" name="avatar" value="save" busy={sent === "save"}>
          {words.savePicture}
        </Button>
        {account.avatar && (
          <Button variant="ghost" name="avatar" value="remove" busy={sent === "remove"}>
            {words.removePicture}
          </Button>
        )}
      </div>
    </Form>
  );
}

/** POSTs `name` to the account's page. */
export function NameForm({ account, refusal }: ProfileFormProps) {
  const [form, fields] = useForm<Fields>({
    id: "name",
    lastResult: refusal?.result,
    defaultValue: { name: account.name },
  });
  const busy = useNavigation().formData?.has("name") ?? false;
  return (
    <Form id={form.id} method="post" action="/account" className="grid gap-3">
      <AccountMark />
      <TextField
        key={account.name}
        field={fields.name}
        label={labels.nameIfWanted}
        hint={labels.nameHint}
        autoComplete="name"
      />
      <Button variant="outline" busy={busy} className="justify-self-start">
        {words.saveName}
      </Button>
    </Form>
  );
}
