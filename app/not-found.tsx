import type { Metadata } from "next";
import { MessagePage } from "@/components/layout/message-page";
import { PublicShell } from "@/components/layout/public-shell";
import { LinkButton } from "@/components/layout/link-button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PublicShell width="narrow">
      <MessagePage title="This tile is not here" action={<LinkButton href="/" size="md">Go to the front page</LinkButton>}>
        <p>The address may be mistyped, or what it showed is not yours to see. If you are signed out, sign in and follow the link again.</p>
      </MessagePage>
    </PublicShell>
  );
}
