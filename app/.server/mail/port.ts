import type { Viewer } from "~/domain/viewer";

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
  /** The account has another address from now on; `to` is the one before. Never fails. */
  newEmail(to: string, device: NoticedDevice): Promise<void>;
  /** No Google account signs in to the account any more. Never fails. */
  unlinkedGoogle(to: string, device: NoticedDevice): Promise<void>;
  /** Signing in asks for codes from now on, or no longer. Never fails. */
  secondFactor(to: string, turned: "on" | "off", device: NoticedDevice): Promise<void>;
  /** The account goes then, as its owner has asked. Never fails. */
  leaving(to: string, goesAt: string): Promise<void>;
  /** It stays after all. Never fails. */
  staying(to: string): Promise<void>;
  /** An admin took something of theirs down; `words` are the admin's. Never fails. */
  takenDown(to: string, words: string): Promise<void>;
}

/** Mails a day before files go, for who has asked for them. */
export interface GoingMails {
  /** Whether the viewer has. Errors: signed_out, unavailable. */
  isWanted(viewer: Viewer): Promise<boolean>;
  /** The viewer does, or no longer. Errors: signed_out, unavailable. */
  choose(viewer: Viewer, isWanted: boolean): Promise<void>;
  /**
   * Hands in what is due, for `limit` people at most: one mail a day each, and each file is told of once, whatever
   * other processes do. Resolves to how many mails. Error: unavailable.
   */
  post(limit: number): Promise<number>;
}

export interface NoticedDevice {
  /** The browser's User-Agent. */
  agent: string;
  /** Coarse: a /24 or /48 block. */
  address: string;
}
