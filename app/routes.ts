import type { RouteConfig } from "@react-router/dev/routes";
import { route } from "@react-router/dev/routes";

export default [
  route("/", "routes/studio.tsx"),
  route("edit", "routes/edit.tsx"),
  route("video", "routes/video.tsx"),
  route("gallery", "routes/gallery.tsx"),
  route("image/:mediaId", "routes/picture.tsx"),
  route("video/:mediaId", "routes/picture.tsx", { id: "routes/video-file" }),
  route("generations/:generationId", "routes/generation.tsx"),
  route("media/:mediaId/:variant", "routes/media-file.ts"),
  route("events", "routes/events.ts"),
  route("login", "routes/login.tsx"),
  route("signup", "routes/signup.tsx"),
  route("forgot-password", "routes/forgot-password.tsx"),
  route("reset-password", "routes/reset-password.tsx"),
  route("auth/confirm", "routes/auth-confirm.tsx"),
  route("logout", "routes/logout.ts"),
  route("theme", "routes/theme.ts"),
  route("account", "routes/account.tsx"),
  route("account/credits", "routes/credits.tsx"),
  route("about-models", "routes/about-models.tsx"),
  route("privacy", "routes/privacy.tsx"),
  route("terms", "routes/terms.tsx"),
  route("cron/cleanup", "routes/cron-cleanup.ts"),
  route("dev/mail", "routes/dev-mail.tsx"),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
