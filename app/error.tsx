"use client";

import { Button } from "@mantine/core";
import { MessagePage } from "@/components/layout/message-page";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** A fault inside a page. It says that nothing half-done remains, because every money move is one transaction. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <div style={{ maxWidth: "34rem", margin: "0 auto", padding: "clamp(2rem, 10vh, 6rem) 1.25rem" }}>
      <MessagePage title="This page could not be shown" action={<Button size="md" onClick={retry}>Try again</Button>}>
        <p>The fault is ours. No money moved because of it: every movement happens as a whole or not at all.</p>
        {error.digest && <p>If you write to us, please name this number: {error.digest}</p>}
      </MessagePage>
    </div>
  );
}
