/** How long a new link lasts, in days. */
export const linkDays = [1, 7, 30] as const;

export const reportReasons = ["intimate", "illegal", "rights", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];
export const maxReportLength = 2000;
