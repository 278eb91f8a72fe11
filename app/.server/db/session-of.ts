import type { Viewer } from "~/domain/viewer";

/** The arguments by which a function of the database knows who asks it. */
export const sessionOf = ({ userId, sessionId }: Viewer) => ({
  p_user_id: userId,
  p_session_id: sessionId,
});
