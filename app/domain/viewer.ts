/** Who is asking: taken from a verified access token, never from anything the browser can edit. */
export interface Viewer {
  userId: string;
  sessionId: string;
  email: string;
  accessToken: string;
}

/** What a session is opened on. */
export interface Device {
  /** The browser's own words. */
  agent: string;
  /** Coarse: a /24 or /48 block. */
  address: string;
}

/** A device, and how accounts know it again. */
export interface KnownDevice extends Device {
  /** Random ids that sign-ins have left in this browser, and only there. */
  ids: readonly string[];
}
