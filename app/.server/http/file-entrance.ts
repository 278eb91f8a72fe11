import { AppError } from "../errors";

/** Who may bring files. An AppError refuses them. */
export interface Admission {
  /** Before a body is read that is to bring a file. */
  begin(): Promise<void>;
  /** Before the bytes of a file are read. */
  admit(): Promise<void>;
  /** Before anything is done with files, all of which are there. */
  arrive(): Promise<void>;
}

/** Lets files in, until one is refused. */
export function openEntrance(admission: Admission) {
  let refused: AppError | null = null;
  let onRefusal = () => {};
  const ask = (question: () => Promise<void>) => async (): Promise<boolean> => {
    if (refused) return false;
    try {
      await question();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused = error;
      onRefusal();
    }
    return refused === null;
  };
  return {
    begin: ask(() => admission.begin()),
    admit: ask(() => admission.admit()),
    /** Also for those that were let in before another one was refused. */
    async arrive(): Promise<boolean> {
      try {
        await admission.arrive();
        return true;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused ??= error;
        return false;
      }
    },
    refused: () => refused,
    onRefusal: (listener: () => void) => void (onRefusal = listener),
  };
}

export type Entrance = ReturnType<typeof openEntrance>;
