/** A mail to one person. */
export interface Mail {
  /** One address, nothing else. */
  to: string;
  subject: string;
  html: string;
}

/** Where mails are handed in. */
export interface MailPort {
  /**
   * Takes a mail over: it is sent soon, and again later when the mail server is in trouble, for as long as it is of
   * use. Takes no longer than a call of the database. Errors: invalid_input (an address that is not one), unavailable.
   */
  post(mail: Mail, usefulSeconds: number): Promise<void>;
}

/** What people are told about their account. */
export interface Notices {
  /** Someone chose a new password. Never fails: what happened stays so, and trouble is logged. */
  newPassword(to: string, device: NoticedDevice): Promise<void>;
  /** Someone signed in on a device that the account has not seen before. Never fails. */
  newDevice(to: string, device: NoticedDevice): Promise<void>;
}

export interface NoticedDevice {
  /** The browser's User-Agent. */
  agent: string;
  /** Coarse: a /24 or /48 block. */
  address: string;
}
