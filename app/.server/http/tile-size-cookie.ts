import { parseCookie, stringifySetCookie } from "cookie";
import { tileSizes, type TileSize } from "~/domain/gallery-choices";

const name = "easel-tiles";
const yearSeconds = 31_536_000;

/** How large this browser wants the gallery's tiles; null until it said so. */
export function readTileSize(request: Request): TileSize | null {
  const value = parseCookie(request.headers.get("cookie") ?? "")[name];
  return tileSizes.find((size) => size === value) ?? null;
}

/** A `Set-Cookie` value. */
export function tileSizeCookie(size: TileSize, https: boolean): string {
  return stringifySetCookie({
    name,
    value: size,
    path: "/gallery",
    maxAge: yearSeconds,
    httpOnly: true,
    sameSite: "lax",
    secure: https,
  });
}
