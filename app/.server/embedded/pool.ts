/**
 * Settings of every connection pool. After a loss a query tries again at once; PostgreSQL is back within a second or
 * so.
 */
export const poolOptions = {
  max: 10,
  idle_timeout: 120,
  connect_timeout: 5,
  backoff: () => 0.1,
  onnotice: () => undefined,
} as const;
