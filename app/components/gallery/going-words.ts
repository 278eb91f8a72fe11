import { maxCounted } from "~/domain/gallery-filter";
import type { GoingSoon } from "~/domain/views";
import { count } from "./words";

/** Of files that go within a day. */
export const going = {
  title: ({ count: all, videos }: GoingSoon) => {
    const { noun, both } = count;
    const one = videos > 0 ? noun.video : noun.picture;
    const many = videos === all ? noun.videos : videos > 0 ? both : noun.pictures;
    const number =
      all > maxCounted
        ? count.moreThan(maxCounted.toLocaleString("en-US"))
        : all.toLocaleString("en-US");
    return all === 1 ? `1 ${one} goes within a day` : `${number} ${many} go within a day`;
  },
  note: "Save what you want to keep. Everything else is deleted on time.",
  saveAll: (all: number) => (all === 1 ? "Save it" : "Save them all"),
  saving: "Saving",
  dismiss: (all: number) => (all === 1 ? "Let it go" : "Let them go"),
};
