/** From where somebody comes to the admin pages. */
export interface AdminPlace {
  /** Coarse: a /24 or /48 block. */
  address: string;
  /** The random ids that this browser has. */
  deviceIds: readonly string[];
}

/** What lets an admin in, as it stands now. */
export interface AdminCredential {
  /** Of the password: another one has another mark. Tells nothing about it. */
  mark: string;
  /** True: a one-time code is asked for besides. */
  asksForCode: boolean;
  matches(password: string): Promise<boolean>;
  /** The half minute that a one-time code belongs to; null for a wrong one. */
  stepOf(code: string): number | null;
}

/** The password of the admin pages: the environment's, else the one that the built-in database keeps. */
export interface AdminPassword {
  /** Null: there is none yet. */
  read(): Promise<AdminCredential | null>;
}

/** What a try is told before its password is looked at. */
export interface AdminAttempt {
  /** By which the database knows how often it was tried. */
  bucket: string;
  /** The id of this browser that an admin has come by before; null for none. */
  deviceId: string | null;
}

/** The sessions of the admin pages. `session` is always the digest of the cookie, which SQL functions take. */
export interface AdminSessions {
  /** Counts a try. Errors: rate_limited, unavailable. */
  begin(place: AdminPlace): Promise<AdminAttempt>;
  /** Puts a try that was refused into the audit log. */
  refuse(name: string, place: AdminPlace, outcome: "wrong_password" | "wrong_code"): Promise<void>;
  /** Lets an admin in, in place of the session `replaced`. False: the one-time code was used before. */
  open(
    session: string,
    admin: {
      name: string;
      place: AdminPlace;
      mark: string;
      codeStep: number | null;
      attempt: AdminAttempt & { deviceId: string };
      replaced: string | null;
    },
  ): Promise<boolean>;
  /** The admin's name; the session is in use now. Null: it has ended. Error: unavailable. */
  nameOf(session: string, mark: string): Promise<string | null>;
  end(session: string): Promise<void>;
}
