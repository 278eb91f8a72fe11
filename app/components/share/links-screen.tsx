import { AccountPage } from "~/components/account/account-page";
import { AccountMark } from "~/components/layout/account-mark";
import type { Problem } from "~/components/errors/problem";
import { FramedPicture } from "~/components/media/picture-tile";
import type { PictureTile } from "~/components/media/types";
import { untitled } from "~/components/media/words";
import { Form, useNavigation } from "react-router";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { PageLink } from "~/components/ui/page-link";
import { Pagination } from "~/components/ui/pagination";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import { mediaPath } from "~/domain/generation";
import type { ShownLink } from "./types";
import { links as words, share } from "./words";

type ListedLink = Omit<ShownLink, "qr"> & {
  media: PictureTile | null;
  board: { id: string; name: string } | null;
};

interface LinksScreenProps {
  links: readonly ListedLink[];
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  nowIso: string;
  /** True in the answer to turning one off. */
  isOff: boolean;
  problem: Problem | undefined;
}

const path = "/account/links";
const formId = "turn-off";

/** One's own live links, the latest first. POSTs `shareId`, which turns that one off. */
export function LinksScreen(props: LinksScreenProps) {
  const { links, total, page, pageSize, nowIso, isOff, problem } = props;
  return (
    <AccountPage>
      <header className="grid gap-1">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="text-soft">{total > 0 ? words.words : words.none}</p>
      </header>
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      {isOff && <Alert variant="success" title={words.isOff} />}
      {links.length > 0 && (
        <Card className="overflow-hidden">
          <ul className="divide-y divide-line">
            {links.map((link) => (
              <Row key={link.id} link={link} nowIso={nowIso} />
            ))}
          </ul>
        </Card>
      )}
      {links.length === 0 && total > 0 && (
        <p className="text-soft">
          {words.noMore} <TextLink to={path}>{words.first}</TextLink>
        </p>
      )}
      <Form id={formId} method="post" preventScrollReset>
        <AccountMark />
      </Form>
      <Pagination
        page={page}
        pageCount={Math.ceil(total / pageSize)}
        hrefOf={(to) => (to > 1 ? `${path}?page=${to}` : path)}
      />
    </AccountPage>
  );
}

function Row({ link, nowIso }: { link: ListedLink; nowIso: string }) {
  const { id, media, board, createdAt, expiresAt, showsPrompt, isListed } = link;
  const busy = useNavigation().formData?.get("shareId") === id;
  const title = board?.name ?? (media ? media.prompt || untitled(media.kind) : "");
  const page = media ? mediaPath(media) : `/boards/${board?.id}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 max-sm:px-4">
      <span className="relative grid size-14 shrink-0 place-items-center overflow-hidden rounded-control bg-sunken text-soft">
        {media ? (
          <FramedPicture
            src={`/media/${media.id}/thumb`}
            placeholder={media.placeholder}
            alt=""
            width={media.width}
            height={media.height}
          />
        ) : (
          <Icon name="icon-[lucide--layout-grid]" size={22} />
        )}
      </span>
      <div className="min-w-40 flex-1 text-md">
        <UserText as="p">
          <PageLink
            to={`${page}/share`}
            className="-my-1 inline-flex min-h-11 items-center font-medium underline decoration-line underline-offset-3 hover:decoration-ink"
          >
            <span className="line-clamp-2">{title}</span>
          </PageLink>
        </UserText>
        <p className="text-soft">
          {words.made} <RelativeTime iso={createdAt} nowIso={nowIso} />
          {expiresAt && (
            <>
              {" · "}
              {share.ends} <RelativeTime iso={expiresAt} nowIso={nowIso} />
            </>
          )}
          {showsPrompt && ` · ${words.withPrompt}`}
          {isListed && ` · ${words.listed}`}
        </p>
      </div>
      <Button
        form={formId}
        name="shareId"
        value={id}
        variant="outline"
        busy={busy}
        aria-label={words.offWhat(title)}
      >
        {words.off}
      </Button>
    </li>
  );
}
