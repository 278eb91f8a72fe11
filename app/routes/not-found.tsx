import { AppError } from "~/.server/errors";
import { respond } from "~/.server/http/respond";

/** Every address that no other route knows: with the same headers and middleware as the rest. */
export async function loader() {
  return await respond(async () => {
    throw new AppError("not_found");
  });
}

export async function action() {
  return await respond(async () => {
    throw new AppError("not_found");
  });
}

export default function NotFound() {
  return null;
}
