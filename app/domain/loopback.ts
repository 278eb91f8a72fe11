/** True for 127.0.0.0/8, ::1 and localhost, as they stand in a URL's `hostname`. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
