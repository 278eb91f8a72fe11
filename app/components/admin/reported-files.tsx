import { Badge } from "~/components/ui/badge";
import { UserText } from "~/components/ui/user-text";
import type { AdminReport } from "~/domain/admin/reports";
import { report as words } from "./reports-words";

/** Nobody has to see them who does not want to: each is behind a press. */
export function ReportedFiles({ report }: { report: AdminReport }) {
  const { id: reportId, files } = report;
  if (files.length === 0) return <p className="text-soft">{words.noFiles}</p>;
  return (
    <ul className="grid gap-2">
      {files.map(({ id, kind, width, height, prompt, isHidden, isReported }) => (
        <li key={id} className="grid gap-1 rounded-control bg-sunken p-3">
          <UserText as="p" className="line-clamp-3 text-md">
            {prompt}
          </UserText>
          <div className="flex flex-wrap items-center gap-2">
            {isReported && <Badge variant="warning">{words.reported}</Badge>}
            {isHidden && <Badge variant="destructive">{words.hidden}</Badge>}
          </div>
          <details>
            <summary className="link inline-flex min-h-11 cursor-pointer items-center">
              {words.show}
            </summary>
            {kind === "video" ? (
              <video
                src={`/admin/reports/${reportId}/media/${id}/original`}
                controls
                preload="none"
                className="max-h-100 max-w-full rounded-control"
              />
            ) : (
              <img
                src={`/admin/reports/${reportId}/media/${id}/thumb`}
                alt={words.showWhat(prompt)}
                width={width}
                height={height}
                loading="lazy"
                className="h-auto max-h-100 w-auto max-w-full rounded-control"
              />
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}
