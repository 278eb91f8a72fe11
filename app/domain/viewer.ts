/** Who is asking: taken from a verified access token, never from anything the browser can edit. */
export interface Viewer {
  userId: string;
  sessionId: string;
  email: string;
  accessToken: string;
}
