import { PasswordField } from "~/components/ui/password-field";
import type { Field } from "~/components/ui/use-form";
import { fields as labels } from "./words";

interface OwnerFieldProps {
  field: Field;
  needs: "nothing" | "password";
  /** Lets password managers find the account. */
  email: string;
}

/** What somebody shows to be the account's owner, where they must. */
export function OwnerField({ field, needs, email }: OwnerFieldProps) {
  if (needs === "nothing") return null;
  return (
    <>
      <input type="email" name="username" autoComplete="username" readOnly hidden value={email} />
      <PasswordField
        field={field}
        label={labels.currentPassword}
        autoComplete="current-password"
        required
      />
    </>
  );
}
