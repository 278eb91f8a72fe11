import type { OwnLink, ShareTarget } from "~/domain/sharing";
import type { Database } from "../db/clients";
import type { Result } from "../db/functions";
import { AppError } from "../errors";
import { hashOfToken, isToken, type LinkTokens } from "./link-tokens";
import type { SharedFile, Shares } from "./port";

type Row = NonNullable<Result<"share_page">["share"]>;

const sqlTarget = (target: ShareTarget) =>
  "mediaId" in target ? { p_media_id: target.mediaId } : { p_board_id: target.boardId };

/**
 * Links on SQL functions: one's own are read as the viewer, under row-level security; everything else as the server.
 * Errors: those of the port.
 */
export function createSupabaseShares(database: Database, { tokenOf }: LinkTokens): Shares {
  const service = database.asService();

  function ownLink<Link extends Row>({ tokenHash, ...link }: Link) {
    const token = tokenOf(link.id);
    return { ...link, token: hashOfToken(token) === tokenHash ? token : null } satisfies OwnLink;
  }

  return {
    async own(viewer, target) {
      const { share, ...page } = await database
        .asViewer(viewer)
        .call("share_page", sqlTarget(target));
      if (page.account && !page.media && !page.board) throw new AppError("not_found");
      return { ...page, link: share && ownLink(share) };
    },
    async list(viewer, page, pageSize) {
      const args = { p_page: page, p_page_size: pageSize };
      const { links, ...rest } = await database.asViewer(viewer).call("links_page", args);
      return { ...rest, links: links.map(ownLink) };
    },
    async make({ userId, sessionId }, { id, target, showsPrompt, isListed, expiresAt }) {
      await service.call("make_share", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_share_id: id,
        p_token_hash: hashOfToken(tokenOf(id)),
        p_shows_prompt: showsPrompt,
        p_is_listed: isListed,
        p_expires_at: expiresAt?.toISOString(),
        ...sqlTarget(target),
      });
    },
    async revoke({ userId, sessionId }, shareId) {
      await service.call("revoke_share", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_share_id: shareId,
      });
    },
    async dismissTakeDowns({ userId, sessionId }, ids) {
      await service.call("dismiss_take_downs", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_ids: ids,
      });
    },
    async open(token, { page, pageSize, fileId }) {
      const found = await service.call("shared_page", {
        p_token_hash: knownHash(token),
        p_page: page,
        p_page_size: pageSize,
        p_media_id: fileId,
      });
      return found ?? notFound();
    },
    async files(token, limit, fileId) {
      const rows = await service.call("shared_files", {
        p_token_hash: knownHash(token),
        p_limit: limit,
        p_media_id: fileId,
      });
      return rows.length > 0 ? rows.map(fileOf) : notFound();
    },
    async state(token) {
      return stateOf(await service.call("share_state", { p_token_hash: knownHash(token) }));
    },
    async report(token, { reportId, reason, words, contact, file }) {
      const state = await service.call("report_share", {
        p_report_id: reportId,
        p_token_hash: knownHash(token),
        p_reason: reason,
        p_words: words,
        p_contact: contact,
        p_media_id: file,
      });
      return stateOf(state);
    },
  };
}

function knownHash(token: string): string {
  return isToken(token) ? hashOfToken(token) : notFound();
}

function stateOf(state: string | null) {
  return state === "live" || state === "ended" ? state : notFound();
}

function notFound(): never {
  throw new AppError("not_found");
}

function fileOf(row: Result<"shared_files">[number]): SharedFile {
  const { thumb_path, content_type, size_bytes, shows_prompt, is_listed, has_frame, ...file } = row;
  return {
    ...file,
    hasFrame: has_frame,
    thumbPath: thumb_path,
    contentType: content_type,
    sizeBytes: size_bytes,
    showsPrompt: shows_prompt,
    isListed: is_listed,
  };
}
