/** How long a new link lasts, in days. */
export const linkDays = [1, 7, 30] as const;

/** Of the picture that goes with a link where it is posted, in pixels. */
export const previewSize = { width: 1200, height: 630 } as const;

export const reportReasons = ["intimate", "illegal", "rights", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];
export const maxReportLength = 2000;
