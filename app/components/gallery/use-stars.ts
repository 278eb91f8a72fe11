import { useNavigation } from "react-router";
import type { PictureTile } from "~/components/media/types";

/** Whether a file has a star; what was pressed is shown before it is answered. */
export function useStars(): (tile: Pick<PictureTile, "id" | "starredAt">) => boolean {
  const { formData } = useNavigation();
  const [star, unstar] = ["star", "unstar"].map((name) => formData?.get(name));
  return ({ id, starredAt }) => (starredAt !== null || id === star) && id !== unstar;
}
